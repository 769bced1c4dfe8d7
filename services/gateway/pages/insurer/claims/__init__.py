"""Pages of Team Claims about claims of months."""
