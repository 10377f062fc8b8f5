"""The HTML that Mastodon makes of a text, written from its source (app/lib/text_formatter.rb, v4.5)."""

from __future__ import annotations

import re
from html import escape

HERE = "https://mastodon.example"
_ENTITY = re.compile(
    r"(?P<url>https?://[^\s<>\"«»]*[^\s<>\"«».,:;!?'’”)\]…])"
    r"|(?<![\w/])@(?P<user>\w+)(?:@(?P<domain>[\w-]+(?:\.[\w-]+)+))?"
    r"|(?<![\w/&])#(?P<tag>\w*[^\W\d_]\w*)"
)
_PREFIX = re.compile(r"\A(?:https?://(?:www\.)?|xmpp:)", re.IGNORECASE)
_SHOWN = 30


def html_of(text: str) -> str:
    """``TextFormatter#to_s``: entities become links, then Rails' ``simple_format`` makes paragraphs and breaks."""
    pieces, last = [], 0
    for found in _ENTITY.finditer(text):
        pieces += [escape(text[last : found.start()]), _linked(found)]
        last = found.end()
    pieces.append(escape(text[last:]))
    paragraphs = re.split(r"\n\n+", "".join(pieces).strip())
    return "".join("<p>" + re.sub(r"([^\n]\n)(?=[^\n])", r"\1<br />", one) + "</p>" for one in paragraphs)


def _linked(found: re.Match[str]) -> str:
    if url := found["url"]:
        return _link(url)
    if tag := found["tag"]:
        address = f"{HERE}/tags/{tag.lower()}"
        return f'<a href="{address}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
    where = f"https://{found['domain'] or 'mastodon.example'}/@{found['user']}"
    return (
        f'<span class="h-card" translate="no"><a href="{where}" class="u-url mention">'
        f"@<span>{found['user']}</span></a></span>"
    )


def _link(url: str) -> str:
    match = _PREFIX.match(url)
    prefix = match[0] if match else ""
    shown, rest = url[len(prefix) : len(prefix) + _SHOWN], url[len(prefix) + _SHOWN :]
    cut = "ellipsis" if rest else ""
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener noreferrer" translate="no">'
        f'<span class="invisible">{escape(prefix)}</span><span class="{cut}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )
