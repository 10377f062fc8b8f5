"""Reading a list on a server upward from a cursor, so that nothing in between is passed by.

A cursor is three words: where the next page begins, the highest id seen, when the last long look back began (epoch
seconds). A look ends at an empty page; the next one begins ten minutes before what it saw, and once an hour two days
before: posts arrive late, under early ids (``mastodon_ids``). So a post may be told of more than once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.networks import http
from bot.networks.http import Answer, Why
from bot.networks.mastodon_found import Json, text
from bot.networks.mastodon_ids import id_at, order, time_of
from bot.networks.reading import date_of

_BACK = timedelta(minutes=10)
_FAR_BACK = timedelta(days=2)
_FAR_BACK_EVERY = timedelta(hours=1)
_PAGES = 50
"""At most so many pages are read backward in one call."""
_ENTRIES = 200
"""A server that sends more than it was asked for is read so far."""

Ask = Callable[[Mapping[str, str]], Answer]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where reading goes on."""

    at: str
    head: str
    looked_back: int

    @staticmethod
    def read(said: str) -> Cursor | None:
        """``None``: none is known, or it is none of ours."""
        words = said.split(" ")
        if len(words) != 3 or not all(words) or not words[2].isdecimal():
            return None
        return Cursor(words[0], words[1], int(words[2]))

    def __str__(self) -> str:
        """As it is kept."""
        return f"{self.at} {self.head} {self.looked_back}"


@dataclass(frozen=True, slots=True)
class Turned:
    """A page: its entries, oldest first."""

    entries: tuple[Json, ...]
    cursor: str
    more: bool


class Paging:
    """One page of a list, in the client's thread. ``comes_late``: whether entries may arrive under early ids."""

    def __init__(self, ask: Ask, limit: int, since: datetime, *, comes_late: bool) -> None:
        self._ask, self._limit, self._since, self._comes_late = ask, limit, since, comes_late
        self._now: datetime | None = None

    def turn(self, said: str) -> Turned | Why | None:
        """The page; or why there is none; ``None``: the answer heard last says so itself."""
        cursor = Cursor.read(said)
        return self._upward(cursor) if cursor else self._first()

    def _first(self) -> Turned | Why | None:
        newest = self._entries({})
        if not isinstance(newest, list):
            return newest
        if not newest:
            return Turned((), "", more=False)
        head = _own(newest[-1])
        start = _just_before(self._since, head)
        if self._comes_late and start and order(start) < order(_own(newest[0])):
            # More may lie between: from there on upward.
            return Turned((), str(Cursor(start, start, self._epoch(head))), more=True)
        all_since = self._backward(newest, lambda one: not self._is_early(one))
        if not isinstance(all_since, list):
            return all_since
        return self._told(all_since, Cursor(head, head, self._epoch(head)))

    def _upward(self, cursor: Cursor) -> Turned | Why | None:
        page = self._entries({"min_id": cursor.at})
        if not isinstance(page, list):
            return page
        fresh = [one for one in page if order(_own(one)) > order(cursor.at)]
        if not fresh:
            return self._end(cursor)
        if len(page) >= self._limit:
            # Not every server pages upward; one that gave its newest instead has left something out below.
            whole = self._backward(fresh, lambda one: order(_own(one)) > order(cursor.at))
            if not isinstance(whole, list):
                return whole
            fresh = whole
        last = _own(fresh[-1])
        return self._told(fresh, Cursor(last, max(cursor.head, last, key=order), cursor.looked_back))

    def _told(self, entries: list[Json], cursor: Cursor) -> Turned:
        return Turned(tuple(one for one in entries if not self._is_early(one)), str(cursor), more=True)

    def _backward(self, page: list[Json], belongs: Callable[[Json], bool]) -> list[Json] | Why | None:
        """``page`` and what lies below it, as far as it ``belongs``."""
        gathered = [one for one in page if belongs(one)]
        lowest = page[0]
        for _ in range(_PAGES):
            if not belongs(lowest):
                return gathered
            below = self._entries({"max_id": _own(lowest)})
            if not isinstance(below, list):
                return below
            fresh = [one for one in below if order(_own(one)) < order(_own(lowest))]
            if not fresh:
                return gathered
            gathered = [one for one in fresh if belongs(one)] + gathered
            lowest = fresh[0]
        # What lies further below stays unread: a list without an end must not stop the rest for ever.
        return gathered

    def _end(self, cursor: Cursor) -> Turned:
        """Nothing is left above: where the next look begins."""
        seen = time_of(cursor.head)
        if not self._comes_late or seen is None:
            return Turned((), str(Cursor(cursor.head, cursor.head, cursor.looked_back)), more=False)
        now = self._now or seen
        far = now.timestamp() - cursor.looked_back >= _FAR_BACK_EVERY.total_seconds()
        begin = max(self._since, now - _FAR_BACK if far else min(now, seen) - _BACK)
        at = min(_just_before(begin, cursor.head), cursor.head, key=order)
        looked_back = int(now.timestamp()) if far else cursor.looked_back
        return Turned((), str(Cursor(at, cursor.head, looked_back)), more=far)

    def _epoch(self, own: str) -> int:
        return int((self._now or time_of(own) or self._since).timestamp())

    def _is_early(self, entry: Json) -> bool:
        created = http.instant(text(entry, "created_at"))
        return created is not None and created.astimezone(UTC) < self._since

    def _entries(self, where: Mapping[str, str]) -> list[Json] | Why | None:
        """A page by its ids, oldest first; what has no id, or one that is no word, is left out."""
        answer = self._ask({"limit": str(self._limit), **where})
        told = answer.json() if answer.ok else None
        if not isinstance(told, list):
            return Why.UNREADABLE if answer.ok else None
        self._now = date_of(answer) or self._now
        listed: dict[str, Json] = {_own(one): one for one in told if isinstance(one, dict) and _own(one)}
        oldest_first = sorted(listed.values(), key=lambda one: order(_own(one)))
        return oldest_first[:_ENTRIES] if "min_id" in where else oldest_first[-_ENTRIES:]


def _just_before(instant: datetime, like: str) -> str:
    return id_at(instant - timedelta(milliseconds=1), like)


def _own(entry: Json) -> str:
    own = text(entry, "id")
    return own if own.isascii() and own.isalnum() and len(own) <= 64 else ""
