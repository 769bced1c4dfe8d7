"""A policy in words: the cover in sentences, and the policy schedule with the contract as a document."""
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import day, euros, percent, short_day
from services.gateway.view.insurer.policies import VersionRow
from services.gateway.view.insurer.policy_fields import GROUPS, described
from shared.documents.blocks import Block, Document, Facts, Heading, Items, Paragraph, Table

Json = Mapping[str, Any]
UNITS = {"WORKDAYS": ("werkdag", "werkdagen"), "WEEKS": ("week", "weken")}
TITLE = "Polisblad en contract"
CONTRACT = "Contract voor verzuimbegeleiding"


def cover_in_words(body: Json) -> list[str]:
    """What the policy pays and when it does not, for somebody without knowledge of insurance."""
    terms = body["terms"]
    one, more = UNITS[terms["waiting_unit"]]
    waiting = int(terms["waiting_value"])
    length = one if waiting == 1 else f"{waiting} {more}"
    own_risk = (f"De eerste {length} van een ziekte betaalt u zelf. Dat is uw eigenrisicotermijn." if waiting else
                "Er is geen eigenrisicotermijn: wij betalen vanaf de eerste ziektedag.")
    charges = Decimal(terms["employer_charges_pct"])
    found = [own_risk, _halves(terms),
             f"Wij vergoeden daarbij {percent(terms['employer_charges_pct'])} voor werkgeverslasten." if charges else
             "Werkgeverslasten zijn niet meeverzekerd.",
             f"Wij rekenen met het loon tot {euros(terms['max_insured_wage'])} per werknemer per jaar.",
             "De dekking loopt tot de AOW-leeftijd van de werknemer." if terms["end_age"] == "AOW" else
             f"De dekking loopt tot de werknemer {terms['end_age']} jaar wordt.",
             "Krijgt uw werknemer een Ziektewet-uitkering, dan trekken wij die af." if terms["vangnet_rule"] == "OFFSET" else
             "Krijgt uw werknemer een Ziektewet-uitkering, dan betalen wij niet."]
    if terms["late_report_rule"] != "NONE":
        grace = int(terms["late_report_grace_days"])
        in_time = "op de eerste ziektedag" if not grace else f"binnen {grace} {'dag' if grace == 1 else 'dagen'}"
        found.append(f"Meld een zieke werknemer {in_time}. Meldt u later, dan begint uw eigenrisicotermijn op de dag dat u "
                     "meldt.")
    found += ["Loopt een ziekte door na het einde van de polis, dan blijven wij die betalen." if terms["run_off_cover"] else
              "Na het einde van de polis betalen wij niet meer, ook niet voor een ziekte die al liep.",
              "Was een werknemer al ziek toen de polis begon, dan is die ziekte verzekerd." if terms["pre_existing_cover"] else
              "Was een werknemer al ziek toen de polis begon, dan is die ziekte niet verzekerd."]
    return found


def policy_document(policy: Json, versions: Sequence[VersionRow], today: date) -> Document:
    """The policy schedule with the contract for absence guidance, by the version in force today.

    :param versions: later ones are named with what they change
    """
    ahead = [one for one in versions if one.applies_from is not None and one.applies_from > today]
    groups = [(heading, [(label, words) for label, words in items if words]) for heading, items in described(policy, GROUPS)]
    cover: list[Block] = [block for heading, items in groups if items and heading != "Arbodienst"
                          for block in (Heading(heading), Facts(items))]
    changes: list[Block] = [Heading("Wat later verandert"), Table("Wijzigingen die vaststaan", ["Vanaf", "Wat", "Nu", "Straks"], [
        [short_day(one.applies_from), *change] for one in ahead for change in one.changes])] if ahead else []
    return Document(title=TITLE, made_on=today, about=Facts([
        ("Verzekering", "MKB Verzuim Ontzorg Verzekering"), ("Polisnummer", str(policy["policy_number"])),
        ("Verzekerde", str(policy["company_name"])), ("Stand op", day(today)), ("Versie", str(policy["version"]))]), blocks=[
        Heading("Wat is verzekerd"), Items(cover_in_words(policy)), *cover, *changes,
        Heading(CONTRACT), Paragraph(_contract(policy))])


def _halves(terms: Json) -> str:
    first, second = terms["coverage_year1"], terms["coverage_year2"]
    half2, half4 = terms["coverage_half2"], terms["coverage_half4"]
    if half2 is None and half4 is None:
        return f"Wij betalen {percent(first)} van het loon in het eerste ziektejaar en {percent(second)} in het tweede."
    parts = [first, first if half2 is None else half2, second, second if half4 is None else half4]
    first_three = ", ".join(percent(part) for part in parts[:3])
    return f"Wij betalen per half ziektejaar {first_three} en {percent(parts[3])} van het loon."


def _contract(policy: Json) -> str:
    said = (f"Perspectief begeleidt het verzuim van {policy['company_name']} vanaf {day(policy['guidance_from'])}: een "
            "verzuimconsultant, een casemanager en zo nodig een bedrijfsarts en een arbeidsdeskundige. U werkt mee aan de "
            "stappen die de wet vraagt.")
    if policy.get("arbo_tariff_incl_vat") is None:
        return said
    period = {"YEAR": "jaar", "QUARTER": "kwartaal", "MONTH": "maand"}[policy["arbo_period"]]
    return (f"{said} Het tarief is {euros(policy['arbo_tariff_incl_vat'])} per werknemer per {period}, inclusief btw. Wij tellen "
            "wie op de eerste dag van die periode in dienst is.")
