"""The real daemon, killed at every named point while its networks lose four answers in ten; at length: `make prove`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.crash.ground import ROOT
from tests.crash.points import POINTS


def besieged(*options: str) -> tuple[int, dict[str, Any]]:
    """In a process of its own, which forks: ours may have threads."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_killed_at_every_point_on_three_networks_nothing_is_lost_and_nothing_is_there_twice() -> None:
    code, told = besieged("--kills", "60", "--every-point", "--seed", "1")
    assert (told["lost"], told["twice"], told["lies"], told["faults"]) == ([], [], [], [])
    assert code == 0
    assert told["kills"] >= 60
    assert set(POINTS) <= set(told["points"]), f"nobody died {set(POINTS) - set(told['points'])}"
    assert set(told["states"]) <= {"sent", "retracted", "cancelled"}


@pytest.mark.parametrize("network", ["x", "telegram"])
def test_a_build_that_sends_again_without_looking_is_found_out(network: str) -> None:
    code, told = besieged("--network", network, "--kills", "6", "--campaigns", "2", "--broken", "retry-unread")
    assert code == 1
    assert told["twice"]


def test_a_build_that_leaves_what_was_in_hand_is_found_out() -> None:
    code, told = besieged(
        "--network", "x", "--kills", "8", "--campaigns", "2", "--broken", "no-recovery", "--patience", "6"
    )
    assert code == 1
    assert told["faults"]
