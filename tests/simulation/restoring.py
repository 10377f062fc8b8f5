"""Somebody puts back the store of some time ago: what it believes unsent is looked for before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bootstrap.calls import keep_calls
from bot.bootstrap.distrust import Distrust
from bot.campaign.delivery import State as Row
from bot.campaign.model import NetworkName
from bot.campaign.photo import OVER, TAKEN_BACK, State
from bot.daemon.alarms import Alarms
from bot.ports import COPY, PHOTOS, Delivery, Outbox, Photo
from tests.simulation.oracle import Copy, Oracle
from tests.simulation.people import CORRECTED
from tests.simulation.remembering import Remembering
from tests.simulation.store import kept_copy, put_back
from tests.simulation.world import Dice, World, WorldClock

SHARE = 0.08
"""Of worlds in which it happens."""
OLDEST_S = 6 * 3600.0


class Restoring:
    """One world's."""

    def __init__(
        self, dice: Dice, world: World, clock: WorldClock, store: Outbox, oracle: Oracle, fails: Callable[[], None]
    ) -> None:
        """``dice``: its own. ``fails``: the computer does."""
        self._dice = dice
        self._world = world
        self._clock = clock
        self._store = store
        self._oracle = oracle
        self._computer_fails = fails
        self._folder = TemporaryDirectory(prefix="simulation-") if dice.happens(SHARE) else None
        self._at: datetime | None = None
        self._brought_forward: frozenset[str] = frozenset()
        self._corrected: frozenset[str] = frozenset()
        """Whose words were corrected since: what people give with the order alone stands in no file."""
        self._unheard_of: frozenset[tuple[str, int]] = frozenset()
        """Reposts of photos that were approved since the copy was made, by key and generation."""
        self._ended: frozenset[str] = frozenset()
        """Photos that the copy says are rejected, or over: nobody takes them back again."""

    @property
    def var(self) -> Path | None:
        """Beside the store; ``None``: nothing is put back."""
        return Path(self._folder.name) if self._folder else None

    def arrange(self, length_s: float) -> None:
        """When the copy is made, and when it is put back."""
        if self._folder is None:
            return
        made_s = self._dice.between(0, length_s)
        # While there is still trouble: the calm comes after it.
        back_s = made_s + min(self._dice.between(60, OLDEST_S), (length_s - made_s) * 0.9)

        def make() -> None:
            self._world.tell("people", "copy the store")
            copy = kept_copy()
            self._world.after(back_s - made_s, lambda: self._put_back(lambda: put_back(copy)))

        self._world.after(made_s, make)

    def distrust(self) -> None:
        """See whether the store is a copy, as a command does while no daemon runs."""
        if self.var is not None:
            Distrust(self._store, self.var, Alarms(self._store, self._clock, lambda: "en")).begin(self._clock.now())

    def end(self) -> None:
        """Nothing is left of it."""
        if self._folder is not None:
            self._folder.cleanup()

    def excused(self, earlier: Copy, later: Copy) -> bool:
        """A copy cannot know what people did since it was made: brought forward, or said in other words."""
        if self._at is None or not earlier.began < self._at <= later.began:
            return False
        return earlier.text != later.text or earlier.key in self._brought_forward

    def unknown(self, copy: Copy) -> bool:
        """Whether the store knows nothing of a post, or not what it says by now.

        Brought forward since the copy, its own time was to come; corrected since, its words are nowhere.
        """
        early = self._at is not None and copy.began < self._at
        return early and copy.key in self._brought_forward | self._corrected

    def unheard_of(self, copy: Copy, photo: Photo | None) -> bool:
        """Whether the store cannot know of a repost, and nobody took its photo back since: then it is looked for."""
        early = self._at is not None and copy.began < self._at
        if not early or (copy.key, copy.generation) not in self._unheard_of:
            return False
        return photo is None or photo.id in self._ended or photo.state not in TAKEN_BACK

    def _put_back(self, replace: Callable[[], None]) -> None:
        assert self.var is not None, "it was arranged"
        store, world = self._store, self._world
        # The janitor writes it down once a minute, and a daemon that ends.
        keep_calls(self.var, store.deeds_ever())
        self._computer_fails()
        made_by_us = self._dice.happens(0.5)
        world.tell("people", f"put back the {'marked ' * made_by_us}copy")
        replace()
        assert isinstance(store, Remembering), "as everybody has it"
        store.forget()
        if made_by_us:
            store.note(COPY, world.now.isoformat())
        self._at, self._oracle.put_back = world.now, True
        now = self._clock.now()
        # A channel is read from a row's due time on.
        early = [row for row in store.deliveries() if row.due > now or row.network is NetworkName.TELEGRAM]
        photos = {(copy.key, copy.generation) for copy in self._oracle.copies if copy.key.startswith(f"{PHOTOS}/")}
        self._unheard_of = frozenset(repost for repost in photos if not self._is_known(*repost))
        self._ended = frozenset(photo.id for photo in store.photos((*OVER, State.REJECTED)))
        self._brought_forward = frozenset(row.key for row in early if self._is_out_before(row))
        corrected = {copy.key for copy in self._oracle.copies if copy.text.endswith(CORRECTED)}
        self._corrected = frozenset(key for key in corrected if not self._is_known_as_corrected(key))

    def _is_out_before(self, row: Delivery) -> bool:
        return row.entry != PHOTOS and any(copy.began < row.due for copy in self._oracle.of(row.key))

    def _is_known(self, key: str, generation: int) -> bool:
        row = self._store.get(key)
        if row is None or row.generation < generation:
            return False
        return row.generation > generation or row.state is not Row.CANCELLED

    def _is_known_as_corrected(self, key: str) -> bool:
        row = self._store.get(key)
        texts = [order.text for order in self._store.errands_of(key)] + ([row.text] if row else [])
        return any(text.endswith(CORRECTED) for text in texts)
