"""What every outbox promises of supporters' photos: taken once, changed along the table, wiped when they are over."""

from __future__ import annotations

import traceback
from dataclasses import replace
from itertools import product

import pytest

from bot.campaign.candidate import Path, Source
from bot.campaign.photo import OVER, REASONS, REMEMBERED, Reason, State, may_follow, may_say
from bot.errors import CampaignError
from bot.ports import Grave, Outbox, Photo
from tests.contracts.outbox_photo_world import FIRST, brought, here, mailed, photo
from tests.contracts.outbox_world import NOON, Backend, after

SECOND, THIRD = "2" * 16, "3" * 16


class TakingContract:
    """A photo comes in once."""

    def test_a_photo_is_kept_whole(self, backend: Backend) -> None:
        first = backend.open()
        assert first.take_photo(mailed())
        first.close()
        second = backend.open()
        found = here(second)
        assert found == replace(mailed(), number=found.number)
        assert (found.number > 0, second.photo_from(mailed().origin)) == (True, found)
        assert (second.photo("another"), second.photo_from("another")) == (None, None)
        second.close()

    def test_the_same_source_is_taken_once_whatever_else_is_said_of_it(self, outbox: Outbox) -> None:
        assert outbox.take_photo(photo())
        assert not outbox.take_photo(replace(mailed(SECOND), origin=photo().origin))
        assert [found.id for found in outbox.photos()] == [FIRST]

    def test_what_has_a_tombstone_is_not_taken_by_its_source_nor_by_its_author(self, outbox: Outbox) -> None:
        outbox.entomb(Grave.SOURCE, photo().origin, NOON)
        outbox.entomb(Grave.AUTHOR, "opted out", NOON)
        assert not outbox.take_photo(photo())
        assert not outbox.take_photo(photo(SECOND, author="opted out"))
        assert outbox.take_photo(photo(THIRD, author="another"))

    def test_unknown_authors_are_nobody(self, outbox: Outbox) -> None:
        outbox.entomb(Grave.AUTHOR, "", NOON)
        assert outbox.take_photo(photo())
        assert outbox.photos_by("") == []
        assert outbox.photos_with("") == []

    def test_a_photo_comes_in_as_found_or_after_one_step_and_never_approved(self, outbox: Outbox) -> None:
        refused = []
        for number, state in enumerate(State):
            reason = next(iter(sorted(REASONS[state])), None)
            try:
                assert outbox.take_photo(photo(f"{number:016x}", state=state, reason=reason))
            except CampaignError:
                refused.append(state)
        assert set(refused) == {State.APPROVED, *OVER}
        with pytest.raises(CampaignError):
            outbox.take_photo(photo(SECOND, state=State.QUEUED, reason=Reason.STOP))

    def test_words_that_no_database_takes_lose_only_what_it_does_not_take(self, outbox: Outbox) -> None:
        assert outbox.take_photo(photo(alt="by the\0 sea \ud800 at noon", city="\0"))
        assert (here(outbox).alt, here(outbox).city) == ("by the sea ? at noon", "")

    def test_what_fails_says_nothing_of_whose_photo_it_was(self, outbox: Outbox) -> None:
        outbox.take_photo(photo())
        secret = mailed(origin="another", contact="sealed-secret", city="Gyumri")
        with pytest.raises(Exception, match="photos") as caught:
            # Two of one id: a mistake that the database notices.
            outbox.take_photo(secret)
        told = "".join(traceback.format_exception(caught.value))
        assert [word for word in ("sealed-secret", "Gyumri", secret.author, secret.url) if word in told] == []


