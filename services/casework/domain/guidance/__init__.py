"""Advice of Perspectief and the signs that ask for it."""
