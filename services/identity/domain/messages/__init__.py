"""The messages that identity sends."""
