"""The checks of `./ontzorg test`: system programs, lint, types, layers, tests."""
