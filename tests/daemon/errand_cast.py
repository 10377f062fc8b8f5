"""Posts that are out, and a network that deletes and edits as it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.actions import people
from bot.campaign.delivery import State
from bot.campaign.model import Account, Post
from bot.campaign.outcome import AccountBroken, NotSent, Receipt, Rejected
from bot.daemon.errands import Errands
from bot.daemon.sender import Sender
from bot.ports import Blind, Delivery, Done, ErrandKind, Network, at_once
from tests.daemon.cast import NOON, SETTINGS, Cast, cast
from tests.daemon.played import AT_ONCE, Played, Standing

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
TWO = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
FAST = SETTINGS.replace("spacing: 60 s", "spacing: 0 s")
Answer = Done | NotSent | Rejected | Blind | AccountBroken | None


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Changing(Played):
    """Deletes and edits by a script; ``None``, and a silent script: as the real thing would. Keeps what was asked."""

    changing: list[Answer | Callable[[], Answer]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    edited: list[Post] = field(default_factory=list)
    numbers: int = 0

    def execute(self, after: timedelta = AT_ONCE, text: str = "") -> Receipt:
        """No number comes twice, whatever was deleted."""
        self.numbers += 1
        post = Standing(str(self.numbers), text or self.published[-1][0].text, self.clock.now() + after)
        self.world.append(post)
        return Receipt(post.id, f"http://here/{post.id}")

    def _next(self) -> Answer:
        answer = self.changing.pop(0) if self.changing else None
        return answer() if callable(answer) else answer

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """One more time is harmless."""
        self.asked.append(("delete", remote_id))
        answer = self._next()
        assert not isinstance(answer, Blind)
        return answer or super().delete(remote_id)

    def edit(
        self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once
    ) -> Done | NotSent | Rejected | Blind | AccountBroken:
        """The same."""
        self.asked.append(("edit", remote_id))
        self.edited.append(post)
        return self._next() or super().edit(remote_id, post, may_leave)


@dataclass
class Scene:
    """A campaign whose posts are out, and the duty."""

    cast: Cast
    network: Changing
    errands: Errands

    def order(self, kind: ErrandKind, key: str = "one/once/france/masto", text: str = "", remote_id: str = "") -> bool:
        """What a person orders, at the clock's time."""
        now = self.cast.clock.now()
        return self.cast.outbox.order(key, kind, "Jean", now, text=text, remote_id=remote_id)

    def row(self, key: str = "one/once/france/masto") -> Delivery:
        """The delivery."""
        found = self.cast.outbox.get(key)
        assert found is not None
        return found

    def reborn(self) -> Scene:
        """The same after a kill and a restart: the store and the network are all that is left."""
        return Scene(self.cast, self.network, Errands(self.cast.means))


def scene(
    folder: Path,
    schedule: str = ONE,
    settings: str = FAST,
    others: Sequence[str] = (),
    *,
    start: datetime = NOON,
    forward: bool = False,
    **messages: str,
) -> Scene:
    """Everything due at ``start`` is out; that of ``others`` too, accounts on the same network.

    ``forward``: a person brings forward whatever is planned.
    """
    played = cast(folder, schedule, start, settings, **messages)
    network = Changing(played.clock)

    def opened(account: Account) -> Network:
        network.opened.append(account.name)
        return network

    object.__setattr__(played.means, "networks", opened)
    played.sender.network = network
    if forward:
        people.bring_forward(played.outbox, played.rows(), "Jean", start)
    played.run(start)
    campaign = played.live.snapshot.campaign
    assert campaign is not None
    for name in others:
        Sender(campaign.settings.accounts[name], network, played.means).run_once(start)
    assert all(row.state is State.SENT for row in played.rows() if row.due <= start)
    assert played.rows(State.SENT)
    return Scene(played, network, Errands(played.means))
