"""When the judge wants people to have been told of a second copy that a server made late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.model import NetworkName
from bot.daemon.alarms import Told
from bot.outbox import open_outbox
from bot.ports import Outbox
from tests.contracts.outbox_world import NOON
from tests.simulation.judgement import Judge, Verdict
from tests.simulation.oracle import Copy

DAY = 24 * 60.0


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = open_outbox("sqlite:///campaign.db", tmp_path)
    yield opened
    opened.close()


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def copy(remote_id: str, began: float, executed: float) -> Copy:
    when = (after(began), after(executed), after(executed))
    return Copy("masto", NetworkName.MASTODON, remote_id, "entry1/once/fr/masto", 0, "words", (), (), *when)


def judged(outbox: Outbox, reads: list[float], shown: float = 30, *alarms: Told) -> Verdict:
    """Of two calls the second was answered; the first, five minutes earlier, was executed ``shown`` minutes later."""
    judge = Judge(outbox)
    copies = [copy("1", 0, 0.5), copy("2", -5, shown)]
    judge.sum_up(copies, {"masto": [after(minute) for minute in reads]}, alarms)
    return judge.verdict


def test_a_second_copy_that_the_last_look_could_see_is_to_be_told(outbox: Outbox) -> None:
    assert judged(outbox, [5, 63]).twice == ["entry1/once/fr/masto#0 as 1 and 2, one late, and nobody was told"]


def test_it_is_made_up_for_within_a_day(outbox: Outbox) -> None:
    assert judged(outbox, [5, DAY - 1]).twice != []


@pytest.mark.parametrize("reads", [[5], [5, 45], [5, DAY + 1], [5, 40, 3 * DAY]])
def test_where_no_daemon_ran_or_nobody_could_read_when_the_last_look_was_due_nobody_is_to_blame(
    outbox: Outbox, reads: list[float]
) -> None:
    verdict = judged(outbox, reads)
    assert verdict.twice == []
    assert len(verdict.late) == 1


def test_what_shows_after_the_last_look_nobody_can_see(outbox: Outbox) -> None:
    assert judged(outbox, [5, 63], 61).twice == []


def test_what_people_were_told_of_is_told(outbox: Outbox) -> None:
    told = Told("double-found", copy("2", 0, 0).url, {}, after(61))
    assert judged(outbox, [5, 61, 63], 30, told).twice == []
