"""Mails about a complaint: that it came, that the answer takes longer, that it is answered; never what it says (features N4)."""
from datetime import date

from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.messages.message import Mail, written_day
from services.identity.domain.messages.notice import NoticeKind

_TEXTS = {
    NoticeKind.DESK_RECEIVED: ("Wij hebben uw klacht ontvangen: {reference}", """\
Uw klacht is bij ons binnen. Het nummer is {reference}. U krijgt uiterlijk op {answer_by} antwoord."""),
    NoticeKind.DESK_EXTENDED: ("Het antwoord op uw klacht duurt langer: {reference}", """\
Voor het antwoord op uw klacht {reference} hebben wij meer tijd nodig. U krijgt het uiterlijk op {answer_by}."""),
    NoticeKind.DESK_ANSWERED: ("Uw klacht is beantwoord: {reference}", """\
Op uw klacht {reference} hebben wij geantwoord. Het antwoord leest u in het portaal."""),
}
DESK_KINDS = frozenset(_TEXTS)


def desk_mail(kind: NoticeKind, to: EmailAddress, *, name: str, url: str, reference: str, answer_by: date) -> Mail:
    """The mail to who complained.

    :param url: of the portal
    :param reference: the number of the complaint
    :param answer_by: last day to answer
    """
    subject, text = _TEXTS[kind]
    known = {"reference": reference, "answer_by": written_day(answer_by)}
    return Mail(to, subject.format(**known), f"Beste {name},\n\n{text.format(**known)}\nBekijk uw klacht: {url}/klacht\n")
