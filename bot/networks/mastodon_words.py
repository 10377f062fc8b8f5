"""The words of a status, out of the HTML that a server made of them.

Mastodon's own (app/lib/text_formatter.rb): a link is cut into spans, the hidden ones included that stylesheets do not
show; ``@anna@mastodon.example`` becomes ``@anna``; a line end ``<br>``, an empty line a new ``<p>``. Other servers
leave out one or the other.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.networks.reading import bare_links, fold, without_domains

_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_NOT_OURS = frozenset({"script", "style"})
_HTML_MAX = 30_000
"""Letters of a stranger's HTML that are read."""
_TAG = re.compile(r"<[^<>]*>")


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
    """The words of a status as a reader sees them, line by line; a stranger's HTML may be anything."""
    reader = _Reader()
    try:
        reader.feed(html[:_HTML_MAX])
        reader.close()
    except AssertionError:  # html.parser's own answer to some broken declarations
        return " ".join(_TAG.sub(" ", html[:_HTML_MAX]).split())
    lines = (" ".join(line.split()) for line in "".join(reader.shown).splitlines())
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
