"""What the stand-ins share: the clock, the accounts, and everything that was posted or refused."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.accounts import Accounts
from bot.sandbox.clock import Clock, iso
from bot.sandbox.faults import Faults
from bot.sandbox.pictures import Picture, Pictures
from bot.sandbox.settings import Settings

NETWORKS = ("mastodon", "x", "telegram")
REQUESTS_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a post carries it."""

    picture: Picture
    alt: str


@dataclass(slots=True)
class Seen:
    """One thing that was posted, as the network took it."""

    network: str
    kind: str
    """``account``; on Telegram ``channel`` or ``chat``; ``supporter``: posted by somebody else, not by the campaign."""
    account: str
    account_id: str
    id: str
    text: str
    at: datetime
    received_at: datetime
    url: str
    zone: str
    language: str = ""
    visibility: str = ""
    warning: str = ""
    silent: bool = False
    pictures: list[Shown] = field(default_factory=list)
    idempotency_key: str = ""
    forwarded_from: str = ""
    deleted_at: datetime | None = None
    edited_at: datetime | None = None
    repost_of: str = ""
    """The id of the post it boosts or retweets, on Telegram ``CHAT/MESSAGE``: it has no words of its own then."""

    def as_json(self) -> dict[str, object]:
        """As ``GET /_control/posts`` shows it."""
        pictures = [
            {
                "sha256": shown.picture.sha256,
                "alt": shown.alt,
                "mime": shown.picture.mime,
                "width": shown.picture.width,
                "height": shown.picture.height,
                "bytes": len(shown.picture.data),
            }
            for shown in self.pictures
        ]
        return {
            "network": self.network,
            "kind": self.kind,
            "account": self.account,
            "account_id": self.account_id,
            "id": self.id,
            "text": self.text,
            "language": self.language,
            "visibility": self.visibility,
            "warning": self.warning,
            "silent": self.silent,
            "pictures": pictures,
            "at": iso(self.at),
            "received_at": iso(self.received_at, "microseconds"),
            "idempotency_key": self.idempotency_key,
            "forwarded_from": self.forwarded_from,
            "repost_of": self.repost_of,
            "deleted_at": iso(self.deleted_at) if self.deleted_at else None,
            "edited_at": iso(self.edited_at) if self.edited_at else None,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that a rule refused, and the true reason."""

    network: str
    method: str
    path: str
    status: int
    why: str
    at: str


class Journal:
    """Every request, per network."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget them."""
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in NETWORKS}
        self._requests: dict[str, deque[dict[str, str | int | None]]] = {
            name: deque(maxlen=REQUESTS_KEPT) for name in NETWORKS
        }
        self._violations: dict[str, deque[Violation]] = {name: deque(maxlen=REQUESTS_KEPT) for name in NETWORKS}
        self._billed: set[tuple[str, str, str]] = set()

    def request(self, network: str, method: str, path: str, status: int | None, fault: str, at: datetime) -> None:
        """Note one request; ``status`` is ``None`` when no answer was given. The control's own are not kept."""
        if network not in self.counts:
            return
        self.counts[network][str(status) if status else fault] += 1
        note = {"method": method, "path": path, "status": status, "fault": fault, "at": iso(at)}
        self._requests[network].append(note)

    def bill(self, what: str, identity: str, at: datetime) -> None:
        """X bills one resource once a day, UTC (https://docs.x.com/x-api/getting-started/pricing, de-duplication)."""
        self._billed.add((what, identity, f"{at:%Y-%m-%d}"))

    def violation(self, violation: Violation) -> None:
        """Note one refusal; the control's own are not kept."""
        if violation.network in self._violations:
            self._violations[violation.network].append(violation)

    def as_json(self) -> dict[str, object]:
        """As ``GET /_control/requests`` shows it."""
        return {
            name: {
                "count": sum(self.counts[name].values()),
                "by_status": dict(self.counts[name]),
                "requests": list(self._requests[name]),
                "violations": [asdict(violation) for violation in self._violations[name]],
                "billed": dict(Counter(what for what, _, _ in self._billed)) if name == "x" else {},
            }
            for name in NETWORKS
        }


class World:
    """Everything the stand-ins know."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.accounts = Accounts()
        self.faults = Faults()
        self.settings = Settings()
        self.pictures = Pictures()
        self.journal = Journal()
        self.posts: list[Seen] = []
        self.addresses: dict[str, str] = {}
        """Each network's base address, and ``control``'s."""
        self._ids: set[int] = set()

    def now(self) -> datetime:
        """The networks' instant."""
        return self.clock.now()

    def unique(self, candidate: int) -> int:
        """The first unused number from ``candidate`` on: many things may be made at one stopped instant."""
        while candidate in self._ids:
            candidate += 1
        self._ids.add(candidate)
        return candidate

    def see(self, post: Seen) -> None:
        """Keep what was posted."""
        self.posts.append(post)

    def visible(self, post: Seen, lag_s: float) -> bool:
        """Whether a reader finds it on a server that is ``lag_s`` behind, where what was deleted since still stands."""
        seen = self.now() - timedelta(seconds=lag_s)
        return post.at <= seen and (post.deleted_at is None or post.deleted_at > seen)
