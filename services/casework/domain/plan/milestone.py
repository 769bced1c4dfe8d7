"""Steps of the statutory plan: code, responsible party, dates and status (domain.md §2.3)."""
from dataclasses import dataclass
from datetime import date
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


class Status(StrEnum):
    """The status of a step on a day."""

    PLANNED = "PLANNED"
    DONE = "DONE"
    OVERDUE = "OVERDUE"
    CANCELLED = "CANCELLED"


class Lapse(StrEnum):
    """Why a step is CANCELLED."""

    RECOVERED = "RECOVERED"
    LEFT_SERVICE = "LEFT_SERVICE"
    TERM_PASSED = "TERM_PASSED"
    RETURN_EXPECTED = "RETURN_EXPECTED"
    NO_POSSIBILITIES = "NO_POSSIBILITIES"


class Nature(StrEnum):
    """The effect of a passed date without a completion.

    A DUTY becomes overdue. A RIGHT or an expected LETTER lapses without fault. An EVENT happens automatically.
    """

    DUTY = "DUTY"
    RIGHT = "RIGHT"
    LETTER = "LETTER"
    EVENT = "EVENT"


class Code(StrEnum):
    """All steps of plans: the M-codes of §2.3, and the further ones named in the seed."""

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
    :ivar mail_title: what a mail calls it, which says nothing about health; the title if it says nothing about it either
    """

    name: str
    title: str
    responsible: Party
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


BOTH = Party.EMPLOYER_AND_EMPLOYEE
AT_END = " bij het einde van het dienstverband"

KINDS: dict[Code, Kind] = {
    Code.M01: Kind("SICK_REPORT", "Ziekmelding", Party.EMPLOYER, mail_title="Melding"),
    Code.M02: Kind("CONSULTANT_CONTACT", "Contact door de verzuimconsultant", Party.ABSENCE_CONSULTANT),
    Code.M03: Kind("PROBLEM_ANALYSIS", "Probleemanalyse", Party.COMPANY_DOCTOR),
    Code.M04: Kind("ACTION_PLAN", "Plan van aanpak", BOTH),
    Code.M05: Kind("PROGRESS_REVIEW", "Voortgangsgesprek", BOTH),
    Code.M05B: Kind("DOCTOR_REVIEW", "Beoordeling door de bedrijfsarts", Party.COMPANY_DOCTOR),
    Code.M06: Kind("UWV_42_WEEK_REPORT", "42e-weeksmelding bij UWV", Party.EMPLOYER),
    Code.M07: Kind("UWV_NOTICE_W44", "Brief van UWV rond week 44", Party.UWV, Nature.LETTER),
    Code.M08: Kind("FIRST_YEAR_EVAL_DOCTOR", "Eerstejaarsevaluatie bedrijfsarts", Party.COMPANY_DOCTOR),
    Code.M09: Kind("FIRST_YEAR_EVAL", "Eerstejaarsevaluatie", BOTH),
    Code.M10: Kind("SECOND_TRACK_START", "Start tweede spoor", Party.EMPLOYER),
    Code.M11: Kind("EARLY_IVA_LAST_DAY", "Laatste dag vervroegde IVA-aanvraag", Party.EMPLOYEE, Nature.RIGHT),
    Code.M12: Kind("UWV_LETTER_W88", "Brief van UWV na 88 weken", Party.UWV, Nature.LETTER),
    Code.M13: Kind("FINAL_EVAL_DOCTOR", "Actueel oordeel bedrijfsarts", Party.COMPANY_DOCTOR),
    Code.M14: Kind("FINAL_EVAL", "Eindevaluatie", BOTH),
    Code.M15: Kind("REINTEGRATION_REPORT", "Re-integratieverslag", Party.EMPLOYER),
    Code.M16: Kind("WIA_APPLICATION", "WIA-aanvraag", Party.EMPLOYEE),
    Code.M17: Kind("UWV_RIV_DECISION", "Besluit van UWV over het re-integratieverslag", Party.UWV, Nature.LETTER),
    Code.M18: Kind("END_OF_WAITING", "Einde van de 104 weken", Party.CASEMANAGER, Nature.EVENT),
    Code.M19: Kind("WAGE_SANCTION_END", "Einde van de loonsanctie", Party.EMPLOYER, Nature.EVENT),
    Code.M20: Kind("GUARANTEE_REPORT", "Loonsanctie melden bij Perspectief", Party.EMPLOYER),
    Code.M21: Kind("OBJECTION", "Laatste dag voor bezwaar", Party.EMPLOYER, Nature.RIGHT),
    Code.M22: Kind("SHORTENING_REQUEST", "Bekortingsverzoek", Party.EMPLOYER, Nature.RIGHT),
    Code.M23: Kind("UWV_SICK_LEAVER", "Ziek uit dienst melden bij UWV", Party.EMPLOYER,
                   mail_title="Melding bij UWV" + AT_END),
    Code.M24: Kind("UWV_SAFETY_NET_REPORT", "Vangnetmelding bij UWV", Party.EMPLOYER, mail_title="Melding bij UWV"),
    Code.M25: Kind("UWV_RECOVERY_REPORT", "Herstelmelding bij UWV", Party.EMPLOYER, mail_title="Melding bij UWV na afloop"),
    Code.CONFLICT_CONTACT: Kind("CONFLICT_CONTACT", "Contact met de werknemer over het conflict",
                                Party.ABSENCE_CONSULTANT),
    Code.CONFLICT_TALK_INVITATION: Kind("CONFLICT_TALK_INVITATION", "Uitnodiging voor een gesprek over het conflict",
                                        Party.EMPLOYER),
    Code.ACTION_PLAN_SUPPORT: Kind("ACTION_PLAN_SUPPORT", "Hulp bij het plan van aanpak", Party.CASEMANAGER),
    Code.LABOUR_EXPERT_ASSESSMENT: Kind("LABOUR_EXPERT_ASSESSMENT", "Onderzoek door de arbeidsdeskundige",
                                        Party.LABOUR_EXPERT),
    Code.EXTRA_DOCTOR_REVIEW: Kind("DOCTOR_REVIEW", "Nieuw oordeel van de bedrijfsarts", Party.COMPANY_DOCTOR),
    Code.LABOUR_EXPERT_REASSESSMENT: Kind("LABOUR_EXPERT_ASSESSMENT", "Nieuw onderzoek door de arbeidsdeskundige",
                                          Party.LABOUR_EXPERT, Nature.RIGHT),
    Code.FINAL_EVAL_LEAVER_DOCTOR: Kind("FINAL_EVAL_LEAVER_DOCTOR", "Eindevaluatie bedrijfsarts bij ziek uit dienst",
                                        Party.COMPANY_DOCTOR, mail_title="Eindevaluatie bedrijfsarts" + AT_END),
    Code.FINAL_EVAL_LEAVER: Kind("FINAL_EVAL_LEAVER", "Eindevaluatie bij ziek uit dienst", BOTH,
                                 mail_title="Eindevaluatie" + AT_END),
    Code.RIV_LEAVER_SHORT: Kind("RIV_LEAVER_SHORT", "Verkort re-integratieverslag bij ziek uit dienst", Party.EMPLOYER,
                                mail_title="Verkort re-integratieverslag" + AT_END),
    Code.RIV_LEAVER_FULL: Kind("RIV_LEAVER_FULL", "Re-integratieverslag bij ziek uit dienst", Party.EMPLOYER,
                               mail_title="Re-integratieverslag" + AT_END),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One party's part of a step of two parties, done on a day."""

    party: Party
    done_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A step of a plan with its status on one day.

    :ivar occurrence: 1, except in the two review chains, where each review is a row
    :ivar opens_on: first day on which it may be completed, None if from the first sick day
    :ivar due_on: the statutory date; moved for weekends only if it is a short term of an act (`shared.law.terms`)
    :ivar target_on: the target date, a working day
    :ivar risk: Dutch, the legal risk of lateness, if any
    :ivar pending: the only part that is done of a step of two parties, which then is one-sided (R-038)
    :ivar lapse: why it is cancelled
    """

    code: Code
    occurrence: int
    opens_on: date | None
    due_on: date
    target_on: date
    status: Status
    completed_on: date | None = None
    risk: str | None = None
    pending: Part | None = None
    lapse: Lapse | None = None

    @property
    def kind(self) -> Kind:
        """The properties of this step that are the same in every case."""
        return KINDS[self.code]

    @property
    def responsible(self) -> Party:
        """Who answers for it."""
        return self.kind.responsible

    @property
    def late_days(self) -> int:
        """Days between due date and completion; 0 if in time or not completed."""
        return max(0, (self.completed_on - self.due_on).days) if self.completed_on else 0

    @property
    def is_late(self) -> bool:
        """Whether it was completed after its due date."""
        return self.late_days > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A step of a plan, independent of the day on which the plan is viewed.

    :ivar last_on: last day on which it can be completed or received
    :ivar settled: DONE or CANCELLED if the facts decide it, otherwise None
    :ivar passed: the status of an unsettled step after its last day
    :ivar risk: Dutch, the legal risk of lateness, whether or not it is late
    :ivar lapse: why the facts cancel it
    """

    code: Code
    occurrence: int
    opens_on: date | None
    due_on: date
    target_on: date
    last_on: date
    settled: Status | None
    passed: Status
    completed_on: date | None = None
    risk: str | None = None
    pending: Part | None = None
    lapse: Lapse | None = None

    @property
    def responsible(self) -> Party:
        """Who answers for it."""
        return KINDS[self.code].responsible

    def status_on(self, today: date) -> Status:
        """The status on a day: settled, planned through its last day, then passed."""
        if self.settled is not None:
            return self.settled
        return Status.PLANNED if today <= self.last_on else self.passed

    def on(self, today: date) -> Milestone:
        """The step with its status on a day; a passed event happened on its due date."""
        status = self.status_on(today)
        happened = self.due_on if self.settled is None and status is Status.DONE else None
        completed_on = self.completed_on or happened
        late = status is Status.OVERDUE or (completed_on is not None and completed_on > self.due_on)
        return Milestone(
            code=self.code, occurrence=self.occurrence, opens_on=self.opens_on, due_on=self.due_on,
            target_on=self.target_on, status=status, completed_on=completed_on, risk=self.risk if late else None,
            pending=self.pending, lapse=self._lapse(status))

    def _lapse(self, status: Status) -> Lapse | None:
        return self.lapse or Lapse.TERM_PASSED if status is Status.CANCELLED else None
