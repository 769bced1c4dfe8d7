"""One thin client per service: HTTP in, plain data or a named error out."""
