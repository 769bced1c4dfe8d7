"""Memory of identity's web process, and answers, while many passwords are posted at once."""
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.outcome import report
from shared.testing.temporary_server import temporary_server
from tests.attacks.posted_passwords import identity_process, post_at_once

POSTS = 50
AIM_MB = 250.0


def main() -> None:
    """Post once; each hash takes 64 MB."""
    with (temporary_server() as server, tempfile.TemporaryDirectory() as directory,
          identity_process(server.new_database("identity"), Path(directory) / "identity.log") as identity):
        idle = identity.peak_mb()
        posted = post_at_once(identity, POSTS)
    statuses = Counter(answer.status_code for answer in posted.answers)
    report("passwords_at_once", {"posts": POSTS, "idle_mb": round(idle), "peak_mb": round(posted.peak_mb),
                                 "seconds": round(posted.seconds, 1), "checked": statuses[401], "refused": statuses[503]},
           f"{POSTS} passwords: {posted.peak_mb:.0f} MB at most, {statuses[401]} checked and {statuses[503]} refused with "
           f"503 in {posted.seconds:.1f} s: RATIO {posted.peak_mb / AIM_MB:.2f} of the aim of {AIM_MB:.0f} MB")


if __name__ == "__main__":
    main()
