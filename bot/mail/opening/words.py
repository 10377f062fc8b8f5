"""A stranger's bytes as words: headers, plain text and HTML, in any character set, without anything invisible."""

from __future__ import annotations

import codecs
import encodings
import encodings.aliases
import importlib
import pkgutil
import re
import sys
from email.header import decode_header
from html.parser import HTMLParser

from bot.mail.opening.frame import SUBJECT_MAX

HTML_MAX = 500_000
"""Characters of HTML that are looked at."""
_ENCODED = re.compile(r"=\?[\w.+*-]{1,60}\?[bqBQ]\?[^?\s]{0,2000}\?=")
_KEPT = frozenset("\n\t")


def load_codecs() -> None:
    """Load every character set there is; from then on none is looked for on the disk, where a cage lets nobody look."""
    for found in pkgutil.iter_modules(encodings.__path__):
        try:
            importlib.import_module(f"encodings.{found.name}")
        except ImportError:  # Windows' own
            continue
    codecs.unregister(encodings.search_function)
    codecs.register(_search)


def _search(name: str) -> codecs.CodecInfo | None:
    bare = encodings.normalize_encoding(name)
    module = encodings.aliases.aliases.get(bare) or encodings.aliases.aliases.get(bare.replace(".", "_"), bare)
    return encodings.search_function(name) if f"encodings.{module}" in sys.modules else None


def decoded(data: bytes, charset: str) -> str:
    """``data`` by its declared character set, else UTF-8, else as Windows' Western one: words are never lost for it."""
    for name, errors in ((charset, "strict"), ("utf-8", "strict"), (charset, "replace")):
        try:
            found = data.decode(name, errors) if name else None
        except (LookupError, ValueError):
            continue
        # A codec may be one that makes bytes of bytes.
        if isinstance(found, str):
            return found
    return data.decode("cp1252", "replace")


def visible(text: str) -> str:
    r"""``text`` with line ends as ``\n`` and without control, formatting and unassigned characters."""
    told = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(letter if letter in _KEPT or letter.isprintable() else _in_place(letter) for letter in told)


def _in_place(letter: str) -> str:
    # Spaces of all kinds part words; what is invisible is nothing.
    return " " if letter.isspace() else ""


def one_line(raw: str) -> str:
    """A header's words: unfolded, encoded words decoded, on one line whatever they decode to."""
    told = raw
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        told = decoded(raw.encode("ascii", "surrogateescape"), "")
    pieces: list[str] = []
    place = 0
    for match in _ENCODED.finditer(told):
        between = told[place : match.start()]
        # White space between two encoded words is not part of the text (RFC 2047 6.2).
        if between.strip() or not pieces:
            pieces.append(between)
        pieces.append(_word(match.group()))
        place = match.end()
    return " ".join(visible("".join([*pieces, told[place:]])).split())[:SUBJECT_MAX]


def _word(encoded: str) -> str:
    try:
        ((data, charset),) = decode_header(encoded)
    except ValueError:
        return ""
    return decoded(data, charset or "") if isinstance(data, bytes) else str(data)


_SKIPPED = frozenset({"script", "style", "head", "title", "template", "svg", "object", "noscript", "select"})
_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section"}
)
_QUOTES = frozenset({"blockquote"})
_ENDLESS = frozenset({"br", "hr", "img", "meta", "link", "input", "base", "col", "area", "wbr"})


class _Words(HTMLParser):
    """Collects words; of images, links and styles nothing is asked for, nor ever fetched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = [[]]
        self._skipped: list[str] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "body":
            # It begins the words, whatever a head that was never ended left open.
            self._skipped.clear()
        elif tag in _SKIPPED:
            self._skipped.append(tag)
        elif tag in _QUOTES:
            self._quotes += 1
            self._break()
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:
            del self._skipped[self._skipped.index(tag) :]
        elif tag in _QUOTES and self._quotes:
            self._quotes -= 1
            self._break()
        elif tag in _BLOCKS and tag not in _ENDLESS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.lines[-1].append(data)

    def _break(self) -> None:
        self.lines.append(["> "] if self._quotes else [])


def from_html(html: str) -> str:
    """The words of an HTML mail, line by line; what it quotes is marked ``>`` like in plain text."""
    parser = _Words()
    parser.feed(html[:HTML_MAX])
    parser.close()
    lines = [_spaced(line) for line in parser.lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _spaced(pieces: list[str]) -> str:
    mark = "> " if pieces[:1] == ["> "] else ""
    return mark + " ".join("".join(pieces[1:] if mark else pieces).split())
