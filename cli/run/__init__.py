"""Entry points of the platform's processes, and tools to start them."""
