"""Commands about re-integration reports."""
