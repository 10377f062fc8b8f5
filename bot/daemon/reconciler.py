"""Finds out what became of calls whose answer was lost, by reading the networks back. It never sends.

``campaign/readback.py`` says when to look and what a look means; here it is done, account by account, so that one
network that does not answer keeps nobody else's posts unsure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.actions.retract import is_ordered
from bot.campaign import readback
from bot.campaign.delivery import State
from bot.campaign.model import Account, ReadBack, Settings
from bot.campaign.outcome import NotSent, Receipt
from bot.campaign.readback import Again, Case, Found, Settled, Verdict
from bot.campaign.retry import instant_of
from bot.daemon.means import ERRANDS, RECONCILER, Means
from bot.daemon.readers import Readers
from bot.daemon.rests import Rests
from bot.daemon.sought import alike, sought
from bot.daemon.twins import began, in_force, unnamed_twins, unsure_twins
from bot.daemon.urgent import goes_by_source, in_doubt
from bot.ports import Blind, Delivery, ErrandKind, Sought

_log = log.logger("reconciler")

CLOCK_AGAIN = timedelta(seconds=30)
"""While the computer's clock is in doubt; whoever sets it right wakes nobody."""
TWIN_AGAIN = timedelta(seconds=15)
PATIENCE = timedelta(minutes=10)
"""Staff hear of a post that is still unsure so long after its call."""


