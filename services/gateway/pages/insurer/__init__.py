"""Pages of the insurer."""
