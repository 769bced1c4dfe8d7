"""Pages of the helpdesk: requests of main contacts, and accounts without case data."""
