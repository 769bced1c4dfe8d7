"""Requests: a service against bare Flask, the gateway against a direct call."""
