"""Pages of documents and the re-integration report of a case."""
