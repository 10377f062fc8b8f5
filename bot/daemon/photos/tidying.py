"""Deletes mails from the mailbox when they are not needed there any more, or may not be kept any longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot import log
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo_settings import Keep
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.letters import contacts_owed
from bot.ports import HandledMail
from bot.ports.mailroom import Mailroom

_log = log.logger("mails")

_LOOKED_AT_LATER = frozenset({"ignored", "quarantined"})
"""Somebody may want to look for a mail that came to nothing."""


class Tidying:
    """One for the duty."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def tidy(self, room: Mailroom, stopping: Callable[[], bool]) -> NotSent | AccountBroken | None:
        """Delete what may go; the trouble that kept some of it."""
        means = self._kit.means
        # By a wrong clock everything has been kept long enough.
        mails = [mail for mail in means.outbox.mails() if mail.uid] if means.clock_trusted() else []
        if not mails:
            return None
        season = self._kit.season()
        keep, now = season.photos.keep if season is not None else Keep(), means.clock.now()
        needed = {photo.contact for photo in means.outbox.photos()} | contacts_owed(means.outbox)
        for mail in mails:
            if stopping():
                return None
            if mail.uid in needed or not _may_go(mail, keep, now):
                continue
            outcome = room.delete(mail.uid)
            if isinstance(outcome, NotSent | AccountBroken):
                return outcome
            # Done; or the folder was numbered anew, and the mail is met again under its new number.
            means.outbox.keep_mail(replace(mail, uid=""))
            _log.info("mail deleted", outcome=mail.outcome)
        return None


def _may_go(mail: HandledMail, keep: Keep, now: datetime) -> bool:
    """Of photos: as soon as none of them needs it, for it is answered through the mail that brought it."""
    if mail.outcome == "photos":
        return True
    return now - mail.at >= (keep.undecided if mail.outcome in _LOOKED_AT_LATER else keep.originals)
