"""What every outbox promises of orders for a post whose answer is not known: they wait for it."""

from __future__ import annotations

import pytest

from bot.campaign.approved import words
from bot.campaign.delivery import State
from bot.ports import Delivery, ErrandKind, Outbox
from tests.contracts.outbox_world import (
    KEY,
    LEASE_S,
    NOON,
    RECEIPT,
    after,
    begin,
    claim,
    intent,
    planned,
    row,
    standing,
)

RETRACT, EDIT, REPLACE = ErrandKind.RETRACT, ErrandKind.EDIT, ErrandKind.REPLACE
PERHAPS_OUT = [State.SENDING, State.UNKNOWN, State.ASK]


def perhaps_out(outbox: Outbox, state: State) -> Delivery:
    outbox.sync_plan([planned()], NOON)
    sending = begin(outbox)
    if state is not State.SENDING:
        outbox.settle(sending, State.UNKNOWN, "timeout", NOON)
    if state is State.ASK:
        outbox.settle(row(outbox), State.ASK, "", NOON)
    return row(outbox)


def absent(outbox: Outbox, held: Delivery) -> None:
    assert outbox.settle(held, State.PLANNED, "not there", after(4), after(5))


class WaitingContract:
    """An order given while nobody knows whether the post is out."""

    @pytest.mark.parametrize("state", PERHAPS_OUT)
    @pytest.mark.parametrize("kind", [RETRACT, REPLACE, EDIT])
    def test_it_waits_until_the_post_is_known_to_be_out(self, outbox: Outbox, state: State, kind: ErrandKind) -> None:
        held = perhaps_out(outbox, state)
        assert outbox.order(KEY, kind, "Jean", after(1), text="" if kind is RETRACT else "Deux jours.")
        assert standing(outbox)[0] is state
        assert (outbox.errands(), outbox.next_errand()) == ([], None)
        assert outbox.sent(held, RECEIPT, after(2))
        assert standing(outbox)[0] is (State.SENT if kind is EDIT else State.RETRACTING)
        (errand,) = outbox.errands(after(2))
        assert (errand.kind, errand.remote_id) == (kind, "111")

    @pytest.mark.parametrize("state", [State.UNKNOWN, State.ASK])
    def test_a_person_who_saw_the_post_lets_it_go_on(self, outbox: Outbox, state: State) -> None:
        perhaps_out(outbox, state)
        outbox.order(KEY, RETRACT, "Jean", after(1))
        assert outbox.resolve(KEY, State.SENT, "Maria", after(2), RECEIPT)
        assert (standing(outbox)[0], outbox.errands()[0].remote_id) == (State.RETRACTING, "111")

    def test_a_post_that_is_out_nobody_knows_where_has_an_order_without_an_id(self, outbox: Outbox) -> None:
        perhaps_out(outbox, State.ASK)
        outbox.order(KEY, RETRACT, "Jean", after(1))
        assert outbox.resolve(KEY, State.SENT, "Maria", after(2))
        assert [errand.remote_id for errand in outbox.errands()] == [""]

    @pytest.mark.parametrize("state", PERHAPS_OUT)
    def test_what_was_to_be_taken_back_and_is_not_out_never_goes(self, outbox: Outbox, state: State) -> None:
        held = perhaps_out(outbox, state)
        outbox.order(KEY, RETRACT, "Jean", after(1))
        absent(outbox, held)
        assert standing(outbox) == (State.CANCELLED, "")
        assert outbox.claim("mastodon", after(9), "first run", LEASE_S) is None
        assert outbox.errands() == []

    def test_what_the_account_could_not_send_is_cancelled_too_when_it_was_taken_back(self, outbox: Outbox) -> None:
        held = perhaps_out(outbox, State.SENDING)
        outbox.order(KEY, RETRACT, "Jean", after(1))
        assert outbox.settle(held, State.HELD, "account", after(2))
        assert standing(outbox) == (State.CANCELLED, "")

    @pytest.mark.parametrize("kind", [REPLACE, EDIT])
    def test_other_words_for_what_is_not_out_are_the_words_it_goes_out_with(
        self, outbox: Outbox, kind: ErrandKind
    ) -> None:
        held = perhaps_out(outbox, State.UNKNOWN)
        outbox.order(KEY, kind, "Jean", after(1), text="Deux jours.")
        absent(outbox, held)
        found = row(outbox)
        assert (found.state, found.text, words(found.approved_text)) == (State.PLANNED, "Deux jours.", "Deux jours.")
        again = claim(outbox, after(5))
        assert outbox.begin(again, intent("Deux jours.", after(5)), after(5))
        assert outbox.sent(again, RECEIPT, after(6))
        assert (standing(outbox)[0], outbox.errands()) == (State.SENT, [])

    def test_the_old_words_do_not_go_out_after_others_were_ordered(self, outbox: Outbox) -> None:
        held = perhaps_out(outbox, State.UNKNOWN)
        outbox.order(KEY, EDIT, "Jean", after(1), text="Deux jours.")
        absent(outbox, held)
        assert not outbox.begin(claim(outbox, after(5)), intent("Trois jours.", after(5)), after(5))
        assert standing(outbox)[0] is State.HELD

    def test_a_refused_post_ends_its_orders(self, outbox: Outbox) -> None:
        held = perhaps_out(outbox, State.SENDING)
        outbox.order(KEY, RETRACT, "Jean", after(1))
        assert outbox.settle(held, State.REJECTED, "422", after(2))
        assert (standing(outbox), outbox.errands()) == ((State.REJECTED, "422"), [])

    def test_a_lost_answer_leaves_the_order_waiting(self, outbox: Outbox) -> None:
        held = perhaps_out(outbox, State.SENDING)
        outbox.order(KEY, RETRACT, "Jean", after(1))
        outbox.settle(held, State.UNKNOWN, "timeout", after(2))
        outbox.settle(row(outbox), State.ASK, "not to be read", after(3))
        assert not outbox.order(KEY, RETRACT, "Maria", after(4))
        assert outbox.sent(row(outbox), RECEIPT, after(5))
        assert standing(outbox)[0] is State.RETRACTING

    def test_whoever_says_send_it_again_ends_an_order_to_take_it_back(self, outbox: Outbox) -> None:
        perhaps_out(outbox, State.ASK)
        outbox.order(KEY, RETRACT, "Jean", after(1))
        assert outbox.resolve(KEY, State.PLANNED, "Maria", after(2))
        again = claim(outbox, after(2))
        assert outbox.begin(again, intent(began=after(2)), after(2))
        assert outbox.sent(again, RECEIPT, after(3))
        assert (standing(outbox)[0], outbox.errands()) == (State.SENT, [])

    @pytest.mark.parametrize("verb", ["resolve", "cancel", "settle"])
    def test_whoever_drops_the_post_ends_its_orders(self, outbox: Outbox, verb: str) -> None:
        perhaps_out(outbox, State.ASK)
        outbox.order(KEY, REPLACE, "Jean", after(1), text="Deux jours.")
        match verb:
            case "resolve":
                assert outbox.resolve(KEY, State.CANCELLED, "Maria", after(2))
            case "cancel":
                assert outbox.cancel(KEY, "Maria", after(2))
            case _:
                assert outbox.settle(row(outbox), State.CANCELLED, "", after(2))
        assert (standing(outbox)[0], outbox.errands()) == (State.CANCELLED, [])
        assert row(outbox).text == "Trois jours."

    def test_a_distrusted_row_that_had_orders_leaves_the_plan_like_one_that_was_begun(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        (distrusted,) = outbox.distrust(after(1), "")
        assert outbox.order(KEY, EDIT, "Jean", after(1), text="Deux jours.")
        outbox.settle(distrusted, State.PLANNED, "not there", after(2))
        assert outbox.sync_plan([], after(3)).removed == (KEY,)
        assert standing(outbox) == (State.CANCELLED, "no longer planned")
