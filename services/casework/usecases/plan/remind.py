"""Mail those who must do the steps of an employer's cases, and tell the casemanager what stays undone (R-024).

Everybody gets one mail that names all steps. After days without a run only the latest mail about each step is sent.
"""
from collections import defaultdict
from datetime import date

from services.casework import publishing
from services.casework.domain.plan.milestone import Party
from services.casework.domain.plan.reminders import NEW, SOON, reminder_rules
from services.casework.store.plan.reminders import (
    DueReminder,
    add_reminders,
    list_due_reminders,
    list_employers_to_remind,
    name_cases,
)
from services.casework.store.staff.recipients import list_recipients
from shared.db.session import Session
from shared.events.mail import Occasion, RecipientKind, RemindedStep
from shared.messaging.outbox import publish

Recipient = tuple[RecipientKind, str]
OCCASIONS = {NEW: Occasion.NEW, SOON: Occasion.SOON}


def list_to_remind(session: Session, today: date) -> list[str]:
    """Return the employers about whose steps a mail is due; none for a date that a run catches up with."""
    return [] if today < session.clock.today() else list_employers_to_remind(session, today)


def remind(session: Session, *, employer_id: str) -> None:
    """Publish one request for a mail per recipient, and record which mail about each step it was."""
    today = session.clock.today()
    due = list_due_reminders(session, employer_id, today)
    numbers = name_cases(session, (reminder.step.case_number for reminder in due))
    mails: dict[Recipient, list[RemindedStep]] = defaultdict(list)
    for reminder in due:
        for recipient, occasion in _recipients(session, reminder, today).items():
            step = publishing.reminded_step(reminder.step, numbers[reminder.step.case_number], occasion)
            mails[recipient].append(step)
    add_reminders(session, due, today)
    for (kind, recipient_id), steps in sorted(mails.items()):
        publish(session, publishing.steps_reminded(kind, recipient_id, steps))


def _recipients(session: Session, reminder: DueReminder, today: date) -> dict[Recipient, Occasion]:
    """Who must do the step, or the casemanager if nobody is assigned; of an escalated step the casemanager besides."""
    occasion = OCCASIONS.get(reminder.mail, Occasion.LATE)
    audience = reminder_rules().audience[Party(reminder.step.responsible)]
    managers = _staff(session, Party.CASEMANAGER, reminder, today)
    if audience is Party.EMPLOYER:
        found = {(RecipientKind.EMPLOYER, reminder.step.employer_id): occasion}
    else:
        found = dict.fromkeys(_staff(session, audience, reminder, today) or managers, occasion)
    return dict.fromkeys(managers if reminder.escalated else (), Occasion.ESCALATED) | found


def _staff(session: Session, party: Party, reminder: DueReminder, today: date) -> list[Recipient]:
    accounts = list_recipients(session, party, employer_id=reminder.step.employer_id,
                               case_number=reminder.step.case_number, day=today)
    return [(RecipientKind.STAFF, account) for account in accounts]
