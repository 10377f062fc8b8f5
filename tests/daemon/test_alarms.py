from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from typing import cast as cast_to

import pytest

from bot.campaign.delivery import State
from bot.clock import VirtualClock
from bot.daemon.alarms import SAME_MATTER, Alarms, Told
from bot.daemon.catchup import settle_over
from bot.errors import StoreError
from bot.ports import Outbox
from tests.daemon.cast import NOON, cast
from tests.outbox.ready import ready_outbox

HOURS = range(11, 16)
MISSED = {"key": "who/once/france/x", "reason": "too late"}


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = ready_outbox(tmp_path)
    yield opened
    opened.close()


def test_the_same_matter_is_told_once_an_hour(outbox: Outbox) -> None:
    clock, chat = VirtualClock(NOON), list[Told]()
    alarms = Alarms(outbox, clock, lambda: "en", [chat.append])
    for minutes in (0, 0, 1, 59):
        clock.set(NOON + timedelta(minutes=minutes))
        alarms.tell("delivery-missed", **MISSED)
    assert len(outbox.alarms()) == len(chat) == 1
    clock.set(NOON + SAME_MATTER)
    alarms.tell("delivery-missed", **MISSED)
    assert len(outbox.alarms()) == len(chat) == 2


def test_what_was_told_by_a_clock_that_was_ahead_is_told_again(outbox: Outbox) -> None:
    clock = VirtualClock(NOON + timedelta(hours=18))
    alarms = Alarms(outbox, clock, lambda: "en")
    alarms.tell("delivery-missed", **MISSED)
    clock.jump(timedelta(hours=-18))
    alarms.tell("delivery-missed", **MISSED)
    assert len(outbox.alarms()) == 2


def test_two_matters_are_two_alarms(outbox: Outbox) -> None:
    alarms = Alarms(outbox, VirtualClock(NOON), lambda: "en")
    alarms.tell("delivery-missed", **MISSED)
    alarms.tell("delivery-missed", **(MISSED | {"key": "who/once/france/mastodon"}))
    assert len(outbox.alarms()) == 2


def test_what_was_told_long_ago_is_not_remembered_for_ever(outbox: Outbox) -> None:
    clock = VirtualClock(NOON)
    alarms = Alarms(outbox, clock, lambda: "en")
    for hour in range(5):
        clock.set(NOON + timedelta(hours=2 * hour))
        alarms.tell("delivery-missed", **(MISSED | {"key": f"{hour}"}))
    assert len(alarms._told) == 1


def test_the_staff_hear_it_in_the_language_their_settings_name_now_reasons_too(outbox: Outbox) -> None:
    language = "fr"
    alarms = Alarms(outbox, VirtualClock(NOON), lambda: language)
    alarms.tell("account-broken", account="x", reason="account refused: 401 Unauthorized")
    language = "en"
    alarms.tell("account-broken", account="x", reason="account refused: 401 Unauthorized")
    alarms.tell("delivery-missed", **MISSED)
    missed, english, french = (alarm.text for alarm in outbox.alarms())
    assert french.startswith(
        "Le compte x ne peut pas publier\u00a0: le réseau refuse le compte (401 Unauthorized). Il est en pause"
    )
    assert english.startswith("The account x cannot post: the network refuses the account (401 Unauthorized).")
    assert missed == "Not sent: who/once/france/x (its time passed too long ago)."


def test_a_chat_that_does_not_answer_costs_neither_the_alarm_nor_the_other_ways(outbox: Outbox) -> None:
    def silent(_told: Told) -> None:
        raise TimeoutError("no answer")

    mail: list[Told] = []
    Alarms(outbox, VirtualClock(NOON), lambda: "en", [silent, mail.append]).tell("delivery-missed", **MISSED)
    assert [alarm.code for alarm in outbox.alarms()] == [told.code for told in mail] == ["delivery-missed"]


def test_an_outbox_that_takes_no_more_does_not_keep_the_chat_from_hearing_it(outbox: Outbox) -> None:
    chat: list[Told] = []
    alarms = Alarms(outbox, VirtualClock(NOON), lambda: "en", [chat.append])
    outbox.close()
    alarms.tell("delivery-missed", **MISSED)
    assert len(chat) == 1


class Full:
    """An outbox that takes no alarm, as one whose disk is full just then."""

    def __init__(self, real: Outbox) -> None:
        self.real, self.full = real, True

    def __getattr__(self, name: str) -> Any:  # whatever else an outbox can do
        return getattr(self.real, name)

    def raise_alarm(self, code: str, text: str, at: datetime) -> None:
        if self.full:
            raise StoreError("the disk is full")
        self.real.raise_alarm(code, text, at)


def test_what_becomes_of_a_post_and_the_word_of_it_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    played = cast(tmp_path, "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n")
    full, chat = Full(played.outbox), list[Told]()
    alarms = Alarms(cast_to("Outbox", full), played.clock, lambda: "en", [chat.append])
    row = played.only()

    def missed() -> tuple[str, Mapping[str, object]] | None:
        return ("delivery-missed", MISSED) if played.outbox.settle(row, State.MISSED, "too late", NOON) else None

    with pytest.raises(StoreError):
        alarms.tell_with(missed)
    assert (played.only().state, chat) == (State.PLANNED, []), "nobody heard of what did not happen"
    full.full = False
    assert alarms.tell_with(missed)
    assert (played.only().state, [told.code for told in chat]) == (State.MISSED, ["delivery-missed"])
    assert not alarms.tell_with(missed), "it is so already"
    assert len(chat) == len(played.outbox.alarms()) == 1


def test_many_that_are_over_are_all_missed_with_their_alarm_or_none_is(tmp_path: Path) -> None:
    hours = "".join(
        f"  h{hour}:\n    when: 2030-06-08 at {hour}:00 in Paris\n    text: {{fr: U{hour}.}}\n" for hour in HOURS
    )
    played = cast(tmp_path, "posts:\n" + hours, start=NOON - timedelta(hours=4))
    full = Full(played.outbox)
    outbox = cast_to("Outbox", full)
    alarms = Alarms(outbox, played.clock, lambda: "en")
    late = NOON + timedelta(hours=9)
    running, rows = played.means.live.snapshot, played.rows()
    with pytest.raises(StoreError):
        settle_over(outbox, alarms, running, rows, late)
    assert {row.state for row in played.rows()} == {State.PLANNED}
    full.full = False
    assert len(settle_over(outbox, alarms, running, rows, late)) == len(HOURS)
    assert [alarm.code for alarm in played.outbox.alarms()] == ["deliveries-missed"]
