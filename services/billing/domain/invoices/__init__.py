"""Invoice numbers, dunning and collection costs."""
