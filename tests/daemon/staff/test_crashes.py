"""A desk that ends at any point and starts again: one decision, nobody untold, at worst a message said twice."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import people
from bot.campaign.delivery import State
from bot.ports import Update
from tests.daemon.cast import at
from tests.daemon.staff.chatroom import BOT, HELD, JEAN, MARIA, Chatroom, pressed
from tests.daemon.staff.mortal import Fate, Killed

TITLE = "To approve"
ROOMS, QUESTIONS = int(os.environ.get("DESK_ROOMS", "10")), 10
"""Fifty rooms are the 500 interleavings of the fault matrix."""


def one_evening(room: Chatroom, fate: Fate) -> None:
    """It is shown, Jean says yes; whenever the process ends, another goes on."""
    room.cast.clock.set(at(16))
    try:
        desk = room.new_desk(fate=fate)
    except Killed:
        desk = room.new_desk()
    for step in ("show", "press", "end"):
        if step == "press":
            number = room.find(TITLE)
            body = pressed(JEAN, number, room.chat.messages[number].data("Approve"))
            room.cast.outbox.receive(BOT, [Update(1, body)], at(16))
        try:
            desk.run_once(at(16))
        except Killed:
            desk = room.new_desk()
            desk.run_once(at(16))
    # What was said by a process that did not live to write it down is recognised by its press.
    for number, shown in list(room.chat.messages.items()):
        if TITLE in shown.text and shown.buttons:
            update = Update(number + 1, pressed(JEAN, number, shown.data("Approve")))
            room.cast.outbox.receive(BOT, [update], at(16))
    room.new_desk().run_once(at(16))


def test_wherever_the_process_ends_one_yes_is_one_yes(tmp_path: Path) -> None:
    room = Chatroom(tmp_path / "whole", HELD)
    one_evening(room, whole := Fate())
    assert whole.calls > 40, "the places to die in"
    for place in range(whole.calls):
        room = Chatroom(tmp_path / str(place), HELD)
        one_evening(room, Fate(place))
        assert {(row.state, row.approved_by) for row in room.cast.rows()} == {(State.PLANNED, "Jean")}, place
        assert room.cast.outbox.unhandled() == []
        asking = [shown for shown in room.chat.messages.values() if TITLE in shown.text]
        assert 1 <= len(asking) <= 2, place
        assert all(not shown.buttons for shown in asking), place
        assert sum("Jean says yes" in shown.text for shown in asking) >= 1, place
        assert room.chat.answers, place
        room.cast.outbox.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rooms")


@pytest.mark.parametrize("seed", range(ROOMS))
def test_two_at_once_make_one_decision_and_both_are_told(folder: Path, seed: int) -> None:
    """Row 34 of the fault matrix: both buttons, any order, repeats, a command beside them, restarts."""
    posts = "".join(HELD.replace("posts:", "").replace("who", f"p{n:02}").lstrip("\n") for n in range(QUESTIONS))
    room = Chatroom(folder / str(seed), f"posts:\n{posts}")
    for minute in range(3):
        room.at(at(16) + timedelta(minutes=minute))
    dice = random.Random(seed)  # noqa: S311 -- it guards nothing
    for number in range(QUESTIONS):
        one_question(room, f"p{number:02}", dice)
    room.cast.outbox.close()


def one_question(room: Chatroom, entry: str, dice: random.Random) -> None:
    outbox, now = room.cast.outbox, room.cast.clock.now()
    message = room.find(f"approve: {entry}")
    shown = room.chat.messages[message]
    told_from = len(room.chat.answers)
    presses = [(person, shown.data(label)) for person in (JEAN, MARIA) for label in ("Approve", "Drop")]
    presses = dice.sample(presses, k=dice.randint(2, 4)) + dice.choices(presses, k=dice.randint(0, 2))
    updates = [Update(next(room._updates), pressed(person, message, data)) for person, data in presses]
    outbox.receive(BOT, updates, now)
    command_first = dice.random() < 0.2
    if command_first:
        people.cancel(outbox, people.chosen(outbox, entry), "Console", now)
    while outbox.unhandled():
        try:
            # Restarted sooner or later, with a new place to die in.
            room.new_desk(fate=Fate(dice.randrange(20, 400))).run_once(now)
        except Killed:
            continue
    room.look()
    (row, other) = outbox.deliveries(entry=entry)
    assert (row.state, row.approved_by) == (other.state, other.approved_by)
    assert row.state in {State.PLANNED, State.CANCELLED}
    asked, told = {query for query, _ in queries(presses, message)}, dict(room.chat.answers[told_from:])
    assert asked <= told.keys(), "somebody was not told"
    assert len(set(told.values())) == 1, "two were told two things"
    verb = "says yes" if row.state is State.PLANNED else "withdrawn" if command_first else "Dropped by"
    assert verb in next(iter(told.values()))


def queries(presses: list[tuple[int, str]], message: int) -> list[tuple[str, str]]:
    return [(f"q{person}-{message}", data) for person, data in presses]
