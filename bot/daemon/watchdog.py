"""Tells systemd that the daemon is ready, and that it lives: the second only while every duty does.

The protocol is one datagram a message: https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import log
from bot.daemon.loop import HEARTBEAT_S, Loop
from bot.ports import Clock

_log = log.logger("watchdog")


class Pulse:
    """The clock that duties ask, which remembers who asked when: whoever asks the time is alive.

    Duties ask around every call and every delivery, so that a long step with many of them is no silence.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked: dict[int, float] = {}

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        self._asked[threading.get_ident()] = self._clock.monotonic_s()
        return self._clock.now()

    def monotonic_s(self) -> float:
        """Seconds that never jump."""
        return self._clock.monotonic_s()

    def silent_s(self, thread: int) -> float:
        """How long ago the thread of that number asked."""
        now = self._clock.monotonic_s()
        return now - self._asked.get(thread, now)


class Watchdog:
    """Without a socket in ``environ`` (nobody asked for it) it says nothing."""

    def __init__(self, environ: Mapping[str, str], pulse: Pulse, silence_s: float) -> None:
        """``silence_s``: how long a duty's step may give no sign of life."""
        self._address = _address(environ.get("NOTIFY_SOCKET", ""))
        # WATCHDOG_PID: https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html
        ours = environ.get("WATCHDOG_PID", "") in {"", str(os.getpid())}
        wanted_us = environ.get("WATCHDOG_USEC", "")
        within_s = int(wanted_us) / 1_000_000 if self._address and ours and wanted_us.isdecimal() else 0.0
        self.wanted = within_s > 0
        """Whether it wants to hear of us again and again."""
        # Half of it, as systemd's manual advises.
        self.heartbeat_s = min(HEARTBEAT_S, within_s / 2) if self.wanted else HEARTBEAT_S
        self._pulse = pulse
        self._silence_s = silence_s
        self._told: Sequence[str] = ()

    def ready(self) -> None:
        """The duties run; from now on, silence means that they do not."""
        self._send("READY=1")

    def stopping(self) -> None:
        """It is meant to end."""
        self._send("STOPPING=1")

    def feed(self, loop: Loop) -> None:
        """Called by the loop's heartbeat: should that hang, nothing is said either."""
        if not self.wanted:
            return
        stuck = [name for name, thread in loop.steps().items() if self._is_stuck(thread)]
        if not loop.keeps_appointments:
            stuck.append("loop")
        if not stuck:
            self._told = ()
            self._send("WATCHDOG=1")
        elif stuck != self._told:
            self._told = stuck
            _log.error("stuck", duties=", ".join(stuck))

    def _is_stuck(self, thread: threading.Thread) -> bool:
        # A thread that ended in the middle of its work will not come back.
        return not thread.is_alive() or self._pulse.silent_s(thread.ident or 0) > self._silence_s

    def _send(self, message: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
                out.setblocking(False)
                out.sendto(message.encode(), self._address)
        except OSError as error:
            _log.warning("not notified", message=message, error=error.strerror or str(error))


def _address(told: str) -> str:
    """A path, or a name in the abstract namespace, which is written with ``@`` for its first byte."""
    return f"\0{told[1:]}" if told.startswith("@") else told if told.startswith("/") else ""
