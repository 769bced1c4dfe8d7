"""Requests about documents, and who makes them."""
from typing import Any

from services.casework.tests.api.costs.cost_steps import CASEMANAGER, PDF, REPORT
from shared.testing.service import Service

EMPLOYER_ACCOUNT: dict[str, Any] = {"rights": REPORT}
MAIN_CONTACT: dict[str, Any] = {"kind": "MAIN_CONTACT"}
DOCTOR: dict[str, Any] = {"roles": ("company_doctor",), "account_id": "doctor-1"}
EXPERT: dict[str, Any] = {"roles": ("labour_expert",), "account_id": "expert-1"}


def page(text: str) -> bytes:
    """A PDF of its own."""
    return PDF[:-6] + f"% {text}\n".encode() + PDF[-6:]


def add(casework: Service, number: str, kind: str, /, *, dated_on: str = "2026-04-01", content: bytes | None = None,
        **who: Any) -> Any:
    """Add a document; by the employer unless said otherwise."""
    return casework.post(f"/v1/dossiers/{number}/documents?kind={kind}&datedOn={dated_on}",
                         data=page(f"{kind} {dated_on}") if content is None else content,
                         content_type="application/octet-stream", **(who or EMPLOYER_ACCOUNT))


def documents_of(casework: Service, number: str, **who: Any) -> list[dict[str, Any]]:
    """The documents that somebody knows of; the casemanager unless said otherwise."""
    answer = casework.get(f"/v1/dossiers/{number}/documents", **(who or CASEMANAGER))
    assert answer.status_code == 200, answer.text
    return list(answer.json["items"])
