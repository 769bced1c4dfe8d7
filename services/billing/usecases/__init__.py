"""One verb per module, one transaction each."""
