"""The fields of a policy version in forms and in words: what acceptance may set, and how it is written (domain.md §3.1)."""
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import day, euros, percent
from services.gateway.view.forms import NO, YES, Form
from shared.events.base import schema_of
from shared.events.billing import PolicyTerms
from shared.fields.contact import parse_postcode
from shared.fields.dates import POLICY_DATE
from shared.fields.iban import parse_iban
from shared.fields.identifiers import parse_end_age
from shared.fields.names import parse_company_name
from shared.fields.numbers import (
    ANNUAL_WAGE,
    GRACE_DAYS,
    PERCENTAGE,
    PREMIUM_RATE,
    TARIFF,
    WAITING_TIME,
    DecimalRule,
    WholeRule,
    in_dutch,
)

Json = Mapping[str, Any]
TERMS = "terms."
NONE_SET = "niet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyField:
    """One field of a policy version.

    :ivar key: of the API, ``terms.`` before a term
    :ivar name: of the form
    :ivar read: the value for the API from the form; records an error in it
    :ivar words: the value in a sentence
    :ivar typed: the value as the form shows it
    :ivar choices: the options of a choice with their words
    :ivar is_clearable: whether an emptied field takes the value away
    """

    key: str
    name: str
    label: str
    read: Callable[[Form, str, date], Any]
    words: Callable[[Any], str]
    typed: Callable[[Any], str] = str
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    is_optional: bool = False
    is_clearable: bool = False

    @property
    def options(self) -> list[tuple[str, str, str]]:
        """The choices as radios show them."""
        return [(value, words, "") for value, words in self.choices.items()]

    def value_of(self, body: Json) -> Any:
        """The value in a policy of the API; None if the reader may not see it."""
        return body["terms"].get(self.key.removeprefix(TERMS)) if self.key.startswith(TERMS) else body.get(self.key)


def _text(key: str, name: str, label: str, parse: Callable[[object], str], missing: str, **more: Any) -> PolicyField:
    return PolicyField(key=key, name=name, label=label, read=lambda form, field, _: form.text(field, parse, missing), words=str,
                       **more)


def _decimal(key: str, name: str, label: str, rule: DecimalRule, **more: Any) -> PolicyField:
    def read(form: Form, field: str, _: date) -> str | None:
        number = form.number(field, rule, None if more.get("is_optional") else f"Vul {rule.subject} in.")
        return None if number is None else str(number)

    return PolicyField(key=key, name=name, label=label, read=read, words=euros if rule.is_money else percent,
                       typed=lambda value: in_dutch(Decimal(value), 2 if rule.is_money else None), **more)


def _whole(key: str, name: str, label: str, rule: WholeRule, **more: Any) -> PolicyField:
    def read(form: Form, field: str, _: date) -> int | None:
        digits = form.text(field, lambda raw: str(rule.parse_text(raw)), "Vul een getal in.")
        return int(digits) if digits else None

    return PolicyField(key=key, name=name, label=label, read=read, words=str, **more)


def _day(key: str, name: str, label: str, **more: Any) -> PolicyField:
    def read(form: Form, field: str, today: date) -> str | None:
        found = form.date(field, POLICY_DATE, today=today)
        return found.isoformat() if found else None

    return PolicyField(key=key, name=name, label=label, read=read, words=lambda value: day(value) if value else NONE_SET,
                       typed=lambda value: f"{date.fromisoformat(value):%d-%m-%Y}" if value else "", is_optional=True, **more)


def _choice(key: str, name: str, label: str, choices: Mapping[str, str], **more: Any) -> PolicyField:
    def read(form: Form, field: str, _: date) -> Any:
        return form.choice(field, choices, "Maak een keuze.")

    return PolicyField(key=key, name=name, label=label, read=read, words=lambda value: choices.get(str(value), str(value)),
                       choices=choices, **more)


