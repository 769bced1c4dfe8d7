"""Events: publishing, reading, and what a reader does with them, against other libraries."""
