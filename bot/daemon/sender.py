"""Carries one account's deliveries to its network, in order, one call at a time.

The order of writes is the promise: claim, prepare, look again at every gate, commit the intent, call, commit what
came of it. Whatever may have left this computer is ``unknown`` until it is read back; it is never sent again unread.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import log
from bot.campaign.budget import month_after
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Account, Post, ReadBack
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Rejected, Sent, Unknown
from bot.campaign.readback import first_look
from bot.daemon.ahead import Ahead
from bot.daemon.allowance import Allowance
from bot.daemon.doorway import PATIENCE_S
from bot.daemon.gates import MOVED, Guard, examine
from bot.daemon.intents import intent_of
from bot.daemon.means import JANITOR, RECONCILER, Means
from bot.daemon.photos.gates import MAKES_WAY, makes_way_until
from bot.daemon.photos.mosaics import remember
from bot.daemon.standing import Standing
from bot.daemon.threshold import FAULT, PAUSED, Threshold
from bot.daemon.tries import Tries
from bot.daemon.verdicts import Held, Moved, Ready, Refused, Verdict
from bot.errors import CampaignError, StoreError, UnreachableError
from bot.ports import Delivery, Intent, Media, Network, Prepared

_log = log.logger("sender")

AFTER_A_FAULT = timedelta(minutes=5)
LONG = timedelta(minutes=15)
"""A network that wants to be left alone for longer is worth telling the staff."""
BUDGET = "budget used up"
"""A reason: see ``bot.wording.reasons``."""


class Sender:
    """One account's sender. Its network is used from the one thread that calls ``run_once``."""

    def __init__(self, account: Account, network: Network, means: Means) -> None:
        self.name = f"sender {account.name}"
        self.account = account
        self.network = network
        self.in_flight: Delivery | None = None
        self.stopping = False
        """Set from outside: finish what is in hand, begin nothing more."""
        self.standing = Standing(account, means)
        self._means = means
        self._guard = Guard(means.outbox, means.alarm, means.stopped, means.clock_trusted, means.wall)
        self._owed: tuple[Delivery, Outcome] | None = None
        """What the network said, while the database could not take it down."""
        self._unbegun: Delivery | None = None
        """What is in hand before its call: no byte of it has left. Should anything fail, it is given back."""
        self._allowance = Allowance(account, means.outbox)
        self._tries = Tries(self._allowance, means)
        self._ahead = Ahead(means.clock, means.terms.lead_s)

    def run_once(self, now: datetime) -> datetime | None:
        """Send what is due; return when the next delivery may go."""
        outbox = self._means.outbox
        self.pay()
        while not self.stopping:
            if self._means.stopped() or (outbox.shared and not self._means.clock_trusted()):
                # What is due waits as it is; the heartbeat, whoever takes the file away, or a known time wakes us.
                return None
            free, soon = self._allowance.free_at(now), self._ahead.soon(now)
            # Claiming is also the question whether anything is due: at a due instant there is time for one, not two.
            delivery = self._claim(soon) if free <= soon else None
            if delivery is None:
                next_at, free = outbox.next_due(self.account.name), self._allowance.free_at(now)
                if next_at is None or (next_at <= soon and free <= soon):
                    # Nothing ahead, or paused: resuming wakes us.
                    return None
                return self._ahead.wake_at(max(next_at, free))
            self._deliver(delivery, max(now, free, delivery.due, delivery.not_before or now))
            now = self._means.clock.now()
        return None

    def pay(self) -> None:
        """Take down an answer that could not be written when it came, and give back what was never begun."""
        if self._unbegun is not None:
            self._settle(self._unbegun, State.PLANNED, "", self._means.clock.now())
            self._unbegun = None
        if self._owed is not None:
            self._record(*self._owed)
            self._owed = None

    def send_one(self, key: str) -> datetime | None:
        """Send this delivery and no other; when the account's spacing lets it out, if that is later."""
        self.pay()
        now = self._means.clock.now()
        free = self._allowance.free_at(now)
        if free > now:
            return free
        delivery = self._claim(now, key)
        if delivery is not None:
            self._deliver(delivery, now)
        return None

    def _claim(self, now: datetime, key: str = "") -> Delivery | None:
        outbox = self._means.outbox
        delivery = outbox.claim(self.account.name, now, self._means.owner, self._means.terms.lease_s, key)
        # Only while it is claimed is it certain that no other daemon calls for the account: has one just done so?
        if delivery is not None and outbox.shared and self._allowance.free_at(now) > now:
            self._settle(delivery, State.PLANNED, "", now)
            return None
        return delivery

    def _deliver(self, delivery: Delivery, at: datetime) -> None:
        """``at``: its instant, or now when that is over; no byte leaves before."""
        # Whatever fails before the call, the settling of a refusal included, leaves no row behind that nobody looks at.
        self._unbegun = delivery
        begun = self._begin(delivery, at)
        self._unbegun = None
        if begun is not None:
            self._call(delivery, *begun, at)

    def _begin(self, delivery: Delivery, at: datetime) -> tuple[Prepared, Intent] | None:
        """All that comes before the first byte; ``None`` when it does not go out now (and why is recorded)."""
        now = self._means.clock.now()
        try:
            ready = self._prepare(delivery, at)
        except (StoreError, UnreachableError):
            # The outbox failed, not the post.
            raise
        except CampaignError as error:
            self._record(delivery, Rejected(error.message))
            return None
        except Exception as bug:  # noqa: BLE001 -- nothing has left yet: this delivery waits, the others go on
            _log.error("prepare failed", exc_info=bug, key=delivery.key)
            reason = f"{FAULT} ({type(bug).__name__})"
            self._settle(delivery, State.PLANNED, reason, now, now + AFTER_A_FAULT)
            self._tell("delivery-delayed", delivery, reason=reason)
            return None
        if ready is None:
            return None
        intent = intent_of(delivery, ready, self._means)
        now = max(at, self._means.clock.now())
        remember(self._means.outbox, delivery, ready.post)
        if not self._means.outbox.begin(delivery, intent, now):
            self._settle(delivery, State.PLANNED, PAUSED, now)
            return None
        # It counts the calls outside the store: a copy from before this one must be known as one.
        self._means.wake(JANITOR)
        return ready, intent

    def _call(self, delivery: Delivery, ready: Prepared, intent: Intent, at: datetime) -> None:
        threshold = Threshold(delivery, ready.post, intent, at, self._means, self._ahead, self._examine)
        self.in_flight = delivery
        try:
            outcome = self.network.publish(ready, intent.idempotency_key, threshold.may_leave, self._let_out)
        except Exception as bug:  # noqa: BLE001 -- whatever broke, the post may be out: it must not look unsent
            _log.error("publish failed", exc_info=bug, key=delivery.key)
            outcome = Unknown(f"a fault of this program while sending ({type(bug).__name__})")
        finally:
            self.in_flight = None
        if threshold.refusal:
            self._turn_back(delivery, threshold.refusal)
            return
        if threshold.crossed is not None:
            self._allowance.begun(ready.post, threshold.crossed)
            if isinstance(outcome, NotSent | Rejected | AccountBroken):
                self._allowance.not_executed()
        # Should the disk be full now, the answer is not forgotten with the error.
        self._owed = (delivery, outcome)
        self._let_out()
        self.pay()

    def _let_out(self) -> None:
        """Others' posts go before this one's answer."""
        self._means.doorway.let_out(self._means.clock.now(), min(PATIENCE_S, self._means.terms.lead_s))

    def _turn_back(self, delivery: Delivery, refusal: str) -> None:
        """No byte has left: all the gates decide again what becomes of it."""
        self._unbegun = delivery
        now = self._means.clock.now()
        # A fault of ours would only come again at once.
        again = now + AFTER_A_FAULT if refusal.startswith(FAULT) else None
        self._settle(delivery, State.PLANNED, refusal, now, again)
        self._unbegun = None

    def _prepare(self, delivery: Delivery, now: datetime) -> Prepared | None:
        """Gates, picture, upload, gates again; ``None`` when it does not go out at ``now`` (and why is recorded)."""
        seen = self._examine(delivery, now)
        if not isinstance(seen, Ready):
            self._refuse(delivery, seen, now)
            return None
        post = seen.post
        if not self._may_begin(delivery, post, now):
            return None
        media: Media | None = None
        if post.picture is not None:
            media = self._means.painter.paint(post.picture, post.alt)
        prepared = self.network.prepare(post, media)
        if not isinstance(prepared, Prepared):
            self._tries.upload_failed(delivery)
            self._record(delivery, prepared)
            return None
        self._tries.upload_over(delivery)
        # The upload may have taken a while: is it all still so?
        now = max(now, self._means.clock.now())
        again = self._examine(delivery, now)
        if not isinstance(again, Ready):
            self._refuse(delivery, again, now)
            return None
        if again.post != post:
            self._settle(delivery, State.PLANNED, "changed while its picture was uploaded", now)
            return None
        return prepared

    def _may_begin(self, delivery: Delivery, post: Post, now: datetime) -> bool:
        """Whether there is money and time for it, and its source is still as approved; else what follows is done."""
        if self._allowance.cannot_pay(post, now):
            self._settle(delivery, State.PLANNED, BUDGET, now)
            self.standing.pause(BUDGET, now, "account-budget-used", ask_at=month_after(now))
            return False
        make_way_until = makes_way_until(delivery, self._means.outbox, now)
        if make_way_until is not None:
            self._settle(delivery, State.PLANNED, MAKES_WAY, now, make_way_until)
            return False
        stale = self._means.fresh(delivery, self.account) if post.repost_of else None
        if stale is not None:
            self._refuse(delivery, stale, self._means.clock.now())
        return stale is None

    def _examine(self, delivery: Delivery, now: datetime) -> Verdict:
        """The gates. No network is asked anything: between the last look and the first byte nothing may pass."""
        limits = self._means.limits(self.account)
        return examine(delivery, self.account, self._means.live.snapshot, self._guard, limits, now)

    def _refuse(self, delivery: Delivery, verdict: Held | Refused | Moved, now: datetime) -> None:
        match verdict:
            case Held(reason, told):
                self._settle(delivery, State.HELD, reason.value, now)
                if not told:
                    self._tell("delivery-held", delivery, reason=reason.value)
            case Refused(state, reason, retry_at):
                if state in {State.MISSED, State.REJECTED}:
                    self._end(delivery, state, reason, now)
                else:
                    self._settle(delivery, state, reason, now, retry_at)
            case Moved(due):
                self._means.outbox.move(delivery, due, MOVED, now)

    def _record(self, delivery: Delivery, outcome: Outcome) -> None:
        now = self._means.clock.now()
        match outcome:
            case Sent(receipt):
                self._means.outbox.sent(delivery, receipt, now)
                _log.info("sent", key=delivery.key, remote="" if delivery.repost_of else receipt.remote_id)
                self._tell_of_money(now)
            case NotSent(reason, retry_at):
                self._try_later(delivery, reason, retry_at, now)
            case Rejected(reason):
                self._end(delivery, State.REJECTED, reason, now, "repost-rejected" if delivery.repost_of else "")
            case Unknown(reason):
                campaign = self._means.live.snapshot.campaign
                times = campaign.settings.read_back if campaign else ReadBack()
                began = self._allowance.last or now
                self._settle(delivery, State.UNKNOWN, reason, now, first_look(delivery.network, began, now, times))
                self._means.wake(RECONCILER)
            case AccountBroken(reason):
                # The account pauses alone and its posts wait as they are; no attempt of theirs is spent.
                self._settle(delivery, State.PLANNED, reason, now)
                self.standing.pause(reason, now)

    def _try_later(self, delivery: Delivery, reason: str, told: datetime | timedelta | None, now: datetime) -> None:
        at = self._tries.next_at(delivery, told, now)
        if at is None:
            self._tries.upload_over(delivery)
            self._settle(delivery, State.HELD, HeldFor.ACCOUNT.value, now)
            self._tell("delivery-held", delivery, reason=reason)
            return
        if told is not None and at - now > LONG:
            time = f"{at:%Y-%m-%d %H:%M} UTC"
            self._means.alarm.tell("account-limited", account=self.account.name, time=time, reason=reason)
        self._settle(delivery, State.PLANNED, reason, now, at)

    def _tell_of_money(self, now: datetime) -> None:
        if self._allowance.is_nearly_spent(now):
            spent, budget = self._allowance.spent(now), self.account.budget_usd_per_month
            self._means.alarm.tell("account-budget-near", account=self.account.name, spent=spent, budget=budget)

    def _settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> None:
        self._means.outbox.settle(delivery, state, reason, now, not_before)
        _log.info(state.value, key=delivery.key, reason=reason)

    def _end(self, delivery: Delivery, state: State, reason: str, now: datetime, code: str = "") -> None:
        told = (code or f"delivery-{state}", {"key": delivery.key, "account": delivery.account, "reason": reason})
        self._means.alarm.tell_with(lambda: told if self._means.outbox.settle(delivery, state, reason, now) else None)
        _log.info(state.value, key=delivery.key, reason=reason)

    def _tell(self, code: str, delivery: Delivery, *, reason: str) -> None:
        self._means.alarm.tell(code, key=delivery.key, account=self.account.name, reason=reason)
