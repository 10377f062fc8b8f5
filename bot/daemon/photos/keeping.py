"""Keeps pictures that people sent: each cleaned, each a photo that waits for its sender's yes, all with one consent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import log
from bot.campaign.candidate import Path, Source
from bot.campaign.model import NetworkName
from bot.campaign.moderation import Flag
from bot.campaign.photo import Reason, State
from bot.daemon.photos.faces import Proposing
from bot.daemon.photos.kit import Kit, Season
from bot.daemon.photos.letters import MOST_OPEN, code_mark, code_number
from bot.daemon.photos.looking import LIKE_WITHDRAWN, More
from bot.daemon.photos.towns import Named
from bot.ports import Cleaned, Consent, Grave, Photo
from bot.wording.replies import NOTICE, Reply

_log = log.logger("photos")

OPEN = frozenset({State.FOUND, State.ASKED, State.WAITING, State.QUEUED})
MOST_TURNED_AWAY = 10
"""Of one sender this many are noted; what comes after them leaves no trace."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Whoever writes to the campaign, without who they are."""

    channel: str
    author: str
    """A keyed hash of where replies go: by it they are known again, and their replies counted."""
    contact: str
    """How this message is answered."""
    language: str
    proven: str = ""
    """The consent whose letter they answer; a sender's name alone can be forged."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of pictures, to be committed with whatever else they came with."""

    photos: tuple[Photo, ...] = ()
    consent: Consent | None = None
    reply: Reply | None = None
    number: int = 0
    asks_city: bool = False


def is_unclaimed(photo: Photo) -> bool:
    """Whether it was shown in a group by somebody who has not come to the private chat: it is not fetched."""
    return photo.source is Source.GROUP_MESSAGE and photo.state is State.FOUND and not photo.contact


