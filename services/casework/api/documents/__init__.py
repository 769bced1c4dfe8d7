"""HTTP API of documents."""
