"""Reading a channel back: a bot cannot, but a forward of one of its messages shows what the message says.

Ids in a channel only grow, so what went out after the last known post has one of the next. Each copy is deleted as
soon as it is made; it is silent, and lies in the staff's chat for a moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import partial

from bot.campaign.outcome import AccountBroken, NotSent, Receipt
from bot.networks.http import Answer, Reasons, Silence, Why, unasked
from bot.networks.reading import SKEW, date_of
from bot.networks.telegram_copies import Seen, as_kept, memory_of, read_copy
from bot.networks.telegram_forwarding import source_of
from bot.networks.telegram_judging import (
    agreed,
    cannot_be_deleted,
    is_id,
    is_missing,
    is_protected,
    judge_telegram,
    words,
)
from bot.networks.telegram_loop import Asking, SharedBot
from bot.networks.telegram_search import FIRST, MOST_UNGUIDED, behind, newest
from bot.networks.telegram_search import Walk as Ids
from bot.ports import Blind, Identity, Looked, Sought

_TIDYING_S = 2.0
"""For copies that are left when a channel is given up."""

_OF_A_CHAT = frozenset({400, 403, 404, 405, 501})
"""Refusals that one of the two chats, or a server without this method, earned."""


class _Place(Enum):
    """What stands under an id that shows nothing."""

    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(slots=True)
class _Walk:
    """Ids read one after the other."""

    found: list[Receipt] = field(default_factory=list)
    ended: bool = False
    """Whether the last is behind all that the channel has."""
    hidden: bool = False
    """Whether one could not be read."""


class Probe:
    """Looks into ``channel`` by way of ``staff_chat``; ``introduce`` asks whether the bot is in the channel."""

    def __init__(
        self,
        bot: SharedBot,
        channel: str | int,
        staff_chat: int,
        introduce: Callable[[], Identity | NotSent | AccountBroken],
        reasons: Reasons,
        deadline_s: float,
    ) -> None:
        self._bot, self._channel, self._staff_chat = bot, channel, staff_chat
        self._introduce, self._reasons, self._deadline_s = introduce, reasons, deadline_s
        self._server_now: datetime | None = None
        self._memory = memory_of(bot, channel, staff_chat)

    def look(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """Look for ``sought`` behind the last known post; a look that is broken off goes on there the next time."""
        end = time.monotonic() + self._deadline_s
        if not self._memory.lock.acquire(timeout=self._deadline_s):
            return NotSent(self._reasons.say(Why.UNFINISHED))
        try:
            self._tidy(end)
            return self._look(sought, end)
        finally:
            self._memory.lock.release()

    def close(self) -> None:
        """Delete the copies that are left; not for long."""
        if self._memory.copies and self._memory.lock.acquire(timeout=_TIDYING_S):
            try:
                self._tidy(time.monotonic() + _TIDYING_S)
            finally:
                self._memory.lock.release()

    def changed(self, own: str) -> None:
        """A post was edited or deleted by us: what is remembered of it no longer holds."""
        if is_id(own):
            self._memory.seen.pop(int(own), None)

    def _look(self, sought: Sought, end: float) -> Looked | NotSent | Blind | AccountBroken:
        if not is_id(sought.after_id):
            return self._look_unguided(sought, end)
        walk = self._walk(behind(int(sought.after_id), self._highest(sought)), sought, end)
        if not isinstance(walk, _Walk):
            return walk
        self._memory.finish()
        if walk.found:
            return Looked(tuple(walk.found))
        if walk.hidden or not walk.ended:
            return Blind(self._reasons.say(Why.PROTECTED if walk.hidden else Why.TOO_FAR))
        # A bot that was put out of the channel is told of every message that there is none.
        who = self._introduce()
        return Looked() if isinstance(who, Identity) else who

    def _look_unguided(self, sought: Sought, end: float) -> Looked | NotSent | Blind | AccountBroken:
        """No post is known to begin after: at the channel's beginning, then behind the newest older post."""
        # Gaps of a look that was broken off may be filled by now; here they cost a question, not a second post.
        gaps = frozenset(self._memory.gaps)
        walk = self._walk(behind(0, 0, MOST_UNGUIDED), sought, end, gaps)
        if isinstance(walk, _Walk) and not walk.found:
            known = self._search(sought, end)
            if not isinstance(known, int):
                return known
            if known:
                walk = self._walk(behind(known, self._highest(sought)), sought, end, gaps)
        if not isinstance(walk, _Walk):
            return walk
        self._memory.finish()
        if walk.found:
            return Looked(tuple(walk.found))
        return Blind(self._reasons.say(Why.PROTECTED if walk.hidden else Why.NOTHING_KNOWN))

    def _highest(self, sought: Sought) -> int:
        """The highest id of the channel that is known to have existed; 0: none is."""
        return max([*self._memory.seen, int(sought.highest_id) if is_id(sought.highest_id) else 0])

    def _walk(
        self, ids: Ids, sought: Sought, end: float, gaps: frozenset[int] = frozenset()
    ) -> _Walk | NotSent | Blind | AccountBroken:
        """Read ``ids``; ``gaps``: those known not to exist."""
        others = {int(own) for own in sought.not_these if is_id(own)}
        walk = _Walk()
        own = next(ids)
        while True:
            there: Seen | _Place | NotSent | Blind | AccountBroken | None = None
            if own not in others:
                there = _Place.MISSING if own in gaps else self._read(own, sought, end)
            if isinstance(there, Blind) and walk.found:
                break
            if isinstance(there, NotSent | Blind | AccountBroken):
                return there
            walk.hidden = walk.hidden or there is _Place.UNREADABLE
            if isinstance(there, Seen) and self._is(there, sought):
                walk.found.append(self._receipt(own, there))
            try:
                own = ids.send(there is not _Place.MISSING)
            except StopIteration as last:
                walk.ended = last.value
                break
        return walk

    def _search(self, sought: Sought, end: float) -> int | NotSent | Blind | AccountBroken:
        """The newest post that is surely older than ``sought``; 0: none was found."""
        seen = self._memory.seen
        search = newest(max((own for own in seen if own < FIRST and self._is_older(own, sought)), default=0))
        try:
            own = next(search)
            while True:
                # What was missing a moment ago is no older post now.
                there = _Place.MISSING if own in self._memory.gaps else self._read(own, sought, end)
                if isinstance(there, NotSent | Blind | AccountBroken):
                    return there
                own = search.send(self._is_older(own, sought))
        except StopIteration as found:
            return int(found.value)

    def _is_older(self, own: int, sought: Sought) -> bool | None:
        """``None``: nothing shows there, or not when it was posted."""
        seen = self._memory.seen.get(own)
        return seen.at < self._before(sought) if seen is not None and seen.at is not None else None

    def _tidy(self, end: float) -> None:
        """Delete the copies that are left, as far as that works and there is time until ``end`` (monotonic)."""
        for copy in sorted(self._memory.copies):
            left_s = end - time.monotonic()
            if left_s <= 0 or self._bot.call(partial(self._remove, copy=copy), left_s) is not True:
                return

    def _read(self, own: int, sought: Sought, end: float) -> Seen | _Place | NotSent | Blind | AccountBroken:
        if (remembered := self._remembered(own, sought, end)) is not None:
            return remembered
        left_s = end - time.monotonic()
        if left_s <= 0:
            return NotSent(self._reasons.say(Why.UNFINISHED))
        heard = self._bot.call(lambda asking: self._forward(asking, own), left_s)
        if own in self._memory.seen:
            return self._memory.seen[own]
        if is_missing(heard):
            self._memory.gaps[own] = self._highest(sought)
            return _Place.MISSING
        return _Place.UNREADABLE if is_protected(heard) else self._trouble(heard)

    def _remembered(self, own: int, sought: Sought, end: float) -> Seen | _Place | None:
        memory = self._memory
        seen = memory.seen.get(own)
        if seen is not None:
            return seen if not self._is(seen, sought) or self._stands(own, end) else _Place.MISSING
        # Ids only grow: below a message that stood there already, nothing can come any more.
        return _Place.MISSING if own < memory.gaps.get(own, 0) else None

    async def _forward(self, asking: Asking, own: int) -> Answer | Silence:
        """Forward one message, remember what it says and where its copy lies, delete that."""
        heard = await asking.tell(
            asking.bot.forward_message(
                self._staff_chat, self._channel, own, disable_notification=True, **asking.timeouts
            )
        )
        copy = heard.at("result", "message_id") if isinstance(heard, Answer) and agreed(heard) else None
        if isinstance(heard, Answer) and isinstance(copy, int):
            self._server_now = date_of(heard)
            self._memory.copies.add(copy)
            try:
                self._memory.seen[own] = read_copy(heard, own, self._channel)
            finally:
                await self._remove(asking, copy)
        return heard

    async def _remove(self, asking: Asking, copy: int) -> bool:
        heard = await asking.tell(asking.bot.delete_message(self._staff_chat, copy, **asking.timeouts))
        if agreed(heard) or is_missing(heard) or cannot_be_deleted(heard):
            self._memory.copies.discard(copy)
            return True
        return False

    def _stands(self, own: int, end: float) -> bool:
        """Whether a message read before is still there: an edit that changes nothing tells, and makes no copy."""
        left_s = max(end - time.monotonic(), 0.0)
        heard = self._bot.call(
            lambda asking: asking.tell(
                asking.bot.edit_message_reply_markup(self._channel, own, reply_markup=None, **asking.timeouts)
            ),
            left_s,
        )
        if is_missing(heard):
            self._memory.seen.pop(own, None)
            return False
        return True

    def _trouble(self, heard: Answer | Silence) -> NotSent | Blind | AccountBroken:
        """A forward failed that should have worked: because of the channel, or of the chat it should go to."""
        failure = judge_telegram(heard, self._reasons)
        if isinstance(failure, NotSent) or isinstance(heard, Silence) or heard.status not in _OF_A_CHAT:
            return unasked(failure, heard)
        who = self._introduce()
        moved = heard.at("parameters", "migrate_to_chat_id")
        detail = words(heard) + (f" -> {moved}" if isinstance(moved, int) else "")
        return Blind(self._reasons.say(Why.STAFF_CHAT, detail)) if isinstance(who, Identity) else who

    def _is(self, seen: Seen, sought: Sought) -> bool:
        """Whether this is the post. A copy that does not tell its time is not held to it: its id is new enough."""
        if sought.repost_of:
            # A forward tells the time of what it forwards, not its own; its id is new enough.
            source = source_of(sought.repost_of)
            return source is not None and source.key in seen.origin
        return (
            seen.text in {as_kept(text) for text in sought.texts}
            and sought.has_picture in {None, seen.has_picture}
            and not seen.foreign
            and (seen.at is None or seen.at >= self._before(sought))
        )

    def _before(self, sought: Sought) -> datetime:
        """What was posted earlier, by the server's clock, is another post."""
        return min(sought.since, self._server_now or sought.since) - SKEW

    def _receipt(self, own: int, seen: Seen) -> Receipt:
        home = self._channel.removeprefix("@") if isinstance(self._channel, str) else seen.home
        return Receipt(str(own), f"https://t.me/{home}/{own}" if home else "")
