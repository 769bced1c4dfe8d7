"""The login pages: server-rendered, Dutch, without JavaScript."""
