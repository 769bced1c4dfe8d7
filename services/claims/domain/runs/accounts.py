"""A changed account of an employer is used after a second person confirmed it and a wait (features.md CL14)."""
from shared.kernel.refusals import Conflict

WAIT_DAYS = 3


class AccountNotChanged(Conflict):
    """There is no change of this account to confirm."""


def refuse_confirmation(*, seen: str, present: str | None, last: str | None, is_confirmed: bool) -> None:
    """Refuse to confirm what is no change, or another one than was on the screen.

    :raises AccountNotChanged: ``account.not_changed``, ``account.other`` or ``account.confirmed_before``
    """
    if present is None or last is None or present == last:
        raise AccountNotChanged("account.not_changed", "Het rekeningnummer van deze polis is niet gewijzigd.")
    if seen != present:
        raise AccountNotChanged("account.other", "Het rekeningnummer is intussen een ander. Bekijk het opnieuw.", field="iban")
    if is_confirmed:
        raise AccountNotChanged("account.confirmed_before", "Deze wijziging is al bevestigd.")
