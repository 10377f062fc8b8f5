"""A world does not end in the middle of a call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.outbox import open_outbox
from bot.ports import Outbox
from tests.contracts.outbox_world import NOON, RECEIPT, begin, planned, row
from tests.simulation.ends import finish
from tests.simulation.world import Dice, World


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = open_outbox("sqlite:///campaign.db", tmp_path)
    opened.sync_plan([planned()], NOON)
    yield opened
    opened.close()


def test_what_is_in_hand_is_given_time_to_end(outbox: Outbox) -> None:
    world, sending = World(Dice(1), NOON), begin(outbox)

    def answered() -> None:
        outbox.sent(sending, RECEIPT, world.now)

    world.after(20 * 60, answered)
    finish(world, outbox)
    assert row(outbox).state is State.SENT
    assert world.now == NOON + timedelta(minutes=30)


def test_what_never_ends_ends_the_world_after_an_hour(outbox: Outbox) -> None:
    world = World(Dice(1), NOON)
    begin(outbox)
    finish(world, outbox)
    assert row(outbox).state is State.SENDING
    assert world.now == NOON + timedelta(hours=1)


def test_where_nothing_is_in_hand_it_ends_at_once(outbox: Outbox) -> None:
    world = World(Dice(1), NOON)
    finish(world, outbox)
    assert world.now == NOON
