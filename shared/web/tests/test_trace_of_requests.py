"""A request is a hop: it continues the trace of its headers, and returns its id in every response."""
import json
import logging

import pytest

from shared.observability.logging import JsonFormatter

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def lines(caplog):
    """Return the log lines so far, as formatted."""
    formatter = JsonFormatter("library-web")
    written: list[dict[str, object]] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(json.loads(formatter.format(record)))  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    caplog.set_level(logging.INFO)
    yield written
    logging.getLogger().removeHandler(handler)


class TestRequest:
    def test_takes_over_the_ids_of_the_hop_before(self, call, lines):
        ids = {"X-Correlation-ID": "click-1", "X-Request-ID": "request-1", "traceparent": PARENT}

        answer = call("GET", "/v1/books", headers=ids)

        line, = (line for line in lines if line["message"] == "request answered")
        assert (answer.headers["X-Correlation-ID"], answer.headers["X-Request-ID"]) == ("click-1", "request-1")
        assert (line["correlation_id"], line["request_id"], line["trace_id"]) == ("click-1", "request-1", PARENT.split("-")[1])
        assert line["span_id"] != PARENT.split("-")[2]

    def test_does_not_take_over_what_is_no_id(self, call):
        answer = call("GET", "/v1/books", headers={"X-Correlation-ID": "a b", "X-Request-ID": "x" * 65, "traceparent": "00-zz"})

        assert answer.headers["X-Correlation-ID"] == answer.headers["X-Request-ID"]
        assert len(answer.headers["X-Request-ID"]) == 36

    def test_leaves_a_line_by_its_route_and_none_for_who_watches(self, call, lines):
        call("GET", "/v1/books?limit=3")
        call("GET", "/health/live")
        call("GET", "/metrics")

        answered = [(line["route"], line["method"], line["status"]) for line in lines if "route" in line]
        assert answered == [("/v1/books", "GET", 200)]

    def test_that_is_refused_tells_the_number_that_the_log_knows(self, call, lines):
        answer = call("GET", "/v1/nothing")

        assert answer.status_code == 404
        assert [line["status"] for line in lines if line.get("correlation_id") == answer.json["correlation_id"]] == [404]


    @pytest.mark.parametrize(("path", "headers", "status", "account"), [
        ("/v1/books", {"Authorization": "none"}, 401, "system"), ("/admin/v1/parked-events", {}, 403, "account-1")])
    def test_that_is_refused_names_account_and_address(self, call, lines, path, headers, status, account):
        call("GET", path, headers=headers)

        line, = (line for line in lines if line["message"] == "request answered")
        assert (line["status"], line["account_id"], line["address"]) == (status, account, "127.0.0.1")


class TestTokenChecks:
    def test_are_counted_by_outcome(self, app, call):
        client = app.test_client()

        client.get("/v1/books")
        client.get("/v1/books", headers={"Authorization": "Bearer not.a.token"})
        text = call("GET", "/metrics").text

        for outcome in ("missing", "wrong_signature"):
            assert f'ontzorg_token_checks_total{{component="library",outcome="{outcome}",role="web"}}' in text
