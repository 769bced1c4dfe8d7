"""Requests of an employer's main contact to the helpdesk (R-177, R-178, R-191)."""
from enum import StrEnum

from services.identity.domain.accounts.account import MAY_LOG_IN, AccountKind, AccountState
from shared.kernel.refusals import Conflict, Forbidden, RuleViolated


class RequestKind(StrEnum):
    """What the helpdesk is asked to do."""

    EXTRA_ACCOUNT = "EXTRA_ACCOUNT"
    NEW_EMAIL = "NEW_EMAIL"
    NEW_PHONE = "NEW_PHONE"


class RequestState(StrEnum):
    """The state of a request."""

    OPEN = "OPEN"
    EXECUTED = "EXECUTED"
    REFUSED = "REFUSED"


NEEDED: dict[RequestKind, tuple[str, ...]] = {
    RequestKind.EXTRA_ACCOUNT: ("salutation", "first_name", "last_name", "email", "phone"),
    RequestKind.NEW_EMAIL: ("account_id", "email"),
    RequestKind.NEW_PHONE: ("account_id", "phone"),
}
"""The fields that a request of each kind must have; only an extra account has an infix besides."""


class NotTheContact(Forbidden):
    """Only the contact person may send requests to the helpdesk (R-177)."""


class RequestClosed(Conflict):
    """The request was executed or refused before."""


class RequesterGone(Conflict):
    """Who asked was replaced as main contact, or lost the account, since; nobody calls that person back."""


class NotCalledBack(RuleViolated):
    """The helpdesk did not call the main contact back (R-178)."""


def ensure_open(state: str) -> None:
    """Refuse a request that was decided.

    :raises RequestClosed: if it was
    """
    if state != RequestState.OPEN:
        raise RequestClosed("request.closed", "Dit verzoek is al behandeld.")


def ensure_called_back(called_back: bool) -> None:
    """Refuse to execute a request before the main contact confirmed it by telephone.

    :raises NotCalledBack: without the call-back
    """
    if not called_back:
        raise NotCalledBack("request.not_called_back", "Bel eerst terug op het nummer dat bij ons bekend is.",
                            field="called_back")


def ensure_contact(kind: str | None) -> None:
    """Refuse everybody except the employer's main contact.

    :param kind: the kind of the actor's account
    :raises NotTheContact: R-177
    """
    if kind != AccountKind.MAIN_CONTACT:
        raise NotTheContact("request.contact_only", "Alleen de hoofdcontactpersoon van uw bedrijf kan dit aanvragen.")


def is_still_contact(kind: str, state: AccountState) -> bool:
    """Whether who asked is a main contact with an account in use."""
    return kind == AccountKind.MAIN_CONTACT and state in MAY_LOG_IN


def ensure_still_contact(kind: str, state: AccountState) -> None:
    """Refuse to execute what a former main contact asked.

    :raises RequesterGone: if the account is of another kind by now, or not in use
    """
    if not is_still_contact(kind, state):
        raise RequesterGone("request.requester_gone", "De aanvrager is geen hoofdcontactpersoon meer, of het account is "
                            "geblokkeerd. Bel niet en weiger het verzoek.")


def is_same_company(given: str, known: str) -> bool:
    """Whether two company names differ in nothing but case, spaces and punctuation (R-187)."""
    return _plain(given) == _plain(known)


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
