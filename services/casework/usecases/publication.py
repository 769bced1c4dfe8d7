"""From a dossier to the fields that all its events carry."""
from services.casework import store


def about(dossier: store.Dossier) -> dict[str, str]:
    """The fields common to all events about a dossier."""
    return {"absence_number": dossier.absence_number, "employee_id": dossier.employee_id,
            "employer_id": dossier.employer_id}
