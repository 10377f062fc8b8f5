"""What every outbox promises to people, and the small facts it keeps."""

from __future__ import annotations

import pytest

from bot.campaign.delivery import HeldFor, State
from bot.ports import EVERYTHING, AlarmRow, Identity, Outbox, Pause, Planned
from tests.contracts.outbox_world import (
    KEY,
    LEASE_S,
    NOON,
    RECEIPT,
    Backend,
    after,
    begin,
    claim,
    held,
    intent,
    planned,
    row,
    standing,
)


def _asked(outbox: Outbox) -> None:
    outbox.sync_plan([planned()], NOON)
    outbox.settle(begin(outbox), State.UNKNOWN, "timeout", after(1))
    outbox.settle(row(outbox), State.ASK, "not found twice", after(5))


class PeopleContract:
    """Pause, approve, cancel, expedite, resolve."""

    def test_a_pause_outlives_the_program(self, backend: Backend) -> None:
        first = backend.open()
        first.pause(EVERYTHING, "Jean", "garde à vue", NOON)
        first.pause("x", "Maria", "", after(1))
        first.pause("x", "Jean", "again", after(2))
        first.close()
        second = backend.open()
        assert second.pauses() == [
            Pause(EVERYTHING, "Jean", "garde à vue", NOON),
            Pause("x", "Jean", "again", after(2)),
        ]
        assert second.resume("x")
        assert not second.resume("x")
        second.close()

    def test_resuming_frees_what_waited_for_it(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned(account="x"), planned("second", due=after(1))], NOON)
        outbox.settle(claim(outbox), State.HELD, HeldFor.ACCOUNT.value, NOON)
        outbox.settle(claim(outbox, account="x"), State.HELD, HeldFor.ACCOUNT.value, NOON)
        outbox.settle(claim(outbox, after(1)), State.HELD, HeldFor.CLOCK.value, NOON)
        assert not outbox.resume("mastodon")
        outbox.pause("mastodon", "the bot", "401", NOON)
        assert outbox.resume("mastodon")
        assert standing(outbox) == (State.PLANNED, "")
        assert standing(outbox, planned(account="x").key) == (State.HELD, HeldFor.ACCOUNT)
        assert standing(outbox, planned("second").key) == (State.HELD, HeldFor.CLOCK)

    def test_an_approval_is_of_these_very_words(self, outbox: Outbox) -> None:
        outbox.sync_plan([held()], NOON)
        assert not outbox.approve(KEY, "Trois jours", "Maria", NOON)
        assert not outbox.approve("no such key", "Trois jours.", "Maria", NOON)
        assert outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        assert (row(outbox).approved_by, row(outbox).approved_text) == ("Maria", "Trois jours.")
        assert claim(outbox).key == KEY

    def test_two_approvers_make_one_decision(self, outbox: Outbox) -> None:
        outbox.sync_plan([held()], NOON)
        assert outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        assert not outbox.approve(KEY, "Trois jours.", "Jean", NOON)
        assert row(outbox).approved_by == "Maria"

    def test_a_broken_account_or_a_wrong_clock_is_nothing_to_approve(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert not outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        outbox.settle(claim(outbox), State.HELD, HeldFor.ACCOUNT.value, NOON)
        assert not outbox.approve(KEY, "Trois jours.", "Maria", NOON)

    def test_a_late_row_goes_when_a_person_says_so(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(claim(outbox), State.HELD, HeldFor.LATE.value, NOON)
        assert outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        outbox.sync_plan([planned()], NOON)
        assert standing(outbox) == (State.PLANNED, "")

    def test_what_is_cancelled_does_not_go(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), held_second()], NOON)
        assert outbox.cancel(KEY, "Jean", NOON)
        assert outbox.cancel(held_second().key, "Jean", NOON)
        assert not outbox.cancel(KEY, "Jean", NOON)
        assert outbox.claim("mastodon", NOON, "first run", LEASE_S) is None
        assert outbox.counts()[State.CANCELLED] == 2

    def test_a_claimed_row_can_still_be_cancelled_and_its_sender_is_stopped(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        claimed = claim(outbox)
        assert outbox.cancel(KEY, "Jean", NOON)
        assert not outbox.begin(claimed, intent(), NOON)
        assert not outbox.settle(claimed, State.PLANNED, "", NOON)
        assert standing(outbox) == (State.CANCELLED, "")

    def test_nobody_is_promised_that_a_post_in_flight_will_not_go(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        sending = begin(outbox)
        assert not outbox.cancel(KEY, "Jean", NOON)
        outbox.settle(sending, State.UNKNOWN, "timeout", NOON)
        assert not outbox.cancel(KEY, "Jean", NOON)

    def test_an_expedited_row_is_due_now_and_stays_so(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(due=after(600))], NOON)
        assert outbox.expedite(KEY, "Jean", NOON)
        assert outbox.sync_plan([planned(due=after(700))], NOON).moved == ()
        assert row(outbox).due == NOON
        assert claim(outbox).key == KEY
        assert not outbox.expedite(KEY, "Jean", NOON)

    def test_expediting_ends_a_back_off(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.PLANNED, "503", NOON, after(60))
        outbox.expedite(KEY, "Jean", after(1))
        assert claim(outbox, after(1)).key == KEY

    def test_expediting_does_not_stand_in_for_an_approval(self, outbox: Outbox) -> None:
        outbox.sync_plan([held(due=after(600))], NOON)
        assert outbox.expedite(KEY, "Jean", NOON)
        assert standing(outbox) == (State.HELD, HeldFor.APPROVAL)
        outbox.approve(KEY, "Trois jours.", "Maria", NOON)
        assert claim(outbox).due == NOON

    def test_expediting_goes_on_with_a_broken_files_last_good_words(self, outbox: Outbox) -> None:
        outbox.sync_plan([held(HeldFor.BROKEN_FILE)], NOON)
        outbox.expedite(KEY, "Jean", NOON)
        outbox.sync_plan([held(HeldFor.BROKEN_FILE)], NOON)
        assert claim(outbox).key == KEY

    def test_a_person_who_saw_it_there_makes_it_sent_at_the_time_of_its_attempt(self, outbox: Outbox) -> None:
        _asked(outbox)
        assert outbox.resolve(KEY, State.SENT, "Maria", after(60), RECEIPT)
        assert (row(outbox).state, row(outbox).sent_at, row(outbox).remote_id) == (State.SENT, NOON, "111")
        assert not outbox.resolve(KEY, State.PLANNED, "Jean", after(61))

    def test_send_again_raises_the_generation_and_gives_new_attempts(self, outbox: Outbox) -> None:
        _asked(outbox)
        assert outbox.resolve(KEY, State.PLANNED, "Maria", after(60))
        again = claim(outbox, after(60))
        assert (again.generation, again.attempts, again.due) == (1, 0, after(60))
        outbox.sync_plan([planned()], after(60))
        assert outbox.begin(again, intent(began=after(60)), after(60))

    def test_an_answer_that_comes_after_send_again_changes_nothing(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        slow = begin(outbox)
        outbox.settle(slow, State.UNKNOWN, "timeout", after(1))
        outbox.resolve(KEY, State.PLANNED, "Maria", after(5))
        assert not outbox.sent(slow, RECEIPT, after(6))
        assert standing(outbox) == (State.PLANNED, "")

    def test_a_person_can_drop_what_nobody_can_find(self, outbox: Outbox) -> None:
        _asked(outbox)
        assert outbox.resolve(KEY, State.CANCELLED, "Maria", after(60))
        assert standing(outbox) == (State.CANCELLED, "")

    def test_only_what_is_open_to_doubt_is_resolved(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        assert not outbox.resolve(KEY, State.SENT, "Maria", NOON)
        begin(outbox)
        assert not outbox.resolve(KEY, State.PLANNED, "Maria", NOON)
        assert not outbox.resolve("no such key", State.SENT, "Maria", NOON)

    def test_a_verdict_that_is_none_is_refused(self, outbox: Outbox) -> None:
        _asked(outbox)
        with pytest.raises(ValueError, match="not as missed"):
            outbox.resolve(KEY, State.MISSED, "Maria", after(60))
        assert standing(outbox)[0] is State.ASK


def held_second() -> Planned:
    return planned("second", state=State.HELD, reason=HeldFor.APPROVAL.value)


class FactsContract:
    """Reading, identities, notes, alarms, and several verbs in one commit."""

    def test_rows_are_read_by_due_time_state_and_entry(self, outbox: Outbox) -> None:
        plan = [planned("b", due=after(2)), planned("a", due=after(1)), planned("a", account="x", due=after(3))]
        outbox.sync_plan(plan, NOON)
        claim(outbox, after(1))
        assert [found.due for found in outbox.deliveries()] == [after(1), after(2), after(3)]
        assert [found.entry for found in outbox.deliveries([State.CLAIMED])] == ["a"]
        assert [found.account for found in outbox.deliveries(entry="a")] == ["mastodon", "x"]
        assert outbox.deliveries([State.SENT]) == []
        assert outbox.get("no such key") is None

    def test_every_state_is_counted(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(), planned("second")], NOON)
        assert outbox.counts() == {state: 2 if state is State.PLANNED else 0 for state in State}

    def test_an_account_is_pinned_at_first_contact(self, outbox: Outbox) -> None:
        first, other = Identity("1", "@azat", "https://m.example/@azat"), Identity("2", "@other")
        assert outbox.pin("mastodon", first, NOON) == first
        assert outbox.pin("mastodon", other, after(1)) == first
        assert outbox.pin("x", other, after(1)) == other

    def test_a_note_is_what_was_last_noted(self, outbox: Outbox) -> None:
        assert outbox.noted("first start") is None
        outbox.note("first start", "1")
        outbox.note("first start", "2")
        assert outbox.noted("first start") == "2"

    def test_of_what_is_noted_for_good_the_first_is_kept(self, outbox: Outbox) -> None:
        assert outbox.note_first("name", "1") == "1"
        assert outbox.note_first("name", "2") == "1"
        assert outbox.noted("name") == "1"

    def test_the_latest_alarms_come_first(self, outbox: Outbox) -> None:
        for minute in (0, 1, 1, 2):
            outbox.raise_alarm("delivery-missed", f"n° {len(outbox.alarms())}", after(minute))
        assert [alarm.text for alarm in outbox.alarms(3)] == ["n° 3", "n° 2", "n° 1"]
        assert outbox.alarms(1) == [AlarmRow("delivery-missed", "n° 3", after(2))]

    def test_verbs_together_are_one_commit_or_none(self, outbox: Outbox) -> None:
        def stop_in_the_middle() -> None:
            with outbox.together():
                outbox.sync_plan([planned()], NOON)
                assert row(outbox).state is State.PLANNED
                raise RuntimeError("in the middle")

        with pytest.raises(RuntimeError, match="in the middle"):
            stop_in_the_middle()
        assert outbox.deliveries() == []
        with outbox.together(), outbox.together():
            outbox.sync_plan([planned()], NOON)
            outbox.note("loaded", "yes")
        assert (outbox.noted("loaded"), len(outbox.deliveries())) == ("yes", 1)

    def test_a_verb_that_fails_inside_together_takes_only_itself_back(self, outbox: Outbox) -> None:
        with outbox.together():
            outbox.note("loaded", "yes")
            with pytest.raises(AssertionError):
                outbox.sync_plan([planned(), planned()], NOON)
        assert outbox.noted("loaded") == "yes"

    def test_a_closed_outbox_says_so(self, outbox: Outbox) -> None:
        outbox.close()
        outbox.close()
        with pytest.raises(Exception, match="already closed"):
            outbox.counts()
