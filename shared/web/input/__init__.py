"""What a request brings: its JSON, its characters, its parameters."""
