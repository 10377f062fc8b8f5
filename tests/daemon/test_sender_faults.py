"""What breaks around a call, and what becomes of the post: before the call it waits, after it nobody may guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, Outcome, Rejected, Sent, Unknown
from bot.daemon.sender import Sender
from bot.errors import CampaignError, FilesError, StoreError, UnreachableError
from bot.wording.reasons import SENTENCES
from tests.daemon.cast import NOON, cast
from tests.daemon.watched import FAST, ON_X, watched

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
TWO = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
KEY = "one/once/france/masto"


def fail(error: Exception) -> Callable[[], Any]:
    """Something that always breaks."""

    def broken() -> Any:  # in the place of an outcome, or of nothing
        raise error

    return broken


def test_a_bug_before_the_call_delays_that_post_by_five_minutes_and_no_other(tmp_path: Path) -> None:
    seen = watched(tmp_path, TWO)
    breaking = [fail(KeyError("a bug"))]
    seen.cast.network.on_prepare = lambda: breaking.pop()() if breaking else None
    assert seen.cast.run(NOON) == NOON + timedelta(minutes=5)
    reason = "a fault of this program (KeyError)"
    assert seen.outbox.settled == [(State.PLANNED, reason, NOON, NOON + timedelta(minutes=5))]
    assert seen.heard.told == [("delivery-delayed", {"key": KEY, "account": "masto", "reason": reason})]
    assert seen.texts == ["Deux."]
    seen.cast.run(NOON + timedelta(minutes=5))
    assert seen.texts == ["Deux.", "Un."]


def test_a_post_that_cannot_be_made_is_refused_with_the_reason_that_people_read(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.network.on_prepare = fail(FilesError("no such photo"))
    seen.cast.run(NOON)
    assert seen.outbox.settled == [(State.REJECTED, "no such photo", NOON, None)]
    assert seen.heard.told == [("delivery-rejected", {"key": KEY, "account": "masto", "reason": "no such photo"})]


@pytest.mark.parametrize("error", [StoreError("disk full"), UnreachableError("no database")])
def test_a_database_that_fails_before_the_call_takes_no_post_with_it(tmp_path: Path, error: CampaignError) -> None:
    seen = watched(tmp_path, ONE)
    breaking = [fail(error)]
    seen.cast.network.on_prepare = lambda: breaking.pop()() if breaking else None
    with pytest.raises(type(error)):
        seen.cast.run(NOON)
    assert seen.cast.only().state is State.CLAIMED
    later = NOON + timedelta(seconds=30)
    assert seen.cast.run(later) is None
    assert seen.outbox.settled == [(State.PLANNED, "", later, None)], "given back, once"
    assert seen.texts == ["Un."]


@pytest.mark.parametrize("error", [StoreError("disk full"), OSError("no file")])
def test_an_intent_that_cannot_be_written_calls_nobody_and_the_post_goes_when_it_can(
    tmp_path: Path, error: Exception
) -> None:
    seen = watched(tmp_path, ONE)
    seen.outbox.before_begin = fail(error)
    with pytest.raises(type(error)):
        seen.cast.run(NOON)
    assert seen.texts == []
    seen.outbox.before_begin = lambda: None
    later = NOON + timedelta(seconds=30)
    seen.cast.run(later)
    assert seen.outbox.settled == [(State.PLANNED, "", later, None)]
    assert seen.texts == ["Un."]
    seen.cast.run(later + timedelta(hours=1))
    assert len(seen.outbox.settled) == 1, "what was given back once is not given back again"


@pytest.mark.parametrize("error", [StoreError("disk full"), UnreachableError("no database"), OSError("no file")])
def test_a_refusal_after_the_intent_that_cannot_be_written_is_written_as_soon_as_it_can_be(
    tmp_path: Path, error: Exception
) -> None:
    seen = watched(tmp_path, ONE)
    seen.outbox.after_begin = lambda: seen.cast.outbox.pause("everything", "Maria", "news", NOON)
    seen.outbox.before_settle = fail(error)
    with pytest.raises(type(error)):
        seen.cast.run(NOON)
    assert seen.cast.only().state is State.SENDING
    assert seen.texts == []
    seen.outbox.before_settle = seen.outbox.after_begin = lambda: None
    later = NOON + timedelta(seconds=30)
    assert seen.cast.run(later) is None
    assert (seen.cast.only().state, seen.cast.only().attempts) == (State.PLANNED, 0), "proved unsent, and no try spent"
    seen.cast.outbox.resume("everything")
    seen.cast.run(later)
    assert seen.texts == ["Un."], "once"


def test_a_row_that_was_taken_away_before_its_intent_is_not_called_for(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.outbox.before_begin = lambda: seen.cast.outbox.pause("everything", "Maria", "news", NOON)
    seen.cast.run(NOON)
    assert seen.texts == []
    assert seen.outbox.settled == [(State.PLANNED, "paused just before sending", NOON, None)]


def test_a_bug_while_the_post_leaves_makes_it_unsure_and_the_post_is_looked_for(tmp_path: Path) -> None:
    seen = watched(tmp_path, TWO)
    seen.cast.network.script = [fail(KeyError("a bug"))]
    seen.cast.run(NOON)
    reason = "a fault of this program while sending (KeyError)"
    assert seen.outbox.settled == [(State.UNKNOWN, reason, NOON, NOON + timedelta(seconds=5))]
    assert seen.cast.woken == ["janitor", "reconciler", "janitor"]
    assert seen.cast.sender.in_flight is None
    assert seen.texts == ["Un.", "Deux."], "the account goes on"


def test_what_is_in_flight_is_known_while_it_is_and_no_longer(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    flying: list[str] = []

    def look() -> Outcome:
        assert seen.cast.sender.in_flight is not None
        flying.append(seen.cast.sender.in_flight.key)
        return Sent(seen.cast.network.execute())

    seen.cast.network.script = [look]
    assert seen.cast.sender.in_flight is None
    seen.cast.run(NOON)
    assert flying == [KEY]
    assert seen.cast.sender.in_flight is None


def test_a_network_that_bills_reads_is_looked_at_when_the_call_has_surely_ended(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, ON_X + "read-back: {after: 200 s, again: 45 s}\n")

    def slow() -> Outcome:
        seen.cast.clock.set(NOON + timedelta(seconds=60))
        return Unknown("no answer in time")

    seen.cast.network.script = [slow]
    seen.cast.run(NOON)
    (settled,) = seen.outbox.settled
    minute_later = NOON + timedelta(seconds=60)
    assert settled == (State.UNKNOWN, "no answer in time", minute_later, NOON + timedelta(seconds=200))


def test_an_answer_lost_while_the_files_are_broken_is_looked_for_at_the_usual_times(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, ON_X)
    live = seen.cast.live

    def broken() -> Outcome:
        live.replace(replace(live.snapshot, campaign=None))
        return Unknown("no answer in time")

    seen.cast.network.script = [broken]
    seen.cast.run(NOON)
    assert seen.outbox.settled[0] == (State.UNKNOWN, "no answer in time", NOON, NOON + timedelta(seconds=150))


def test_what_the_network_refuses_is_told_with_its_key_its_account_and_the_reason(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.network.script = [Rejected("422: too long")]
    seen.cast.run(NOON)
    assert seen.outbox.settled == [(State.REJECTED, "422: too long", NOON, None)]
    assert seen.heard.told == [("delivery-rejected", {"key": KEY, "account": "masto", "reason": "422: too long"})]


def test_a_broken_account_keeps_its_post_and_says_why_in_its_pause(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.network.script = [AccountBroken("401: token revoked")]
    seen.cast.run(NOON)
    assert seen.outbox.settled == [(State.PLANNED, "401: token revoked", NOON, None)]
    (pause,) = seen.cast.outbox.pauses()
    assert (pause.scope, pause.reason, pause.since) == ("masto", "401: token revoked", NOON)
    assert seen.cast.sender.standing.broken


def test_a_sender_is_named_after_its_account_and_begins_with_nothing_in_hand(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, settings=FAST)
    sender = Sender(played.sender.account, played.network, played.means)
    assert (sender.name, sender.account.name, sender.stopping, sender.in_flight) == (
        "sender masto",
        "masto",
        False,
        None,
    )


def test_every_reason_that_a_sender_gives_by_itself_is_one_that_people_can_read() -> None:
    for reason in ("a fault of this program", "a fault of this program while sending", "lease over", "budget used up"):
        assert f"reason: {reason}" in SENTENCES
    for reason in ("paused just before sending", "stopped just before sending"):
        assert f"reason: {reason}" in SENTENCES
