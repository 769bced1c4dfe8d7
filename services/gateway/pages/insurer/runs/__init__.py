"""Payment runs of Team Claims."""
