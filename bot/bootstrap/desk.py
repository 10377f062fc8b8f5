"""What the commands that read or decide work with: the settings in force, the outbox, and word of the daemon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from bot.actions import people
from bot.bootstrap.carrying import carry_out
from bot.bootstrap.checking import complain
from bot.bootstrap.distrust import Distrust, is_news
from bot.bootstrap.program import program
from bot.bootstrap.remembered import remembered_limits
from bot.bootstrap.running import is_running, only_daemon, wake
from bot.bootstrap.sending import Crew, crew
from bot.bootstrap.stopping import place_of, stop_file
from bot.bootstrap.store import campaign_outbox
from bot.campaign.approved import as_planned, beside
from bot.campaign.delivery import State
from bot.campaign.model import Limits, Post, Settings
from bot.clock import SystemClock
from bot.daemon.edits import refused
from bot.daemon.live import snapshot_of
from bot.daemon.planner import ZONES, is_planned
from bot.errors import AlreadyRunningError, FilesError
from bot.files import secrets
from bot.files.gather import gather
from bot.files.last_good import LastGood
from bot.files.version import Running, digest, version
from bot.outbox.lock import hold_database
from bot.ports import GO_ON, Clock, Outbox
from bot.wording import coded, problem_text, say

IN_FLIGHT = frozenset({State.PLANNED, State.CLAIMED, State.SENDING})
LOOK_S = 0.2


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
    def language(self) -> str:
        """The staff's."""
        return self.settings.staff.language

    @property
    def stopped(self) -> bool:
        """Whether a file ``STOP`` in the campaign's own folder keeps everything back."""
        return stop_file(self.folder)()

    @property
    def stopped_at(self) -> Sequence[str]:
        """Where other daemons of a shared store found one."""
        return [where for where in people.files_elsewhere(self.outbox) if where != place_of(self.folder)]

    @property
    def zones(self) -> str:
        """The version of the time-zone data that the rows' instants were computed with; empty: none was noted."""
        return self.outbox.noted(ZONES) or ""

    @property
    def entries(self) -> Sequence[str]:
        """Keys of the entries in force."""
        return list(self.version.campaign.entries) if self.version.campaign else []

    @property
    def broken(self) -> Sequence[str]:
        """Files that cannot be used as they are."""
        return sorted(self.version.broken)

    def post(self, key: str) -> Post | None:
        """The delivery ``key`` as it would go out at its time; ``None`` when the files make no post of it."""
        return as_planned(self.version.plan.get(key), self.version.campaign)

    def beside(self, key: str) -> str:
        """What goes out with its words: see ``campaign.approved``."""
        return beside(self.post(key))

    def goes_on(self, file: str) -> bool:
        """Whether people chose to go on without the broken text of ``file``."""
        return file in self.version.broken and file not in self.version.held

    def has_earlier(self, file: str) -> bool:
        """Whether there is a last good version of ``file`` to go on with."""
        return file in self.version.earlier

    def digest_of(self, file: str) -> str:
        """What to remember of a broken file's present text."""
        return digest(gather(self.folder).sources.get(file, ""))

    def wake_daemon(self) -> None:
        """Have a running daemon look at once."""
        wake(self.folder)

    def plan(self) -> None:
        """Bring the outbox in step with the files; a running daemon has done so already.

        Raises ``FilesError`` for an edit that would say again what went out, as the daemon would refuse it.
        """
        if self.running:
            return
        now = self.clock.now()
        fresh = snapshot_of(self.version)
        problem = None if is_planned(fresh, self.outbox) else refused(fresh, self.outbox, now)
        if problem is not None:
            place = problem.place
            message, hint = problem_text(problem, self.language)
            raise FilesError(f"{place.file}:{place.line}:{place.column}: {message}", hint)
        here = self.crew()
        # A copy that was put back, and no daemon has seen yet.
        distrust = Distrust(self.outbox, self.folder / "var", here.means.alarm)
        distrust.begin(now)
        here.planner.run_once(now)
        distrust.end(now)

    def distrust(self) -> None:
        """Should the outbox be a copy that was put back, and no daemon has seen yet: what was due is unsure."""
        if not self.running and is_news(self.outbox, self.folder / "var"):
            Distrust(self.outbox, self.folder / "var", self.crew().means.alarm).begin(self.clock.now())

    def make_sure_of_secrets(self, accounts: Sequence[str]) -> None:
        """Raise ``SecretsError`` now if we are the ones to send and could not: before anything is decided."""
        if not self.running:
            wanted = {name: account for name, account in self.settings.accounts.items() if name in accounts}
            secrets.read(self.folder, replace(self.settings, accounts=wanted))

    def send(self, keys: Sequence[str], wait_s: float) -> None:
        """See ``keys`` out: by the daemon that runs, else by ourselves, and nothing but them."""
        if not self.running:
            try:
                with only_daemon(self.folder), hold_database(self.settings.database, self.folder):
                    self.crew().send_only(keys, wait_s)
            except AlreadyRunningError:
                # One was started while the person was asked; the deliveries are due now, so it sends them.
                self.running = True
            else:
                return
        self.wake_daemon()
        _watch(self.outbox, keys, self.clock, wait_s)

    def carry_out(self, keys: Sequence[str], over: Callable[[], bool], wait_s: float) -> None:
        """See what was ordered of these deliveries done: by the daemon that runs, else by ourselves, until ``over``."""
        if not self.running:
            try:
                with only_daemon(self.folder), hold_database(self.settings.database, self.folder):
                    carry_out(self.crew(), keys, over, wait_s)
            except AlreadyRunningError:
                self.running = True
            else:
                return
        self.wake_daemon()
        pause = Event()
        end = self.clock.monotonic_s() + wait_s
        while not over() and self.clock.monotonic_s() < end:
            pause.wait(LOOK_S)

    @property
    def limits(self) -> Mapping[str, Limits]:
        """What the accounts' servers last told, by account."""
        return remembered_limits(self.folder)

    def crew(self) -> Crew:
        """The duties, for whoever does their work without a daemon."""
        return crew(self.folder, self.version, self.outbox, self.clock)


