"""What supporters say in replies and mentions: whoever wants their photo taken back is heard at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import log
from bot.actions.photo_ends import leave_alone, withdraw_all
from bot.campaign.model import Account, NetworkName
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import OVER, Reason
from bot.campaign.supporters import Meaning, meaning
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.looking import GIVE_UP
from bot.daemon.photos.whose import asked
from bot.ports import Intake, Photo, Saying, Wanted

_log = log.logger("photos")


class Hearing:
    """Of the networks where a supporter's post stays theirs."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._authors: dict[str, str] = {}
        """Of X: whose an open photo is, for as long as this process runs and it is open. It is written down nowhere."""

    def hear(
        self, saying: Saying, account: Account, intake: Intake, wanted: Wanted, now: datetime
    ) -> NotSent | AccountBroken | None:
        """Do what it asks for. What asks for nothing is nobody's business, and is not kept.

        Else why nobody can tell now whose photos it is about: it is to be heard again.
        """
        outbox, marks = self._kit.means.outbox, self._kit.marks
        said = meaning(saying.text, saying.language)
        if said.code is not None and said.meaning in {Meaning.STOP, Meaning.CODE}:
            consent = outbox.consent_of(marks.of("code", str(said.code)))
            if consent is not None:
                withdraw_all(outbox, outbox.photos_with(consent.id), Reason.CODE, now, self._kit.means.wake)
                return None
        if said.meaning is not Meaning.STOP:
            return None
        own, trouble = self._theirs(saying, account, intake, wanted)
        about = [photo for photo in own if self._is_about(photo, saying, account)]
        if not about:
            # Of no photo in particular: of all of theirs, and of those to come.
            leave_alone(outbox, marks.of("author", str(account.network), saying.author), now)
        ended = withdraw_all(outbox, about or own, Reason.STOP, now, self._kit.means.wake)
        _log.info("asked to stop", account=account.name, photos=ended)
        if trouble is not None and now - saying.instant >= GIVE_UP:
            _log.warning("never found out whose photos to stop", account=account.name, reason=trouble.reason)
            return None
        return trouble

    def _theirs(
        self, saying: Saying, account: Account, intake: Intake, wanted: Wanted
    ) -> tuple[Sequence[Photo], NotSent | AccountBroken | None]:
        """Those that are known to be theirs; and what keeps us from knowing of others."""
        outbox = self._kit.means.outbox
        own = self._kit.marks.of("author", str(account.network), saying.author)
        if account.network is not NetworkName.X:
            return [photo for photo in outbox.photos_by(own) if photo.state not in OVER] if own else [], None
        # Of X nothing about people is kept: whose a photo is has to be asked.
        open_ones = [photo for photo in outbox.photos() if photo.account == account.name and photo.state not in OVER]
        here = {photo.id for photo in open_ones}
        self._authors = {name: author for name, author in self._authors.items() if name in here}
        named = [photo for photo in open_ones if self._is_about(photo, saying, account)]
        theirs, trouble = [], None
        for photo in named or open_ones:
            author = self._author_of(photo, account, intake, wanted)
            if not isinstance(author, str):
                trouble = author
            elif author and author == own:
                theirs.append(photo)
        return theirs, trouble

    def _is_about(self, photo: Photo, saying: Saying, account: Account) -> bool:
        by_identity = self._kit.marks.of("origin", f"{account.network}:{saying.answers}") if saying.answers else ""
        return photo.origin == by_identity or bool(photo.remote_id and photo.remote_id == saying.answers_remote)

    def _author_of(
        self, photo: Photo, account: Account, intake: Intake, wanted: Wanted
    ) -> str | NotSent | AccountBroken:
        """Their mark, asked for once: looking costs money, and anybody may say stop. Empty: its post is gone."""
        known = self._authors.get(photo.id)
        if known is not None:
            return known
        author = asked(self._kit, photo, account, intake, wanted)
        if not isinstance(author, str) or not author:
            return author
        self._authors[photo.id] = author
        return author
