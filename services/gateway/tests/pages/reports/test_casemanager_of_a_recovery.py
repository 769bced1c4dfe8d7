"""Whom to call about the percentage of a recovery."""
import re

import pytest

PATH = "/herstel-melden/V-2026-0002"


class TestHelpWithThePercentage:
    @pytest.mark.requirement("R-012")
    @pytest.mark.parametrize(("guided_by", "shown"), [
        pytest.param([{"role": "company_doctor", "name": "Dina Smit", "phone": "+31341438709"},
                      {"role": "casemanager", "name": "Carla Mulder", "phone": "+31341438705"}],
                     "Carla Mulder, uw casemanager bij Perspectief, denkt mee: 0341 438 705 of info@perspectief.eu.",
                     id="an assigned casemanager"),
        pytest.param([{"role": "casemanager", "name": "Carla Mulder", "phone": None}],
                     "Carla Mulder, uw casemanager bij Perspectief, denkt mee: (0341) 438 700 of info@perspectief.eu.",
                     id="one without a number"),
        pytest.param([{"role": "company_doctor", "name": "Dina Smit", "phone": "+31341438709"}],
                     "Uw casemanager bij Perspectief denkt mee: (0341) 438 700 of info@perspectief.eu.", id="none")])
    def test_shows_the_contact_data_of_the_casemanager_beside_the_percentage(self, platform, log_in, guided_by, shown):
        platform.services.data["guides"] = guided_by

        page = log_in().get(platform.url + PATH).text

        beside = page.split("Hulp bij het percentage")[1].split("Gaat uw werknemer weg?")[0]
        assert f"Twijfelt u? {shown}" in re.sub("<[^>]+>", "", beside)

    def test_opens_no_dossier(self, platform, log_in, caplog):
        caplog.set_level("INFO", "werkzeug")

        page = log_in().get(platform.url + PATH)

        assert page.status_code == 200
        assert "/v1/employers/emp-1/team" in caplog.text
        assert "/v1/dossiers/" not in caplog.text
