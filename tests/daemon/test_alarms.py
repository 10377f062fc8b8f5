from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import VirtualClock
from bot.daemon.alarms import SAME_MATTER, Alarms, Told
from bot.ports import Outbox
from tests.daemon.cast import NOON
from tests.outbox.ready import ready_outbox

MISSED = {"key": "who/once/france/x", "reason": "too late"}


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = ready_outbox(tmp_path)
    yield opened
    opened.close()


def test_the_same_matter_is_told_once_an_hour(outbox: Outbox) -> None:
    clock, chat = VirtualClock(NOON), list[Told]()
    alarms = Alarms(outbox, clock, lambda: "en", [chat.append])
    for minutes in (0, 1, 59):
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
