"""Use cases of the people who guide an employer and of their advice."""
