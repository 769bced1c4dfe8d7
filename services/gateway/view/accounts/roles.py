"""Roles of staff and partners in Dutch (domain.md §10.1)."""

ROLES = {
    "insurer_acceptance": "Acceptatie", "insurer_claims": "Claims Inkomen",
    "insurer_vra": "Verzuim en Re-integratie Advies", "insurer_billing": "Facturen en incasso", "casemanager": "Casemanager",
    "absence_consultant": "Verzuimconsultant", "company_doctor": "Bedrijfsarts", "labour_expert": "Arbeidsdeskundige",
    "legal_aid": "Rechtsbijstand", "camas_helpdesk": "Helpdesk van CAMAS", "platform_admin": "Beheerder van het platform"}
"""Every role by its code."""
