"""What an outbox promises to daemons that share it."""

from __future__ import annotations

from bot.campaign.delivery import State
from bot.ports import Outbox
from tests.contracts.outbox_world import NOON, after, begin, claim, planned, row, standing


class SharedContract:
    """An owner is gone when its lease has run out, not because another one looks."""

    def test_what_a_living_daemon_has_in_hand_is_left_to_it(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned("second")], NOON)
        sending, claimed = begin(outbox), claim(outbox)
        assert outbox.recover("second run", after(4)) == []
        assert standing(outbox, sending.key)[0] is State.SENDING
        assert standing(outbox, claimed.key)[0] is State.CLAIMED

    def test_what_a_dead_daemon_had_in_hand_is_freed_when_its_lease_has_run_out(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned("second")], NOON)
        sending, claimed = begin(outbox), claim(outbox)
        assert [found.key for found in outbox.recover("second run", after(5))] == [sending.key]
        assert standing(outbox, sending.key)[0] is State.UNKNOWN
        assert standing(outbox, claimed.key)[0] is State.PLANNED
        assert row(outbox, claimed.key).owner == ""

    def test_a_daemon_does_not_take_a_slow_call_of_its_own_for_a_dead_ones(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        begin(outbox)
        assert outbox.recover("first run", after(60)) == []
        assert standing(outbox)[0] is State.SENDING
