"""What absence figures and overviews are counted from, and the statements that count."""
