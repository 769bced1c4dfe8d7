"""The whole platform on one machine: start, memory, idle CPU and the arithmetic of a market."""
