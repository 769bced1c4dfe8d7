"""Counts what the indicators of the management report need, of one employer or of all, in one statement."""
from datetime import date
from typing import Any

from sqlalchemy import text

from services.casework.domain.complaints.complaint import Outcome
from services.casework.domain.costs.activity import ActivityKind, ActivityStatus
from services.casework.domain.costs.declaration import DeclarationStatus
from services.casework.domain.figures.absence_statistics import MAX_DAYS
from services.casework.domain.figures.indicators import CLASSES, STEPS, Counted, Indicator
from services.casework.domain.plan.milestone import Status
from services.casework.store.figures.totals import FULL_TIME, PER_CENT
from shared.db.session import Session
from shared.kernel.vocabulary import AbsenceStatus

MINE = "(CAST(:employer AS text) IS NULL OR {table}.employer_id = :employer)"
WITHIN = "BETWEEN :first AND :last"


def _within_class(length: str, low: int, high: int | None) -> str:
    return f"{length} >= {low}" + (f" AND {length} <= {high}" if high else "")


_OF_CLASS = ",\n       ".join(
    f"count(*) FILTER (WHERE first_sick_day {WITHIN} AND {_within_class('length', low, high)}) AS reports_{name},"
    f" coalesce(sum(days) FILTER (WHERE {_within_class('length', low, high)}), 0) AS sick_days_{name}"
    for name, low, high in CLASSES)
_WEIGHTED = ",\n       ".join(
    f"coalesce(sum(weight * greatest(days, 0)) FILTER (WHERE {_within_class('length', low, high)}), 0) AS weighted_{name}"
    for name, low, high in CLASSES)
_OF_STEP = ",\n       ".join(
    f"count(*) FILTER (WHERE code = '{code}' AND completed_on {WITHIN}) AS {name},"
    f" count(*) FILTER (WHERE code = '{code}' AND last_on {WITHIN}) AS {name}_due,"
    f" count(*) FILTER (WHERE code = '{code}' AND last_on {WITHIN} AND completed_on <= last_on) AS {name}_on_time"
    for name, code in STEPS.items())
_APPROVED = ", ".join(f"'{status}'" for status in (ActivityStatus.APPROVED, ActivityStatus.NOTIFIED, ActivityStatus.STARTED,
                                                    ActivityStatus.FINISHED))
_ACCEPTED = f"'{DeclarationStatus.ACCEPTED}', '{DeclarationStatus.PAID}'"

