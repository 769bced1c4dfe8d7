"""What casework shows: dossiers, activities, the caseload and figures."""
