"""What the three adapters share: what was heard of one call, and the one judgement made of it.

The judgement is by what left and what came back, never by a library's exception: the same cut connection has a dozen
names across the three libraries (python-telegram-bot even makes a 400 a network error).
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.campaign.outcome import AccountBroken, NotSent, Rejected, Unknown

Failure = NotSent | Rejected | Unknown | AccountBroken

CONNECT_S = 10.0
"""To reach a server at all; the rest of the total deadline is for its answer."""


class Why(StrEnum):
    """Why a call brought no post; the head of an outcome's ``reason``, which ``bot.wording.networks`` says in words."""

    UNREACHABLE = "unreachable"
    NO_ANSWER = "no answer in time"
    CUT = "answer cut off"
    UNREADABLE = "unreadable answer"
    REDIRECTED = "redirected"
    SERVER = "server fault"
    RATE = "rate limit"
    PROCESSING = "picture not ready"
    PICTURE_GONE = "picture gone"
    DUPLICATE = "duplicate"
    POST = "post refused"
    TOO_LONG = "too long"
    TOO_BIG = "picture too big"
    ACCOUNT = "account refused"
    CREDIT = "no credit left"
    ANOTHER = "another post"
    OTHER_ACCOUNT = "other account"
    MAY_NOT_POST = "may not post"
    NO_STAFF_CHAT = "no staff chat"
    STAFF_CHAT = "staff chat unreachable"
    PROTECTED = "protected content"
    NOTHING_KNOWN = "no earlier post known"
    TOO_FAR = "too many posts"
    UNFINISHED = "not read to the end"
    MOVED = "group moved"
    GONE = "post gone"
    KEPT = "cannot be deleted"
    OTHER_POLLER = "another poller"
    WEBHOOK = "webhook set"
    BUTTON = "button too long"
    BLIND = "cannot be read back"
    ENDLESS = "account not read to its end"
    CANNOT_EDIT = "cannot be edited"
    NOT_REPOSTABLE = "may not be reposted"
    LINGERS = "still shown"
    NO_MENTIONS = "mentions not readable"
    PICTURE_ADDRESS = "picture address refused"
    PICTURE_WITHHELD = "picture withheld"
    PICTURE_HUGE = "picture file too big"
    PICTURE_UNUSABLE = "picture answer unusable"
    PICTURE_LATER = "picture not loaded"
    SOURCE_GONE = "reposted post gone"
    SOURCE_PROTECTED = "reposted post protected"
    SOURCE_HIDDEN = "reposted post out of reach"


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer, read to its end; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        """The body as JSON, ``None`` when it is not."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    def at(self, *path: str) -> object:
        """What stands at ``path`` in a JSON object, ``None`` when nothing does."""
        value = self.json()
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def text(self, *path: str) -> str:
        """The same, as text; an id may come as a number."""
        value = self.at(*path)
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    @property
    def ok(self) -> bool:
        """Whether it is a 2xx."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Silence:
    """No whole answer came. ``left``: whether a byte of the request may have left this computer."""

    left: bool
    why: Why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Makes an outcome's reason: ``Why``, then a detail that holds no secret."""

    secrets: frozenset[str] = field(repr=False)

    @staticmethod
    def without(secrets: Mapping[str, str]) -> Reasons:
        """For an account with these credentials."""
        return Reasons(frozenset(value for value in secrets.values() if value))

    def say(self, why: Why, detail: str = "") -> str:
        """One line of at most 200 characters, even if the server wrote a page, or our token."""
        for secret in self.secrets:
            detail = detail.replace(secret, "•••")
        detail = " ".join("".join(char if char.isprintable() else " " for char in detail).split())
        return f"{why}: {detail[:160]}" if detail else str(why)


def judge(heard: Answer | Silence, detail: str, reasons: Reasons) -> Failure:  # noqa: PLR0911 -- one table, a row each
    """What a failed call means, where no network says otherwise (networks.md §5, reliability.md §1.3).

    Also of a 2xx: whoever asks has found nothing in it that says what was done.
    """
    match heard:
        case Silence(left=False, why=why, detail=more):
            return NotSent(reasons.say(why, more))
        case Silence(why=why, detail=more):
            return Unknown(reasons.say(why, more))
        case Answer(status=429):
            return NotSent(reasons.say(Why.RATE, detail), retry_at(heard))
        case Answer(status=402):
            return AccountBroken(reasons.say(Why.CREDIT, detail))
        case Answer(status=401 | 403):
            return AccountBroken(reasons.say(Why.ACCOUNT, detail))
        # 408, 409, 421, 423, 425 and 499 are not here: a proxy says them of requests that went through.
        case Answer(status=400 | 404 | 405 | 406 | 410 | 411 | 413 | 414 | 415 | 422 | 431):
            return Rejected(reasons.say(Why.POST, detail))
        case Answer(status=status) if status >= 400:
            return Unknown(reasons.say(Why.SERVER, f"{status} {detail}"))
        case Answer(status=status) if status >= 300:
            return Unknown(reasons.say(Why.REDIRECTED, str(status)))
        case Answer(status=status):
            return Unknown(reasons.say(Why.UNREADABLE, str(status)))


