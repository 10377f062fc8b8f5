"""What the own server knows of posts that were found on another one: only that can be boosted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.campaign.outcome import NotSent
from bot.networks.http import Answer, Reasons, Silence, Why, retry_at
from bot.networks.line import Line
from bot.networks.mastodon_found import Server, found_in, inner, text, together
from bot.ports import Found, Wanted

Get = Callable[[str, Mapping[str, str]], Answer]

_UNKNOWN_THERE = frozenset({400, 401, 403, 404, 410, 422})
_TRIES = 3
"""So often the own server may fail over one post, before it is taken for unknown there."""
_REMEMBERED = 1_000
_SPARE = 60
"""Requests left to the account's posts of what its server allows in five minutes."""


class Resolving:
    """Looks posts up by their lasting names, each once."""

    def __init__(self, line: Line[Get], server: Server, reasons: Reasons) -> None:
        self._line, self._server, self._reasons = line, server, reasons
        self._known: dict[str, Found | None] = {}
        self._failed: dict[str, int] = {}
        self._wanted: Wanted | None = None

    def resolved(self, listed: list[Found], wanted: Wanted) -> list[Found] | NotSent:
        """The same posts, those that the own server knows as it shows them, the others without a remote id."""
        if wanted != self._wanted:
            self._known, self._wanted = {}, wanted
        # Whoever does not want to be noticed is not brought to another server by us.
        names = [one.candidate.identity for one in listed if one.candidate.images and not one.candidate.author]
        unknown = [name for name in names if name not in self._known]
        if unknown:
            told, heard = self._line.call(lambda get: self._look_up(get, unknown, wanted))
            if told is not True:
                return told if isinstance(told, NotSent) else NotSent(self._reasons.say(_why(heard)))
        return [self._as_own(one) for one in listed]

    def _as_own(self, elsewhere: Found) -> Found:
        own = self._known.get(elsewhere.candidate.identity)
        return together(own, elsewhere) if own else elsewhere

    def _look_up(self, get: Get, names: list[str], wanted: Wanted) -> bool | NotSent:
        """Whether all of them could be asked for."""
        for name in names:
            answer = get("/api/v2/search", {"q": name, "type": "statuses", "resolve": "true", "limit": "1"})
            if answer.ok:
                self._remember(name, self._same(answer, name, wanted))
            elif answer.status in _UNKNOWN_THERE or self._failed.get(name, 0) + 1 >= _TRIES:
                self._remember(name, None)
            elif answer.status == 429:
                return NotSent(self._reasons.say(Why.RATE), retry_at(answer))
            else:
                self._failed[name] = self._failed.get(name, 0) + 1
                return NotSent(self._reasons.say(Why.SERVER, str(answer.status)))
            if name != names[-1] and _is_scarce(answer):
                return NotSent(self._reasons.say(Why.RATE), retry_at(answer))
        return True

    def _same(self, answer: Answer, name: str, wanted: Wanted) -> Found | None:
        listed = answer.at("statuses")
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and text(one, "uri") == name and not inner(one, "reblog"):
                return found_in(one, self._server, wanted)
        return None

    def _remember(self, name: str, own: Found | None) -> None:
        while len(self._known) >= _REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._failed.pop(name, None)
        self._known[name] = own


def _is_scarce(answer: Answer) -> bool:
    left = answer.headers.get("x-ratelimit-remaining", "")
    return left.isascii() and left.isdecimal() and len(left) < 6 and int(left) < _SPARE


def _why(heard: Answer | Silence) -> Why:
    return heard.why if isinstance(heard, Silence) else Why.UNREADABLE
