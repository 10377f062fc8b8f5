"""What goes out with a post's words, as whoever says yes must see it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.campaign.model import Post
from bot.wording import say


def around(post: Post | None, language: str) -> tuple[Sequence[str], Sequence[str]]:
    """Lines to stand before the words (the warning), and after them (the picture)."""
    if post is None:
        return (), ()
    before = [say("desk-warning", language, warning=post.warning)] if post.warning else []
    after = []
    if post.picture is not None:
        described = " · ".join(part for part in (post.picture.path, post.alt) if part)
        after = [say("desk-picture", language, alt=described or post.picture.kind.value)]
    return before, after
