"""The mail that names steps of a plan: what is new, due soon or late, and what others left undone (R-024)."""
from collections.abc import Iterable
from datetime import date

from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.messages.message import Mail, written_day

SUBJECT = "Stappen die op u wachten"
HEADS = {"LATE": "Te laat", "SOON": "Binnenkort", "NEW": "Nieuw",
         "ESCALATED": "Niet gedaan door een ander, ook niet na een herinnering"}
"""The heads in their order, by occasion."""


def steps_mail(to: EmailAddress, *, name: str, url: str, steps: Iterable[dict[str, str]]) -> Mail:
    """The mail about some steps, by occasion and then by day; it names no employee.

    :param url: where the steps are
    :param steps: as `shared.events.mail.RemindedStep` in JSON
    """
    in_order = sorted(steps, key=lambda step: (step["due_on"], step["absence_number"]))
    parts = [f"{head}:\n" + "\n".join(_line(step) for step in in_order if step["occasion"] == occasion)
             for occasion, head in HEADS.items() if any(step["occasion"] == occasion for step in in_order)]
    text = "\n\n".join(parts)
    return Mail(to, SUBJECT, f"Beste {name},\n\n{text}\n\nU ziet en regelt dit in het portaal: {url}\n")


def _line(step: dict[str, str]) -> str:
    return f"- {step['title']}, {step['absence_number']}: uiterlijk {written_day(date.fromisoformat(step['due_on']))}"
