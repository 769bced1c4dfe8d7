"""What ./ontzorg runs once its environment stands."""
