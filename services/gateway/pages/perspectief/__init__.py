"""Pages of Perspectief's dossiers and figures."""
