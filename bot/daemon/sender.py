"""Carries one account's deliveries to its network, in order, one call at a time.

The order of writes is the promise: claim, prepare, look again at every gate, commit the intent, call, commit what
came of it. Whatever may have left this computer is ``unknown`` until it is read back; it is never sent again unread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import log
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Account
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Rejected, Sent, Unknown
from bot.campaign.retry import next_try
from bot.daemon.gates import Held, Ready, Refused, examine
from bot.daemon.live import Live
from bot.errors import CampaignError
from bot.ports import Alarm, Clock, Delivery, Intent, Media, Network, Outbox, Painter, Prepared

_log = log.logger("sender")

LEASE_S = 300.0
"""How long a claim is ours; longer than picture, upload and call together may take."""
EVER = datetime.min.replace(tzinfo=UTC)
AFTER_A_FAULT = timedelta(minutes=5)
BOT = "the bot"


@dataclass(frozen=True, slots=True)
class Means:
    """What every sender works with."""

    live: Live
    outbox: Outbox
    clock: Clock
    alarm: Alarm
    painter: Painter
    owner: str
    jitter: Callable[[], float]
    """Between 0 and 1."""


class Sender:
    """One account's sender. Its network is used from the one thread that calls ``run_once``."""

    def __init__(self, account: Account, network: Network, means: Means) -> None:
        self.name = f"sender {account.name}"
        self.account = account
        self.network = network
        self.in_flight: Delivery | None = None
        self.stopping = False
        """Set from outside: finish what is in hand, begin nothing more."""
        self.broken = False
        """Its account turned out not to be ours to post from; reset by whoever makes sure of it anew."""
        self._means = means
        self._owed: tuple[Delivery, Outcome] | None = None
        """What the network said, while the database could not take it down."""
        self._last_call: datetime | None = None
        self._asked_last = False

    def run_once(self, now: datetime) -> datetime | None:
        """Send what is due; return when the next delivery may go."""
        outbox = self._means.outbox
        self._pay()
        while not self.stopping:
            free = self._free_at()
            # Claiming is also the question whether anything is due: at a due instant there is time for one, not two.
            delivery = outbox.claim(self.account.name, now, self._means.owner, LEASE_S) if free <= now else None
            if delivery is None:
                next_at = outbox.next_due(self.account.name)
                if next_at is None or (next_at <= now and free <= now):
                    # Nothing ahead, or paused: resuming wakes us.
                    return None
                return max(next_at, free)
            self._deliver(delivery, now)
            now = self._means.clock.now()
        return None

    def _pay(self) -> None:
        """Take down an answer that could not be written when it came."""
        if self._owed is not None:
            self._record(*self._owed)
            self._owed = None

    def send_one(self, key: str) -> datetime | None:
        """Send this delivery and no other; when the account's spacing lets it out, if that is later."""
        self._pay()
        now = self._means.clock.now()
        free = self._free_at()
        if free > now:
            return free
        delivery = self._means.outbox.claim(self.account.name, now, self._means.owner, LEASE_S, key)
        if delivery is not None:
            self._deliver(delivery, now)
        return None

    def _free_at(self) -> datetime:
        """When the account's spacing lets the next post out; only this sender sends for the account."""
        if not self._asked_last:
            self._last_call = self._means.outbox.last_sent(self.account.name)
            self._asked_last = True
        return EVER if self._last_call is None else self._last_call + timedelta(seconds=self.account.spacing_s)

    def _deliver(self, delivery: Delivery, now: datetime) -> None:
        try:
            ready = self._prepare(delivery, now)
        except CampaignError as error:
            self._record(delivery, Rejected(error.message))
            return
        except Exception as bug:  # noqa: BLE001 -- nothing has left yet: this delivery waits, the others go on
            _log.error("prepare failed", exc_info=bug, key=delivery.key)
            reason = f"a fault of this program ({type(bug).__name__})"
            self._settle(delivery, State.PLANNED, reason, now, now + AFTER_A_FAULT)
            self._tell("delivery-delayed", delivery, reason=reason)
            return
        if ready is None:
            return
        intent = self._intent(delivery, ready)
        now = self._means.clock.now()
        if not self._means.outbox.begin(delivery, intent, now):
            self._settle(delivery, State.PLANNED, "paused just before sending", now)
            return
        self.in_flight = delivery
        self._last_call = now
        try:
            outcome = self.network.publish(ready, intent.idempotency_key)
        except Exception as bug:  # noqa: BLE001 -- whatever broke, the post may be out: it must not look unsent
            _log.error("publish failed", exc_info=bug, key=delivery.key)
            outcome = Unknown(f"a fault of this program while sending ({type(bug).__name__})")
        finally:
            self.in_flight = None
        # Should the disk be full now, the answer is not forgotten with the error.
        self._owed = (delivery, outcome)
        self._pay()

    def _prepare(self, delivery: Delivery, now: datetime) -> Prepared | None:
        """Gates, picture, upload, gates again; ``None`` when it does not go out now (and why is recorded)."""
        limits = self.network.limits()
        seen = examine(delivery, self.account, self._means.live.snapshot, self._means.outbox, limits, now)
        if not isinstance(seen, Ready):
            self._refuse(delivery, seen, now)
            return None
        post = seen.post
        media: Media | None = None
        if post.picture is not None:
            media = self._means.painter.paint(post.picture, post.alt)
        prepared = self.network.prepare(post, media)
        if not isinstance(prepared, Prepared):
            self._record(delivery, prepared)
            return None
        # The upload may have taken a while: is it all still so?
        now = self._means.clock.now()
        again = examine(delivery, self.account, self._means.live.snapshot, self._means.outbox, limits, now)
        if not isinstance(again, Ready):
            self._refuse(delivery, again, now)
            return None
        if again.post != post:
            self._settle(delivery, State.PLANNED, "changed while its picture was uploaded", now)
            return None
        return prepared

    def _intent(self, delivery: Delivery, ready: Prepared) -> Intent:
        picture = ready.media.sha256 if ready.media else ""
        payload = f"{ready.post.text}\x1f{ready.post.warning}\x1f{ready.post.alt}\x1f{picture}"
        key = hashlib.sha256(f"{delivery.key}#{delivery.generation}".encode()).hexdigest()
        return Intent(
            ready.post.text,
            hashlib.sha256(payload.encode()).hexdigest(),
            key,
            ready.media_ids,
            ready.media_keys,
            picture,
            self._means.clock.now() + timedelta(seconds=CALL_S),
        )

    def _refuse(self, delivery: Delivery, verdict: Held | Refused, now: datetime) -> None:
        match verdict:
            case Held(reason):
                self._settle(delivery, State.HELD, reason.value, now)
                # Of a broken file the staff hear once, with what is due next; of approvals the desk reminds them.
                if reason not in {HeldFor.APPROVAL, HeldFor.BROKEN_FILE}:
                    self._tell("delivery-held", delivery, reason=reason.value)
            case Refused(state, reason, retry_at):
                self._settle(delivery, state, reason, now, retry_at)
                if state in {State.MISSED, State.REJECTED}:
                    self._tell(f"delivery-{state.value}", delivery, reason=reason)

    def _record(self, delivery: Delivery, outcome: Outcome) -> None:
        now = self._means.clock.now()
        match outcome:
            case Sent(receipt):
                self._means.outbox.sent(delivery, receipt, now)
                _log.info("sent", key=delivery.key, remote=receipt.remote_id)
            case NotSent(reason, retry_at):
                at = retry_at or next_try(delivery.attempts + 1, now, self._means.jitter())
                if at is None:
                    self._settle(delivery, State.HELD, HeldFor.ACCOUNT.value, now)
                    self._tell("delivery-held", delivery, reason=reason)
                else:
                    self._settle(delivery, State.PLANNED, reason, now, at)
            case Rejected(reason):
                self._settle(delivery, State.REJECTED, reason, now)
                self._tell("delivery-rejected", delivery, reason=reason)
            case Unknown(reason):
                self._settle(delivery, State.UNKNOWN, reason, now)
                self._tell("delivery-unknown", delivery, reason=reason)
            case AccountBroken(reason):
                # The account pauses alone and its posts wait as they are; no attempt of theirs is spent.
                self._settle(delivery, State.PLANNED, reason, now)
                self.pause_account(reason, now)

    def pause_account(self, reason: str, now: datetime) -> None:
        """Nothing more from this account until somebody resumes it, or new credentials or a restart find it well."""
        self.broken = True
        # A person's own pause stays theirs: ours would end by itself when the account is well again.
        if not any(pause.scope == self.account.name and pause.by != BOT for pause in self._means.outbox.pauses()):
            self._means.outbox.pause(self.account.name, BOT, reason, now)
        self._means.alarm.tell("account-broken", account=self.account.name, reason=reason)

    def _settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> None:
        self._means.outbox.settle(delivery, state, reason, now, not_before)
        _log.info(state.value, key=delivery.key, reason=reason)

    def _tell(self, code: str, delivery: Delivery, *, reason: str) -> None:
        self._means.alarm.tell(code, key=delivery.key, account=self.account.name, reason=reason)
