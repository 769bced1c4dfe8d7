"""The commands of ./ontzorg, which run in the project's virtual environment."""
