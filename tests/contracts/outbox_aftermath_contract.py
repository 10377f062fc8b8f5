"""What every outbox promises of posts whose answer was lost, of audits, and of a store put back from a copy."""

from __future__ import annotations

import pytest

from bot.campaign.delivery import FEWER_CALLS, RESTORED, HeldFor, State
from bot.campaign.outcome import Receipt
from bot.campaign.photo import Reason
from bot.campaign.photo import State as PhotoState
from bot.ports import COPY, Delivery, ErrandKind, Grave, Outbox
from tests.contracts.outbox_photo_world import brought
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

SECOND = planned("second", state=State.HELD, reason=HeldFor.APPROVAL.value)


def lost(outbox: Outbox) -> Delivery:
    """A row whose answer was lost, a minute after its call began."""
    outbox.sync_plan([planned()], NOON)
    assert outbox.settle(begin(outbox), State.UNKNOWN, "timeout", after(1))
    return row(outbox)


class ReadingBackContract:
    """``unknown`` rows, from the lost answer to what was found."""

    def test_a_lost_answer_is_looked_for_the_oldest_call_first(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned("z"), planned("a", due=after(1))], NOON)
        first = begin(outbox)
        second = begin(outbox, after(1))
        outbox.settle(second, State.UNKNOWN, "timeout", after(2))
        outbox.settle(first, State.UNKNOWN, "timeout", after(3))
        assert [(found.key, found.begun_at) for found in outbox.unsure(after(3))] == [
            (first.key, NOON),
            (second.key, after(1)),
        ]
        assert outbox.next_look() == after(2)

    def test_nothing_is_looked_for_while_every_answer_came(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.sent(begin(outbox), RECEIPT, after(1))
        assert (outbox.unsure(after(99)), outbox.next_look()) == ([], None)

    def test_a_look_in_vain_waits_for_the_next_and_is_counted(self, outbox: Outbox) -> None:
        unsure = lost(outbox)
        assert outbox.looked(unsure, absent=1, reason="not there", look_at=after(5), now=after(4))
        assert outbox.looked(row(outbox), absent=0, reason="503", look_at=after(9), now=after(5))
        found = row(outbox)
        assert (found.state, found.absent, found.looks, found.reason) == (State.UNKNOWN, 0, 2, "503")
        assert (outbox.unsure(after(8)), outbox.next_look()) == ([], after(9))
        assert [again.key for again in outbox.unsure(after(9))] == [KEY]

    def test_a_look_that_ends_after_the_row_was_settled_changes_nothing(self, outbox: Outbox) -> None:
        unsure = lost(outbox)
        outbox.resolve(KEY, State.CANCELLED, "Maria", after(2))
        assert not outbox.looked(unsure, absent=1, reason="", look_at=after(5), now=after(4))
        assert (standing(outbox), row(outbox).looks) == ((State.CANCELLED, ""), 0)

    def test_a_look_of_an_earlier_call_changes_nothing(self, outbox: Outbox) -> None:
        before = lost(outbox)
        outbox.settle(before, State.PLANNED, "not there", after(5))
        now_unknown = begin(outbox, after(5))
        outbox.settle(now_unknown, State.UNKNOWN, "timeout", after(6))
        assert not outbox.looked(before, absent=2, reason="", look_at=after(9), now=after(7))
        assert (row(outbox).absent, row(outbox).looks) == (0, 0)

    @pytest.mark.parametrize("state", [State.PLANNED, State.ASK, State.CANCELLED])
    def test_whatever_settles_it_ends_the_looking(self, outbox: Outbox, state: State) -> None:
        outbox.looked(lost(outbox), absent=1, reason="", look_at=after(5), now=after(4))
        assert outbox.settle(row(outbox), state, "", after(5))
        found = row(outbox)
        assert (found.absent, found.looks, found.not_before) == (0, 0, None)

    @pytest.mark.parametrize("verdict", [State.SENT, State.PLANNED, State.CANCELLED])
    def test_a_persons_verdict_ends_the_looking(self, outbox: Outbox, verdict: State) -> None:
        outbox.looked(lost(outbox), absent=1, reason="", look_at=after(50), now=after(4))
        assert outbox.resolve(KEY, verdict, "Maria", after(5))
        found = row(outbox)
        assert (found.absent, found.looks, found.not_before) == (0, 0, None)

    def test_a_new_call_starts_the_looking_anew(self, outbox: Outbox) -> None:
        outbox.looked(lost(outbox), absent=1, reason="", look_at=after(5), now=after(4))
        outbox.settle(row(outbox), State.PLANNED, "not there", after(5))
        outbox.settle(begin(outbox, after(6)), State.UNKNOWN, "timeout", after(7))
        found = row(outbox)
        assert (found.begun_at, found.absent, found.looks) == (after(6), 0, 0)
        assert outbox.next_look() == after(7)

    def test_a_post_that_was_found_went_out_when_it_was_called(self, outbox: Outbox) -> None:
        assert outbox.sent(lost(outbox), RECEIPT, after(4))
        found = row(outbox)
        assert (found.state, found.remote_id, found.sent_at) == (State.SENT, "111", NOON)
        assert (outbox.unsure(after(99)), outbox.next_look()) == ([], None)

    def test_what_proved_absent_goes_again_under_the_same_key_and_generation(self, outbox: Outbox) -> None:
        assert outbox.settle(lost(outbox), State.PLANNED, "not there", after(4))
        again = claim(outbox, after(4))
        assert (again.generation, again.attempts) == (0, 1)
        assert outbox.begin(again, intent(began=after(4)), after(4))

    def test_every_call_is_on_record_with_all_that_it_sent(self, outbox: Outbox) -> None:
        outbox.settle(lost(outbox), State.PLANNED, "not there", after(4))
        assert outbox.begin(claim(outbox, after(5)), intent("Deux jours.", after(5)), after(5))
        first, second = outbox.attempts_of(KEY)
        assert (first.number, first.text, first.outcome, first.started_at) == (1, "Trois jours.", "planned", NOON)
        assert (second.number, second.text, second.outcome, second.started_at) == (2, "Deux jours.", "", after(5))
        assert (second.key, second.account, second.generation) == (KEY, "mastodon", 0)
        assert (second.media_ids, second.media_keys, second.picture_sha256) == (("m1",), ("3_1",), "f" * 64)
        assert outbox.attempts_of("no such key") == []

    def test_a_call_tells_what_it_led_to_in_the_end(self, outbox: Outbox) -> None:
        unsure = lost(outbox)
        assert outbox.attempts_of(KEY)[0].outcome == "unknown"
        outbox.sent(unsure, RECEIPT, after(4))
        assert outbox.attempts_of(KEY)[0].outcome == "sent"

    def test_an_account_s_calls_are_counted_from_an_instant_on_whatever_came_of_them(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned("a"), planned("b"), planned("c"), planned(account="x")], NOON)
        outbox.sent(begin(outbox), RECEIPT, NOON)
        outbox.settle(begin(outbox, after(1)), State.PLANNED, "503", after(1), after(90))
        outbox.settle(begin(outbox, after(2)), State.UNKNOWN, "timeout", after(3))
        assert [found.started_at for found in outbox.attempts_since("mastodon", after(1))] == [after(1), after(2)]
        assert len(outbox.attempts_since("mastodon", NOON)) == outbox.deeds_ever() == 3
        assert outbox.attempts_since("x", NOON) == []

    def test_every_post_of_an_account_is_known_by_its_remote_id(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned("a"), planned("b"), planned("c")], NOON)
        for number in (1, 2):
            outbox.sent(begin(outbox), Receipt(str(number)), NOON)
        assert outbox.order(planned("a").key, ErrandKind.RETRACT, "Jean", NOON)
        outbox.carried_out(outbox.errands()[0], NOON)
        assert set(outbox.posts_of("mastodon")) == {("1", planned("a").key), ("2", planned("b").key)}
        assert outbox.posts_of("x") == []


