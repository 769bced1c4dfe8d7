"""The Dutch portal: one module per page, with its blueprint and its view model."""
