"""Notify VRA of sanctions that rested on a step or warning that was taken back (R-062)."""
from collections.abc import Sequence

from services.casework import store
from services.casework.domain.sanctions.sanction import WarningRule
from services.casework.store.measures import list_unfounded_sanctions
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.kernel.vocabulary import NoticeKind


def flag_unfounded(session: Session, dossier: store.Dossier, numbers: Sequence[str], rule: WarningRule) -> None:
    """Notify VRA once of each sanction of the case that has lost its basis; the page of the case shows it as long as it has.

    :param numbers: of the absences of the case
    :param rule: how many warnings come before a sanction
    """
    session.flush()
    for row in list_unfounded_sanctions(session, numbers, rule):
        raise_vra_notice(session, dossier, NoticeKind.SANCTION, f"unfounded {row.sanction_id}")