class Keeping:
    """One for a duty."""

    def __init__(self, kit: Kit) -> None:
        self._kit, self._faces = kit, Proposing(kit)

    def prepare(
        self,
        who: Correspondent,
        pictures: Sequence[bytes],
        named: Named | None,
        season: Season,
        at: datetime,
        now: datetime,
        before_each: Callable[[], None],
    ) -> Kept:
        """Clean the pictures and keep their files; nothing is written to the store yet.

        Raises ``CampaignError``, and what ``before_each`` picture raises: files that were kept by then are strays.
        """
        if named is not None and named.country in season.photos.listed_countries:
            turned = [self.new(who, at, now, self.origin(who, data)) for data in pictures[:MOST_OPEN]]
            over = [replace(p, state=State.REJECTED, reason=Reason.LISTED_COUNTRY, decided_at=now) for p in turned]
            return Kept(tuple(self._fresh(over)), reply=Reply.LISTED_COUNTRY, number=len(over))
        consent = self.consent(who, now)
        found: dict[str, Photo] = {}
        unread = again = 0
        room = MOST_OPEN - self.open_of(who.author)
        for data in pictures:
            photo = replace(self.new(who, at, now, self.origin(who, data)), consent=consent.id)
            if photo.origin in found or not self._fresh([photo]):
                again += 1
            elif len(found) >= room:
                break
            else:
                before_each()
                cleaned = self.cleaned(photo, data)
                if cleaned is None:
                    unread += 1
                else:
                    found[photo.origin] = self.asked(cleaned, named, season, now)
        too_many = len(pictures) - len(found) - unread - again
        first, away = self.turned_away(who, pictures[-too_many:] if too_many else (), at, now)
        if found:
            return Kept((*found.values(), *away), consent, Reply.RECEIPT, len(found), named is None)
        if first:
            return Kept(away, reply=Reply.TOO_MANY)
        return Kept(away, reply=Reply.UNREADABLE if unread else None)

    def origin(self, who: Correspondent, data: bytes) -> str:
        """The same picture of the same sender is one photo."""
        return self._kit.marks.of("origin", who.author, hashlib.sha256(data).hexdigest())

    def consent(self, who: Correspondent, now: datetime) -> Consent:
        """Not given yet."""
        drawn, marks = self._kit.chance(), self._kit.marks
        code = code_mark(marks, code_number(marks, drawn))
        return Consent(drawn, NOTICE, who.language, who.channel, code, now)

    def new(self, who: Correspondent, at: datetime, now: datetime, origin: str) -> Photo:
        """With nothing of the picture yet."""
        mailed = who.channel == "mail"
        return Photo(
            id=self._kit.chance(),
            state=State.FOUND,
            source=Source.MAIL if mailed else Source.PRIVATE_MESSAGE,
            path=Path.CLEANED,
            origin=origin,
            posted_at=at,
            received_at=now,
            updated_at=now,
            network=None if mailed else NetworkName.TELEGRAM,
            author=who.author,
            language=who.language,
            contact=who.contact,
            flags=(Flag.NO_ALT_TEXT.value,),
        )

    def cleaned(self, photo: Photo, data: bytes) -> Photo | None:
        """With its files in the cabinet, faces covered where they are looked for; ``None``: it is no picture."""
        # Each may take as long as one may: a sign of life before it.
        self._kit.means.clock.now()
        made = self._kit.cleaner.clean(data, ())
        if not isinstance(made, Cleaned):
            _log.info("picture refused", photo=photo.id, code=made.code)
            return None
        proposed = self._faces.cover(data, made)
        flags = {*photo.flags, *proposed.flags}
        graves = self._kit.means.outbox.entombed(Grave.LIKENESS)
        if any((int(grave, 16) ^ made.likeness).bit_count() <= LIKE_WITHDRAWN for grave in graves):
            flags.add(More.LIKE_WITHDRAWN)
        keep: Callable[[bytes], str] = self._kit.cabinet.keep
        return replace(
            photo,
            original=keep(data),
            sha256=keep(proposed.made.data),
            cover=proposed.cover,
            likeness=made.likeness,
            flags=tuple(sorted(flags)),
        )

    @staticmethod
    def asked(photo: Photo, named: Named | None, season: Season, now: datetime) -> Photo:
        """Its sender is asked for a yes, and has so long to answer."""
        town = named or Named("")
        until = now + season.photos.keep.undecided
        return replace(
            photo, state=State.ASKED, reason=Reason.CONSENT, city=town.city, country=town.country, until=until
        )

    def open_of(self, author: str) -> int:
        """How many photos of one sender are still under way."""
        return sum(photo.state in OPEN for photo in self._kit.means.outbox.photos_by(author))

    def _fresh(self, photos: Sequence[Photo]) -> Sequence[Photo]:
        outbox = self._kit.means.outbox
        return [
            photo
            for photo in photos
            if outbox.photo_from(photo.origin) is None and not outbox.is_entombed(Grave.SOURCE, photo.origin)
        ]

    def turned_away(
        self, who: Correspondent, pictures: Sequence[bytes], at: datetime, now: datetime
    ) -> tuple[bool, tuple[Photo, ...]]:
        """Whether they are to be told, the first time; and the few rows that note it, without a picture."""
        own = self._kit.means.outbox.photos_by(who.author)
        noted = sum(photo.reason is Reason.TOO_MANY for photo in own)
        few = pictures[: max(0, MOST_TURNED_AWAY - noted)]
        photos = (replace(self.new(who, at, now, self.origin(who, data)), contact="") for data in few)
        rows = (replace(photo, state=State.QUARANTINED, reason=Reason.TOO_MANY, decided_at=now) for photo in photos)
        return not noted and bool(few), tuple(rows)

    def commit(self, kept: Kept) -> bool:
        """Inside a commit: write them; whether anything of it is new."""
        outbox = self._kit.means.outbox
        taken = [outbox.take_photo(photo) for photo in kept.photos]
        if kept.consent is not None and any(taken):
            outbox.keep_consent(kept.consent)
        return any(taken)
