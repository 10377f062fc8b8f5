"""One client of one account: the ``Network`` port over a server that lies, delays and cuts.

Each call takes virtual time and ends by its own deadline. What a server was asked to do it does in its own time,
whether anybody is still there to hear of it or not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum

from bot.campaign.model import Limits, Post
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Rejected, Unknown
from bot.ports import Blind, Delivery, Done, Identity, Looked, Media, Prepared, Sought, at_once
from tests.simulation.oracle import Call
from tests.simulation.servers import Server
from tests.simulation.world import WorldClock

TAIL_S = 90.0
"""How long after our deadline a server may still execute a request (reference: reliability, 1.5)."""


class Fate(Enum):
    """What becomes of one call that may publish."""

    FINE = "fine"
    REFUSED = "refused"
    LOST = "lost on the way"
    CUT = "executed, answer lost"
    AFTER_500 = "executed, answered with 500"
    LATE = "executed after our deadline"
    VERY_LATE = "executed long after"
    LIMITED = "429"
    UNWANTED = "422"


_FAULTS = (
    *(Fate.REFUSED, Fate.LOST, Fate.LOST, Fate.CUT, Fate.CUT, Fate.CUT, Fate.AFTER_500, Fate.LATE, Fate.LATE),
    *(Fate.LIMITED, Fate.REFUSED),
)


class Client:
    """See ``bot.ports.Network``."""

    def __init__(
        self,
        server: Server,
        clock: WorldClock,
        in_hand: Callable[[], Delivery | None],
        first_byte: Callable[[Call], None],
        crash: Callable[[str], None],
        while_reading: Callable[[frozenset[str]], None] = lambda _: None,
    ) -> None:
        """``in_hand``: what the sender says it sends. ``first_byte`` judges. ``crash``: here the process may die.

        ``while_reading``: something happens between the network's answer and whoever waits for it, and seeks this.
        """
        self._server = server
        self._world = server.world
        self._clock = clock
        self._in_hand = in_hand
        self._first_byte = first_byte
        self._crash = crash
        self._while_reading = while_reading

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Who we are."""
        fault = self.ask("identity")
        return fault or Identity("1", self._server.account.handle or "@us")

    def limits(self) -> Limits:
        """The network's own."""
        return self._server.limits

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Without a picture nobody is asked."""
        if media is None:
            return Prepared(post)
        fault = self.ask("upload")
        if fault is not None:
            return fault
        if self._world.dice.happens(0.005 * (self._server.moods.faulty > 0)):
            return Rejected("the picture is refused")
        own, key = self._server.upload()
        return Prepared(post, media, (own,), (key,))

    def publish(
        self,
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        """The one call that may publish."""
        delivery = self._in_hand()
        assert delivery is not None, "a sender says what it sends"
        self._crash("before the call")
        if self._world.dice.happens(0.1):
            # A server that is slow to open its door: people do things meanwhile.
            self._world.wait(self._world.dice.between(1, 9))
        if not may_leave():
            self._world.tell(self._server.account.name, f"not let go: {delivery.key}")
            return NotSent("not let go")
        began = self._world.now
        call = Call(delivery, ready, key, began)
        self._first_byte(call)
        fate = self._fate()
        self._world.tell(self._server.account.name, f"called for {delivery.key}: {fate.value}")
        outcome = self._suffer(fate, call)
        self._world.tell(self._server.account.name, f"answered {outcome}")
        self._crash("after the answer")
        return outcome

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """Read back."""
        if self._server.in_spell(self._server.moods.unreadable):
            self._world.wait(2)
            self._world.trouble(self._server.account.name)
            return NotSent("503 to every read")
        fault = self.ask("read")
        if fault is not None:
            return fault
        name = self._server.account.name
        seen = self._server.find(sought)
        if isinstance(seen, Looked):
            self._server.oracle.reads.setdefault(name, []).append(self._world.now)
        else:
            self._world.trouble(self._server.account.name)
        self._world.tell(name, f"read back: {seen}")
        if self._world.dice.happens(self._server.moods.slow):
            # A long list takes its time; what it says may be over by then.
            self._while_reading(sought.texts)
            self._world.wait(self._world.dice.between(1, CALL_S - 4))
            self._world.trouble(self._server.account.name)
        return seen

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """Repeating it is harmless."""
        if (fault := self.ask("delete")) is not None:
            return fault
        dice = self._world.dice
        if dice.happens(0.05 * (self._server.moods.faulty > 0)):
            self._world.trouble(self._server.account.name)
            return Rejected("403: it cannot be deleted")
        self._server.delete(remote_id, repost_of)
        if not dice.happens(self._server.moods.faulty / 2):
            return Done()
        # Its answer is lost as well.
        self._world.trouble(self._server.account.name)
        return NotSent("read timeout")

    def edit(
        self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once
    ) -> Done | NotSent | Rejected | Blind | AccountBroken:
        """X cannot."""
        if self._server.account.network.value == "x":
            return Blind("X cannot edit")
        if (fault := self.ask("edit")) is not None:
            return fault
        if not may_leave():
            self._world.tell(self._server.account.name, f"not let edit {remote_id}")
            return NotSent("not let go")
        done = self._server.edit(remote_id, post.text)
        if isinstance(done, Rejected):
            return done
        return NotSent("read timeout") if self._world.dice.happens(self._server.moods.faulty / 2) else Done()

    def server_time(self) -> datetime | None:
        """The truth, to the second."""
        if self.ask("time") is not None:
            return None
        return self._world.now.replace(microsecond=0)

    def close(self) -> None:
        """Nothing to give back."""

    def ask(self, what: str) -> NotSent | AccountBroken | None:
        """A harmless call; what went wrong with it, if anything did."""
        trouble = self._trouble_with(what)
        if trouble is not None:
            self._world.trouble(self._server.account.name)
        return trouble

    def _trouble_with(self, what: str) -> NotSent | AccountBroken | None:
        dice, moods = self._world.dice, self._server.moods
        self._crash(f"before the {what}")
        if self._server.in_spell(moods.down):
            self._world.wait(dice.between(0.1, CALL_S))
            return NotSent("no answer")
        self._world.wait(dice.between(0.05, 3))
        self._crash(f"after the {what}")
        if self._server.in_spell(moods.broken):
            return AccountBroken("401")
        if dice.happens(moods.faulty / 2):
            self._world.wait(dice.between(0, CALL_S - 3))
            return NotSent("read timeout")
        return None

    def _fate(self) -> Fate:
        dice, moods = self._world.dice, self._server.moods
        if self._server.in_spell(moods.down):
            return dice.one_of(Fate.REFUSED, Fate.LOST)
        if self._server.in_spell(moods.limited):
            return Fate.LIMITED
        if not dice.happens(moods.faulty):
            return Fate.FINE
        if dice.happens(moods.very_late):
            return Fate.VERY_LATE
        return Fate.UNWANTED if dice.happens(0.01) else dice.one_of(*_FAULTS)

    def _suffer(self, fate: Fate, call: Call) -> Outcome:
        dice, world = self._world.dice, self._world
        if self._server.in_spell(self._server.moods.broken):
            world.wait(dice.between(0.1, 3))
            return AccountBroken("401")
        match fate:
            case Fate.REFUSED:
                world.wait(dice.between(0, 5))
                return NotSent("connection refused")
            case Fate.LIMITED:
                world.wait(dice.between(0.1, 3))
                return NotSent("429", self._come_back())
            case Fate.UNWANTED:
                world.wait(dice.between(0.1, 3))
                return Rejected("422: refused for good")
            case Fate.LOST:
                self._wait(dice.between(0.1, CALL_S))
                return Unknown("read timeout")
            case _:
                return self._execute(fate, call)

    def _execute(self, fate: Fate, call: Call) -> Outcome:
        dice = self._world.dice
        gives_up = dice.one_of(CALL_S, CALL_S, dice.between(5, CALL_S))
        match fate:
            case Fate.LATE:
                executed_s, answered_s = dice.between(gives_up, CALL_S + TAIL_S), gives_up
            case Fate.VERY_LATE:
                executed_s, answered_s = dice.between(CALL_S + TAIL_S, 4000), gives_up
            case _:
                executed_s = dice.between(0.05, 20)
                answered_s = executed_s + dice.between(0.05, 20)
        answers: list[Outcome] = []
        # A server that is refused a token a moment later has taken the request all the same.
        self._world.after(executed_s, lambda: answers.append(self._server.execute(call)))
        self._wait(answered_s)
        if fate is Fate.FINE:
            return answers[0]
        return Unknown("500" if fate is Fate.AFTER_500 else "read timeout")

    def _wait(self, seconds: float) -> None:
        self._world.wait(seconds / 2)
        self._crash("during the call")
        self._world.wait(seconds / 2)

    def _come_back(self) -> datetime | None:
        dice = self._world.dice
        spell = self._server.in_spell(self._server.moods.limited)
        if spell is not None:
            return spell.ends + self._clock.off
        return self._clock.now() + timedelta(seconds=dice.one_of(dice.between(1, 900), dice.between(900, 30_000)))
