"""The mails about an unpaid invoice. The formal notice says what the law asks: premium, term and consequences (7:934 BW)."""
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.messages.message import Mail, written_day

SUBJECTS = {"REMINDED": "Herinnering: factuur {number} is nog niet betaald",
            "FORMAL_NOTICE": "Aanmaning: betaal factuur {number}",
            "SUSPENDED": "Uw dekking is geschorst", "COLLECTION": "Factuur {number} gaat naar de incasso"}
OPEN = "Factuur {number} had u uiterlijk op {due_on} moeten betalen. Er staat nog € {amount} open."
HOW = "Wat u moet doen en hoe u betaalt, ziet u in het portaal: {url}/facturen/{number}"
TEXTS = {
    "REMINDED": """\
Misschien is het u ontgaan. Betaal het bedrag alstublieft binnen een week. Klopt de factuur niet? Laat het ons dan weten.""",
    "FORMAL_NOTICE": """\
Dit is een aanmaning. U krijgt veertien dagen om alsnog te betalen, gerekend vanaf de dag na deze aanmaning: betaal uiterlijk
op {pay_until}.

Betaalt u dan niet, dan heeft dat deze gevolgen:
{suspension}- daarna brengen wij u incassokosten in rekening: € {costs}.""",
    "SUSPENDED": """\
Wij hebben u aangemaand en het bedrag niet ontvangen. Daarom is uw dekking geschorst vanaf {suspended_from}. Voor een werknemer
die in deze tijd ziek wordt, keren wij niet uit. De dag nadat u alles heeft betaald, bent u weer verzekerd.""",
    "COLLECTION": """\
Wij hebben u aangemaand en het bedrag niet ontvangen. Daarom geven wij de vordering uit handen.
De incassokosten zijn € {costs}."""}
SUSPENSION = """\
- vanaf {suspended_from} is uw dekking geschorst. Voor een werknemer die dan of later ziek wordt, keren wij niet uit. De dag nadat
  u alles heeft betaald, bent u weer verzekerd;
"""


def invoice_mail(to: EmailAddress, *, name: str, url: str, told: Mapping[str, str]) -> Mail:
    """The mail about a step.

    :param url: of the portal
    :param told: as `shared.events.billing.InvoiceReminded` in JSON, without values of None
    """
    days = {key: written_day(date.fromisoformat(told[key])) for key in ("due_on", "pay_until", "suspended_from") if key in told}
    values = {"number": told["number"], "url": url} | days | {key: _euros(told[key]) for key in ("amount", "costs")}
    values["suspension"] = SUSPENSION.format(**values) if "suspended_from" in told else ""
    text = "\n\n".join(part.format(**values) for part in (OPEN, TEXTS[told["step"]], HOW))
    return Mail(to, SUBJECTS[told["step"]].format(**values), f"Beste {name},\n\n{text}\n")


def _euros(amount: str) -> str:
    return f"{Decimal(amount):,.2f}".translate(str.maketrans(",.", ".,"))