COUNT = f"""
WITH touching AS (
    SELECT a.absence_number, a.first_sick_day, a.recovered_on,
           least(coalesce(a.recovered_on, DATE '9999-12-31') - 1, e.employed_until, :last) AS last_day
    FROM absence a JOIN employee e USING (employee_id)
    WHERE {MINE.format(table="a")} AND a.status <> '{AbsenceStatus.CANCELLED}' AND a.first_sick_day <= :last
          AND (a.recovered_on IS NULL OR a.recovered_on >= :first)),
reports AS (
    SELECT *, last_day - first_sick_day + 1 AS length, greatest(last_day - greatest(first_sick_day, :first) + 1, 0) AS days
    FROM touching WHERE last_day >= first_sick_day),
by_report AS (
    SELECT count(*) FILTER (WHERE first_sick_day {WITHIN}) AS {Indicator.REPORTS},
           coalesce(sum(days), 0) AS {Indicator.SICK_DAYS},
           count(*) FILTER (WHERE recovered_on {WITHIN}) AS {Indicator.RECOVERIES},
       {_OF_CLASS} FROM reports),
weighted AS (
    SELECT {_WEIGHTED} FROM (
        SELECT weight, least(last_sick_day, :last) - first_sick_day + 1 AS length,
               least(stop, :last, first_sick_day + {MAX_DAYS - 1}) - greatest(start, :first) + 1 AS days
        FROM sick_stretch
        WHERE {MINE.format(table="sick_stretch")} AND first_sick_day <= :last AND recovered_on >= :first) AS own),
partial AS (
    SELECT count(*) AS {Indicator.PARTIAL_RECOVERIES} FROM absence_mutation m JOIN absence a USING (absence_number)
    WHERE {MINE.format(table="a")} AND a.status <> '{AbsenceStatus.CANCELLED}' AND m.effective_on {WITHIN}
          AND m.recovered_pct > 0),
steps AS (
    SELECT {_OF_STEP} FROM step
    WHERE {MINE.format(table="step")} AND code IN ({", ".join(f"'{code}'" for code in STEPS.values())})
          AND coalesce(settled, '') <> '{Status.CANCELLED}' AND (completed_on {WITHIN} OR last_on {WITHIN})),
sanctions AS (
    SELECT count(*) AS {Indicator.WAGE_SANCTIONS} FROM wage_sanction w JOIN dossier d USING (absence_number)
    WHERE {MINE.format(table="d")} AND w.decision_on {WITHIN} AND w.withdrawn_on IS NULL),
activities AS (
    SELECT count(*) AS {Indicator.INTERVENTIONS_ADVISED},
           count(*) FILTER (WHERE r.status IN ({_APPROVED})) AS {Indicator.INTERVENTIONS_APPROVED},
           count(*) FILTER (WHERE r.kind = '{ActivityKind.PSYCHOLOGICAL_CARE}') AS {Indicator.MENTAL},
           count(*) FILTER (WHERE r.kind = '{ActivityKind.MUSCULOSKELETAL_TREATMENT}') AS {Indicator.PHYSICAL},
           count(*) FILTER (WHERE r.kind NOT IN ('{ActivityKind.PSYCHOLOGICAL_CARE}',
               '{ActivityKind.MUSCULOSKELETAL_TREATMENT}')) AS {Indicator.OTHER}
    FROM reintegration_activity r JOIN dossier d USING (absence_number)
    WHERE {MINE.format(table="d")} AND r.recorded_on {WITHIN}),
costs AS (
    SELECT count(DISTINCT c.activity_id) AS {Indicator.INTERVENTIONS_REIMBURSED},
           coalesce(sum(c.amount), 0) AS {Indicator.INTERVENTION_COSTS}
    FROM declaration c JOIN dossier d USING (absence_number)
    WHERE {MINE.format(table="d")} AND c.status IN ({_ACCEPTED}) AND c.submitted_on {WITHIN}),
tracks AS (
    SELECT count(*) AS {Indicator.SECOND_TRACKS} FROM second_track t JOIN dossier d USING (absence_number)
    WHERE {MINE.format(table="d")} AND t.started_on {WITHIN}),
complaints AS (
    SELECT count(*) AS {Indicator.COMPLAINTS}, count(*) FILTER (WHERE outcome IN (
        '{Outcome.WELL_FOUNDED}', '{Outcome.PARTLY_FOUNDED}')) AS {Indicator.COMPLAINTS_WELL_FOUNDED}
    FROM complaint WHERE {MINE.format(table="complaint")} AND received_on {WITHIN}),
customers AS (
    SELECT count(DISTINCT employer_id) AS {Indicator.CUSTOMERS} FROM policy
    WHERE {MINE.format(table="policy")} AND valid_from <= :last AND coalesce(valid_until, :last) >= :first)
SELECT * FROM customers, by_report, weighted, partial, steps, sanctions, activities, costs, tracks, complaints"""


def count_indicators(session: Session, first: date, last: date, employer_id: str | None) -> Counted:
    """Count over a period, both days included; of all employers together without one."""
    row: Any = session.execute(text(COUNT), {"first": first, "last": last, "employer": employer_id}).one()._mapping
    weighted = {name: row[f"weighted_{name}"] / FULL_TIME / PER_CENT for name, _, _ in CLASSES}
    return Counted({name: value for name, value in row.items() if not name.startswith("weighted_")}, weighted)
