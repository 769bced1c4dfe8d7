"""Every route of every service, asked by every kind of reader, against the access matrix; new routes are found by themselves."""
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from marshmallow import Schema
from marshmallow import fields as ma
from werkzeug.routing import Rule

from shared.kernel.services import NAMES
from shared.testing.postgres import TemporaryServer
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Issuer, Service, template_of
from shared.web.access import OWN_ACCOUNT, PROGRAM
from tests.access.filled import UNREACHED, fill
from tests.access.readers import KINDS, MATRIX, READERS, RIGHTS, ROLES, Reader
from tests.repair.life import FIRST_DAY
from tests.repair.platform import Platform

REFUSED = {"right.missing", "right.employee_data_required", "account.person_only"}
"""Codes of a refusal by the declaration of the route; a use case may refuse with 403 and another code."""
PERIOD = {"from": "2026-01-01", "to": "2026-05-01"}
QUERIES = {"/v1/statistics": PERIOD, "/v1/complaint-figures": PERIOD, "/v1/overviews/<kind>": PERIOD,
           "/v1/january-rounds": {"year": FIRST_DAY.year}, "/v1/indicators": PERIOD,
           "/v1/advices": {"waitingFor": "ANSWER"},
           "/v1/vra-worklist": {"list": "NOTICES"}, "/v1/contacts": {"list": "DUE"},
           "/v1/month-claims": {"tab": "DONE"}, "/v1/month-claims/<claim_number>/what-if": {"annualWage": "40000.00"},
           "/v1/mediator-requests": {"state": "WAITING"}, "/v1/contact-scores": {"from": "2026-03-01", "to": "2026-03-31"}}
OVERVIEWS = {"absence": "mutation_overview", "casework": "general_overview", "claims": "insurer_overview"}
NUMBERED = {f"/v1/invoices/<number>{form}": "invoice" for form in ("", "/pdf", "/ubl")}
BODIES: dict[str, Any] = {"/v1/forecasts": {"first_sick_day": str(FIRST_DAY)}}
HEALTH = {"absence", "dossier", "activities", "caseload", "claim", "benefit", "coming_payment", "guarantee", "recourse",
          "statistics", "advice", "wage_judgement", "ex_employee", "intervention_decision", "declaration_decision",
          "contact_clock", "countersignature", "conflict_outcome", "information_request", "legal_aid_request", "month_claim",
          "reimbursement"}
"""Groups whose lists name who is sick."""
EMPTY = {"items": [], "next": None}


@dataclass(frozen=True)
class Route:
    """A route of a service with its declaration."""

    service: str
    method: str
    rule: str
    path: str
    access: Any
    schema: Schema | None = field(compare=False)

    @property
    def name(self) -> str:
        """Service, method and pattern."""
        return f"{self.service} {self.method} {self.rule}"


@dataclass
class World:
    """The filled platform with a token for each reader."""

    platform: Platform
    values: dict[str, str]
    tokens: dict[str, str]

    def ask(self, route: Route, reader: Reader) -> Any:
        """The response to a reader; a write has an empty body and changes nothing."""
        body = BODIES.get(route.rule, {}) | ({"employee_id": self.values["employee_id"]} if route.rule in BODIES else {})
        client = self.platform[route.service].app.test_client()
        return client.open(route.path, method=route.method, headers={"Authorization": f"Bearer {self.tokens[reader.name]}"},
                           query_string=QUERIES.get(route.rule), json=None if route.method == "GET" else body)


    def ask_document(self, name: str) -> Any:
        """The OpenAPI document of a service."""
        return self.platform[name].app.test_client().get("/openapi.json").json


