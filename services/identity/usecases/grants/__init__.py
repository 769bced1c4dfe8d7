"""What accounts may do for which employer, and until when."""
