"""What a store says of photos that look alike; the index behind it is kept current, whoever changes a photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.campaign.photo import Reason, State
from bot.outbox.alike import LATEST
from bot.ports import Outbox
from tests.contracts.outbox_photo_world import here, photo
from tests.contracts.outbox_world import NOON, Backend, after

MANY = 40


def named(number: int) -> str:
    return f"{number:016x}"


def bring(outbox: Outbox, number: int, likeness: int | None) -> str:
    """One more waits for a person."""
    assert outbox.take_photo(photo(named(number), state=State.QUEUED, likeness=likeness))
    return named(number)


def looking_like(outbox: Outbox, photo_id: str, most: int = 1_000_000) -> Sequence[str]:
    return [each.id for each in outbox.alike(here(outbox, photo_id), most)]


class _UndoneError(Exception):
    """Ends a commit before it is one."""


def bring_in_vain(outbox: Outbox, own: str) -> None:
    with outbox.together():
        bring(outbox, 2, 2**40 - 1)
        assert looking_like(outbox, own) == []
        raise _UndoneError


class AlikeContract:
    """The nearest first."""

    @pytest.mark.parametrize("likeness", [0, 1, 2**63 - 1, 2**63, 2**64 - 1])
    def test_a_likeness_comes_back_exactly_and_is_found_up_to_seven_bits_away(
        self, outbox: Outbox, likeness: int
    ) -> None:
        own = bring(outbox, 1, likeness)
        away = [bring(outbox, 2 + bits, likeness ^ ((1 << bits) - 1)) for bits in (8, 7, 3, 0)]
        bring(outbox, MANY, None)
        assert here(outbox, own).likeness == likeness
        assert looking_like(outbox, own) == [away[3], away[2], away[1]]
        assert looking_like(outbox, own, 1) == [away[3]]
        assert looking_like(outbox, named(MANY)) == []

    def test_a_photo_that_comes_changes_or_goes_after_a_look_is_so_in_the_next(self, outbox: Outbox) -> None:
        own = bring(outbox, 1, 0)
        assert looking_like(outbox, own) == []
        other, bare = bring(outbox, 2, 1), bring(outbox, 3, None)
        assert looking_like(outbox, own) == [other]
        assert outbox.keep_photo(replace(here(outbox, bare), likeness=3), after(1))
        assert looking_like(outbox, own) == [other, bare]
        assert outbox.keep_photo(replace(here(outbox, other), likeness=2**40 - 1), after(2))
        assert looking_like(outbox, own) == [bare]
        assert outbox.step_photo(here(outbox, bare), State.WITHDRAWN, Reason.STOP, after(3))
        assert looking_like(outbox, own) == []

    @pytest.mark.parametrize("many", [1, LATEST - 1, LATEST, LATEST + 1, 3 * LATEST])
    @pytest.mark.parametrize("before", [0, 1])
    def test_a_look_after_any_number_of_changes_misses_none(self, outbox: Outbox, many: int, before: int) -> None:
        own = bring(outbox, 1, 0 if before else None)
        assert outbox.alike(photo(likeness=0)) == ([here(outbox, own)] if before else [])
        ids = [bring(outbox, 2 + number, 1) for number in range(many)]
        assert [each.id for each in outbox.alike(photo(likeness=1))] == ids + [own] * before

    def test_what_another_process_changes_is_followed(self, backend: Backend) -> None:
        one, other = backend.open(), backend.open()
        own = bring(one, 1, 0)
        assert (looking_like(one, own), looking_like(other, own)) == ([], [])
        added = bring(other, 2, 1)
        assert (looking_like(one, own), looking_like(other, own)) == ([added], [added])
        assert one.step_photo(here(one, added), State.WITHDRAWN, Reason.STOP, NOON)
        assert (looking_like(one, own), looking_like(other, own)) == ([], [])
        one.close()
        other.close()

    def test_a_look_within_a_commit_that_comes_to_nothing_leaves_nothing_behind(self, outbox: Outbox) -> None:
        own = bring(outbox, 1, 0)
        assert looking_like(outbox, own) == []
        with pytest.raises(_UndoneError):
            bring_in_vain(outbox, own)
        # In the same place, with the same number.
        added = bring(outbox, 3, 7)
        assert looking_like(outbox, own) == [added]
