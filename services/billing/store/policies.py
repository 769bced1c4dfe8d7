"""Policies, their versions, and suspensions of cover."""
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.arbo.arbo_period import ArboPeriod
from services.billing.domain.policies.versions import Version, Versions
from services.billing.store.base import EMPLOYER, INVOICE_NUMBER, POLICY_NUMBER, Base
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


class Policy(Base):
    """A policy; its data is in its versions. Its row lock serialises changes of policy, premium and invoices.

    :ivar version: number of versions
    """

    __tablename__ = "policy"
    policy_number: Mapped[str] = mapped_column(String(POLICY_NUMBER), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(EMPLOYER), index=True)
    version: Mapped[int]


class PolicyVersion(Base):
    """A version of a policy with all its data (domain.md §3.1).

    :ivar search_name: the folded company name
    """

    __tablename__ = "policy_version"
    policy_number: Mapped[str] = mapped_column(ForeignKey("policy.policy_number"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    accepted_on: Mapped[date]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    company_name: Mapped[str] = mapped_column(String(200))
    search_name: Mapped[str] = mapped_column(String(400))
    postcode: Mapped[str] = mapped_column(String(10))
    iban: Mapped[str] = mapped_column(String(34))
    guidance_from: Mapped[date]
    premium_rate_pct: Mapped[Decimal] = mapped_column(Numeric(7, 4))
    premium_instalments: Mapped[int]
    arbo_tariff_incl_vat: Mapped[Decimal]
    arbo_period: Mapped[str] = mapped_column(String(8))
    payment_method: Mapped[str] = mapped_column(String(14))
    waiting_unit: Mapped[str] = mapped_column(String(8))
    waiting_value: Mapped[int]
    coverage_year1: Mapped[Decimal] = mapped_column(Numeric)
    coverage_year2: Mapped[Decimal] = mapped_column(Numeric)
    employer_charges_pct: Mapped[Decimal] = mapped_column(Numeric)
    day_divisor: Mapped[int]
    max_insured_wage: Mapped[Decimal]
    end_age: Mapped[str] = mapped_column(String(3))
    vangnet_rule: Mapped[str] = mapped_column(String(8))
    late_report_rule: Mapped[str] = mapped_column(String(20))
    coverage_half2: Mapped[Decimal | None] = mapped_column(Numeric)
    coverage_half4: Mapped[Decimal | None] = mapped_column(Numeric)
    late_report_grace_days: Mapped[int]
    run_off_cover: Mapped[bool]
    pre_existing_cover: Mapped[bool]

    @property
    def value(self) -> Version:
        """The version as a domain value, for premium and arbo fee."""
        return Version(
            number=self.version, valid_from=self.valid_from, valid_until=self.valid_until, accepted_on=self.accepted_on,
            rate_pct=self.premium_rate_pct, cap=self.max_insured_wage,
            instalments=self.premium_instalments, arbo_tariff=self.arbo_tariff_incl_vat,
            arbo_period=ArboPeriod(self.arbo_period))


class CoverSuspension(Base):
    """Cover that is suspended for an unpaid premium invoice."""

    __tablename__ = "cover_suspension"
    invoice_number: Mapped[str] = mapped_column(String(INVOICE_NUMBER), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(POLICY_NUMBER), index=True)
    suspended_from: Mapped[date]
    restored_from: Mapped[date | None]


def get_policy(session: Session, policy_number: str, actor: Actor) -> Policy:
    """One policy.

    :raises NotFound: if there is none, or it is another employer's
    """
    policy = session.get(Policy, policy_number)
    if policy is None or not actor.may_see(policy.employer_id):
        raise NotFound("policy.not_found", "Deze polis bestaat niet.")
    return policy


def lock_policy(session: Session, policy_number: str) -> Policy | None:
    """Take an exclusive lock on a policy for the rest of the transaction; None if it does not exist."""
    return session.get(Policy, policy_number, with_for_update=True)


def list_versions(session: Session, policy_numbers: Sequence[str]) -> dict[str, list[PolicyVersion]]:
    """The versions of several policies, by policy, in the order of acceptance."""
    rows = session.scalars(select(PolicyVersion).where(PolicyVersion.policy_number.in_(policy_numbers))
                           .order_by(PolicyVersion.policy_number, PolicyVersion.version))
    found: dict[str, list[PolicyVersion]] = {number: [] for number in policy_numbers}
    for row in rows:
        found[row.policy_number].append(row)
    return found


def company_names(session: Session, policy_numbers: Sequence[str], day: date) -> dict[str, str]:
    """The company name of several policies on a day."""
    return {number: row_on(rows, day).company_name for number, rows in list_versions(session, policy_numbers).items()}


def get_versions(session: Session, policy_number: str) -> Versions:
    """The versions of one policy as a domain value."""
    return Versions([row.value for row in list_versions(session, [policy_number])[policy_number]])


def row_on(rows: Sequence[PolicyVersion], day: date) -> PolicyVersion:
    """The row of the version that applies to a day, from all rows of a policy."""
    number = Versions([row.value for row in rows]).on(day).number
    return next(row for row in rows if row.version == number)
