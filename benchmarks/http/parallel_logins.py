"""Many people who sign in at the same moment: what they are answered, what others notice, and what a login costs."""
import argparse
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import requests

from benchmarks.http.accounts_at_identity import PASSWORD, Browser, add_accounts, identity
from benchmarks.outcome import percentile, report
from benchmarks.servers import cpu_seconds
from services.identity.hashing import hash_password, is_right_password
from shared.testing.temporary_server import temporary_server
from tests.attacks.web_process import WebProcess

LOGINS = 1_000
ADDRESSES = 250
"""From which they come: an address has a maximum number of connections."""
AIM_MB = 250.0
HASHES = 20


@dataclass
class Arrival:
    """The outcome.

    :ivar waits: seconds from the first post of each person until the password was accepted, refusals and waits included
    :ivar answers: how often each status was answered
    :ivar probes: milliseconds of requests of others meanwhile
    """

    waits: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    probes: list[float] = field(default_factory=list)


def main() -> None:
    """Let everybody post at once; who is refused tries again when he is asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--logins", type=int, default=LOGINS)
    count = parser.parse_args().logins
    names = [f"person{number}" for number in range(count)]
    with (temporary_server() as server, tempfile.TemporaryDirectory() as directory,
          identity(url := server.new_database("identity"), Path(directory) / "identity.log") as process):
        add_accounts(url, names)
        browsers = [Browser(process.port, f"127.0.1.{number % ADDRESSES + 1}") for number in range(count)]
        before, started = cpu_seconds(process.process.pid), time.monotonic()
        arrival = arrive(process, dict(zip(names, browsers, strict=True)))
        seconds, cpu = time.monotonic() - started, cpu_seconds(process.process.pid) - before
        peak = process.peak_mb()
    argon2 = argon2_seconds()
    report("parallel_logins", {
        "logins": count, "seconds": round(seconds, 1), "accepted": arrival.answers[303],
        "asked_to_come_back": arrival.answers[503],
        "other_answers": sum(arrival.answers.values()) - arrival.answers[303] - arrival.answers[503],
        "wait_p50_s": round(percentile(arrival.waits, 50), 1), "wait_max_s": round(max(arrival.waits), 1),
        "others_p50_ms": round(percentile(arrival.probes, 50)), "others_max_ms": round(max(arrival.probes)),
        "cpu_ms_a_login": round(cpu / count * 1000, 1), "argon2_ms": round(argon2 * 1000, 1), "peak_mb": round(peak)},
        f"{count} at once: {count / seconds:.0f} logins a second, {count / cpu:.0f} a core with argon2 and "
        f"{1 / max(cpu / count - argon2, 0.001):.0f} without; {peak:.0f} MB, RATIO {peak / AIM_MB:.2f} of the aim")


def arrive(process: WebProcess, people: dict[str, Browser]) -> Arrival:
    """Post all passwords at the same time, while another client reads the public keys."""
    arrival, is_over = Arrival(), threading.Event()
    probing = threading.Thread(target=_probe, args=(process.port, arrival, is_over))
    probing.start()
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda name: _log_in(name, people[name], arrival), people))
    is_over.set()
    probing.join()
    return arrival


def _log_in(name: str, browser: Browser, arrival: Arrival) -> None:
    started = time.monotonic()
    while True:
        answer = browser.post(name, PASSWORD)
        arrival.answers[answer.status_code] += 1
        if answer.status_code != 503:
            break
        time.sleep(float(answer.headers["Retry-After"]))
    arrival.waits.append(time.monotonic() - started)


def _probe(port: int, arrival: Arrival, is_over: threading.Event) -> None:
    with requests.Session() as session:
        while not is_over.wait(0.1):
            sent = time.monotonic()
            session.get(f"http://127.0.0.1:{port}/oauth/jwks", timeout=120).raise_for_status()
            arrival.probes.append((time.monotonic() - sent) * 1000)


def argon2_seconds() -> float:
    """Processor seconds of one check of a password."""
    stored = hash_password(PASSWORD)
    before = time.process_time()
    for _ in range(HASHES):
        is_right_password(stored, PASSWORD)
    return (time.process_time() - before) / HASHES


if __name__ == "__main__":
    main()
