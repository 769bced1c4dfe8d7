"""Acts about the absence protocol of an employer."""
