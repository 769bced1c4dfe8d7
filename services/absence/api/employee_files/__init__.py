"""Files of employees as they come from payroll packages and spreadsheets: a table, whatever the kind of file."""
