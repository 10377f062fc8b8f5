"""Any steps of photos in any order, by people who read them long ago: what must be true after every one."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.campaign.delivery import State as Delivered
from bot.campaign.photo import OVER, REMEMBERED, Reason, State, may_follow, may_say
from bot.errors import CampaignError
from bot.outbox.opening import open_store
from bot.ports import Grave, Photo
from tests.contracts.outbox_photo_world import mailed, repost
from tests.contracts.outbox_world import NOON
from tests.length import at_length
from tests.outbox.ready import lay
from tests.outbox.world import WRITE_AHEAD_LOG

IDS = tuple(f"{number:016x}" for number in range(3))


class AnyOrder(RuleBasedStateMachine):
    """Three photos. Whoever read one keeps what they read, and may act on it later."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        lay(Path(self.folder.name) / "x.db")
        self.outbox = open_store("sqlite:///x.db", Path(self.folder.name), WRITE_AHEAD_LOG)
        # Power cuts are another test's; here it is the steps that count.
        raw = self.outbox.commits._connection.connection.driver_connection  # type: ignore[attr-defined] # of this test's own
        raw.execute("PRAGMA synchronous=OFF")
        self.now = NOON
        self.read: list[Photo] = []
        self.stood: dict[str, State] = {}
        self.buried: set[str] = set()
        self.versions: dict[str, int] = {}

    def teardown(self) -> None:
        self.outbox.close()
        self.folder.cleanup()

    @rule(photo_id=st.sampled_from(IDS), likeness=st.integers(0, 2**64 - 1))
    def take(self, photo_id: str, likeness: int) -> None:
        new = mailed(photo_id, likeness=likeness, received_at=self.now)
        known = new.origin in self.buried or photo_id in self.stood
        assert self.outbox.take_photo(new) is not known
        if not known:
            self.stood[photo_id] = State.FOUND
            self.versions.pop(photo_id, None)

    @rule(photo_id=st.sampled_from(IDS))
    def look(self, photo_id: str) -> None:
        found = self.outbox.photo(photo_id)
        assert (found is not None) is (photo_id in self.stood)
        if found is not None:
            self.read.append(found)

    @precondition(lambda self: self.read)
    @rule(pick=st.integers(0, 50), state=st.sampled_from(State), reason=st.none() | st.sampled_from(Reason))
    def step(self, pick: int, state: State, reason: Reason | None) -> None:
        read = self.read[pick % len(self.read)]
        now = self.outbox.photo(read.id)
        if not (may_follow(read.state, state) and may_say(state, reason)):
            with pytest.raises(CampaignError):
                self.outbox.step_photo(read, state, reason, self.now)
            assert self.outbox.photo(read.id) == now
            return
        done = self.outbox.step_photo(replace(read, city="Lyon"), state, reason, self.now)
        assert done is (now == read)
        if done:
            self._stands(read, state)

    @precondition(lambda self: self.read)
    @rule(pick=st.integers(0, 50), city=st.sampled_from(["Lyon", "Երևան"]))
    def keep(self, pick: int, city: str) -> None:
        read = self.read[pick % len(self.read)]
        same = self.outbox.photo(read.id) == read
        assert self.outbox.keep_photo(replace(read, city=city), self.now) is same

    @rule(photo_id=st.sampled_from(IDS))
    def plan(self, photo_id: str) -> None:
        found = self.outbox.get(repost(photo_id).key)
        called_off = found is not None and found.state is Delivered.CANCELLED and found.begun_at is None
        again = found is not None and called_off and found.updated_at < self.now
        assert self.outbox.add_delivery(repost(photo_id, due=self.now)) is (found is None or again)

    @rule()
    def put_back(self) -> None:
        self.outbox.distrust(self.now, "a copy")
        for photo_id, state in self.stood.items():
            if state in {State.APPROVED, State.WAITING}:
                self.stood[photo_id] = State.QUEUED

    @rule(photo_id=st.sampled_from(IDS))
    def call_off(self, photo_id: str) -> None:
        found = self.outbox.get(repost(photo_id).key)
        if found is not None and found.state is Delivered.UNKNOWN:
            self.outbox.resolve(found.key, Delivered.CANCELLED, "Jean", self.now)
        else:
            self.outbox.cancel(repost(photo_id).key, "Jean", self.now)

    @rule(minutes=st.integers(1, 90))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def forget(self) -> None:
        before = {found.id: found for found in self.outbox.photos()}
        self.outbox.forget_photos(self.now - timedelta(hours=1), self.now, self.now)
        left = {found.id for found in self.outbox.photos()}
        for photo_id, found in before.items():
            row = self.outbox.get(repost(photo_id).key)
            at_rest = row is None or row.state is Delivered.CANCELLED
            old = found.updated_at < self.now - timedelta(hours=1)
            assert (photo_id not in left) is (found.state in OVER and old and at_rest)
            if photo_id not in left:
                del self.stood[photo_id]

    def _stands(self, read: Photo, state: State) -> None:
        self.stood[read.id] = state
        if state in REMEMBERED:
            self.buried.add(read.origin)

    @invariant()
    def each_stands_where_it_was_put_and_versions_only_grow(self) -> None:
        photos = {found.id: found for found in self.outbox.photos()}
        assert {photo_id: found.state for photo_id, found in photos.items()} == self.stood
        for photo_id, found in photos.items():
            assert found.version >= self.versions.get(photo_id, 0)
            self.versions[photo_id] = found.version
            assert may_say(found.state, found.reason)

    @invariant()
    def what_is_over_says_nothing_and_what_was_taken_back_has_its_tombstone(self) -> None:
        for found in self.outbox.photos(sorted(OVER)):
            words = (found.city, found.alt, found.author, found.consent, found.contact, found.sha256, found.original)
            assert set(words) == {""}
            assert (found.likeness, found.until, found.cover) == (None, None, ())
        assert set(self.outbox.entombed(Grave.SOURCE)) == self.buried

    @invariant()
    def counts_and_files_are_those_of_the_photos(self) -> None:
        photos = self.outbox.photos()
        assert sum(self.outbox.photo_counts().values()) == len(photos)
        named = {found.original for found in photos} | {found.sha256 for found in photos}
        assert self.outbox.files_of_photos() == named - {""}


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=at_length(25, 500), stateful_step_count=40, deadline=None, phases=(Phase.generate,)
)
