"""A queue of its own for steps of logins: checking passwords takes long, and a rush of logins may not delay others."""
import random
import re
from dataclasses import dataclass

STEPS = {
    "identity": re.compile(rb"POST /(?!oauth/|v1/|admin/|dev/|sms/)"),
    "gateway": re.compile(rb"POST /id/(?!oauth/)"),
}
"""The beginning of the requests that are steps of a login, by service; programs sign in without passwords."""
THREADS = 4
"""More than the passwords that identity checks at once, so that other steps are answered meanwhile."""
SOONEST_SECONDS, LATEST_SECONDS = 5, 15
"""When those who are refused come back: not all at the same moment."""
PAGE = b"""<!doctype html><html lang="nl"><meta charset="utf-8"><title>Even wachten</title>
<h1>Het is nu te druk om in te loggen</h1>
<p>Ga over een halve minuut terug naar de vorige pagina en probeer het opnieuw.</p></html>"""


@dataclass(frozen=True, slots=True)
class LoginQueue:
    """Which requests wait in the queue, and how many.

    :ivar steps: the beginning of the requests
    :ivar most: requests in the queue, those that are being handled included; more are refused. At nine logins a second, as two
        cores take (docs/measures.md), the last of 200 waits for about 22 seconds
    """

    steps: re.Pattern[bytes]
    most: int

    def takes(self, request: bytes) -> bool:
        """Whether the request is a step of a login."""
        return self.steps.match(request) is not None


def refusal() -> tuple[str, bytes]:
    """The headers and the page of a refusal by a full queue."""
    seconds = random.randint(SOONEST_SECONDS, LATEST_SECONDS)
    return f"Retry-After: {seconds}\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n", PAGE
