"""How X shows a text: https://docs.x.com/x-api/fundamentals/data-dictionary#post, ``text`` and ``entities``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from bot.sandbox.x.counting import url_spans

_HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d_]\w*)")
_MENTION = re.compile(r"(?<![\w@/])@(\w{1,15})(?!\w)", re.ASCII)
_DISPLAY_MAX = 26
"""Characters of a link that are shown, as seen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The text as answers give it, and what was found in it."""

    text: str
    entities: dict[str, object]


def shown(text: str, identity: str, handle: str, media_keys: list[str]) -> Shown:
    """Links become t.co, ``&<>`` are escaped, a link to the pictures is appended; places are in what is shown."""
    pieces: list[str] = []
    urls: list[dict[str, object]] = []
    last = length = 0
    for number, (start, end) in enumerate(url_spans(text)):
        before = escape(text[last:start], quote=False)
        short = f"https://t.co/{identity[-9:]}{number:x}"
        length += len(before)
        urls.append(_url(short, length, _expanded(text[start:end])))
        pieces += [before, short]
        length, last = length + len(short), end
    pieces.append(escape(text[last:], quote=False))
    if media_keys:
        gap = " " if text else ""
        at = len("".join(pieces)) + len(gap)
        short = f"https://t.co/{identity[-9:]}m"
        pieces += [gap, short]
        address = f"https://x.com/{handle}/status/{identity}/photo/1"
        urls += [
            _url(short, at, address) | {"display_url": f"pic.x.com/{identity[-9:]}m", "media_key": key}
            for key in media_keys
        ]
    whole = "".join(pieces)
    found: dict[str, object] = {"urls": urls} if urls else {}
    for name, key, pattern in (("hashtags", "tag", _HASHTAG), ("mentions", "username", _MENTION)):
        if places := [
            {"start": match.start(), "end": match.end(), key: match.group(1)} for match in pattern.finditer(whole)
        ]:
            found[name] = places
    return Shown(whole, found)


def _expanded(link: str) -> str:
    return link if re.match(r"https?://", link, re.IGNORECASE) else f"http://{link}"


def _url(short: str, start: int, expanded: str) -> dict[str, object]:
    bare = re.sub(r"^https?://(?:www\.)?", "", expanded, flags=re.IGNORECASE).removesuffix("/")
    display = bare if len(bare) <= _DISPLAY_MAX else f"{bare[:_DISPLAY_MAX]}…"
    return {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": expanded,
        "display_url": display,
    }
