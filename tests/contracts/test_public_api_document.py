"""The merged OpenAPI document is valid and passes the Dutch API Design Rules (Logius)."""
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.contracts import publishing as contracts
from services.gateway.view.developers.api_document import merged
from shared.kernel.services import NAMES

TOOL = Path(__file__).parent / "spectral"
PUBLIC_URL = "https://portaal.ontzorg.example"


@pytest.fixture
def document() -> dict[str, Any]:
    """The merged document of the present contracts."""
    documents = {name: yaml.safe_load((contracts.FOLDER / "openapi" / f"{name}.yaml").read_text()) for name in NAMES}
    return merged(documents, public_url=PUBLIC_URL)


def references(part: Any) -> set[str]:
    """All values of ``$ref``."""
    if isinstance(part, list):
        return {found for each in part for found in references(each)}
    if isinstance(part, dict):
        return {found for name, value in part.items() for found in ([value] if name == "$ref" else references(value))}
    return set()


def complaints(document: dict[str, Any], folder: Path) -> list[str]:
    """The lines of the linter; empty if the document passes."""
    assert (TOOL / "node_modules" / "@stoplight").is_dir(), f"run ./ontzorg test, or npm ci in {TOOL}"
    file = folder / "openapi.json"
    file.write_text(json.dumps(document))
    command = [TOOL / "node_modules" / ".bin" / "spectral", "lint", "-r", TOOL / "adr-linter.yaml", "-f", "text", "-F", "warn"]
    done = subprocess.run([*command, file], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines() if done.returncode else []


class TestMergedDocument:
    @pytest.mark.node
    def test_passes_the_api_design_rules(self, document, tmp_path):
        assert complaints(document, tmp_path) == []

    @pytest.mark.node
    def test_would_be_refused_with_any_of_these_mistakes(self, document, tmp_path):
        document["info"].pop("contact")
        document["info"].update(version="v1")
        document["servers"][0].update(url="https://portaal.ontzorg.example/api")
        document["paths"]["/absence/employees"]["post"]["responses"].pop("400")
        document["components"]["schemas"]["AbsenceEmployee"].update(type="thing")

        rules = [line.split(" error ")[1].split()[0] for line in complaints(document, tmp_path)]
        assert rules == ["info-contact", "nlgov:semver", "nlgov:include-major-version-in-uri", "nlgov:problem-invalid-input",
                         "oas3-schema"]

    def test_has_every_public_path_of_every_service_and_no_other(self, document):
        wanted = {f"/{name}{path.removeprefix('/v1')}" for name in NAMES for path in
                  yaml.safe_load((contracts.FOLDER / "openapi" / f"{name}.yaml").read_text())["paths"] if path.startswith("/v1/")}

        assert set(document["paths"]) == wanted
        assert not any("admin" in path.split("/")[2] for path in document["paths"])

    def test_refers_to_nothing_outside_itself(self, document):
        parts = {f"#/components/{kind}/{name}" for kind, content in document["components"].items() for name in content}

        assert references(document) <= parts

    def test_names_each_operation_once(self, document):
        names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()
                 if isinstance(operation, dict)]

        assert len(names) == len(set(names)) > 50
