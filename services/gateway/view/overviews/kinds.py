"""The six overviews: their names, whose figures they are, and the columns of their rows (domain.md §6.5)."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import NOTHING, euros, moment, number, percent, short_day

Row = Mapping[str, Any]

CLASSES = {"short": "Kort", "medium": "Middellang", "long": "Lang", "extra_long": "Extra lang"}
STATUSES = {"REPORTED": "Ziek", "PARTIALLY_RECOVERED": "Gedeeltelijk hersteld", "RECOVERED": "Hersteld",
            "LEFT_SERVICE": "Uit dienst", "TERM_REACHED": "104 weken bereikt"}
MUTATIONS = {"SICK": "Ziekmelding", "PARTIAL": "Gedeeltelijk herstel", "WAGE_VALUE": "Loonwaarde", "RECOVERED": "Herstel",
             "LEFT_SERVICE": "Uit dienst", "CORRECTION": "Correctie", "CANCELLED": "Ingetrokken", "SAFETY_NET": "Vangnet",
             "RELAPSE": "Weer volledig ziek", "RECOVERY_WITHDRAWN": "Herstel ingetrokken",
             "MUTATION_WITHDRAWN": "Gedeeltelijk herstel ingetrokken", "LEAVE": "Verlof"}


def _yes_no(value: Any) -> str:
    return "Ja" if value else "Nee"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows.

    :ivar key: of the value in the row
    :ivar shown: the text on the page
    :ivar is_number: whether it is aligned right, and a number in a workbook
    """

    title: str
    key: str
    shown: Callable[[Any], str] = lambda value: str(value) if value not in (None, "") else NOTHING
    is_number: bool = False

    def text(self, row: Row) -> str:
        """The cell on the page."""
        return self.shown(row.get(self.key))

    def value(self, row: Row) -> object:
        """The cell in a file: a number where it is one, otherwise as on the page."""
        raw = row.get(self.key)
        if self.is_number and raw not in (None, ""):
            return raw if isinstance(raw, int) else Decimal(str(raw))
        shown = self.text(row)
        return "" if shown == NOTHING else shown


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the six.

    :ivar slug: its name in addresses
    :ivar code: its name at the services
    :ivar service: whose figures they are
    :ivar about: what it shows
    """

    slug: str
    code: str
    title: str
    service: str
    about: str
    columns: tuple[Column, ...]


def _words(names: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: names.get(str(value), str(value))


def _mutations(found: Any) -> str:
    parts = (f"{short_day(one['effective_on'])}: {percent(one['recovered_pct'])} hersteld" for one in found or ())
    return "; ".join(parts) or NOTHING


def _wage_values(found: Any) -> str:
    return "; ".join(euros(one["wage_value_month"]) for one in found or () if one.get("wage_value_month")) or NOTHING


def _benefits(found: Any) -> str:
    return "; ".join(f"{one['month']}: {euros(one['total'])}" for one in found or ()) or NOTHING


CASE = (Column("Werknemer", "employee"), Column("Verzuimnummer", "absence_number"), Column("Afdeling", "department"),
        Column("Eerste ziektedag", "first_sick_day", short_day), Column("Hersteld op", "recovered_on", short_day),
        Column("Dagen", "days", number, True), Column("Dagen in periode", "days_in_period", number, True),
        Column("Hersteld %", "recovered_pct", number, True), Column("Stand", "status", _words(STATUSES)),
        Column("Duur", "duration_class", _words(CLASSES)))

KINDS = {kind.slug: kind for kind in (
    Kind("algemeen", "general_overview", "Algemeen verzuimoverzicht", "casework",
         "Elke ziekmelding met een ziektedag in de periode.", CASE),
    Kind("verzekeraar", "insurer_overview", "Verzuimoverzicht verzekeraar", "claims",
         "Per ziekmelding wat een verzuimverzekeraar mag ontvangen.", (
             Column("Werknemer", "employee"), Column("Verzuimnummer", "absence_number"), Column("Polisnummer", "policy_number"),
             Column("Geboortedatum", "birth_date", short_day), Column("Loonklasse vanaf", "wage_class", euros),
             Column("Eerste ziektedag", "first_sick_day", short_day), Column("Mutaties", "mutations", _mutations),
             Column("Loonwaarde", "mutations", _wage_values), Column("Vangnet", "safety_net", _yes_no),
             Column("Verhaal", "recourse", _yes_no), Column("Sanctie", "sanction", _yes_no),
             Column("Eigen risico tot en met", "waiting_until", short_day), Column("Uitkering", "benefits", _benefits))),
    Kind("per-werknemer", "per_employee_overview", "Verzuimoverzicht per werknemer", "casework",
         "Iedereen die in de periode in dienst was, ook wie niet ziek was.", (
             Column("Werknemer", "employee"), Column("Afdeling", "department"),
             Column("Verzuimnummers", "absence_numbers", lambda found: ", ".join(found or ()) or NOTHING),
             Column("Meldingen", "reports", number, True), Column("Ziektedagen", "days", number, True),
             Column("Gewogen dagen", "weighted_days", number, True),
             Column("Meldingen in 12 maanden", "reports_12_months", number, True),
             Column("Frequent verzuim", "is_frequent_reporter", _yes_no))),
    Kind("mutaties", "mutation_overview", "Mutatieoverzicht", "absence",
         "Alles wat in de periode over verzuim is vastgelegd, met de oude en de nieuwe waarde.", (
             Column("Werknemer", "employee"), Column("Verzuimnummer", "absence_number"),
             Column("Vastgelegd op", "recorded_at", moment), Column("Vastgelegd door", "recorded_by"),
             Column("Soort", "kind", _words(MUTATIONS)), Column("Geldt vanaf", "effective_on", short_day),
             Column("Hersteld % oud", "old_pct", number, True), Column("Hersteld % nieuw", "new_pct", number, True),
             Column("Dagen te laat", "late_days", number, True))),
    Kind("statistieken", "absence_statistics", "Verzuimstatistieken", "casework",
         "De cijfers per maand of kwartaal, en per afdeling van tien of meer werknemers.", (
             Column("Periode", "period"), Column("Verzuim %", "VP", number, True), Column("Kort %", "short", number, True),
             Column("Middellang %", "medium", number, True), Column("Lang %", "long", number, True),
             Column("Extra lang %", "extra_long", number, True), Column("Meldingsfrequentie", "MF", number, True),
             Column("Gemiddelde duur", "GVD", number, True), Column("Nulverzuim %", "NV", number, True),
             Column("Werknemers", "average_headcount", number, True),
             Column("Gewogen ziektedagen", "sick_fte_days", number, True),
             Column("Gewogen dienstdagen", "available_fte_days", number, True))),
    Kind("management", "management_report", "Managementrapport verzuim", "casework",
         "De kerncijfers, het verloop over twaalf maanden en de lopende lange verzuimen.", CASE),
)}

HIDDEN_GROUP = "Niet getoond: de groep is te klein, of zou een te kleine groep verraden."

DEFINITIONS = (
    ("Verzuimpercentage", ("Ziektedagen als deel van de dagen in dienst, gewogen naar contracturen en naar hoe ziek iemand is. "
                           "Zwangerschaps- en bevallingsverlof telt niet mee als ziekte.")),
    ("Meldingsfrequentie", "Ziekmeldingen per werknemer, omgerekend naar een jaar."),
    ("Gemiddelde duur", "Kalenderdagen van eerste ziektedag tot herstel, van de ziekmeldingen die in de periode eindigden."),
    ("Nulverzuim", "Deel van de werknemers die de hele periode in dienst waren, dat geen dag ziek was."),
    ("Duur", "Kort is 1 tot en met 14 dagen, middellang 15 tot en met 91, lang 92 tot en met 365, extra lang langer."),
    ("Gewogen dagen", "Ziektedagen maal het deel van een volledige werkweek en het percentage dat iemand ziek is."),
    ("Frequent verzuim", "Drie of meer ziekmeldingen in twaalf maanden."),
)
