"""Tells the staff what people stop: once that a file ``STOP`` is there, once that it is gone, and every statement.

The gates ask for the file and the statements themselves, before every byte; this duty only says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.ports import Alarm, Outbox, Statement

STOP = "STOP"
_NOTE = "stopped by a file"
_STATED = "statements told"


class Halt:
    """A duty that looks whenever all are woken."""

    name = "halt"

    def __init__(self, outbox: Outbox, alarm: Alarm, stopped: Callable[[], bool]) -> None:
        self._outbox = outbox
        self._alarm = alarm
        self._stopped = stopped
        self._told: bool | None = None
        """``None``: what an earlier run told is not read yet."""
        self._told_statements: Sequence[Statement] = ()

    def run_once(self, now: datetime) -> datetime | None:
        """Say what changed since the staff last heard, also over a restart."""
        stopped = self._stopped()
        if stopped != self._told:
            # Another run, or a daemon beside us, may have said so.
            told = bool(self._outbox.noted(_NOTE))
            if stopped != told:
                self._alarm.tell("stop-file" if stopped else "stop-file-gone", file=STOP, at=f"{now:%H:%M} UTC")
                self._outbox.note(_NOTE, now.isoformat() if stopped else "")
            self._told = stopped
        stated = self._outbox.statements()
        if stated != self._told_statements:
            self._tell_statements(stated)
            self._told_statements = stated
        return None

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


def names_stop(name: str) -> bool:
    """Whether a file of that name stops everything: ``STOP``, ``stop.txt``: file managers add what they like."""
    return name.strip().casefold().partition(".")[0] == STOP.casefold()
