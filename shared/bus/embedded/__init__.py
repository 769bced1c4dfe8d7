"""The bus embedded in PostgreSQL."""
