"""Who is assigned to employers and cases, under which doctor, in which regions, and who stands in."""
