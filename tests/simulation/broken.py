"""Builds that are broken on purpose, one promise each: the simulation must find every one of them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from bot.campaign.delivery import State, may_follow
from bot.campaign.model import DEFAULT_LIMITS, Post
from bot.campaign.outcome import Outcome, Receipt
from bot.campaign.readback import NOT_FOUND
from bot.campaign.render import render
from bot.daemon.alarms import Alarms
from bot.daemon.live import Due, Live, Snapshot
from bot.daemon.means import Means
from bot.daemon.reconciler import Reconciler
from bot.ports import Delivery, Duty, Intent, Network, Outbox, PlanChange, Planned, Prepared, at_once
from tests.simulation.builds import Build
from tests.simulation.campaigns import message
from tests.simulation.servers import Server
from tests.simulation.telegram import TelegramServer


class Instead:
    """Everything as ``real`` has it, but for what a class of its own says."""

    def __init__(self, real: object) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        """The real one's."""
        return getattr(self._real, name)


class RetriesUnread:
    """A reconciler that plans again without reading: what a queue that re-runs jobs does."""

    name = "reconciler"

    def __init__(self, means: Means) -> None:
        self._means = means

    def run_once(self, now: datetime) -> datetime | None:
        """Nobody looks."""
        for row in self._means.outbox.unsure(now):
            if self._means.outbox.settle(row, State.PLANNED, "tried again", now):
                self._means.wake(f"sender {row.account}")
        return self._means.outbox.next_look()


class _RetryUnread(Build):
    def reconciler(self, means: Means) -> Duty:
        return RetriesUnread(means)


