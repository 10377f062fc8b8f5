"""What reading a network back has in common: how texts are compared, and what a read that failed means."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.networks.http import Answer, Failure, Reasons, Silence, Why, harmless, instant
from bot.ports import Blind, Looked

SKEW = timedelta(minutes=10)
"""How far a server's clock may be from ours. A post that is found by its words is wrongly taken for ours only if
somebody wrote the very same ones within so long before our call."""

_CANNOT_BE_READ = frozenset({403, 404, 405, 501})
"""Reading is refused to this token, or does not exist there, while posting may well work."""

_ENOUGH_WORDS = 4
"""To tell a post from another one."""

_MENTION = re.compile(r"(?<![\w/@])@(\w+(?:[.-]+\w+)*)@\w+(?:[.-]+\w+)*")
_LINK = re.compile(r"https?://(?:www\.)?([^\s/?#]+)(\S*)", re.IGNORECASE)


def date_of(answer: Answer) -> datetime | None:
    """What the server's clock said when it answered; a copy kept on the way counts with its age (RFC 9111, 4.2.3)."""
    date, age = instant(answer.headers.get("date", "")), answer.headers.get("age", "")
    return date + timedelta(seconds=int(age)) if date and re.fullmatch(r"[0-9]{1,6}", age) else date


def is_gone(heard: Answer | Silence) -> bool:
    """Whether the network itself says that what was asked for is not there; a page in HTML is somebody else's."""
    return isinstance(heard, Answer) and heard.status in {404, 410} and not re.match(rb"\s*<", heard.body)


def fold(text: str) -> str:
    """The same words in one line: NFC, any run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def without_domains(text: str) -> str:
    """``@anna@mastodon.example`` as servers show it: ``@anna``."""
    return _MENTION.sub(r"@\1", text)


def bare_links(text: str) -> str:
    """Links as far as networks leave them alone: no scheme, no ``www.``, the host in small letters, no ``/`` at the
    end.
    """
    return _LINK.sub(lambda link: link[1].lower() + re.sub(r"/(?=\W*$)", "", link[2]), text)


def resemble(one: str, other: str) -> bool:
    """Whether at least half of the words of ``one`` are in ``other``: worth asking what was really written."""
    words = _words(one)
    return 2 * len(words & _words(other)) >= len(words)


def is_anothers(sent: str, shown: str) -> bool:
    """Whether what a network shows of a new post cannot be what was sent.

    Networks rewrite links, mentions and signs, and cut what is long: so plainly that less than half of the words of the
    shorter one are in the other. Few words say nothing, and an answer without any is as good as one with ours.
    """
    one, other = (
        set(re.findall(r"\w+", _LINK.sub(" ", fold(without_domains(text)).casefold()))) for text in (sent, shown)
    )
    fewer = min(len(one), len(other))
    return fewer >= _ENOUGH_WORDS and 2 * len(one & other) < fewer


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def begun(since: datetime, answer: Answer) -> datetime:
    """The earliest time a server's clock may have given to a post that was first sent at ``since``, by our clock."""
    return min(since, date_of(answer) or since) - SKEW


def unread(
    told: Looked | Why | None, heard: Answer | Silence, failure: Failure, reasons: Reasons
) -> NotSent | Blind | AccountBroken:
    """What it means that nothing could be ``told``: never that a post is absent."""
    if isinstance(told, Why) or (isinstance(heard, Answer) and heard.ok):
        return NotSent(reasons.say(told if isinstance(told, Why) else Why.UNREADABLE))
    if isinstance(heard, Answer) and heard.status in _CANNOT_BE_READ:
        return Blind(reasons.say(Why.BLIND, failure.reason.partition(": ")[2] or str(heard.status)))
    return failure if isinstance(failure, NotSent | AccountBroken) else NotSent(failure.reason)


def untaken(heard: Answer | Silence, failure: Failure, reasons: Reasons) -> NotSent | Rejected | AccountBroken:
    """What it means that a post was not taken back: somebody else's 404 page proves nothing, and may go away."""
    if isinstance(heard, Answer) and heard.status in {404, 410}:
        return NotSent(reasons.say(Why.UNREADABLE, str(heard.status)))
    return harmless(failure)
