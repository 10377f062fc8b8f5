"""Wall against monotonic clock, and the networks' clocks as witnesses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.campaign.delivery import State
from bot.campaign.model import Account
from bot.clock import VirtualClock
from bot.daemon.sender import Sender
from bot.daemon.timekeeper import Timekeeper
from bot.errors import SecretsError
from bot.ports import Network
from tests.daemon.cast import NOON, SETTINGS, Cast, at, cast

HOURLY = "posts:\n" + "".join(
    f"  p{hour}:\n    when: 2030-06-08 at {hour}:00 in Paris\n    text: {{fr: Texte {hour}.}}\n"
    for hour in range(10, 20)
)
THREE = SETTINGS.replace(
    "accounts: [masto]}\naccounts:\n",
    "accounts: [masto, other, tg]}\naccounts:\n"
    '  other: {kind: mastodon, server: "http://127.0.0.1:9"}\n'
    '  tg: {kind: telegram, channel: "@small", api: "http://127.0.0.1:9"}\n',
)
TWO_SERVERS = SETTINGS.replace("accounts: [masto]}", "accounts: [masto, there, tg]}") + (
    "accounts:\n"
    '  masto: {kind: mastodon, server: "http://127.0.0.1:9"}\n'
    '  there: {kind: mastodon, server: "http://127.0.0.1:8"}\n'
    '  tg: {kind: telegram, channel: "@small", api: "http://127.0.0.1:9"}\n'
)
TWO_SERVERS = TWO_SERVERS.replace(SETTINGS[SETTINGS.index("accounts:\n") : SETTINGS.index("quiet-hours")], "", 1)
HOUR = timedelta(hours=1)


@dataclass
class Times:
    """The networks' own clocks: right, unless told otherwise; and which were asked."""

    clock: VirtualClock
    off: dict[str, timedelta | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    closed: int = 0
    wrong_by: timedelta = timedelta(0)
    """How far the computer's clock is off by the test's own doing."""
    without_secrets: frozenset[str] = frozenset()

    def network(self, account: Account) -> Network:
        if account.name in self.without_secrets:
            raise SecretsError("none")
        return _Server(self, account.name)  # type: ignore[return-value]

    def told(self, name: str) -> datetime | None:
        off = self.off.get(name, timedelta(0))
        return None if off is None else self.clock.now() - self.wrong_by + off


class _Server:
    """All that a timekeeper asks of a network."""

    def __init__(self, times: Times, name: str) -> None:
        self._times = times
        self._name = name

    def server_time(self) -> datetime | None:
        self._times.asked.append(self._name)
        return self._times.told(self._name)

    def close(self) -> None:
        self._times.closed += 1


def kept(folder: Path, settings_text: str = THREE, start: datetime = NOON) -> tuple[Cast, Timekeeper, Times]:
    """A cast whose sender goes by a timekeeper, with networks that know the time."""
    played = cast(folder, HOURLY, start=start, settings=settings_text)
    times = Times(played.clock)
    keeper = Timekeeper(played.clock, played.outbox, played.means.alarm, played.live, times.network)
    means = replace(played.means, clock_trusted=keeper.trusted)
    sender = Sender(played.sender.account, played.network, means)
    return replace(played, means=means, sender=sender), keeper, times


def jump(played: Cast, times: Times, by: timedelta, *, truly: bool = False) -> None:
    """``truly``: the computer slept, so its wall clock is right afterwards."""
    played.clock.jump(by)
    if not truly:
        times.wrong_by += by


@pytest.mark.parametrize("by", [timedelta(seconds=31), -timedelta(seconds=31), timedelta(days=365), -timedelta(days=1)])
def test_a_jump_either_way_is_seen_before_the_next_byte_without_a_tick(tmp_path: Path, by: timedelta) -> None:
    played, keeper, times = kept(tmp_path)
    jump(played, times, by)
    assert keeper.trusted() is False
    played.sender.run_once(max(NOON + HOUR, played.clock.now()))
    assert played.network.published == []


def test_time_that_passes_and_small_corrections_are_no_jump(tmp_path: Path) -> None:
    played, keeper, _ = kept(tmp_path)
    played.clock.set(NOON + timedelta(days=30))
    played.clock.jump(timedelta(seconds=29))
    assert keeper.trusted()
    assert played.alarms() == []


def test_several_small_steps_add_up_to_a_jump(tmp_path: Path) -> None:
    played, keeper, _ = kept(tmp_path)
    seen = []
    for _ in range(3):
        played.clock.jump(timedelta(seconds=20))
        seen.append(keeper.trusted())
    assert seen == [True, False, False]


def test_a_wall_clock_that_stands_still_is_no_clock(tmp_path: Path) -> None:
    played, keeper, _ = kept(tmp_path)
    played.clock.run(31)
    assert keeper.trusted() is False


def test_two_different_networks_that_agree_end_the_doubt_and_what_was_held_goes_on(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path, start=at(9, 30))
    jump(played, times, timedelta(minutes=31), truly=True)
    played.run(played.clock.now())
    assert {row.state for row in played.outbox.deliveries() if row.reason == "clock"} == {State.HELD}
    assert keeper.run_once(played.clock.now()) is None
    assert times.asked == ["other", "tg"], "one of each network, not two accounts of one server"
    assert times.closed == 2
    assert keeper.trusted()
    assert played.alarms() == ["clock-jumped", "clock-trusted"]
    assert [row.reason for row in played.outbox.deliveries() if row.state is State.HELD] == []
    played.run(played.clock.now() + timedelta(seconds=60))
    assert len(played.network.published) == 1


def test_while_the_networks_disagree_nothing_goes_and_staff_hear_by_how_much(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path)
    jump(played, times, -HOUR)
    for _ in range(3):
        again = keeper.run_once(played.clock.now())
        assert again == played.clock.now() + timedelta(seconds=30)
        played.clock.set(again)
    assert keeper.trusted() is False
    assert played.alarms() == ["clock-jumped", "clock-wrong"]
    assert "-3600 s" in played.outbox.alarms()[0].text
    # Somebody sets it right.
    jump(played, times, HOUR)
    keeper.run_once(played.clock.now())
    assert keeper.trusted()


def test_one_network_that_agrees_is_not_enough_where_there_are_two(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path)
    jump(played, times, HOUR, truly=True)
    times.off = {"tg": None}
    keeper.run_once(played.clock.now())
    assert keeper.trusted() is False
    times.off = {"tg": timedelta(seconds=91)}
    keeper.run_once(played.clock.now())
    assert keeper.trusted() is False
    times.off = {"tg": timedelta(seconds=89)}
    keeper.run_once(played.clock.now())
    assert keeper.trusted()


def test_one_network_is_enough_where_there_is_but_one(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path, SETTINGS)
    jump(played, times, HOUR, truly=True)
    keeper.run_once(played.clock.now())
    assert keeper.trusted()


def test_another_account_of_the_server_answers_where_secrets_are_missing(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path)
    times.without_secrets = frozenset({"other"})
    jump(played, times, HOUR, truly=True)
    keeper.run_once(played.clock.now())
    assert times.asked == ["masto", "tg"]
    assert keeper.trusted()


def test_another_network_is_asked_before_another_server_of_the_same(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path, TWO_SERVERS)
    jump(played, times, HOUR, truly=True)
    keeper.run_once(played.clock.now())
    assert times.asked == ["masto", "tg"]
    times.asked.clear()
    jump(played, times, HOUR, truly=True)
    times.off = {"tg": None}
    keeper.run_once(played.clock.now())
    assert times.asked == ["masto", "tg", "there"]
    assert keeper.trusted()


def test_a_jump_while_the_networks_are_asked_is_not_lost(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path, SETTINGS)
    jump(played, times, HOUR, truly=True)
    told = times.told

    def slow(name: str) -> datetime | None:
        answer = told(name)
        played.clock.jump(timedelta(seconds=60))
        return answer

    times.told = slow  # type: ignore[method-assign]
    keeper.run_once(played.clock.now())
    assert keeper.trusted() is False


def test_whoever_waits_is_told_once_a_doubt_has_ended_and_not_before(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path)
    told: list[bool] = []
    keeper.after_doubt = lambda: told.append(keeper.trusted())
    keeper.run_once(NOON)
    jump(played, times, -HOUR)
    keeper.run_once(played.clock.now())
    assert told == []
    jump(played, times, HOUR)
    keeper.run_once(played.clock.now())
    assert told == [True]


def test_what_a_gate_held_just_after_the_doubt_ended_goes_on_too(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path, start=at(9, 30))
    jump(played, times, timedelta(minutes=31), truly=True)
    keeper.run_once(played.clock.now())
    assert keeper.trusted()
    # Its gate had asked before, its upload took until now.
    claimed = played.outbox.claim("masto", played.clock.now(), "test:1", 300)
    assert claimed is not None
    played.outbox.settle(claimed, State.HELD, "clock", played.clock.now())
    keeper.run_once(played.clock.now() + timedelta(seconds=20))
    assert played.rows(State.HELD) == []


@pytest.mark.parametrize("while_it_uploads", [False, True])
def test_in_a_shared_store_a_daemon_in_doubt_leaves_what_is_due_to_the_others(
    tmp_path: Path, *, while_it_uploads: bool
) -> None:
    played, _, times = kept(tmp_path, start=at(9, 30))
    played.outbox.shared = True
    beside = Sender(played.sender.account, played.network, replace(played.means, clock_trusted=lambda: True))
    slept = timedelta(seconds=31)
    if while_it_uploads:
        played.network.on_prepare = lambda: jump(played, times, slept, truly=True)
    else:
        jump(played, times, slept, truly=True)
    assert played.run(NOON) is None
    assert (played.network.published, played.rows(State.HELD, State.CLAIMED)) == ([], [])
    # It is killed, with a clock that nobody has set right.
    played.network.on_prepare = lambda: None
    beside.run_once(played.clock.now())
    assert [post.text.splitlines()[0] for post, _ in played.network.published] == ["Texte 10."]


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 3 * 3600), st.sampled_from([0, 1, -1, 29, -29, 31, -45, 3600, -86400, 31536000])),
        max_size=8,
    )
)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_clock_does_nothing_goes_twice_early_or_in_doubt(steps: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        played, keeper, times = kept(Path(folder), SETTINGS.replace("up to 3 hours", "send"), start=at(7))
        right = at(7)
        for seconds, by in steps:
            right += timedelta(seconds=seconds)
            played.clock.set(played.clock.now() + timedelta(seconds=seconds))
            jump(played, times, timedelta(seconds=by))
            before = len(played.network.published)
            played.sender.run_once(played.clock.now())
            if len(played.network.published) > before:
                assert abs(times.wrong_by) <= timedelta(seconds=30 + 90)
            keeper.run_once(played.clock.now())
        words = [post.text for post, _ in played.network.published]
        assert len(words) == len(set(words))
        for row in played.rows(State.SENT):
            assert row.due <= right + timedelta(seconds=120)
        played.outbox.close()
