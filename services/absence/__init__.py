"""The absence service: employees, sick and recovery reports, the January round."""
