"""The whole platform on one machine: embedded PostgreSQL, bus, and every process, forked from one warm parent."""
