"""Open steps as an iCalendar file (RFC 5545): all-day events whose text names no person and no illness (idea 20)."""
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from services.gateway.view.formatting import day
from services.gateway.view.plan import Step

REFRESH = timedelta(hours=12)
REMINDER = timedelta(days=-1)
ONE_DAY = timedelta(days=1)
_REVEALING = re.compile(r"\bziek (?=uit dienst)", re.IGNORECASE)


def calendar_of(steps: Iterable[Step], *, public_url: str, host: str, now: datetime) -> bytes:
    """The calendar file; a step that is no longer open is not in it, so that calendar applications remove it.

    :param public_url: the portal's address, for the link in each event
    :param host: of the portal, the part of each event's id that makes it unique
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Ontzorg//Stappen//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Ontzorg: stappen")
    calendar.add("refresh-interval", REFRESH)
    calendar.add("x-published-ttl", "PT12H")
    for step in steps:
        if step.is_open and (on := step.wanted_on) and step.due_on:
            calendar.add_component(_event(step, on, step.due_on, f"{public_url}/dossier/{step.absence_number}", host, now))
    return bytes(calendar.to_ical())


def title_of(step: Step) -> str:
    """What the event is called: the step without a word about illness, and the number of the dossier."""
    title = _REVEALING.sub("", step.title)
    return f"{title[:1].upper()}{title[1:]} · {step.absence_number}"


def _event(step: Step, on: date, due_on: date, link: str, host: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{step.absence_number}-{step.code}-{step.occurrence}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", on)
    event.add("dtend", on + ONE_DAY)
    event.add("summary", title_of(step))
    event.add("description", _reason(step, on, due_on))
    event.add("url", link)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(title_of(step)))
    return event


def _reason(step: Step, on: date, due_on: date) -> str:
    """Why the event is on its day, in Dutch."""
    moved = "" if on == due_on else f" De agenda toont de laatste werkdag daarvoor: {day(on)}."
    source = f" {step.source}" if step.source else ""
    return f"Uiterlijk {day(due_on)}.{moved}{source}".replace("\u00a0", " ")


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", REMINDER)
    return alarm
