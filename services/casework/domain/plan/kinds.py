"""What steps are: parties, natures, and the properties that a step has in every case (domain.md §2.3)."""
from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """The party responsible for a step."""

    EMPLOYER = "employer"
    EMPLOYEE = "employee"
    EMPLOYER_AND_EMPLOYEE = "employer_and_employee"
    COMPANY_DOCTOR = "company_doctor"
    ABSENCE_CONSULTANT = "absence_consultant"
    LABOUR_EXPERT = "labour_expert"
    CASEMANAGER = "casemanager"
    UWV = "uwv"


class Nature(StrEnum):
    """The effect of a passed date without a completion.

    A DUTY becomes overdue. A RIGHT or an expected LETTER lapses without fault. An EVENT happens automatically.
    """

    DUTY = "DUTY"
    RIGHT = "RIGHT"
    LETTER = "LETTER"
    EVENT = "EVENT"


class Code(StrEnum):
    """The steps that rules name: the M-codes of §2.3, and the further ones of the seed. The protocol may hold more."""

    M01 = "M01"
    M02 = "M02"
    M03 = "M03"
    M04 = "M04"
    M05 = "M05"
    M05B = "M05b"
    M06 = "M06"
    M07 = "M07"
    M08 = "M08"
    M09 = "M09"
    M10 = "M10"
    M11 = "M11"
    M12 = "M12"
    M13 = "M13"
    M14 = "M14"
    M15 = "M15"
    M16 = "M16"
    M17 = "M17"
    M18 = "M18"
    M19 = "M19"
    M20 = "M20"
    M21 = "M21"
    M22 = "M22"
    M23 = "M23"
    M24 = "M24"
    M25 = "M25"
    CONFLICT_CONTACT = "CONFLICT_CONTACT"
    CONFLICT_TALK_INVITATION = "CONFLICT_TALK_INVITATION"
    ACTION_PLAN_SUPPORT = "ACTION_PLAN_SUPPORT"
    LABOUR_EXPERT_ASSESSMENT = "LABOUR_EXPERT_ASSESSMENT"
    EXTRA_DOCTOR_REVIEW = "EXTRA_DOCTOR_REVIEW"
    LABOUR_EXPERT_REASSESSMENT = "LABOUR_EXPERT_REASSESSMENT"
    FINAL_EVAL_LEAVER_DOCTOR = "FINAL_EVAL_LEAVER_DOCTOR"
    FINAL_EVAL_LEAVER = "FINAL_EVAL_LEAVER"
    RIV_LEAVER_SHORT = "RIV_LEAVER_SHORT"
    RIV_LEAVER_FULL = "RIV_LEAVER_FULL"


@dataclass(frozen=True, slots=True)
class Kind:
    """The properties of a step that are the same in every case.

    :ivar name: identifier of §2.3
    :ivar title: Dutch, for people
    :ivar explanation: Dutch, why it is in the plan
    :ivar mail_title: what a mail calls it, which says nothing about health; the title if it says nothing about it either
    """

    name: str
    title: str
    responsible: Party
    explanation: str
    nature: Nature = Nature.DUTY
    mail_title: str = ""

    @property
    def authors(self) -> tuple[Party, ...]:
        """Whose part is needed to complete it."""
        is_shared = self.responsible is Party.EMPLOYER_AND_EMPLOYEE
        return (Party.EMPLOYER, Party.EMPLOYEE) if is_shared else (self.responsible,)

    @property
    def in_mails(self) -> str:
        """What mails call it."""
        return self.mail_title or self.title

    @property
    def needs_employee(self) -> bool:
        """Whether an approved vacation exempts from it (R-168)."""
        return self.responsible in (Party.EMPLOYEE, Party.EMPLOYER_AND_EMPLOYEE, Party.COMPANY_DOCTOR)


CODES: dict[str, Code] = {code.value: code for code in Code}


def code_of(text: str) -> str:
    """The code of a step by its text: a member of `Code` if rules name it, otherwise the text itself."""
    return CODES.get(text, text)
