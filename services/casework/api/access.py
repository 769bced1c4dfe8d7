"""Who may call casework: rights of an employer's account and roles of Perspectief (domain.md §10.1)."""

REPORT = ("SICK_REPORTS",)
CASEMANAGER = ("casemanager",)
CASEWORK = ("casemanager", "absence_consultant", "company_doctor", "labour_expert")
SEE = (*CASEWORK, "insurer_vra")
