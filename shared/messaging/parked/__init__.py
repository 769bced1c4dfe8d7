"""Events that could not be handled: kept in order, released or dropped."""
