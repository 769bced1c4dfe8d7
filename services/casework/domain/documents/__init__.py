"""Documents of a case: kinds, and who adds them."""
