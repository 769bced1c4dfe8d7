"""Every service under test: a fixture of its name. A service's own conftest.py adds what its tests begin with."""
from shared.kernel.services import NAMES
from shared.testing.service import service_fixture
from tests.support.services import SECRETS, parts_of

globals().update({name: service_fixture(name, parts_of, SECRETS) for name in NAMES})
