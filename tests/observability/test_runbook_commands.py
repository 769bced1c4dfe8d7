"""What a runbook tells to type exists, and its links lead somewhere: at three in the morning nobody looks further."""
import re
import shlex
from pathlib import Path

import click
import pytest

from cli.__main__ import main

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs/runbooks").glob("*.md"))
LINES = sorted({line for page in PAGES for line in page.read_text().splitlines() if line.startswith("./ontzorg ")})
LINK = re.compile(r"\]\((?!http)([^)#]+)\)")


class TestCommands:
    @pytest.mark.parametrize("line", LINES)
    def test_of_ours_exist_with_their_options(self, line: str):
        words = shlex.split(line)[1:]
        command: click.Command = main

        while isinstance(command, click.Group):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None
            command = found

        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


class TestLinks:
    @pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
    def test_lead_to_a_page(self, page: Path):
        assert [link for link in LINK.findall(page.read_text()) if not (page.parent / link).is_file()] == []
