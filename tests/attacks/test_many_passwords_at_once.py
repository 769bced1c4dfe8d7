"""Fifty passwords posted at once to a real web process of identity."""
from tests.attacks.posted_passwords import identity_process, post_at_once

POSTS = 50
MOST_MB = 250.0


class TestFiftyPasswords:
    def test_take_little_memory_and_are_all_answered(self, new_database, tmp_path):
        with identity_process(new_database("identity"), tmp_path / "identity.log") as identity:
            posted = post_at_once(identity, POSTS)

        statuses = {answer.status_code for answer in posted.answers}
        assert 401 in statuses
        assert statuses <= {401, 503}
        assert all(int(answer.headers["Retry-After"]) > 0 for answer in posted.answers if answer.status_code == 503)
        assert posted.peak_mb < MOST_MB
