"""The published events of every service: typed values, each with its schema; contracts/ is generated from them."""
