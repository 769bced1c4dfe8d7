"""Simulated users of the portal, over HTTP."""
