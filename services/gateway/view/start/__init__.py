"""What the start page of an employer shows."""
