"""contracts/asyncapi.yaml passes the official AsyncAPI parser."""
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.contracts import publishing as contracts

TOOL = Path(__file__).parent / "asyncapi"
JUDGED = {"asyncapi-latest-version": "3.0 is what generators and registries read today; 3.1 adds nothing that we use"}
"""Accepted diagnostics below the level of an error, with the reason."""

pytestmark = pytest.mark.node


def parse(path: Path) -> dict[str, Any]:
    """Return the parser's diagnostics on a document."""
    assert (TOOL / "node_modules" / "@asyncapi").is_dir(), f"run ./ontzorg test, or npm ci in {TOOL}"
    done = subprocess.run(["node", TOOL / "parse.cjs", path], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture
def variant(tmp_path):
    """Return a function that writes a changed copy of the document."""
    document = yaml.safe_load((contracts.FOLDER / "asyncapi.yaml").read_text())

    def write(change) -> Path:
        change(document)
        path = tmp_path / "asyncapi.yaml"
        path.write_text(yaml.safe_dump(document))
        return path

    return write


class TestAsyncApiDocument:
    def test_passes_the_official_parser_with_every_topic_and_message(self):
        said = parse(contracts.FOLDER / "asyncapi.yaml")

        assert [each for each in said["diagnostics"] if each["code"] not in JUDGED] == []
        assert sorted(said["messages"]) == [cls.TYPE for cls in contracts.event_classes()]
        assert set(said["channels"]) == {cls.topic() for cls in contracts.event_classes()}


class TestParser:
    """The parser can refuse, so the test above is meaningful."""

    def test_reports_each_mistake(self, variant):
        def spoil(document: dict[str, Any]) -> None:
            document["info"].pop("version")
            document["channels"]["claims"].update(adress="x")
            document["components"]["messages"]["ClaimOpened"]["payload"].update({"$ref": "#/components/schemas/ClaimInvented"})
            document["operations"]["publish-claims"]["messages"][0].update({"$ref": "#/channels/claims/messages/ClaimInvented"})

        said = parse(variant(spoil))

        assert [each["path"] for each in said["diagnostics"] if each["severity"] == "error"] == [
            "channels.claims.adress", "components.messages.ClaimOpened.payload.$ref", "info",
            "operations.publish-claims.messages.0.$ref"]
