"""Fault injection: seeded simulations of all services, and real worker processes that are killed."""
