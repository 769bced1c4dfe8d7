"""The read model of figures: employments and sick reports cut into stretches in which nothing that counts changes.

Nothing here is a source: one statement derives the rows from the copied employees, hours, absences, mutations and leave.
Columns of fixed width come first, which a scan of all rows reads fastest.
"""
from collections.abc import Sequence
from datetime import date

from sqlalchemy import BigInteger, PrimaryKeyConstraint, SmallInteger, String, TextClause, text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.store.base import ABSENCE_NUMBER, Base
from shared.db.session import Session
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind


class EmploymentStretch(Base):
    """A part of an employment with the same weekly hours; those of one employment leave no gap.

    :ivar stop: last day, 9999-12-31 while in service
    :ivar hours: a week, in hundredths of an hour
    """

    __tablename__ = "employment_stretch"
    __table_args__ = (PrimaryKeyConstraint("employee_id", "start"),)
    start: Mapped[date]
    stop: Mapped[date]
    employed_from: Mapped[date]
    hours: Mapped[int]
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40), index=True)


class SickStretch(Base):
    """A part of a sick report in service with the same weekly hours and incapacity, outside maternity leave.

    A report without such a part has one row whose `stop` lies before its `start`.

    :ivar place: 1 for the first part of the report, by which the report itself is counted
    :ivar recovered_on: first day not absent, 9999-12-31 while open
    :ivar last_sick_day: the day before recovery or the last day in service, whichever is first
    :ivar sick_until: the last sick day of the employee's earlier stretches, 0001-01-01 without any
    :ivar weight: hundredths of weekly hours times hundredths of a percent of incapacity
    """

    __tablename__ = "sick_stretch"
    __table_args__ = (PrimaryKeyConstraint("absence_number", "place"),)
    start: Mapped[date]
    stop: Mapped[date]
    first_sick_day: Mapped[date]
    recovered_on: Mapped[date]
    last_sick_day: Mapped[date]
    employed_from: Mapped[date]
    employed_until: Mapped[date]
    sick_until: Mapped[date]
    weight: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[int] = mapped_column(SmallInteger)
    absence_number: Mapped[str] = mapped_column(ABSENCE_NUMBER)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)


NEVER, ALWAYS = "DATE '9999-12-31'", "DATE '0001-01-01'"

EMPLOYMENTS = f"""
person AS (
    SELECT employee_id, employer_id, employed_from, coalesce(employed_until, {NEVER}) AS employed_until
    FROM employee WHERE {{whose}}),
hours AS (
    SELECT p.*, w.hours, greatest(w.valid_from, p.employed_from) AS valid_from, row_number() OVER by_day AS place,
           lead(greatest(w.valid_from, p.employed_from)) OVER by_day AS following
    FROM person p JOIN weekly_hours w ON w.employee_id = p.employee_id
    WINDOW by_day AS (PARTITION BY p.employee_id ORDER BY w.valid_from)),
employment AS (
    SELECT * FROM (
        SELECT employee_id, CASE WHEN place = 1 THEN employed_from ELSE valid_from END AS start,
               least(following - 1, employed_until) AS stop, employer_id, employed_from,
               CAST(hours * 100 AS integer) AS hours FROM hours) AS cut
    WHERE start <= stop)"""
"""The first hours hold from the first day in service."""

REPORTS = f"""
report AS (
    SELECT a.absence_number, a.employee_id, a.first_sick_day, coalesce(a.recovered_on, {NEVER}) AS recovered_on,
           least(a.recovered_on - 1, p.employed_until) AS last_sick_day, p.employed_from, p.employed_until, p.employer_id
    FROM absence a JOIN person p ON p.employee_id = a.employee_id WHERE a.status <> :cancelled)"""

SICK_DAYS = """
free AS (
    SELECT l.employee_id, range_agg(daterange(l.start, l."end", '[]')) AS days
    FROM leave l JOIN person p ON p.employee_id = l.employee_id WHERE NOT l.cancelled AND l.kind = :maternity GROUP BY 1),
sick AS (
    SELECT r.absence_number, r.employee_id, r.first_sick_day AS start, r.last_sick_day AS stop
    FROM report r WHERE NOT EXISTS (SELECT FROM free f WHERE f.employee_id = r.employee_id)
    UNION ALL
    SELECT r.absence_number, r.employee_id, lower(d), upper(d) - 1
    FROM report r JOIN free f ON f.employee_id = r.employee_id,
         unnest(datemultirange(daterange(r.first_sick_day, r.last_sick_day, '[]')) - f.days) d
    WHERE r.first_sick_day <= r.last_sick_day)"""
