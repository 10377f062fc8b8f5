"""Supporters' private chats on Telegram: their pictures are fetched and cleaned, and they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.campaign.candidate import Path
from bot.campaign.model import Account, NetworkName
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.campaign.photo import OVER, Reason, State
from bot.daemon.photos.correspondence import Correspondence
from bot.daemon.photos.followup import Followup
from bot.daemon.photos.keeping import Correspondent, is_unclaimed
from bot.daemon.photos.kit import CHATS, Kit, Line, Season
from bot.daemon.photos.letters import TELEGRAM, Owed
from bot.daemon.photos.looking import AGAIN, GIVE_UP, Looking
from bot.daemon.photos.towns import Named
from bot.daemon.staff.news import DESK
from bot.errors import CampaignError
from bot.ports import Intake, Letter, Photo, Unfetched
from bot.wording.replies import Reply

_log = log.logger("photos")

LEASE = timedelta(minutes=5)
SETTLED = timedelta(seconds=4)
"""An album's pictures come one by one, within seconds: nothing is asked before the last one is here."""
EVERY = timedelta(minutes=10)
_DRAWN = 32
"""Characters of chance before what a contact's file says."""


class Chats:
    """The duty."""

    name = CHATS

    def __init__(self, kit: Kit, correspondence: Correspondence) -> None:
        self._kit, self._correspondence = kit, correspondence
        self._followup = Followup(kit, correspondence, TELEGRAM)
        self._looking = Looking(kit)
        self._intakes: dict[str, tuple[Account, Intake]] = {}
        self._stopping = False

    def run_once(self, now: datetime) -> datetime | None:
        """Fetch what was sent, answer whom an answer is owed; when to look next."""
        outbox = self._kit.means.outbox
        if not self._kit.lines:
            return None
        if outbox.shared and not outbox.lead(CHATS, self._kit.means.owner, now + LEASE, now):
            return now + LEASE
        season = self._kit.season()
        later, fault = self._pictures(season, now) if season is not None else ([], None)
        later.append(self._followup.run(self._kit.means.clock.now()))
        self._correspondence.letters.send_due(self._say, lambda: self._stopping)
        later.append(self._correspondence.letters.next_at())
        if fault is not None:
            raise fault
        now = self._kit.means.clock.now()
        return max(now, min((at for at in later if at is not None), default=now + EVERY))

    def _pictures(self, season: Season, now: datetime) -> tuple[list[datetime | None], CampaignError | None]:
        """Where none can be opened, people are answered first; then it is said."""
        try:
            return [self._private(season, now), self._public(season, now)], None
        except CampaignError as error:
            return [], error

    def stop(self) -> None:
        """From any thread: begin nothing more."""
        self._stopping = True

    def close(self) -> None:
        """Give back connections."""
        for _, intake in self._intakes.values():
            intake.close()
        self._intakes.clear()

    # private chats

    def _private(self, season: Season, now: datetime) -> datetime | None:
        people: dict[str, list[Photo]] = {}
        for photo in self._found(Path.CLEANED):
            if not is_unclaimed(photo):
                people.setdefault(photo.author, []).append(photo)
        later = []
        for photos in people.values():
            settled = max(photo.received_at for photo in photos) + SETTLED
            at = max([settled, *(photo.until for photo in photos if photo.until is not None)])
            # Never longer than any of these: else it was set by a clock that has been set back since.
            if now < at <= now + GIVE_UP:
                later.append(at)
            elif not self._stopping:
                self._together(photos, season)
        return min(later, default=None)

    def _together(self, photos: Sequence[Photo], season: Season) -> None:
        """What one person sent at once: one consent, one letter."""
        clock, outbox = self._kit.means.clock, self._kit.means.outbox
        named = next((Named(photo.city, photo.country) for photo in photos if photo.city), None)
        who = Correspondent(TELEGRAM, photos[0].author, photos[0].contact, photos[0].language)
        if named is not None and named.country in season.photos.listed_countries:
            with outbox.together():
                now = clock.now()
                self._correspondence.refuse_listed(photos, now)
                self._correspondence.owe(who, Reply.LISTED_COUNTRY, now)
            return
        clean: list[Photo] = []
        unread: list[Photo] = []
        for photo in photos:
            got = self._fetched(photo)
            if self._stopping:
                return
            if isinstance(got, NotSent) and clock.now() - photo.received_at < GIVE_UP:
                outbox.keep_photo(replace(photo, until=clock.now() + AGAIN), clock.now())
                _log.info("picture later", photo=photo.id, reason=got.reason)
                return
            made = self._correspondence.keeping.cleaned(photo, got) if isinstance(got, bytes) else None
            (clean.append(made) if made is not None else unread.append(photo))
        self._ask(who, clean, unread, named, season)

    def _fetched(self, photo: Photo) -> bytes | Unfetched | NotSent:
        line, _ = self._whom(photo.contact)
        return line.chat.fetch(photo.remote_id) if line is not None else NotSent("no bot")

    def _ask(
        self,
        who: Correspondent,
        clean: Sequence[Photo],
        unread: Sequence[Photo],
        named: Named | None,
        season: Season,
    ) -> None:
        outbox, keeping, now = self._kit.means.outbox, self._correspondence.keeping, self._kit.means.clock.now()
        consent = keeping.consent(who, now)
        known = {each.original for each in outbox.photos_by(who.author) if each.original and each.state not in OVER}
        asked = 0
        with outbox.together():
            for photo in unread:
                bare = replace(photo, remote_id="", contact="", until=None, decided_at=now)
                outbox.step_photo(bare, State.QUARANTINED, Reason.UNREADABLE_PICTURE, now)
            for photo in clean:
                if photo.original in known:
                    # Sent twice: one photo is enough.
                    same = replace(photo, remote_id="", contact="", until=None, decided_at=now)
                    outbox.step_photo(same, State.REJECTED, Reason.DUPLICATE, now)
                    continue
                known.add(photo.original)
                ready = keeping.asked(replace(photo, remote_id="", consent=consent.id), named, season, now)
                ready = replace(ready, state=photo.state, reason=photo.reason)
                asked += outbox.step_photo(ready, State.ASKED, Reason.CONSENT, now)
            if asked:
                outbox.keep_consent(consent)
                also = Reply.CITY if named is None else None
                self._correspondence.owe(who, Reply.RECEIPT, now, consent=consent.id, number=asked, also=also)
            elif unread:
                self._correspondence.owe(who, Reply.UNREADABLE, now)
        if unread:
            self._kit.means.wake(DESK)

    # public channels

    def _public(self, season: Season, now: datetime) -> datetime | None:
        """Looked at by a forward to the staff's chat, which is deleted at once."""
        wanted = self._kit.wanted(NetworkName.TELEGRAM, season)
        later = []
        for photo in self._found(Path.NATIVE):
            if photo.until is not None and now < photo.until <= now + GIVE_UP:
                later.append(photo.until)
            elif not self._stopping and wanted is not None and (intake := self._intake(photo.account, season)):
                self._looking.look_again(photo, intake, wanted, now)
        return min(later, default=None)

    def _intake(self, name: str, season: Season) -> Intake | None:
        account, known = season.settings.accounts.get(name), self._intakes.get(name)
        if account is None:
            return None
        if known is None or known[0] != account:
            if known is not None:
                known[1].close()
            try:
                self._intakes[name] = known = (account, self._kit.intakes(account))
            except CampaignError as error:
                _log.warning("not looked at", account=name, reason=error.message)
                return None
        return known[1]

    def _found(self, path: Path) -> Sequence[Photo]:
        photos = self._kit.means.outbox.photos((State.FOUND,))
        return [photo for photo in photos if photo.network is NetworkName.TELEGRAM and photo.path is path]

    # answering

    def _say(self, owed: Owed, letter: Letter) -> NotSent | Rejected | AccountBroken | None:
        line, chat = self._whom(owed.contact)
        if line is None:
            return NotSent("no bot") if chat else Rejected("nobody to answer")
        outcome = line.chat.say(chat, letter.body)
        return None if isinstance(outcome, int) else outcome

    def _whom(self, contact: str) -> tuple[Line | None, int]:
        """The bot that somebody wrote to, and their chat; without its file nobody."""
        told = (self._kit.cabinet.read(contact) or b"")[_DRAWN:].decode("ascii", "replace")
        bot, _, chat = told.partition("/")
        return self._kit.lines.get(bot), int(chat) if chat.lstrip("-").isdecimal() else 0
