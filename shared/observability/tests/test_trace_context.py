"""One trace connects the browser to the last consumer: each hop adds a span, and malformed ids from outside are refused."""
import re

import pytest

from shared.observability.tracing import (
    current_trace,
    find_trace,
    new_span,
    new_trace,
    set_trace,
    trace_of_event,
    working_on,
)

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class TestNewSpan:
    def test_keeps_the_trace_id_and_gets_a_new_span_id(self):
        version, trace_id, span_id, flags = new_span(PARENT).split("-")

        assert (version, trace_id, flags) == ("00", "0af7651916cd43dd8448eb211c80319c", "01")
        assert re.fullmatch("[0-9a-f]{16}", span_id)
        assert span_id != "b7ad6b7169203331"

    def test_differs_for_each_hop(self):
        assert len({new_span(PARENT) for _ in range(100)}) == 100

    @pytest.mark.parametrize(("flags", "kept"), [("01", "01"), ("00", "00"), ("03", "01"), ("fe", "00")])
    def test_keeps_the_sampled_flag_and_drops_unknown_flags(self, flags, kept):
        assert new_span(PARENT[:-2] + flags)[-2:] == kept

    def test_reads_the_known_fields_of_a_later_version(self):
        assert new_span(f"cc{PARENT[2:]}-what-the-future-will-be-like").split("-")[:2] == ["00", PARENT.split("-")[1]]

    @pytest.mark.parametrize("malformed", [
        None, "", "-", "abc", PARENT.upper(), PARENT[:-1], f"{PARENT}-extra", f"ff{PARENT[2:]}", f" {PARENT}",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        f"{PARENT}\r\nX-Odd: 1"])
    def test_starts_a_new_trace_if_the_parent_is_malformed(self, malformed):
        begun = new_span(malformed)

        assert re.fullmatch("00-[0-9a-f]{32}-[0-9a-f]{16}-01", begun)
        assert PARENT.split("-")[1] not in begun


class TestNewTrace:
    def test_keeps_the_ids_of_the_caller(self):
        trace = new_trace("click-1", PARENT, "request-1")

        assert (trace.request_id, trace.correlation_id) == ("request-1", "click-1")
        assert trace.trace_id == PARENT.split("-")[1]
        assert trace.causation_id is None

    def test_generates_one_id_if_the_caller_sends_none(self):
        trace = new_trace()

        assert trace.request_id == trace.correlation_id

    @pytest.mark.parametrize("odd", ["", "a" * 65, "a b", "a\nb", "<script>", "é", "日本"])
    def test_replaces_a_malformed_id(self, odd):
        trace = new_trace(odd, None, odd)

        assert trace.request_id != odd
        assert trace.correlation_id == trace.request_id


class TestTraceOfEvent:
    def test_is_a_span_in_the_trace_of_the_publisher(self):
        trace = trace_of_event("event-1", correlation_id="click-1", traceparent=PARENT, actor_id="account-1")

        assert (trace.request_id, trace.causation_id, trace.correlation_id) == ("event-1", "event-1", "click-1")
        assert trace.trace_id == PARENT.split("-")[1]
        assert trace.span_id != PARENT.split("-")[2]
        assert trace.actor_id == "account-1"


class TestWorkingOn:
    def test_restores_the_previous_trace(self):
        outer, inner = new_trace(), new_trace()
        set_trace(outer)

        with working_on(inner):
            assert current_trace() == inner

        assert find_trace() == outer
