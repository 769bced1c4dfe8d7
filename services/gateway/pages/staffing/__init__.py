"""Pages of who guides employers: assignments, doctors above consultants, regions and replacement."""
