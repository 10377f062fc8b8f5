"""Calls whose answer was lost, on a network that is known through and through: one post, whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent, Unknown
from bot.daemon.reconciler import Reconciler
from bot.daemon.staff import seen
from bot.ports import Blind, ErrandKind, Identity, Looked, Sought
from tests.daemon.cast import NOON, SETTINGS, Cast, cast
from tests.daemon.days import KilledError, days, restarted
from tests.daemon.played import LOST, Played

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n    if-late: send\n"
TWO = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
WORDS = "Un.\n#Small"
SERVER_FAULT = Unknown("server fault: 500")
DUPLICATE = Unknown("duplicate: Status is a duplicate.")


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def stands_once(played: Cast) -> bool:
    row = played.only()
    return played.network.there() == [WORDS] and (row.state, row.remote_id) == (State.SENT, "1")


@pytest.mark.parametrize("answer", [LOST, SERVER_FAULT, DUPLICATE], ids=["lost", "500", "duplicate"])
def test_a_post_that_is_found_is_sent_with_its_receipt_within_seconds_and_nobody_is_troubled(
    tmp_path: Path, answer: Unknown
) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [played.network.executed(answer)]
    days(played).until(after(seconds=10))
    assert stands_once(played)
    row = played.only()
    assert (row.sent_at, row.url) == (NOON, "http://here/1")
    assert played.alarms() == []
    days(played).until(after(hours=3))
    assert len(played.network.published) == 1


def test_a_post_that_is_twice_absent_goes_again_with_the_same_key_and_not_before(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    life = days(played)
    life.until(after(seconds=224))
    assert len(played.network.published) == 1
    life.until(after(seconds=226))
    assert stands_once(played)
    assert len({key for _, key in played.network.published}) == 1
    assert len(played.network.published) == 2
    assert played.alarms() == []


@pytest.mark.parametrize("found", [Looked(()), NotSent("refused")], ids=["absent", "refused"])
def test_a_clock_that_jumps_while_it_looks_has_nothing_concluded_and_nothing_put_off(
    tmp_path: Path, found: Looked | NotSent
) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.run(NOON)
    trusted = [True]

    class Jumping(Played):
        """While it reads, the clock is set to tomorrow."""

        def find_own_posts(self, sought: Sought) -> Looked | NotSent:
            del sought
            trusted[0] = False
            played.clock.set(after(days=1))
            return found

    means = replace(played.means, networks=lambda _: Jumping(played.clock), clock_trusted=lambda: trusted[0])
    played.clock.set(after(minutes=3))
    before = played.only()
    Reconciler(means).run_once(after(minutes=3))
    assert played.only() == before


@pytest.mark.parametrize("late_s", [1, 4, 30, 60, 90, 149])
def test_a_call_that_a_server_executes_late_is_one_post(tmp_path: Path, late_s: int) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [played.network.executed(after=timedelta(seconds=late_s))]
    days(played).until(after(hours=1))
    assert stands_once(played)
    assert len(played.network.published) == 1


@pytest.mark.parametrize("stale_s", [1, 30, 60])
@pytest.mark.parametrize("late_s", [0, 60, 149])
def test_a_server_that_answers_from_the_past_makes_no_second_post(tmp_path: Path, stale_s: int, late_s: int) -> None:
    played = cast(tmp_path, ONE)
    played.network.stale = timedelta(seconds=stale_s)
    played.network.script = [played.network.executed(after=timedelta(seconds=late_s))]
    days(played).until(after(hours=1))
    assert stands_once(played)


def test_a_duplicate_that_is_nowhere_to_be_found_is_for_a_person_to_say(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [DUPLICATE]
    days(played).until(after(hours=3))
    assert len(played.network.published) == 1
    assert (played.only().state, played.only().reason) == (State.ASK, "called a duplicate, and not found")
    assert played.alarms() == ["delivery-ask"]
    (alarm,) = played.outbox.alarms()
    for choice in ("there", "send", "drop"):
        assert f"run.py resolve one/once/france/masto {choice}" in alarm.text


def test_a_network_that_cannot_be_read_for_an_hour_is_asked_until_it_can_and_the_staff_hear_once(
    tmp_path: Path,
) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [played.network.executed()]
    played.network.reading = [NotSent("unreachable")] * 7
    life = days(played)
    life.until(after(minutes=9))
    assert played.alarms() == []
    life.until(after(minutes=11))
    assert played.alarms() == ["delivery-unknown"]
    life.until(after(minutes=30))
    assert played.only().state is State.UNKNOWN
    assert len(played.network.looks) < 8, "it is asked less and less often"
    life.until(after(hours=1.5))
    assert stands_once(played)
    assert played.alarms() == ["delivery-unknown"]


def test_a_network_that_nobody_can_read_back_is_asked_of_a_person_once_the_call_has_ended(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.network.reading = [Blind("no staff chat")] * 9
    life = days(played)
    life.until(after(seconds=149))
    assert played.only().state is State.UNKNOWN
    life.until(after(hours=3))
    assert (played.only().state, played.only().reason) == (State.ASK, "no staff chat")
    assert len(played.network.published) == 1


def test_a_post_found_twice_is_sent_as_the_oldest_and_the_staff_hear_of_the_other(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)

    def twice() -> Unknown:
        played.network.execute()
        played.network.execute()
        return LOST

    played.network.script = [twice]
    days(played).until(after(minutes=1))
    assert (played.only().state, played.only().remote_id) == (State.SENT, "1")
    (alarm,) = played.outbox.alarms()
    assert alarm.code == "double-found"
    assert "http://here/2" in alarm.text
    assert "run.py retract --double one/once/france/masto 2" in alarm.text


def test_after_eight_calls_that_brought_nothing_a_person_is_asked(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST] * 20
    days(played).until(after(hours=3))
    assert len(played.network.published) == 8
    assert (played.only().state, played.only().reason) == (State.ASK, "not found after eight calls")


def test_a_row_whose_account_left_the_settings_is_for_a_person_to_say(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.run(NOON)
    played.write(ONE, SETTINGS.replace("[masto]", "[other]").replace("  masto:", "  other:"))
    played.load()
    restarted(played).until(after(minutes=1))
    rows = {row.account: row.state for row in played.rows(State.ASK, State.UNKNOWN)}
    assert rows == {"masto": State.ASK}


def test_what_another_account_has_proves_nothing_of_ours(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.outbox.pin("masto", Identity("1", "@small"), NOON)
    played.network.script = [played.network.executed()]
    played.network.who = [Identity("77", "@stranger")] * 5
    days(played).until(after(minutes=4))
    assert played.network.looks == []
    assert played.only().state is State.UNKNOWN
    days(played).until(after(hours=1))
    assert stands_once(played), "its own credentials are back"


def test_a_post_taken_back_while_nobody_knew_is_not_sent_again(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.run(NOON)
    assert played.outbox.order(played.only().key, ErrandKind.RETRACT, "Maria", NOON)
    days(played).until(after(hours=1))
    assert played.only().state is State.CANCELLED
    assert played.network.there() == []


def test_two_unsure_posts_of_one_account_are_each_found(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    played.network.script = [played.network.executed(), played.network.executed()]
    days(played).until(after(hours=1))
    assert sorted(played.network.there()) == ["Deux.\n#Small", WORDS]
    assert {(row.text, row.remote_id) for row in played.rows(State.SENT)} == {(WORDS, "1"), ("Deux.\n#Small", "2")}


@pytest.mark.parametrize("executed", [True, False], ids=["executed", "not executed"])
@pytest.mark.parametrize("at_s", [0, 3, 100, 160], ids=["in flight", "unknown", "looked for", "absent once"])
def test_a_restart_at_any_time_makes_one_post(tmp_path: Path, at_s: int, *, executed: bool) -> None:
    played = cast(tmp_path, ONE)

    def killed() -> Unknown:
        if executed:
            # Late, so that it is not found at the first look.
            played.network.execute(timedelta(seconds=120))
        if at_s == 0:
            raise KilledError
        return LOST

    played.network.script = [killed]
    if at_s == 0:
        with pytest.raises(KilledError):
            days(played).until(NOON)
        assert played.only().state is State.SENDING
    else:
        days(played).until(after(seconds=at_s))
        assert played.only().state in {State.UNKNOWN, State.SENT}
    restarted(played).until(after(hours=1))
    assert stands_once(played)
    assert len(played.network.published) == (1 if executed else 2)


def test_clients_are_opened_when_something_is_to_be_read_and_given_back_after(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    life = days(played)
    life.until(after(seconds=30))
    assert played.network.opened == []
    played.network.script = [played.network.executed(after=timedelta(seconds=100))]
    life.until(after(minutes=6))
    assert played.network.opened == ["masto"] * played.network.closed
    assert len(played.rows(State.SENT)) == 2


ON_TELEGRAM = SETTINGS.replace('{kind: mastodon, server: "http://127.0.0.1:9"', '{kind: telegram, channel: "@small_fr"')


def test_a_channels_first_post_is_looked_for_after_the_last_one_that_somebody_else_is_known_to_have_made(
    tmp_path: Path,
) -> None:
    played = cast(tmp_path, ONE, settings=ON_TELEGRAM)
    for number, ago_s in ((4999, 3600), (5000, 90), (5001, 30)):
        seen.remember(played.outbox, "masto", number, int(NOON.timestamp()) - ago_s)
    played.network.script = [LOST]
    played.run(NOON)
    days(played).until(NOON + timedelta(minutes=1))
    # The last is too near to be surely older: clocks differ.
    assert {look.after_id for look in played.network.looks} == {"5000"}
    assert {look.highest_id for look in played.network.looks} == {"5001"}, "but below it nothing ends"
