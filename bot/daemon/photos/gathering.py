"""What the photos make of a bot's updates: quickly, in one commit each; fetching and cleaning are another duty's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import log
from bot.campaign.candidate import Path, Source
from bot.campaign.model import NetworkName
from bot.campaign.moderation import PhotoRules, Skip, judge
from bot.campaign.photo import OVER, Reason
from bot.campaign.supporter_languages import spoken
from bot.campaign.tags import Exact
from bot.daemon.photos.correspondence import Correspondence
from bot.daemon.photos.keeping import Correspondent, is_unclaimed
from bot.daemon.photos.kit import CHATS, Kit, Line, Season
from bot.daemon.photos.letters import MOST_OPEN, TELEGRAM, Owed
from bot.daemon.photos.sources import Sources
from bot.daemon.photos.taking import Taking
from bot.errors import StoreError
from bot.ports import Found, Received, Saying, Wanted
from bot.wording.chats import GROUP, INVITE
from bot.wording.replies import Reply

_log = log.logger("photos")

Heard = Callable[[Mapping[str, object], Wanted], Sequence[Found | Saying]]
"""What an update brings: the network knows."""
_WELCOMED = frozenset({"photo", "start", "help"})


class Gathering:
    """The photos' ears on Telegram; of the thread that reads the inbox."""

    def __init__(self, kit: Kit, correspondence: Correspondence, heard: Heard) -> None:
        self._kit, self._correspondence, self._heard = kit, correspondence, heard
        self._taking, self._sources = Taking(kit), Sources(kit)

    def collect(self, received: Received) -> bool:
        """Act on one update, which is dealt with in the same commit. ``False``: nobody can be told from anybody now."""
        line = self._kit.lines.get(received.bot)
        season = self._kit.season()
        said = self._heard(received.body, self._wanted(season)) if line is not None else ()
        group = _group_asking(received.body, said) or self._group_showing(received.body, said, season)
        if line is None or not (said or group):
            return True
        if self._kit.locked():
            # Where photos are neither taken nor out any more nobody needs the key, or would bring it back.
            return season is None and self._kit.aftermath() is None
        chat = group or next((one.chat for one in said if one.chat), 0)
        # Before the commit: a disk is slow, and everybody else waits for a commit.
        sealing = bool(chat) and not self._is_flood(said)
        contact = self._sealed(received.bot, chat) if sealing else ""
        if sealing and not contact:
            # Nobody could ever be asked whether they agree: their words alone are heard.
            said = [one for one in said if isinstance(one, Saying)]
        link = f"https://t.me/{name}?start=photo" if group and (name := line.name()) else ""
        now, outbox = self._kit.means.clock.now(), self._kit.means.outbox
        with outbox.together():
            if group:
                self._in_group(group, said, season, contact, link, now)
            else:
                self._act(said, line, season, contact, now)
            outbox.handled(received.bot, received.update_id, now)
        self._correspondence.sweep()
        self._kit.means.wake(CHATS)
        return True

    def _group_showing(self, body: Mapping[str, object], said: Sequence[Found | Saying], season: Season | None) -> int:
        """The group in which a person showed a picture under the exact tag; 0: none, or one of too many."""
        shown = next((one for one in said if isinstance(one, Found) and _is_shown_in_group(one)), None)
        if season is None or shown is None or self._kit.locked():
            return 0
        if self._correspondence.keeping.open_of(self._who(shown.author, "", "", "").author) >= MOST_OPEN:
            return 0
        return _group_of(body)

    def _in_group(
        self, group: int, said: Sequence[Found | Saying], season: Season | None, contact: str, link: str, now: datetime
    ) -> None:
        """The way to the private chat is told, to all who are there: never to one of them, never about a photo."""
        if not link:
            return
        shown = [one for one in said if isinstance(one, Found)]
        noted = [self._shown(one, season, now) for one in shown] if season is not None else []
        if any(noted) or not shown:
            self._invite(self._kit.marks.of("address", "group", str(group)), contact, "", GROUP, now, link)

    def _shown(self, found: Found, season: Season, now: datetime) -> bool:
        """A picture under the tag in a group: only where it lies is noted, until its sender writes in private."""
        candidate, keeping = found.candidate, self._correspondence.keeping
        who = self._who(found.author, "", "", "")
        skipped = judge(candidate, PhotoRules(season.opens, season.closes))
        if not found.pictures or isinstance(skipped, Skip):
            return False
        origin = self._kit.marks.of("origin", who.author, found.fingerprint or candidate.key)
        photo = replace(keeping.new(who, candidate.instant, now, origin), source=Source.GROUP_MESSAGE, language="")
        until = now + season.photos.keep.undecided
        noted = replace(photo, remote_id=found.pictures[0].address, fingerprint=found.fingerprint, until=until)
        return self._kit.means.outbox.take_photo(noted)

    def _came(self, who: Correspondent, now: datetime) -> bool:
        """They wrote in private: what they showed in groups is fetched now, and they are asked about it."""
        outbox = self._kit.means.outbox
        shown = [photo for photo in outbox.photos_by(who.author) if is_unclaimed(photo) and who.contact]
        for photo in shown:
            theirs = replace(photo, contact=who.contact, language=who.language, received_at=now, until=None)
            outbox.keep_photo(theirs, now)
        return bool(shown)

    def _is_flood(self, said: Sequence[Found | Saying]) -> bool:
        """One more picture of somebody who was told already that there are too many."""
        found = next((one for one in said if isinstance(one, Found) and one.chat), None)
        if found is None or len(said) > 1:
            return False
        own = self._kit.means.outbox.photos_by(self._who(found.author, "", "", "").author)
        return any(photo.reason is Reason.TOO_MANY for photo in own)

    def _wanted(self, season: Season | None) -> Wanted:
        """Whoever wants a photo back is heard also where none are taken any more."""
        wanted = self._kit.wanted(NetworkName.TELEGRAM, season) if season is not None else None
        return wanted or Wanted((), self._kit.means.clock.now(), frozenset())

    def _act(
        self, said: Sequence[Found | Saying], line: Line, season: Season | None, contact: str, now: datetime
    ) -> None:
        found = [one for one in said if isinstance(one, Found)]
        words = [one for one in said if isinstance(one, Saying)]
        private = [one for one in found if one.candidate.source is Source.PRIVATE_MESSAGE]
        for one in found:
            if one.candidate.path is Path.NATIVE and season is not None:
                self._public(one, line, season, now)
        for one in private:
            who = self._who(one.author, contact, one.language, words[0].text if words else "")
            text = "\n".join(saying.text for saying in words)
            if text and self._correspondence.takes_back(text, who.language):
                self._correspondence.hear(who, text, now)
            elif season is not None:
                self._came(who, now)
                self._picture(one, who, text, season, now)
        if not private:
            for saying in words:
                self._saying(saying, contact, now)

    def _public(self, found: Found, line: Line, season: Season, now: datetime) -> None:
        """A post in a public channel: new, or another one since somebody edited it."""
        outbox = self._kit.means.outbox
        photo = outbox.photo_from(self._taking.origin(found.candidate))
        if photo is None:
            self._taking.take([found], line.account, season, now)
        elif found.candidate.edited and photo.state not in OVER:
            self._sources.compare(photo, found, season)

    def _picture(self, found: Found, who: Correspondent, text: str, season: Season, now: datetime) -> None:
        """One message's picture: found, until it is fetched with whatever comes beside it."""
        candidate, keeping = found.candidate, self._correspondence.keeping
        skipped = judge(candidate, PhotoRules(season.opens, season.closes))
        if candidate.edited or not found.pictures or isinstance(skipped, Skip):
            _log.info("left alone", why=skipped.value if isinstance(skipped, Skip) else "edited")
            return
        outbox = self._kit.means.outbox
        # Telegram gives the same file the same lasting id, whoever sends it again.
        origin = self._kit.marks.of("origin", who.author, found.fingerprint or candidate.key)
        if outbox.photo_from(origin) is not None:
            return
        if keeping.open_of(who.author) >= MOST_OPEN:
            first, rows = keeping.turned_away(who, [found.fingerprint.encode()], candidate.instant, now)
            for row in rows:
                outbox.take_photo(row)
            if first:
                self._correspondence.owe(who, Reply.TOO_MANY, now)
            return
        named = self._correspondence.city(text, who.language) if text else None
        photo = keeping.new(who, candidate.instant, now, origin)
        asked = replace(photo, remote_id=found.pictures[0].address, fingerprint=found.fingerprint)
        if named is not None:
            asked = replace(asked, city=named.city, country=named.country)
        if outbox.take_photo(asked):
            _log.info("taken", photo=asked.id, channel=TELEGRAM)

    def _saying(self, saying: Saying, contact: str, now: datetime) -> None:
        who = self._who(saying.author, contact if saying.chat else "", saying.language, saying.text)
        private = bool(saying.chat)
        if saying.command == "stop":
            self._correspondence.stop(who, now)
            return
        if saying.command == "withdraw":
            # A code that nobody has, or none: whoever writes this wants something back, so all of theirs.
            if not self._correspondence.takes_back(saying.text, who.language):
                self._correspondence.stop(who, now)
            else:
                self._correspondence.hear(who, saying.text, now)
            return
        takes_back = not saying.command and self._correspondence.takes_back(saying.text, who.language)
        if private and self._kit.season() is not None and not takes_back and self._came(who, now):
            return
        # What people say to each other in a group is none of ours.
        welcomed = saying.command in _WELCOMED
        plain = not saying.command and not (private and self._correspondence.hear(who, saying.text, now))
        if private and (welcomed or plain):
            self._invite(who.author, contact, who.language, INVITE, now)

    def _who(self, author: str, contact: str, language: str, text: str) -> Correspondent:
        mark = self._kit.marks.of("author", str(NetworkName.TELEGRAM), author)
        # The app's language is the one they read; without it, the one they write.
        return Correspondent(TELEGRAM, mark, contact, language or spoken(text, (), "en"))

    def _invite(self, budget: str, contact: str, language: str, kind: str, now: datetime, link: str = "") -> None:
        owed = Owed(self._kit.chance(), contact, kind, language, budget, now.isoformat(), link=link)
        # A group hears it once a day, however often somebody asks.
        self._correspondence.letters.owe(owed, now, *((1,) if kind == GROUP else ()))

    def _sealed(self, bot: str, chat: int) -> str:
        """A file that names the chat, so that the database does not; chance in it keeps its hash from being guessed.

        Empty: the disk takes none. A withdrawal, and the staff's own words behind it, do not wait for that.
        """
        try:
            return self._kit.cabinet.keep(f"{self._kit.chance()}{self._kit.chance()}{bot}/{chat}".encode())
        except StoreError as error:
            self._kit.means.alarm.tell("duty-failed", duty="photos", error=error.message)
            return ""


def _group_asking(body: Mapping[str, object], said: Sequence[Found | Saying]) -> int:
    """The group in which somebody wrote /photo; 0: none."""
    asks = any(isinstance(one, Saying) and one.command == "photo" and not one.chat for one in said)
    return _group_of(body) if asks else 0


def _group_of(body: Mapping[str, object]) -> int:
    match body:
        case {"message": {"chat": {"id": int(chat), "type": "group" | "supergroup"}}}:
            return chat
        case _:
            return 0


def _is_shown_in_group(found: Found) -> bool:
    """Of who speaks for a group or a channel nobody can come to the private chat."""
    candidate = found.candidate
    tagged = candidate.source is Source.GROUP_MESSAGE and isinstance(candidate.tag, Exact)
    return tagged and not candidate.edited and not found.author.startswith("-")
