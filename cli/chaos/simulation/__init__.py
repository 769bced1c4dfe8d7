"""All services in one process, on virtual time and a bus that misbehaves by its seed."""
