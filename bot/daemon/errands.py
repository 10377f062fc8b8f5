"""Carries out what people ordered of posts that went out: deletions before all, then new words.

Taking back is always allowed: a pause and the file ``STOP`` keep new words from going out, never a post from going
away. Whatever is done here may be done twice, so an order ends only with the store's verb, after the network's answer.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot import log
from bot.campaign.delivery import State
from bot.campaign.model import Account, Limits
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.campaign.readback import ACCOUNT_GONE
from bot.campaign.retry import MOST_ATTEMPTS, instant_of, next_try
from bot.daemon.clients import Clients
from bot.daemon.leftovers import delete_leftovers, may_be_left
from bot.daemon.means import ERRANDS, Means
from bot.daemon.new_words import AFTER_A_FAULT, NewWords, Not, NotYet, Overtaken, Standing
from bot.daemon.rests import Rests
from bot.daemon.unseen import NO_ADDRESS, find_and_delete
from bot.daemon.urgent import IN_DOUBT, Unproven, goes_by_source, in_doubt, undo_unseen
from bot.errors import CampaignError
from bot.ports import PHOTOS, Blind, Delivery, Done, Errand, ErrandKind, Network

_log = log.logger("errands")

PATIENCE = timedelta(minutes=10)
"""Staff hear of an order that is still not carried out so long after it was given."""
LONGEST = timedelta(minutes=15)
END_S = 5.0
"""How long the end waits for calls in flight: they are repeated at the next start."""
_URGENCY = {ErrandKind.RETRACT: 0, ErrandKind.DOUBLE: 1, ErrandKind.REPLACE: 2, ErrandKind.EDIT: 3}
_REFUSED = {
    ErrandKind.RETRACT: "not-taken-back",
    ErrandKind.DOUBLE: "double-not-deleted",
    ErrandKind.REPLACE: "not-replaced",
    ErrandKind.EDIT: "not-corrected",
}


class Errands:
    """The duty. Each account's orders are carried out by themselves: one that hangs keeps no other waiting."""

    name = ERRANDS

    def __init__(
        self,
        means: Means,
        proof: Callable[[Account], str] = lambda _: "",
        *,
        only: Collection[str] | None = None,
        side_by_side: bool = False,
    ) -> None:
        """``proof`` names an account's credentials, as its door does. ``only``: orders of these deliveries and no
        others. ``side_by_side``: a thread for each account that has something to do; else one after the other.
        """
        self._means = means
        self._only = only
        self._side_by_side = side_by_side
        self._clients = Clients(means, proof)
        self._words = NewWords(means)
        self._lock = threading.Lock()
        self._busy: dict[str, threading.Thread | None] = {}
        self._rest = Rests[tuple[str, bool]]()
        """Until when an account's deletions (``True``) or its new words are left alone."""
        self._wait = Rests[int]()
        """Until when an order waits for something that is not the network's."""
        self._told: set[int] = set()
        self._stopping = False

    def run_once(self, now: datetime) -> datetime | None:
        """Begin what can be carried out now; return when to look next."""
        outbox = self._means.outbox
        if self._means.live.snapshot.campaign is None or (outbox.next_errand() is None and not in_doubt(outbox)):
            return None
        due: dict[str, list[Errand]] = defaultdict(list)
        for errand in self._orders():
            if self._when(errand, now) <= now:
                due[errand.account].append(errand)
        for account, orders in due.items():
            if self._stopping:
                return None
            self._begin(account, sorted(orders, key=lambda errand: (_URGENCY[errand.kind], errand.number)))
        return self._next()

    def stop(self) -> None:
        """From any thread: begin no other order."""
        self._stopping = True

    def close(self) -> None:
        """Wait a little for calls in flight."""
        with self._lock:
            threads = [thread for thread in self._busy.values() if thread is not None]
        for thread in threads:
            thread.join(END_S)

    def _orders(self) -> Sequence[Errand]:
        outbox = self._means.outbox
        unseen = (order for row, order in in_doubt(outbox) if goes_by_source(row))
        orders = (*outbox.errands(), *unseen)
        return [errand for errand in orders if self._only is None or errand.key in self._only]

    def _when(self, errand: Errand, now: datetime) -> datetime:
        """The earliest at which it may be tried."""
        rest = self._rest.until((errand.account, errand.kind is not ErrandKind.EDIT), now)
        # Whenever it was ordered: the clock may have been wrong then.
        waits = (errand.not_before, rest, self._wait.until(errand.number, now))
        return max((until for until in waits if until is not None), default=now)

    def _next(self) -> datetime | None:
        now = self._means.clock.now()
        with self._lock:
            busy = set(self._busy)
        # Whoever is busy wakes us at its end.
        return min((self._when(errand, now) for errand in self._orders() if errand.account not in busy), default=None)

    def _begin(self, account: str, orders: Sequence[Errand]) -> None:
        with self._lock:
            if account in self._busy:
                return
            thread = None
            if self._side_by_side:
                thread = threading.Thread(
                    target=self._work, args=(account, orders), name=f"errands {account}", daemon=True
                )
            self._busy[account] = thread
        if thread is None:
            self._work(account, orders)
        else:
            thread.start()

    def _work(self, name: str, orders: Sequence[Errand]) -> None:
        try:
            self._carry_out(name, orders)
        except Exception as fault:  # noqa: BLE001 -- one account's fault must not end the others' orders
            _log.error("orders failed", exc_info=fault, account=name)
            now = self._means.clock.now()
            for deletes in (True, False):
                self._rest.put_off((name, deletes), now, now + AFTER_A_FAULT)
        finally:
            with self._lock:
                del self._busy[name]
            if self._side_by_side:
                self._means.wake(self.name)

    def _carry_out(self, name: str, orders: Sequence[Errand]) -> None:
        campaign = self._means.live.snapshot.campaign
        account = campaign.settings.accounts.get(name) if campaign else None
        network: Network | None = None
        try:
            for errand in orders:
                now = self._means.clock.now()
                if self._stopping:
                    return
                if self._when(errand, now) > now or self._settled(errand, self._words.allowed(errand, account, now)):
                    continue
                if network is None:
                    opened = NotSent(ACCOUNT_GONE) if account is None else self._clients.open(account)
                    if isinstance(opened, NotSent | AccountBroken):
                        self._later(errand, opened, asked=False)
                        continue
                    network = opened
                assert account is not None, "its network was opened"
                limits = self._means.limits(account)
                if self._settled(errand, self._words.sayable(errand, account, limits, self._means.clock.now())):
                    continue
                present = self._as_it_stands(errand)
                if present is not None:
                    self._do(present, account, network, limits)
        finally:
            if network is not None:
                network.close()

    def _as_it_stands(self, errand: Errand) -> Errand | None:
        """``None``: it has ended meanwhile; or its post was found, and the order names it now."""
        orders = self._means.outbox.errands_of(errand.key)
        return next((order for order in orders if order.number == errand.number and not order.outcome), None)

    def _settled(self, errand: Errand, standing: Standing) -> bool:
        """Whether something of ours stands against it, and what follows is done."""
        match standing:
            case Not(reason):
                self._refuse(errand, reason)
            case NotYet(reason, at):
                self._wait.put_off(errand.number, self._means.clock.now(), at)
                self._tell_late(errand, reason)
            case Overtaken():
                pass
            case _:
                return False
        return True

    def _do(self, errand: Errand, account: Account, network: Network, limits: Limits) -> None:
        last = self._words.last_look(errand, account)
        try:
            answer = self._ask(errand, network, limits, last.may_leave)
        except CampaignError:
            # The store's: the whole account waits for it.
            raise
        except Exception as bug:  # noqa: BLE001 -- whatever broke, the order stands and is tried again
            _log.error("order failed", exc_info=bug, key=errand.key)
            answer = NotSent(f"a fault of this program ({type(bug).__name__})")
        if self._settled(errand, last.seen):
            # The network was not let go on: its answer is about no edit.
            return
        match answer:
            case Done():
                self._means.outbox.carried_out(errand, self._means.clock.now())
                self._told.discard(errand.number)
                # What a repost is called may be what its source is called, and so tell whose it was.
                remote = "" if errand.key.startswith(f"{PHOTOS}/") else errand.remote_id
                _log.info("carried out", key=errand.key, kind=errand.kind.value, remote=remote)
                if errand.kind is ErrandKind.REPLACE:
                    self._means.wake(f"sender {errand.account}")
            case Unproven(again):
                self._wait.put_off(errand.number, self._means.clock.now(), again)
            case NotYet(reason, at):
                # On record: what the look before it did not find is no absence any more. Other orders go on.
                self._means.outbox.put_off(errand, reason, at, self._means.clock.now())
                self._tell_late(errand, reason)
            case NotSent() | AccountBroken():
                self._later(errand, answer)
            case Rejected(reason) | Blind(reason):
                self._refuse(errand, reason)

    def _ask(
        self, errand: Errand, network: Network, limits: Limits, may_leave: Callable[[], bool]
    ) -> Done | NotSent | NotYet | Unproven | Rejected | Blind | AccountBroken:
        if not errand.remote_id and errand.kind is not ErrandKind.RETRACT:
            return Rejected(NO_ADDRESS)
        if errand.kind is ErrandKind.EDIT:
            return network.edit(errand.remote_id, self._words.post(errand, limits), may_leave)
        if errand.kind is ErrandKind.REPLACE:
            self._words.point_of_no_return(errand)
        row, campaign = self._means.outbox.get(errand.key), self._means.live.snapshot.campaign
        if row is not None and row.state in IN_DOUBT and errand.kind is ErrandKind.RETRACT:
            return undo_unseen(row, errand, network, self._means.outbox, self._means.clock.now())
        if not errand.remote_id:
            assert row is not None
            assert campaign is not None, "asked before"
            times = campaign.settings.read_back
            return find_and_delete(row, network, self._means, times, absent=errand.reason == NO_ADDRESS)
        answer = network.delete(errand.remote_id, row.repost_of if row is not None else "")
        if not isinstance(answer, Done) or row is None or campaign is None or not may_be_left(errand, row, self._means):
            return answer
        times = campaign.settings.read_back
        return delete_leftovers(row, network, self._means, times, self._means.clock.now())

    def _later(self, errand: Errand, answer: NotSent | AccountBroken, *, asked: bool = True) -> None:
        """Tried again for as long as it takes; so is everything of the kind on this account, but not before.

        ``asked``: the network was asked to carry it out.
        """
        now = self._means.clock.now()
        told = instant_of(answer.retry_at, now) if isinstance(answer, NotSent) else None
        at = told or next_try(min(errand.tries + 1, MOST_ATTEMPTS - 1), now, self._means.jitter())
        assert at is not None, "an order is never given up"
        at = max(at, now + timedelta(seconds=1))
        if asked or errand.kind is not ErrandKind.REPLACE or errand.tries:
            self._means.outbox.put_off(errand, answer.reason, at, now)
        else:
            # A try on record says of a replacement that its deletion has begun. The wait grows with the order's age.
            at = max(at, now + min(now - errand.ordered_at, LONGEST))
            self._wait.put_off(errand.number, now, at)
        self._rest.put_off((errand.account, errand.kind is not ErrandKind.EDIT), now, at)
        _log.warning("not carried out yet", key=errand.key, reason=answer.reason, again=at)
        hopeless = isinstance(answer, AccountBroken) or answer.reason == ACCOUNT_GONE
        self._tell_late(errand, answer.reason, at_once=hopeless)

    def _tell_late(self, errand: Errand, reason: str, *, at_once: bool = False) -> None:
        now = self._means.clock.now()
        if errand.number in self._told or not (at_once or now - errand.ordered_at >= PATIENCE):
            return
        self._told.add(errand.number)
        code = "not-yet-corrected" if errand.kind is ErrandKind.EDIT else "not-yet-deleted"
        self._tell(code, errand, reason)

    def _refuse(self, errand: Errand, reason: str) -> None:
        """The post stands where it stood; the staff hear where, and what they can do."""
        self._means.outbox.not_carried_out(errand, reason, self._means.clock.now())
        _log.warning("refused", key=errand.key, kind=errand.kind.value, reason=reason)
        self._tell(_REFUSED[errand.kind], errand, reason)

    def _tell(self, code: str, errand: Errand, reason: str) -> None:
        row = self._means.outbox.get(errand.key)
        self._means.alarm.tell(
            code, key=errand.key, account=errand.account, url=_address(row, errand), by=errand.by, reason=reason
        )


def _address(row: Delivery | None, errand: Errand) -> str:
    """Where the post is, as far as anybody knows."""
    own = row is not None and row.remote_id == errand.remote_id and row.state is not State.RETRACTED
    return (row.url if row is not None and own else "") or errand.remote_id or "?"
