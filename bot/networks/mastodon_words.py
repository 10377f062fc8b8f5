"""The words of a status, out of the HTML that a server made of them.

Mastodon's own (app/lib/text_formatter.rb): a link is cut into spans, the hidden ones included that stylesheets do not
show; ``@anna@mastodon.example`` becomes ``@anna``; a line end ``<br>``, an empty line a new ``<p>``. Other servers
leave out one or the other.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from bot.networks.reading import bare_links, fold, without_domains

_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_NOT_OURS = frozenset({"script", "style"})
_HTML_MAX = 30_000
"""Letters of a stranger's HTML that are read."""
_PIECE = re.compile(r"<[^<>]*>|[^<]+|<")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_ALT = re.compile(r"""\balt=["']([^"'<>]*)["']""", re.IGNORECASE)


def comparable(text: str) -> str:
    """What was sent, for comparing with what ``words_of`` reads."""
    return bare_links(without_domains(fold(text)))


def words_of(html: str) -> frozenset[str]:
    """A status's words, ready to be compared: with its links as they are shown, and as they lead."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return frozenset(comparable("".join(pieces)) for pieces in (reader.shown, reader.leading))


def plain_text(html: str) -> str:
    """The words of a status as a reader sees them, line by line; a stranger's HTML may be anything.

    Not by ``html.parser``: over 30,000 letters of tags that are opened and never closed it sits for minutes.
    """
    pieces: list[str] = []
    left_out = ""
    for piece in _PIECE.findall(html[:_HTML_MAX]):
        tag = _TAG.match(piece)
        if tag is None:
            pieces += [] if left_out else [unescape(piece)]
            continue
        closes, name = tag[1] == "/", tag[2].lower()
        if left_out or name in _NOT_OURS:
            left_out = "" if closes and name == (left_out or name) else left_out or name
        elif name in _BLOCKS:
            pieces.append("\n")
        elif name == "img" and (alt := _ALT.search(piece)):
            pieces.append(unescape(alt[1]))
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Gathers text twice: as shown, and with each link's address instead of its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.leading: list[str] = []
        self._in_link = False
        self._left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block; take a link's address, an emoji's name."""
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._both("\n")
        elif tag in _NOT_OURS:
            self._left_out += 1
        elif tag == "img":
            self._both(given.get("alt", ""))
        elif tag == "a" and not {"mention", "hashtag"} & set(given.get("class", "").split()):
            self._in_link = True
            self.leading.append(given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """End a line after a block."""
        if tag in _BLOCKS:
            self._both("\n")
        elif tag in _NOT_OURS:
            self._left_out = max(0, self._left_out - 1)
        elif tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if self._left_out:
            return
        self.shown.append(data)
        if not self._in_link:
            self.leading.append(data)

    def _both(self, text: str) -> None:
        self.shown.append(text)
        self.leading.append(text)
