"""Work of consultants that their company doctor countersigns (R-027)."""
