"""PostgreSQL for a service: mapped-class base, session with clock, transactions, migrations."""
