"""Requests that lead to sanctions, as the employer unless said otherwise. For tests only."""
from typing import Any

from shared.testing.service import Service

REPORT = ("SICK_REPORTS",)
MANAGER = ("casemanager",)


def talk(casework: Service, number: str, day: str = "2026-04-30", *, refused: bool = False) -> Any:
    """A talk, or one that the employee refused."""
    return casework.post(f"/v1/dossiers/{number}/talks", {"held_on": day, "refused": refused}, rights=REPORT)


def warn(casework: Service, number: str, *days: str) -> None:
    """Written warnings of these days."""
    for day in days:
        answer = casework.post(f"/v1/dossiers/{number}/warnings", {"given_on": day}, rights=REPORT)
        assert answer.status_code == 201, answer.text


def impose(casework: Service, number: str, *, rights: tuple[str, ...] = REPORT, roles: tuple[str, ...] = (),
           **body: Any) -> Any:
    """A suspension from 11 to 20 May unless said otherwise."""
    values = {"kind": "SUSPEND", "ground": "NON_COOPERATION", "start": "2026-05-11", "end": "2026-05-20"} | body
    return casework.post(f"/v1/dossiers/{number}/sanctions", values, rights=rights, roles=roles)


def override(casework: Service, number: str, **body: Any) -> Any:
    """A sanction by the casemanager, without the steps before it."""
    return impose(casework, number, rights=(), roles=MANAGER, **{"override_reason": "URGENT"} | body)
