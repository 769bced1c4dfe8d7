"""Pages of the second track."""
