"""A sender of which everything it writes and says is seen: the real outbox behind a proxy that keeps a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.campaign.delivery import State
from bot.daemon.sender import Sender
from bot.ports import Delivery, Intent, Outbox
from tests.daemon.cast import NOON, SETTINGS, Cast, cast

FAST = SETTINGS.replace("spacing: 60 s", "spacing: 0 s")
ON_X = FAST.replace('{kind: mastodon, server: "http://127.0.0.1:9"', '{kind: x, account: "@small"')


@dataclass
class Heard:
    """What the staff were told, with the facts of it."""

    told: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def tell(self, code: str, **facts: object) -> None:
        """Keep it."""
        self.told.append((code, facts))

    def tell_with(self, done: Callable[[], tuple[str, Mapping[str, object]] | None]) -> bool:
        """Do it, and keep it."""
        told = done()
        if told is not None:
            self.tell(told[0], **told[1])
        return told is not None


@dataclass
class Watched:
    """The real outbox, what it was given, and what is to happen just before or after."""

    real: Outbox
    settled: list[tuple[State, str, datetime, datetime | None]] = field(default_factory=list)
    begun: list[tuple[Intent, datetime]] = field(default_factory=list)
    change: Callable[[Intent], Intent] = lambda intent: intent
    """Of what is written down; what is called with stays."""
    before_begin: Callable[[], object] = lambda: None
    after_begin: Callable[[], object] = lambda: None
    before_settle: Callable[[], object] = lambda: None

    def __getattr__(self, name: str) -> Any:  # whatever else an outbox can do
        return getattr(self.real, name)

    def begin(self, claimed: Delivery, intent: Intent, now: datetime) -> bool:
        """The real one's answer."""
        self.before_begin()
        self.begun.append((intent, now))
        answer = self.real.begin(claimed, self.change(intent), now)
        self.after_begin()
        return answer

    def settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> bool:
        """The real one's answer."""
        self.before_settle()
        self.settled.append((state, reason, now, not_before))
        return self.real.settle(delivery, state, reason, now, not_before)


@dataclass
class Seen:
    """A cast whose sender is watched."""

    cast: Cast
    outbox: Watched
    heard: Heard

    @property
    def texts(self) -> list[str]:
        """First lines of what was published."""
        return [post.text.splitlines()[0] for post, _ in self.cast.network.published]


def watched(folder: Path, schedule: str, settings: str = FAST, means: Any = None, **messages: str) -> Seen:
    """``means``: what is otherwise than in any other test, by name."""
    played = cast(folder, schedule, NOON, settings, **messages)
    outbox, heard = Watched(played.outbox), Heard()
    telling = replace(played.means, **{"outbox": outbox, "alarm": heard} | (means or {}))
    return Seen(
        replace(played, means=telling, sender=Sender(played.sender.account, played.network, telling)), outbox, heard
    )
