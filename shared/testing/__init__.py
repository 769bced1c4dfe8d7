"""The pytest plugin that the whole project shares."""
