"""The pages about an absence that was reported."""
