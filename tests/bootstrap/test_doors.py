"""Which accounts are open, and when one is opened again."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

from bot.bootstrap.doors import Doors
from bot.bootstrap.sending import crew
from bot.campaign.delivery import State
from bot.campaign.model import Account
from bot.campaign.outcome import Outcome, Sent
from bot.clock import VirtualClock
from bot.daemon.loop import Loop
from bot.outbox.opening import open_store
from bot.outbox.sqlite import Way
from bot.ports import Network
from tests.daemon.cast import NOON, SETTINGS, read, write
from tests.daemon.played import Played
from tests.outbox.ready import ready_outbox

SCHEDULE = "posts:\n  one:\n    when: 2030-06-09 at 12:00 in Paris\n    text: {fr: Un.}\n"
PATIENCE_S = 60.0


def test_after_a_doubt_about_the_clock_every_account_is_opened_anew_and_only_then(tmp_path: Path) -> None:
    write(tmp_path, SCHEDULE, SETTINGS)
    clock, made = VirtualClock(NOON), list[Played]()

    def network(_account: Account) -> Network:
        made.append(Played(clock))
        return made[-1]

    with contextlib.closing(ready_outbox(tmp_path)) as outbox:
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


def test_an_answer_that_a_locked_database_could_not_take_down_outlives_its_account_being_opened_anew(
    tmp_path: Path,
) -> None:
    write(tmp_path, SCHEDULE, SETTINGS)
    clock, refused = VirtualClock(NOON), threading.Event()
    url = "sqlite:///var/campaign.db"
    with contextlib.closing(open_store(url, tmp_path, Way(busy_s=0.01))) as outbox:
        locking = sqlite3.connect(tmp_path / "var" / "campaign.db", isolation_level=None, check_same_thread=False)
        network = Played(clock)

        def answer() -> Outcome:
            sent = Sent(network.execute())
            locking.execute("BEGIN IMMEDIATE")
            return sent

        network.script = [answer]
        cast = crew(tmp_path, read(tmp_path, NOON), outbox, clock, networks=lambda _: network, var=tmp_path / "var")
        cast.planner.run_once(NOON)
        clock.set(NOON + timedelta(days=1))
        loop = Loop(clock, lambda _name, _fault: refused.set())
        doors = Doors(cast, loop)
        doors.touch()
        doors.run_once(clock.now())
        assert refused.wait(PATIENCE_S)
        # Somebody saves other secrets, or the clock was in doubt, before the sender tries again.
        doors.open_anew()
        doors.run_once(clock.now())
        locking.execute("ROLLBACK")
        locking.close()
        doors.stop()
        assert loop.stop(PATIENCE_S) == ()
        # A heartbeat.
        doors.run_once(clock.now())
        assert [(row.state, row.remote_id) for row in outbox.deliveries()] == [(State.SENT, "1")]
        assert len(network.world) == 1
