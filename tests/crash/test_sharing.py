"""Two daemons on one PostgreSQL database, killed, stopped for longer than their lease, or dead for good."""

from __future__ import annotations

import os

import pytest

from bot.daemon.loop import HEARTBEAT_S
from tests.crash.ground import AFTER_S, AGAIN_S
from tests.crash.sharing import TERMS
from tests.crash.test_kills import besieged
from tests.outbox.postgres_server import programs

pytestmark = pytest.mark.skipif(programs() is None and not os.environ.get("CI"), reason="PostgreSQL is not installed")


def test_two_daemons_that_are_killed_and_stopped_lose_nothing_and_double_nothing() -> None:
    code, told = besieged("sharing", "--kills", "12", "--accounts", "2", "--entries", "14", "--standstills", "0.2")
    assert (told["lost"], told["twice"], told["lies"], told["faults"]) == ([], [], [], [])
    assert code == 0
    assert told["kills"] >= 6
    assert set(told["states"]) <= {"sent", "retracted", "cancelled"}


def test_what_a_dead_daemon_had_in_hand_another_sees_to_once_its_lease_is_over() -> None:
    point = "after begin"
    code, told = besieged(
        "sharing", "--kills", "2", "--accounts", "2", "--entries", "24", "--standstills", "0", "--dies-for-good", point
    )
    assert code == 0, told
    assert told["points"][point] == 1
    assert told["states"] == {"sent": 48}
    # Found at the latest by the heartbeat after the lease; each lost answer costs its quiet time.
    bound = TERMS.lease_s + TERMS.call_s + HEARTBEAT_S + 3 * (AFTER_S + AGAIN_S)
    assert TERMS.lease_s - 1 < told["alone_s"] < bound
