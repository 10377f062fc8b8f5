"""What the commands that read or decide work with: the settings in force, the outbox, and word of the daemon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap.checking import complain
from bot.bootstrap.remembered import remembered_limits
from bot.bootstrap.running import is_running, wake
from bot.bootstrap.sending import Crew, crew
from bot.campaign.delivery import State
from bot.campaign.model import Settings
from bot.clock import SystemClock
from bot.errors import FilesError
from bot.files.gather import gather
from bot.files.last_good import LastGood
from bot.files.version import Running, digest, version
from bot.outbox import open_outbox
from bot.outbox.lock import hold
from bot.ports import Clock, Outbox

IN_FLIGHT = frozenset({State.PLANNED, State.CLAIMED, State.SENDING})


@dataclass(slots=True)
class Desk:
    """One command's view of a campaign."""

    folder: Path
    version: Running
    settings: Settings
    outbox: Outbox
    clock: Clock
    running: bool
    """Whether a daemon runs on this campaign."""

    @property
    def broken(self) -> Sequence[str]:
        """Files that cannot be used as they are."""
        return sorted(self.version.broken)

    def digest_of(self, file: str) -> str | None:
        """What to remember of a broken file's present text; ``None`` when it is not broken."""
        if file not in self.version.broken:
            return None
        return digest(gather(self.folder).sources.get(file, ""))

    def wake_daemon(self) -> None:
        """Have a running daemon look at once."""
        wake(self.folder)

    def plan(self) -> None:
        """Bring the outbox in step with the files; a running daemon has done so already."""
        if not self.running:
            self._crew().planner.run_once(self.clock.now())

    def send(self, keys: Sequence[str], wait_s: float) -> None:
        """See ``keys`` out: by the daemon that runs, else by ourselves, and nothing but them."""
        if not self.running:
            with hold(self.folder):
                self._crew().send_only(keys, wait_s)
            return
        self.wake_daemon()
        _watch(self.outbox, keys, self.clock, wait_s)

    def _crew(self) -> Crew:
        assert self.version.campaign is not None
        return crew(self.folder, self.version, self.outbox, self.clock)


def _watch(outbox: Outbox, keys: Sequence[str], clock: Clock, wait_s: float) -> None:
    """Until every delivery has an outcome, or the patience ends."""
    from threading import Event  # noqa: PLC0415 -- only here

    pause = Event()
    end = clock.monotonic_s() + wait_s
    while clock.monotonic_s() < end:
        rows = [outbox.get(key) for key in keys]
        if not any(row is not None and row.state in IN_FLIGHT for row in rows):
            return
        pause.wait(0.2)


@contextmanager
def reading(folder: Path) -> Iterator[Desk]:
    """For commands that only look; creates nothing."""
    with _desk(folder, read_only=True) as desk:
        yield desk


@contextmanager
def deciding(folder: Path) -> Iterator[Desk]:
    """For commands that change something."""
    with _desk(folder, read_only=False) as desk:
        yield desk


@contextmanager
def _desk(folder: Path, *, read_only: bool) -> Iterator[Desk]:
    clock = SystemClock()
    kept = LastGood(folder / "var" / "last-good")
    current = version(folder, kept, remembered_limits(folder), lambda _: None, clock.now())
    if current.campaign is None:
        raise FilesError(
            "settings.yaml cannot be used, and there is no earlier version of it.", "run.py check shows what is wrong."
        )
    settings = current.campaign.settings
    outbox = open_outbox(settings.database, folder, read_only=read_only)
    try:
        yield Desk(folder, current, settings, outbox, clock, is_running(folder))
    finally:
        outbox.close()
    if current.broken and not read_only:
        complain(f"({', '.join(sorted(current.broken))}: run.py check)")
