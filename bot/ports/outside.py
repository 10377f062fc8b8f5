"""The clock, the staff, the networks, the pictures and the daemon's duties, as the other rooms know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.campaign.model import Limits, PictureRequest, Post
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Receipt, Rejected
from bot.ports.intake import Unfetched


def at_once() -> bool:
    """Nobody has a last word."""
    return True


class Clock(Protocol):
    """Time, handed in. Only ``bot.clock`` reads the computer's."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that never jump."""
        ...


class Alarm(Protocol):
    """Tells the staff."""

    def tell(self, code: str, **facts: object) -> None:
        """Say what ``code`` names in ``bot.wording``, once per matter, in the staff's language. Never raises."""
        ...

    def tell_with(self, done: Callable[[], tuple[str, Mapping[str, object]] | None]) -> bool:
        """Do something in the outbox and say the code and facts it returns; ``None``: nothing was done.

        Both are kept or neither: a process that ended in between would have told nobody. Raises what ``done``, or
        keeping it, raises.
        """
        ...


@dataclass(frozen=True, slots=True)
class Media:
    """A picture as it goes out."""

    data: bytes
    mime: str
    sha256: str
    alt: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post whose picture is uploaded: everything slow and harmless is done, publishing is one call."""

    post: Post
    media: Media | None = None
    media_ids: tuple[str, ...] = ()
    media_keys: tuple[str, ...] = ()
    """X's, to find the post by later."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom an account's credentials speak for."""

    id: str
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """A post that may be out: all by which it can be known again."""

    texts: frozenset[str]
    """What it reads, as each of its attempts sent it."""
    media_ids: frozenset[str]
    media_keys: frozenset[str]
    has_picture: bool | None
    """``None``: nobody knows; no attempt of it is on record."""
    since: datetime
    """When its first attempt began, UTC: anything older is another post."""
    after_id: str = ""
    """The highest remote id the account is known to have had before; empty: none is known."""
    not_these: frozenset[str] = frozenset()
    """Remote ids that belong to other deliveries of the account."""
    repost_of: str = ""
    """It is a repost of this post (``Post.repost_of``), whatever the rest says: each match is one repost of it."""
    highest_id: str = ""
    """The highest remote id the account is known to have had by now, where ids are read one by one; empty: none."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The network was read, far enough back to be sure: the posts that match, oldest first; none: it is not there."""

    found: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class Blind:
    """This network, or this account on it, cannot be read back: a person has to look."""

    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """The network carries a post as it was told to: deleted, or edited. Also when it had been so before."""


