"""What every outbox promises of many late rows, of rows held together, and of what people state."""

from __future__ import annotations

from bot.campaign.delivery import HeldFor, State
from bot.ports import ErrandKind, Outbox, Planned, Statement
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

LATE = (State.HELD, HeldFor.LATE.value)


def several(many: int) -> list[Planned]:
    return [planned(f"entry-{number}") for number in range(many)]


class LateContract:
    """More than a few late posts are one question to people."""

    def test_many_late_posts_are_held_together(self, outbox: Outbox) -> None:
        outbox.sync_plan([*several(3), planned("on time", due=after(60))], NOON)
        assert not outbox.hold_if_many_late(after(60), 3, after(61))
        assert outbox.counts()[State.HELD] == 0
        assert outbox.hold_if_many_late(after(60), 2, after(61))
        assert {standing(outbox, late.key) for late in several(3)} == {LATE}
        assert standing(outbox, planned("on time").key) == (State.PLANNED, "")

    def test_one_post_on_many_accounts_is_one_post(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(account=name) for name in ("mastodon", "x", "telegram")], NOON)
        assert not outbox.hold_if_many_late(after(60), 1, after(61))
        assert outbox.counts()[State.PLANNED] == 3

    def test_posts_of_an_account_that_is_paused_hold_nobody_elses_until_it_resumes(self, outbox: Outbox) -> None:
        broken = [planned(f"entry-{number}", account="x") for number in range(3)]
        outbox.sync_plan([*broken, planned("alone")], NOON)
        outbox.pause("x", "the bot", "401", NOON)
        assert not outbox.hold_if_many_late(after(60), 2, after(61))
        assert outbox.counts()[State.HELD] == 0
        assert outbox.hold_if_many_late(after(60), 0, after(61)), "the other account's still counts"
        assert {standing(outbox, late.key)[0] for late in broken} == {State.PLANNED}
        assert standing(outbox, planned("alone").key) == LATE
        outbox.resume("x")
        assert outbox.hold_if_many_late(after(60), 3, after(62))
        assert {standing(outbox, late.key) for late in broken} == {LATE}

    def test_those_held_before_count_with_those_that_come(self, outbox: Outbox) -> None:
        outbox.sync_plan([*several(2), planned("later", due=after(30))], NOON)
        assert outbox.hold_if_many_late(after(1), 1, after(1))
        assert outbox.hold_if_many_late(after(31), 2, after(32))
        assert standing(outbox, planned("later").key) == LATE

    def test_a_claimed_one_is_held_too_and_its_sender_stopped(self, outbox: Outbox) -> None:
        outbox.sync_plan(several(2), NOON)
        claimed = claim(outbox, after(60))
        assert outbox.hold_if_many_late(after(60), 1, after(60))
        assert not outbox.begin(claimed, intent(began=after(60)), after(60))
        assert (standing(outbox, claimed.key), row(outbox, claimed.key).owner) == (LATE, "")

    def test_what_is_in_flight_or_over_neither_counts_nor_changes(self, outbox: Outbox) -> None:
        outbox.sync_plan(several(3), NOON)
        begin(outbox)
        outbox.cancel(several(3)[1].key, "Jean", NOON)
        assert not outbox.hold_if_many_late(after(60), 1, after(60))
        assert outbox.hold_if_many_late(after(60), 0, after(60))
        assert {state: many for state, many in outbox.counts().items() if many} == {
            State.SENDING: 1,
            State.CANCELLED: 1,
            State.HELD: 1,
        }

    def test_whom_a_person_wanted_out_is_not_held_again(self, outbox: Outbox) -> None:
        outbox.sync_plan(several(3), NOON)
        outbox.hold_if_many_late(after(60), 2, after(60))
        first, second, third = (late.key for late in several(3))
        assert outbox.approve(first, "Trois jours.", "Maria", after(61))
        assert outbox.expedite(second, "Jean", after(61))
        assert outbox.hold_if_many_late(after(90), 0, after(91))
        assert [standing(outbox, key)[0] for key in (first, second)] == [State.PLANNED, State.PLANNED]
        assert standing(outbox, third) == LATE

    def test_words_approved_ahead_of_their_time_may_still_be_too_late(self, outbox: Outbox) -> None:
        asked = planned(state=State.HELD, reason=HeldFor.APPROVAL.value)
        outbox.sync_plan([asked], after(-60))
        assert outbox.approve(KEY, "Trois jours.", "Maria", after(-30))
        assert outbox.hold_if_many_late(after(600), 0, after(600))
        assert standing(outbox) == LATE

    def test_what_a_condition_held_is_released_all_at_once(self, outbox: Outbox) -> None:
        outbox.sync_plan(several(3), NOON)
        for _ in range(2):
            outbox.settle(claim(outbox), State.HELD, HeldFor.CLOCK.value, NOON)
        outbox.settle(claim(outbox), State.HELD, HeldFor.ACCOUNT.value, NOON)
        assert outbox.release(HeldFor.CLOCK.value, after(1)) == 2
        assert outbox.release(HeldFor.CLOCK.value, after(1)) == 0
        assert outbox.counts()[State.HELD] == 1
        assert outbox.claim("mastodon", after(1), "first run", LEASE_S) is not None

    def test_what_a_clock_that_was_ahead_put_off_is_due_once_the_clock_is_trusted(self, outbox: Outbox) -> None:
        outbox.sync_plan(several(2), NOON)
        ahead, now = after(86_400), after(60)
        outbox.settle(claim(outbox, ahead), State.PLANNED, "rate limit", ahead, after(90_000))
        outbox.settle(claim(outbox, now), State.PLANNED, "rate limit", now, after(120))
        assert outbox.next_due("mastodon") == after(120)
        assert outbox.release(HeldFor.CLOCK.value, now) == 0
        assert outbox.next_due("mastodon") == NOON, "and what was put off by this one keeps its time"
        assert [late.not_before for late in outbox.deliveries()].count(after(120)) == 1

    def test_nor_does_a_lost_answer_wait_for_the_time_of_a_clock_that_was_ahead(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.UNKNOWN, "timeout", NOON, after(5))
        ahead, now = after(86_400), after(60)
        outbox.looked(row(outbox), absent=0, reason="timeout", look_at=after(86_445), now=ahead)
        outbox.release(HeldFor.CLOCK.value, now)
        assert (outbox.next_look(), [unsure.key for unsure in outbox.unsure(now)]) == (now, [KEY])
        outbox.looked(row(outbox), absent=0, reason="timeout", look_at=after(105), now=now)
        outbox.release(HeldFor.CLOCK.value, now)
        assert outbox.next_look() == after(105), "put off by this clock, it keeps its time"

    def test_nor_does_an_order(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.sent(begin(outbox), RECEIPT, NOON)
        outbox.order(KEY, ErrandKind.RETRACT, "Jean", NOON)
        (errand,) = outbox.errands()
        outbox.put_off(errand, "timeout", after(86_400), after(86_380))
        outbox.release(HeldFor.CLOCK.value, after(60))
        assert outbox.next_errand() == after(60)
        outbox.put_off(errand, "timeout", after(120), after(60))
        outbox.release(HeldFor.CLOCK.value, after(60))
        assert outbox.next_errand() == after(120)


class StatementsContract:
    """What people say came of a deadline."""

    def test_each_persons_latest_word_is_kept(self, backend: Backend) -> None:
        first = backend.open()
        first.state_outcome("release", "freed", "Jean", NOON)
        first.state_outcome("release", "open", "Maria", after(1))
        first.state_outcome("rally", "held", "Jean", after(2))
        first.state_outcome("release", "sentenced", "Jean", after(3))
        first.close()
        second = backend.open()
        assert second.statements("release") == [
            Statement("release", "Maria", "open", after(1)),
            Statement("release", "Jean", "sentenced", after(3)),
        ]
        assert [said.deadline for said in second.statements()] == ["release", "rally", "release"]
        assert second.statements("trial") == []
        second.close()
