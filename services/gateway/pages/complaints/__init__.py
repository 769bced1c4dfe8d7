"""Pages of the complaint desk."""
