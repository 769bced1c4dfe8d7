"""Requests of casework to mail somebody. Key: the recipient. Identity, which has the addresses, composes and sends the mail.

They hold no name and nothing about health. A mail that was lost on the way is not repeated: no snapshot stands for it.
"""
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.base import Event


class RecipientKind(StrEnum):
    """Who is mailed: the accounts of an employer that report sick, or one account of staff."""

    EMPLOYER = "EMPLOYER"
    STAFF = "STAFF"


class Occasion(StrEnum):
    """Why a step is named: it became at hand, it is due soon, it is late, or another party left it undone."""

    NEW = "NEW"
    SOON = "SOON"
    LATE = "LATE"
    ESCALATED = "ESCALATED"


class MailEvent(Event):
    """Common to all requests to mail somebody."""

    TOPIC = "ontzorg.mail.v1"


@dataclass(frozen=True, kw_only=True)
class RemindedStep:
    """A step that a mail names.

    :ivar title: as the protocol gives it for mails, without anything about health
    :ivar due_on: the last day on which it is in time
    """

    absence_number: str
    title: str
    due_on: date
    occasion: Occasion


@dataclass(frozen=True, kw_only=True)
class StepsReminded(MailEvent):
    """Steps that somebody must do or, as casemanager, see to (R-024). Emitted by remind."""

    TYPE = "nl.verzuim.casework.steps.reminded.v1"
    KEY = "recipient_id"
    recipient_id: str
    recipient: RecipientKind
    steps: tuple[RemindedStep, ...]


class DeskStage(StrEnum):
    """What a mail about a complaint says."""

    RECEIVED = "RECEIVED"
    EXTENDED = "EXTENDED"
    ANSWERED = "ANSWERED"


@dataclass(frozen=True, kw_only=True)
class DeskMailOwed(MailEvent):
    """What an account sent to the complaint desk came in, takes longer or is answered. Emitted by submit_complaint,
    extend_complaint and answer_complaint.

    :ivar reference: its number, by which the account finds it in the portal
    :ivar answer_by: the last day to answer
    """

    TYPE = "nl.verzuim.casework.desk.mail_owed.v1"
    KEY = "account_id"
    account_id: str
    reference: str
    stage: DeskStage
    answer_by: date
