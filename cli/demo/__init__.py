"""`./ontzorg demo`: plays a case through the whole platform as the people in it would, over its public HTTP alone."""
