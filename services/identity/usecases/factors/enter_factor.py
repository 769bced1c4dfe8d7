"""The second step by an app's code, a recovery code or a passkey; a passkey also replaces the password (decision 0107)."""
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import webauthn
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import UserVerificationRequirement

from services.identity.domain.login.code import CodeOutcome
from services.identity.domain.login.factors import Factor
from services.identity.domain.login.login import LoginStep
from services.identity.domain.security import UNIDENTIFIED, SecurityEventKind
from services.identity.store import Account, Login, Passkey, find_app, get_account, record, take_challenge
from services.identity.usecases.factors.passkeys import Site, keep_challenge
from services.identity.usecases.factors.recovery_codes import find_recovery_code
from services.identity.usecases.factors.totp_app import accept_step
from services.identity.usecases.login.enter_code import GivenCode
from services.identity.usecases.login.lockouts import Attempt
from services.identity.usecases.login.open_logins import get_login
from services.identity.usecases.login.second_step import FactorResult, accept, may_go_on, refuse
from services.identity.usecases.sessions.devices import find_device_id
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class GivenPasskey:
    """The browser's answer, as JSON, and its device cookie.

    :ivar stays: whether the person wants to stay signed in on this device; after a password, that page asked it (R-173)
    """

    login_token: str = field(repr=False)
    credential: str = field(repr=False)
    device_token: str | None = field(default=None, repr=False)
    stays: bool = False


def enter_app_code(session: Session, *, command: GivenCode, secrets: Sequence[str], now: datetime) -> FactorResult:
    """Check the code of the app; a wrong one counts towards the lock-out, and none is accepted twice.

    :param now: the machine's time, which phones have too
    :raises LoginLost: without a login at this step
    """
    login, account, attempt = _at_second_step(session, command)
    app = find_app(session, account.id)
    may_go = may_go_on(session, account, attempt)
    if not (may_go and app is not None and accept_step(app, command.code, secrets=secrets, now=now)):
        return refuse(session, account, Factor.TOTP, attempt)
    return accept(session, login, account, Factor.TOTP, device_token=command.device_token)


def enter_recovery_code(session: Session, *, command: GivenCode) -> FactorResult:
    """Check a recovery code and use it up; a wrong one counts towards the lock-out.

    :raises LoginLost: without a login at this step
    """
    login, account, attempt = _at_second_step(session, command)
    row = find_recovery_code(session, account.id, command.code)
    if row is None or not may_go_on(session, account, attempt):
        return refuse(session, account, Factor.RECOVERY_CODE, attempt)
    row.used_at = session.clock.now()
    record(session, SecurityEventKind.RECOVERY_CODE_USED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id)
    return accept(session, login, account, Factor.RECOVERY_CODE, device_token=command.device_token)


def begin_passkey_login(session: Session, *, login_token: str, site: Site) -> str:
    """The options for the browser, as JSON; the same for everybody, because the passkey itself knows its account.

    :raises LoginLost: without a login in progress
    """
    login = get_login(session, login_token, LoginStep.PASSWORD, LoginStep.CODE)
    options = webauthn.generate_authentication_options(
        rp_id=site.domain, user_verification=UserVerificationRequirement.REQUIRED)
    keep_challenge(session, login.id, options.challenge)
    return webauthn.options_to_json(options)


def enter_passkey(session: Session, *, command: GivenPasskey, site: Site) -> FactorResult:
    """Check the signature of a passkey over the challenge of this login.

    A wrong one is logged and does not count towards the lock-out: nobody can guess a signature, and a stranger must not lock the
    owner out. After a password, the passkey must be of the same account.

    :raises LoginLost: without a login in progress
    """
    login = get_login(session, command.login_token, LoginStep.PASSWORD, LoginStep.CODE)
    challenge, passkey = take_challenge(session, login.id), _find_passkey(session, command.credential)
    if challenge is None or passkey is None or login.account_id not in (None, passkey.account_id):
        return FactorResult(CodeOutcome.INVALID)
    account = get_account(session, passkey.account_id, lock=True)
    attempt = Attempt(session, account, find_device_id(session, account.id, command.device_token))
    if not (_is_signed(passkey, command.credential, challenge, site) and may_go_on(session, account, attempt)):
        record(session, SecurityEventKind.CODE_FAILED, account_id=account.id, actor_id=UNIDENTIFIED,
               employer_id=account.employer_id, factor=Factor.PASSKEY)
        return FactorResult(CodeOutcome.INVALID)
    passkey.last_used_at = session.clock.now()
    if login.step == LoginStep.PASSWORD:
        login.stays = command.stays
    return accept(session, login, account, Factor.PASSKEY, device_token=command.device_token)


def _at_second_step(session: Session, command: GivenCode) -> tuple[Login, Account, Attempt]:
    login = get_login(session, command.login_token, LoginStep.CODE)
    account = get_account(session, str(login.account_id), lock=True)
    return login, account, Attempt(session, account, find_device_id(session, account.id, command.device_token))


def _find_passkey(session: Session, credential: str) -> Passkey | None:
    try:
        given = json.loads(credential)
    except ValueError:
        return None
    credential_id = given.get("id") if isinstance(given, dict) else None
    if not isinstance(credential_id, str) or "\0" in credential_id:
        return None
    return session.scalars(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()).one_or_none()


def _is_signed(passkey: Passkey, credential: str, challenge: str, site: Site) -> bool:
    """Whether the signature is the passkey's, its owner was verified, and its count went up; stores the new count."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential, expected_challenge=base64url_to_bytes(challenge), expected_rp_id=site.domain,
            expected_origin=site.origin, credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count, require_user_verification=True)
    except WebAuthnException:
        return False
    passkey.sign_count = verified.new_sign_count
    return True
