"""What the judge of withdrawals holds against whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.campaign.model import NetworkName
from tests.simulation.judgement import Verdict
from tests.simulation.oracle import Copy
from tests.simulation.undone import WAITS, hold_against_promise

NOON = datetime(2030, 6, 8, 10, tzinfo=UTC)
KNOWN = NOON + timedelta(minutes=30)


def after(seconds: float) -> datetime:
    return KNOWN + timedelta(seconds=seconds)


def judged(
    deleted: datetime | None,
    *troubles: tuple[datetime, str],
    began: datetime = NOON,
    executed: datetime = NOON,
    key: str = "photos/7/native/masto",
) -> tuple[int, bool]:
    """How many counted, and whether one was too slow."""
    verdict = Verdict()
    copy = Copy("masto", NetworkName.MASTODON, "1", key, 0, "", (), (), began, executed, executed, deleted)
    hold_against_promise([copy], {"7": KNOWN}, troubles, after(600), verdict)
    assert bool(verdict.bad) is bool(verdict.slow)
    return verdict.undone, bool(verdict.slow)


def test_a_minute_is_in_time_and_no_longer() -> None:
    assert judged(after(60)) == (1, False)
    assert judged(after(61)) == (1, True)
    assert judged(None) == (1, True)


def test_what_comes_to_be_there_afterwards_has_its_minute_from_then() -> None:
    assert judged(after(140), began=after(-20), executed=after(100)) == (1, False)
    assert judged(after(170), began=after(-20), executed=after(100)) == (1, True)


@pytest.mark.parametrize(
    ("trouble", "counts"),
    [
        ((after(30), "other"), 0),
        ((after(30), ""), 0),
        ((after(-30), "masto"), 0),
        ((after(-30), "other"), 1),
        ((KNOWN - WAITS - timedelta(seconds=1), "masto"), 1),
        ((after(601), "masto"), 1),
    ],
)
def test_a_fault_that_somebody_may_have_waited_for_excuses_it_and_no_other(
    trouble: tuple[datetime, str], counts: int
) -> None:
    assert judged(None, trouble) == (counts, bool(counts))


def test_what_was_gone_before_or_is_no_withdrawn_photos_or_came_later_than_anybody_waits_does_not_count() -> None:
    assert judged(after(-1)) == (0, False)
    assert judged(None, key="photos/8/native/masto") == (0, False)
    assert judged(None, key="one/once/france/masto") == (0, False)
    assert judged(None, began=NOON, executed=NOON + timedelta(seconds=151)) == (0, False)
