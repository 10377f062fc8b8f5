"""Replies that are owed to supporters: kept with whatever they answer, in one commit, and sent afterwards.

Of all that is done for a supporter the reply alone may come twice, after a crash between sending it and noting so; each
time it is counted anew. By mail both copies have the same Message-ID. Neither an address nor a code is kept here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot import log
from bot.campaign import withdrawal_codes
from bot.campaign.marks import Marks
from bot.campaign.model import NetworkName, Settings
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.campaign.photo import OVER, State
from bot.daemon.photos.kit import Kit
from bot.ports import PHOTOS, Letter, Outbox
from bot.wording import replies_channels
from bot.wording.chats import chat_text
from bot.wording.replies import Reply, reply

_log = log.logger("letters")

MOST = 6
"""Replies to one address in 24 hours."""
AGAIN = timedelta(minutes=2)
KEPT = timedelta(days=3)
"""What could not be sent for so long is old news."""
MAIL, TELEGRAM = "mail", "telegram"
"""The channels, as a consent names them."""

Send = Callable[["Owed", Letter], NotSent | Rejected | AccountBroken | None]
"""``None``: it is out."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One reply, told by what it is made of."""

    id: str
    contact: str
    """A mail's UID; of a chat the hash of the file that names it."""
    kind: str
    """``Reply``, or a kind of ``bot.wording.chats``."""
    language: str
    budget: str
    """Whose replies are counted: a keyed hash."""
    at: str
    """UTC, ISO."""
    consent: str = ""
    number: int = 0
    also: str = ""
    """Another kind, whose words follow in the same letter."""
    photo: str = ""
    link: str = ""
    """Of the bot itself."""
    begun: bool = False
    """It may be out: whoever finds it so was killed meanwhile."""
    not_before: str = ""


