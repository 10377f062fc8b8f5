"""The staff's chat, and whatever else people write to the bot: Telegram's side of the ``Chat`` port."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent import futures
from typing import Any, TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, LinkPreviewOptions

from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Rejected
from bot.networks.http import CONNECT_S, Answer, Reasons, Silence, Why, harmless, unasked
from bot.networks.telegram_files import client_for, fetch
from bot.networks.telegram_judging import agreed, judge_deletion, judge_edit, judge_telegram, words
from bot.networks.telegram_loop import Asking, SharedBot
from bot.ports import Button, Done, Media, Unfetched, Update

Told = TypeVar("Told")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
)
_AT_ONCE = 100
"""Updates in one answer; Telegram gives no more."""
_WAIT_S = 50
"""Telegram's longest wait."""

_TEXT = 4096
_CAPTION = 1024
_TOAST = 200
_DATA = range(1, 65)
"""Bytes of a button's data."""

_NO_TEXT = re.compile(r"there is no text in the message", re.IGNORECASE)
_WEBHOOK = re.compile(r"webhook", re.IGNORECASE)


class TelegramChat:
    """The bot ``token`` at ``base`` (empty: Telegram's own address), which channels may share. Safe for many threads.

    ``close`` ends what other threads wait for; a verb used after it is ``NotSent``.
    """

    def __init__(self, token: str, base: str, deadline_s: float = CALL_S) -> None:
        self._reasons = Reasons.without({"whole": token, "half": token.partition(":")[2]})
        self._deadline_s = deadline_s
        self._base = base.rstrip("/")
        self._bot = SharedBot.of(token, self._base)
        self._closing: futures.Future[None] = futures.Future()
        self._calls = 0
        self._name = ""
        self._changed = threading.Condition()

    def updates(self, after: int | None, wait_s: float) -> Sequence[Update] | NotSent | AccountBroken:
        """Up to 100 updates, as their JSON came; ask on after the last one until there is none."""
        seconds = max(0, min(int(wait_s), _WAIT_S))
        heard = self._call(
            lambda asking: asking.tell(
                asking.bot.get_updates(
                    offset=None if after is None else after + 1,
                    limit=_AT_ONCE,
                    timeout=seconds,
                    allowed_updates=_KINDS,
                    **asking.timeouts,
                )
            ),
            seconds + self._deadline_s,
        )
        if isinstance(heard, Answer) and heard.status == 409:
            detail = words(heard)
            return NotSent(self._reasons.say(Why.WEBHOOK if _WEBHOOK.search(detail) else Why.OTHER_POLLER, detail))
        listed = heard.at("result") if isinstance(heard, Answer) and heard.ok else None
        if not isinstance(listed, list):
            return unasked(judge_telegram(heard, self._reasons), heard)
        bodies = [body for body in listed if isinstance(body, dict)]
        return tuple(Update(own, body) for body in bodies if isinstance(own := body.get("update_id"), int))

    def say(
        self,
        chat: int,
        text: str,
        buttons: Sequence[Sequence[Button]] = (),
        *,
        silent: bool = False,
        protected: bool = False,
    ) -> int | NotSent | Rejected | AccountBroken:
        """Write plain words; over 4096 UTF-16 units are cut. A lost answer is ``NotSent``: it may stand twice."""
        keys = self._keys(buttons)
        if isinstance(keys, Rejected):
            return keys
        heard = self._call(
            lambda asking: asking.tell(
                asking.bot.send_message(
                    chat,
                    cut(text, _TEXT),
                    disable_notification=silent,
                    protect_content=protected or None,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=keys,
                    **asking.timeouts,
                )
            ),
            self._deadline_s,
        )
        return self._written(heard)

    def rewrite(
        self, chat: int, message: int, text: str, buttons: Sequence[Sequence[Button]] = ()
    ) -> Done | NotSent | Rejected | AccountBroken:
        """Change words and buttons; without ``buttons`` those that were there go. A picture's are its caption."""
        keys = self._keys(buttons)
        if isinstance(keys, Rejected):
            return keys

        async def edit(asking: Asking) -> Answer | Silence:
            bot = asking.bot
            heard = await asking.tell(
                bot.edit_message_text(
                    cut(text, _TEXT),
                    chat,
                    message,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=keys,
                    **asking.timeouts,
                )
            )
            if not _NO_TEXT.search(words(heard)):
                return heard
            caption = cut(text, _CAPTION)
            return await asking.tell(
                bot.edit_message_caption(chat, message, caption=caption, reply_markup=keys, **asking.timeouts)
            )

        return judge_edit(self._call(edit, self._deadline_s), self._reasons)

    def show(
        self, chat: int, picture: Media, caption: str, buttons: Sequence[Sequence[Button]] = (), *, silent: bool = False
    ) -> int | NotSent | Rejected | AccountBroken:
        """Show a picture behind a spoiler, protected; a caption over 1024 UTF-16 units is cut."""
        keys = self._keys(buttons)
        if isinstance(keys, Rejected):
            return keys
        heard = self._call(
            lambda asking: asking.tell(
                asking.bot.send_photo(
                    chat,
                    picture.data,
                    caption=cut(caption, _CAPTION),
                    filename=f"picture.{picture.mime.rpartition('/')[2]}",
                    has_spoiler=True,
                    protect_content=True,
                    disable_notification=silent,
                    reply_markup=keys,
                    **asking.timeouts,
                )
            ),
            self._deadline_s,
        )
        return self._written(heard)

    def illustrate(
        self, chat: int, message: int, picture: Media, caption: str, buttons: Sequence[Sequence[Button]] = ()
    ) -> Done | NotSent | Rejected | AccountBroken:
        """https://core.telegram.org/bots/api#editmessagemedia adds one to a text message; it stays protected if it was.

        Repeating it is harmless: the same picture and words are no change.
        """
        keys = self._keys(buttons)
        if isinstance(keys, Rejected):
            return keys
        media = InputMediaPhoto(
            picture.data,
            cut(caption, _CAPTION),
            filename=f"picture.{picture.mime.rpartition('/')[2]}",
            has_spoiler=True,
        )
        heard = self._call(
            lambda asking: asking.tell(
                asking.bot.edit_message_media(media, chat, message, reply_markup=keys, **asking.timeouts)
            ),
            self._deadline_s,
        )
        return judge_edit(heard, self._reasons)

    def erase(self, chat: int, message: int) -> Done | NotSent | Rejected | AccountBroken:
        """Delete a message; in a private chat, and of others, Telegram lets a bot do so for 48 hours."""
        heard = self._call(
            lambda asking: asking.tell(asking.bot.delete_message(chat, message, **asking.timeouts)), self._deadline_s
        )
        return judge_deletion(heard, self._reasons)

    def fetch(self, file_id: str, max_bytes: int = 20_000_000) -> bytes | Unfetched | NotSent:
        """Ask where the file lies, and fetch it from there, within the deadline."""
        client = client_for(self._base, self._deadline_s)
        told = self._call(lambda asking: fetch(asking, client, file_id, max_bytes, self._reasons), self._deadline_s)
        if isinstance(told, Silence):
            return NotSent(self._reasons.say(Why.PICTURE_LATER, str(told.why)))
        return told

    def answer(self, query: str, text: str) -> None:
        """End the waiting of whoever pressed a button, with up to 200 characters."""
        self._call(
            lambda asking: asking.tell(
                asking.bot.answer_callback_query(query, cut(text, _TOAST) or None, **asking.timeouts)
            ),
            min(CONNECT_S, self._deadline_s),
        )

    def own_name(self) -> str:
        """The bot's user name, without the sign, asked for once; empty: nobody answers."""
        if not self._name:
            heard = self._call(lambda asking: asking.tell(asking.bot.get_me(**asking.timeouts)), self._deadline_s)
            self._name = heard.text("result", "username") if isinstance(heard, Answer) and agreed(heard) else ""
        return self._name

    def close(self) -> None:
        """End what is under way, and leave the shared bot."""
        with self._changed:
            if self._closing.done():
                return
            self._closing.set_result(None)
            self._changed.wait_for(lambda: not self._calls, CONNECT_S)
        self._bot.leave()

    def _call(self, ask: Callable[[Asking], Coroutine[Any, Any, Told]], deadline_s: float) -> Told | Silence:
        with self._changed:
            if self._closing.done():
                return Silence(left=False, why=Why.UNREACHABLE)
            self._calls += 1
        try:
            return self._bot.call(ask, deadline_s, self._closing)
        finally:
            with self._changed:
                self._calls -= 1
                self._changed.notify_all()

    def _written(self, heard: Answer | Silence) -> int | NotSent | Rejected | AccountBroken:
        own = heard.at("result", "message_id") if isinstance(heard, Answer) and agreed(heard) else None
        return own if isinstance(own, int) else harmless(judge_telegram(heard, self._reasons))

    def _keys(self, buttons: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | Rejected | None:
        for button in (button for row in buttons for button in row):
            if (size := len(button.data.encode())) not in _DATA:
                return Rejected(self._reasons.say(Why.BUTTON, f"{button.label}: {size} > 64"))
        rows = [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in buttons]
        return InlineKeyboardMarkup(rows) if rows else None


def cut(text: str, most: int) -> str:
    """At most so many UTF-16 units, the last an ellipsis where something is left out; no half characters."""
    # JSON may bring halves of surrogate pairs, which no encoding can write.
    whole = text.encode("utf-16-le", "surrogatepass")
    if len(whole) > 2 * most:
        return whole[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"
    return whole.decode("utf-16-le", "replace")
