"""What the platform costs and how fast it is: each script prints its figures as JSON, then one line with a ratio."""
