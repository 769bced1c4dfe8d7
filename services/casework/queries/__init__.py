"""Read queries of casework: dossiers, activities, the caseload and statistics."""
