"""The ladder from summons to a stop of wages."""
