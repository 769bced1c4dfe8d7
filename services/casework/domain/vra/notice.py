"""Notices of the casemanager to the insurer's re-integration team (VRA): they inform or consult (R-058)."""
from enum import StrEnum

from shared.kernel.refusals import Conflict, NotFound, RuleViolated


class NoticeMode(StrEnum):
    """Whether an answer is needed (R-058)."""

    INFORM = "INFORM"
    CONSULT = "CONSULT"


class NoticeStatus(StrEnum):
    """The course of a notice."""

    RAISED = "RAISED"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


TRANSITIONS = {
    NoticeStatus.RAISED: frozenset({NoticeStatus.ANSWERED, NoticeStatus.CLOSED}),
    NoticeStatus.ANSWERED: frozenset({NoticeStatus.CLOSED}),
    NoticeStatus.CLOSED: frozenset(),
}


class NoticeNotFound(NotFound):
    """The dossier has no such notice."""

    def __init__(self) -> None:
        super().__init__("vra_notice.not_found", "Deze melding aan VRA bestaat niet.")


class NoticeCannotMove(Conflict):
    """The notice was answered or closed before."""


class AnswerRequired(Conflict):
    """The consultation cannot be closed before VRA has answered (R-058)."""


class QuestionRequired(RuleViolated):
    """A consultation asks something."""


def check_question(mode: NoticeMode, question: str | None) -> None:
    """Refuse a consultation without a question.

    :raises QuestionRequired: without a question
    """
    if mode is NoticeMode.CONSULT and not question:
        raise QuestionRequired("vra_notice.question_required", "Schrijf op wat u VRA vraagt.", field="question")


def answer(status: NoticeStatus) -> NoticeStatus:
    """The status after the answer of VRA.

    :raises NoticeCannotMove: if the notice was answered or closed before
    """
    return _move(status, NoticeStatus.ANSWERED)


def close(mode: NoticeMode, status: NoticeStatus) -> NoticeStatus:
    """The status after the casemanager closed the notice.

    :raises AnswerRequired: if it is a consultation that VRA has not answered
    :raises NoticeCannotMove: if it was closed before
    """
    if mode is NoticeMode.CONSULT and status is NoticeStatus.RAISED:
        raise AnswerRequired("vra_notice.answer_required", "VRA heeft nog niet geantwoord.")
    return _move(status, NoticeStatus.CLOSED)


def _move(status: NoticeStatus, to: NoticeStatus) -> NoticeStatus:
    if to not in TRANSITIONS[status]:
        done = "afgesloten" if status is NoticeStatus.CLOSED else "beantwoord"
        raise NoticeCannotMove("vra_notice.wrong_state", f"Deze melding is al {done}.")
    return to
