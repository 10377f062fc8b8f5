"""The people around the campaign: they pause, edit, approve, state, answer, order and forget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.actions import decisions, people
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Campaign
from bot.errors import UsageError
from bot.ports import EVERYTHING, Delivery, ErrandKind, Outbox
from tests.simulation.oracle import Oracle, is_live
from tests.simulation.servers import receipt_of
from tests.simulation.world import World, WorldClock

BY = "Maria"
_SAID = {state: verdict for verdict, state in people.VERDICTS.items()}


class People:
    """Everybody; what they do is done by other processes, which no crash of the daemon ends."""

    def __init__(
        self,
        world: World,
        clock: WorldClock,
        outbox: Outbox,
        oracle: Oracle,
        campaign: Callable[[], Campaign],
        wake: Callable[[], None],
        look: Callable[[], None],
    ) -> None:
        """``look``: see first whether the store is a copy that was put back, as commands do."""
        self._world = world
        self._clock = clock
        self._outbox = outbox
        self._oracle = oracle
        self._campaign = campaign
        self._wake = wake
        self._look = look
        self.answers = world.dice.happens(0.5)
        """Whether anybody answers what the bot asks."""
        self._hasty = self.answers and world.dice.happens(0.5)
        """Whether somebody decides what is still being looked for."""
        self.stopped = False
        """Whether the file ``STOP`` is there."""
        self.dropped: dict[str, frozenset[str]] = {}
        """Deliveries that somebody dropped, by key: the posts of theirs that stood there, all named as others'."""
        self.cancelled: set[str] = set()
        """Deliveries that somebody cancelled, by key."""
        self._done = 0

    def hurry(self) -> None:
        """Somebody always answers, and waits for nothing."""
        self.answers = self._hasty = True

    def come_and_go(self, until_s: float) -> None:
        """Arrange when somebody looks in, and what else happens."""
        dice = self._world.dice
        at = dice.between(600, 7200)
        while at < until_s:
            self._world.after(at, self.look_in)
            at += dice.between(3600, 36_000)
        for _ in range(dice.one_of(0, 0, 1, 3)):
            self._world.after(dice.between(0, until_s), dice.one_of(self._pause, self._stop, self._pause_account))
        for _ in range(dice.one_of(0, 0, 1, 2)):
            self._world.after(
                dice.between(0, until_s), dice.one_of(self._retract, self._correct, self._cancel, self._hurry)
            )
        for person in ("Jean", BY):
            if dice.happens(0.25):
                outcome = dice.one_of("freed", "freed", "open")
                self._world.after(dice.between(0, until_s), partial(self._state, person, outcome))

    def look_in(self) -> None:
        """Go through what waits for a person."""
        self._look()
        dice, now, before = self._world.dice, self._clock.now(), self._done
        waiting = self._outbox.deliveries(states=(State.HELD, State.ASK))
        for row in waiting:
            if (
                row.state is State.HELD
                and row.reason in {HeldFor.APPROVAL, HeldFor.CHANGED, HeldFor.LATE}
                and dice.happens(0.6)
            ):
                self._tell(f"approves {row.key}: {row.text!r}")
                self._done += self._outbox.approve(row.key, row.text, BY, now)
            elif row.state is State.HELD and row.reason == HeldFor.ACCOUNT and self.answers:
                self._done += self._outbox.expedite(row.key, BY, now)
        if self.answers:
            for row in waiting:
                if row.state is State.ASK:
                    self._answer(row)
                    self._done += 1
        if self._done > before:
            self._wake()

    def cannot_wait(self, texts: frozenset[str]) -> None:
        """Somebody decides while the bot still looks for a post with one of ``texts``."""
        if not self._hasty:
            return
        rows = self._outbox.deliveries(states=(State.UNKNOWN,))
        # Most of all when it was looked for in vain before: then what the bot will conclude decides.
        sought = [row for row in rows if row.absent and row.text in texts]
        if sought or (rows and self._world.dice.happens(0.3)):
            self._answer(self._world.dice.one_of(*(sought or rows)))
            self._wake()

    def resume_all(self) -> None:
        """Whoever stopped things lets them go on."""
        self.stopped = False
        for pause in self._outbox.pauses():
            self._outbox.resume(pause.scope)
        self._tell("resumes all")
        self._wake()

    def _answer(self, row: Delivery) -> None:
        """Truthfully, as far as anybody can see now."""
        # What the store names as another's, people take for the other's too.
        named = {own for own, key in self._outbox.posts_of(row.account) if key != row.key}
        stands = [copy for copy in self._oracle.of(row.key, row.generation) if is_live(copy, self._world.now)]
        there = [copy for copy in stands if copy.remote_id not in named]
        if there:
            self._tell(f"says {row.key} is there")
            receipt = receipt_of(there[0]) if self._world.dice.happens(0.7) else None
            self._outbox.resolve(row.key, State.SENT, BY, self._clock.now(), receipt)
            return
        # Of what is still being looked for nobody can say that it will not be there: they have it said again.
        unsure = row.state is State.UNKNOWN
        verdict = State.PLANNED if unsure else self._world.dice.one_of(State.PLANNED, State.CANCELLED)
        self._tell(f"says {row.key} is not there: {verdict}")
        try:
            people.resolve(
                *(self._outbox, row.key, _SAID[verdict], BY, self._clock.now()),
                times=self._campaign().settings.read_back,
            )
        except UsageError as error:
            self._tell(f"is told to wait: {error}")
            return
        if verdict is State.CANCELLED:
            self.dropped[row.key] = frozenset(copy.remote_id for copy in stands)

    def _pause(self) -> None:
        self._tell("pauses everything")
        self._outbox.pause(EVERYTHING, BY, "news", self._clock.now())
        self._later(lambda: self._outbox.resume(EVERYTHING))

    def _pause_account(self) -> None:
        account = self._world.dice.one_of(*self._campaign().settings.accounts)
        self._tell(f"pauses {account}")
        self._outbox.pause(account, BY, "news", self._clock.now())
        self._later(lambda: self._outbox.resume(account))

    def _stop(self) -> None:
        self._tell("makes STOP")
        self.stopped = True

        def go() -> None:
            self.stopped = False

        self._later(go)

    def _later(self, undo: Callable[[], object]) -> None:
        self._wake()

        def undone() -> None:
            self._tell("lets it go on")
            undo()
            self._wake()

        self._world.after(self._world.dice.one_of(30, 1200, 20_000), undone)

    def _retract(self) -> None:
        self._order(ErrandKind.RETRACT)

    def _correct(self) -> None:
        self._order(self._world.dice.one_of(ErrandKind.EDIT, ErrandKind.REPLACE))

    def _order(self, kind: ErrandKind) -> None:
        self._look()
        rows = self._outbox.deliveries(states=(State.SENT, State.UNKNOWN, State.SENDING))
        if not rows:
            return
        row = self._world.dice.one_of(*rows)
        text = "" if kind is ErrandKind.RETRACT else f"{row.text.partition(':')[0]}{CORRECTED}"
        self._tell(f"orders {kind} of {row.key}")
        self._outbox.order(row.key, kind, BY, self._clock.now(), text=text)
        self._wake()

    def _cancel(self) -> None:
        def cancel(row: Delivery) -> bool:
            self.cancelled.add(row.key)
            return self._outbox.cancel(row.key, BY, self._clock.now())

        self._somebodys(cancel, "cancels")

    def _hurry(self) -> None:
        self._somebodys(lambda row: self._outbox.expedite(row.key, BY, self._clock.now()), "hurries")

    def _somebodys(self, does: Callable[[Delivery], bool], what: str) -> None:
        self._look()
        rows = self._outbox.deliveries(states=(State.PLANNED, State.HELD))
        if rows:
            row = self._world.dice.one_of(*rows)
            self._tell(f"{what} {row.key}: {does(row)}")
            self._wake()

    def _state(self, person: str, outcome: str) -> None:
        self._tell(f"{person} says it is {outcome}")
        decisions.state(self._campaign(), self._outbox, "release", outcome, person, self._clock.now())
        self._wake()

    def _tell(self, what: str) -> None:
        self._world.tell("people", what)


CORRECTED = ": corrected words"
"""How words end that were given with an order to correct: no file has them."""
AFTER_ALL = timedelta(hours=14)
"""How long a calm world is given to settle what is left."""
