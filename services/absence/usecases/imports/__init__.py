"""Use cases of files of employees."""