def harmless(failure: Failure) -> NotSent | Rejected | AccountBroken:
    """The same of a call that publishes nothing: not knowing how it ended costs only another try."""
    return NotSent(failure.reason) if isinstance(failure, Unknown) else failure


_FAULTS_ARE_NAMED = ("error", "errors", "title", "detail", "ok")
"""By Mastodon and its kin, by X, and by Telegram, in a JSON object."""


def speaks_itself(answer: Answer) -> bool:
    """Whether the network says so. The page of a proxy, or of a firewall, is somebody else's, and goes away."""
    told = answer.json()
    return isinstance(told, dict) and any(name in told for name in _FAULTS_ARE_NAMED)


def _is_about_us(answer: Answer) -> bool:
    return speaks_itself(answer) or (answer.status == 401 and not re.match(rb"\s*<", answer.body))


def unasked(failure: Failure, heard: Answer | Silence) -> NotSent | AccountBroken:
    """The same of a question about the account: a server that refuses to understand it is not ours to post on.

    If it was the server: one strange page says nothing of the account. A 401 needs no words, but no page either.
    """
    if isinstance(heard, Answer) and isinstance(failure, AccountBroken | Rejected) and not _is_about_us(heard):
        return NotSent(f"{Why.UNREADABLE}: {heard.status}")
    if isinstance(failure, Rejected):
        return AccountBroken(failure.reason.replace(Why.POST, Why.ACCOUNT, 1))
    return NotSent(failure.reason) if isinstance(failure, Unknown) else failure


_LONGEST_S = 366 * 86_400
"""Nobody means more."""
_LIMITS = ("x-ratelimit", "x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")


def retry_at(answer: Answer, after_s: object = None) -> datetime | timedelta | None:
    """When a 429 says to come back, UTC. ``after_s``: a wait found in the body.

    Waits count from the answer's own ``Date``: the server's clock is the one they were said by. Without it they stay
    waits.
    """
    said = answer.headers.get("retry-after", "")
    wait = after_s if isinstance(after_s, int | float) else int(said) if re.fullmatch(r"[0-9]{1,12}", said) else None
    if wait is not None:
        if not 0 <= wait <= _LONGEST_S:
            return None
        date, length = instant(answer.headers.get("date", "")), timedelta(seconds=wait)
        return date + length if date else length
    exhausted = [name for name in _LIMITS if answer.headers.get(f"{name}-remaining") == "0"]
    # X answers 429 for a full day's limit with the quarter hour's reset beside it: the latest of the full ones counts.
    resets = [instant(answer.headers.get(f"{name}-reset", "")) for name in exhausted or _LIMITS]
    return max(filter(None, [*resets, instant(said)]), default=None)


def instant(said: str) -> datetime | None:
    """Epoch seconds (X, GoToSocial), ISO 8601 (Mastodon) or an HTTP date."""
    readers: tuple[Callable[[str], datetime], ...] = (
        lambda text: datetime.fromtimestamp(int(text), UTC),
        lambda text: datetime.fromisoformat(text).astimezone(UTC),
        lambda text: parsedate_to_datetime(text).astimezone(UTC),
    )
    for read in readers:
        with contextlib.suppress(ValueError, OverflowError, OSError):
            return read(said)
    return None


def is_loopback(address: str) -> bool:
    """Whether a base address is this computer: no proxy stands in between, whatever the environment says."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def plain(html: str) -> str:
    """An error page's words would fill the line; only JSON's are quoted."""
    return "" if re.match(r"\s*<", html) else html


def quieten(*libraries: str) -> None:
    """Their debug and info lines quote addresses, headers and bodies; httpx's hold Telegram's token."""
    for library in libraries:
        logger = logging.getLogger(library)
        logger.setLevel(max(logger.level, logging.WARNING))
