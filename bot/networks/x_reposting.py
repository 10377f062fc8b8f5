"""Retweeting on X, and taking a retweet back: https://docs.x.com/x-api/posts/repost-post.

An account retweets a post once at most, and undoes it by the post's id. So what is retweeted is also the retweet's own
``remote_id``: X's answer names an id of which its document does not say whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import tweepy

from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent
from bot.networks.http import Answer, Reasons, Why
from bot.networks.line import Line
from bot.networks.reading import is_gone, untaken
from bot.networks.x_judging import detail_of, judge_x, problems_of
from bot.ports import Done

_ALREADY = re.compile(r"already\b.*\bre(?:tweet|post)ed", re.IGNORECASE)
"""Code 327 of v1.1, a 403; what v2 says is not on record (networks.md §8), but if it says so, it is out."""
_ABOUT_THE_ACCOUNT = re.compile(
    r"oauth|permissions\b|\bapp\b|suspend|\blocked|access level|\bspend|credit|enrolled|authenticat", re.IGNORECASE
)
"""403s that any call would earn. All others are for this post: its author may have blocked us, or hidden it; an account
that must not post at all hears so from its own posts."""


def receipt_of(source: str) -> Receipt:
    """Of a retweet of ``source``; the address opens what was retweeted, without naming its author."""
    return Receipt(source, f"https://x.com/i/status/{source}")


def repost(
    line: Line[tweepy.Client],
    own: str,
    source: str,
    reasons: Reasons,
    may_leave: Callable[[], bool],
    may_listen: Callable[[], object],
) -> Outcome:
    """Retweet ``source`` as the user with the number ``own``."""
    body = {"tweet_id": source}
    # Not tweepy's retweet(): it makes the address from the token alone, and wants objects in the answer.
    heard = line.hear(
        lambda client: client.request("POST", f"/2/users/{own}/retweets", json=body, user_auth=True),
        may_leave,
        may_listen,
    )
    if isinstance(heard, Answer):
        if heard.ok and heard.at("data", "retweeted") is True:
            return Sent(receipt_of(source))
        if "resource-not-found" in problems_of(heard) or heard.status == 404:
            return Rejected(reasons.say(Why.SOURCE_GONE))
        if problems_of(heard):
            return Rejected(reasons.say(Why.NOT_REPOSTABLE))
        if heard.status == 403:
            detail = detail_of(heard)
            if _ALREADY.search(detail):
                return Sent(receipt_of(source))
            if detail and not _ABOUT_THE_ACCOUNT.search(f"{detail} {heard.text('title')} {heard.text('type')}"):
                # X's own words are left out: they may name somebody.
                return Rejected(reasons.say(Why.NOT_REPOSTABLE))
    return judge_x(heard, reasons)


def take_back(
    line: Line[tweepy.Client], own: str, source: str, reasons: Reasons
) -> Done | NotSent | Rejected | AccountBroken:
    """Undo the retweet of ``source``; where there is none, X says that all is well."""
    address = f"/2/users/{own}/retweets/{quote(source, safe='')}"
    heard = line.hear(lambda client: client.request("DELETE", address, user_auth=True))
    if isinstance(heard, Answer) and heard.ok and heard.at("data", "retweeted") is True:
        return NotSent(reasons.say(Why.KEPT))
    if isinstance(heard, Answer) and heard.ok and heard.at("data", "retweeted") is False:
        return Done()
    # With its source gone there is no retweet left.
    if is_gone(heard) or "resource-not-found" in problems_of(heard):
        return Done()
    return untaken(heard, judge_x(heard, reasons), reasons)