class Reconciler:
    """The duty; its clients are its own, for it runs in a thread of its own."""

    name = RECONCILER

    def __init__(self, means: Means) -> None:
        self._means = means
        self._readers = Readers(means)
        self._told: set[str] = set()
        self._pace = Rests[str]()
        """Until when what is urgent need not be looked for again."""
        self._stopping = False

    def run_once(self, now: datetime) -> datetime | None:
        """Look for what is to be looked for now; return when to look next."""
        outbox, campaign = self._means.outbox, self._means.live.snapshot.campaign
        if outbox.shared:
            # Another daemon may have died in the middle of a call; this one's own was seen to when it started.
            outbox.recover(self._means.owner, now)
        urgent = self._urgent()
        if outbox.next_look() is None and not urgent:
            self.close()
            return None
        if campaign is None:
            # Nobody knows the accounts; the version that says them wakes us.
            return None
        if not self._means.clock_trusted():
            # By a wrong clock a call seems to have ended that goes on, and the next look may seem a day away.
            return now + CLOCK_AGAIN
        first = {row.key: row for row in urgent if self._urgent_at(row, now, campaign.settings.read_back) == now}
        rows = [*first.values(), *(row for row in outbox.unsure(now) if row.key not in first)]
        # Those that answered last time first: a call to the others may take a minute.
        for row in sorted(rows, key=lambda row: (self._readers.failures(row.account), row.key not in first)):
            if self._stopping:
                return None
            self._settle(row, campaign.settings)
        return self._next()

    def stop(self) -> None:
        """From any thread: begin no other look."""
        self._stopping = True

    def close(self) -> None:
        """Give back connections."""
        self._readers.close()
        self._told.clear()

    def _urgent(self) -> list[Delivery]:
        """What is to be taken back and is known by nothing but a look: looked for even while its call goes on."""
        return [row for row, _ in in_doubt(self._means.outbox) if not goes_by_source(row)]

    def _urgent_at(self, row: Delivery, now: datetime, times: ReadBack) -> datetime | None:
        """When it is to be looked for although its time has not come; ``None``: it has, or never will before."""
        quiet_until = row.begun_at + timedelta(seconds=times.after_s) if row.begun_at is not None else None
        hurries = now < quiet_until if quiet_until is not None else not row.looks
        return (self._pace.until(row.key, now) or now) if hurries else None

    def _settle(self, row: Delivery, settings: Settings) -> None:
        account = settings.accounts.get(row.account)
        now = self._means.clock.now()
        self._pace.put_off(row.key, now, now + readback.SOON)
        if account is None:
            self._conclude(row, Settled(State.ASK, readback.ACCOUNT_GONE), now, settings.read_back)
            return
        case = self._case(row)
        wait = readback.not_yet(case, now, settings.read_back) or self._readers.shut_until(account.name, now)
        if wait is None and (twin := self._younger_twin(row)) is not None:
            wait = max(now, twin.not_before or now) + TWIN_AGAIN
        if wait is not None:
            self._conclude(row, Again(wait, row.absent), now, settings.read_back)
            return
        verdict = self._look(row, case, account, settings.read_back)
        self._conclude(row, verdict, self._means.clock.now(), settings.read_back)

    def _younger_twin(self, row: Delivery) -> Delivery | None:
        """A later call with the same words that is unsure too: its post would be taken for this one's, and be sent
        again. A post is never older than its call, so of those that may have made one the youngest is looked for first.
        """
        youngest = max(unsure_twins(row, self._means), key=self._claim_of, default=row)
        return youngest if self._claim_of(youngest) > self._claim_of(row) else None

    def _claim_of(self, row: Delivery) -> tuple[bool, datetime]:
        """How good a claim a row has to a post with its words: better the greater.

        The worst have those of which no call can have made one: all were refused as duplicates, or this store never
        called and the files, which may have it under another name, no longer have it.
        """
        calls = [call for call in self._means.outbox.attempts_of(row.key) if call.generation == row.generation]
        if calls:
            return not all(call.reason.startswith(readback.DUPLICATE) for call in calls), began(row)
        return row.key in self._means.live.snapshot.plan, began(row)

    def _look(self, row: Delivery, case: Case, account: Account, times: ReadBack) -> Verdict:
        asked = self._means.clock.now()
        wanted = sought(row, self._means.outbox, times, in_force(row, self._means))
        seen = self._readers.find(account, wanted)
        now = self._means.clock.now()
        match seen:
            case NotSent(_, again):
                return Again(instant_of(again, now) or now, row.absent)
            case Blind(why):
                return readback.blind(case, why, asked, now, times)
            case _:
                return self._held_against_twins(row, readback.read(case, seen.found, asked, now, times), now, wanted)

    def _held_against_twins(self, row: Delivery, verdict: Verdict, now: datetime, wanted: Sought) -> Verdict:
        """What was found is this row's only if it can be nobody else's: asked last, for a look takes its time."""
        if not isinstance(verdict, Found):
            return verdict
        posts = (verdict.receipt, *verdict.doubles)
        taken = {own for own, key in self._means.outbox.posts_of(row.account) if key != row.key}
        if self._younger_twin(row) is not None or any(post.remote_id in taken for post in posts):
            # Called for, or found, while we were reading; the next look leaves out what is known by then.
            return Again(now + TWIN_AGAIN, row.absent)
        unnamed = unnamed_twins(row, self._means, wanted.since)
        return verdict if len(posts) > len(unnamed) else Settled(State.ASK, readback.WHOSE)

    def _conclude(self, row: Delivery, verdict: Verdict, now: datetime, times: ReadBack) -> None:
        outbox = self._means.outbox
        if row.state is State.SENDING and not isinstance(verdict, Found):
            # It is its sender's.
            return
        if not isinstance(verdict, Found) and not self._means.clock_trusted():
            # It jumped while we looked: nothing is concluded from how long ago anything was, nor put off until then.
            return
        match verdict:
            case Found(receipt, doubles):
                if outbox.sent(row, receipt, now):
                    _log.info("found", key=row.key, remote="" if row.repost_of else receipt.remote_id)
                    # It may be to be taken back.
                    self._means.wake(ERRANDS)
                    self._tell_doubles(row, doubles, times)
            case Settled(state, reason):
                told = (f"delivery-{state}", {"key": row.key, "account": row.account, "reason": reason})
                if state in {State.ASK, State.REJECTED}:
                    done = self._means.alarm.tell_with(lambda: told if outbox.settle(row, state, reason, now) else None)
                else:
                    done = outbox.settle(row, state, reason, now)
                if done:
                    _log.info(state.value, key=row.key, reason=reason)
                    # Absent, it is the sender's again.
                    self._means.wake(f"sender {row.account}")
            case Again():
                self._put_off(row, verdict, now, times)

    def _put_off(self, row: Delivery, verdict: Again, now: datetime, times: ReadBack) -> None:
        at = verdict.at
        if row.begun_at is None and not row.looks:
            # A look that comes after one counts: by then a call that the store knows nothing of has ended.
            at = max(at, now + timedelta(seconds=times.after_s))
        # The reason stays: it says why nobody knows, and a duplicate must be remembered as one.
        self._means.outbox.looked(row, absent=verdict.absent, reason=row.reason, look_at=at, now=now)
        _log.info("still unsure", key=row.key, absent=verdict.absent, again=at)

    def _tell_doubles(self, row: Delivery, doubles: tuple[Receipt, ...], times: ReadBack) -> None:
        # Others say the same, and nobody knows which one is theirs: as many of these most likely are.
        since = sought(row, self._means.outbox, times, in_force(row, self._means)).since
        theirs = len(unsure_twins(row, self._means)) + len(unnamed_twins(row, self._means, since))
        for double in doubles[theirs:]:
            self._means.alarm.tell(
                "double-found",
                key=row.key,
                account=row.account,
                url=double.url or double.remote_id,
                remote_id=double.remote_id,
            )

    def _case(self, row: Delivery) -> Case:
        urgent = is_ordered(self._means.outbox, row.key) and not goes_by_source(row)
        case = Case(row.network, row.begun_at, row.attempts, row.absent, row.looks, row.reason, urgent=urgent)
        if row.begun_at is None or not row.reason.startswith(readback.DUPLICATE):
            return case
        orders = self._means.outbox.errands_of(row.key)
        ordered = any(not order.outcome and order.kind is not ErrandKind.DOUBLE for order in orders)
        return replace(case, said_by=self._said_by(row, row.begun_at), ordered=ordered)

    def _said_by(self, row: Delivery, refused_at: datetime) -> str:
        """The delivery whose post the network may have meant when it called this one a duplicate; empty: none."""
        posts = [
            (one.sent_at, one.key)
            for one in self._means.outbox.deliveries(states=(State.SENT,))
            if one.remote_id and alike(one, row) and one.sent_at and readback.explains(one.sent_at, refused_at)
        ]
        return max(posts)[1] if posts else ""

    def _next(self) -> datetime | None:
        """The next look, or the moment at which the staff must hear of what is still unsure, if that is earlier."""
        outbox, now = self._means.outbox, self._means.clock.now()
        look = outbox.next_look()
        campaign = self._means.live.snapshot.campaign
        hurried = [self._urgent_at(row, now, campaign.settings.read_back) for row in self._urgent()] if campaign else []
        instants = [at for at in (look, *hurried) if at is not None]
        if not instants:
            self.close()
            return None
        for row in outbox.deliveries(states=(State.UNKNOWN,)):
            patience_ends = (row.begun_at or row.due) + PATIENCE
            if row.key in self._told:
                continue
            if now < patience_ends:
                instants.append(patience_ends)
                continue
            self._told.add(row.key)
            self._means.alarm.tell("delivery-unknown", key=row.key, account=row.account, reason=row.reason)
        return min(instants)
