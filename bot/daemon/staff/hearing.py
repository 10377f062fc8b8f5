"""Does what people press and write. Repeating any of it is harmless: after a crash it is heard again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot import log
from bot.daemon.staff import control, presses
from bot.daemon.staff.heard import Answered, Command, Pressed, understood
from bot.daemon.staff.room import Room
from bot.daemon.staff.scene import Scene
from bot.daemon.staff.section import Section
from bot.errors import CampaignError
from bot.ports import Received
from bot.wording import say

_log = log.logger("desk")

_STRANGER = "stranger "
_REPLIES = 10
"""Answers to commands a minute: whoever writes more gets none."""
A_MINUTE = timedelta(minutes=1)
ANYWHERE = "id"
"""The command that is answered in every chat."""


class Hearing:
    """The desk's ears."""

    def __init__(self, room: Room, sections: Mapping[str, Section], secret: str) -> None:
        self._room = room
        self._sections = sections
        self._secret = secret
        self._replies: dict[str, list[datetime]] = {}
        """By whom of the staff; strangers share one, so that they silence nobody else."""

    def deal_with(self, update: Received) -> bool:
        """Act on one update; ``False``: it has to wait."""
        try:
            match understood(update.body):
                case Pressed() as pressed:
                    self._press(pressed)
                case Command() as command if command.chat == self._room.number or command.name == ANYWHERE:
                    self._obey(command)
                case Answered() as answered if answered.chat == self._room.number:
                    self._take(answered)
                case _:
                    # Nothing for the desk: what supporters post, send and say; or nothing for anybody.
                    return self._room.collect(update)
        except CampaignError:
            # The store's: it is dealt with when the store is well again.
            raise
        except Exception as bug:  # noqa: BLE001 -- one that nobody can read must not keep the next from being read
            _log.error("update not understood", exc_info=bug, update=update.update_id)
        return True

    def _press(self, pressed: Pressed) -> None:
        room = self._room
        if pressed.chat != room.number:
            return
        scene = room.scene()
        person = _person(scene, pressed.person)
        if not person:
            self._stranger(pressed.person, scene)
            room.chat.answer(pressed.query, say("desk-not-for-you", scene.language))
            return
        verb = pressed.data.partition(" ")[0]
        if verb == control.STATUS:
            room.chat.answer(pressed.query, "")
            self._reply(pressed.chat, control.status(scene), person)
            return
        answer = presses.press(pressed, person, self._sections, self._secret, scene)
        _log.info("pressed", person=person, verb=verb, did=bool(answer.wake))
        for name in answer.wake:
            room.wake(name)
        room.chat.answer(pressed.query, answer.text)
        if answer.orphan:
            room.chat.rewrite(pressed.chat, pressed.message, f"{pressed.text}\n\n{answer.text}")

    def _obey(self, command: Command) -> None:
        scene = self._room.scene()
        person = _person(scene, command.person)
        if command.name == ANYWHERE:
            told = say("desk-id", scene.language, person=command.person, chat=command.chat)
            self._reply(command.chat, told, person)
            return
        if command.chat != self._room.number:
            return
        if not person:
            self._stranger(command.person, scene)
            self._reply(command.chat, say("desk-not-for-you", scene.language), person)
            return
        match command.name:
            case control.STATUS:
                self._reply(command.chat, control.status(scene), person)
            case "help":
                self._reply(command.chat, say("desk-help", scene.language), person)
            case _:
                with scene.outbox.together():
                    done = control.obey(command, person, scene)
                for name in done.wake:
                    self._room.wake(name)
                text = say(done.code, scene.language, person=person, at=scene.at(scene.now))
                self._reply(command.chat, text, person)

    def _take(self, answered: Answered) -> None:
        """Words in answer to a message of ours; other people's are theirs."""
        room = self._room
        scene = room.scene()
        person = _person(scene, answered.person)
        if answered.chat != room.number or not person:
            return
        answer = presses.reply(answered, person, self._sections, scene)
        if answer is not None:
            for name in answer.wake:
                room.wake(name)
            self._reply(answered.chat, answer.text, person)

    def _reply(self, chat: int, text: str, person: str) -> None:
        """A lost answer is asked for again by whoever misses it. ``person``: of the staff; empty: a stranger."""
        now = self._room.clock.now()
        said = [at for at in self._replies.get(person, ()) if timedelta(0) <= now - at < A_MINUTE]
        self._replies[person] = said
        if len(said) < _REPLIES:
            said.append(now)
            self._room.chat.say(chat, text)

    def _stranger(self, person: int, scene: Scene) -> None:
        """Told once; neither a name nor a number is kept, only what this very number is hashed to."""
        digest = hashlib.blake2b(str(person).encode(), digest_size=8, key=self._secret.encode()).hexdigest()
        if scene.outbox.noted(_STRANGER + digest) is None:
            self._room.alarm.tell("desk-stranger", mark=digest[:4])
            scene.outbox.note(_STRANGER + digest, "told")


def _person(scene: Scene, number: int) -> str:
    """Who of the staff it is; empty: nobody."""
    return next((name for name, own in scene.campaign.settings.staff.people.items() if own == number), "")
