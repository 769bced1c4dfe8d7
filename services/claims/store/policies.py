"""Copies of billing's policies: the terms of every version, and suspensions of cover."""
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.store.base import Base, Percentage
from shared.db.session import Session
from shared.kernel.period import Period


class PolicyVersion(Base):
    """One version of a policy: the payee and the terms of benefits (domain.md §3.1).

    :ivar valid_from: first day on which it counts; days before its acceptance keep their version (§15.8)
    """

    __tablename__ = "policy_version"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    iban: Mapped[str] = mapped_column(String(34))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    waiting_unit: Mapped[str] = mapped_column(String(8))
    waiting_value: Mapped[int]
    coverage_year1: Mapped[Percentage]
    coverage_year2: Mapped[Percentage]
    employer_charges_pct: Mapped[Percentage]
    day_divisor: Mapped[int]
    max_insured_wage: Mapped[Decimal]
    end_age: Mapped[str] = mapped_column(String(8))
    safety_net_rule: Mapped[str] = mapped_column(String(8))
    late_report_rule: Mapped[str] = mapped_column(String(24))
    coverage_half2: Mapped[Percentage | None]
    coverage_half4: Mapped[Percentage | None]
    late_report_grace_days: Mapped[int]
    run_off_cover: Mapped[bool]
    pre_existing_cover: Mapped[bool]


class CoverSuspension(Base):
    """Suspension of cover for unpaid premium; `restored_from` is None while in force."""

    __tablename__ = "cover_suspension"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    suspended_from: Mapped[date] = mapped_column(primary_key=True)
    restored_from: Mapped[date | None]

    @property
    def period(self) -> Period:
        """The period without cover, at least one day."""
        last = self.restored_from and max(self.suspended_from, self.restored_from - timedelta(days=1))
        return Period(self.suspended_from, last)


def list_policy_versions(session: Session, policy_numbers: Collection[str]) -> dict[str, list[PolicyVersion]]:
    """All versions of each known policy, oldest first."""
    found: dict[str, list[PolicyVersion]] = {}
    query = select(PolicyVersion).where(PolicyVersion.policy_number.in_(policy_numbers))
    for row in session.scalars(query.order_by(PolicyVersion.policy_number, PolicyVersion.version)):
        found.setdefault(row.policy_number, []).append(row)
    return found


def policy_versions(session: Session, policy_number: str) -> list[PolicyVersion]:
    """All versions of one policy, oldest first."""
    return list_policy_versions(session, [policy_number]).get(policy_number, [])


def policy_in_force(session: Session, employer_id: str, day: date) -> str | None:
    """The number of the employer's policy in force on the day, from its first version to the end of its latest one."""
    numbers = session.scalars(select(PolicyVersion.policy_number).where(PolicyVersion.employer_id == employer_id).distinct())
    for number, versions in list_policy_versions(session, numbers.all()).items():
        if day in Period(versions[0].valid_from, versions[-1].valid_until):
            return number
    return None


def version_on(versions: Sequence[PolicyVersion], day: date) -> PolicyVersion:
    """The version in force on the day, of equal first days the later accepted; before the first version, the first."""
    started = [version for version in versions if version.valid_from <= day]
    return max(started, key=lambda version: (version.valid_from, version.version)) if started else versions[0]
