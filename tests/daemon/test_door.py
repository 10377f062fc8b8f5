from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.door import ASK_LATER, ASK_SOON, Door, misnamed
from bot.daemon.live import Snapshot
from bot.daemon.means import BOT
from bot.ports import Identity
from tests.daemon.cast import NOON, Cast, at, cast

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"


LATER = "posts:\n  one:\n    when: 2030-06-08 at 18:00 in Paris\n    text: {fr: Un.}\n"


def door(played: Cast, proof: str = "these credentials") -> Door:
    return Door(played.sender, played.means, lambda _name, _limits: None, proof)


def restarted(folder: Path, schedule: str = ONE) -> Cast:
    """An account that once answered as itself, and a daemon that was started again since."""
    played = cast(folder, schedule)
    played.live.replace(Snapshot(None))
    door(played).run_once(NOON - timedelta(hours=1))
    played.load()
    return played


def test_an_account_is_asked_who_it_is_before_its_first_post(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [AccountBroken("401")]
    door(played).run_once(NOON)
    assert played.network.published == []
    assert played.alarms() == ["account-broken"]


STRANGE = NotSent("unreadable answer: 404")


def test_an_account_that_nobody_vouches_for_and_that_strangers_answer_for_is_told_after_ten_minutes(
    tmp_path: Path,
) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [STRANGE] * 22
    opening, now = door(played), NOON
    while now < NOON + timedelta(minutes=10):
        played.clock.set(now)
        assert opening.run_once(now) == now + timedelta(seconds=30)
        now += timedelta(seconds=30)
    assert played.alarms() == []
    played.clock.set(now)
    assert opening.run_once(now) == now + ASK_SOON
    assert played.alarms() == ["account-broken"]
    played.clock.set(now + ASK_SOON)
    assert opening.run_once(now + ASK_SOON) == now + 2 * ASK_SOON, "it is still none"
    assert played.alarms() == ["account-broken"]
    played.clock.set(now + 2 * ASK_SOON)
    opening.run_once(now + 2 * ASK_SOON)
    assert (played.only().state, played.outbox.pauses()) == (State.SENT, [])


def test_a_passing_strangeness_is_forgotten(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [STRANGE, NotSent("unreachable"), STRANGE]
    opening = door(played)
    for minutes in (0, 1, 11):
        now = NOON + timedelta(minutes=minutes)
        played.clock.set(now)
        opening.run_once(now)
    assert played.alarms() == []


def test_a_known_account_goes_on_whoever_answers_for_it_strangely(tmp_path: Path) -> None:
    played = restarted(tmp_path, LATER)
    opening = door(played)
    played.network.who = [STRANGE] * 9
    for hours in range(6):
        played.clock.set(NOON + timedelta(hours=hours))
        opening.run_once(played.clock.now())
    played.clock.set(at(16))
    opening.run_once(at(16))
    assert (played.only().sent_at, played.outbox.pauses()) == (at(16), [])


def test_a_broken_account_that_cannot_be_asked_whether_it_is_well_is_asked_soon(tmp_path: Path) -> None:
    played = restarted(tmp_path)
    played.network.who = [AccountBroken("suspended"), STRANGE, NotSent("unreachable")]
    opening = door(played)
    now = NOON
    for wait in (ASK_LATER, ASK_SOON, ASK_SOON):
        assert opening.run_once(now) == now + wait
        now += wait
        played.clock.set(now)
    assert played.network.published == []
    opening.run_once(now)
    assert played.only().state is State.SENT


def test_an_account_that_cannot_be_asked_yet_is_asked_again_and_its_post_goes_out_late(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [NotSent("connection refused")]
    opening = door(played)
    again = opening.run_once(NOON)
    assert again == NOON + timedelta(seconds=30)
    played.clock.set(again)
    opening.run_once(again)
    assert len(played.network.published) == 1


@pytest.mark.parametrize(("told_s", "waits_s"), [(-300, 30), (0, 30), (0.1, 5), (7, 7)])
def test_an_account_that_nobody_vouches_for_is_never_asked_in_a_circle(
    tmp_path: Path, told_s: float, waits_s: float
) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [NotSent("rate limit", NOON + timedelta(seconds=told_s)), AccountBroken("not so soon")]
    opening = door(played)
    played.clock.set(NOON)
    assert opening.run_once(NOON) == NOON + timedelta(seconds=waits_s)
    assert opening.run_once(NOON) == NOON + timedelta(seconds=waits_s), "woken early, it does not ask"
    assert len(played.network.who) == 1


@pytest.mark.parametrize("why", [NotSent("rate limit", NOON + timedelta(minutes=15)), NotSent("unreachable")])
def test_a_known_account_sends_on_time_while_its_network_cannot_say_who_it_is(tmp_path: Path, why: NotSent) -> None:
    played = restarted(tmp_path)
    played.network.who = [why]
    assert door(played).run_once(NOON) == NOON + ASK_LATER
    assert played.only().sent_at == NOON


def test_a_known_account_is_asked_later_again_and_one_that_proves_to_be_another_is_shut_at_once(tmp_path: Path) -> None:
    played = restarted(tmp_path, LATER)
    opening = door(played)
    played.network.who = [NotSent("rate limit", NOON + timedelta(minutes=15)), Identity("77", "@stranger")]
    assert opening.run_once(NOON) == NOON + ASK_LATER
    played.clock.set(NOON + timedelta(minutes=30))
    opening.run_once(played.clock.now())
    assert len(played.network.who) == 1, "it is not asked at every wake-up"
    played.clock.set(NOON + ASK_LATER)
    assert opening.run_once(played.clock.now()) == NOON + 2 * ASK_LATER
    assert [pause.reason for pause in played.outbox.pauses()] == ["other account: @stranger ≠ @small"]
    played.clock.set(at(16, 5))
    played.network.who = [Identity("77", "@stranger")]
    opening.run_once(played.clock.now())
    assert played.network.published == []


def test_asking_again_never_keeps_a_post_waiting(tmp_path: Path) -> None:
    due = NOON + ASK_LATER + timedelta(seconds=30)
    played = restarted(
        tmp_path, f"posts:\n  one:\n    when: {due:%Y-%m-%d at %H:%M:%S} in UTC\n    text: {{fr: Un.}}\n"
    )
    opening = door(played)
    played.network.who = [NotSent("unreachable"), AccountBroken("401")]
    assert opening.run_once(NOON) == NOON + ASK_LATER
    played.clock.set(NOON + ASK_LATER)
    assert opening.run_once(played.clock.now()) == due, "an answer may take longer than it is until then"
    played.clock.set(due)
    opening.run_once(due)
    assert played.only().state is State.SENT
    assert played.network.who == [], "and asked it is, after the post"


def test_credentials_that_never_answered_wait_for_the_answer_though_the_account_is_known(tmp_path: Path) -> None:
    played = restarted(tmp_path)
    played.network.who = [NotSent("rate limit", NOON + timedelta(minutes=15))]
    assert door(played, "others, perhaps another account's").run_once(NOON) == NOON + timedelta(minutes=15)
    assert played.network.published == []


@pytest.mark.parametrize(("who", "sent"), [(Identity("77", "@stranger"), 0), (Identity("1", "@small"), 1)])
def test_an_account_that_somebody_resumes_is_asked_again_who_it_is(tmp_path: Path, who: Identity, sent: int) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [Identity("1", "@small"), who]
    played.network.script = [AccountBroken("401")]
    opening = door(played)
    opening.run_once(NOON)
    assert opening.run_once(NOON) == NOON + ASK_LATER, "a paused account is not asked at every wake-up"
    assert len(played.network.who) == 1
    tried = len(played.network.published)
    played.outbox.resume("masto")
    played.clock.set(NOON + timedelta(minutes=2))
    opening.run_once(played.clock.now())
    assert len(played.network.published) - tried == sent
    assert played.only().state is (State.SENT if sent else State.PLANNED)


def test_credentials_of_another_account_than_at_first_contact_are_refused(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.outbox.pin("masto", Identity("77", "@ours"), NOON)
    door(played).run_once(NOON)
    assert played.network.published == []
    (pause,) = played.outbox.pauses()
    assert pause.reason == "other account: @small ≠ @ours"


def test_a_mended_account_goes_on_by_itself_after_a_restart_but_a_persons_pause_stays(tmp_path: Path) -> None:
    for by, sent in ((BOT, 1), ("Maria", 0)):
        played = cast(tmp_path / by, ONE)
        played.outbox.pause("masto", by, "401", NOON)
        door(played).run_once(NOON)
        assert len(played.network.published) == sent
        assert played.only().state is (State.SENT if sent else State.PLANNED)


@pytest.mark.parametrize(
    ("address", "name", "wrong"),
    [
        ("", "@example", ""),
        ("", "@Example", ""),
        ("", "@stranger", "@example"),
        ("https://proxy.example/x", "@stranger", "@example"),
        ("http://127.0.0.1:9", "@playground", ""),
    ],
)
def test_a_token_of_another_x_account_than_the_settings_name_is_refused(address: str, name: str, wrong: str) -> None:
    account = Account("x", NetworkName.X, Place("settings.yaml"), address, "@example", "x")
    assert misnamed(account, Identity("1", name)) == wrong
