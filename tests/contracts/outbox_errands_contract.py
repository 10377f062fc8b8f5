"""What every outbox promises of orders: posts taken back, corrected, replaced, and second copies deleted."""

from __future__ import annotations

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.ports import Errand, ErrandKind, Outbox
from tests.contracts.outbox_world import (
    KEY,
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

RETRACT, EDIT, REPLACE, DOUBLE = ErrandKind.RETRACT, ErrandKind.EDIT, ErrandKind.REPLACE, ErrandKind.DOUBLE


def out(outbox: Outbox) -> None:
    outbox.sync_plan([planned()], NOON)
    assert outbox.sent(begin(outbox), RECEIPT, NOON)


def only(outbox: Outbox) -> Errand:
    (errand,) = outbox.errands()
    return errand


class ErrandsContract:
    """Of a post that is out."""

    def test_a_post_is_taken_back_for_good(self, outbox: Outbox) -> None:
        out(outbox)
        assert outbox.order(KEY, RETRACT, "Jean", after(1))
        assert standing(outbox)[0] is State.RETRACTING
        errand = only(outbox)
        assert (errand.key, errand.account, errand.kind, errand.remote_id) == (KEY, "mastodon", RETRACT, "111")
        assert (errand.by, errand.ordered_at, errand.tries, errand.not_before) == ("Jean", after(1), 0, None)
        outbox.carried_out(errand, after(2))
        assert (standing(outbox), outbox.errands()) == ((State.RETRACTED, ""), [])
        assert (row(outbox).remote_id, row(outbox).sent_at) == ("111", NOON)
        assert not outbox.order(KEY, RETRACT, "Jean", after(3))

    def test_the_same_order_is_given_once(self, outbox: Outbox) -> None:
        out(outbox)
        assert outbox.order(KEY, EDIT, "Jean", NOON, text="Deux jours.")
        assert not outbox.order(KEY, EDIT, "Maria", NOON, text="Deux jours.")
        assert outbox.order(KEY, RETRACT, "Jean", NOON)
        assert not outbox.order(KEY, RETRACT, "Maria", NOON)
        assert only(outbox).by == "Jean"

    @pytest.mark.parametrize("kind", ErrandKind)
    def test_what_was_never_sent_is_not_ordered_about(self, outbox: Outbox, kind: ErrandKind) -> None:
        assert not outbox.order("no such key", kind, "Jean", NOON, text="x", remote_id="1")
        outbox.sync_plan([planned()], NOON)
        assert not outbox.order(KEY, kind, "Jean", NOON, text="x", remote_id="1")
        claim(outbox)
        assert not outbox.order(KEY, kind, "Jean", NOON, text="x", remote_id="1")
        assert outbox.errands() == []

    def test_an_edit_gives_the_row_its_new_words_when_it_is_done(self, outbox: Outbox) -> None:
        out(outbox)
        assert outbox.order(KEY, EDIT, "Jean", NOON, text="Deux jours.")
        assert (standing(outbox)[0], row(outbox).text) == (State.SENT, "Trois jours.")
        outbox.carried_out(only(outbox), after(1))
        assert (standing(outbox)[0], row(outbox).text, outbox.errands()) == (State.SENT, "Deux jours.", [])

    def test_a_replaced_post_is_said_anew_with_the_ordered_words(self, outbox: Outbox) -> None:
        out(outbox)
        assert outbox.order(KEY, REPLACE, "Jean", after(1), text="Deux jours.")
        assert standing(outbox)[0] is State.RETRACTING
        outbox.carried_out(only(outbox), after(2))
        found = row(outbox)
        assert (found.state, found.text, found.generation, found.due) == (State.PLANNED, "Deux jours.", 1, after(2))
        assert (found.remote_id, found.url, found.sent_at, found.attempts) == ("", "", None, 0)
        again = claim(outbox, after(2))
        assert outbox.begin(again, intent("Deux jours.", after(2)), after(2))
        assert outbox.sent(again, Receipt("222"), after(3))
        assert set(outbox.posts_of("mastodon")) == {("111", KEY), ("222", KEY)}
        assert outbox.next_audit() == after(8)

    def test_a_replaced_post_says_no_other_words_than_those_ordered(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, REPLACE, "Jean", after(1), text="Deux jours.")
        outbox.carried_out(only(outbox), after(2))
        assert not outbox.begin(claim(outbox, after(2)), intent("Trois jours.", after(2)), after(2))
        assert standing(outbox)[0] is State.HELD

    def test_an_edit_of_the_files_neither_moves_nor_undoes_a_replacement(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, REPLACE, "Jean", after(1), text="Deux jours.")
        outbox.carried_out(only(outbox), after(2))
        outbox.sync_plan([planned(text="Deux jours.", due=after(60))], after(3))
        assert (standing(outbox), row(outbox).due) == ((State.PLANNED, ""), after(2))

    def test_a_refusal_of_the_network_leaves_the_post_where_it_is(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, RETRACT, "Jean", NOON)
        outbox.not_carried_out(only(outbox), "too old", after(1))
        assert (standing(outbox), outbox.errands()) == ((State.SENT, "too old"), [])
        assert outbox.order(KEY, RETRACT, "Jean", after(2))

    def test_a_refused_edit_changes_no_words(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, EDIT, "Jean", NOON, text="Deux jours.")
        outbox.not_carried_out(only(outbox), "too long", after(1))
        assert (standing(outbox), row(outbox).text) == ((State.SENT, ""), "Trois jours.")

    def test_what_cannot_be_done_now_is_tried_again(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, RETRACT, "Jean", NOON)
        assert outbox.next_errand() == NOON
        outbox.put_off(only(outbox), "503", after(5), after(1))
        assert (outbox.next_errand(), outbox.errands(after(4))) == (after(5), [])
        (again,) = outbox.errands(after(5))
        assert (again.tries, again.not_before) == (1, after(5))
        outbox.carried_out(again, after(5))
        assert (outbox.next_errand(), standing(outbox)[0]) == (None, State.RETRACTED)

    def test_orders_are_carried_out_as_they_came(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned("a"), planned("b")], NOON)
        for number in (1, 2):
            outbox.sent(begin(outbox), Receipt(str(number)), NOON)
        outbox.order(planned("b").key, RETRACT, "Jean", NOON)
        outbox.order(planned("a").key, EDIT, "Jean", after(1), text="x")
        assert [errand.remote_id for errand in outbox.errands(after(1))] == ["2", "1"]

    def test_how_every_order_ended_stays_on_record_and_why(self, outbox: Outbox) -> None:
        out(outbox)
        assert outbox.errands_of(KEY) == []
        outbox.order(KEY, EDIT, "Jean", NOON, text="Deux jours.")
        outbox.put_off(only(outbox), "503", after(5), after(1))
        assert [(order.outcome, order.reason) for order in outbox.errands_of(KEY)] == [("", "503")]
        outbox.order(KEY, EDIT, "Maria", after(2), text="Un jour.")
        outbox.carried_out(only(outbox), after(3))
        outbox.order(KEY, RETRACT, "Jean", after(4))
        outbox.not_carried_out(only(outbox), "too old", after(5))
        ends = [(order.kind, order.outcome, order.reason) for order in outbox.errands_of(KEY)]
        assert ends == [(EDIT, "superseded", ""), (EDIT, "done", ""), (RETRACT, "refused", "too old")]
        assert outbox.errands_of("no such key") == []

    def test_an_order_outlives_the_program(self, backend: Backend) -> None:
        first = backend.open()
        out(first)
        first.order(KEY, REPLACE, "Jean", NOON, text="Deux jours.")
        first.close()
        second = backend.open()
        assert (only(second).kind, only(second).text) == (REPLACE, "Deux jours.")
        second.close()


