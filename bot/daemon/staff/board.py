"""Makes the chat show what it should: says what is new, rewrites what changed, ends what is over, tells the news.

The store is written after the chat: a crash between the two says a thing a second time, and never leaves one unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import log
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.staff.gallery import SPARE, Gallery
from bot.daemon.staff.news import QUIET
from bot.daemon.staff.news import SECTION as NEWS
from bot.daemon.staff.notice import ROOM, Notice, is_fleeting, units
from bot.daemon.staff.pace import Pace
from bot.ports import Button, Chat, Matter, Outbox
from bot.wording import say

_log = log.logger("desk")

Trouble = NotSent | AccountBroken

FEW = 3
"""More news than so many at once are one digest."""
_PAGE = re.compile(r" \(\d+\)\Z")


class Board:
    """One chat, as this bot keeps it. ``show`` raises nothing of the network's: what is in the way is its answer."""

    def __init__(self, outbox: Outbox, chat: Chat, number: int, secret: str, pace: Pace, gallery: Gallery) -> None:
        self._gallery = gallery
        self._outbox = outbox
        self._chat = chat
        self._number = number
        self._secret = secret
        self._pace = pace
        self._refused: set[tuple[str, str]] = set()
        """What Telegram will never take: said to nobody, and logged once."""
        self.waits = False
        """Something is left for the next minute."""
        self.spoke = False
        """The chat took something."""

    def show(
        self, wanted: Sequence[Notice], ending: Callable[[Matter], str], language: str, now: datetime
    ) -> Trouble | None:
        """Everything there is to do now, as far as the pace lets it; ``None``: nothing was in the way."""
        self.waits = self.spoke = False
        shown = {matter.name: matter for matter in self._outbox.matters(only_open=True)}
        names = {notice.name for notice in wanted}
        over = [m for m in shown.values() if m.name not in names and not m.name.startswith(f"{NEWS}/")]
        # What is over goes first: its buttons must not be pressed any more. Photos go last: they keep nothing waiting.
        trouble = (
            _first(self._end(matter, ending, now) for matter in over if not is_fleeting(matter.name))
            or self._gallery.take_down([matter for matter in over if is_fleeting(matter.name)], ending, language, now)
            or _first(
                self._keep(notice, shown.get(notice.name), now) for notice in wanted if not is_fleeting(notice.name)
            )
            or self._tell(language, now)
            or self._gallery.hang([notice for notice in wanted if is_fleeting(notice.name)], shown, language, now)
        )
        self.spoke |= self._gallery.spoke
        return trouble

    def again_at(self, now: datetime) -> datetime | None:
        """When there is room for what waits; ``None``: nothing does."""
        waiting = [self._pace.again_at(now)] if self.waits else []
        waiting += [self._pace.again_at(now, SPARE)] if self._gallery.waits else []
        return min(waiting, default=None)

    def _keep(self, notice: Notice, matter: Matter | None, now: datetime) -> Trouble | None:
        buttons = notice.buttons(self._secret)
        pairs = tuple(tuple((button.label, button.data) for button in row) for row in buttons)
        said = matter is not None and matter.message > 0 and matter.chat == self._number
        if matter is not None and said:
            if (matter.text, matter.buttons) == (notice.text, pairs):
                return None
            if not self._pace.may_rewrite(now):
                self.waits = True
                return None
            self._pace.rewrote(now)
            answer = self._chat.rewrite(self._number, matter.message, notice.text, buttons)
            if isinstance(answer, NotSent | AccountBroken):
                return answer
            if not isinstance(answer, Rejected):
                self._write(notice, pairs, matter.message, now)
                return None
            # Somebody deleted it: it is still something to do, so it is said anew.
        return self._say(notice, buttons, pairs, now)

    def _say(
        self,
        notice: Notice,
        buttons: Sequence[Sequence[Button]],
        pairs: tuple[tuple[tuple[str, str], ...], ...],
        now: datetime,
    ) -> Trouble | None:
        if (notice.name, notice.text) in self._refused:
            return None
        if not self._pace.may_say(now):
            self.waits = True
            return None
        self._pace.said(now)
        number = self._chat.say(self._number, notice.text, buttons, silent=notice.silent)
        if isinstance(number, NotSent | AccountBroken):
            return number
        if isinstance(number, Rejected):
            _log.error("the chat refuses a message", matter=notice.name, reason=number.reason)
            self._refused.add((notice.name, notice.text))
            return None
        self._write(notice, pairs, number, now)
        return None

    def _write(
        self, notice: Notice, pairs: tuple[tuple[tuple[str, str], ...], ...], message: int, now: datetime
    ) -> None:
        self.spoke = True
        self._outbox.keep_matter(
            Matter(notice.name, self._number, message, notice.text, pairs, open=True, updated_at=now)
        )

    def _end(self, matter: Matter, ending: Callable[[Matter], str], now: datetime) -> Trouble | None:
        text = matter.text
        if matter.message > 0 and matter.chat == self._number and not (_PAGE.search(matter.name) and text):
            if not self._pace.may_rewrite(now):
                self.waits = True
                return None
            text = f"{matter.text}\n\n{ending(matter)}"
            self._pace.rewrote(now)
            answer = self._chat.rewrite(self._number, matter.message, text)
            if isinstance(answer, NotSent | AccountBroken):
                return answer
            self.spoke = True
        self._outbox.keep_matter(replace(matter, text=text, open=False, updated_at=now))
        return None

    def _tell(self, language: str, now: datetime) -> Trouble | None:
        news = [matter for matter in self._outbox.matters(only_open=True) if matter.name.startswith(f"{NEWS}/")]
        if not news:
            return None
        bundles = [[matter] for matter in news] if len(news) <= FEW else [list(news)]
        for bundle in bundles:
            if not self._pace.may_say(now):
                self.waits = True
                return None
            self._pace.said(now)
            silent = all(matter.name.startswith(QUIET) for matter in bundle)
            number = self._chat.say(self._number, _digest(bundle, language), silent=silent)
            if isinstance(number, NotSent | AccountBroken):
                return number
            if isinstance(number, Rejected):
                _log.error("the chat refuses the news", number=len(bundle), reason=number.reason)
            with self._outbox.together():
                for matter in bundle:
                    message = number if isinstance(number, int) else 0
                    self._outbox.keep_matter(
                        replace(matter, chat=self._number, message=message, open=False, updated_at=now)
                    )
            self.spoke = True
        return None


def _first(steps: Iterable[Trouble | None]) -> Trouble | None:
    """One after the other, up to the first that something is in the way of."""
    return next((trouble for trouble in steps if trouble is not None), None)


def _digest(bundle: Sequence[Matter], language: str) -> str:
    """One piece of news as it is; many as a list, the same words once, as far as a message goes."""
    if len(bundle) == 1:
        return bundle[0].text
    texts = list(dict.fromkeys(matter.text for matter in bundle))
    lines, room = [], ROOM - 200
    for text in texts:
        room -= units(text) + 3
        if room < 0:
            break
        lines.append(f"· {text}")
    if len(lines) < len(texts):
        lines.append(say("desk-digest-more", language, number=len(texts) - len(lines)))
    return "\n".join((say("desk-digest", language, number=len(texts)), "", *lines))
