"""Access tokens that a service checks in a second of processor time: at their first use, and while they are remembered."""
import statistics
import time
from collections.abc import Callable

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from benchmarks.outcome import report
from shared.web.tokens import TokenChecker

ISSUER, AUDIENCE = "https://portaal.example/id", "ontzorg-absence"
TOKENS, AGAIN, ROUNDS = 400, 20, 5


class Keys:
    """The key of the issuer."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, auto_kid=True)

    def keys(self, *, fresh: bool = False) -> KeySet:
        return KeySet([self.key])


def main() -> None:
    """Check different tokens once, then the same ones again and again."""
    keys = Keys()
    tokens = [_token(keys.key, number) for number in range(TOKENS)]
    first, known = [], []
    for _ in range(ROUNDS):
        checker = TokenChecker(ISSUER, keys, audiences=[AUDIENCE])
        first.append(_a_second(checker.check, tokens))
        known.append(_a_second(checker.check, tokens * AGAIN))
    figures = {"first_a_second": round(statistics.median(first)), "known_a_second": round(statistics.median(known))}
    report("token_checks", figures, f"{figures['first_a_second']} first checks and {figures['known_a_second']} of remembered "
           f"tokens a second and core: RATIO {figures['known_a_second'] / figures['first_a_second']:.0f}")


def _token(key: RSAKey, number: int) -> str:
    claims = {"iss": ISSUER, "aud": [AUDIENCE], "sub": f"account-{number}", "exp": int(time.time()) + 300, "sid": f"s-{number}",
              "employer_id": "employer-1", "kind": "MAIN_CONTACT", "rights": ["SICK_REPORTS", "EMPLOYEE_DATA"], "roles": []}
    return jwt.encode({"alg": "RS256", "typ": "at+jwt", "kid": key.kid}, claims, key, algorithms=["RS256"])


def _a_second(check: Callable[[str], object], tokens: list[str]) -> float:
    began = time.process_time()
    for token in tokens:
        check(token)
    return len(tokens) / (time.process_time() - began)


if __name__ == "__main__":
    main()
