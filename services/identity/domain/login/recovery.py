"""One-time recovery codes, for who has lost the phone: ten at a time, each for one login."""
from collections.abc import Callable, Sequence

COUNT = 10
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_HALF = 5


def generate(choose: Callable[[Sequence[str]], str]) -> tuple[str, ...]:
    """Ten codes such as ``k7m2q-x9d4h``, without signs that look alike.

    :param choose: picks a random character; `secrets.choice`
    """
    def half() -> str:
        return "".join(choose(_SIGNS) for _ in range(_HALF))
    return tuple(f"{half()}-{half()}" for _ in range(COUNT))


def plain(given: str) -> str:
    """The code as it is hashed: lower case, without hyphens and spaces, as people type it in different ways."""
    return "".join(sign for sign in given.lower() if sign.isalnum())
