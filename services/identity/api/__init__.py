"""The HTTP edge of identity: management of accounts, and messages on development platforms."""
