"""Time of a refused login by its reason: a stranger must not learn from it whether an account exists or is locked out."""
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.http.accounts_at_identity import Browser, add_accounts, identity
from benchmarks.outcome import report
from shared.testing.temporary_server import temporary_server

ROUNDS = 50
WRONG = "Verkeerd-Geraden-1"
REASONS = {"unknown": None, "wrong": {}, "fifth wrong": {"failures": 4}, "locked": {"failures": 5, "locked_minutes": 60}}
"""What stands in the database about each account; None for no account."""
FORGOTTEN = ("unknown", "known")
AIM = 0.10


def main() -> None:
    """Post a wrong password, and ask for a link, for an account of each reason in each round, in changing order."""
    with (temporary_server() as server, tempfile.TemporaryDirectory() as directory,
          identity(url := server.new_database("identity"), Path(directory) / "identity.log") as process):
        for reason, standing in REASONS.items():
            if standing is not None:
                add_accounts(url, [name_of(reason, number) for number in range(ROUNDS)], **standing)
        times = dict(measure(process.port))
    medians = {what: statistics.median(found) * 1000 for what, found in times.items()}
    logins = [medians[reason] for reason in REASONS]
    links = [medians[f"link for {who}"] for who in FORGOTTEN]
    spread = max(max(own) / min(own) - 1 for own in (logins, links))
    report("refusal_times", {"rounds": ROUNDS, **{f"{what}_ms": round(ms, 1) for what, ms in medians.items()},
                             "spread_logins": round(max(logins) / min(logins) - 1, 3),
                             "spread_links": round(max(links) / min(links) - 1, 3)},
           f"medians differ by {spread:.1%} at most: RATIO {spread / AIM:.2f} of the aim of 10 %")


def name_of(reason: str, number: int) -> str:
    """The user name of the account that is refused for the reason in a round."""
    return f"{reason.replace(' ', '')}-{number}"


def measure(port: int) -> Iterator[tuple[str, list[float]]]:
    """Seconds of each round by what was posted."""
    browser, found = Browser(port), {what: [] for what in (*REASONS, *(f"link for {who}" for who in FORGOTTEN))}
    browser.post("warm-up", WRONG)
    for number in range(ROUNDS):
        posts = [(reason, "/inloggen", 401, {"username": name_of(reason, number), "password": WRONG}) for reason in REASONS]
        posts += [(f"link for {who}", "/wachtwoord-vergeten", 303, {"username": name})
                  for who, name in zip(FORGOTTEN, ("nobody", name_of("wrong", number)), strict=True)]
        for what, path, status, form in random.sample(posts, len(posts)):
            found[what].append(_timed(browser, path, status, **form))
    yield from found.items()


def _timed(browser: Browser, path: str, status: int, **form: str) -> float:
    began = time.perf_counter()
    answer = browser.post_to(path, csrf_token=browser.token, **form)
    taken = time.perf_counter() - began
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code}: {answer.text[:300]}")
    return taken


if __name__ == "__main__":
    main()
