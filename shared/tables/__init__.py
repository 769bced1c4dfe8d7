"""Tables as files that open in a spreadsheet: CSV and XLSX, without cells that a spreadsheet would run."""
