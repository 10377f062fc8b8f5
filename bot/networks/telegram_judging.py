"""What the Bot API's answers mean; their wordings are those of tdlib/telegram-bot-api."""

from __future__ import annotations

import re

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.networks.http import Answer, Failure, Reasons, Silence, Why, harmless, judge, plain, retry_at
from bot.ports import Done

_ABOUT_THE_CHAT = re.compile(
    r"chat not found|administrator rights|not enough rights|no rights|chat_(?:write_forbidden|admin_required)"
    r"|not a member|kicked|deactivated|upgraded to a supergroup|chat_id|peer_id_invalid",
    re.IGNORECASE,
)
"""400s that no other words would mend."""

_NOT_THERE = re.compile(r"message (?:to \w+ )?not found|message_id_invalid", re.IGNORECASE)
_AS_IT_WAS = re.compile(r"message is not modified", re.IGNORECASE)
_KEPT = re.compile(r"message can't be deleted", re.IGNORECASE)
_PROTECTED = re.compile(r"can't be forwarded|forwards_restricted|protected content", re.IGNORECASE)


def is_id(own: str) -> bool:
    """Whether this can be a message's number."""
    return bool(re.fullmatch(r"[0-9]{1,15}", own))


def agreed(heard: Answer | Silence) -> bool:
    """Whether the Bot API did as it was asked: ``{"ok": true, "result": …}``."""
    return isinstance(heard, Answer) and heard.ok and heard.at("ok") is True and bool(heard.at("result"))


def words(heard: Answer | Silence) -> str:
    """The server's own ``description``."""
    return plain(heard.text("description")) if isinstance(heard, Answer) else ""


def is_missing(heard: Answer | Silence) -> bool:
    """Whether the server says that there is no such message."""
    return _refused(heard, _NOT_THERE)


def is_protected(heard: Answer | Silence) -> bool:
    """Whether the server says that the message, a service message for one, cannot be forwarded."""
    return _refused(heard, _PROTECTED)


def cannot_be_deleted(heard: Answer | Silence) -> bool:
    """Whether the server will never delete the message: after 48 hours, or without the right to."""
    return _refused(heard, _KEPT)


def _refused(heard: Answer | Silence, wording: re.Pattern[str]) -> bool:
    return isinstance(heard, Answer) and heard.status in {400, 403} and bool(wording.search(words(heard)))


def judge_telegram(heard: Answer | Silence, reasons: Reasons) -> Failure:
    """What a failed call means, with Telegram's own particulars."""
    if not isinstance(heard, Answer):
        return judge(heard, "", reasons)
    detail = words(heard)
    moved = heard.at("parameters", "migrate_to_chat_id")
    if heard.status == 400 and isinstance(moved, int):
        return AccountBroken(reasons.say(Why.MOVED, str(moved)))
    # 404: a malformed token, or an address that is no Bot API.
    if heard.status == 404 or (heard.status == 400 and _ABOUT_THE_CHAT.search(detail)):
        return AccountBroken(reasons.say(Why.ACCOUNT, detail))
    if heard.status == 429:
        return NotSent(reasons.say(Why.RATE, detail), retry_at(heard, heard.at("parameters", "retry_after")))
    return judge(heard, detail, reasons)


def judge_edit(heard: Answer | Silence, reasons: Reasons) -> Done | NotSent | Rejected | AccountBroken:
    """What came of an edit: a message that reads so already is done."""
    if agreed(heard) or _refused(heard, _AS_IT_WAS):
        return Done()
    if is_missing(heard):
        return Rejected(reasons.say(Why.GONE, words(heard)))
    return harmless(judge_telegram(heard, reasons))


def judge_deletion(heard: Answer | Silence, reasons: Reasons) -> Done | NotSent | Rejected | AccountBroken:
    """What came of a deletion: a message that is gone is done."""
    if agreed(heard) or is_missing(heard):
        return Done()
    if cannot_be_deleted(heard):
        return Rejected(reasons.say(Why.KEPT, words(heard)))
    return harmless(judge_telegram(heard, reasons))
