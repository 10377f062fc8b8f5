"""Builds that break what supporters are promised, one promise each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import PUBLISHABLE
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.undoer import Undoer
from bot.ports import PHOTOS, Blind, Delivery, Duty, ErrandKind, Looked, Network, Outbox, Photo, Sought
from tests.simulation.broken import BROKEN, Instead
from tests.simulation.builds import Build


class _Once(Undoer):
    """Sees to a repost once, when it hears that its photo may not be, whatever is under way at that moment."""

    def __init__(self, kit: Kit, seen: set[str]) -> None:
        super().__init__(kit)
        self._seen = seen

    def _undo(self, row: Delivery, now: datetime) -> bool:
        if row.key not in self._seen:
            self._seen.add(row.key)
            super()._undo(row, now)
        return False


class _ForgetfulUndoer(Build):
    always_photos = True

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def undoer(self, kit: Kit) -> Duty:
        return _Once(kit, self._seen)


class _Waits(Instead):
    """What may be out is taken back when it is known to be."""

    def order(self, key: str, kind: ErrandKind, by: str, now: datetime, *, text: str = "", remote_id: str = "") -> bool:
        real = cast("Outbox", self._real)
        row = real.get(key)
        if row is not None and row.entry == PHOTOS and row.state is not State.SENT:
            return False
        return real.order(key, kind, by, now, text=text, remote_id=remote_id)


class _PatientUndoer(Build):
    always_photos = True

    def outbox(self, outbox: Outbox) -> Outbox:
        return cast("Outbox", _Waits(outbox))


class _AsApproved(Instead):
    """Whoever asks for one photo gets it as it was when it was approved: gates that look at nothing of today."""

    def __init__(self, real: object, known: dict[str, Photo]) -> None:
        super().__init__(real)
        self._known = known

    def photo(self, photo_id: str) -> Photo | None:
        found = cast("Outbox", self._real).photo(photo_id)
        if found is not None and found.state in PUBLISHABLE:
            self._known[photo_id] = found
        return self._known.get(photo_id, found)


class _NoGates(Build):
    always_photos = True

    def __init__(self) -> None:
        self._known: dict[str, Photo] = {}

    def outbox(self, outbox: Outbox) -> Outbox:
        return cast("Outbox", _AsApproved(outbox, self._known))


class _FindsNoReposts(Instead):
    """Reads what it posted itself, and passes reposts by: an unsure one is made again."""

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        seen = cast("Network", self._real).find_own_posts(sought)
        return Looked() if sought.repost_of and isinstance(seen, Looked) else seen


class _RepostsUnread(Build):
    always_photos = True

    def network(self, network: Network) -> Network:
        return cast("Network", _FindsNoReposts(network))


ALL_BROKEN: Mapping[str, type[Build]] = {
    **BROKEN,
    "forgetful-undoer": _ForgetfulUndoer,
    "no-photo-gates": _NoGates,
    "patient-undoer": _PatientUndoer,
    "reposts-unread": _RepostsUnread,
}
