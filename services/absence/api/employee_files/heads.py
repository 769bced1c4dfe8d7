"""Column heads in employee files of payroll packages and people, with the field of each."""
import re
from collections.abc import Sequence

from services.absence.domain.employee_import import WagePeriod
from shared.kernel.folding import fold

_WRITTEN = {
    "employee_number": "personeelsnummer, personeelsnr, persnr, pers nr, medewerker, medewerkernummer, medewerkernr, "
                       "werknemersnummer, werknemernummer, werknemernr, employee number",
    "first_name": "voornaam, voornamen, roepnaam, first name",
    "infix": "tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, infix",
    "last_name": "achternaam, geboortenaam, last name",
    "birth_date": "geboortedatum, geb datum, gebdatum, geboren, birth date",
    "phone": "telefoon, telefoonnummer, telefoonnr, tel, mobiel, phone",
    "function": "functie, functienaam, beroep, function",
    "department": "afdeling, afdelingsnaam, department",
    "employed_from": "in dienst, in dienst vanaf, datum in dienst, indienst, indiensttreding, datum indiensttreding, "
                     "employed from",
    "employed_until": "uit dienst, uit dienst per, datum uit dienst, uitdienst, uitdiensttreding, employed until",
    "annual_wage": "jaarloon, jaarsalaris, bruto jaarloon, bruto jaarsalaris, jaarloon bruto, annual wage",
    "contract_hours": "uren, uren per week, urenperweek, uren p w, contracturen, werkuren per week, contract hours",
}
_MONTHLY = frozenset({
    "maandloon", "maandsalaris", "bruto maandloon", "bruto maandsalaris", "maandloon bruto", "salaris per maand",
    "loon per maand"})
_UNCLEAR = frozenset({
    "loon", "salaris", "brutoloon", "bruto loon", "brutosalaris", "bruto salaris", "loon bruto", "salaris bruto"})
_FIELDS = {head: field for field, heads in _WRITTEN.items() for head in heads.split(", ")}
WAGE = "annual_wage"

LABELS = {
    "employee_number": "Personeelsnummer", "first_name": "Voornaam", "last_name": "Achternaam",
    "birth_date": "Geboortedatum", "employed_from": "In dienst", "annual_wage": "Jaarloon", "contract_hours": "Uren per week",
}
"""The columns that a file must have, as people call them."""


def field_of(head: str) -> str | None:
    """The field of a column; None for a column that is ignored."""
    return _FIELDS.get(_key(head))


def known_heads(cells: Sequence[str]) -> int:
    """The number of cells that are known heads."""
    return sum(field_of(cell) is not None or is_other_wage(cell) for cell in cells)


def is_other_wage(head: str) -> bool:
    """Whether the column holds a wage that may be per month, which is converted to a year's wage only if confirmed."""
    return _key(head) in _MONTHLY | _UNCLEAR


def period_of(head: str) -> WagePeriod | None:
    """The wage period of a column; None if its head does not say."""
    key = _key(head)
    if key in _UNCLEAR:
        return None
    return WagePeriod.MONTH if key in _MONTHLY else WagePeriod.YEAR


def _key(head: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(head)).strip()
