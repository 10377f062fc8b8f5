"""Tells the staff what people stop: once that a file ``STOP`` is there, once that it is gone, and every statement.

The gates ask for the file and the statements themselves, before every byte. In a store that daemons share, this duty
also says to the others that the file is there: each sees its own folder alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.actions.people import FILES, files_elsewhere
from bot.ports import Alarm, Outbox, Statement

STOP = "STOP"
_NOTE = "stopped by a file"
_STATED = "statements told"


class Halt:
    """A duty that looks whenever all are woken."""

    name = "halt"

    def __init__(self, outbox: Outbox, alarm: Alarm, stopped: Callable[[], bool], where: str = "") -> None:
        """``stopped``: whether the file is in our own folder, which others know as ``where``."""
        self._outbox = outbox
        self._alarm = alarm
        self._stopped = stopped
        self._scope = FILES + where
        self._told: bool | None = None
        """``None``: what an earlier run told is not read yet."""
        self._told_statements: Sequence[Statement] = ()

    def run_once(self, now: datetime) -> datetime | None:
        """Say what changed since the staff last heard, also over a restart."""
        stopped = self._stopped()
        # Somebody may have taken back what the others were told, with the file still there.
        if stopped != self._told or self._outbox.shared:
            # Another run may have said so.
            if stopped != self._is_said():
                self._alarm.tell("stop-file" if stopped else "stop-file-gone", file=STOP, at=f"{now:%H:%M} UTC")
                self._say(now, stopped=stopped)
            self._told = stopped
        stated = self._outbox.statements()
        if stated != self._told_statements:
            self._tell_statements(stated)
            self._told_statements = stated
        return None

    def _is_said(self) -> bool:
        if self._outbox.shared:
            return any(pause.scope == self._scope for pause in self._outbox.pauses())
        return bool(self._outbox.noted(_NOTE))

    def _say(self, now: datetime, *, stopped: bool) -> None:
        if not self._outbox.shared:
            self._outbox.note(_NOTE, now.isoformat() if stopped else "")
        elif stopped:
            self._outbox.pause(self._scope, STOP, "", now)
        else:
            self._outbox.resume(self._scope)

    def _tell_statements(self, stated: Sequence[Statement]) -> None:
        """One person's word stops posts: everybody hears whose it was."""
        told: dict[str, str] = json.loads(self._outbox.noted(_STATED) or "{}")
        fresh = [said for said in stated if told.get(_name(said)) != said.at.isoformat()]
        for said in fresh:
            # With its time: a word that is taken back and given again within the hour is another one.
            facts = {"person": said.person, "deadline": said.deadline, "outcome": said.outcome}
            self._alarm.tell("outcome-stated", **facts, at=f"{said.at:%H:%M:%S} UTC")
        if fresh:
            self._outbox.note(_STATED, json.dumps({_name(said): said.at.isoformat() for said in stated}))


def _name(said: Statement) -> str:
    return f"{said.deadline}/{said.person}"


def stopped_anywhere(outbox: Outbox, here: Callable[[], bool]) -> Callable[[], bool]:
    """Whether a file stops everything: in our own folder, or in that of another daemon of the store."""
    return lambda: here() or (outbox.shared and bool(files_elsewhere(outbox)))


def names_stop(name: str) -> bool:
    """Whether a file of that name stops everything: ``STOP``, ``stop.txt``: file managers add what they like."""
    return name.strip().casefold().partition(".")[0] == STOP.casefold()
