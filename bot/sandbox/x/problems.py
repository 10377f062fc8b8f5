"""X's errors: https://docs.x.com/x-api/fundamentals/response-codes-and-errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from bot.sandbox.call import Answer, RefusedError, json_answer

_PROBLEM = "application/problem+json"
_TITLES = {
    400: "Invalid Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Payload Too Large",
    415: "Unsupported Media Type",
    429: "Too Many Requests",
}


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Answer:
    """A problem without a type of its own, as seen in the wild for 401, 403, 404 and 429."""
    title = _TITLES.get(status, "Error")
    body = {"title": title, "type": "about:blank", "status": status, "detail": detail or title}
    return json_answer(status, body, headers, _PROBLEM)


def refuse(status: int, detail: str, why: str = "") -> NoReturn:
    """Answer with such a problem."""
    raise RefusedError(problem(status, detail), why or detail)


def read_only() -> NoReturn:
    """403 for a token made under an application that may only read, as seen in the wild."""
    body = {
        "title": "Forbidden",
        "status": 403,
        "detail": "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
        "type": "https://api.twitter.com/2/problems/oauth1-permissions",
    }
    raise RefusedError(json_answer(403, body, {"x-access-level": "read"}, _PROBLEM), "a token that may only read")


def unpaid(account: str, credit: str) -> NoReturn:
    """402 without credits, 403 over the spending limit, as seen in the wild: no ``status``, and plain JSON."""
    lacks = f"Your enrolled account [{account}] does not have any credits to fulfill this request."
    over = f"Your enrolled account [{account}] has reached its billing cycle spend cap."
    title, detail, status = ("CreditsDepleted", lacks, 402) if credit == "depleted" else ("SpendCapReached", over, 403)
    body = {
        "account_id": int(account),
        "title": title,
        "detail": detail,
        "type": "https://api.twitter.com/2/problems/credits",
    }
    raise RefusedError(json_answer(status, body), f"x_credits is {credit!r}")


def invalid(parameters: Mapping[str, object], message: str) -> NoReturn:
    """400 ``invalid-request`` with its ``errors``."""
    shown = {name: [str(value)] for name, value in parameters.items()}
    body = {
        "errors": [{"parameters": shown, "message": message}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": "https://api.twitter.com/2/problems/invalid-request",
    }
    raise RefusedError(json_answer(400, body, None, _PROBLEM), message)


def not_found(identity: str, kind: str = "tweet") -> dict[str, object]:
    """An entry of ``errors`` beside a 200: https://docs.x.com/x-api/fundamentals/response-codes-and-errors#partial-errors."""
    return {
        "value": identity,
        "detail": f"Could not find {kind} with id: [{identity}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": "id",
        "resource_id": identity,
        "type": "https://api.twitter.com/2/problems/resource-not-found",
    }


def not_authorized(identity: str) -> dict[str, object]:
    """The same for a post whose author shows it to followers only, as seen in the wild."""
    return {
        "value": identity,
        "detail": f"Sorry, you are not authorized to see the Tweet with id: [{identity}].",
        "title": "Authorization Error",
        "resource_type": "tweet",
        "parameter": "id",
        "resource_id": identity,
        "section": "data",
        "type": "https://api.twitter.com/2/problems/not-authorized-for-resource",
    }
