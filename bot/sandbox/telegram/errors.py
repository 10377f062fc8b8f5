"""The Bot API's errors: https://core.telegram.org/bots/api#making-requests and #responseparameters."""

from __future__ import annotations

from typing import NoReturn

from bot.sandbox.call import Answer, RefusedError, json_answer


def error(code: int, description: str, retry_after: int = 0) -> Answer:
    """``{"ok": false, …}``; a flood wait in ``parameters`` and as a header."""
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    headers = {}
    if retry_after:
        body["parameters"] = {"retry_after": retry_after}
        headers["Retry-After"] = str(retry_after)
    return json_answer(code, body, headers, "application/json")


def bad(description: str, why: str = "") -> NoReturn:
    """400 ``Bad Request: …``; the wordings are those of tdlib/telegram-bot-api."""
    raise RefusedError(error(400, f"Bad Request: {description}"), why or description)


def forbidden(description: str) -> NoReturn:
    """403 ``Forbidden: …``."""
    raise RefusedError(error(403, f"Forbidden: {description}"), description)


def ok(result: object) -> Answer:
    """``{"ok": true, "result": …}``."""
    return json_answer(200, {"ok": True, "result": result}, None, "application/json")
