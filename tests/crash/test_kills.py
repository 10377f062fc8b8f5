"""The real daemon, killed at every named point while its networks lose four answers in ten; at length: `make prove`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.crash.ground import ROOT
from tests.crash.points import POINTS


def besieged(kind: str, *options: str) -> tuple[int, dict[str, Any]]:
    """In a process of its own, which forks: ours may have threads. ``kind``: a module of this folder."""
    command = [sys.executable, "-m", f"tests.crash.{kind}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_killed_at_every_point_on_three_networks_nothing_is_lost_and_nothing_is_there_twice() -> None:
    code, told = besieged("__main__", "--kills", "60", "--every-point", "--seed", "1")
    assert (told["lost"], told["twice"], told["lies"], told["faults"]) == ([], [], [], [])
    assert code == 0
    assert told["kills"] >= 60
    assert set(POINTS) <= set(told["points"]), f"nobody died {set(POINTS) - set(told['points'])}"
    assert set(told["states"]) <= {"sent", "retracted", "cancelled"}


def test_a_build_that_sends_again_without_looking_is_found_out() -> None:
    size = ("--kills", "4", "--campaigns", "1", "--entries", "8")
    code, told = besieged("__main__", "--network", "telegram", *size, "--broken", "retry-unread")
    assert code == 1
    assert told["twice"]


def test_a_server_that_honours_no_key_and_swallows_its_answers_gets_each_post_once() -> None:
    code, told = besieged("keyless", "--kills", "14", "--entries", "16")
    assert (told["lost"], told["twice"], told["lies"], told["faults"]) == ([], [], [], [])
    assert code == 0
    assert told["kills"] >= 4
    assert set(told["states"]) <= {"sent", "retracted", "cancelled"}


def test_on_such_a_server_sending_again_without_looking_is_found_out() -> None:
    code, told = besieged("keyless", "--kills", "4", "--entries", "8", "--broken", "retry-unread")
    assert code == 1
    assert told["twice"]
