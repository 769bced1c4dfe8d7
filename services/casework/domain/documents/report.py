"""The re-integration report: its mandatory parts, and which of them a case lacks (R-025; Regeling art. 6; WIA 25-3)."""
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.casework.domain.documents.kinds import DOCTOR, EXPERT, KINDS, PARTIES, DocumentKind
from services.casework.domain.plan.facts import LEAVER_EVALUATION_ABOVE_DAYS
from shared.kernel.refusals import Conflict, NotFound, RuleViolated, Several

FIRST_YEAR_DAYS = 364
"""After the last of these sick days the first year was evaluated (Regeling art. 4 lid 2b)."""


class Part(StrEnum):
    """A mandatory part of the report."""

    JOB_DESCRIPTION = "JOB_DESCRIPTION"
    PROBLEM_ANALYSIS = "PROBLEM_ANALYSIS"
    ACTION_PLAN = "ACTION_PLAN"
    FIRST_YEAR_EVALUATION = "FIRST_YEAR_EVALUATION"
    FINAL_EVALUATION = "FINAL_EVALUATION"
    EMPLOYER_OPINION = "EMPLOYER_OPINION"
    CURRENT_OPINION = "CURRENT_OPINION"
    EMPLOYEE_OPINION = "EMPLOYEE_OPINION"

    @property
    def label(self) -> str:
        """Dutch, for people."""
        return KINDS[DocumentKind(self)].title


class Scope(StrEnum):
    """How much of a report a case needs (ZW 38-2, UWV's practice for who leaves sick)."""

    NONE = "NONE"
    SHORT = "SHORT"
    FULL = "FULL"


SHORT_PARTS = frozenset({Part.JOB_DESCRIPTION, Part.PROBLEM_ANALYSIS, Part.EMPLOYEE_OPINION})
"""Of somebody who left before the evaluations: as far as reasonable (Regeling art. 6 lid 2)."""


class PartMissing(RuleViolated):
    """A mandatory part is missing."""


class ReportIncomplete(Several):
    """The report lacks mandatory parts; carries a refusal for each."""

    def __init__(self, missing: Iterable[Part]) -> None:
        super().__init__([PartMissing("report.part_missing", f"Dit onderdeel ontbreekt: {part.label.lower()}.", field=part)
                          for part in missing])
        self.code = "report.incomplete"


class ReportNotNeeded(RuleViolated):
    """The law asks no report of this case."""

    def __init__(self) -> None:
        super().__init__("report.not_needed", "Voor dit verzuim is geen re-integratieverslag nodig.")


class ReportUnchanged(Conflict):
    """The report was sealed with these documents before."""

    def __init__(self) -> None:
        super().__init__("report.unchanged", "Dit verslag is al verzegeld. Sindsdien is geen document toegevoegd.")


class ReportNotFound(NotFound):
    """The case has no such report."""

    def __init__(self) -> None:
        super().__init__("report.not_found", "Dit verslag bestaat niet.")


@dataclass(frozen=True, slots=True)
class Course:
    """What decides on the parts.

    :ivar sick_days: until today, or until the end of service or recovery
    :ivar has_left: whether the employee left service sick
    """

    sick_days: int
    has_left: bool
    is_withdrawn: bool
    report_from_days: int

    @property
    def scope(self) -> Scope:
        """Whether the law asks a full, a short or no report."""
        if self.is_withdrawn or (self.has_left and self.sick_days <= self.report_from_days):
            return Scope.NONE
        is_short = self.has_left and self.sick_days <= LEAVER_EVALUATION_ABOVE_DAYS
        return Scope.SHORT if is_short else Scope.FULL

    @property
    def parts(self) -> tuple[Part, ...]:
        """The mandatory parts, in the order of the report."""
        if self.scope is Scope.NONE:
            return ()
        return tuple(part for part in Part if self._needs(part))

    def _needs(self, part: Part) -> bool:
        if self.scope is Scope.SHORT:
            return part in SHORT_PARTS
        return part is not Part.FIRST_YEAR_EVALUATION or self.sick_days > FIRST_YEAR_DAYS


def is_in_report(kind: DocumentKind) -> bool:
    """Whether documents of a kind belong to the report: those of doctor, labour expert, employer and employee."""
    return KINDS[kind].group in (DOCTOR, EXPERT, PARTIES)


def missing_parts(course: Course, kinds: Collection[DocumentKind]) -> list[Part]:
    """The mandatory parts without a document."""
    return [part for part in course.parts if DocumentKind(part) not in kinds]


def check_complete(course: Course, kinds: Collection[DocumentKind]) -> None:
    """Refuse a report that is not needed or lacks a part.

    :raises ReportNotNeeded: if the law asks none
    :raises ReportIncomplete: with a refusal for each missing part
    """
    if course.scope is Scope.NONE:
        raise ReportNotNeeded
    if missing := missing_parts(course, kinds):
        raise ReportIncomplete(missing)
