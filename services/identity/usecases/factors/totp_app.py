"""Add and remove an authenticator app."""
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete

from services.identity.domain.login.factors import Factor
from services.identity.domain.login.totp import matching_step, new_secret, provisioning_uri
from services.identity.domain.security import SecurityEventKind
from services.identity.store import TotpApp, find_app, get_account
from services.identity.usecases.factors.changed import factor_changed
from services.identity.usecases.factors.freshness import ensure_fresh
from services.identity.usecases.tokens.signing_keys import cipher
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, NotFound, RuleViolated


class AppExists(Conflict):
    """The account has an app already."""


class AppCodeWrong(RuleViolated):
    """The code is not the app's."""


@dataclass(frozen=True, slots=True)
class NewApp:
    """What the person enters in the app: the key as text, or the address of the QR code."""

    key: str = field(repr=False)
    uri: str = field(repr=False)


def begin_app(session: Session, *, actor: Actor, secrets: Sequence[str], now: datetime) -> NewApp:
    """Make the key of an app, which becomes a factor with its first code; a key that was never confirmed is replaced.

    :raises LoginNotFresh: after a login of long ago
    :raises AppExists: if the account has an app
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id, lock=True)
    if find_app(session, account.id):
        raise AppExists("factor.app_exists", "U heeft al een app. Verwijder die eerst.")
    session.execute(delete(TotpApp).where(TotpApp.account_id == account.id))
    secret = new_secret()
    session.add(TotpApp(id=new_id(), account_id=account.id, encrypted=cipher(secrets).encrypt(secret.encode()).decode(),
                        started_at=session.clock.now()))
    return NewApp(secret, provisioning_uri(secret, account.username))


def confirm_app(session: Session, *, actor: Actor, code: str, secrets: Sequence[str], now: datetime) -> None:
    """Make the app a factor, with its first code.

    :raises LoginNotFresh: after a login of long ago
    :raises NotFound: without an app that waits for a code
    :raises AppCodeWrong: for another code
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id, lock=True)
    app = find_app(session, account.id, confirmed=False)
    if app is None:
        raise NotFound("factor.no_app", "Er is geen app die op een code wacht. Begin opnieuw.")
    if not accept_step(app, code, secrets=secrets, now=now):
        raise AppCodeWrong("code.invalid", "Deze code klopt niet. Vul de code in die de app nu toont.", field="code")
    app.confirmed_at = session.clock.now()
    factor_changed(session, account, SecurityEventKind.FACTOR_ADDED, actor=actor, now=now, factor=Factor.TOTP)


def remove_app(session: Session, *, actor: Actor, now: datetime) -> None:
    """Remove the app; the code by SMS or e-mail remains, which nobody can remove (R-172).

    :raises LoginNotFresh: after a login of long ago
    :raises NotFound: without an app
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id, lock=True)
    app = find_app(session, account.id)
    if app is None:
        raise NotFound("factor.no_app", "U heeft geen app.")
    session.delete(app)
    factor_changed(session, account, SecurityEventKind.FACTOR_REMOVED, actor=actor, now=now, factor=Factor.TOTP)


def accept_step(app: TotpApp, code: str, *, secrets: Sequence[str], now: datetime) -> bool:
    """Whether the code is the app's and was not used before; uses it up."""
    secret = cipher(secrets).decrypt(app.encrypted.encode()).decode()
    step = matching_step(secret, code, now=int(now.timestamp()), last_step=app.last_step)
    if step is None:
        return False
    app.last_step = step
    return True