class Letters:
    """Those of one channel. Used by the threads that answer there."""

    def __init__(self, kit: Kit, channel: str) -> None:
        self._kit, self._channel = kit, channel

    def owe(self, owed: Owed, now: datetime, most: int = MOST) -> bool:
        """Inside the commit of what it answers; ``False``: they were answered often enough today."""
        outbox = self._kit.means.outbox
        if not (owed.contact and owed.budget and outbox.may_reply(owed.budget, now, most)):
            return False
        self._write([*self.owed(), owed])
        return True

    def owed(self) -> Sequence[Owed]:
        """The oldest first."""
        return owed_by(self._kit.means.outbox, self._channel)

    def moved(self, contact: str, now_at: str) -> None:
        """Inside a commit: whom some of them answer is reached elsewhere."""
        self._write([replace(each, contact=now_at) if each.contact == contact else each for each in self.owed()])

    def next_at(self) -> datetime | None:
        """When one can be tried."""
        return min((datetime.fromisoformat(each.not_before or each.at) for each in self.owed()), default=None)

    def send_due(self, send: Send, stopping: Callable[[], bool]) -> NotSent | AccountBroken | None:
        """Send what is due, one by one; the trouble that keeps the rest from being sent."""
        for each in self.owed():
            now = self._kit.means.clock.now()
            if stopping():
                return None
            if each.not_before and now < datetime.fromisoformat(each.not_before) <= now + AGAIN:
                continue
            letter = self._begin(each, now)
            if letter is None:
                continue
            outcome = send(each, letter)
            self._settle(each, outcome)
            if isinstance(outcome, NotSent | AccountBroken) and self._channel == MAIL:
                return outcome
        return None

    def _begin(self, owed: Owed, now: datetime) -> Letter | None:
        outbox = self._kit.means.outbox
        letter = self._made(owed, now)
        with outbox.together():
            counted = not owed.begun or outbox.may_reply(owed.budget, now, MOST)
            if letter is None or not counted or now - datetime.fromisoformat(owed.at) >= KEPT:
                self._change(owed.id, None)
                return None
            self._change(owed.id, replace(owed, begun=True))
        return letter

    def _settle(self, owed: Owed, outcome: NotSent | Rejected | AccountBroken | None) -> None:
        now = self._kit.means.clock.now()
        lost = isinstance(outcome, AccountBroken) and self._channel == TELEGRAM
        if isinstance(outcome, NotSent | AccountBroken) and not lost:
            again = replace(owed, begun=False, not_before=(now + AGAIN).isoformat())
        else:
            # In a private chat a refusal means that they have stopped the bot.
            again = None
        with self._kit.means.outbox.together():
            self._change(owed.id, again)
        _log.info("replied" if outcome is None else "not replied", channel=self._channel, kind=owed.kind)

    def _change(self, owed_id: str, after: Owed | None) -> None:
        """What is owed by now, with one of them changed, or without it."""
        kept = [after if each.id == owed_id else each for each in self.owed()]
        self._write([each for each in kept if each is not None])

    def _write(self, owed: Sequence[Owed]) -> None:
        self._kit.means.outbox.note(_note(self._channel), json.dumps([asdict(each) for each in owed]))

    def _made(self, owed: Owed, now: datetime) -> Letter | None:
        """``None``: nobody needs it any more."""
        campaign, season = self._kit.means.live.snapshot.campaign, self._kit.season()
        if campaign is None:
            return None
        settings, marks = campaign.settings, self._kit.marks
        telegram = (each.handle for each in settings.accounts.values() if each.network is NetworkName.TELEGRAM)
        address = settings.mailbox.address if settings.mailbox is not None else next(telegram, "")
        facts: dict[str, object] = {"campaign": settings.campaign, "address": address, "number": owed.number}
        facts["link"] = owed.link
        if season is not None:
            keep = season.photos.keep
            facts |= {"hours": round(season.photos.delay / timedelta(hours=1)), "days": keep.undecided.days}
            facts |= {"keep": round(keep.originals / timedelta(hours=1)), "most": MOST_OPEN}
            facts["where"] = self._where(settings)
        if owed.consent and owed.kind == Reply.REMINDER:
            ends = [
                each.until for each in self._kit.means.outbox.photos_with(owed.consent) if each.state is State.ASKED
            ]
            left = max((end - now for end in ends if end is not None), default=None)
            if left is None:
                return None
            facts["days"] = max(1, left.days)
        if owed.consent:
            facts["code"] = withdrawal_codes.written(code_number(marks, owed.consent))
        if owed.photo:
            facts["links"] = self._links(owed.photo)
            if not facts["links"]:
                return None
        if owed.kind not in set(Reply):
            return Letter(owed.id, "", chat_text(owed.kind, owed.language, **facts), now)
        if season is None and owed.kind in {Reply.RECEIPT, Reply.REMINDER, Reply.TOO_MANY}:
            return None
        phrases = replies_channels.CHAT if self._channel == TELEGRAM else replies_channels.MAIL
        subject, body = reply(Reply(owed.kind), owed.language, phrases, **facts)
        if owed.also:
            words, mark, foot = body.partition(_FOOT)
            more = reply(Reply(owed.also), owed.language, phrases, **facts)[1].partition(_FOOT)[0]
            body = f"{words}\n\n{more}{mark}{foot}"
        return Letter(f"{token(marks, owed.consent)}.{owed.id}" if owed.consent else owed.id, subject, body, now)

    def _where(self, settings: Settings) -> str:
        """What a person sent on Telegram stays there."""
        accounts = settings.accounts.values()
        there = [each for each in accounts if self._channel == MAIL or each.network is NetworkName.TELEGRAM]
        pinned = ((each, self._kit.means.outbox.pinned(each.name)) for each in there)
        return ", ".join(each.handle or (known.name if known else each.address) for each, known in pinned)

    def _links(self, photo_id: str) -> str:
        photo = self._kit.means.outbox.photo(photo_id)
        if photo is None or photo.state in OVER:
            return ""
        rows = (row for row in self._kit.means.outbox.deliveries(entry=PHOTOS) if row.occurrence == photo_id)
        return "\n".join(row.url for row in rows if row.url)


_FOOT = "\n\n-- \n"
MOST_OPEN = 10
"""Photos of one sender that are still to be decided about, or answered."""


def owed_by(outbox: Outbox, channel: str) -> Sequence[Owed]:
    """All that is owed on a channel."""
    return [Owed(**each) for each in json.loads(outbox.noted(_note(channel)) or "[]")]


def contacts_owed(outbox: Outbox) -> frozenset[str]:
    """Where replies are still to go."""
    return frozenset(each.contact for channel in (MAIL, TELEGRAM) for each in owed_by(outbox, channel))


def _note(channel: str) -> str:
    return f"photos: replies owed by {channel}"


def code_number(marks: Marks, consent: str) -> int:
    """The number of a consent's withdrawal code: made of its id, which was drawn by chance, with the key.

    So it is kept nowhere, and still the same in the reminder, and in a receipt that a crash makes be written again.
    """
    return int(marks.of("code", "number", consent), 16) % (1 << withdrawal_codes.BITS)


def code_mark(marks: Marks, number: int) -> str:
    """As a consent keeps it, and as it is looked up."""
    return marks.of("code", str(number))


def token(marks: Marks, consent: str) -> str:
    """With this our letters about a consent begin their Message-ID: only who got one can answer it."""
    return marks.of("mail", "letter", consent)