class ChangingContract:
    """One step at a time, along the table, by whoever read the photo as it is."""

    @pytest.mark.parametrize("before", State)
    def test_only_the_steps_of_the_table_are_taken_and_only_with_their_reasons(
        self, outbox: Outbox, before: State
    ) -> None:
        start = brought(outbox, before)
        for state, reason in product(State, (None, *Reason)):
            if not (may_follow(before, state) and may_say(state, reason)):
                with pytest.raises(CampaignError):
                    outbox.step_photo(start, state, reason, after(1))
        assert here(outbox) == start
        for number, (state, reason) in enumerate(product(State, (None, *Reason))):
            if may_follow(before, state) and may_say(state, reason):
                one = brought(outbox, before, f"{number:016x}", likeness=None)
                assert outbox.step_photo(one, state, reason, after(1))
                then = here(outbox, one.id)
                assert (then.state, then.reason, then.updated_at, then.version) == (
                    state,
                    reason,
                    after(1),
                    one.version + 1,
                )

    def test_a_step_writes_the_facts_that_were_learnt_with_it(self, outbox: Outbox) -> None:
        outbox.take_photo(mailed())
        found = here(outbox)
        told = replace(found, city="Lyon", alt="A poster", likeness=7, decided_at=after(2), until=None, cover=())
        assert outbox.step_photo(told, State.QUEUED, Reason.UNUSUAL, after(2))
        assert here(outbox) == replace(
            told, state=State.QUEUED, reason=Reason.UNUSUAL, updated_at=after(2), version=found.version + 1
        )

    def test_whoever_read_an_earlier_version_changes_nothing(self, outbox: Outbox) -> None:
        read = brought(outbox, State.QUEUED)
        assert outbox.keep_photo(replace(read, city="Lyon"), after(1))
        assert not outbox.keep_photo(replace(read, city="Paris"), after(2))
        assert not outbox.step_photo(read, State.APPROVED, None, after(2))
        assert (here(outbox).city, here(outbox).state, here(outbox).updated_at) == ("Lyon", State.QUEUED, after(1))

    def test_facts_are_kept_in_the_same_state_with_a_reason_that_it_has(self, outbox: Outbox) -> None:
        asked = brought(outbox, State.ASKED)
        assert outbox.keep_photo(replace(asked, reason=Reason.CITY, until=after(9)), after(1))
        assert (here(outbox).reason, here(outbox).until, here(outbox).version) == (
            Reason.CITY,
            after(9),
            asked.version + 1,
        )
        with pytest.raises(CampaignError):
            outbox.keep_photo(replace(here(outbox), reason=Reason.STOP), after(2))

    def test_no_state_is_reached_past_the_table(self, outbox: Outbox) -> None:
        refused = brought(outbox, State.REJECTED)
        pretended = replace(refused, state=State.QUEUED, reason=None)
        with pytest.raises(CampaignError):
            outbox.keep_photo(pretended, after(1))
        with pytest.raises(CampaignError):
            outbox.step_photo(pretended, State.APPROVED, None, after(1))
        assert here(outbox) == refused

    def test_what_makes_it_this_photo_is_never_changed(self, outbox: Outbox) -> None:
        found = brought(outbox, State.QUEUED)
        assert outbox.keep_photo(replace(found, origin="another", number=99), after(1))
        assert (here(outbox).origin, here(outbox).number) == (found.origin, found.number)

    def test_a_photo_that_is_not_there_is_not_changed(self, outbox: Outbox) -> None:
        assert not outbox.keep_photo(photo(), NOON)
        assert not outbox.step_photo(photo(), State.QUEUED, None, NOON)


