"""What X's refusals mean: https://docs.x.com/x-api/fundamentals/response-codes-and-errors."""

from __future__ import annotations

import re

from bot.campaign.outcome import NotSent, Rejected, Unknown
from bot.networks.http import Answer, Failure, Reasons, Silence, Why, judge, plain

_DUPLICATE = re.compile(r"duplicate", re.IGNORECASE)
_ABOUT_THE_POST = re.compile(
    r"\b(?:repl(?:y|ies)|quot(?:e|ing)|too long|cashtags?|hashtags?|mention(?:ed)?)\b", re.IGNORECASE
)
"""403s that one post earned; any other is about the account or the app, and the next post would earn it too."""
_MEDIA_GONE = re.compile(r"media ids? .*invalid", re.IGNORECASE)
"""Also said of one that expired (``expires_after_secs``): uploading again mends it."""

NOT_OURS = re.compile(r"\bdelet", re.IGNORECASE)
"""A 403 that a deletion earned: the post is somebody else's."""


def judge_x(heard: Answer | Silence, reasons: Reasons) -> Failure:
    """What a failed call means on X."""
    if not isinstance(heard, Answer):
        return judge(heard, "", reasons)
    detail = detail_of(heard)
    if heard.status == 403 and _DUPLICATE.search(detail):
        # Said of a post that is out, perhaps by the very call whose answer was lost: look, never send again.
        return Unknown(reasons.say(Why.DUPLICATE))
    if heard.status == 403 and _ABOUT_THE_POST.search(detail):
        return Rejected(reasons.say(Why.POST, detail))
    if heard.status == 400 and _MEDIA_GONE.search(detail):
        return NotSent(reasons.say(Why.PICTURE_GONE, detail))
    return judge(heard, detail, reasons)


def detail_of(answer: Answer) -> str:
    """X's own words: ``detail`` names the fault, ``errors[0].message`` the field."""
    errors = answer.at("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    said = [answer.text("detail") or answer.text("title")]
    said += [str(first["message"])] if isinstance(first, dict) and first.get("message") else []
    return plain(" ".join(filter(None, said)))


def is_not_found(heard: Answer | Silence) -> bool:
    """X says in a 200 that what was asked for is not there (partial errors)."""
    return "resource-not-found" in problems_of(heard)


def problems_of(heard: Answer | Silence) -> frozenset[str]:
    """The kinds of problem that a 200 without ``data`` names, by the last part of their ``type``."""
    if not isinstance(heard, Answer) or not heard.ok or heard.at("data") is not None:
        return frozenset()
    errors = heard.at("errors")
    listed = errors if isinstance(errors, list) else []
    return frozenset(str(one.get("type")).rpartition("/")[2] for one in listed if isinstance(one, dict))
