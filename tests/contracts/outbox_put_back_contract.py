"""What every outbox promises of photos in a store that was put back from a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.campaign.delivery import State as Delivered
from bot.campaign.moderation import Flag
from bot.campaign.photo import OVER, Reason, State
from bot.ports import Outbox, Photo
from tests.contracts.outbox_photo_world import brought, here, repost
from tests.contracts.outbox_repost_contract import KEY, out
from tests.contracts.outbox_world import NOON, RECEIPT, after, standing


class PutBackContract:
    """A store that is an earlier copy does not know who withdrew since."""

    @pytest.mark.parametrize("state", [State.APPROVED, State.WAITING])
    def test_what_waits_to_go_out_waits_for_a_person(self, outbox: Outbox, state: State) -> None:
        brought(outbox, state)
        outbox.distrust(after(1), "a copy")
        found = here(outbox)
        assert (found.state, found.reason, found.approved, found.approved_by, found.until) == (
            State.QUEUED,
            Reason.RECONSIDERED,
            *("", "", None),
        )
        outbox.distrust(after(2), "a copy")
        assert here(outbox) == found

    def test_what_a_person_approves_after_the_copy_was_looked_through_is_their_word(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.distrust(after(1), "a copy")
        found = here(outbox)
        approved = replace(found, approved=found.sha256, approved_by="Maria", decided_at=after(2))
        assert outbox.step_photo(approved, State.APPROVED, None, after(2))
        kept = here(outbox)
        outbox.distrust(after(3), "a copy", again=True)
        assert here(outbox) == kept

    def test_a_repost_that_was_due_is_looked_for_and_its_photo_is_reconsidered(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        assert [found.key for found in outbox.distrust(after(1), "a copy")] == [KEY]
        assert (standing(outbox, KEY)[0], here(outbox).state) == (Delivered.UNKNOWN, State.QUEUED)
        assert outbox.sent(outbox.unsure(after(1))[0], RECEIPT, after(1))

    def test_a_photo_that_was_out_when_the_copy_was_made_stays_approved_and_is_marked(self, outbox: Outbox) -> None:
        before = brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        out(outbox)
        outbox.distrust(after(1), "a copy")
        assert here(outbox) == _marked(before, 1)
        outbox.distrust(after(2), "a copy")
        assert here(outbox) == _marked(before, 1), "once"

    def test_unless_some_of_it_had_still_to_go(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        out(outbox)
        outbox.add_delivery(repost(audience="france", due=NOON + timedelta(days=1)))
        outbox.distrust(after(1), "a copy")
        assert here(outbox).state is State.QUEUED

    def test_of_the_others_those_that_are_not_over_are_marked_and_nothing_else_changes(self, outbox: Outbox) -> None:
        states = (State.FOUND, State.ASKED, State.QUEUED, State.REJECTED, State.QUARANTINED, State.WITHDRAWN)
        before = [brought(outbox, state, f"{number:016x}") for number, state in enumerate(states)]
        outbox.distrust(after(1), "a copy")
        assert outbox.photos() == [photo if photo.state in OVER else _marked(photo, 1) for photo in before]


def _marked(photo: Photo, minutes: float) -> Photo:
    """As one from before the copy, ``minutes`` later."""
    flags = tuple(sorted({*photo.flags, Flag.RESTORED.value}))
    return replace(photo, flags=flags, version=photo.version + 1, updated_at=after(minutes))