class AuditContract:
    """Looking at a post again after it went out."""

    def test_a_post_is_audited_five_minutes_after_its_answer(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert outbox.next_audit() is None
        outbox.sent(begin(outbox), RECEIPT, after(1))
        assert (outbox.next_audit(), outbox.to_audit(after(5.9))) == (after(6), [])
        assert [found.key for found in outbox.to_audit(after(6))] == [KEY]

    def test_a_post_that_a_person_saw_is_audited_too(self, outbox: Outbox) -> None:
        lost(outbox)
        outbox.resolve(KEY, State.SENT, "Maria", after(10), RECEIPT)
        assert outbox.next_audit() == after(15)

    def test_an_audit_is_done_until_the_next_one(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.sent(begin(outbox), RECEIPT, NOON)
        outbox.audited(KEY, after(60), after(5))
        assert (outbox.next_audit(), outbox.to_audit(after(59))) == (after(60), [])
        outbox.audited(KEY, None, after(60))
        assert (outbox.next_audit(), outbox.to_audit(after(999))) == (None, [])

    def test_what_is_being_taken_back_is_not_audited_unless_it_stays(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.sent(begin(outbox), RECEIPT, NOON)
        outbox.order(KEY, ErrandKind.RETRACT, "Jean", after(1))
        assert (outbox.next_audit(), outbox.to_audit(after(99))) == (None, [])
        outbox.audited(KEY, None, after(2))
        outbox.not_carried_out(outbox.errands()[0], "too old", after(3))
        assert [found.key for found in outbox.to_audit(after(5))] == [KEY]


class CopyContract:
    """A store that was put back from a copy believes unsent what may be out."""

    def test_what_was_due_is_read_back_before_anything(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), SECOND, planned("later", due=after(60))], NOON)
        distrusted = outbox.distrust(after(1), "put back from a copy")
        assert [(found.entry, found.state) for found in distrusted] == [
            ("rally", State.UNKNOWN),
            ("second", State.UNKNOWN),
        ]
        assert standing(outbox) == (State.UNKNOWN, "put back from a copy")
        assert standing(outbox, planned("later").key) == (State.PLANNED, "")
        assert outbox.claim("mastodon", after(1), "first run", LEASE_S) is None
        assert len(outbox.unsure(after(1))) == 2
        assert outbox.distrust(after(1), "again") == []

    @pytest.mark.parametrize(("mark", "reason"), [("2030-01-01T00:00:00+00:00", RESTORED), (FEWER_CALLS, FEWER_CALLS)])
    def test_what_the_plan_brings_into_a_copy_is_distrusted_in_the_same_step(
        self, outbox: Outbox, mark: str, reason: str
    ) -> None:
        outbox.note(COPY, mark)
        change = outbox.sync_plan([planned(), SECOND, planned("later", due=after(60))], after(1))
        assert len(change.added) == 3
        assert standing(outbox) == standing(outbox, SECOND.key) == (State.UNKNOWN, reason)
        assert standing(outbox, planned("later").key) == (State.PLANNED, "")
        outbox.note(COPY, "")
        outbox.sync_plan([planned("later", due=after(2)), planned("new")], after(3))
        assert standing(outbox, planned("later").key) == standing(outbox, planned("new").key) == (State.PLANNED, "")

    def test_a_back_off_does_not_keep_a_row_from_being_distrusted_or_looked_for(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.PLANNED, "503", NOON, after(90))
        assert [found.key for found in outbox.distrust(after(1), "")] == [KEY]
        assert (len(outbox.unsure(after(1))), outbox.next_look()) == (1, after(1))

    def test_what_the_copys_daemon_had_claimed_is_read_back_too_and_goes_out_for_nobody(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        claimed = outbox.claim("mastodon", NOON, "of the copy's time", LEASE_S)
        assert claimed is not None
        # Shared, its lease is not over yet, and nobody else may free it.
        assert [(found.key, found.state) for found in outbox.distrust(after(1), "a copy")] == [(KEY, State.UNKNOWN)]
        assert (row(outbox).owner, row(outbox).lease_until) == ("", None)
        assert outbox.claim("mastodon", after(9), "second run", LEASE_S) is None

    def test_what_is_found_or_absent_goes_on_from_there(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), SECOND], NOON)
        first, second = outbox.distrust(after(1), "")
        assert outbox.sent(first, RECEIPT, after(2))
        assert outbox.settle(second, State.PLANNED, "not there", after(2))
        assert (row(outbox).remote_id, row(outbox).sent_at) == ("111", after(2))
        outbox.sync_plan([planned(), SECOND], after(3))
        # Its words still want approving: that it was not out says nothing about them.
        assert standing(outbox, SECOND.key) == (State.HELD, HeldFor.APPROVAL)

    def test_what_is_known_of_an_earlier_call_stays_known(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.PLANNED, "503", NOON, after(2))
        (distrusted,) = outbox.distrust(after(3), "")
        outbox.sent(distrusted, RECEIPT, after(4))
        assert outbox.attempts_of(KEY)[0].outcome == "planned"

    def test_what_was_said_to_go_again_comes_back_into_the_files_with_its_generation(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.distrust(after(1), "")
        assert outbox.resolve(KEY, State.PLANNED, "Maria", after(2))
        outbox.sync_plan([], after(3))
        outbox.sync_plan([planned()], after(4))
        assert row(outbox).generation == 1

    def test_orders_and_withdrawals_are_counted_with_the_calls_for_a_copy_from_before_them_is_one(
        self, outbox: Outbox
    ) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.sent(begin(outbox), RECEIPT, NOON)
        known = [outbox.deeds_ever()]
        outbox.order(KEY, ErrandKind.RETRACT, "Jean", NOON)
        known.append(outbox.deeds_ever())
        withdrawn = brought(outbox, PhotoState.QUEUED)
        assert outbox.step_photo(withdrawn, PhotoState.WITHDRAWN, Reason.STOP, NOON)
        known.append(outbox.deeds_ever())
        outbox.entomb(Grave.AUTHOR, "leave me alone", NOON)
        known.append(outbox.deeds_ever())
        assert known == sorted(set(known)), "each of them is counted"

    def test_the_number_of_deeds_only_grows(self, backend: Backend) -> None:
        first = backend.open()
        first.sync_plan([planned(), planned("second")], NOON)
        assert first.deeds_ever() == 0
        first.settle(begin(first), State.PLANNED, "503", NOON, after(1))
        first.cancel(KEY, "Jean", NOON)
        begin(first)
        first.sync_plan([], after(1))
        first.close()
        second = backend.open()
        assert second.deeds_ever() == 2
        second.close()
