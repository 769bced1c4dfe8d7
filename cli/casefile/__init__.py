"""Case files: strict reading, and playing without a platform."""
