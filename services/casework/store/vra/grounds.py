"""The cases in which VRA has work; it reaches no others (R-055 to R-066)."""
from sqlalchemy import Column, Select, Table, select, union_all

from services.casework.domain.costs.mandate import Decider
from services.casework.store.base import Base


def cases_of_vra() -> Select[str]:
    """Return the query of the numbers of cases with an order, a notice or a question, or a cost on which VRA decides.

    VRA decides on an activity above the mandate and on a declaration after its term.
    """
    return _dossiers_of_vra(_table("dossier").c.case_number)


def employers_of_vra() -> Select[str]:
    """Return the query of the employers with such a case."""
    return _dossiers_of_vra(_table("dossier").c.employer_id)


def _dossiers_of_vra(column: Column[str]) -> Select[str]:
    activity, declaration = _table("reintegration_activity").c, _table("declaration").c
    grounds = [select(_table(name).c.absence_number) for name in ("support_order", "vra_notice", "information_request")]
    grounds.append(select(activity.absence_number).where(activity.decider == Decider.VRA))
    grounds.append(select(declaration.absence_number).where(declaration.submitted_on > declaration.submit_by))
    return select(column).where(_table("dossier").c.absence_number.in_(union_all(*grounds)))


def _table(name: str) -> Table:
    """A table by its name: the mapped classes of these tables import the module that asks for these queries."""
    return Base.metadata.tables[name]
