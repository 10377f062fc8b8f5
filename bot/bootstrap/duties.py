"""The daemon's duties beside its senders, the reloader and the doors: one list for the daemon and the rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.bootstrap.calls import keep_calls
from bot.bootstrap.mailroom import chats_of, mailrooms, mails_of
from bot.bootstrap.page import keep_page, keep_wall
from bot.bootstrap.photo_kit import listening
from bot.bootstrap.sending import Crew
from bot.daemon.auditor import Auditor
from bot.daemon.errands import Errands
from bot.daemon.halt import Halt
from bot.daemon.janitor import Janitor
from bot.daemon.page import Page
from bot.daemon.photos.caretaker import Caretaker
from bot.daemon.photos.collector import Collector
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.locked import Locked
from bot.daemon.photos.reposter import Reposter
from bot.daemon.photos.restored import Restored
from bot.daemon.photos.rhythm import Rhythm
from bot.daemon.photos.streams import Streams
from bot.daemon.photos.undoer import Undoer
from bot.daemon.photos.wall import WallKeeper
from bot.daemon.reconciler import Reconciler
from bot.ports import Duty


class Shift(NamedTuple):
    """A duty, and how it ends."""

    duty: Duty
    stop: Callable[[], None]
    """From any thread: begin nothing more."""
    close: Callable[[], None]
    """In the duty's own thread, after its last step."""
    rehearsed: bool = True
    """Whether it has a part in a rehearsal too."""


def duties(crew: Crew, var: Path | None = None, rhythm: Rhythm = Rhythm()) -> Sequence[Shift]:  # noqa: B008 -- frozen
    """Each is woken by name, by its own appointment, and with all the others.

    ``var``: where the campaign's state lies, when it is kept. ``rhythm``: how often photos are looked for.
    """
    reconciler, auditor = Reconciler(crew.means), Auditor(crew.means)
    means = crew.means
    # A rehearsal's clock stands still while a duty works.
    errands = Errands(means, crew.proof, side_by_side=var is not None)
    halt = Halt(means.outbox, means.alarm, crew.stop_here, crew.where)
    janitor = Janitor(
        means.live,
        means.outbox,
        means.alarm,
        means.clock_trusted,
        lambda calls: keep_calls(var, calls) if var is not None else None,
    )
    page = Page(
        means.live,
        means.outbox,
        lambda rows, settings: keep_page(var, rows, settings) if var is not None else None,
    )
    wall = wall_keeper(crew.kit, var)
    collector = Collector(crew.kit, rhythm)
    restored = Restored(crew.kit)
    streams = Streams(crew.kit, lambda account: listening(account, crew.given(account)), collector.touch)
    letters = correspondents(crew, var) if var is not None else ()
    return (
        *letters,
        Shift(Locked(collector, crew.kit), collector.stop, collector.close),
        # A rehearsal's clock stands still while a server would tell.
        Shift(streams, streams.stop, streams.close, rehearsed=False),
        Shift(Undoer(crew.kit, wall.run_once), nothing, nothing),
        Shift(Locked(Reposter(crew.kit), crew.kit), nothing, nothing),
        Shift(Locked(restored, crew.kit), restored.stop, restored.close, rehearsed=False),
        Shift(Locked(Caretaker(crew.kit), crew.kit), nothing, nothing),
        Shift(reconciler, reconciler.stop, reconciler.close),
        Shift(auditor, auditor.stop, auditor.close),
        Shift(errands, errands.stop, errands.close),
        # A rehearsal's clock is turned by hand, and nobody sees to what it leaves held.
        Shift(crew.timekeeper, nothing, nothing, rehearsed=False),
        Shift(halt, nothing, nothing, rehearsed=False),
        Shift(janitor, nothing, nothing, rehearsed=False),
        Shift(crew.mailer, crew.mailer.stop, crew.mailer.close, rehearsed=False),
        Shift(page, nothing, nothing, rehearsed=False),
        Shift(wall, nothing, nothing, rehearsed=False),
    )


def correspondents(crew: Crew, var: Path) -> Sequence[Shift]:
    """Those who answer supporters; ``var`` lies in the campaign's folder."""
    mails = mails_of(crew.kit, mailrooms(var.parent, crew.live))
    chats = chats_of(crew.kit)
    return (
        Shift(Locked(mails, crew.kit), mails.stop, mails.close, rehearsed=False),
        Shift(Locked(chats, crew.kit), chats.stop, chats.close, rehearsed=False),
    )


def wall_keeper(kit: Kit, var: Path | None) -> WallKeeper:
    """Of the wall in ``var``; a rehearsal's is not kept."""
    read = kit.cabinet.read
    return WallKeeper(kit, lambda wall, settings: keep_wall(var, wall, settings, read) if var is not None else None)


def nothing() -> None:
    """A duty whose steps are short, and which has nothing to give back."""
