"""The bus adapter on a PostgreSQL log."""
