"""Case files: read strictly, played without a platform."""
