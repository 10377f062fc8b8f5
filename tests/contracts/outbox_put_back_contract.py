"""What every outbox promises of photos in a store that was put back from a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.campaign.candidate import Path
from bot.campaign.delivery import RESTORED
from bot.campaign.delivery import State as Delivered
from bot.campaign.model import NetworkName
from bot.campaign.moderation import Flag
from bot.campaign.photo import OVER, Reason, State
from bot.ports import PHOTOS, Outbox, Photo
from tests.contracts.outbox_photo_world import brought, here, repost
from tests.contracts.outbox_repost_contract import KEY, out, taken_back
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

    @pytest.mark.parametrize(
        ("state", "reason"),
        [
            (State.WITHDRAWN, Reason.STOP),
            (State.GONE, Reason.DELETED),
            (State.REJECTED, Reason.REFUSED),
            (State.EXPIRED, Reason.NOT_REVIEWED),
        ],
    )
    def test_one_that_is_taken_back_is_looked_for_in_the_same_step(
        self, outbox: Outbox, state: State, reason: Reason
    ) -> None:
        brought(outbox, State.QUEUED, **_NATIVE)
        outbox.distrust(after(1), "a copy")
        assert outbox.step_photo(here(outbox), state, reason, after(2))
        rows = outbox.deliveries(entry=PHOTOS)
        if state is State.EXPIRED:
            assert rows == [], "nobody asked for it to be gone"
            return
        (row,) = rows
        assert (row.key, row.state, row.repost_of, row.due) == (KEY, Delivered.UNKNOWN, "111", after(2))
        assert row.reason == RESTORED
        assert [found.key for found in outbox.unsure(after(2))] == [KEY]

    def test_one_that_had_been_taken_back_before_is_looked_for_as_another(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED, **_NATIVE)
        outbox.add_delivery(repost())
        out(outbox)
        taken_back(outbox, now=after(1))
        outbox.distrust(after(5), "a copy")
        assert outbox.step_photo(here(outbox), State.WITHDRAWN, Reason.STOP, after(6))
        row = outbox.get(KEY)
        assert row is not None
        assert (row.state, row.generation, row.remote_id, row.repost_of) == (Delivered.UNKNOWN, 1, "", "111")

    def test_what_the_rows_know_of_is_left_to_them(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED, **_NATIVE)
        outbox.add_delivery(repost())
        out(outbox)
        outbox.distrust(after(1), "a copy")
        before = outbox.get(KEY)
        assert outbox.step_photo(here(outbox), State.WITHDRAWN, Reason.STOP, after(2))
        assert outbox.get(KEY) == before

    def test_nothing_is_looked_for_in_a_store_that_is_no_copy_of_what_came_later_or_was_mailed(
        self, outbox: Outbox
    ) -> None:
        brought(outbox, State.QUEUED, f"{1:016x}", **_NATIVE)
        assert outbox.step_photo(here(outbox, f"{1:016x}"), State.WITHDRAWN, Reason.STOP, after(1))
        brought(outbox, State.QUEUED, f"{2:016x}")
        outbox.distrust(after(2), "a copy")
        brought(outbox, State.QUEUED, f"{3:016x}", posted_at=after(2), **_NATIVE)
        for number in (2, 3):
            assert outbox.step_photo(here(outbox, f"{number:016x}"), State.WITHDRAWN, Reason.STOP, after(3))
        assert outbox.deliveries(entry=PHOTOS) == []


_NATIVE = {"path": Path.NATIVE, "network": NetworkName.MASTODON, "account": "mastodon"}


def _marked(photo: Photo, minutes: float) -> Photo:
    """As one from before the copy, ``minutes`` later."""
    flags = tuple(sorted({*photo.flags, Flag.RESTORED.value}))
    return replace(photo, flags=flags, version=photo.version + 1, updated_at=after(minutes))
