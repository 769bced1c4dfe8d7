"""The HTTP edge of identity: accounts for their managers, messages for developers."""