class Network(Protocol):
    """One account on one network, through its client library. Used from one thread."""

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Ask the network who we are; ``NotSent`` when it cannot be asked now."""
        ...

    def limits(self) -> Limits | None:
        """Read from the server where it tells, else the network's published ones; ``None``: it could not be asked now.

        Never raises. What was told last counts until something else is told.
        """
        ...

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Upload the picture with its alt text. Safe to repeat: an unattached upload is invisible."""
        ...

    def publish(
        self,
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        """The one call that may publish. ``key`` is the idempotency key. Ends within the total deadline.

        ``may_leave`` is asked when the next thing is the first byte: perhaps from another thread, again should the
        connection have gone meanwhile. It takes its time, and when it says no, nothing leaves. It never raises.
        ``may_listen`` is asked when all has left, before the answer is read, from such a thread too; it may take a
        moment, never raises, and whatever it says the answer is read.
        """
        ...

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """Read the network back; publishes nothing that stays. ``NotSent``: it could not be read now."""
        ...

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """Take one of our own posts back. Repeating it is harmless: one that is gone is ``Done``.

        With ``repost_of`` the repost ``remote_id`` of that post, or without an id whichever there is (not on Telegram):
        what is reposted stays where it is, whoever's it is. A lost answer is ``NotSent``: it is asked again.
        """
        ...

    def edit(
        self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once
    ) -> Done | NotSent | Rejected | Blind | AccountBroken:
        """Give one of our own posts these words, keeping its picture; ``Blind``: this network cannot edit.

        ``may_leave`` as in ``publish``, before each byte that would change the post: a no is ``NotSent``.
        """
        ...

    def server_time(self) -> datetime | None:
        """What the server's clock says (its ``Date`` header), UTC; ``None`` when it cannot be asked or does not say."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...


@dataclass(frozen=True, slots=True)
class Button:
    """Something a person can press under a message; ``data`` comes back (at most 64 bytes)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Update:
    """One raw update of a bot, as it came."""

    id: int
    body: Mapping[str, object]


class Chat(Protocol):
    """A staff chat and the bot that speaks there. Every verb may fail with ``NotSent`` or ``AccountBroken``.

    In somebody's private chat ``AccountBroken`` may mean no more than that they have stopped the bot.
    """

    def updates(self, after: int | None, wait_s: float) -> Sequence[Update] | NotSent | AccountBroken:
        """Updates with ids above ``after``, waiting up to ``wait_s`` for one; asking confirms all up to ``after``."""
        ...

    def say(
        self,
        chat: int,
        text: str,
        buttons: Sequence[Sequence[Button]] = (),
        *,
        silent: bool = False,
        protected: bool = False,
    ) -> int | NotSent | Rejected | AccountBroken:
        """Write to a chat; the message's id. ``protected``: nobody can pass it on."""
        ...

    def rewrite(
        self, chat: int, message: int, text: str, buttons: Sequence[Sequence[Button]] = ()
    ) -> Done | NotSent | Rejected | AccountBroken:
        """Change words (of a picture: its caption) and buttons; a message that reads so already is ``Done``."""
        ...

    def show(
        self, chat: int, picture: Media, caption: str, buttons: Sequence[Sequence[Button]] = (), *, silent: bool = False
    ) -> int | NotSent | Rejected | AccountBroken:
        """Show a picture, hidden until somebody taps it, which nobody can pass on; the message's id."""
        ...

    def illustrate(
        self, chat: int, message: int, picture: Media, caption: str, buttons: Sequence[Sequence[Button]] = ()
    ) -> Done | NotSent | Rejected | AccountBroken:
        """Put a picture, hidden until somebody taps it, into a message that stands; its words become the caption.

        The message's id is known before the picture leaves: whatever is lost, the picture can be erased again.
        """
        ...

    def erase(self, chat: int, message: int) -> Done | NotSent | Rejected | AccountBroken:
        """Delete a message; one that is gone is ``Done``. ``Rejected``: it is too old, or somebody else's."""
        ...

    def fetch(self, file_id: str, max_bytes: int = 20_000_000) -> bytes | Unfetched | NotSent:
        """A file that people sent to this bot. Where it lies is told nowhere: the address holds the bot's token."""
        ...

    def answer(self, query: str, text: str) -> None:
        """End the waiting of whoever pressed a button; a late one is nobody's loss."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail, plain text."""

    id: str
    """The same whenever it is tried again, so that nobody reads it twice."""
    subject: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """The mail server took it; ``refused``: how many of its addresses it did not take."""

    refused: int = 0


class Postman(Protocol):
    """One mail server, and whom its letters go to."""

    def deliver(self, letter: Letter) -> Posted | NotSent | Rejected | AccountBroken:
        """Hand it over. Ends within the total deadline; repeating it is harmless, but for a second copy."""
        ...


class Painter(Protocol):
    """Makes pictures."""

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Draw (or clean) the picture; equal requests give equal bytes. Raises ``CampaignError`` for a bad photo."""
        ...


class Duty(Protocol):
    """One thing the daemon does. Tests and the rehearsal call the step; the loop only wakes it."""

    name: str

    def run_once(self, now: datetime) -> datetime | None:
        """Do what is due at ``now``; return when to be woken next (``None``: when something changes)."""
        ...
