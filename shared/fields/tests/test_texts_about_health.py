"""Which free texts are refused because they say something about health, and which ordinary ones pass."""
import pytest

from shared.fields.tests.test_field_types import refusal_of
from shared.fields.text import parse_free_text

STOPPED = (
    "heeft een depressie", "Burn-out", "burnout klachten", "al weken GRIEP", "zwanger", "Hérnia", "burn out",
    "ｄｅｐｒｅｓｓｉｅ", "d e p r e s s i e", "d.e.p.r.e.s.s.i.e", "depr3ssi3", "k@nker", "de-pres-sie", "dерrеssiе", "kan_ker",
    "Hij lijdt aan iets", "onder behandeling bij een arts", "thuis na een operatie", "pijn in de rug", "klachten van zijn knie",
    "slikt zware medicijnen", "gaat naar de psycholoog", "gebroken pols", "F32.1", "diagnose volgt", "blaasontsteking",
    "artritis", "nierkanker", "persoonlijkheidsstoornis", "Afdeling oncologie, kamer 4", "wordt morgen geopereerd",
    "chronisch ziek")
PASSES = (
    "Psycholoog", "Diabetesverpleegkundige", "Medewerker verslavingszorg", "Fysiotherapeut", "Klachtenbehandelaar",
    "Ziekenverzorger", "Griepprikker", "Medewerker klachten", "Kankeronderzoeker", "Hernia-specialist", "Reumatoloog",
    "Manager operatie", "Operator CNC", "Cooperatie", "Chirurg", "Onder- en bovenbouw", "IT-er", "B.V. De Pijn",
    "Planner A", "Medisch secretaresse", "Huisarts in opleiding", "Arbo", "Monteur F 16", "Rugzakken", "Hoofd keuken",
    "Hartenjager", "Kniekussens", "Badhuisstraat 12, 4381 AB Vlissingen", "Oogstmedewerker", "Armaturen", "Pijnacker",
    "Medewerker N57", "Coronastraat 3, 1234 AB Ede", "Chauffeur C/E", "Motorontsteking", "1e monteur",
    "R.A. de Vries", "A. B. C. Jansen")


class TestFreeText:
    @pytest.mark.parametrize("raw", STOPPED)
    def test_has_no_word_about_health(self, raw: str) -> None:
        refusal = refusal_of(lambda text: parse_free_text(text, longest=80), raw)

        assert refusal.code == "input.medical"
        assert "alleen voor de bedrijfsarts" in refusal.message

    @pytest.mark.parametrize("raw", PASSES)
    def test_accepts_every_profession_department_and_address(self, raw: str) -> None:
        assert parse_free_text(raw, longest=80) == raw
