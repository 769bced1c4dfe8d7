"""Lists, statistics and caseloads of the case management among many dossiers."""
