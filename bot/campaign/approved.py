"""What a person's yes to a post is for: its words, and whatever was shown beside them. Pure.

It is kept as one text: the words, and after a unit separator, which no post contains, a digest of the rest.
"""

from __future__ import annotations

import hashlib

from bot.campaign.deliveries import Due
from bot.campaign.model import Campaign, Limits, Post
from bot.campaign.render import render

_END_OF_WORDS = "\x1f"
_UNMEASURED = Limits(characters=1_000_000, characters_with_picture=1_000_000, alt_characters=1_000_000)
ANYTHING = "*"
"""In place of a digest: the words alone are decided about, as in an order to correct them."""


def beside(post: Post | object) -> str:
    """A digest of all that goes out with the words: warning, alt text, picture. Empty when there is nothing."""
    if not isinstance(post, Post) or not (post.warning or post.alt or post.picture):
        return ""
    parts = [post.warning, post.alt]
    if post.picture is not None:
        parts += [post.picture.kind.value, post.picture.path, *post.picture.lines]
    return hashlib.sha256(_END_OF_WORDS.join(parts).encode()).hexdigest()[:32]


def approval(text: str, rest: str) -> str:
    """What is kept of a yes to ``text``, with ``rest`` beside it."""
    return f"{text}{_END_OF_WORDS}{rest}" if rest else text


def words(approved: str) -> str:
    """The words of what was approved."""
    return approved.partition(_END_OF_WORDS)[0]


def is_for(approved: str, text: str, rest: str) -> bool:
    """Whether a yes to ``approved`` is one to ``text`` with ``rest`` beside it."""
    text_then, _, rest_then = approved.partition(_END_OF_WORDS)
    return text_then == text and (rest_then == rest or ANYTHING in {rest_then, rest})


def as_planned(due: Due | None, campaign: Campaign | None) -> Post | None:
    """The post a person is shown, however long: as it would go out at its time; ``None`` when the files make none."""
    if due is None or campaign is None:
        return None
    number = due.slot.countdown.number if due.slot.countdown else None
    post = render(due.slot, due.account, campaign, number, _UNMEASURED)
    return post if isinstance(post, Post) else None
