"""Many passwords posted at once to a real web process of identity."""
import threading
import time

import requests

from tests.attacks.posted_passwords import identity_process, post_at_once

POSTS = 50
MOST_MB = 250.0


class TestFiftyPasswords:
    def test_take_little_memory_wait_their_turn_and_delay_nobody_else(self, new_database, tmp_path):
        with identity_process(new_database("identity"), tmp_path / "identity.log") as identity:
            waits, is_over = [], threading.Event()
            others = threading.Thread(target=_read_keys, args=(identity.port, waits, is_over))
            others.start()
            posted = post_at_once(identity, POSTS)
            is_over.set()
            others.join()

        assert {answer.status_code for answer in posted.answers} == {401}
        assert posted.peak_mb < MOST_MB
        assert max(waits) < posted.seconds / 2


class TestMoreThanTheQueueHolds:
    def test_are_asked_to_come_back_at_different_moments(self, new_database, tmp_path):
        with identity_process(new_database("identity"), tmp_path / "identity.log", "--logins-waiting", "8") as identity:
            posted = post_at_once(identity, 24)

        checked = [answer for answer in posted.answers if answer.status_code == 401]
        refused = [answer for answer in posted.answers if answer.status_code == 503]
        assert len(checked) + len(refused) == 24
        assert len(checked) >= 8
        assert len({answer.headers["Retry-After"] for answer in refused}) > 1
        assert {int(answer.headers["Retry-After"]) for answer in refused} <= set(range(5, 16))
        assert all("te druk om in te loggen" in answer.text for answer in refused)


def _read_keys(port: int, waits: list[float], is_over: threading.Event) -> None:
    while not is_over.wait(0.1):
        sent = time.monotonic()
        requests.get(f"http://127.0.0.1:{port}/oauth/jwks", timeout=60).raise_for_status()
        waits.append(time.monotonic() - sent)
