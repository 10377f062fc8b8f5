from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from bot.errors import CampaignError
from bot.pictures import child
from bot.pictures.photo import FILE_BYTES_MAX, clean_photo, open_photo

PROBE = """
import json, os, socket, sys
sys.path.insert(0, {folder!r})
import child
child.limit()
def tried(act):
    try:
        act()
    except OSError as error:
        return error.errno
    except MemoryError:
        return "memory"
    return "allowed"
print(json.dumps({{
    "open": tried(lambda: open("/etc/passwd")),
    "connect": tried(lambda: socket.socket()),
    "pipe": tried(os.pipe),
    "memory": tried(lambda: bytearray(2 * child.MEMORY_BYTES)),
    "variables": sorted(name for name in os.environ if name != "LC_CTYPE"),
}}))
"""


def refusal(folder: Path, name: str) -> CampaignError:
    with pytest.raises(CampaignError) as refused:
        open_photo(folder, name)
    return refused.value


def test_a_photo_outside_the_campaign_is_refused_by_name_and_by_link(tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    campaign.mkdir()
    (tmp_path / "private.jpg").write_bytes(b"x")
    (campaign / "link.jpg").symlink_to(tmp_path / "private.jpg")
    for name in ("../private.jpg", str(tmp_path / "private.jpg"), "link.jpg"):
        assert refusal(campaign, name).code == "picture-outside"


def test_a_missing_photo_is_named_with_the_systems_reason(tmp_path: Path) -> None:
    missing = refusal(tmp_path, "gone.jpg")
    assert (missing.code, "gone.jpg" in missing.message) == ("picture-missing", True)
    assert "No such file" in missing.message


def test_a_pipe_or_a_folder_of_that_name_never_hangs_the_sender(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    assert refusal(tmp_path, "pipe.jpg").code == "picture-format"
    assert refusal(tmp_path, "folder.jpg").code == "picture-format"


def test_a_file_over_32_mb_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(FILE_BYTES_MAX + 1)
    assert refusal(tmp_path, "huge.jpg").code == "picture-too-large"


def test_the_decoding_child_can_open_nothing_connect_nowhere_and_knows_no_secret() -> None:
    probe = PROBE.format(folder=str(Path(child.__file__).parent))
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", probe], capture_output=True, env={}, check=True, timeout=30
    )
    assert json.loads(done.stdout) == {
        "open": 24,  # EMFILE
        "connect": 24,
        "pipe": 24,
        "memory": "memory",
        "variables": [],
    }


def test_the_decoding_child_is_started_without_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTODON_ACCESS_TOKEN", "canary-in-the-environment")
    read_end, write_end = os.pipe()  # a picture that never comes keeps the child waiting to be looked at
    with ThreadPoolExecutor(1) as thread:
        refused = thread.submit(clean_photo, read_end, "slow.jpg")
        environment = waiting_child().joinpath("environ").read_bytes()
        os.close(write_end)
        assert isinstance(refused.exception(timeout=30), CampaignError)
    os.close(read_end)
    assert b"canary" not in environment


def waiting_child() -> Path:
    """The process of ``child.py`` that this test started, once it is there."""
    patience = Event()
    for _ in range(500):
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = process.joinpath("cmdline").read_bytes()
                parent = process.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended while we looked
            if b"pictures/child.py" in command and int(parent) == os.getpid():
                return process
        patience.wait(0.02)
    raise AssertionError("no decoding child was started")
