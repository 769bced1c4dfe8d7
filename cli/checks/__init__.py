"""What `./ontzorg test` runs: system programs, lint, types, layers, tests."""
