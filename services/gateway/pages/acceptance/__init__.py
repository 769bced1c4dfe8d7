"""Pages of the insurer's acceptance: main contacts of employers."""
