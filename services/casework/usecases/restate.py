"""Tell anew what readers need of a dossier, for one that missed events of it."""
from sqlalchemy import select

from services.casework import casefile, store
from services.casework.usecases.dossiers.open_dossier import opening_of
from services.casework.usecases.publication import about
from services.casework.usecases.sanctions.impose_sanction import as_told
from shared.db.session import Session
from shared.events.casework import (
    DossierSnapshot,
    GuaranteeCondition,
    LongTermThreatSet,
    SanctionLifted,
    StandingSanction,
    ThreatSource,
    WageSanctionReported,
)


def restate_dossier(session: Session, absence_number: str) -> DossierSnapshot | None:
    """A dossier as far as others keep something of it; None if there is none."""
    dossier = session.get(store.Dossier, absence_number)
    if dossier is None:
        return None
    wage_sanctions = session.scalars(select(store.WageSanction).where(
        store.WageSanction.absence_number == absence_number).order_by(store.WageSanction.decision_on))
    return DossierSnapshot(
        absence_number=absence_number, opened=opening_of(session, dossier) if dossier.announced else None,
        threat=_threat(dossier),
        sanctions=tuple(StandingSanction(notified=as_told(dossier, row), lifted=_lifted(dossier, row))
                        for row in casefile.list_sanctions(session, [absence_number])),
        wage_sanctions=tuple(_wage_sanction(dossier, row) for row in wage_sanctions))


def _threat(dossier: store.Dossier) -> LongTermThreatSet | None:
    """Whose judgement it was is not kept, and nobody acts on it."""
    since = dossier.long_term_threat_on
    if since is None:
        return None
    return LongTermThreatSet(**about(dossier), since=since, source=ThreatSource.AUTOMATIC)


def _lifted(dossier: store.Dossier, row: store.Sanction) -> SanctionLifted | None:
    if row.lifted_on is None or row.end is None:
        return None
    return SanctionLifted(**about(dossier), sanction_id=row.sanction_id, lifted_on=row.lifted_on, end=row.end,
                          back_pay=bool(row.back_pay))


def _wage_sanction(dossier: store.Dossier, row: store.WageSanction) -> WageSanctionReported:
    return WageSanctionReported(
        **about(dossier), sanction_id=row.sanction_id, decision_on=row.decision_on, received_on=row.received_on,
        reported_on=row.reported_on, weeks=row.weeks, start=row.start,
        conditions=tuple(GuaranteeCondition(code=c["code"], holds=c["holds"] is True) for c in row.conditions))
