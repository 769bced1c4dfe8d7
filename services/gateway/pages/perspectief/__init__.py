"""Pages of dossiers and statistics."""
