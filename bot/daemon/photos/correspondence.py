"""Hears what supporters answer: a yes, a no, a city, STOP or a code; and has them told what came of it.

A yes, and a city, count only from who holds our letter: a mail that answers it, or the private chat itself. Whatever
takes a photo back counts from anybody who seems to be its sender: a photo lost, nobody endangered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import log
from bot.actions.photo_ends import end, withdraw_all
from bot.campaign.photo import OVER, Reason, State
from bot.campaign.photo_settings import Photos
from bot.campaign.supporters import Meaning, Said, meaning
from bot.daemon.photos.keeping import OPEN, Correspondent, Keeping, Kept
from bot.daemon.photos.kit import LONG_AGO, Kit
from bot.daemon.photos.letters import MAIL, Letters, Owed, code_mark
from bot.daemon.photos.towns import Named, named_in
from bot.errors import StoreError
from bot.ports import Photo
from bot.ports.cities import Cities
from bot.wording.replies import Reply, permissions

_log = log.logger("photos")

_TAKES_BACK = frozenset({Meaning.STOP, Meaning.CODE, Meaning.NO})
_UNDECIDED = frozenset({State.ASKED, State.WAITING, State.QUEUED})


class Correspondence:
    """With those who write on one channel. What it does it does inside its caller's commit, but for ``settle``."""

    def __init__(self, kit: Kit, channel: str, cities: Cities) -> None:
        self._kit, self._channel, self._cities = kit, channel, cities
        self.letters, self.keeping = Letters(kit, channel), Keeping(kit)
        self._loosened = False
        """Whether files may lie there that nothing refers to any more."""

    # what was said

    def means(self, text: str, language: str) -> tuple[Said, frozenset[str], str]:
        """What it means, the permissions beside it, and the words without those."""
        given, rest = permissions(text)
        return meaning(rest, language), given, rest

    def takes_back(self, text: str, language: str) -> bool:
        """Whether it takes something back; pictures beside such words are not taken."""
        said, _, _ = self.means(text, language)
        if said.meaning is Meaning.CODE:
            return self._consent_of(said) is not None
        return said.meaning in _TAKES_BACK

    def city(self, words: str, language: str, *, asked: bool = False) -> Named | None:
        """What they name."""
        return named_in(words, language, self._cities, self._photos().listed_countries, asked=asked)

    def hear(self, who: Correspondent, text: str, now: datetime) -> bool:
        """Do what is said, and owe a reply where one is due; ``False``: it says nothing that is of use here."""
        said, given, rest = self.means(text, who.language)
        match said.meaning:
            case Meaning.STOP | Meaning.CODE | Meaning.NO if self._take_back(who, said, now):
                return True
            case Meaning.YES if asked := self._asked(who):
                self._agree(who, asked, given, rest, now)
                return True
            case Meaning.NOTHING | Meaning.YES | Meaning.CODE:
                return self._answer(who, given, rest, now)
            case _:
                return False

    # taking back

    def stop(self, who: Correspondent, now: datetime) -> bool:
        """They want everything back."""
        return self._take_back(who, Said(Meaning.STOP), now)

    def _take_back(self, who: Correspondent, said: Said, now: datetime) -> bool:
        outbox = self._kit.means.outbox
        own = list(outbox.photos_by(who.author))
        coded = self._consent_of(said)
        for consent in {coded, who.proven} - {None, ""}:
            own += outbox.photos_with(str(consent))
        if said.meaning is Meaning.CODE:
            own = list(outbox.photos_with(coded)) if coded else []
        if said.meaning is Meaning.NO:
            own = [photo for photo in own if photo.state in _UNDECIDED]
        meant = {photo.id: photo for photo in own if photo.state not in OVER}
        why = {Meaning.CODE: Reason.CODE, Meaning.NO: Reason.NO_CONSENT}.get(said.meaning, Reason.STOP)
        ended = withdraw_all(outbox, meant.values(), why, now, self._kit.means.wake)
        if ended:
            self._loosened = True
            self.owe(who, Reply.WITHDRAWN, now)
        return bool(ended)

    def _consent_of(self, said: Said) -> str | None:
        if said.code is None:
            return None
        consent = self._kit.means.outbox.consent_of(code_mark(self._kit.marks, said.code))
        return consent.id if consent is not None else None

    # agreeing

    def _asked(self, who: Correspondent) -> Sequence[Photo]:
        return [photo for photo in self._theirs(who) if photo.state is State.ASKED]

    def _theirs(self, who: Correspondent) -> Sequence[Photo]:
        """Those that they can speak for."""
        outbox = self._kit.means.outbox
        if who.channel != MAIL:
            return outbox.photos_by(who.author)
        return outbox.photos_with(who.proven) if who.proven else []

    def _agree(
        self, who: Correspondent, asked: Sequence[Photo], given: frozenset[str], rest: str, now: datetime
    ) -> None:
        """A yes is for the words they were shown; what stands on other lines beside it can only be a city."""
        for name in {photo.consent for photo in asked}:
            consent = self._kit.means.outbox.consent(name)
            if consent is not None:
                choices = tuple(sorted(given | set(consent.choices)))
                self._kit.means.outbox.keep_consent(replace(consent, agreed_at=now, choices=choices))
        named = self._clear_beside(rest, who.language) if any(not photo.city for photo in asked) else None
        if named is not None:
            self._name(who, asked, named, now)
            return
        asks = [self._proceed(photo, now) for photo in asked]
        if any(asks):
            self.owe(who, Reply.CITY, now)

    def _clear_beside(self, words: str, language: str) -> Named | None:
        lines = [line for line in words.splitlines() if meaning(line, language).meaning is Meaning.NOTHING]
        named = self.city("\n".join(lines), language)
        return named if named is not None and named.country else None

    def _proceed(self, photo: Photo, now: datetime) -> bool:
        """On from ``asked`` once there are a yes and a city; whether the city is still to be asked for."""
        outbox = self._kit.means.outbox
        consent = outbox.consent(photo.consent)
        if consent is None or consent.agreed_at is None:
            outbox.keep_photo(photo, now)
            return False
        chosen = replace(photo, shows_city="city" in consent.choices, shows_faces="faces" in consent.choices)
        if not photo.city:
            outbox.keep_photo(replace(chosen, reason=Reason.CITY), now)
            return True
        waiting = replace(chosen, until=now + self._photos().delay)
        if outbox.step_photo(waiting, State.WAITING, Reason.DELAY, now):
            _log.info("agreed", photo=photo.id)
        return False

    # anything else

    def _answer(self, who: Correspondent, given: frozenset[str], rest: str, now: datetime) -> bool:
        theirs = [photo for photo in self._theirs(who) if photo.state in _UNDECIDED]
        if given and not rest and self._allow(theirs, given, now):
            return True
        placeless = [photo for photo in theirs if not photo.city]
        named = self.city(rest, who.language, asked=True) if placeless else None
        if named is not None:
            self._name(who, placeless, named, now)
            return True
        waits = theirs or self._kit.means.outbox.photos_by(who.author)
        if not any(photo.state is State.ASKED for photo in waits):
            return any(photo.state in OPEN | {State.APPROVED} for photo in waits)
        agreed = bool(placeless) and all(photo.reason is Reason.CITY for photo in placeless)
        self.owe(who, Reply.CITY if agreed else Reply.NOT_UNDERSTOOD, now, consent=self._latest(waits))
        return True

    def _allow(self, photos: Iterable[Photo], given: frozenset[str], now: datetime) -> bool:
        """Permissions that follow a yes; who has not said it yet is asked for it."""
        outbox = self._kit.means.outbox
        agreed = [photo for photo in photos if photo.state in {State.WAITING, State.QUEUED}]
        for photo in agreed:
            city, faces = photo.shows_city or "city" in given, photo.shows_faces or "faces" in given
            outbox.keep_photo(replace(photo, shows_city=city, shows_faces=faces), now)
        for name in {photo.consent for photo in agreed}:
            consent = outbox.consent(name)
            if consent is not None:
                outbox.keep_consent(replace(consent, choices=tuple(sorted(given | set(consent.choices)))))
        return bool(agreed)

    def _name(self, who: Correspondent, photos: Sequence[Photo], named: Named, now: datetime) -> None:
        """Their city, or the end of it where publishing would endanger them."""
        if named.country and named.country in self._photos().listed_countries:
            self.refuse_listed(photos, now)
            self.owe(who, Reply.LISTED_COUNTRY, now)
            return
        for photo in photos:
            told = photo if photo.city else replace(photo, city=named.city, country=named.country)
            if photo.state is State.ASKED:
                self._proceed(told, now)
            else:
                self._kit.means.outbox.keep_photo(told, now)

    def refuse_listed(self, photos: Iterable[Photo], now: datetime) -> None:
        """Nothing of them is kept but that they were refused."""
        self._loosened = True
        for photo in photos:
            bare = replace(photo, original="", sha256="", likeness=None, contact="", city="", country="", until=None)
            end(
                self._kit.means.outbox,
                replace(bare, decided_at=now, approved=""),
                State.REJECTED,
                Reason.LISTED_COUNTRY,
                now,
                self._kit.means.wake,
            )

    # replying

    def owe_for(self, who: Correspondent, kept: Kept, now: datetime) -> None:
        """The one letter about pictures that came."""
        if kept.reply is not None:
            consent = kept.consent.id if kept.consent else ""
            also = Reply.CITY if kept.asks_city and kept.reply is Reply.RECEIPT else None
            self.owe(who, kept.reply, now, consent=consent, number=kept.number, also=also)

    def owe(
        self,
        who: Correspondent,
        kind: Reply,
        now: datetime,
        *,
        consent: str = "",
        number: int = 0,
        also: Reply | None = None,
        photo: str = "",
    ) -> bool:
        """One reply, in the commit of what it answers."""
        about = consent or who.proven
        owed = Owed(
            self._kit.chance(),
            who.contact,
            kind.value,
            who.language,
            who.author,
            now.isoformat(),
            about,
            number,
            also.value if also else "",
            photo,
        )
        return self.letters.owe(owed, now)

    def loosen(self) -> None:
        """Somebody else let go of files."""
        self._loosened = True

    def sweep(self) -> None:
        """Outside of a commit: files that nothing refers to any more are removed now, not when it is time."""
        if not self._loosened:
            return
        self._loosened = False
        outbox = self._kit.means.outbox
        for sha256 in outbox.forget_photos(LONG_AGO, LONG_AGO, LONG_AGO).files:
            try:
                self._kit.cabinet.remove(sha256)
            except StoreError as error:
                # The caretaker finds it: nothing refers to it.
                _log.warning("a file stays for now", reason=error.code)

    @staticmethod
    def _latest(photos: Iterable[Photo]) -> str:
        named = [photo for photo in photos if photo.consent and photo.state is State.ASKED]
        return max(named, key=lambda photo: photo.received_at).consent if named else ""

    def _photos(self) -> Photos:
        season = self._kit.season()
        return season.photos if season is not None else Photos()
