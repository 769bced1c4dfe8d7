"""The credentials of the medical store are its own, and only who needs them has to have them."""
import pytest

from cli.endings import WrongInput
from cli.run.serve import run
from cli.run.web_server import WebOptions
from services.casework.app import create_app
from services.casework.domain.sanctions.sanction import WarningRule
from services.casework.settings import Settings
from shared.service.settings import SettingsError

ENVIRON = {"CASEWORK_DATABASE_URL": "postgresql://casework:a@db/app", "ONTZORG_BUS_URL": "kafka://kafka:9092",
           "ONTZORG_ISSUER": "https://portaal.example/id", "ONTZORG_JWKS_URL": "http://identity:8000/oauth/jwks",
           "CASEWORK_MEDICAL_DATABASE_URL": "postgresql://casework_medical:b@db/app"}


class TestSettingsOfCasework:
    def test_refuse_the_ordinary_credentials_for_the_medical_store_in_production(self) -> None:
        ordinary = {"CASEWORK_MEDICAL_DATABASE_URL": "postgresql://casework:a@db/app?options=-csearch_path=medical"}

        with pytest.raises(SettingsError, match="CASEWORK_MEDICAL_DATABASE_URL"):
            Settings.from_env(ENVIRON | ordinary)

        assert Settings.from_env(ENVIRON).further_stores == {"medical": ENVIRON["CASEWORK_MEDICAL_DATABASE_URL"]}

    def test_of_a_worker_need_no_medical_store_and_of_a_web_process_do(self) -> None:
        settings = Settings.from_env(ENVIRON | {"CASEWORK_MEDICAL_DATABASE_URL": ""})

        assert (settings.database_url, settings.further_stores) == (ENVIRON["CASEWORK_DATABASE_URL"], {})
        with pytest.raises(SettingsError, match="CASEWORK_MEDICAL_DATABASE_URL"):
            create_app(settings)

    def test_are_refused_by_a_migration_without_the_medical_store(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in (ENVIRON | {"CASEWORK_MEDICAL_DATABASE_URL": ""}).items():
            monkeypatch.setenv(name, value)

        with pytest.raises(WrongInput, match="CASEWORK_MEDICAL_DATABASE_URL"):
            run("casework", "migrate", WebOptions("127.0.0.1", 1))

    def test_show_no_password_of_the_medical_store(self) -> None:
        assert "casework_medical:b" not in repr(Settings.from_env(ENVIRON))


class TestWarningRule:
    def test_is_read_from_two_settings(self):
        own = {"CASEWORK_MIN_WARNINGS": "3", "CASEWORK_WARNINGS": "advise"}

        assert Settings.from_env(ENVIRON).warning_rule == WarningRule(at_least=2, blocks=True)
        assert Settings.from_env(ENVIRON | own).warning_rule == WarningRule(at_least=3, blocks=False)

    @pytest.mark.parametrize("wrong", [{"CASEWORK_MIN_WARNINGS": "0"},
                                       {"CASEWORK_MIN_WARNINGS": "two"}, {"CASEWORK_WARNINGS": "no"}])
    def test_is_refused_if_it_is_none(self, wrong):
        with pytest.raises(SettingsError, match=next(iter(wrong))):
            Settings.from_env(ENVIRON | wrong)