"""The days of the reports less maternity leave."""

LEVELS = f"""
mutation AS (
    SELECT m.absence_number, m.effective_on AS since, 100 - m.recovered_pct AS pct,
           lead(m.effective_on) OVER (PARTITION BY m.absence_number ORDER BY m.effective_on, 100 - m.recovered_pct) AS following
    FROM absence_mutation m JOIN report r ON r.absence_number = m.absence_number),
level AS (
    SELECT absence_number, since, coalesce(following - 1, {NEVER}) AS until, pct FROM mutation
    UNION ALL SELECT absence_number, {ALWAYS}, min(since) - 1, 100 FROM mutation GROUP BY 1)"""
"""Parts of the reports that have mutations with the same incapacity; before the first it is 100 %."""

STRETCHES = f"""
part AS (
    SELECT s.absence_number, greatest(s.start, e.start, l.since) AS start, least(s.stop, e.stop, l.until) AS stop,
           CAST(e.hours * coalesce(l.pct, 100) * 100 AS bigint) AS weight
    FROM sick s JOIN employment e ON e.employee_id = s.employee_id AND e.start <= s.stop AND e.stop >= s.start
    LEFT JOIN level l ON l.absence_number = s.absence_number
    WHERE greatest(s.start, e.start, l.since) <= least(s.stop, e.stop, l.until)),
stretch AS (
    SELECT r.absence_number, row_number() OVER (PARTITION BY r.absence_number ORDER BY p.start) AS place,
           coalesce(p.start, r.first_sick_day) AS start, coalesce(p.stop, {ALWAYS}) AS stop, r.first_sick_day, r.recovered_on,
           r.last_sick_day, r.employed_from, r.employed_until,
           coalesce(max(p.stop) OVER (PARTITION BY r.employee_id ORDER BY p.start, p.stop, r.absence_number
                                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), {ALWAYS}) AS sick_until,
           coalesce(p.weight, 0) AS weight, r.employer_id
    FROM report r LEFT JOIN part p ON p.absence_number = r.absence_number)"""


def _upsert(table: type[Base], keys: Sequence[str], source: str) -> str:
    """Write the rows of a source with the columns of a table; rows that are equal already are not written."""
    names = [column.name for column in table.__table__.columns]
    rest = [name for name in names if name not in keys]
    old, new = (", ".join(f"{side}.{name}" for name in rest) for side in (table.__tablename__, "excluded"))
    return (f"INSERT INTO {table.__tablename__} ({', '.join(names)}) SELECT {', '.join(names)} FROM {source} "
            f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in rest)} "
            f"WHERE ({old}) IS DISTINCT FROM ({new})")


_WRITE = f"""WITH {EMPLOYMENTS}, {REPORTS}, {SICK_DAYS}, {LEVELS}, {STRETCHES},
gone_employments AS (
    DELETE FROM employment_stretch o WHERE {{whose}}
    AND NOT EXISTS (SELECT FROM employment n WHERE (n.employee_id, n.start) = (o.employee_id, o.start))),
gone_reports AS (
    DELETE FROM sick_stretch o WHERE o.absence_number IN (SELECT absence_number FROM absence WHERE {{whose}})
    AND NOT EXISTS (SELECT FROM stretch n WHERE (n.absence_number, n.place) = (o.absence_number, o.place))),
employments AS ({_upsert(EmploymentStretch, ("employee_id", "start"), "employment")})
{_upsert(SickStretch, ("absence_number", "place"), "stretch")}"""

_VALUES = {"cancelled": AbsenceStatus.CANCELLED.value, "maternity": LeaveKind.MATERNITY.value}


def write_stretches(session: Session, employee_ids: Sequence[str]) -> None:
    """Make the rows of these employees follow from the facts."""
    session.execute(_statement("employee_id = ANY(CAST(:employees AS text[]))"), _VALUES | {"employees": list(employee_ids)})


def write_all_stretches(session: Session) -> None:
    """The same for all employees."""
    session.execute(_statement("true"), _VALUES)


def _statement(whose: str) -> TextClause:
    return text(_WRITE.format(whose=whose))
