"""With a missing or unsafe setting the process stops, with one sentence that names the setting."""
import pytest

from shared.kernel.clock import PlatformClock, SystemClock
from shared.service.settings import ServiceSettings, SettingsError

ENVIRON = {"LIBRARY_DATABASE_URL": "postgresql:///library", "ONTZORG_BUS_URL": "postgresql:///bus",
           "ONTZORG_ISSUER": "https://example.test/id", "ONTZORG_JWKS_URL": "https://example.test/id/oauth/jwks"}


def settings(**changes: str) -> ServiceSettings:
    """Return the common settings, from a complete environment with the given changes."""
    return ServiceSettings.from_env(ENVIRON | changes, service="library")


class TestServiceSettings:
    @pytest.mark.parametrize("name", ENVIRON)
    @pytest.mark.parametrize("value", [None, ""])
    def test_name_the_setting_that_is_missing(self, name, value):
        environ = {k: v for k, v in ENVIRON.items() if k != name} | ({name: value} if value is not None else {})

        with pytest.raises(SettingsError, match=name):
            ServiceSettings.from_env(environ, service="library")

    @pytest.mark.parametrize(("name", "value"), [
        ("LIBRARY_PORT", "http"), ("LIBRARY_PORT", "0"), ("LIBRARY_PORT", "65536"), ("LIBRARY_PORT", "-1"),
        ("ONTZORG_ENVIRONMENT", "Production"), ("ONTZORG_ENVIRONMENT", "prod"), ("ONTZORG_ENVIRONMENT", ""),
        ("ONTZORG_LOG_LEVEL", "CHATTY"), ("ONTZORG_JOBS", "both"),
    ])
    def test_name_the_setting_that_is_wrong(self, name, value):
        with pytest.raises(SettingsError, match=name):
            settings(**{name: value})

    @pytest.mark.parametrize("port", ["1", "65535"])
    def test_take_both_ends_of_the_ports(self, port):
        assert settings(LIBRARY_PORT=port).port == int(port)

    def test_are_those_of_production_unless_told_otherwise(self):
        found = settings()

        assert found.is_production
        assert isinstance(found.clock(), SystemClock)

    def test_never_give_production_a_movable_clock(self, tmp_path):
        with pytest.raises(SettingsError, match="ONTZORG_CLOCK_FILE"):
            settings(ONTZORG_CLOCK_FILE=str(tmp_path / "clock.json"))

    @pytest.mark.parametrize("environment", ["development", "test"])
    def test_give_the_movable_clock_elsewhere(self, environment, tmp_path):
        found = settings(ONTZORG_CLOCK_FILE=str(tmp_path / "clock.json"), ONTZORG_ENVIRONMENT=environment)

        assert isinstance(found.clock(), PlatformClock)
        assert not found.is_production


class TestSettingsFromFiles:
    def test_take_what_is_required_from_the_file_that_is_named(self, tmp_path):
        file = tmp_path / "database-url"
        file.write_text("postgresql://library:s3cret@db/library\n")
        environ = {name: value for name, value in ENVIRON.items() if name != "LIBRARY_DATABASE_URL"}

        found = ServiceSettings.from_env(environ | {"LIBRARY_DATABASE_URL_FILE": str(file)}, service="library")

        assert found.database_url == "postgresql://library:s3cret@db/library"

    def test_prefer_what_stands_in_the_environment_itself(self, tmp_path):
        file = tmp_path / "database-url"
        file.write_text("postgresql:///other")

        assert settings(LIBRARY_DATABASE_URL_FILE=str(file)).database_url == "postgresql:///library"

    def test_name_the_file_that_cannot_be_read(self, tmp_path):
        environ = {name: value for name, value in ENVIRON.items() if name != "ONTZORG_BUS_URL"}

        with pytest.raises(SettingsError, match="ONTZORG_BUS_URL_FILE"):
            ServiceSettings.from_env(environ | {"ONTZORG_BUS_URL_FILE": str(tmp_path / "nothing")}, service="library")
