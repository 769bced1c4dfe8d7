"""What casework does; one use case is one transaction."""
