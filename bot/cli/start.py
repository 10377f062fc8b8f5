"""``start``: the daemon, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import gc
import logging
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from bot import log
from bot.bootstrap.checking import complain
from bot.bootstrap.program import program
from bot.bootstrap.remembered import remembered_limits
from bot.bootstrap.running import only_daemon
from bot.bootstrap.sending import nothing_ahead
from bot.clock import SystemClock
from bot.errors import FilesError
from bot.files import secrets
from bot.files.gather import SETTINGS
from bot.files.last_good import LastGood
from bot.files.show import block
from bot.files.version import Running, version
from bot.files.watch import watch
from bot.wording import coded, say

IMPORTS_LATER = True
"""``main`` leaves the search for garbage off: what is imported on the way is none."""


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``start [--log-json]``."""
    parser.add_argument("--log-json", action="store_true", help="log one JSON object a line, for machines")


def run(options: Namespace) -> int:
    """Check, say what is wrong, run; 1 when there is nothing to run, before anything is written."""
    # Until the daemon itself listens: to be stopped while starting is no failure either.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    folder = options.campaign
    first = _read(folder)
    if first.campaign is None and not (folder / SETTINGS).exists():
        # A wrong folder: a daemon would wait there for ever, unseen.
        raise coded(FilesError, "settings-unusable")
    log.configure(as_json=options.log_json, level=logging.DEBUG if options.debug else logging.INFO)
    with only_daemon(folder):
        # A campaign that cannot be read yet is waited for: whoever mends it need not remember to start the bot.
        first = first if first.campaign else _mended(folder, first)
        assert first.campaign is not None
        if nothing_ahead(folder, first, SystemClock().now()):
            last = max(slot.due for slot in first.slots)
            complain(say("nothing-ahead", first.language, day=_day(last, first.language)))
            return 1
        log.REDACTOR.learn(secrets.read(folder, first.campaign.settings, photos=True).known_secrets())
        # Imported last: the network libraries take the better part of a second.
        from bot.bootstrap.daemon import run_daemon  # noqa: PLC0415 -- see above

        # All of it stays: it need never be looked through again.
        gc.freeze()
        gc.enable()
        run_daemon(folder, first)
    return 0


def _read(folder: Path) -> Running:
    """The version that may run, with what is wrong in it said."""
    first = _version(folder)
    _show(first)
    return first


def _version(folder: Path) -> Running:
    kept = LastGood(folder / "var" / "last-good")
    return version(folder, kept, remembered_limits(folder), lambda _: None, SystemClock().now(), program=program())


def _mended(folder: Path, first: Running) -> Running:
    """Wait until somebody has saved settings that can be read."""
    found = [first]

    def look() -> None:
        if not stop.is_set():
            read = _version(folder)
            # The watcher's first look, and a save told in two parts, find what was said already.
            if (read.problems, read.sources) != (found[-1].problems, found[-1].sources):
                _show(read)
            found.append(read)
            if read.campaign is not None:
                stop.set()

    stop = threading.Event()
    complain(say("start-waits", first.language))
    # In a thread: the watcher would swallow the signal that ends us.
    threading.Thread(target=watch, args=(folder, look, stop), name="watch", daemon=True).start()
    stop.wait()
    return found[-1]


def _show(first: Running) -> None:
    for problem in first.problems:
        complain(block(problem, first.sources, first.language))
    if first.campaign is not None and first.broken:
        complain(say("start-broken", first.language, files=", ".join(sorted(first.broken))))
    sys.stderr.flush()


def _day(instant: datetime, language: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 -- only for the sentence that ends a campaign

    return str(format_date(instant, format="long", locale="en_GB" if language == "en" else language))
