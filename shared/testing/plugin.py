"""pytest plugin: requirement marks, and the fixtures every service's tests use."""
