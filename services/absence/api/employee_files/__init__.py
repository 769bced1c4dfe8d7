"""Reads files of employees from payroll packages and spreadsheets, text or Excel, into one kind of table."""
