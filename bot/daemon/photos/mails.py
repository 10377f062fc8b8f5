"""Reads the mailbox for photos, answers, and deletes from it what is dealt with.

A mail's mark, what came of it, the reply that is owed and how far the mailbox is read are one commit: after a crash a
mail is dealt with once, whatever it lay in the middle of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import log
from bot.campaign.model import Mailbox
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.photos.bounds import TRIES, Allowance, GivenUpError, InHand, TooMuchError
from bot.daemon.photos.correspondence import Correspondence
from bot.daemon.photos.followup import Followup
from bot.daemon.photos.kit import MAILS, Kit
from bot.daemon.photos.letters import MAIL, Owed
from bot.daemon.photos.opened import Opened
from bot.daemon.photos.tidying import Tidying
from bot.daemon.staff.news import DESK
from bot.errors import CampaignError
from bot.ports import HandledMail, Letter
from bot.ports.mailroom import Mail, Mailroom, Unreadable
from bot.wording.mailbox import mailbox_reason_text, put_aside_text

_log = log.logger("mails")

WAIT_S = 50.0
"""Of one IDLE: the watchdog wants to hear of every duty."""
EVERY = timedelta(minutes=10)
LEASE = timedelta(minutes=15)
"""It begins anew with each mail, and is longer than one may take."""
HELD_UP_S = 60.0
"""When mails took so long, whoever takes a photo back behind them is heard before the next."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=5)
PATIENCE = timedelta(minutes=10)
"""A server that does not answer for so long is told of; one that refuses us, at once."""
SAME_FAULT = timedelta(days=1)
BATCHES = 50
"""In one step: replies and withdrawals between them."""


