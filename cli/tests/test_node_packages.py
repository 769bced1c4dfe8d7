"""npm packages that tests need are installed once per lock file, and pinned without a registry address."""
import json
import os

import pytest

from cli.checks.node_packages import ASYNCAPI_PARSER, ROOT, SPECTRAL, NodePackages


@pytest.fixture
def folder(tmp_path):
    """A folder with installed packages."""
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "node_modules" / ".package-lock.json").write_text("{}")
    os.utime(tmp_path / "package-lock.json", (1000, 1000))
    return tmp_path


class TestPackages:
    def test_are_there_once_npm_has_finished(self, folder):
        assert NodePackages(name="a tool", folder=folder).is_there

    def test_are_not_there_while_npm_is_at_work_or_was_stopped(self, folder):
        (folder / "node_modules" / ".package-lock.json").unlink()

        assert not NodePackages(name="a tool", folder=folder).is_there

    def test_are_not_there_after_the_lock_file_changed(self, folder):
        os.utime(folder / "node_modules" / ".package-lock.json", (999, 999))

        assert not NodePackages(name="a tool", folder=folder).is_there


class TestLockFile:
    @pytest.mark.parametrize("tool", [ASYNCAPI_PARSER, SPECTRAL], ids=lambda tool: tool.name)
    def test_pins_every_package_by_its_hash_and_names_no_registry(self, tool):
        packages = json.loads((ROOT / tool.folder / "package-lock.json").read_text())["packages"]
        fetched = {name: each for name, each in packages.items() if name}

        assert fetched
        assert [name for name, each in fetched.items() if "integrity" not in each] == []
        assert [name for name, each in fetched.items() if "resolved" in each] == []
