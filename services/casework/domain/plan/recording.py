"""Who records the completion of which step, and whose part that is (R-029, R-037, R-038, R-046)."""
from collections.abc import Collection

from services.casework.domain.plan.completion import check_author
from services.casework.domain.plan.kinds import Code, Party
from services.casework.domain.plan.protocol import kind_of
from shared.kernel.refusals import Forbidden

EMPLOYERS_OWN = frozenset({Code.M01, Code.M04, Code.M05, Code.M06, Code.M09, Code.M14, Code.M15, Code.M16, Code.M20,
                           Code.M21, Code.M22, Code.M23, Code.M24, Code.M25})
EMPLOYERS_PARTIES = frozenset({Party.EMPLOYER, Party.EMPLOYER_AND_EMPLOYEE})

PARTIES: dict[str, frozenset[Party]] = {
    "company_doctor": frozenset({Party.COMPANY_DOCTOR}),
    "absence_consultant": frozenset({Party.ABSENCE_CONSULTANT, Party.COMPANY_DOCTOR}),
    "labour_expert": frozenset({Party.LABOUR_EXPERT}),
}
"""For which parties a role records; the consultant works under the company doctor (R-027, R-037)."""


class StepNotYours(Forbidden):
    """Somebody else records the step."""

    def __init__(self) -> None:
        super().__init__("milestone.not_yours", "Deze stap legt iemand anders vast.")


def part_recorded(code: str, *, roles: Collection[str], is_employer: bool) -> Party | None:
    """The party whose part somebody records, None for a step of one party.

    The casemanager may record all steps (R-046) but the doctor's (R-037) and the employer's part of a step of two parties.

    :param roles: of staff; none for an employer's account
    :raises StepNotYours: if somebody else records the step
    :raises AuthorNotAllowed: for a doctor's step
    """
    responsible = kind_of(code).responsible
    if is_employer:
        allowed = code in EMPLOYERS_OWN or responsible in EMPLOYERS_PARTIES
    else:
        parties = {party for role in roles for party in PARTIES.get(role, ())}
        allowed = "casemanager" in roles or responsible in parties
    if not allowed:
        raise StepNotYours
    check_author(code, roles)
    if responsible is not Party.EMPLOYER_AND_EMPLOYEE:
        return None
    return Party.EMPLOYER if is_employer else Party.EMPLOYEE
