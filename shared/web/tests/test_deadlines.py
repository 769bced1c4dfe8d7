"""A request past its caller's deadline is ended between two statements and rolled back."""
import pytest

BOOK = {"mark": "A-1", "title": "Max Havelaar"}


class TestAnswerWithin:
    def test_ends_work_for_which_nobody_waits_and_keeps_nothing(self, call):
        late = call("POST", "/v1/books", json=BOOK, headers={"X-Answer-Within": "0.000001"})

        assert (late.status_code, late.get_json()["code"]) == (504, "timeout")
        assert call("GET", "/v1/books").get_json()["items"] == []

    def test_leaves_work_alone_that_is_in_time(self, call):
        assert call("POST", "/v1/books", json=BOOK, headers={"X-Answer-Within": "15.0"}).status_code == 201

    @pytest.mark.parametrize("header", ["", "soon", "-1", "nan", "inf", "1e9"])
    def test_is_ignored_where_it_makes_no_sense(self, call, header):
        assert call("POST", "/v1/books", json=BOOK, headers={"X-Answer-Within": header}).status_code == 201

    def test_does_not_reach_the_next_request(self, call):
        call("POST", "/v1/books", json=BOOK, headers={"X-Answer-Within": "0.000001"})

        assert call("POST", "/v1/books", json=BOOK).status_code == 201
