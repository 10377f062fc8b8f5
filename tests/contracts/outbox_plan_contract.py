"""What every outbox promises when the files change."""

from __future__ import annotations

import pytest

from bot.campaign.delivery import NO_LONGER_PLANNED, OPEN, HeldFor, State
from bot.ports import Outbox, PlanChange, Planned
from tests.contracts.outbox_world import KEY, NOON, RECEIPT, after, begin, claim, held, intent, planned, row, standing

NOTHING = PlanChange((), (), ())
PAST = planned(state=State.PAST)


class PlanContract:
    """The rows follow the files; people and calls in flight come first."""

    def test_the_same_plan_twice_changes_nothing(self, outbox: Outbox) -> None:
        plan = [planned(), planned("second", due=after(5))]
        assert outbox.sync_plan(plan, NOON) == PlanChange((plan[0].key, plan[1].key), (), ())
        before = outbox.deliveries()
        assert outbox.sync_plan(plan, after(1)) == NOTHING
        assert outbox.deliveries() == before

    def test_an_edit_moves_and_rewords_a_row(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert outbox.sync_plan([planned(due=after(5), text="Deux jours.")], NOON) == PlanChange((), (KEY,), ())
        assert (row(outbox).due, row(outbox).text) == (after(5), "Deux jours.")
        assert outbox.sync_plan([planned(due=after(5), text="Un jour.")], after(1)) == NOTHING
        assert (row(outbox).text, row(outbox).updated_at) == ("Un jour.", after(1))

    def test_a_row_that_was_in_hand_when_an_edit_moved_it_is_moved_by_whoever_had_it(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        in_hand = claim(outbox)
        assert outbox.move(in_hand, after(5), "moved", after(1))
        moved = row(outbox)
        assert (moved.state, moved.due, moved.reason) == (State.PLANNED, after(5), "moved")
        assert (moved.not_before, moved.owner, moved.attempts, moved.updated_at) == (None, "", 0, after(1))
        assert outbox.claim("mastodon", after(4), "first run", 60.0) is None
        assert outbox.sync_plan([planned(due=after(5))], after(1)) == NOTHING, "as the files have it"
        assert outbox.sync_plan([planned()], after(1)).moved == (KEY,), "and back again"
        assert claim(outbox, after(1)).key == KEY

    def test_nobody_moves_a_row_that_is_not_theirs_any_more(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        stale = claim(outbox)
        outbox.settle(stale, State.PLANNED, "", NOON)
        assert not outbox.move(stale, after(5), "moved", NOON)
        fresh = claim(outbox)
        assert not outbox.move(stale, after(5), "moved", NOON)
        assert row(outbox).due == NOON
        assert outbox.begin(fresh, intent(), NOON)

    def test_a_removed_entry_leaves_no_row_and_may_come_back(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned("second")], NOON)
        assert outbox.sync_plan([planned("second")], NOON) == PlanChange((), (), (KEY,))
        assert outbox.get(KEY) is None
        assert outbox.sync_plan([planned(), planned("second")], NOON) == PlanChange((KEY,), (), ())
        assert claim(outbox).key == KEY

    def test_a_claim_from_before_the_removal_is_not_one_of_the_row_that_came_back(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        stale = claim(outbox)
        outbox.settle(stale, State.PLANNED, "no longer in the plan", NOON)
        outbox.sync_plan([], NOON)
        outbox.sync_plan([planned()], NOON)
        fresh = claim(outbox)
        assert fresh.fence > stale.fence
        assert not outbox.begin(stale, intent(), NOON)
        assert outbox.begin(fresh, intent(), NOON)

    def test_a_removed_entry_that_was_attempted_is_cancelled_and_may_come_back_with_its_history(
        self, outbox: Outbox
    ) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.PLANNED, "503", NOON, after(1))
        assert outbox.sync_plan([], NOON) == PlanChange((), (), (KEY,))
        assert standing(outbox) == (State.CANCELLED, NO_LONGER_PLANNED)
        assert outbox.sync_plan([], NOON) == NOTHING
        assert outbox.sync_plan([planned(due=after(9))], NOON) == PlanChange((KEY,), (), ())
        assert standing(outbox) == (State.PLANNED, "")
        assert (row(outbox).attempts, row(outbox).due) == (1, after(9))

    @pytest.mark.parametrize("step", ["claimed", "sending", "sent", "unknown", "rejected", "missed"])
    def test_claimed_and_later_rows_are_left_as_they_are(self, outbox: Outbox, step: str) -> None:
        outbox.sync_plan([planned()], NOON)
        in_hand = claim(outbox)
        if step == "missed":
            outbox.settle(in_hand, State.MISSED, "late", NOON)
        elif step != "claimed":
            outbox.begin(in_hand, intent(), NOON)
            if step == "sent":
                outbox.sent(in_hand, RECEIPT, NOON)
            elif step != "sending":
                outbox.settle(in_hand, State(step), "why", NOON)
        before = row(outbox)
        assert before.state == step
        # Those somebody still has to do with are told of: a plan that has them otherwise is not yet carried out.
        passed_by = PlanChange((), (), (), int(before.state in OPEN))
        assert outbox.sync_plan([planned(due=after(99), text="Autre.", state=State.HELD)], after(1)) == passed_by
        assert outbox.sync_plan([], after(1)) == passed_by
        assert outbox.sync_plan([planned()], after(1)) == NOTHING
        assert row(outbox) == before

    def test_what_a_person_cancelled_stays_cancelled(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert outbox.cancel(KEY, "Jean", NOON)
        assert outbox.sync_plan([planned(due=after(9))], NOON) == NOTHING
        outbox.sync_plan([], NOON)
        outbox.sync_plan([planned(due=after(9))], NOON)
        assert standing(outbox) == (State.CANCELLED, "")

    def test_a_hold_added_later_holds_a_planned_row_and_its_end_frees_it(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.sync_plan([held()], NOON)
        assert standing(outbox) == (State.HELD, "approval")
        outbox.sync_plan([planned()], NOON)
        assert standing(outbox) == (State.PLANNED, "")

    def test_an_approved_row_stays_planned_while_its_words_are_the_same(self, outbox: Outbox) -> None:
        outbox.sync_plan([held()], NOON)
        assert outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        for still in (held(), planned(), held(due=after(5))):
            outbox.sync_plan([still], NOON)
            assert standing(outbox) == (State.PLANNED, "")

    @pytest.mark.parametrize("as_the_planner_says", [held(text="Trois !"), planned(text="Trois !")])
    def test_words_changed_since_approval_wait_for_another(self, outbox: Outbox, as_the_planner_says: Planned) -> None:
        outbox.sync_plan([held()], NOON)
        outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        outbox.sync_plan([as_the_planner_says], NOON)
        assert standing(outbox) == (State.HELD, HeldFor.CHANGED)
        assert not outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        outbox.sync_plan([planned()], NOON)
        assert standing(outbox) == (State.PLANNED, "")
        outbox.sync_plan([as_the_planner_says], NOON)
        assert outbox.approve(KEY, "Trois !", "Maria", NOON)
        outbox.sync_plan([as_the_planner_says], NOON)
        assert standing(outbox) == (State.PLANNED, "")

    def test_words_that_are_not_the_approved_ones_never_leave_whatever_the_sender_hands_in(
        self, outbox: Outbox
    ) -> None:
        outbox.sync_plan([held()], NOON)
        outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        assert not outbox.begin(claim(outbox), intent("Deux jours."), NOON)
        assert standing(outbox) == (State.HELD, HeldFor.CHANGED)

    def test_a_broken_file_holds_even_what_was_approved_before_it_broke(self, outbox: Outbox) -> None:
        outbox.sync_plan([held()], NOON)
        outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        outbox.sync_plan([held(HeldFor.BROKEN_FILE)], NOON)
        assert standing(outbox) == (State.HELD, HeldFor.BROKEN_FILE)
        outbox.sync_plan([held()], NOON)
        assert standing(outbox) == (State.PLANNED, "")

    def test_going_on_with_the_last_good_version_holds_while_the_file_stays_broken(self, outbox: Outbox) -> None:
        outbox.sync_plan([held(HeldFor.BROKEN_FILE)], NOON)
        assert outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        outbox.sync_plan([held(HeldFor.BROKEN_FILE)], NOON)
        assert standing(outbox) == (State.PLANNED, "")
        outbox.sync_plan([planned(text="La version réparée.")], NOON)
        assert standing(outbox) == (State.PLANNED, "")

    @pytest.mark.parametrize("reason", [HeldFor.ACCOUNT, HeldFor.CLOCK, HeldFor.PAUSED, HeldFor.LATE])
    def test_what_the_daemon_holds_is_not_freed_by_the_plan(self, outbox: Outbox, reason: HeldFor) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(claim(outbox), State.HELD, reason.value, NOON)
        outbox.sync_plan([planned(text="Autre.")], NOON)
        assert standing(outbox) == (State.HELD, reason)
        assert row(outbox).text == "Autre."
        outbox.sync_plan([held()], NOON)
        assert standing(outbox) == (State.HELD, HeldFor.APPROVAL)

    def test_a_late_row_moved_into_the_future_is_late_no_more(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(due=after(-60))], NOON)
        outbox.settle(claim(outbox), State.HELD, HeldFor.LATE.value, NOON)
        outbox.sync_plan([planned(due=after(-30))], NOON)
        assert standing(outbox) == (State.HELD, HeldFor.LATE)
        outbox.sync_plan([planned(due=after(30))], NOON)
        assert standing(outbox) == (State.PLANNED, "")

    def test_what_was_past_at_the_start_stays_past_until_it_is_moved_into_the_future(self, outbox: Outbox) -> None:
        outbox.sync_plan([PAST], after(600))
        for same_or_still_over in (PAST, planned(), planned(due=after(1))):
            outbox.sync_plan([same_or_still_over], after(600))
            assert standing(outbox) == (State.PAST, "")
        assert outbox.sync_plan([planned(due=after(700))], after(600)).moved == (KEY,)
        assert standing(outbox) == (State.PLANNED, "")

    def test_a_past_row_goes_with_its_entry(self, outbox: Outbox) -> None:
        outbox.sync_plan([PAST], after(600))
        assert outbox.sync_plan([], after(600)).removed == (KEY,)
        assert outbox.deliveries() == []

    def test_nothing_that_somebody_touched_is_declared_past(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned("quiet")], NOON)
        outbox.expedite(KEY, "Jean", NOON)
        outbox.sync_plan([PAST, planned("quiet", state=State.PAST)], after(600))
        assert standing(outbox)[0] is State.PLANNED
        assert standing(outbox, planned("quiet").key)[0] is State.PAST

    def test_one_delivery_planned_twice_is_a_mistake_of_the_program(self, outbox: Outbox) -> None:
        with pytest.raises(AssertionError, match="planned twice"):
            outbox.sync_plan([planned(), planned()], NOON)
        assert outbox.deliveries() == []
