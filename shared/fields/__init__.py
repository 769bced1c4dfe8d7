"""Field types: parsing and validation of input values, shared by API, file import and portal."""
