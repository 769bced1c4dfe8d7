"""What VRA is told and asked."""
