"""For programmers of partners and payroll packages."""
