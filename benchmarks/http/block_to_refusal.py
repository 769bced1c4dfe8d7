"""Time from the change of an account's rights until every service refuses a token of before, on a whole platform."""
import json
import time
import uuid
from typing import Any

import requests
from joserfc import jwt
from joserfc.jwk import ECKey

from benchmarks.outcome import percentile, report
from cli.casefile.reader import read_case
from cli.demo.cast import Cast, staff_credentials
from cli.demo.fresh_platform import fresh_platform
from cli.demo.opening import open_case
from cli.demo.steps import Steps
from cli.people.person import Person
from cli.platform.state import PlatformState
from cli.run.walking import PlatformTime

AIM_MS = 5_000.0
ROUNDS = 60
LOOK_SECONDS = 0.01
LONGEST_SECONDS = 30.0
PROGRAM = "meting"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SCOPES = ("employees:read", "activities:read", "claims:read", "invoices:read")
LISTS = {"absence": "employees", "casework": "activities", "claims": "claims", "billing": "policies"}
"""A list of each service that the program may read."""


def main() -> None:
    """Change a program again and again, as a block does; after each change wait until its token is refused everywhere."""
    with fresh_platform(bus="postgresql", today=None, keep=False) as state:
        times = measure(state)
    p50, p99 = percentile(times, 50), percentile(times, 99)
    report("block_to_refusal", {"changes": len(times), "p50_ms": round(p50), "p99_ms": round(p99), "max_ms": round(max(times)),
                                "ratio_p99": round(p99 / AIM_MS, 2)},
           f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, RATIO {p99 / AIM_MS:.2f} of the aim of 5 s")


def measure(state: PlatformState) -> list[float]:
    """Return the milliseconds from sending each change until the last of the four services refuses the token."""
    clock, cast, key = PlatformTime(state.address), Cast(state.address), ECKey.generate_key("P-256", auto_kid=True)
    case = read_case({"name": "benchmark", "policy": {}, "employees": [{"key": "w1", "annual_wage": "38500.00"}], "timeline": [],
                      "until": clock.today().isoformat()})
    policy_number = open_case(case, cast, clock, Steps(prints=False)).company.policy_number
    admin = Person(state.address, staff_credentials("beheer"), root="admin/v1")
    admin.log_in()
    wanted = {"name": "Meting", "scopes": SCOPES, "policy_numbers": [policy_number]}
    admin.post("identity", "/clients", wanted | {"client_id": PROGRAM, "public_key": json.dumps(key.as_dict(private=False))})
    return [_one(state.address, admin, wanted, key) for _ in range(ROUNDS)]


def _one(address: str, admin: Person, wanted: dict[str, Any], key: ECKey) -> float:
    headers = {"Authorization": f"Bearer {_token(address, key)}"}
    for service in LISTS:
        _wait_for(200, address, service, headers)
    sent = time.monotonic()
    admin.put("identity", f"/clients/{PROGRAM}", wanted)
    for service in LISTS:
        _wait_for(401, address, service, headers)
    return (time.monotonic() - sent) * 1000


def _token(address: str, key: ECKey) -> str:
    now = int(time.time())
    claims = {"iss": PROGRAM, "sub": PROGRAM, "aud": f"{address}/id/oauth/token", "jti": str(uuid.uuid4()), "iat": now,
              "exp": now + 60}
    signed = jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)
    answer = requests.post(f"{address}/id/oauth/token", timeout=LONGEST_SECONDS, data={
        "grant_type": "client_credentials", "client_assertion_type": ASSERTION, "client_assertion": signed})
    answer.raise_for_status()
    return str(answer.json()["access_token"])


def _wait_for(status: int, address: str, service: str, headers: dict[str, str]) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while True:
        answer = requests.get(f"{address}/api/{service}/v1/{LISTS[service]}", headers=headers, timeout=LONGEST_SECONDS)
        if answer.status_code == status:
            return
        if time.monotonic() > deadline:
            raise SystemExit(f"{service} answers {answer.status_code}, expected {status}: {answer.text[:200]}")
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main()
