"""Photos in the staff's chat: each is a message that leaves nothing behind, there or in the store, once it is over.

A picture goes into a message whose number the store knows already. So whatever answer is lost, and wherever the process
ends, there is no picture in the chat that could not be erased; at worst an empty announcement stands there twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import log
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.staff.news import whisper
from bot.daemon.staff.notice import Notice
from bot.daemon.staff.pace import Pace
from bot.ports import Button, Chat, Done, Matter, Media, Outbox
from bot.wording import say

_log = log.logger("desk")

Trouble = NotSent | AccountBroken
Pairs = tuple[tuple[tuple[str, str], ...], ...]

SPARE = 2
"""Messages a minute that photos leave to what is more urgent."""
_ANNOUNCED = "announced"
"""In place of its words: the message stands, its picture may not."""


class Gallery:
    """Of one chat. ``pictures`` gives a picture by its hash in the cabinet; ``None``: it is not there."""

    def __init__(
        self,
        outbox: Outbox,
        chat: Chat,
        number: int,
        secret: str,
        pace: Pace,
        pictures: Callable[[str], Media | None],
    ) -> None:
        self._outbox, self._chat, self._number = outbox, chat, number
        self._secret, self._pace, self._pictures = secret, pace, pictures
        self._refused: set[tuple[str, str]] = set()
        self.waits = False
        """Something is left for the next minute."""
        self.spoke = False
        """The chat took something."""

    def take_down(
        self, over: Sequence[Matter], ending: Callable[[Matter], str], language: str, now: datetime
    ) -> Trouble | None:
        """Erase what is over; one line without a link says how it ended."""
        self.waits = self.spoke = False
        for matter in over:
            if matter.message > 0:
                if not self._pace.may_rewrite(now):
                    self.waits = True
                    return None
                self._pace.rewrote(now)
                # Also of a chat that is the staff's no longer.
                answer = self._chat.erase(matter.chat, matter.message)
                if isinstance(answer, NotSent | AccountBroken) and matter.chat == self._number:
                    return answer
                if not isinstance(answer, Done):
                    self._blank(matter, language, now)
                self.spoke = True
            line = ending(matter)
            with self._outbox.together():
                self._outbox.keep_matter(_emptied(matter, now))
                if line:
                    whisper(self._outbox, f"{now.isoformat()}/{matter.name}", line, now)
        return None

    def _blank(self, matter: Matter, language: str, now: datetime) -> None:
        """Telegram keeps the picture: at least its words go, and the staff are asked to delete it by hand."""
        text = say("desk-photo-stays", language)
        answer = self._chat.rewrite(matter.chat, matter.message, text)
        _log.warning("a picture stays in the chat", blanked=isinstance(answer, Done))
        whisper(self._outbox, f"stays/{matter.chat}/{matter.message}", text, now)

    def hang(
        self, wanted: Sequence[Notice], shown: Mapping[str, Matter], language: str, now: datetime
    ) -> Trouble | None:
        """Show what is wanted, as far as the pace lets it."""
        for notice in wanted:
            if trouble := self._keep(notice, shown.get(notice.name), language, now):
                return trouble
        return None

    def _keep(self, notice: Notice, matter: Matter | None, language: str, now: datetime) -> Trouble | None:
        if (notice.name, notice.text) in self._refused:
            return None
        buttons = notice.buttons(self._secret)
        known = _known(notice, buttons)
        if matter is None or matter.message <= 0 or matter.chat != self._number:
            said = self._announce(notice, matter, buttons, language, now)
            if not isinstance(said, Matter):
                return said
            matter = said
        if (matter.text, matter.buttons) == known:
            return None
        if not self._pace.may_rewrite(now, SPARE):
            self.waits = True
            return None
        self._pace.rewrote(now)
        answer = self._change(notice, matter, buttons)
        if isinstance(answer, NotSent | AccountBroken):
            return answer
        if isinstance(answer, Rejected):
            self._give_up(notice, matter, answer, language, now)
        else:
            self._write(notice.name, matter.message, known, now)
        return None

    def _announce(
        self, notice: Notice, matter: Matter | None, buttons: Sequence[Sequence[Button]], language: str, now: datetime
    ) -> Matter | Trouble | None:
        """A new message: all of it, or the place for its picture."""
        if not self._pace.may_say(now, SPARE):
            self.waits = True
            return None
        self._pace.said(now)
        if matter is not None and matter.message > 0:
            self._chat.erase(matter.chat, matter.message)
        text, shown = (say("desk-photo-soon", language), ()) if notice.picture else (notice.text, buttons)
        number = self._chat.say(self._number, text, shown, silent=notice.silent, protected=True)
        if isinstance(number, NotSent | AccountBroken):
            return number
        if isinstance(number, Rejected):
            self._refuse(notice, number)
            return None
        return self._write(notice.name, number, (_ANNOUNCED, ()) if notice.picture else _known(notice, buttons), now)

    def _change(
        self, notice: Notice, matter: Matter, buttons: Sequence[Sequence[Button]]
    ) -> Done | NotSent | Rejected | AccountBroken:
        if not notice.picture or matter.text != _ANNOUNCED:
            return self._chat.rewrite(self._number, matter.message, notice.text, buttons)
        picture = self._pictures(notice.picture)
        if picture is None:
            return Rejected("its file is not there")
        return self._chat.illustrate(self._number, matter.message, picture, notice.text, buttons)

    def _give_up(self, notice: Notice, matter: Matter, why: Rejected, language: str, now: datetime) -> None:
        """Somebody deleted the message, and it is said anew; or Telegram takes no such picture, and people are told."""
        self._chat.erase(self._number, matter.message)
        self._outbox.keep_matter(_emptied(matter, now))
        if matter.text == _ANNOUNCED:
            self._refuse(notice, why)
            photo = notice.facts.get("photo", "")
            whisper(self._outbox, f"not shown/{notice.name}", say("desk-photo-not-shown", language, photo=photo), now)
        self.waits = True

    def _refuse(self, notice: Notice, why: Rejected) -> None:
        _log.error("the chat refuses a photo", matter=notice.name, reason=why.reason)
        self._refused.add((notice.name, notice.text))

    def _write(self, name: str, message: int, known: tuple[str, Pairs], now: datetime) -> Matter:
        self.spoke = True
        matter = Matter(name, self._number, message, *known, open=True, updated_at=now)
        self._outbox.keep_matter(matter)
        return matter


def _known(notice: Notice, buttons: Sequence[Sequence[Button]]) -> tuple[str, Pairs]:
    """What the store keeps of the words: enough to see that they changed."""
    words = "\0".join((notice.text, *(button.label for row in buttons for button in row)))
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return digest, tuple(tuple(("", button.data) for button in row) for row in buttons)


def _emptied(matter: Matter, now: datetime) -> Matter:
    """Over. Its number and its buttons' data stay: somebody may press late, and is told how it ended."""
    return replace(matter, text="", open=False, updated_at=now)
