"""Requests of an employer's main contact to the helpdesk (R-177, R-178, R-191)."""
from enum import StrEnum

from services.identity.domain.accounts.account import AccountKind
from shared.kernel.refusals import Forbidden


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


def ensure_contact(kind: str | None) -> None:
    """Refuse everybody except the employer's main contact.

    :param kind: the kind of the actor's account
    :raises NotTheContact: R-177
    """
    if kind != AccountKind.MAIN_CONTACT:
        raise NotTheContact("request.contact_only", "Alleen de hoofdcontactpersoon van uw bedrijf kan dit aanvragen.")
