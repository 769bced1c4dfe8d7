"""The income effect sheet of an employee: its sentences and its document; without a name, which claims does not know."""
from datetime import date
from itertools import pairwise

from services.claims.domain.benefits.income import Income, IncomeEffects
from shared.documents.blocks import Document, Facts, Heading, Items, Paragraph, Table
from shared.documents.dutch import NOTHING, day, euros, month, percent, short_day
from shared.law import law

TITLE = "Uw inkomen tijdens ziekte"
INTRODUCTION = ("Zo veel loon ontvangt u als u ziek blijft zoals nu. Alle bedragen zijn bruto. Uw werkgever betaalt het loon; "
                "wat hij daarvoor van de verzekeraar krijgt, verandert niets aan uw bedrag.")
HALF_YEARS, MONTHS, CHANGES, PARTIAL_WORK, ASSUMPTIONS = (
    "Per half jaar", "Per maand", "Wat er verandert", "Als u meer of minder werkt", "Waar wij van uitgaan")


def changes(effects: IncomeEffects) -> list[tuple[date, str]]:
    """The days on which the income changes, each with what changes."""
    steps = []
    halves = effects.coverage_by_half
    for (_, former), (start, pct) in pairwise(halves):
        begins = "Het tweede ziektejaar begint. " if start == effects.second_year_from else ""
        if pct != former:
            steps.append((start, (f"{begins}Over de uren die u ziek bent, ontvangt u {percent(pct)} van uw loon in plaats van "
                                 f"{percent(former)}.")))
        elif begins:
            steps.append((start, f"{begins}Over de uren die u ziek bent, blijft u {percent(pct)} van uw loon ontvangen."))
    last = (f"De laatste dag waarop uw werkgever loon moet doorbetalen: u bent dan {effects.wage_weeks} weken ziek. Kunt u dan "
            "nog niet alles, dan vraagt u een WIA-uitkering aan bij UWV. Uw werkgever en de casemanager helpen u daarbij.")
    return [*steps, (effects.last_wage_day, last)]


def assumptions(effects: IncomeEffects) -> list[str]:
    """What the figures rest on."""
    rules = law.on(effects.first_sick_day)
    half1, half2, half3, half4 = (pct for _, pct in effects.coverage_by_half)
    insured = (f"{percent(half1)} van het loon in het eerste ziektejaar en {percent(half3)} in het tweede"
               if (half1, half3) == (half2, half4) else
               f"{percent(half1)}, {percent(half2)}, {percent(half3)} en {percent(half4)} van het loon in de halve ziektejaren")
    cover = (f"Uw werkgever betaalt door wat hij heeft verzekerd: {insured}. In uw contract of cao kan iets anders staan; dat "
             "gaat voor.")
    floor = (f"De wet geeft recht op ten minste {percent(rules.wage_rate.value)} van het loon tot een maximum, en in de eerste "
             f"{rules.minimum_wage_floor_term.days // 7} weken op ten minste het minimumloon.")
    basis = ("Wij rekenen met het loon van de eerste ziektedag en met werkdagen van maandag tot en met vrijdag. Daarom verschilt "
             "het bedrag per maand.")
    found = [cover, floor, f"Gewerkte uren worden voor {percent(100)} betaald.", basis,
             "Dagen met verlof, en loon dat is opgeschort of gestopt, tellen niet mee.",
             "Vakantiegeld, reserveringen, belasting en premies zijn niet apart berekend."]
    if effects.max_insured_wage is not None:
        found.append(f"Het loon is hoger dan het verzekerde maximum van {euros(effects.max_insured_wage)} per jaar. Over het "
                     "deel daarboven rekenen wij niet; vraag uw werkgever wat u daarover krijgt.")
    return found


def sheet(effects: IncomeEffects, *, absence_number: str) -> Document:
    """The document for the employee."""
    return Document(title=TITLE, made_on=effects.calculated_on, about=Facts([
        ("Verzuimnummer", absence_number), ("Eerste ziektedag", day(effects.first_sick_day)),
        ("Loon per maand zonder ziekte", f"gemiddeld {euros(effects.month_wage)} bruto"),
        ("Berekend op", day(effects.calculated_on))]), blocks=[
        Paragraph(INTRODUCTION),
        Heading(HALF_YEARS), Table("Wat u ontvangt per half jaar ziekte", [
            "Periode", "Loon over gewerkte uren", "Loon over ziekte-uren", "Samen", "Gemiddeld per maand"],
            [[f"{short_day(each.start)} t/m {short_day(each.end)}", *_amounts(each), _or_nothing(each)]
             for each in effects.half_years], range(1, 5)),
        Heading(CHANGES), Facts([(day(on), text) for on, text in changes(effects)]),
        Heading(PARTIAL_WORK), Table("Gemiddeld loon per maand bij een deel van uw uren", [
            "U werkt", "Eerste ziektejaar", "Tweede ziektejaar"],
            [[f"{percent(each.worked_pct)} van uw uren", euros(each.year1), euros(each.year2)] for each in effects.partial_work],
            range(1, 3)),
        Heading(MONTHS), Table("Wat u ontvangt per kalendermaand", [
            "Maand", "Werkdagen", "Loon over gewerkte uren", "Loon over ziekte-uren", "Samen"],
            [[month(f"{each.start:%Y-%m}"), str(each.days), *_amounts(each)] for each in effects.months], range(1, 5)),
        Heading(ASSUMPTIONS), Items(assumptions(effects))])


def _amounts(income: Income) -> tuple[str, str, str]:
    return euros(income.worked), euros(income.continued), euros(income.total)


def _or_nothing(income: Income) -> str:
    return NOTHING if income.month_average is None else euros(income.month_average)
