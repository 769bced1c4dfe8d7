"""Who read lists of health data, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.accounts.roles import ROLES
from services.gateway.view.formatting import moment

SUBJECTS = {"absence": "Verzuim", "casework": "Dossiers", "claims": "Uitkeringen"}
"""The services by their name in Dutch."""
LISTS = {"absences": "Ziekmeldingen", "dossiers": "Dossiers", "ex-employees": "Oud-werknemers",
         "activities": "Activiteiten", "caseload": "Eigen taken",
         "advices": "Adviezen", "claims": "Schademeldingen", "guarantees": "Garanties", "recourse-files": "Verhaal",
         "payments": "Betalingen", "coming-payments": "Verwachte betalingen", "benefits": "Uitkeringen"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a list.

    :ivar who: the name, or else the role
    :ivar found: number of rows that were shown
    """

    when: str
    what: str
    who: str
    account_id: str
    found: int

    @classmethod
    def of(cls, body: Mapping[str, Any], names: Mapping[str, str]) -> Self:
        """Build from a service's answer.

        :param names: of accounts, by id
        """
        role = ", ".join(ROLES.get(role, "Werkgever") for role in str(body["role"]).split())
        return cls(moment(body["read_at"]), LISTS.get(body["list"], body["list"]), names.get(body["account_id"]) or role,
                   body["account_id"], int(body["found"]))
