"""What senders are told without having written: one reminder, that their photo is posted, or that it will not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions.photo_posts import stops
from bot.campaign.candidate import Path
from bot.campaign.delivery import State as Row
from bot.campaign.photo import Reason, State
from bot.daemon.photos.correspondence import Correspondence
from bot.daemon.photos.keeping import Correspondent
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.letters import MAIL, TELEGRAM
from bot.ports import PHOTOS, Delivery, Photo
from bot.wording.replies import Reply

REMINDED = timedelta(days=2)
"""A sender who has not answered is asked once more after so long."""
SECOND_THOUGHTS = timedelta(hours=1)
"""From a person's no to the letter that says so: until then they can reconsider."""
LONGEST = timedelta(hours=24)
"""From the first repost to the letter that names them all: the others have had their turn by then, or wait long."""
_UNDER_WAY = frozenset({Row.PLANNED, Row.CLAIMED, Row.SENDING, Row.HELD, Row.UNKNOWN, Row.ASK})


class Followup:
    """Of one channel."""

    def __init__(self, kit: Kit, correspondence: Correspondence, channel: str) -> None:
        self._kit, self._correspondence, self._channel = kit, correspondence, channel

    def run(self, now: datetime) -> datetime | None:
        """Owe what is due; when more is."""
        outbox = self._kit.means.outbox
        photos = [
            photo for photo in outbox.photos((State.ASKED, State.APPROVED, State.REJECTED)) if self._is_ours(photo)
        ]
        rows = self._rows() if any(photo.state is State.APPROVED for photo in photos) else {}
        later = [at for photo in photos if (at := self._see_to(photo, rows.get(photo.id, ()), now)) is not None]
        return min(later, default=None)

    def _is_ours(self, photo: Photo) -> bool:
        channel = MAIL if photo.network is None else TELEGRAM
        return photo.path is Path.CLEANED and bool(photo.contact) and channel == self._channel

    def _rows(self) -> Mapping[str, Sequence[Delivery]]:
        found: dict[str, list[Delivery]] = {}
        for row in self._kit.means.outbox.deliveries(entry=PHOTOS):
            found.setdefault(row.occurrence, []).append(row)
        return found

    def _see_to(self, photo: Photo, rows: Sequence[Delivery], now: datetime) -> datetime | None:
        match photo.state:
            case State.ASKED:
                return self._remind(photo, now)
            case State.APPROVED:
                return self._posted(photo, rows, now)
            case _:
                return self._declined(photo, now)

    def _remind(self, photo: Photo, now: datetime) -> datetime | None:
        outbox = self._kit.means.outbox
        with outbox.together():
            consent = outbox.consent(photo.consent)
            if consent is None or consent.reminded_at is not None:
                return None
            if now - consent.asked_at < REMINDED:
                return consent.asked_at + REMINDED
            outbox.keep_consent(replace(consent, reminded_at=now))
            kind = Reply.CITY if photo.reason is Reason.CITY else Reply.REMINDER
            self._correspondence.owe(self._who(photo), kind, now, consent=consent.id)
        return None

    def _posted(self, photo: Photo, rows: Sequence[Delivery], now: datetime) -> datetime | None:
        first = min((row.sent_at for row in rows if row.state is Row.SENT and row.sent_at is not None), default=None)
        if first is None:
            return None
        if now - first < LONGEST and not self._is_through(photo, rows):
            return first + LONGEST
        # Nobody is asked or told anything more: how to reach them is not needed any longer.
        self._tell(photo, replace(photo, contact=""), Reply.POSTED, now, about=photo.id)
        return None

    def _is_through(self, photo: Photo, rows: Iterable[Delivery]) -> bool:
        campaign = self._kit.means.live.snapshot.campaign
        settled = {row.key for row in rows if row.state not in _UNDER_WAY}
        return campaign is not None and all(stop.key(photo) in settled for stop in stops(photo, campaign))

    def _declined(self, photo: Photo, now: datetime) -> datetime | None:
        listed = photo.reason is Reason.LISTED_COUNTRY
        since = photo.decided_at or photo.updated_at
        if not listed and now - since < SECOND_THOUGHTS:
            return since + SECOND_THOUGHTS
        # They are told that it is deleted, so it is.
        bare = replace(photo, contact="", original="", sha256="", likeness=None, city="", country="", alt="")
        self._tell(photo, bare, Reply.LISTED_COUNTRY if listed else Reply.DECLINED, now)
        self._correspondence.loosen()
        self._correspondence.sweep()
        return None

    def _tell(self, photo: Photo, after: Photo, kind: Reply, now: datetime, about: str = "") -> None:
        outbox = self._kit.means.outbox
        with outbox.together():
            # Changed meanwhile: the next round sees what it has become.
            if outbox.keep_photo(after, now):
                self._correspondence.owe(self._who(photo), kind, now, consent=photo.consent, photo=about)

    def _who(self, photo: Photo) -> Correspondent:
        return Correspondent(self._channel, photo.author, photo.contact, photo.language)
