"""What the mailbox keeps: folders of mails, and what was mailed from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.world import World

INBOX = "INBOX"
_FIRST_VALIDITY = 1_600_000_000


@dataclass(slots=True)
class Stored:
    """One mail in a folder."""

    uid: int
    raw: bytes
    at: datetime
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Folder:
    """Mails by their number; a number is never given twice (RFC 3501 2.3.1.1)."""

    name: str
    validity: int
    next_uid: int = 1
    mails: dict[int, Stored] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail that was handed to the SMTP server."""

    sender: str
    to: tuple[str, ...]
    raw: bytes
    at: datetime


class Store:
    """One mailbox's folders."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.folders: dict[str, Folder] = {}
        self.mailed: list[Mailed] = []
        self.listeners: set[Callable[[], None]] = set()
        """Called when a folder changes: whoever idles looks."""
        self._made = 0
        self._numbered = 0

    def folder(self, name: str) -> Folder | None:
        """A folder by its name; ``INBOX`` in any case (RFC 3501 5.1). Those of the account are made when asked for."""
        if name.upper() == INBOX:
            name = INBOX
        if name not in self.folders and name in {INBOX, *self.world.accounts.mailbox.folders}:
            self.make(name)
        return self.folders.get(name)

    def names(self) -> list[str]:
        """All folders."""
        for name in (INBOX, *self.world.accounts.mailbox.folders):
            self.folder(name)
        return sorted(self.folders)

    def make(self, name: str) -> Folder:
        """An empty folder; made anew it has another UIDVALIDITY."""
        self._made += 1
        self.folders[name] = Folder(name, _FIRST_VALIDITY + self._made)
        return self.folders[name]

    def put(self, folder: Folder, raw: bytes, at: datetime | None = None) -> Stored:
        """A mail arrives."""
        stored = Stored(folder.next_uid, raw, at or self.world.now())
        folder.mails[stored.uid] = stored
        folder.next_uid += 1
        self.changed()
        return stored

    def numbered(self) -> int:
        """A number for a mail, never the same twice."""
        self._numbered += 1
        return self._numbered

    def remove(self, folder: Folder, uid: int) -> None:
        """A mail goes for good."""
        folder.mails.pop(uid, None)
        self.changed()

    def changed(self) -> None:
        """Tell whoever listens."""
        for listener in tuple(self.listeners):
            listener()

    def clear(self) -> None:
        """As new: mails and what was mailed are gone, folders are numbered anew."""
        self.folders.clear()
        self.mailed.clear()
        self.changed()