class LatestOrderContract:
    """When people order twice, the latest counts, and "take it back" counts most."""

    def test_later_words_take_the_place_of_earlier_ones(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, EDIT, "Jean", NOON, text="Deux jours.")
        first = only(outbox)
        assert outbox.order(KEY, EDIT, "Maria", after(1), text="Un jour.")
        outbox.carried_out(first, after(2))
        assert (row(outbox).text, only(outbox).text) == ("Trois jours.", "Un jour.")
        outbox.carried_out(only(outbox), after(3))
        assert row(outbox).text == "Un jour."

    @pytest.mark.parametrize("kind", [EDIT, REPLACE])
    def test_taking_back_takes_the_place_of_all_words(self, outbox: Outbox, kind: ErrandKind) -> None:
        out(outbox)
        outbox.order(KEY, kind, "Jean", NOON, text="Deux jours.")
        first = only(outbox)
        assert outbox.order(KEY, RETRACT, "Maria", after(1))
        assert only(outbox).kind is RETRACT
        outbox.carried_out(first, after(2))
        assert standing(outbox)[0] is State.RETRACTING
        outbox.carried_out(only(outbox), after(3))
        assert (standing(outbox)[0], row(outbox).text) == (State.RETRACTED, "Trois jours.")

    @pytest.mark.parametrize("kind", [EDIT, REPLACE])
    def test_what_is_taken_back_gets_no_new_words(self, outbox: Outbox, kind: ErrandKind) -> None:
        out(outbox)
        outbox.order(KEY, RETRACT, "Jean", NOON)
        assert not outbox.order(KEY, kind, "Maria", after(1), text="Deux jours.")
        assert only(outbox).kind is RETRACT

    def test_an_order_is_done_once(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, REPLACE, "Jean", NOON, text="Deux jours.")
        errand = only(outbox)
        outbox.carried_out(errand, after(1))
        outbox.carried_out(errand, after(2))
        outbox.not_carried_out(errand, "too old", after(3))
        assert (row(outbox).generation, standing(outbox)[0]) == (1, State.PLANNED)


class DoubleContract:
    """A second copy of a post is deleted; the first stays."""

    def test_a_second_copy_is_deleted_and_the_post_stays_sent(self, outbox: Outbox) -> None:
        out(outbox)
        assert outbox.order(KEY, DOUBLE, "Jean", NOON, remote_id="222")
        assert not outbox.order(KEY, DOUBLE, "Maria", NOON, remote_id="222")
        assert outbox.order(KEY, DOUBLE, "Maria", NOON, remote_id="333")
        assert [errand.remote_id for errand in outbox.errands()] == ["222", "333"]
        outbox.carried_out(outbox.errands()[0], after(1))
        assert (standing(outbox)[0], row(outbox).remote_id) == (State.SENT, "111")
        assert ("222", KEY) in outbox.posts_of("mastodon")

    @pytest.mark.parametrize("remote_id", ["", "111"])
    def test_the_post_itself_is_no_second_copy(self, outbox: Outbox, remote_id: str) -> None:
        out(outbox)
        assert not outbox.order(KEY, DOUBLE, "Jean", NOON, remote_id=remote_id)

    def test_a_second_copy_is_deleted_whatever_becomes_of_the_first(self, outbox: Outbox) -> None:
        out(outbox)
        outbox.order(KEY, DOUBLE, "Jean", NOON, remote_id="222")
        outbox.order(KEY, RETRACT, "Jean", NOON)
        outbox.carried_out(outbox.errands()[1], NOON)
        assert (standing(outbox)[0], only(outbox).remote_id) == (State.RETRACTED, "222")
        outbox.not_carried_out(only(outbox), "403", after(1))
        assert standing(outbox)[0] is State.RETRACTED
