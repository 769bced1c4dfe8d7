"""Delivers the sick reports that the gateway keeps, as soon as absence answers again."""
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from services.gateway.clients.absence import AbsenceClient
from services.gateway.clients.service import ServiceRefused
from services.gateway.edge.kept_reports import REFUSED, SENT, WAITING, Kept, KeptReports
from services.gateway.edge.upstream import Upstream, UpstreamAway, UpstreamSlow
from services.gateway.signin.visitor import SessionLost, TokenSource
from services.gateway.view.outage import within
from shared.kernel.clock import Clock
from shared.observability.metrics import KEPT_REPORTS
from shared.observability.tracing import new_trace, set_trace

log = logging.getLogger(__name__)

SECONDS = 2.0
"""How long one report waits for absence: the start page waits with it."""
MOST_FOUND = 2
NOBODY = "Wij vonden geen werknemer in dienst met ‘{}’. Kies de werknemer en verstuur de melding opnieuw."
SEVERAL = "Meer werknemers heten ‘{}’. Kies de werknemer en verstuur de melding opnieuw."


class Delivery:
    """Sends kept reports with the tokens of the session in which they were made.

    :param tokens_of: the tokens of a kept report
    """

    def __init__(self, kept: KeptReports, upstream: Upstream, clock: Clock, tokens_of: Callable[[Kept], TokenSource]) -> None:
        self.kept = kept
        self._upstream = upstream
        self._clock = clock
        self._tokens_of = tokens_of

    def send_all(self) -> int:
        """Try every waiting report once; returns how many were delivered or refused."""
        set_trace(new_trace(None, None))
        return self.kept.deliver(lambda kept: self._send(kept, self._tokens_of(kept)))

    def send_own(self, account_id: str, employer_id: str | None, tokens: TokenSource) -> int:
        """Try those of an account for an employer with other tokens: its session may have ended since."""
        def send(kept: Kept) -> tuple[str, str]:
            return self._send(kept, tokens) if kept.employer_id == employer_id else (WAITING, "")
        return self.kept.deliver(send, account_id=account_id)

    def start(self, every_seconds: float) -> None:
        """Try again and again in the background of this process."""
        def run() -> None:
            while True:
                time.sleep(every_seconds)
                try:
                    self.send_all()
                except SQLAlchemyError as problem:
                    log.warning("kept reports cannot be read", extra={"problem": type(problem).__name__})
        threading.Thread(target=run, name="kept-reports", daemon=True).start()

    def _send(self, kept: Kept, tokens: TokenSource) -> tuple[str, str]:
        absence, report = AbsenceClient(self._upstream, tokens), dict(kept.content["report"])
        try:
            return within(SECONDS, lambda: self._deliver(kept, absence, report))
        except (UpstreamAway, UpstreamSlow, SessionLost):
            return WAITING, ""
        except ServiceRefused as refusal:
            return self._settled(REFUSED, refusal.errors[0].message if refusal.errors else refusal.detail or "")

    def _deliver(self, kept: Kept, absence: AbsenceClient, report: dict[str, Any]) -> tuple[str, str]:
        if "employee_id" not in report:
            who = kept.content["who"]
            page = absence.list_employees(search=who, in_service_on=self._clock.today(), cursor="", limit=MOST_FOUND)
            found = page["items"]
            if len(found) != 1:
                return self._settled(REFUSED, (SEVERAL if found else NOBODY).format(who))
            report["employee_id"] = found[0]["employee_id"]
        return self._settled(SENT, str(absence.report_sick(report, key=kept.key, handed_in_at=kept.kept_at)["absence_number"]))

    def _settled(self, state: str, outcome: str) -> tuple[str, str]:
        KEPT_REPORTS.labels(state.lower()).inc()
        return state, outcome
