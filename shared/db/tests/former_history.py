"""Databases in the state after the services' first four migrations, before the mechanism had its own history."""

BACK_TO_VERSION_4 = """
    DROP TABLE mechanism_version, set_aside_item, set_aside_resolution, revoked_access, list_reading;
    ALTER TABLE job_progress DROP COLUMN running, DROP COLUMN after;
"""
"""Takes the tables of the mechanism back from version 5: such a database holds no number of theirs."""
