"""A write that is sent twice has one effect, and paging through a growing list neither skips nor repeats items."""
import threading

import pytest

BOOK = {"mark": "A-1", "title": "Max Havelaar"}
KEY = {"Idempotency-Key": "key-1"}


class TestIdempotencyKey:
    def test_gives_the_same_answer_and_one_effect(self, call):
        first = call("POST", "/v1/books", json=BOOK, headers=KEY)

        again = call("POST", "/v1/books", json=BOOK, headers=KEY)

        assert (first.status_code, again.status_code) == (201, 201)
        assert again.get_json() == first.get_json()
        assert again.headers["Idempotency-Replayed"] == "true"
        assert len(call("GET", "/v1/books").get_json()["items"]) == 1

    def test_gives_one_effect_when_both_come_at_once(self, call):
        answers, barrier = [], threading.Barrier(2, timeout=10)

        def post() -> None:
            barrier.wait()
            answers.append(call("POST", "/v1/books", json=BOOK, headers=KEY).status_code)

        threads = [threading.Thread(target=post) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

        assert answers == [201, 201]
        assert len(call("GET", "/v1/books").get_json()["items"]) == 1

    def test_is_refused_for_another_body(self, call):
        call("POST", "/v1/books", json=BOOK, headers=KEY)

        response = call("POST", "/v1/books", json=BOOK | {"mark": "A-2"}, headers=KEY)

        assert (response.status_code, response.get_json()["code"]) == (409, "idempotency.key_reused")

    def test_keeps_nothing_of_a_refusal(self, call):
        assert call("POST", "/v1/books", json={}, headers=KEY).status_code == 422

        assert call("POST", "/v1/books", json=BOOK, headers=KEY).status_code == 201

    @pytest.mark.parametrize(("key", "status"), [("", 422), ("k" * 120, 201), ("k" * 121, 422)])
    def test_has_a_length(self, call, key, status):
        assert call("POST", "/v1/books", json=BOOK, headers={"Idempotency-Key": key}).status_code == status


class TestPages:
    def test_stay_without_gaps_or_doubles_while_rows_come_in(self, call):
        for number in (10, 20, 30, 40):
            call("POST", "/v1/books", json={"mark": f"A-{number}", "title": "x"})
        first = call("GET", "/v1/books?limit=2").get_json()
        for number in (15, 35):
            call("POST", "/v1/books", json={"mark": f"A-{number}", "title": "x"})

        second = call("GET", f"/v1/books?limit=3&cursor={first['next']}").get_json()

        assert [book["mark"] for book in first["items"]] == ["A-10", "A-20"]
        assert [book["mark"] for book in second["items"]] == ["A-30", "A-35", "A-40"]
        assert second["next"] is None

    @pytest.mark.parametrize(("limit", "status"), [(0, 422), (1, 200), (500, 200), (501, 422)])
    def test_have_a_size_from_1_to_500(self, call, limit, status):
        assert call("GET", f"/v1/books?limit={limit}").status_code == status

    def test_refuse_a_place_that_does_not_exist(self, call):
        assert call("GET", "/v1/books?cursor=%FF").status_code == 422
