"""Databases as the services' first four migrations made them, before the mechanism had a history of its own."""

BACK_TO_VERSION_4 = """
    DROP TABLE mechanism_version, set_aside_item, set_aside_resolution;
    ALTER TABLE job_progress DROP COLUMN running, DROP COLUMN after;
"""
"""Takes the tables of the mechanism back from version 5: such a database holds no number of theirs."""