class _NewKeys(Instead):
    """Another idempotency key at each call."""

    calls = 0

    def publish(
        self,
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        _NewKeys.calls += 1
        return cast("Network", self._real).publish(ready, f"{key}{_NewKeys.calls}", may_leave, may_listen)


class _NewKey(Build):
    def network(self, network: Network) -> Network:
        return cast("Network", _NewKeys(network))


class _IntentsAfterwards(Instead):
    """The intent is written down when the answer is there."""

    def __init__(self, real: object) -> None:
        super().__init__(real)
        self._begun: dict[str, tuple[Delivery, Intent, datetime]] = {}

    def begin(self, claimed: Delivery, intent: Intent, now: datetime) -> bool:
        self._begun[claimed.key] = (claimed, intent, now)
        return True

    def sent(self, sending: Delivery, receipt: Receipt, now: datetime) -> bool:
        self._catch_up(sending.key)
        return cast("Outbox", self._real).sent(sending, receipt, now)

    def settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> bool:
        self._catch_up(delivery.key)
        return cast("Outbox", self._real).settle(delivery, state, reason, now, not_before)

    def _catch_up(self, key: str) -> None:
        begun = self._begun.pop(key, None)
        if begun is not None:
            cast("Outbox", self._real).begin(*begun)


class _NoIntent(Build):
    def outbox(self, outbox: Outbox) -> Outbox:
        return cast("Outbox", _IntentsAfterwards(outbox))


class _OneRead(Instead):
    """What one look did not find is not there."""

    def __init__(self, real: object, wake: Callable[[str], None]) -> None:
        super().__init__(real)
        self._wake = wake

    def looked(self, delivery: Delivery, *, absent: int, reason: str, look_at: datetime, now: datetime) -> bool:
        real = cast("Outbox", self._real)
        if not absent:
            return real.looked(delivery, absent=absent, reason=reason, look_at=look_at, now=now)
        self._wake(f"sender {delivery.account}")
        return real.settle(delivery, State.PLANNED, NOT_FOUND, now)


class _NoReadTwice(Build):
    def reconciler(self, means: Means) -> Duty:
        return Reconciler(replace(means, outbox=cast("Outbox", _OneRead(means.outbox, means.wake))))


class _Overwrites(Instead):
    """Whoever comes late overwrites what happened meanwhile.

    Two things keep a verdict from a row that somebody else has settled: the fence, which every claim raises, and the
    state in which the verdict found the row. As a claim leads through two other states, the fence alone decides only
    where the row has come back to the very state it was read in; so both are taken off here.
    """

    def sent(self, sending: Delivery, receipt: Receipt, now: datetime) -> bool:
        return cast("Outbox", self._real).sent(self._present(sending), receipt, now)

    def settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> bool:
        present = self._present(delivery)
        if not may_follow(present.state, state):
            return False
        return cast("Outbox", self._real).settle(present, state, reason, now, not_before)

    def looked(self, delivery: Delivery, *, absent: int, reason: str, look_at: datetime, now: datetime) -> bool:
        real, present = cast("Outbox", self._real), self._present(delivery)
        return real.looked(present, absent=absent, reason=reason, look_at=look_at, now=now)

    def _present(self, row: Delivery) -> Delivery:
        return cast("Outbox", self._real).get(row.key) or row


class _NoFence(Build):
    def outbox(self, outbox: Outbox) -> Outbox:
        return cast("Outbox", _Overwrites(outbox))


class _Frozen(Live):
    """Words, numbers included, are those of the plan: nothing is counted again, nothing stops being true."""

    def __init__(self, first: Snapshot) -> None:
        super().__init__(first)
        self._of = self._frozen = first

    @property
    def original(self) -> Snapshot:
        return super().snapshot

    @property
    def snapshot(self) -> Snapshot:
        found = super().snapshot
        if self._of is not found:
            self._of, self._frozen = found, replace(found, plan=_frozen(found))
        return self._frozen


def _frozen(found: Snapshot) -> Mapping[str, Due]:
    plan = {}
    for key, due in found.plan.items():
        slot, entry = due.slot, due.slot.entry
        assert found.campaign is not None, "there is a plan"
        number = slot.countdown.number if slot.countdown else None
        post = render(slot, due.account, found.campaign, number, DEFAULT_LIMITS[due.account.network])
        if isinstance(post, Post) and slot.countdown is not None:
            # The words are given; what else the message has must not ask for the number.
            _, own, version = entry.message.split("-")
            plain = message("plain", int(own), int(version))
            words = {slot.audience.language: post.text}
            said = replace(entry, message=plain, text=words, picture=None, true_until=None)
            slot = replace(slot, entry=said, countdown=None, valid_until=None)
        plan[key] = replace(due, slot=slot)
    return plan


class _NearSighted(Build):
    """A gap of ten ids is taken for a channel's end."""

    def server(self, server: Server) -> Server:
        if isinstance(server, TelegramServer):
            server.end = 10
        return server


class _Hushed(Instead):
    """What is missed is settled as ever, and told to nobody."""

    def tell_with(self, done: Callable[[], tuple[str, Mapping[str, object]] | None]) -> bool:
        def quietly() -> tuple[str, Mapping[str, object]] | None:
            what = done()
            return what if what and what[0] not in {"delivery-missed", "deliveries-missed"} else None

        return cast("Alarms", self._real).tell_with(quietly)


class _SilentMissed(Build):
    def alarms(self, alarms: Alarms) -> Alarms:
        return cast("Alarms", _Hushed(alarms))


class _Forgets(Instead):
    """Of all that the planner brings, the entry that is due last never arrives."""

    def sync_plan(self, planned: Sequence[Planned], now: datetime) -> PlanChange:
        last = planned[-1].entry if planned else ""
        return cast("Outbox", self._real).sync_plan([row for row in planned if row.entry != last], now)


class _ForgetfulPlanner(Build):
    def outbox(self, outbox: Outbox) -> Outbox:
        return cast("Outbox", _Forgets(outbox))


class _StaleNumber(Build):
    def live(self) -> Live:
        return _Frozen(Snapshot(None))

    def in_force(self, live: Live) -> Snapshot:
        assert isinstance(live, _Frozen), "it is ours"
        return live.original


BROKEN: Mapping[str, type[Build]] = {
    "retry-unread": _RetryUnread,
    "new-key": _NewKey,
    "no-intent": _NoIntent,
    "no-read-twice": _NoReadTwice,
    "no-fence": _NoFence,
    "near-sighted": _NearSighted,
    "stale-number": _StaleNumber,
    "silent-missed": _SilentMissed,
    "forgetful-planner": _ForgetfulPlanner,
}