def _yes_or_no(key: str, name: str, label: str, **more: Any) -> PolicyField:
    made = _choice(key, name, label, {YES: YES, NO: NO}, **more)

    def read(form: Form, field: str, today: date) -> bool | None:
        value = made.read(form, field, today)
        return value == YES if value in (YES, NO) else None

    return PolicyField(key=key, name=name, label=label, read=read, words=lambda value: YES if value else NO,
                       typed=lambda value: YES if value else NO, choices=made.choices, **more)


def _number_choice(key: str, name: str, label: str, choices: Mapping[str, str], **more: Any) -> PolicyField:
    made = _choice(key, name, label, choices, **more)

    def read(form: Form, field: str, today: date) -> int | None:
        value = made.read(form, field, today)
        return int(value) if value.isdecimal() else None

    return PolicyField(key=key, name=name, label=label, read=read, words=made.words, choices=choices, **more)


INSURED = (
    _text("company_name", "bedrijfsnaam", "Bedrijfsnaam", parse_company_name, "Vul de bedrijfsnaam in."),
    _text("postcode", "postcode", "Postcode", parse_postcode, "Vul de postcode in."),
)
ACCOUNT = _text("iban", "iban", "IBAN", parse_iban, "Vul het rekeningnummer in.",
                hint="Hierop betalen wij uit. Een ander nummer wijzigt u later met twee personen.")
TERM = (
    _day("valid_until", "tot_en_met", "Laatste dag", is_clearable=True, hint="Leeg als de polis doorloopt. dd-mm-jjjj"),
    _day("guidance_from", "begeleiding_vanaf", "Verzuimbegeleiding vanaf",
         hint="Vanaf deze dag begeleidt Perspectief het verzuim. dd-mm-jjjj"),
)
COVER = (
    _choice("terms.waiting_unit", "eigenrisico_eenheid", "Eigenrisicotermijn in", {"WORKDAYS": "werkdagen", "WEEKS": "weken"}),
    _whole("terms.waiting_value", "eigenrisico", "Eigenrisicotermijn", WAITING_TIME, hint="0 als er geen eigen risico is."),
    _decimal("terms.coverage_year1", "dekking_jaar1", "Dekking eerste ziektejaar in %", PERCENTAGE),
    _decimal("terms.coverage_year2", "dekking_jaar2", "Dekking tweede ziektejaar in %", PERCENTAGE),
    _decimal("terms.coverage_half2", "dekking_half2", "Dekking tweede halfjaar in %", PERCENTAGE, is_optional=True,
             is_clearable=True, hint="Leeg als in de eerste 26 weken."),
    _decimal("terms.coverage_half4", "dekking_half4", "Dekking vierde halfjaar in %", PERCENTAGE, is_optional=True,
             is_clearable=True, hint="Leeg als in het derde halfjaar."),
    _decimal("terms.employer_charges_pct", "werkgeverslasten", "Werkgeverslasten in %", PERCENTAGE),
    _decimal("terms.max_insured_wage", "maximum_loon", "Hoogste verzekerde jaarloon", ANNUAL_WAGE),
    _number_choice("terms.day_divisor", "deler", "Werkdagen per jaar voor het dagloon", {"261": "261", "260": "260"}),
    _text("terms.end_age", "eindleeftijd", "Eindleeftijd", parse_end_age, "Vul AOW of een leeftijd in.",
          hint="AOW, of een leeftijd van 55 tot en met 75 jaar."),
    _choice("terms.vangnet_rule", "vangnet", "Ziektewet-uitkering",
            {"OFFSET": "in mindering brengen", "EXCLUDE": "niet verzekerd"}),
    _choice("terms.late_report_rule", "late_melding", "Te late ziekmelding", {
        "NONE": "geen gevolg voor het eigen risico", "SHIFT_TO_REPORT_DATE": "eigen risico begint op de meldingsdag"}),
    _whole("terms.late_report_grace_days", "meldtermijn", "Dagen om op tijd te melden", GRACE_DAYS,
           hint="Kalenderdagen na de eerste ziektedag waarin een melding nog op tijd is."),
    _yes_or_no("terms.run_off_cover", "uitloop", "Uitloop: lopende gevallen blijven gedekt na het einde van de polis"),
    _yes_or_no("terms.pre_existing_cover", "inloop", "Inloop: wie bij het begin ziek is, is gedekt"),
)
PREMIUM = (
    _decimal("premium_rate_pct", "premie", "Premie in % van het verzekerde loon", PREMIUM_RATE),
    _number_choice("premium_instalments", "termijnen", "Termijnen per jaar",
                   {"1": "1", "2": "2", "4": "4", "12": "12"}),
    _choice("payment_method", "betaalwijze", "Betaalwijze", {"DIRECT_DEBIT": "automatische incasso", "TRANSFER": "overboeking"}),
)
ARBO = (
    _decimal("arbo_tariff_incl_vat", "arbotarief", "Arbotarief per werknemer, inclusief btw", TARIFF),
    _choice("arbo_period", "arboperiode", "Arbotarief per", {"YEAR": "jaar", "QUARTER": "kwartaal", "MONTH": "maand"}),
)
GROUPS = (("Verzekerde", INSURED), ("Looptijd", TERM), ("Dekking", COVER), ("Premie", PREMIUM), ("Arbodienst", ARBO))
"""The fields of a change, by heading."""
FIRST = (("Verzekerde", (*INSURED, ACCOUNT)), *GROUPS[1:])
"""The fields of a new policy."""
VALID_FROM = "ingangsdatum"
USUAL: Json = {"premium_instalments": 12, "payment_method": "DIRECT_DEBIT", "arbo_period": "YEAR",
               "terms": schema_of(PolicyTerms)().dump(PolicyTerms())}
