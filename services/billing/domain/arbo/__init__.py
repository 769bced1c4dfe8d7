"""The arbo fee."""