class WipingContract:
    """What is over says nothing of whose it was; what was taken back is not taken again."""

    @pytest.mark.parametrize("state", sorted(OVER))
    def test_of_a_photo_that_is_over_only_what_the_port_names_is_left(self, outbox: Outbox, state: State) -> None:
        before = brought(outbox, State.APPROVED)
        reason = min(REASONS[state])
        assert outbox.step_photo(before, state, reason, after(5))
        left = Photo(
            FIRST,
            state,
            Source.MAIL,
            Path.CLEANED,
            before.origin,
            before.posted_at,
            before.received_at,
            after(5),
            version=before.version + 1,
            number=before.number,
            reason=reason,
            decided_at=before.decided_at,
        )
        assert here(outbox) == left
        assert outbox.keep_photo(replace(here(outbox), city="Lyon", contact="sealed", sha256="c" * 64), after(6))
        assert here(outbox) == replace(left, version=left.version + 1, updated_at=after(6))
        assert (outbox.next_photo(), outbox.files_of_photos()) == (None, frozenset())
        assert outbox.alike(mailed()) == []

    @pytest.mark.parametrize("state", sorted(OVER))
    def test_what_was_taken_back_leaves_tombstones_of_its_source_and_its_likeness(
        self, outbox: Outbox, state: State
    ) -> None:
        before = brought(outbox, State.QUEUED, likeness=11)
        outbox.step_photo(replace(before, likeness=2**63), state, min(REASONS[state]), after(5))
        marks = (outbox.entombed(Grave.SOURCE), sorted(outbox.entombed(Grave.LIKENESS)), outbox.entombed(Grave.AUTHOR))
        expected: tuple[list[str], ...] = ([before.origin], ["000000000000000b", "8000000000000000"], [])
        assert marks == (expected if state in REMEMBERED else ([], [], []))
        assert outbox.is_entombed(Grave.SOURCE, before.origin) is (state in REMEMBERED)

    def test_a_step_that_is_refused_leaves_no_tombstone(self, outbox: Outbox) -> None:
        read = brought(outbox, State.QUEUED)
        outbox.keep_photo(read, after(1))
        assert not outbox.step_photo(read, State.WITHDRAWN, Reason.STOP, after(2))
        assert outbox.entombed(Grave.SOURCE) == []

    def test_a_tombstone_stands_for_ever_and_kinds_are_told_apart(self, backend: Backend) -> None:
        first = backend.open()
        for minute in (2, 1):
            first.entomb(Grave.AUTHOR, "mark", after(minute))
            first.entomb(Grave.AUTHOR, "other", after(3))
        first.close()
        second = backend.open()
        assert second.entombed(Grave.AUTHOR) == ["mark", "other"]
        assert second.is_entombed(Grave.AUTHOR, "mark")
        assert not second.is_entombed(Grave.SOURCE, "mark")
        second.close()


class LookingContract:
    """The queue, and what ends by itself."""

    def test_photos_are_listed_by_how_long_they_are_here(self, outbox: Outbox) -> None:
        for photo_id, minute in ((FIRST, 5), (SECOND, 1), (THIRD, 5)):
            outbox.take_photo(photo(photo_id, received_at=after(minute)))
        outbox.step_photo(here(outbox, THIRD), State.QUEUED, None, after(6))
        assert [found.id for found in outbox.photos()] == [SECOND, FIRST, THIRD]
        assert [found.id for found in outbox.photos((State.FOUND,))] == [SECOND, FIRST]
        assert [found.id for found in outbox.photos((State.QUEUED, State.FOUND), limit=2)] == [SECOND, FIRST]
        assert outbox.photos((State.APPROVED,)) == []
        assert outbox.photo_counts() == {state: {State.FOUND: 2, State.QUEUED: 1}.get(state, 0) for state in State}

    def test_photos_are_found_by_author_and_by_consent(self, outbox: Outbox) -> None:
        outbox.take_photo(photo(FIRST, author="one", consent="c"))
        outbox.take_photo(photo(SECOND, author="two", consent="c"))
        outbox.take_photo(photo(THIRD, author="one"))
        assert [found.id for found in outbox.photos_by("one")] == [FIRST, THIRD]
        assert [found.id for found in outbox.photos_with("c")] == [FIRST, SECOND]

    def test_a_state_that_ends_by_itself_is_named_when_it_has_ended(self, outbox: Outbox) -> None:
        assert (outbox.next_photo(), outbox.photos_until(NOON)) == (None, [])
        for photo_id, until in ((FIRST, after(10)), (SECOND, after(5)), (THIRD, None)):
            outbox.take_photo(photo(photo_id, until=until))
        assert outbox.next_photo() == after(5)
        assert outbox.photos_until(after(4.99)) == []
        assert [found.id for found in outbox.photos_until(after(5))] == [SECOND]
        assert [found.id for found in outbox.photos_until(after(10))] == [SECOND, FIRST]
