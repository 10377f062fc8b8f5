"""Tells the staff what people stop: once that a file ``STOP`` is there, once that it is gone, and every statement.

The gates ask for the file and the statements themselves, before every byte; this duty only says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from bot.ports import Alarm, Outbox

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

    def run_once(self, now: datetime) -> datetime | None:
        """Say what changed since the staff last heard, also over a restart."""
        stopped, told = self._stopped(), bool(self._outbox.noted(_NOTE))
        if stopped and not told:
            self._alarm.tell("stop-file", file=STOP, at=f"{now:%H:%M} UTC")
        elif told and not stopped:
            self._alarm.tell("stop-file-gone", file=STOP, at=f"{now:%H:%M} UTC")
        if stopped != told:
            self._outbox.note(_NOTE, now.isoformat() if stopped else "")
        self._tell_statements()
        return None

    def _tell_statements(self) -> None:
        """One person's word stops posts: everybody hears whose it was."""
        told = json.loads(self._outbox.noted(_STATED) or "{}")
        stated = {f"{said.deadline}/{said.person}": said for said in self._outbox.statements()}
        fresh = {key: said for key, said in stated.items() if told.get(key) != said.at.isoformat()}
        for said in fresh.values():
            self._alarm.tell("outcome-stated", person=said.person, deadline=said.deadline, outcome=said.outcome)
        if fresh:
            self._outbox.note(_STATED, json.dumps({key: said.at.isoformat() for key, said in stated.items()}))


def names_stop(name: str) -> bool:
    """Whether a file of that name stops everything: ``STOP``, ``stop.txt``: file managers add what they like."""
    return name.strip().casefold().partition(".")[0] == STOP.casefold()
