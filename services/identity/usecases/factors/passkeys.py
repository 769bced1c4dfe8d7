"""Add and remove passkeys (WebAuthn): a signature with the browser's key, after its owner was verified on the device."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import webauthn
from sqlalchemy.dialects.postgresql import insert
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from services.identity.domain.login.factors import Factor
from services.identity.domain.security import SecurityEventKind
from services.identity.store import (
    Passkey,
    PasskeyChallenge,
    get_account,
    list_passkeys,
    take_challenge,
)
from services.identity.usecases.factors.changed import factor_changed
from services.identity.usecases.factors.freshness import ensure_fresh
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, NotFound, RuleViolated

CHALLENGE_TTL = timedelta(minutes=5)
NAME = "Ontzorg"
MOST = 10


class PasskeyRefused(RuleViolated):
    """The browser's answer is not the expected signature."""


class TooManyPasskeys(Conflict):
    """The account has as many passkeys as it may have."""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """The browser's answer, as JSON, and the name by which the person recognises the passkey."""

    name: str
    credential: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Site:
    """The origin of the portal, to which passkeys are bound.

    :ivar origin: such as ``https://portaal.example``
    """

    origin: str

    @property
    def domain(self) -> str:
        """The relying party's id."""
        return str(urlsplit(self.origin).hostname)


def begin_passkey(session: Session, *, actor: Actor, site: Site, now: datetime) -> str:
    """Start to add a passkey; returns the options for the browser, as JSON.

    :raises LoginNotFresh: after a login of long ago
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id)
    present = list_passkeys(session, account.id)
    if len(present) >= MOST:
        raise TooManyPasskeys("factor.too_many_passkeys", f"U heeft al {MOST} passkeys. Verwijder er eerst een.")
    options = webauthn.generate_registration_options(
        rp_id=site.domain, rp_name=NAME, user_id=account.id.encode(), user_name=account.username,
        user_display_name=account.person.full_name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in present],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED))
    keep_challenge(session, account.id, options.challenge)
    return webauthn.options_to_json(options)


def add_passkey(session: Session, *, actor: Actor, command: NewPasskey, site: Site, now: datetime) -> Passkey:
    """Add the passkey that the browser made for the challenge of this account.

    :raises LoginNotFresh: after a login of long ago
    :raises PasskeyRefused: for any other answer
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id, lock=True)
    challenge = take_challenge(session, account.id)
    if challenge is None:
        raise _refused()
    try:
        made = webauthn.verify_registration_response(
            credential=command.credential, expected_challenge=base64url_to_bytes(challenge), expected_rp_id=site.domain,
            expected_origin=site.origin, require_user_verification=True)
    except WebAuthnException:
        raise _refused() from None
    passkey = Passkey(
        id=new_id(), account_id=account.id, credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key), sign_count=made.sign_count, name=command.name,
        added_at=session.clock.now())
    session.add(passkey)
    flush_unique(session, {"uq_passkey_credential_id": _refused()})
    factor_changed(session, account, SecurityEventKind.FACTOR_ADDED, actor=actor, now=now, factor=Factor.PASSKEY)
    return passkey


def remove_passkey(session: Session, *, actor: Actor, passkey_id: str, now: datetime) -> None:
    """Remove a passkey of the own account; the code by SMS or e-mail remains, which nobody can remove (R-172).

    :raises LoginNotFresh: after a login of long ago
    :raises NotFound: if the account has no such passkey
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id, lock=True)
    passkey = session.get(Passkey, passkey_id)
    if passkey is None or passkey.account_id != account.id:
        raise NotFound("factor.no_passkey", "Deze passkey bestaat niet.")
    session.delete(passkey)
    factor_changed(session, account, SecurityEventKind.FACTOR_REMOVED, actor=actor, now=now, factor=Factor.PASSKEY)


def keep_challenge(session: Session, owner: str, challenge: bytes) -> None:
    """Store the challenge that a login or an account waits for, instead of an earlier one."""
    values = {"challenge": bytes_to_base64url(challenge), "expires_at": session.clock.now() + CHALLENGE_TTL}
    session.execute(insert(PasskeyChallenge).values(owner=owner, **values).on_conflict_do_update(
        index_elements=["owner"], set_=values))


def _refused() -> PasskeyRefused:
    return PasskeyRefused("passkey.refused", "De passkey is niet gemaakt. Begin opnieuw.", field="credential")
