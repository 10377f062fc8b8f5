"""What every outbox promises while posts go out; each database runs these sentences (see ``test_outbox_sqlite``)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.campaign.delivery import HeldFor, State
from bot.campaign.outcome import Receipt
from bot.ports import EVERYTHING, Outbox
from tests.contracts.outbox_world import (
    KEY,
    LEASE_S,
    NOON,
    RECEIPT,
    Backend,
    after,
    begin,
    claim,
    intent,
    planned,
    row,
    standing,
)


class SendingContract:
    """From a planned row to its receipt."""

    def test_the_earliest_due_row_of_the_account_is_claimed_first(self, outbox: Outbox) -> None:
        plan = [
            planned("late", due=after(-1)),
            planned("early", due=after(-2)),
            planned("other", account="x", due=after(-3)),
            planned("tomorrow", due=after(1440)),
        ]
        outbox.sync_plan(plan, after(-10))
        assert [claim(outbox).entry, claim(outbox).entry] == ["early", "late"]
        assert outbox.claim("mastodon", NOON, "first run", LEASE_S) is None

    def test_a_row_is_due_at_its_very_instant_and_not_a_microsecond_before(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], after(-10))
        assert outbox.claim("mastodon", NOON - timedelta(microseconds=1), "first run", LEASE_S) is None
        assert claim(outbox, NOON).key == KEY

    def test_a_named_row_is_claimed_only_when_it_may_go_itself(self, outbox: Outbox) -> None:
        second = planned("second", due=after(5))
        outbox.sync_plan([planned(), second], NOON)
        assert outbox.claim("mastodon", after(4), "first run", LEASE_S, second.key) is None
        assert outbox.claim("x", after(5), "first run", LEASE_S, second.key) is None
        claimed = outbox.claim("mastodon", after(5), "first run", LEASE_S, second.key)
        assert claimed is not None
        assert claimed.key == second.key
        assert outbox.claim("mastodon", after(5), "first run", LEASE_S, second.key) is None
        assert standing(outbox) == (State.PLANNED, "")

    def test_instants_come_back_in_utc_to_the_microsecond(self, outbox: Outbox) -> None:
        due = datetime(2023, 9, 1, 14, 0, 0, 123_457, tzinfo=timezone(timedelta(hours=2)))
        outbox.sync_plan([planned(due=due)], NOON)
        assert row(outbox).due == due
        assert row(outbox).due.isoformat() == "2023-09-01T12:00:00.123457+00:00"

    def test_a_time_without_a_zone_is_refused(self, outbox: Outbox) -> None:
        naive = NOON.replace(tzinfo=None)
        with pytest.raises(Exception, match="has no zone"):
            outbox.sync_plan([planned(due=naive)], NOON)
        assert outbox.deliveries() == []

    def test_next_due_is_the_later_of_due_and_not_before(self, outbox: Outbox) -> None:
        assert outbox.next_due("mastodon") is None
        outbox.sync_plan(
            [planned(), planned("second", due=after(20)), planned(account="x", due=after(-60))], after(-99)
        )
        assert outbox.next_due("mastodon") == NOON
        assert outbox.settle(begin(outbox), State.PLANNED, "429", NOON, after(30))
        assert outbox.next_due("mastodon") == after(20)
        assert claim(outbox, after(20)).entry == "second"
        assert claim(outbox, after(30)).entry == "rally"

    def test_a_row_that_backs_off_is_not_claimed_before_its_time(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.PLANNED, "503", NOON, after(5))
        assert outbox.claim("mastodon", after(4), "first run", LEASE_S) is None
        assert claim(outbox, after(5)).attempts == 1

    def test_a_claim_carries_owner_lease_and_a_higher_fence(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        first = claim(outbox)
        assert (first.owner, first.lease_until, first.fence) == ("first run", after(5), 1)
        assert outbox.settle(first, State.PLANNED, "changed", NOON)
        assert claim(outbox).fence == 2

    def test_a_claim_whose_lease_ran_out_goes_to_the_next_and_the_first_may_no_longer_begin(
        self, outbox: Outbox
    ) -> None:
        outbox.sync_plan([planned()], NOON)
        stalled = claim(outbox)
        assert outbox.next_due("mastodon") == after(5)
        assert outbox.claim("mastodon", after(4), "first run", LEASE_S) is None
        second = claim(outbox, after(5))
        assert second.fence == stalled.fence + 1
        assert not outbox.begin(stalled, intent(), after(5))
        assert not outbox.settle(stalled, State.MISSED, "", after(5))
        assert outbox.begin(second, intent(), after(6))

    def test_beginning_after_the_lease_gives_the_row_back(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert not outbox.begin(claim(outbox), intent(), after(5))
        assert standing(outbox) == (State.PLANNED, "")

    def test_the_lease_covers_the_whole_call(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        claimed = outbox.claim("mastodon", NOON, "first run", 10.0)
        assert claimed is not None
        assert outbox.begin(claimed, intent(), NOON)
        assert row(outbox).lease_until == after(1)

    def test_begin_freezes_the_words_and_the_picture_that_leave(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert outbox.begin(claim(outbox), intent("Deux jours."), NOON)
        found = row(outbox)
        assert (found.state, found.text, found.picture_sha256) == (State.SENDING, "Deux jours.", "f" * 64)
        assert (found.attempts, outbox.last_sent("mastodon")) == (1, NOON)

    def test_a_row_is_begun_once(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        claimed = begin(outbox)
        assert not outbox.begin(claimed, intent(), NOON)
        assert row(outbox).attempts == 1

    def test_a_receipt_makes_it_sent(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert outbox.sent(begin(outbox), RECEIPT, after(1))
        found = row(outbox)
        assert (found.state, found.sent_at, found.remote_id, found.url) == (State.SENT, after(1), "111", RECEIPT.url)
        assert (found.owner, found.lease_until) == ("", None)
        assert not outbox.sent(row(outbox), Receipt("222"), after(2))
        assert row(outbox).remote_id == "111"

    def test_a_receipt_without_an_intent_is_a_mistake_of_the_program(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        with pytest.raises(ValueError, match="intent was never committed"):
            outbox.sent(claim(outbox), RECEIPT, NOON)
        assert standing(outbox)[0] is State.CLAIMED

    @pytest.mark.parametrize("state", [State.PLANNED, State.HELD, State.REJECTED, State.UNKNOWN])
    def test_a_call_without_a_receipt_settles_by_what_is_known(self, outbox: Outbox, state: State) -> None:
        outbox.sync_plan([planned()], NOON)
        assert outbox.settle(begin(outbox), state, "why", after(1))
        assert standing(outbox) == (state, "why")

    @pytest.mark.parametrize(
        "state", [State.CLAIMED, State.SENDING, State.SENT, State.PAST, State.ASK, State.RETRACTED]
    )
    def test_a_step_outside_the_table_is_refused_and_changes_nothing(self, outbox: Outbox, state: State) -> None:
        outbox.sync_plan([planned()], NOON)
        sending = begin(outbox)
        with pytest.raises(ValueError, match=f"{state}"):
            outbox.settle(sending, state, "", after(1))
        assert standing(outbox) == (State.SENDING, "")

    def test_a_claimed_row_cannot_turn_unknown(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        with pytest.raises(ValueError, match="never goes from claimed to unknown"):
            outbox.settle(claim(outbox), State.UNKNOWN, "", NOON)

    def test_an_attempt_counts_when_it_backs_off_and_not_when_the_account_is_at_fault(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.PLANNED, "503", NOON, after(1))
        outbox.settle(begin(outbox, after(1)), State.PLANNED, "401", after(1))
        assert row(outbox).attempts == 1
        outbox.settle(begin(outbox, after(2)), State.HELD, HeldFor.ACCOUNT.value, after(2))
        assert row(outbox).attempts == 1
        assert outbox.last_sent("mastodon") == after(2)

    def test_the_duties_after_the_sender_settle_what_they_read(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned("second", state=State.HELD, reason=HeldFor.APPROVAL.value)], NOON)
        outbox.settle(begin(outbox), State.UNKNOWN, "timeout", NOON)
        assert outbox.settle(row(outbox), State.ASK, "", after(9))
        held = row(outbox, planned("second").key)
        assert outbox.settle(held, State.MISSED, "too late", after(9))
        assert not outbox.settle(held, State.MISSED, "too late", after(9))
        assert outbox.counts()[State.ASK] == outbox.counts()[State.MISSED] == 1

    def test_after_a_stop_what_was_claimed_is_planned_and_what_was_sending_is_unknown(self, backend: Backend) -> None:
        first = backend.open()
        first.sync_plan([planned(), planned("second")], NOON)
        sending, claimed = begin(first), claim(first)
        first.close()
        second = backend.open()
        assert [found.key for found in second.recover("second run", after(1))] == [sending.key]
        assert standing(second, sending.key)[0] is State.UNKNOWN
        assert standing(second, claimed.key)[0] is State.PLANNED
        assert second.recover("second run", after(2)) == []
        second.close()

    def test_recovering_leaves_this_runs_own_rows_alone(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        begin(outbox)
        assert outbox.recover("first run", after(1)) == []
        assert standing(outbox)[0] is State.SENDING

    def test_a_receipt_that_comes_after_the_row_turned_unknown_still_counts(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        slow = begin(outbox)
        outbox.recover("second run", after(1))
        assert outbox.sent(slow, RECEIPT, after(2))
        assert row(outbox).remote_id == "111"

    def test_nothing_is_claimed_while_paused(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned(account="x")], NOON)
        outbox.pause("mastodon", "Jean", "", NOON)
        assert outbox.claim("mastodon", NOON, "first run", LEASE_S) is None
        assert claim(outbox, account="x")
        assert outbox.resume("mastodon")
        outbox.pause(EVERYTHING, "Jean", "", NOON)
        assert outbox.claim("mastodon", NOON, "first run", LEASE_S) is None

    @pytest.mark.parametrize("scope", [EVERYTHING, "mastodon"])
    def test_a_pause_between_claim_and_begin_stops_the_post_and_gives_the_row_back(
        self, outbox: Outbox, scope: str
    ) -> None:
        outbox.sync_plan([planned()], NOON)
        claimed = claim(outbox)
        outbox.pause(scope, "Jean", "", NOON)
        assert not outbox.begin(claimed, intent(), NOON)
        assert standing(outbox) == (State.PLANNED, "")
        assert outbox.last_sent("mastodon") is None

    def test_a_pause_of_another_account_stops_nothing(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.pause("x", "Jean", "", NOON)
        assert begin(outbox)