@pytest.fixture(scope="module")
def world(postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[World]:
    urls = {name: postgres_server.new_database(name, template=template_of(postgres_server, name)) for name in NAMES}
    platform = Platform(postgres_server.new_database("access_bus"), urls, token_issuer, FIRST_DAY)
    tokens = {reader.name: token_issuer.token(
        rights=reader.rights, roles=(reader.role,) if reader.role else (), employer_id=reader.employer_id,
        account_id=reader.account_id, kind="nonsense" if reader.name.startswith("kind unknown") else reader.kind)
        for reader in READERS}
    yield World(platform, fill(platform), tokens)
    platform.close()


@pytest.fixture(scope="module")
def answers(world: World) -> list[tuple[Route, Reader, Any]]:
    """The response of every route to every reader."""
    found = [route for name in NAMES for route in routes_of(world.platform[name], world.values)]
    found.sort(key=lambda route: "/own-account/" in route.rule)  # last: they end the sessions of the reader itself
    return [(route, reader, world.ask(route, reader)) for route in found for reader in READERS]


def routes_of(service: Service, values: dict[str, str]) -> list[Route]:
    """The routes of the API of a service, found in its map."""
    views = service.app.view_functions
    values = values | {"kind": OVERVIEWS.get(service.name, "")}
    return [Route(service.name, method, rule.rule, path_of(rule, values), getattr(views[rule.endpoint], "access", None),
                  schema_of(views[rule.endpoint]))
            for rule in service.app.url_map.iter_rules() if rule.rule.startswith(("/v1", "/admin/v1"))
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]


def path_of(rule: Rule, values: dict[str, str]) -> str:
    """A path to what exists; a write names nothing that exists, so that it changes nothing."""
    known = values if rule.methods is not None and "GET" in rule.methods else {}
    if rule.rule in NUMBERED:
        known = known | {"number": values[NUMBERED[rule.rule]]} if known else known
    path = re.sub(r"<int:\w+>", "1", rule.rule)
    return re.sub(r"<(\w+)>", lambda found: known.get(found[1], "unheard-of"), path)


def schema_of(view: Any) -> Schema | None:
    """The schema of a good response."""
    answers = getattr(view, "_apidoc", {}).get("response", {}).get("responses", {})
    return next((answer["schema"] for status, declared in answers.items() if int(status) < 300
                 for answer in declared if isinstance(answer.get("schema"), Schema)), None)


def faults_of(schema: Schema, shown: Any, reader: Reader, where: str) -> Iterator[str]:
    """Fields shown against the matrix, and fields left out against it."""
    fields = {field.data_key or name: field for name, field in schema.dump_fields.items()}
    for name, declared in fields.items():
        group = declared.metadata.get("x-group")
        may_see = group is None or reader.reads(group)
        if may_see != (name in shown):
            yield f"{where}.{name} ({group}): {reader.name} {'may' if may_see else 'may not'} see it"
        elif may_see:
            inner = declared.inner if isinstance(declared, ma.List) else declared
            found = shown[name] if isinstance(declared, ma.List) else [shown[name]]
            if isinstance(inner, ma.Nested) and not isinstance(inner, ma.Pluck):
                for each in found or ():
                    yield from faults_of(inner.schema, each, reader, f"{where}.{name}") if each is not None else ()


def undocumented(document: Any, route: Route, answer: Any) -> Iterator[str]:
    """What an answer has that the OpenAPI document of its service does not say."""
    responses = document["paths"][re.sub(r"<(?:int:)?(\w+)>", r"{\1}", route.rule)][route.method.lower()]["responses"]
    declared = responses.get(str(answer.status_code)) or responses["default"]
    if "$ref" in declared:
        declared = document["components"]["responses"][declared["$ref"].rpartition("/")[2]]
    content = declared.get("content", {})
    if answer.data and answer.mimetype not in content:
        yield f"{route.name}: {answer.status_code} {answer.mimetype}"
    elif answer.is_json:
        schema = {"components": document["components"]} | content[answer.mimetype]["schema"]
        for error in Draft202012Validator(schema).iter_errors(answer.json):
            yield f"{route.name}: {answer.status_code} {error.json_path} {error.message[:90]}"


class TestEveryRoute:
    def test_fails_for_nobody(self, answers: list[tuple[Route, Reader, Any]]) -> None:
        failed = [f"{route.name}: {answer.status_code} for {reader.name}" for route, reader, answer in answers
                  if answer.status_code >= 500]

        assert len(answers) > 2_000
        assert not failed

    def test_refuses_with_403_whom_the_matrix_does_not_name(self, answers: list[tuple[Route, Reader, Any]]) -> None:
        wrong = [f"{route.name}: {answer.status_code} for {reader.name}" for route, reader, answer in answers
                 if is_admitted(route, reader) == (answer.status_code == 403 and answer.json["code"] in REFUSED)]

        assert not wrong

    def test_shows_each_reader_the_fields_of_the_matrix(self, answers: list[tuple[Route, Reader, Any]]) -> None:
        faults = [fault for route, reader, answer in answers if route.schema is not None and answer.status_code == 200
                  for fault in faults_of(route.schema, answer.json, reader, route.rule)]

        assert not faults

    def test_answers_as_its_document_says(self, world: World, answers: list[tuple[Route, Reader, Any]]) -> None:
        documents = {name: world.ask_document(name) for name in NAMES}

        faults = {fault for route, _, answer in answers if answer.status_code < 500
                  for fault in undocumented(documents[route.service], route, answer)}

        assert faults == set()

    def test_of_the_matrix_has_a_row_to_show(self, answers: list[tuple[Route, Reader, Any]]) -> None:
        shown = {route.name for route, _, answer in answers if answer.status_code == 200 and answer.data and answer.json != EMPTY}
        silent = {route.name for route, _, _ in answers if route.method == "GET" and getattr(route.access, "group", None)} - shown

        assert silent == set()

    def test_that_lists_health_data_leaves_a_row_for_each_reading(self, world: World,
                                                                  answers: list[tuple[Route, Reader, Any]]) -> None:
        read = Counter((route.service, route.path.removeprefix("/v1/")) for route, _, answer in answers
                       if answer.status_code == 200 and route.method == "GET" and getattr(route.access, "group", None) in HEALTH
                       and "<" not in route.rule.replace("<kind>", "") and "items" in answer.json)

        noted = {(name, row.list): row.count for name in {service for service, _ in read} for row in world.platform.ask(
            name, "SELECT list, count(*) FROM list_reading WHERE account_id <> 'karim' GROUP BY list")}
        assert len(noted) >= 8
        assert noted == read

    def test_shows_nothing_of_an_employer_to_another(self, world: World, answers: list[tuple[Route, Reader, Any]]) -> None:
        own = {world.values[name] for name in ("absence_number", "employee_id")} | {f'"{EMPLOYER}"'}
        leaks = [f"{route.name}: {reader.name}" for route, reader, answer in answers
                 if reader.employer_id == OTHER_EMPLOYER and answer.status_code < 300
                 and any(each.encode() in answer.data for each in own)]

        assert not leaks


class TestReachOfVra:
    """A case in which VRA has no order, notice, question or decision is closed to it on every route, until it is opened."""

    def test_ends_at_cases_without_work(self, world: World) -> None:
        reader = next(one for one in READERS if one.role == "insurer_vra")
        other = world.values | {"absence_number": world.values[UNREACHED]}
        asked = [(route, world.ask(replace(route, path=path_of_case(route, other)), reader))
                 for route in routes_of(world.platform["casework"], other)
                 if "<absence_number>" in route.rule and is_admitted(route, reader) and not opens_with_a_reason(route)]

        assert len(asked) > 10
        assert {(route.name, answer.status_code) for route, answer in asked if answer.status_code not in (403, 422)} == set()
        assert {answer.json["code"] for _, answer in asked if answer.status_code == 403} == {"dossier.not_assigned"}

    def test_holds_in_every_list(self, world: World, answers: list[tuple[Route, Reader, Any]]) -> None:
        shown = [answer.text for route, reader, answer in answers
                 if reader.role == "insurer_vra" and route.method == "GET" and "<absence_number>" not in route.rule]

        assert any(world.values["absence_number"] in each for each in shown)
        assert not [each for each in shown if world.values[UNREACHED] in each]


def path_of_case(route: Route, values: dict[str, str]) -> str:
    """The path of a route of a case, of a write too."""
    return re.sub(r"<(\w+)>", lambda found: values.get(found[1], "unheard-of"), route.rule)


def opens_with_a_reason(route: Route) -> bool:
    """Whether the route opens a case without an assignment."""
    return route.rule.endswith("/emergency-access")


def is_admitted(route: Route, reader: Reader) -> bool:
    """Whether the declaration names the reader: by the matrix for a route with a group."""
    if route.access == OWN_ACCOUNT:
        return reader.kind != PROGRAM
    return any(reader.is_meant_by(" ".join(filter(None, (entry.reader, entry.right)))) for entry in route.access.entries)


class TestCellsOfTheMatrix:
    """Cells that were wrong once (domain.md §7.5)."""

    @pytest.mark.parametrize(("group", "roles"), [
        ("wage", {"casemanager", "absence_consultant", "company_doctor"}), ("conflict", {"insurer_claims"}),
        ("sanction", {"company_doctor"}), ("statistics", {"labour_expert"}), ("benefit", {"casemanager", "insurer_vra"}),
        ("medical", {"casemanager", "labour_expert", "insurer_vra", "insurer_claims", "platform_admin"})])
    def test_hide_the_group_from_staff(self, group: str, roles: set[str]) -> None:
        assert not [reader.name for reader in READERS if reader.role in roles and reader.reads(group)]

    @pytest.mark.parametrize("group", ["dossier", "sanction", "recourse", "medical", "advice", "access_log"])
    def test_hide_the_group_from_external_accounts_with_every_right(self, group: str) -> None:
        external = [reader for reader in READERS if reader.kind in ("THIRD_PARTY", "CLIENT")]

        assert external
        assert not [reader.name for reader in external if reader.reads(group)]

    @pytest.mark.parametrize("group", ["premium", "benefit", "invoice"])
    def test_hide_amounts_from_who_only_reports_sick(self, group: str) -> None:
        only = [reader for reader in READERS if reader.rights == ("SICK_REPORTS",) and reader.kind != "MAIN_CONTACT"]

        assert only
        assert not [reader.name for reader in only if reader.reads(group)]

    @pytest.mark.parametrize(("reader", "path"), [
        ("MAIN_CONTACT", "/v1/security-events"), ("MAIN_CONTACT", "/v1/list-readings"),
        ("platform_admin", "/admin/v1/security-events"),
        ("camas_helpdesk", "/admin/v1/accounts"), ("camas_helpdesk", "/admin/v1/security-events")])
    def test_open_the_logs_and_account_data(self, answers: list[tuple[Route, Reader, Any]], reader: str, path: str) -> None:
        statuses = {answer.status_code for route, asking, answer in answers
                    if (route.method, route.rule, asking.role or asking.kind) == ("GET", path, reader) and
                    asking.employer_id != OTHER_EMPLOYER and (asking.role or "RIGHTS_MANAGEMENT" in asking.rights)}

        assert statuses == {200}

    def test_name_only_known_readers(self) -> None:
        entries = {entry for row in MATRIX.values() for entry in row["write"] + row["read"]}

        assert {entry.partition(" ")[0] for entry in entries} <= {*KINDS, *ROLES}
        assert {entry.partition(" ")[2] for entry in entries} <= {"", *RIGHTS}
