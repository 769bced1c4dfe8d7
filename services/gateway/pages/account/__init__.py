"""Pages for all visitors."""
