"""Requests generated from each service's OpenAPI document, valid ones and broken ones, on a filled platform."""
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from services.identity.domain.accounts.roles import StaffRole
from shared.kernel.services import NAMES
from shared.testing.postgres import TemporaryServer
from shared.testing.service import EMPLOYER, Issuer, template_of
from tests.access.filled import fill
from tests.repair.life import FIRST_DAY
from tests.repair.platform import Platform

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
          negative_data_rejection]
"""That a valid request is accepted is not among them: most rules of the insurance are not in the document."""
REQUESTS = 3
"""Of each kind for each operation: about 900 in all."""
RIGHTS = ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS")
BOUNDED = settings(max_examples=REQUESTS, deadline=None, database=None, phases=[Phase.generate],
                   suppress_health_check=list(HealthCheck))

load_all_checks()


@dataclass
class World:
    """The filled platform, who asks and the parameters of paths that exist."""

    platform: Platform
    values: dict[str, str]
    tokens: list[str]

    def faults_of(self, operation: APIOperation, mode: GenerationMode) -> Iterator[str]:
        """What answers to generated requests have that the document does not allow, with the request."""
        found = []

        @seed(20261129)
        @BOUNDED
        @given(operation.as_strategy(generation_mode=mode), st.sampled_from(self.tokens), st.booleans())
        def send(case: Case, token: str, exists: bool) -> None:
            if exists and isinstance(case.path_parameters, dict):
                case.path_parameters.update({name: self.values.get(name, value) for name, value in case.path_parameters.items()})
            headers = {"Authorization": f"Bearer {token}"}
            try:
                case.validate_response(case.call(headers=headers), checks=CHECKS, headers=headers)
            except FailureGroup as failures:
                found.extend(f"{failure.title}: {case.as_curl_command()}\n{failure}" for failure in failures.exceptions)

        send()
        yield from found


@pytest.fixture(scope="module")
def world(postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[World]:
    urls = {name: postgres_server.new_database(name, template=template_of(postgres_server, name)) for name in NAMES}
    platform = Platform(postgres_server.new_database("generated_bus"), urls, token_issuer, FIRST_DAY)
    roles = tuple(role.value for role in StaffRole)
    yield World(platform, fill(platform), [
        token_issuer.token(kind="MAIN_CONTACT", rights=RIGHTS, employer_id=EMPLOYER),
        token_issuer.token(roles=roles, account_id="staff-casemanager")])
    platform.close()


def has_input(operation: APIOperation) -> bool:
    """Whether a request can be broken otherwise than by its path."""
    return bool(list(operation.query) or list(operation.body))


class TestGeneratedRequests:
    @pytest.mark.parametrize("service", NAMES)
    def test_get_answers_as_documented(self, world: World, service: str) -> None:
        document = schemathesis.openapi.from_wsgi("/openapi.json", world.platform[service].app)
        operations = [found.ok() for found in document.get_all_operations()]
        operations.sort(key=lambda operation: "end-all" in operation.path)  # last, because it ends the session that asks

        faults = [fault for operation in operations
                  for mode in (GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if has_input(operation) else []))
                  for fault in world.faults_of(operation, mode)]

        assert len(operations) > 10
        assert not faults
