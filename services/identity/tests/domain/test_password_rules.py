"""The password rules: the test vectors of domain.md §1.16 and both sides of every boundary."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.domain.login.password import check_chosen_password, check_password
from services.identity.usecases.accounts.seed_staff import PASSWORD, STAFF

USERNAME = "jjansen"
ALLOWED_PUNCTUATION = ".,;:!?'\"()-_"


def codes(password: str, username: str = USERNAME) -> list[str]:
    return [violation.code for violation in check_password(username, password)]


class TestVectorsOfTheSpecification:
    @pytest.mark.parametrize(
        ("password", "violated"),
        [
            ("Abcdef1!", []),
            ("abcdefg1", ["password.categories"]),
            ("Abcdefg1", []),
            ("Abc1!xy", ["password.length"]),
            ("Abcdefgh1234567!", []),
            ("Welkom#2026", ["password.forbidden_character"]),
            ("JANsen2026!", ["password.contains_username"]),
            ("Zomer 2026!", ["password.forbidden_character"]),
            ("Zomer-2026", []),
        ],
    )
    def test_give_the_specified_results(self, password: str, violated: list[str]):
        assert codes(password) == violated


class TestCommonPasswords:
    @pytest.mark.parametrize("password", [
        "Welkom01", "Zomer-2026", "Wachtwoord1", "Passw0rd!", "_Sunshine_", "12-Qwertyuiop", "Dragon;99", "\uff37elkom-12"])
    def test_are_refused_besides_the_rules(self, password: str):
        assert [violation.code for violation in check_chosen_password(USERNAME, password)] == ["password.common"]

    @pytest.mark.parametrize("password", ["Abcdef1!", "Xk9-fietsbel", "Duin-Kompas-58", "Vb8-Kq7-Xw3!"])
    def test_do_not_include_others(self, password: str):
        assert check_chosen_password(USERNAME, password) == ()

    def test_are_reported_with_the_violated_rules(self):
        codes_of = [violation.code for violation in check_chosen_password(USERNAME, "password")]

        assert codes_of == ["password.categories", "password.common"]


class TestPasswordOfDevelopmentPlatforms:
    @pytest.mark.parametrize("username", STAFF)
    def test_follows_the_rules(self, username: str):
        assert check_chosen_password(username, PASSWORD) == ()


class TestLength:
    @pytest.mark.parametrize(
        ("length", "violated"), [(7, ["password.length"]), (8, []), (16, []), (17, ["password.length"])]
    )
    def test_is_eight_to_sixteen_inclusive(self, length: int, violated: list[str]):
        assert codes("Ab1!" + "x" * (length - 4)) == violated

    def test_counts_composed_code_points(self):
        sixteen = "Ab1!" + "e\u0301" * 12

        assert len(sixteen) == 28
        assert codes(sixteen) == []

    def test_counts_a_letter_beyond_the_basic_plane_once(self):
        assert codes("Ab1!xy\U00010400") == ["password.length"]
        assert codes("Ab1!xyz\U00010400") == []


class TestPartOfTheUsername:
    @pytest.mark.parametrize("password", ["Jan5en?x", "xxNSE1!x", "xx1!Nsen", "Xx1!JJAx"])
    def test_of_three_characters_is_refused_in_whatever_case(self, password: str):
        assert codes(password) == ["password.contains_username"]

    @pytest.mark.parametrize("password", ["Ja1!nsxx", "jJ1!xxxx", "Nes1!naJ"])
    def test_of_two_characters_or_in_another_order_is_allowed(self, password: str):
        assert codes(password) == []

    def test_means_the_part_before_the_at_sign_of_an_address(self):
        assert codes("Bakker1!", "p.devries@bakkerij.nl") == []
        assert codes("Vries-01", "p.devries@bakkerij.nl") == ["password.contains_username"]

    @pytest.mark.parametrize("username", ["", "a", "ab", "@abcdef1.nl"])
    def test_needs_a_name_of_three_characters(self, username: str):
        assert codes("Abcdef1!", username) == []

    def test_is_the_whole_name_where_that_has_three(self):
        assert codes("Abcdef1!", "abc") == ["password.contains_username"]

    def test_is_found_in_composed_and_decomposed_form(self):
        assert codes("ANDR\u00c91!xy", "andre\u0301") == ["password.contains_username"]

    def test_of_punctuation_counts_too(self):
        assert codes("Xy1.-.xy", "a.-.b") == ["password.contains_username"]


class TestForbiddenCharacters:
    @pytest.mark.parametrize("sign", list("@$#% &*^~+=/\\<>€|`[]{}\t\u00a0\u00b2\u2019\U0001f600"))
    def test_are_all_that_are_not_listed(self, sign: str):
        assert codes("Abcdef12" + sign) == ["password.forbidden_character"]

    @pytest.mark.parametrize("sign", list(ALLOWED_PUNCTUATION))
    def test_are_not_the_listed_punctuation(self, sign: str):
        assert codes("abcdef12" + sign) == []

    def test_are_not_letters_with_an_accent(self):
        assert codes("\u00c9\u00e9n-twee") == []

    def test_are_combining_marks_that_belong_to_no_letter(self):
        assert codes("Abcdef12x\u0323\u0336") == ["password.forbidden_character"]


class TestCategories:
    @pytest.mark.parametrize(
        "password", ["abcdEF12", "abcdEF!!", "abcd12!!", "ABCD12!!", "abEF12!!"],
        ids=["no punctuation", "no digit", "no upper case", "no lower case", "all four"],
    )
    def test_are_enough_when_three(self, password: str):
        assert codes(password) == []

    @pytest.mark.parametrize(
        "password", ["abcdefgh", "abcdEFGH", "abcd1234", "abcd!!!!", "ABCD1234", "ABCD!!!!", "1234!!!!", "12345678"]
    )
    def test_are_too_few_when_one_or_two(self, password: str):
        assert codes(password) == ["password.categories"]

    def test_do_not_include_forbidden_characters(self):
        assert codes("Welkomm#") == ["password.forbidden_character", "password.categories"]


class TestAllViolations:
    def test_are_reported_together(self):
        assert codes("jan #") == [
            "password.length", "password.contains_username", "password.forbidden_character", "password.categories",
        ]

    def test_of_an_empty_password_are_length_and_categories(self):
        assert codes("") == ["password.length", "password.categories"]

    def test_speak_to_the_reader_without_exclamation_or_code(self):
        messages = [violation.message for violation in check_password(USERNAME, "jan #")]

        assert len(set(messages)) == 4
        assert all(message.endswith(".") and "password" not in message for message in messages)

    @given(username=st.text(max_size=12), password=st.text(max_size=20))
    def test_never_fail_on_any_text(self, username: str, password: str):
        assert len(check_password(username, password)) <= 4

    @given(password=st.text(alphabet=st.sampled_from(["a", "n", "j", "B", "7", "!", "#"]), max_size=18))
    def test_agree_with_a_search_over_all_substrings(self, password: str):
        pieces = [password[a:b].lower() for a in range(len(password)) for b in range(a + 3, len(password) + 1)]
        kinds = [any(s in "anj" for s in password), "B" in password, "7" in password, "!" in password]

        found = codes(password)

        assert ("password.contains_username" in found) == any(piece in USERNAME for piece in pieces)
        assert ("password.categories" in found) == (sum(kinds) < 3)
        assert ("password.forbidden_character" in found) == ("#" in password)
        assert ("password.length" in found) == (len(password) not in range(8, 17))
