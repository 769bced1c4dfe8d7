"""Use cases of absences."""
