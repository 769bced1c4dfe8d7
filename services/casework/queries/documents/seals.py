"""Checks a package of a re-integration report, by its digests, against what was sealed."""
from collections.abc import Mapping

from services.casework import store
from services.casework.domain.documents.seal import SealCheck, compare
from services.casework.store.documents.reports import recompute_chain
from shared.db.session import Session


def check_seal(session: Session, *, report_id: str, package: str, files: Mapping[str, str | None]) -> SealCheck:
    """Whether a package is as it was sealed; it says nothing about a report except to who has it.

    :param report_id: the folder of the package
    :param package: SHA-256 of the whole package
    :param files: SHA-256 of its files by name; None for one that cannot be read
    """
    report = session.get(store.ReintegrationReport, report_id)
    if report is None:
        return SealCheck(None)
    changed, missing, added = compare({file.name: file.digest for file in report.files}, files)
    is_log_intact = all(recompute_chain(session, chain.absence_number, readings=chain.readings) == chain.digest
                        for chain in report.chains)
    return SealCheck(report.sealed_at, changed, missing, added, report.package_digest == package, is_log_intact)
