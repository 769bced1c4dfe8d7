"""Pages with figures for who manages the guidance."""
