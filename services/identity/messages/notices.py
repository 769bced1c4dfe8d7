"""The worker's part that sends queued mails about accounts."""
import logging
import threading

from services.identity.messages.port import DeliveryFailed, Post
from services.identity.usecases.send_notices import settle_notice, take_due_notice
from shared.db.session import Database
from shared.messaging.failures import Failure, failure_of

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
AWAY_SECONDS = 5.0


class NoticeSender:
    """Sends queued mails until it is stopped; several may run at once."""

    def __init__(self, database: Database, post: Post, public_url: str) -> None:
        self._database = database
        self._post = post
        self._public_url = public_url

    def run(self, stop: threading.Event) -> None:
        """Send due mails until `stop` is set."""
        while not stop.is_set():
            try:
                if not self.send_one():
                    stop.wait(LOOK_SECONDS)
            except Exception as problem:
                if failure_of(problem) is not Failure.INFRASTRUCTURE:
                    raise
                log.warning("mails wait", extra={"error": type(problem).__name__})
                stop.wait(AWAY_SECONDS)

    def send_one(self) -> bool:
        """Send the mail that has been due longest; returns whether there was one."""
        with self._database.transaction() as session:
            due = take_due_notice(session, public_url=self._public_url)
        if due is None:
            return False
        try:
            self._post.deliver((due.mail,))
        except DeliveryFailed as problem:
            log.warning("mail not delivered: %s", problem)
            if not due.is_last_attempt:
                return True
            log.error("mail given up", extra={"notice_id": due.notice_id})
        with self._database.transaction() as session:
            settle_notice(session, notice_id=due.notice_id)
        return True
