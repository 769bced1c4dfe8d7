"""The escalation from summons to a stop of wages."""
