"""A full disk is reported once, and data of another user is refused in a sentence."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.platform.layout import ROOT, Layout
from cli.platform.room import RoomWatch

NOBODY = 65534
AS_NOBODY = """
import os, sys
import cli.commands.platform, cli.commands.status, cli.demo.seeding, cli.platform.lifecycle, encodings.idna
from cli.__main__ import main
os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
main(sys.argv[1:], prog_name="./ontzorg")
"""


class TestRoomWatch:
    def test_says_once_that_room_becomes_scarce_and_once_that_there_is_enough(self, tmp_path: Path) -> None:
        left = iter([100, 99, 0, 0, 100, 300])
        watch = RoomWatch(tmp_path, lambda _directory: next(left), every_seconds=0.0)

        said = [list(watch.look()) for _ in range(6)]

        assert [len(each) for each in said] == [0, 1, 0, 0, 1, 0]
        assert said[1][0].startswith(f"The disk is almost full: {tmp_path} has 99 MB left; make room")
        assert said[4] == [f"There is room for {tmp_path} again."]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
class TestDataOfAnotherUser:
    @pytest.mark.parametrize("command", [("up", "--port", "0"), ("reset", "--yes")], ids=["up", "reset"])
    def test_is_refused_in_one_true_sentence(self, tmp_path: Path, command: tuple[str, ...]) -> None:
        layout = Layout(tmp_path / "data")
        layout.make()
        layout.lock_file.touch(0o644)
        for folder in (tmp_path, *tmp_path.parents):
            folder.chmod(folder.stat().st_mode | 0o001)

        ended = subprocess.run([sys.executable, "-c", AS_NOBODY.format(nobody=NOBODY), *command, "--data", str(layout.data)],
                               capture_output=True, text=True, check=False, timeout=60, cwd=ROOT,
                               env=os.environ | {"PYTHONPATH": str(ROOT)})

        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1), ended.stderr
        assert str(layout.data) in ended.stderr
        assert "user root" in ended.stderr or "Permission denied" in ended.stderr
        assert layout.lock_file.exists()
