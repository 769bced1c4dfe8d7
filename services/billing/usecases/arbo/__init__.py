"""Use cases of the arbo fee."""
