"""Who may ask: every kind of account with every set of rights, every role of staff, and the accounts of another employer."""
import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from shared.testing.service import EMPLOYER, OTHER_EMPLOYER

MATRIX = tomllib.loads((Path(__file__).resolve().parents[2] / "shared" / "access" / "matrix.toml").read_text())
RIGHTS = ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS")
KINDS = ("MAIN_CONTACT", "COLLEAGUE", "THIRD_PARTY", "CLIENT")
ROLES = {"insurer_acceptance": "staff-acceptatie", "insurer_claims": "staff-claims", "insurer_vra": "staff-vra",
         "insurer_billing": "staff-billing", "casemanager": "staff-casemanager", "absence_consultant": "staff-consultant",
         "company_doctor": "staff-bedrijfsarts", "labour_expert": "staff-arbeidsdeskundige", "camas_helpdesk": "staff-helpdesk",
         "legal_aid": "staff-rechtsbijstand", "platform_admin": "staff-beheer", "arbo_partner": "arbo-noord"}


@dataclass(frozen=True)
class Reader:
    """Somebody with a token."""

    name: str
    kind: str
    rights: tuple[str, ...] = ()
    role: str | None = None
    employer_id: str | None = None
    account_id: str = "account-1"

    def reads(self, group: str) -> bool:
        """What the matrix says, worked out apart from the code."""
        return any(self.is_meant_by(entry) for entry in MATRIX[group]["write"] + MATRIX[group]["read"])

    def is_meant_by(self, entry: str) -> bool:
        """Whether an entry of the matrix names this reader."""
        reader, _, right = entry.partition(" ")
        return reader == (self.role or self.kind) and (not right or right in self.rights)


def readers() -> list[Reader]:
    """Every kind of account with every set of rights, every role, and the accounts of another employer."""
    sets = [chosen for size in range(4) for chosen in combinations(RIGHTS, size)]
    own = [Reader(f"{kind} {'+'.join(rights) or 'no right'}", kind, rights, employer_id=EMPLOYER)
           for kind in KINDS for rights in sets]
    staff = [Reader(role, "STAFF", role=role, account_id=account) for role, account in ROLES.items()]
    unnamed = [Reader("kind unknown, all rights", "THIRD_PARTY", RIGHTS, employer_id=EMPLOYER)]
    foreign = [Reader(f"foreign {kind}", kind, RIGHTS, employer_id=OTHER_EMPLOYER) for kind in KINDS]
    return [*own, *staff, *unnamed, *foreign]


READERS = readers()
