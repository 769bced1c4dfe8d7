"""The login pages: server-rendered, Dutch, without a line of JavaScript."""
