"""One code, one status: a program that reads a code knows what kind of answer it is."""
import ast

from cli.generate.problem_codes import PAGE, draw, list_places, places_in, statuses_by_code

TWO_STATUSES = '''
class TakenTwice(Conflict):
    """Somebody else has it."""

def by_name():
    raise TakenTwice("thing.taken", "Dit is al bezet.")

def by_pair():
    raise RuleViolated(*TAKEN)

def by_answer():
    return problem(404, code="thing.taken")

TAKEN = ("thing.taken", "Dit is al bezet.")
'''


class TestProblemCodes:
    def test_have_one_status_each(self) -> None:
        assert {code: found for code, found in statuses_by_code(list_places()).items() if len(found) > 1} == {}

    def test_are_found_wherever_they_are_given(self) -> None:
        found = statuses_by_code(places_in([ast.parse(TWO_STATUSES)]))

        assert found["thing.taken"] == {404, 409, 422}

    def test_are_listed_as_the_code_gives_them(self) -> None:
        assert PAGE.read_text() == draw(), "run python -m cli.generate.problem_codes"
