"""What supporters say in replies and mentions: whoever wants their photo taken back is heard at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import log
from bot.actions.photo_ends import leave_alone, withdraw_all
from bot.campaign.model import Account, NetworkName
from bot.campaign.photo import OVER, Reason
from bot.campaign.supporters import Meaning, meaning
from bot.daemon.photos.kit import Kit
from bot.ports import Intake, Photo, Saying, Seen, Wanted

_log = log.logger("photos")


class Hearing:
    """Of the networks where a supporter's post stays theirs."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def hear(self, saying: Saying, account: Account, intake: Intake, wanted: Wanted, now: datetime) -> None:
        """Do what it asks for. What asks for nothing is nobody's business, and is not kept."""
        outbox, marks = self._kit.means.outbox, self._kit.marks
        said = meaning(saying.text, saying.language)
        if said.code is not None and said.meaning in {Meaning.STOP, Meaning.CODE}:
            consent = outbox.consent_of(marks.of("code", str(said.code)))
            if consent is not None:
                withdraw_all(outbox, outbox.photos_with(consent.id), Reason.CODE, now, self._kit.means.wake)
                return
        if said.meaning is not Meaning.STOP:
            return
        own = self._theirs(saying, account, intake, wanted)
        about = [photo for photo in own if self._is_about(photo, saying, account)]
        if not about:
            # Of no photo in particular: of all of theirs, and of those to come.
            leave_alone(outbox, marks.of("author", str(account.network), saying.author), now)
        ended = withdraw_all(outbox, about or own, Reason.STOP, now, self._kit.means.wake)
        _log.info("asked to stop", account=account.name, photos=ended)

    def _theirs(self, saying: Saying, account: Account, intake: Intake, wanted: Wanted) -> Sequence[Photo]:
        outbox = self._kit.means.outbox
        if account.network is not NetworkName.X:
            own = self._kit.marks.of("author", str(account.network), saying.author)
            return [photo for photo in outbox.photos_by(own) if photo.state not in OVER] if own else []
        # Of X nothing about people is kept: whose a photo is has to be asked.
        open_ones = [photo for photo in outbox.photos() if photo.account == account.name and photo.state not in OVER]
        named = [photo for photo in open_ones if self._is_about(photo, saying, account)]
        return [photo for photo in named or open_ones if self._is_by(photo, saying.author, intake, wanted)]

    def _is_about(self, photo: Photo, saying: Saying, account: Account) -> bool:
        by_identity = self._kit.marks.of("origin", f"{account.network}:{saying.answers}") if saying.answers else ""
        return photo.origin == by_identity or bool(photo.remote_id and photo.remote_id == saying.answers_remote)

    @staticmethod
    def _is_by(photo: Photo, author: str, intake: Intake, wanted: Wanted) -> bool:
        seen = intake.look_at(photo.remote_id, wanted) if photo.remote_id else None
        return isinstance(seen, Seen) and seen.found.author == author
