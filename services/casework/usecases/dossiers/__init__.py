"""Use cases of a dossier as a whole."""