class Mails:
    """The duty; the mailroom is its own."""

    name = MAILS

    def __init__(
        self,
        kit: Kit,
        correspondence: Correspondence,
        mailrooms: Callable[[Mailbox], Mailroom],
        wait_s: float = WAIT_S,
    ) -> None:
        """``mailrooms`` may raise ``CampaignError``; ``wait_s`` 0: a rehearsal, whose clock stands still meanwhile."""
        self._kit, self._correspondence, self._mailrooms, self._wait_s = kit, correspondence, mailrooms, wait_s
        self._opened = Opened(kit, correspondence)
        self._tidying = Tidying(kit)
        self._followup = Followup(kit, correspondence, MAIL)
        self._open: tuple[Mailbox, Mailroom] | None = None
        self._failures = 0
        self._failing_since: datetime | None = None
        self._until: datetime | None = None
        self._told: dict[str, datetime] = {}
        self._ahead = ""
        """The last mail that was looked at ahead of its turn: none is fetched ahead twice."""
        self._stopping = False

    def run_once(self, now: datetime) -> datetime | None:
        """Read, answer, tidy; then wait where mails come in."""
        campaign = self._kit.means.live.snapshot.campaign
        mailbox = campaign.settings.mailbox if campaign is not None else None
        if mailbox is None or self._stopping:
            self.close()
            return None
        if not self._leads():
            return now + LEASE
        # Never longer: further ahead it was set by a clock that has been set back since.
        if self._until is not None and now < self._until <= now + LONGEST_WAIT:
            return self._until
        trouble: NotSent | AccountBroken | None
        try:
            room = self._room(mailbox)
            trouble = self._work(room, mailbox)
        except CampaignError as error:
            trouble = NotSent(error.message)
        if trouble is not None:
            return self._lost(trouble)
        self._failures, self._until = 0, None
        return self._wait(room)

    def stop(self) -> None:
        """From any thread: begin nothing more, and end a wait."""
        self._stopping = True
        if self._open is not None:
            self._open[1].stop()

    def close(self) -> None:
        """Give back the connection."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _room(self, mailbox: Mailbox) -> Mailroom:
        if self._open is None or self._open[0] != mailbox:
            self.close()
            self._open, self._ahead = (mailbox, self._mailrooms(mailbox)), ""
            if self._stopping:
                self._open[1].stop()
        return self._open[1]

    def _work(self, room: Mailroom, mailbox: Mailbox) -> NotSent | AccountBroken | None:
        def send(owed: Owed, letter: Letter) -> NotSent | Rejected | AccountBroken | None:
            outcome = room.reply(owed.contact, letter)
            return outcome if isinstance(outcome, NotSent | Rejected | AccountBroken) else None

        trouble: NotSent | AccountBroken | None = None
        clock = self._kit.means.clock
        heard_s = clock.monotonic_s()
        for _ in range(BATCHES):
            found = room.mails_since(self._kit.means.outbox.noted(_cursor(mailbox)) or "")
            if isinstance(found, NotSent | AccountBroken):
                return found
            for mail in found:
                if self._stopping or not self._leads():
                    return None
                stuck = self._tried(mail, mailbox)
                if stuck is not None or clock.monotonic_s() - heard_s >= HELD_UP_S:
                    self._hear_out(room, mailbox, mail.uid)
                    self._correspondence.letters.send_due(send, lambda: self._stopping)
                    heard_s = clock.monotonic_s()
                if stuck is not None:
                    raise stuck
            if found:
                self._correspondence.sweep()
                self._kit.means.wake(DESK)
            # That letters cannot go out keeps no withdrawal from being read.
            trouble = trouble or self._correspondence.letters.send_due(send, lambda: self._stopping)
            if not found:
                break
        self._followup.run(self._kit.means.clock.now())
        trouble = trouble or self._correspondence.letters.send_due(send, lambda: self._stopping)
        return trouble or self._tidying.tidy(room, lambda: self._stopping)

    def _leads(self) -> bool:
        """Whether no other daemon reads the mailbox."""
        outbox, now = self._kit.means.outbox, self._kit.means.clock.now()
        return not outbox.shared or outbox.lead(MAILS, self._kit.means.owner, now + LEASE, now)

    def _tried(self, mail: Mail | Unreadable, mailbox: Mailbox) -> CampaignError | None:
        try:
            self._deal_with(mail, mailbox)
        except CampaignError as error:
            return error
        return None

    def _hear_out(self, room: Mailroom, mailbox: Mailbox, uid: str) -> None:
        """Behind mails that take long, or wait for a cleaner that works: who takes a photo back does not wait too."""
        self._ahead = _later(uid, self._ahead)
        for _ in range(BATCHES):
            going_on = not self._stopping and self._leads()
            following = room.mails_since(self._ahead) if going_on else ()
            if isinstance(following, NotSent | AccountBroken) or not following:
                break
            for mail in following:
                if self._stopping:
                    return
                if isinstance(mail, Mail) and self._takes_back(mail):
                    self._deal_with(mail, mailbox, goes_on=False)
                self._ahead = mail.uid
        self._correspondence.sweep()

    def _takes_back(self, mail: Mail) -> bool:
        """Whether there is a reason to deal with it ahead of its turn."""
        try:
            known = self._kit.means.outbox.mail(self._kit.marks.of("mail", mail.mark_source))
            return known is None and self._opened.takes_back(mail)
        except CampaignError:
            raise
        except Exception as bug:  # noqa: BLE001 -- in its turn it is put aside, and told of
            _log.error("mail not heard ahead", error=type(bug).__name__)
            return False

    def _deal_with(self, mail: Mail | Unreadable, mailbox: Mailbox, *, goes_on: bool = True) -> None:
        """Once, whatever it is. ``goes_on``: what comes after it is read next."""
        outbox, now = self._kit.means.outbox, self._kit.means.clock.now()
        mark = self._kit.marks.of("mail", mail.mark_source)
        known = outbox.mail(mark)
        if known is not None:
            with outbox.together():
                self._again(known, mail.uid, now)
                outbox.note(_cursor(mailbox), mail.uid)
            return
        if isinstance(mail, Unreadable):
            self._put_aside(mark, mail.uid, mail.reason, mailbox, now)
            return
        # What is heard ahead of its turn opens no picture, and another mail may be in hand meanwhile.
        in_hand = InHand(outbox)
        times = in_hand.begin(mark) if goes_on else 0
        if times > TRIES:
            self._put_aside(mark, mail.uid, "mail-deadly", mailbox, now)
            return
        try:
            plan = self._opened.plan(mail, now, Allowance(self._kit.means.clock, lambda: self._stopping).spend)
            with outbox.together():
                outcome, reason = plan()
                outbox.keep_mail(HandledMail(mark, outcome, reason, now, mail.uid))
                if goes_on:
                    in_hand.done()
                    outbox.note(_cursor(mailbox), mail.uid)
        except TooMuchError:
            self._put_aside(mark, mail.uid, "mail-too-costly", mailbox, now)
            return
        except GivenUpError:
            in_hand.excuse(mark, times)
            return
        except CampaignError:
            # The store's, or this computer's: no fault of the mail.
            if goes_on:
                in_hand.excuse(mark, times)
            raise
        except Exception as bug:
            # Neither its words nor its traceback's, which may hold some.
            _log.error("mail not dealt with", error=type(bug).__name__)
            if goes_on and times < TRIES:
                raise CampaignError("a fault of this program") from bug
            if goes_on:
                # Not ahead of its turn: those before it would never be read.
                self._put_aside(mark, mail.uid, "mail-fault", mailbox, now)
            return
        _log.info("mail", outcome=outcome, reason=reason)

    def _again(self, known: HandledMail, uid: str, now: datetime) -> None:
        """One that was dealt with: the folder was numbered anew, or somebody sent a second mail of that name."""
        outbox = self._kit.means.outbox
        if known.uid == uid:
            return
        if known.uid and known.uid.partition("/")[0] == uid.partition("/")[0]:
            copy = self._kit.marks.of("mail", "copy", uid)
            outbox.keep_mail(HandledMail(copy, "ignored", "twice", now, uid))
            return
        self._opened.renumbered(known, uid, now)

    def _put_aside(self, mark: str, uid: str, reason: str, mailbox: Mailbox, now: datetime) -> None:
        outbox = self._kit.means.outbox
        with outbox.together():
            outbox.keep_mail(HandledMail(mark, "quarantined", reason, now, uid))
            InHand(outbox).done()
            outbox.note(_cursor(mailbox), uid)
        self._kit.means.alarm.tell("mail-put-aside", why=put_aside_text(reason, self._kit.means.live.snapshot.language))

    def _wait(self, room: Mailroom) -> datetime:
        """Here, not in the loop: whoever waits hears a mail come in."""
        now = self._kit.means.clock.now()
        later = (self._correspondence.letters.next_at(), self._followup.run(now))
        at = max(now, min((each for each in later if each is not None), default=now + EVERY))
        at = min(at, now + EVERY)
        if not self._wait_s:
            return at
        room.wait(min(self._wait_s, max(1.0, (at - now).total_seconds())))
        return self._kit.means.clock.now()

    def _lost(self, trouble: NotSent | AccountBroken) -> datetime:
        now = self._kit.means.clock.now()
        if not self._failures or self._failing_since is None:
            self._failing_since = now
        self._failures += 1
        again = now + min(FIRST_WAIT * 2.0 ** min(self._failures - 1, 10), LONGEST_WAIT)
        self._until = again
        why = trouble.reason.partition(":")[0]
        _log.warning("mailbox not read", reason=why, again=again)
        if isinstance(trouble, AccountBroken) or now - self._failing_since >= PATIENCE:
            told = self._told.get(why)
            if told is None or abs(now - told) >= SAME_FAULT:
                self._told[why] = now
                said, next_step = mailbox_reason_text(trouble.reason, self._kit.means.live.snapshot.language)
                self._kit.means.alarm.tell("mailbox-not-read", why=said, next_step=next_step)
        return again


def _later(uid: str, other: str) -> str:
    """Of two mails the one that came later; of another numbering nobody knows."""
    (validity, _, number), (numbered, _, last) = uid.partition("/"), other.partition("/")
    return other if validity == numbered and int(last) > int(number) else uid


def _cursor(mailbox: Mailbox) -> str:
    place = "\0".join((mailbox.host, str(mailbox.port), mailbox.user, mailbox.folder))
    return f"photos by mail since: {hashlib.blake2b(place.encode(), digest_size=6).hexdigest()}"
