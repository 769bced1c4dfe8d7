"""One thin client per service, which returns plain data or raises a named error."""
