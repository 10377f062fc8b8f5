"""Which accounts are open, and when one is opened again."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path

from bot.bootstrap.doors import Doors
from bot.bootstrap.sending import crew
from bot.campaign.model import Account
from bot.clock import VirtualClock
from bot.daemon.loop import Loop
from bot.outbox import open_outbox
from bot.ports import Network
from tests.daemon.cast import NOON, SETTINGS, read, write
from tests.daemon.played import Played

SCHEDULE = "posts:\n  one:\n    when: 2030-06-09 at 12:00 in Paris\n    text: {fr: Un.}\n"
PATIENCE_S = 60.0


def test_after_a_doubt_about_the_clock_every_account_is_opened_anew_and_only_then(tmp_path: Path) -> None:
    write(tmp_path, SCHEDULE, SETTINGS)
    clock, made = VirtualClock(NOON), list[Played]()

    def network(_account: Account) -> Network:
        made.append(Played(clock))
        return made[-1]

    with contextlib.closing(open_outbox("sqlite:///var/campaign.db", tmp_path)) as outbox:
        cast = crew(tmp_path, read(tmp_path, NOON), outbox, clock, networks=network, var=tmp_path / "var")
        loop = Loop(clock)
        doors = Doors(cast, loop)
        doors.touch()
        doors.run_once(NOON)
        doors.touch()
        doors.run_once(NOON)
        assert len(made) == 1, "what is open stays open"
        doors.open_anew()
        doors.run_once(NOON - timedelta(hours=1))
        doors.touch()
        doors.run_once(NOON)
        assert len(made) == 2
        doors.stop()
        assert loop.stop(PATIENCE_S) == ()
    assert [each.closed for each in made] == [1, 1]
