"""Holds what the store says at the end of a seed against what is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.ports import Delivery, Outbox
from tests.simulation import judgement
from tests.simulation.campaigns import Version
from tests.simulation.judgement import Verdict
from tests.simulation.oracle import Copy, Oracle, is_live
from tests.simulation.restoring import Restoring
from tests.simulation.servers import Server
from tests.simulation.telegram import TelegramServer
from tests.simulation.world import World

SAID_ALREADY = "the same words are there as another post: "
"""How the reason of a delivery begins that X refused because of the one whose key follows."""
IN_HAND = frozenset({State.CLAIMED, State.SENDING, State.UNKNOWN, State.RETRACTING})
"""States that nothing stays in."""
A_WHILE, WHILES = timedelta(minutes=15), 4


def finish(world: World, store: Outbox) -> None:
    """What is in hand when the world ends comes to its end first, if it ever does."""
    for _ in range(WHILES):
        if not any(row.state in IN_HAND for row in store.deliveries()):
            return
        world.run(world.now + A_WHILE)


class Ends:
    """One world's rows."""

    def __init__(
        self,
        world: World,
        oracle: Oracle,
        store: Outbox,
        files: Version,
        restoring: Restoring,
        dropped: Mapping[str, frozenset[str]],
    ) -> None:
        """``dropped``: see ``People``."""
        self._world = world
        self._oracle = oracle
        self._store = store
        self._files = files
        self._restoring = restoring
        self._dropped = dropped

    def is_a_twins(self, copy: Copy) -> bool:
        """Whether there is one copy for each of several rows that say the same: nobody can tell which is whose.

        Of two that are unsure together one may be taken for the other's, which goes out again; X takes no second post
        with the same words at all.
        """
        return self._as_many_as_are_sent(copy.account, copy.text)

    def _as_many_as_are_sent(self, account: str, text: str) -> bool:
        """Of posts with the same words no reader can tell which is whose: each may be kept for another's."""
        twins = [one for one in self._store.deliveries() if (one.account, one.text) == (account, text)]
        sent = {one.remote_id for one in twins if one.state is State.SENT}
        live = [copy for one in twins for copy in self._oracle.of(one.key) if is_live(copy, self._world.now)]
        # One made later than any client waits for, and known as nobody's, is one too many: that is judged by itself.
        copies = [copy for copy in live if copy.remote_id in sent or not _late(copy)]
        return len(twins) > 1 and len(copies) == sum(one.state is State.SENT for one in twins)

    def _is_for_a_twin(self, row: Delivery, there: Sequence[Copy]) -> bool:
        """Whether a person dropped this one because all of ``there`` was named as posts of others that say the same.

        Of two calls one made a post, and either row may be kept for it: X calls the second a duplicate, and elsewhere
        it may be lost on its way. Whose the one is nobody can tell, and it is there for the one that is sent.
        """
        ids = {copy.remote_id for copy in there}
        seen = self._dropped.get(row.key, frozenset()) & self._named(row)
        return ids <= seen and self._as_many_as_are_sent(row.account, row.text)

    def _is_as_its_reason_says(self, row: Delivery, there: Sequence[Copy]) -> bool:
        """Whether this one is refused as a duplicate of another that is sent, and ``there`` is named as such posts.

        As above: X shows one post for two, and the staff hear which of them it goes by. Of three that say the same the
        one may be kept for the second's, and refused because of the third's: one is there for each that is sent.
        """
        twin = self._store.get(row.reason.removeprefix(SAID_ALREADY))
        if row.network is not NetworkName.X or twin is None or twin.state is not State.SENT:
            return False
        alike = (twin.account, twin.text) == (row.account, row.text)
        return (
            alike
            and {copy.remote_id for copy in there} <= self._named(row)
            and self._as_many_as_are_sent(row.account, row.text)
        )

    def _named(self, row: Delivery) -> frozenset[str]:
        """Where those are that are sent, of all that say the same as ``row``."""
        sent = self._store.deliveries(states=(State.SENT,))
        return frozenset(one.remote_id for one in sent if (one.account, one.text) == (row.account, row.text))

    def hold_against_truth(self, row: Delivery, verdict: Verdict) -> None:
        """Does ``row`` lie, and has it come to its end?"""
        verdict.ends[row.state.value] += 1
        now = self._world.now
        live = [
            copy
            for copy in self._oracle.of(row.key, row.generation)
            if is_live(copy, now) and not self._restoring.unknown(copy)
        ]
        in_time = [copy for copy in live if not _late(copy)]
        match row.state:
            case State.SENT if not self._oracle.has(row) and not self._as_many_as_are_sent(row.account, row.text):
                verdict.lies.append(f"{row.key} is sent, and nothing is there")
            case State.CANCELLED if in_time and self._is_for_a_twin(row, in_time):
                pass
            case State.REJECTED if in_time and self._is_as_its_reason_says(row, in_time):
                pass
            case State.MISSED | State.PAST | State.CANCELLED | State.REJECTED if in_time:
                verdict.lies.append(f"{row.key} is {row.state} ({row.reason}), and is there as {in_time[0].remote_id}")
            case State.RETRACTED if in_time and not self._as_many_as_are_sent(row.account, row.text):
                verdict.lies.append(f"{row.key} is retracted, and is there")
            case State.PLANNED if row.due <= now - timedelta(hours=3) and not self._sleeps(row):
                verdict.lost.append(f"{row.key} still waits: {row.reason}")
            case State.RETRACTING if self._waits_for_people(row):
                pass
            case state if state in IN_HAND:
                verdict.lost.append(f"{row.key} is stuck as {row.state}: {row.reason}")
            case _:
                pass

    @staticmethod
    def count_asked(
        called: Collection[str], asked: Collection[str], servers: Mapping[str, Server], verdict: Verdict
    ) -> None:
        """How many deliveries a person was ever asked about, each of them once, answered or not.

        Out of all that were called for, or that a person was asked about uncalled (the store is a copy), on accounts
        that can be read back: all but Telegram channels without a staff chat. ``called``, ``asked``: their keys.
        """
        blind = {name for name, one in servers.items() if isinstance(one, TelegramServer) and not one.can_be_read}
        readable = {key for key in {*called, *asked} if key.rpartition("/")[2] not in blind}
        verdict.readable += len(readable)
        verdict.asked += len(readable & set(asked))

    def _sleeps(self, row: Delivery) -> bool:
        """Whether the world ends at night: a network may have kept it waiting until then."""
        due = self._files.plan.get(row.key)
        return due is not None and judgement.is_quiet(due.slot, self._world.now)

    def _waits_for_people(self, row: Delivery) -> bool:
        """Whether what is to be said instead needs an outcome that nobody contradicts, and too few state."""
        due = self._files.plan.get(row.key)
        condition = due.slot.entry.only_if if due else None
        if condition is None:
            return False
        said = [one.outcome for one in self._store.statements() if one.deadline == condition.deadline]
        return all(outcome == condition.outcome for outcome in said) and not judgement.stands(
            condition, self._store.statements()
        )


def _late(copy: Copy) -> bool:
    return copy.executed - copy.began > judgement.QUIET_PERIOD
