"""Presses of buttons and their answers: https://core.telegram.org/bots/api#callbackquery, #answercallbackquery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox.telegram.errors import bad, ok

if TYPE_CHECKING:
    from bot.sandbox.call import Answer
    from bot.sandbox.telegram.context import Context

TEXT_MAX = 200


@dataclass(slots=True)
class Press:
    """A button that a person pressed, whose spinner turns until the bot answers."""

    id: str
    bot: int
    at: datetime
    answer: dict[str, object] | None = None
    """``{"text", "show_alert"}`` once it is answered."""


def answer_callback_query(context: Context) -> Answer:
    """``answerCallbackQuery``: of this bot, in time, with at most 200 characters."""
    press = context.store.presses.get(context.text("callback_query_id"))
    age = context.world.now() - press.at if press else timedelta()
    if (
        press is None
        or press.bot != context.bot.id
        or age >= timedelta(seconds=context.world.settings.telegram_query_s)
    ):
        bad("query is too old and response timeout expired or query ID is invalid")
    text = context.text("text")
    if len(text) > TEXT_MAX:
        bad("MESSAGE_TOO_LONG", f"an answer of {len(text)} characters, over {TEXT_MAX}")
    press.answer = {"text": text, "show_alert": context.flag("show_alert")}
    return ok(result=True)
