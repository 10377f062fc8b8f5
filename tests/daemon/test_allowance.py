"""Networks' limits and a month's money: an account waits, or pauses alone, before it breaks either."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.campaign.budget import WINDOWS
from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent, Rejected
from bot.daemon.allowance import Allowance
from bot.daemon.door import Door
from bot.daemon.means import BOT
from bot.daemon.sender import Sender
from tests.daemon.cast import NOON, SETTINGS, Cast, cast
from tests.daemon.days import Days, days

FAST = SETTINGS.replace("spacing: 60 s", "spacing: 0 s")
MASTODON = '{kind: mastodon, server: "http://127.0.0.1:9", spacing: 60 s}'
KINDS = (MASTODON, '{kind: x, account: "@small", spacing: 60 s}', '{kind: telegram, channel: "@small", spacing: 60 s}')
ON_X = SETTINGS.replace(MASTODON, '{kind: x, account: "@small", spacing: 0 s}')
BUDGET = Decimal("0.10")
"""Six posts at 0.015 are 0.09; a seventh would break it. ``check`` refuses such a plan; calls made again also cost."""


def posts(number: int, more: str = "") -> str:
    """So many posts at noon, in words of their own."""
    return "posts:\n" + "".join(
        f"  p{index:03}:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {{fr: Numéro {index}.}}\n"
        f"    if-late: send\n    true-until: 2030-07-03 at 12:00\n{more}"
        for index in range(number)
    )


def poor(folder: Path) -> Cast:
    """Eight posts at noon on X, and money for six."""
    played = cast(folder, posts(8), settings=ON_X)
    account = replace(played.sender.account, budget_usd_per_month=BUDGET)
    running = played.live.snapshot
    assert running.campaign is not None
    settings = replace(running.campaign.settings, accounts={"masto": account})
    plan = {key: replace(due, account=account) for key, due in running.plan.items()}
    played.live.replace(replace(running, campaign=replace(running.campaign, settings=settings), plan=plan))
    return replace(played, sender=Sender(account, played.network, played.means))


def opened(played: Cast) -> Days:
    """With the door in front."""
    return Days(played, [Door(played.sender, played.means, lambda *_: None)], days(played).followers)


def test_what_a_network_says_of_coming_back_holds_for_every_post_of_the_account(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(2), settings=FAST)
    later = NOON + timedelta(minutes=40)
    played.network.script = [NotSent("rate limit", later)]
    assert played.run(NOON) == later
    assert len(played.network.published) == 1, "the second post does not knock at the same door"
    played.run(later - timedelta(seconds=1))
    assert len(played.network.published) == 1
    played.run(later)
    assert len(played.rows(State.SENT)) == 2
    assert played.alarms() == ["account-limited"]


def test_it_holds_over_a_restart_and_spends_no_try(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(2), settings=FAST)
    later = NOON + timedelta(minutes=30)
    played.network.script = [NotSent("rate limit", later)]
    played.run(NOON)
    again = replace(played, sender=Sender(played.sender.account, played.network, played.means))
    assert again.run(NOON + timedelta(minutes=1)) == later
    assert len(played.network.published) == 1
    assert sorted(row.attempts for row in played.rows()) == [0, 1]
    again.run(later)
    assert len(played.rows(State.SENT)) == 2


def test_it_holds_for_another_daemon_that_has_the_account_open(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(2), start=NOON - timedelta(hours=1), settings=FAST)
    played.outbox.shared = True
    beside = Sender(played.sender.account, played.network, replace(played.means, owner="beside:1"))
    beside.run_once(NOON - timedelta(hours=1))
    later = NOON + timedelta(minutes=30)
    played.network.script = [NotSent("rate limit", later)]
    played.run(NOON)
    assert beside.run_once(NOON) == later
    assert len(played.network.published) == 1


def test_it_does_not_hold_when_a_clock_heard_it_that_has_been_set_back_since(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(2), settings=FAST)
    played.network.script = [NotSent("rate limit", NOON + timedelta(minutes=90))]
    played.run(NOON + timedelta(hours=1))
    restarted = Allowance(played.sender.account, played.outbox)
    assert restarted.free_at(NOON + timedelta(hours=1)) == NOON + timedelta(minutes=90)
    assert restarted.free_at(NOON) <= NOON
    assert Allowance(played.sender.account, played.outbox).free_at(NOON) <= NOON
    assert restarted.rest(NOON + timedelta(minutes=5), NOON) == NOON + timedelta(minutes=5), "this word counts"


def test_a_short_wait_troubles_nobody(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(1))
    played.network.script = [NotSent("rate limit", NOON + timedelta(minutes=5))]
    played.run(NOON)
    assert played.alarms() == []


def test_a_network_that_says_never_is_asked_again_the_next_day(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(1))
    played.network.script = [NotSent("rate limit", NOON + timedelta(days=9000))]
    assert played.run(NOON) == NOON + timedelta(days=1)


def test_a_telegram_channel_hears_twenty_posts_a_minute_and_one_a_second(tmp_path: Path) -> None:
    on_telegram = SETTINGS.replace(MASTODON, '{kind: telegram, channel: "@small_fr", spacing: 0 s}')
    played = cast(tmp_path, posts(5), settings=on_telegram)
    days(played).until(NOON + timedelta(seconds=2.5))
    assert len(played.network.published) == 3
    days(played).until(NOON + timedelta(minutes=10))
    assert len(played.network.published) == 5


def test_an_account_without_money_pauses_alone_says_so_and_goes_on_next_month(tmp_path: Path) -> None:
    played = poor(tmp_path)
    life = opened(played)
    life.until(NOON + timedelta(hours=3))
    assert len(played.network.published) == 6
    (pause,) = played.outbox.pauses()
    assert (pause.scope, pause.by, pause.reason) == ("masto", BOT, "budget used up")
    assert played.alarms() == ["account-budget-near", "account-budget-used"]
    assert {row.attempts for row in played.rows(State.PLANNED)} == {0}
    life.until(datetime(2030, 6, 30, 23, 59, tzinfo=UTC))
    assert len(played.network.published) == 6
    life.until(datetime(2030, 7, 1, 0, 1, tzinfo=UTC))
    assert len(played.network.published) == 8
    assert played.outbox.pauses() == []


def test_what_a_network_did_not_execute_is_not_billed(tmp_path: Path) -> None:
    played = poor(tmp_path)
    played.network.script = [Rejected("no"), NotSent("unreachable")]
    opened(played).until(NOON + timedelta(hours=1))
    assert len(played.rows(State.SENT)) == 6


def test_a_restart_counts_what_was_spent_before_it(tmp_path: Path) -> None:
    played = poor(tmp_path)
    for _ in range(8):
        again = replace(played, sender=Sender(played.sender.account, played.network, played.means))
        again.run(NOON + timedelta(minutes=1))
    assert len(played.network.published) == 6


def test_a_due_instant_asks_the_outbox_no_more_for_the_limits(tmp_path: Path) -> None:
    asked: list[str] = []
    played = cast(tmp_path, posts(3), start=NOON - timedelta(hours=1), settings=FAST)
    outbox = played.outbox

    class Counting:
        """The real outbox, that tells what it is asked."""

        def __getattr__(self, name: str) -> object:
            asked.append(name)
            return getattr(outbox, name)

    means = replace(played.means, outbox=Counting())  # type: ignore[arg-type]
    sender = Sender(played.sender.account, played.network, means)
    sender.run_once(NOON - timedelta(minutes=1))
    asked.clear()
    played.clock.set(NOON)
    sender.run_once(NOON)
    assert len(played.network.published) == 3
    assert not {"attempts_since", "last_sent", "noted"} & set(asked)


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_that_a_clock_began_which_has_been_set_back_since_keeps_nobody_waiting(
    tmp_path: Path, kind: str
) -> None:
    tomorrow = NOON + timedelta(days=1)
    played = cast(tmp_path, posts(2), start=NOON - timedelta(hours=1), settings=SETTINGS.replace(MASTODON, kind))
    played.run(tomorrow)
    assert len(played.network.published) == 1
    spaced = Allowance(played.sender.account, played.outbox)
    assert spaced.free_at(tomorrow) == tomorrow + timedelta(seconds=60)
    assert spaced.free_at(tomorrow - timedelta(seconds=1)) == tomorrow + timedelta(seconds=60), "made ready ahead"
    assert Allowance(played.sender.account, played.outbox).free_at(NOON) <= NOON
    assert spaced.free_at(NOON) <= NOON


@pytest.mark.parametrize("kind", KINDS)
def test_nor_do_as_many_as_the_network_takes(tmp_path: Path, kind: str) -> None:
    played = cast(tmp_path, posts(1), settings=SETTINGS.replace(MASTODON, kind))
    played.run(NOON)
    ((post, _),) = played.network.published
    account = played.sender.account
    full = Allowance(account, played.outbox)
    for _ in range(max((window.most for window in WINDOWS[account.network]), default=1)):
        full.begun(post, NOON + timedelta(hours=2))
    assert full.free_at(NOON + timedelta(minutes=2)) <= NOON + timedelta(minutes=2)
