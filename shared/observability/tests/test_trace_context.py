"""One trace from the browser to the last consumer: each hop is a span of its own, and nothing odd from outside gets in."""
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
    def test_keeps_the_trace_and_takes_a_span_of_its_own(self):
        version, trace_id, span_id, flags = new_span(PARENT).split("-")

        assert (version, trace_id, flags) == ("00", "0af7651916cd43dd8448eb211c80319c", "01")
        assert re.fullmatch("[0-9a-f]{16}", span_id)
        assert span_id != "b7ad6b7169203331"

    def test_differs_for_each_hop(self):
        assert len({new_span(PARENT) for _ in range(100)}) == 100

    @pytest.mark.parametrize(("flags", "kept"), [("01", "01"), ("00", "00"), ("03", "01"), ("fe", "00")])
    def test_keeps_the_sampled_flag_and_no_flag_that_it_does_not_know(self, flags, kept):
        assert new_span(PARENT[:-2] + flags)[-2:] == kept

    def test_reads_a_later_version_by_the_fields_of_this_one(self):
        assert new_span(f"cc{PARENT[2:]}-what-the-future-will-be-like").split("-")[:2] == ["00", PARENT.split("-")[1]]

    @pytest.mark.parametrize("malformed", [
        None, "", "-", "abc", PARENT.upper(), PARENT[:-1], f"{PARENT}-extra", f"ff{PARENT[2:]}", f" {PARENT}",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        f"{PARENT}\r\nX-Odd: 1"])
    def test_begins_a_trace_where_the_parent_is_malformed(self, malformed):
        begun = new_span(malformed)

        assert re.fullmatch("00-[0-9a-f]{32}-[0-9a-f]{16}-01", begun)
        assert PARENT.split("-")[1] not in begun


class TestNewTrace:
    def test_takes_over_the_ids_that_come_along(self):
        trace = new_trace("click-1", PARENT, "request-1")

        assert (trace.request_id, trace.correlation_id) == ("request-1", "click-1")
        assert trace.trace_id == PARENT.split("-")[1]
        assert trace.causation_id is None

    def test_makes_one_id_where_none_comes_along(self):
        trace = new_trace()

        assert trace.request_id == trace.correlation_id

    @pytest.mark.parametrize("odd", ["", "a" * 65, "a b", "a\nb", "<script>", "é", "日本"])
    def test_does_not_take_over_what_is_no_id(self, odd):
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
    def test_gives_the_work_back_to_what_it_belonged_to(self):
        outer, inner = new_trace(), new_trace()
        set_trace(outer)

        with working_on(inner):
            assert current_trace() == inner

        assert find_trace() == outer
