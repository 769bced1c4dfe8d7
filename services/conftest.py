"""For every service a fixture with its name. A service's own conftest.py adds the fixtures specific to its tests."""
from shared.kernel.services import NAMES
from shared.testing.service import service_fixture
from tests.support.services import SECRETS, parts_of

globals().update({name: service_fixture(name, parts_of, SECRETS) for name in NAMES})
