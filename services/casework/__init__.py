"""The casework service: dossiers, the statutory plan, sanctions, the guarantee and absence figures."""
