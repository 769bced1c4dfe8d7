"""Legal aid."""
