"""A deterministic simulation of all services in one process, on virtual time and a bus with seeded faults."""