def _watch(outbox: Outbox, keys: Sequence[str], clock: Clock, wait_s: float) -> None:
    """Until every delivery has an outcome, or the patience ends."""
    pause = Event()
    end = clock.monotonic_s() + wait_s
    while clock.monotonic_s() < end:
        rows = [outbox.get(key) for key in keys]
        if not any(row is not None and row.state in IN_FLIGHT for row in rows):
            return
        pause.wait(LOOK_S)


@contextmanager
def reading(folder: Path) -> Iterator[Desk]:
    """For commands that only look; creates nothing."""
    with _desk(folder, read_only=True) as desk:
        yield desk


@contextmanager
def deciding(folder: Path) -> Iterator[Desk]:
    """For commands that change something; ends with a word about files that cannot be used."""
    with _desk(folder, read_only=False) as desk:
        # Before anything is decided of a row that may be out, or done that would hide what the copy does not know.
        desk.distrust()
        yield desk
        if desk.broken:
            complain(say("files-wait", desk.language, files=", ".join(desk.broken)))


@contextmanager
def _desk(folder: Path, *, read_only: bool) -> Iterator[Desk]:
    clock = SystemClock()
    kept, limits = LastGood(folder / "var" / "last-good"), remembered_limits(folder)
    same = program()
    current = version(folder, kept, limits, lambda _: None, clock.now(), program=same)
    if current.campaign is None:
        raise coded(FilesError, "settings-unusable")
    settings = current.campaign.settings
    outbox = campaign_outbox(settings, folder, read_only=read_only)
    try:
        if current.broken:
            # Only the outbox knows which of them people chose to go on without.
            current = version(folder, kept, limits, lambda file: outbox.noted(GO_ON + file), clock.now(), program=same)
        yield Desk(folder, current, settings, outbox, clock, is_running(folder))
    finally:
        outbox.close()
