"""Staff accounts of a development platform, with fixed ids and a known password. Not used in production."""
from services.identity.domain.accounts.account import AccountKind, AccountState
from services.identity.domain.accounts.person import Salutation
from services.identity.hashing import hash_password
from services.identity.publishing import account_created
from services.identity.store import Account
from shared.db.session import Session
from shared.messaging.outbox import publish

PASSWORD = "Duin-Kompas-58"  # published in the README; valid on development platforms only
NUMBERED = 10
"""Telephone numbers end in this many digits, then in the next row of numbers."""
STAFF = {
    "acceptatie": ("insurer_acceptance", "Anja", "Bos"),
    "claims": ("insurer_claims", "Karim", "Yilmaz"),
    "vra": ("insurer_vra", "Vera", "Dekker"),
    "billing": ("insurer_billing", "Bram", "Visser"),
    "casemanager": ("casemanager", "Carla", "Mulder"),
    "consultant": ("absence_consultant", "Sven", "Kok"),
    "bedrijfsarts": ("company_doctor", "Dina", "Smit"),
    "helpdesk": ("camas_helpdesk", "Hugo", "Peters"),
    "beheer": ("platform_admin", "Petra", "Jansen"),
    "arbeidsdeskundige": ("labour_expert", "Lena", "Vos"),
    "claims2": ("insurer_claims", "Tessa", "Smit"),
}


def seed_staff(session: Session) -> None:
    """Add missing staff accounts."""
    missing = {name: row for name, row in STAFF.items() if session.get(Account, f"staff-{name}") is None}
    password_hash = hash_password(PASSWORD) if missing else ""
    for username, (role, first_name, last_name) in missing.items():
        number = list(STAFF).index(username) + 1
        ending = f"{7 + (number > NUMBERED)}{number % NUMBERED}"
        now = session.clock.now()
        account = Account(
            id=f"staff-{username}", kind=AccountKind.STAFF, state=AccountState.ACTIVE, username=username,
            email=f"{username}@ontzorg.example", phone=f"+316123456{ending}",
            work_phone=f"+313414387{ending}", salutation=Salutation.NEUTRAL,
            first_name=first_name, last_name=last_name, roles=[role], password_hash=password_hash,
            created_at=now, activated_at=now, version=1)
        session.add(account)
        publish(session, account_created(account))
