"""Whoever decides something of a store finds out first what it is."""

from __future__ import annotations

import contextlib
import shutil
from datetime import timedelta
from pathlib import Path

from bot.bootstrap.calls import keep_calls
from bot.bootstrap.desk import deciding
from bot.bootstrap.distrust import Distrust
from bot.campaign.delivery import State
from bot.daemon.alarms import Alarms
from bot.outbox import open_outbox
from bot.ports import ErrandKind
from tests.daemon.cast import NOON, cast

TWO = """posts:
  one:
    when: 2030-06-08 at 12:00 in Paris
    text: {fr: Un.}
  two:
    when: 2030-06-08 at 13:00 in Paris
    text: {fr: Deux.}
"""


def test_what_is_ordered_of_a_copy_before_a_daemon_saw_it_does_not_hide_that_it_is_one(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=NOON)
    var = tmp_path / "var"
    played.run(NOON)
    shutil.copyfile(var / "campaign.db", tmp_path / "copy.db")
    played.run(NOON + timedelta(hours=1))
    keep_calls(var, played.outbox.deeds_ever())
    played.outbox.close()
    shutil.copyfile(tmp_path / "copy.db", var / "campaign.db")
    with deciding(tmp_path) as desk:
        [out] = desk.outbox.deliveries(states=(State.SENT,))
        assert desk.outbox.order(out.key, ErrandKind.RETRACT, "Maria", played.clock.now())
    with contextlib.closing(open_outbox("sqlite:///var/campaign.db", tmp_path)) as put_back:
        Distrust(put_back, var, Alarms(put_back, played.clock, lambda: "en")).begin(NOON + timedelta(hours=2))
        assert {row.entry: row.state for row in put_back.deliveries()} == {
            "one": State.RETRACTING,
            "two": State.UNKNOWN,
        }