"""What a new policy usually says; rate and tariff are always typed (domain.md §13)."""

Groups = tuple[tuple[str, tuple[PolicyField, ...]], ...]


def fields_of(groups: Groups) -> Iterator[PolicyField]:
    """All fields, in the order of the form."""
    for _, fields in groups:
        yield from fields


def names_of(groups: Groups) -> dict[str, str]:
    """The form's name of each field of the API."""
    return {each.key: each.name for each in fields_of(groups)} | {"valid_from": VALID_FROM}


def typed_of(body: Json, groups: Groups) -> dict[str, str]:
    """What the form shows for a version."""
    return {each.name: each.typed(value) for each in fields_of(groups) if (value := each.value_of(body)) is not None}


def read_version(form: Form, groups: Groups, shown: Json | None, *, today: date) -> dict[str, Any]:
    """The body of the API: the first day, and the fields whose value differs from the version that the form showed.

    :param shown: None for a new policy, which names all fields
    """
    first = form.date(VALID_FROM, POLICY_DATE, "Vul de ingangsdatum in.", today=today)
    body: dict[str, Any] = {"valid_from": first.isoformat() if first else None, "terms": {}}
    for each in fields_of(groups):
        value = each.read(form, each.name, today)
        former = each.value_of(shown) if shown is not None else None
        is_emptied = value is None and former is not None and each.is_clearable and each.name not in form.errors
        if not is_emptied and (value is None or (former is not None and same(value, former))):
            continue
        part = body["terms"] if each.key.startswith(TERMS) else body
        part[each.key.removeprefix(TERMS)] = value
    return body


def same(value: Any, shown: Any) -> bool:
    """Whether two values of the API are equal: "70" is "70.00"."""
    try:
        return Decimal(str(value)) == Decimal(str(shown))
    except ArithmeticError:
        return bool(value == shown)


def described(body: Json, groups: Groups) -> list[tuple[str, list[tuple[str, str]]]]:
    """A version in words, by heading, without what the reader may not see."""
    return [(heading, [(each.label, each.words(value)) for each in fields
                       if (value := each.value_of(body)) is not None or each.is_optional]) for heading, fields in groups]


def changes_of(version: Json) -> list[tuple[str, str, str]]:
    """What a version changed: the field, its former value and its new value, in words."""
    before = version["before"]
    return [(each.label, each.words(before[each.key]), each.words(each.value_of(version)))
            for each in fields_of(GROUPS) if each.key in before]
