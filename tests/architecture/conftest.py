"""Each service on an empty database, for tests that every service must pass."""
from collections.abc import Iterator

import pytest

from shared.kernel.services import NAMES
from shared.testing.postgres import TemporaryServer
from shared.testing.service import MONDAY, Issuer, Service, template_of
from tests.support.services import SECRETS, parts_of


@pytest.fixture(params=NAMES)
def service(request: pytest.FixtureRequest, postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[Service]:
    """Each service on an empty database."""
    name = request.param
    with postgres_server.passing_database(name, template=template_of(postgres_server, name)) as url:
        under_test = Service(parts_of(name), url, token_issuer, MONDAY, SECRETS)
        yield under_test
        under_test.database.dispose()
