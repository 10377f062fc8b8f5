"""Accounts that break: each pauses alone, is asked every hour, and goes on by itself when it is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent, Outcome
from bot.daemon.door import ASK_RARELY, Door
from bot.daemon.means import BOT
from bot.daemon.reconciler import Reconciler
from bot.daemon.sender import Sender
from bot.ports import Identity
from tests.daemon.cast import NOON, SETTINGS, Cast, cast
from tests.daemon.days import Days, days
from tests.daemon.played import LOST, Played

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n    if-late: send\n"
LATER = ONE + "  later:\n    when: 2030-06-09 at 12:00 in Paris\n    text: {fr: Plus tard.}\n"
TWO_ACCOUNTS = SETTINGS.replace("[masto]", "[masto, other]").replace(
    "accounts:\n  masto:", 'accounts:\n  other: {kind: mastodon, server: "http://127.0.0.1:10"}\n  masto:'
)
HOUR = timedelta(hours=1)
OURS, STRANGER = Identity("1", "@small"), Identity("77", "@stranger")
REVOKED = AccountBroken("account refused: 401")


def opened(played: Cast) -> Days:
    """With the door in front."""
    return Days(played, [Door(played.sender, played.means, lambda *_: None)], days(played).followers)


def test_an_account_that_breaks_is_asked_every_hour_and_goes_on_by_itself_when_it_is_well(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [OURS, REVOKED, REVOKED]
    played.network.script = [REVOKED]
    life = opened(played)
    life.until(NOON + 2.5 * HOUR)
    assert len(played.network.who) == 0
    assert played.network.there() == []
    assert [(pause.scope, pause.by) for pause in played.outbox.pauses()] == [("masto", BOT)]
    assert played.alarms() == ["account-broken"], "once, not every hour"
    assert played.only().attempts == 0
    life.until(NOON + 3.5 * HOUR)
    assert played.only().sent_at == NOON + 3 * HOUR
    assert played.outbox.pauses() == []


def test_a_persons_pause_is_not_lifted_and_its_account_is_not_asked(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [REVOKED]
    played.outbox.pause("masto", "Maria", "the lawyer said stop", NOON)
    opened(played).until(NOON + 5 * HOUR)
    assert [pause.by for pause in played.outbox.pauses()] == ["Maria"]
    assert played.network.published == []


def test_whoever_resumes_an_account_that_is_still_broken_hears_so_again(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [REVOKED] * 2
    life = opened(played)
    life.until(NOON + 1.5 * HOUR)
    assert played.alarms() == ["account-broken"]
    played.network.who = [REVOKED]
    played.outbox.resume("masto")
    life.until(NOON + 1.6 * HOUR)
    assert played.alarms() == ["account-broken"] * 2
    assert [pause.by for pause in played.outbox.pauses()] == [BOT]


def test_an_account_that_is_well_is_asked_every_hour_and_another_identity_closes_it(tmp_path: Path) -> None:
    played = cast(tmp_path, LATER)
    life = opened(played)
    life.until(NOON + 3.5 * HOUR)
    played.network.who = [STRANGER] * 40
    life.until(NOON + 26 * HOUR)
    assert len(played.network.published) == 1
    assert [pause.reason for pause in played.outbox.pauses()] == ["other account: @stranger ≠ @small"]
    played.network.who = []
    life.until(NOON + 28 * HOUR)
    assert len(played.network.published) == 2


def test_where_asking_is_billed_it_is_asked_twice_a_day(tmp_path: Path) -> None:
    on_x = SETTINGS.replace('{kind: mastodon, server: "http://127.0.0.1:9",', '{kind: x, account: "@small",')
    played = cast(tmp_path, ONE, settings=on_x)
    played.network.who = [OURS] * 10
    opened(played).until(NOON + 2.5 * ASK_RARELY)
    assert len(played.network.who) == 10 - 3


def test_the_same_fault_is_told_again_after_a_day(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [REVOKED] * 100
    opened(played).until(NOON + timedelta(days=2.1))
    assert played.alarms() == ["account-broken"] * 3


@pytest.mark.parametrize("trouble", ["broken", "limited", "unreadable"])
def test_one_accounts_trouble_keeps_no_other_account_waiting(tmp_path: Path, trouble: str) -> None:
    played = cast(tmp_path, ONE, settings=TWO_ACCOUNTS)
    campaign = played.live.snapshot.campaign
    assert campaign is not None
    ill, well = Played(played.clock), Played(played.clock)
    means = replace(played.means, networks=lambda account: ill if account.name == "masto" else well)
    answers: dict[str, Outcome] = {"broken": REVOKED, "limited": NotSent("rate limit", NOON + HOUR), "unreadable": LOST}
    ill.script = [answers[trouble]]
    well.script = [well.executed()]
    ill.reading = [NotSent("unreachable")] * 50
    accounts = campaign.settings.accounts
    doors = [
        Door(Sender(accounts[name], network, means), means, lambda *_: None)
        for name, network in (("masto", ill), ("other", well))
    ]
    Days(played, doors, [Reconciler(means)]).until(NOON + timedelta(seconds=10))
    states = {row.account: row.state for row in played.rows()}
    assert states["other"] is State.SENT
    assert states["masto"] is (State.UNKNOWN if trouble == "unreadable" else State.PLANNED)


def test_a_limit_outlasting_a_posts_time_is_a_missed_post_and_never_a_late_one(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE.replace("if-late: send", "if-late: up to 30 minutes"))
    played.network.script = [NotSent("rate limit", NOON + HOUR)]
    opened(played).until(datetime(2030, 6, 9, tzinfo=NOON.tzinfo))
    assert played.network.there() == []
    assert played.only().state is State.MISSED
    assert played.alarms() == ["account-limited", "delivery-missed"]
