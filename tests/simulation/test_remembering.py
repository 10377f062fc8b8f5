"""What a seed remembers of the store is what the store would say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.ports import ErrandKind
from tests.contracts.outbox_world import LEASE_S, NOON, intent, planned
from tests.simulation.remembering import remembering
from tests.simulation.store import fresh_store, touched

LATER = NOON + timedelta(minutes=1)
KEY = "one/once/france/x"


def test_what_was_written_about_is_read_again_and_nothing_else_is() -> None:
    real = fresh_store()
    real.sync_plan([planned("one", account="x"), planned("two", account="other")], NOON)
    store = remembering(real, touched())
    known = store.deliveries(), store.next_due("other"), store.next_due("x")
    assert store.deliveries() is known[0], "nothing was written"

    claimed = store.claim("x", LATER, "somebody", LEASE_S)
    assert claimed is not None
    assert store.begin(claimed, intent(claimed.text, LATER), LATER)
    assert store.next_due("other") is known[1], "of another account"
    assert (store.next_due("x"), store.deeds_ever()) == (None, 1)
    sending = store.get(KEY)
    assert sending is not None
    assert [row.key for row in store.deliveries(states=(State.SENDING,))] == [KEY]

    assert store.sent(sending, Receipt("9", ""), LATER)
    assert store.deliveries(states=(State.SENDING,)) == []
    assert store.posts_of("x") == [("9", KEY)]
    assert store.next_audit() == real.next_audit() is not None
    assert store.next_errand() is None
    assert store.order(KEY, ErrandKind.RETRACT, "Maria", LATER)
    assert store.next_errand() == LATER


def test_what_was_read_of_a_work_that_was_undone_is_forgotten() -> None:
    store = remembering(fresh_store(), touched())

    def fail() -> None:
        with store.together():
            store.note("language", "fr")
            assert store.noted("language") == "fr"
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 -- it says nothing
        fail()
    assert store.noted("language") is None
