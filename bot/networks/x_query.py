"""The words X is searched with: https://docs.x.com/x-api/posts/search/integrate/operators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ports import Wanted

LENGTH_MAX = 512
"""Characters, of self-serve access (https://docs.x.com/x-api/posts/search/integrate/build-a-query)."""
_WHAT = "has:images -is:retweet"
_TAG = re.compile(r"[#＃﹟]?(\w+)")
_HANDLE = re.compile(r"\w{1,15}", re.ASCII)
_EXCLUDED = 8
"""Own accounts that are left out in the query; more are left out when they are judged, and paid for."""


def packed(wanted: Wanted) -> tuple[str, ...]:
    """The tags to search for, in as few queries as they fit: those of one query with spaces between."""
    packs: list[list[str]] = []
    found = (_TAG.fullmatch(tag) for tag in wanted.tags)
    # X has no tag without a letter; a query with one would be refused whole.
    for tag in dict.fromkeys(f"#{one[1]}" for one in found if one and any(map(str.isalpha, one[1]))):
        if packs and len(query_of([*packs[-1], tag], wanted)) <= LENGTH_MAX:
            packs[-1].append(tag)
        elif len(query_of([tag], wanted)) <= LENGTH_MAX:
            packs.append([tag])
    return tuple(" ".join(pack) for pack in packs)


def query_of(tags: Sequence[str], wanted: Wanted) -> str:
    """Pictures with one of ``tags``; our own posts carry them too, and each would be paid for every day."""
    any_of = " OR ".join(tags)
    own = sorted(handle for handle in wanted.own if _HANDLE.fullmatch(handle))[:_EXCLUDED]
    return " ".join([f"({any_of})" if len(tags) > 1 else any_of, _WHAT, *(f"-from:{handle}" for handle in own)])
