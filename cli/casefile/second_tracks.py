"""Second tracks and placements in a case file, judged by the rules of casework and absence (R-113…R-125)."""
from dataclasses import replace

from cli.casefile.records import Absence, Employee, Entry, Placed, PlayedTrack
from services.absence.domain.recovery import Recovery
from services.absence.domain.secondment import Prepared, confirmed_by
from services.casework.domain.plan.milestone import Code
from services.casework.domain.second_track import placement as rules
from services.casework.domain.second_track.track import (
    Track,
    TrackNotFound,
    TrackStatus,
    check_closing,
    check_entry,
    check_running,
    check_start,
)
from shared.kernel.refusals import NotFound
from shared.kernel.vocabulary import AbsenceStatus

ENDED = (AbsenceStatus.RECOVERED, AbsenceStatus.LEFT_SERVICE)


def start(employee: Employee, at: int, entry: Entry) -> None:
    """Start a track, which completes the step of the plan."""
    absence, on = _absence(employee), entry["on"]
    case, known = employee.composites[-1], employee.tracks
    has_ended = absence.status(on, end_of_service=employee.end_of_service) in ENDED
    check_start(on, case, is_closed=has_ended, today=on, is_running=any(
        track.value.status is TrackStatus.RUNNING and track.value.started_on >= case.first_sick_day for track in known))
    known.append(PlayedTrack(Track(started_on=on)))
    if not any(done["code"] == Code.M10 and done["completed_on"] >= case.first_sick_day for done in employee.completions):
        employee.completions.append({**entry, "code": Code.M10, "completed_on": on, "by": None, "party": None})


def log_contact(employee: Employee, at: int, entry: Entry) -> None:
    """Record a contact on the day of the entry."""
    track, on = _latest(employee), entry["on"]
    check_entry(track.value, on, track.value.contacts, today=on, field="contacted_on")
    track.value = replace(track.value, contacts=[*track.value.contacts, on])


def report_progress(employee: Employee, at: int, entry: Entry) -> None:
    """Record a progress report on the day of the entry."""
    track, on = _latest(employee), entry["on"]
    check_entry(track.value, on, track.value.reports, today=on, field="reported_on")
    track.value = replace(track.value, reports=[*track.value.reports, on],
                          applications=track.value.applications + entry["applications"])


def place(employee: Employee, at: int, entry: Entry) -> None:
    """Record a placement, and prepare the partial recovery that the employer has to report."""
    track = _latest(employee)
    check_running(track.value)
    placed = rules.placement(entry["from"], entry["to"], **{name: entry[name] for name in (
        "wage_value_month", "contract_wage_month", "durable", "takeover_intention")})
    rules.check_placement(placed, employee.composites[-1], track_started_on=track.value.started_on,
                          others=track.value.placements)
    track.value = replace(track.value, placements=[*track.value.placements, placed])
    track.placed.append(Placed(_absence(employee), Prepared(str(at), placed.start, placed.recovered_pct)))


def close(employee: Employee, at: int, entry: Entry) -> None:
    """End the latest track."""
    track = _latest(employee)
    check_closing(track.value, entry["reason"], has_recovered=_absence(employee).recovered_on is not None)
    track.value = replace(track.value, status=TrackStatus.CLOSED)


def confirm(employee: Employee, absence: Absence, found: Recovery, entry: Entry) -> None:
    """Note in a recovery which placement it confirms.

    :raises RecoveryDiffers: if one is waiting, and the recovery is another
    """
    confirmed = {one.get("placement") for one in absence.mutations if one is not entry and one["from"] != found.effective_on}
    own = confirmed_by(found, [one.prepared for track in employee.tracks for one in track.placed
                               if one.absence is absence and one.prepared.placement_id not in confirmed])
    entry["placement"] = None if own is None else own.placement_id


def _absence(employee: Employee) -> Absence:
    if not employee.absences:
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    return employee.absences[-1]


def _latest(employee: Employee) -> PlayedTrack:
    _absence(employee)
    first = employee.composites[-1].first_sick_day
    own = [track for track in employee.tracks if track.value.started_on >= first]
    if not own:
        raise TrackNotFound("second_track.not_found", "Dit traject bestaat niet.")
    return own[-1]
