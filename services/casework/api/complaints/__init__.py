"""HTTP API of the complaint desk."""
