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
