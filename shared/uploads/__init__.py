"""Files that people send: what is accepted, by content and size."""
