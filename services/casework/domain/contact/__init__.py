"""The clock of the first contact after a report, and how often consultants meet it."""
