"""The history of a case: what was recorded in its dossiers."""
