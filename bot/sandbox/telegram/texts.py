"""Texts and their entities: https://core.telegram.org/bots/api#formatting-options, #messageentity."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from bot.sandbox.telegram.context import Context
from bot.sandbox.telegram.errors import bad

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_TYPES = frozenset(_TAGS.values()) | {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "expandable_blockquote",
    "text_mention",
    "custom_emoji",
    "date_time",
}
# What the server finds by itself; what stands first wins where two overlap (tdlib, find_entities).
_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\"«»]*[^\s<>\"«».,:;!?')\]]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![\w-])", re.ASCII)),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}", re.ASCII)),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d_]\w*")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/<>])", re.ASCII)),
)

Entity = dict[str, object]


def units(text: str) -> int:
    """UTF-16 code units, which entities are measured in; that the length limits are too is unverified."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def formatted(context: Context, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """The text that will stand there, and its entities."""
    raw = context.text(name)
    mode = context.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(raw)
    elif mode in {"", "none"}:
        text, entities = raw, _given(context, entities_name, raw)
    elif mode in {"markdown", "markdownv2"}:
        bad("unsupported parse_mode", f"{mode} is not played by this stand-in")
    else:
        bad("unsupported parse_mode")
    return _trimmed(text, entities)


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    # The server trims white space at both ends ("after entities parsing") and drops control characters.
    clean = "".join(" " if character < " " and character not in "\n\t" else character for character in text)
    left = len(clean) - len(clean.lstrip())
    trimmed, shift = clean.strip(), units(clean[:left])
    length = units(trimmed)
    kept = []
    for entity in entities:
        offset = int(str(entity["offset"])) - shift
        end = min(offset + int(str(entity["length"])), length)
        if max(offset, 0) < end:
            kept.append(entity | {"offset": max(offset, 0), "length": end - max(offset, 0)})
    return trimmed, kept + found(trimmed)


def found(text: str) -> list[Entity]:
    """Links, addresses, mentions, hashtags and commands, in their order."""
    spans: list[tuple[int, int, str]] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end, _ in spans):
                spans.append((*match.span(), kind))
    return [
        {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}
        for start, end, kind in sorted(spans)
    ]


def _given(context: Context, name: str, text: str) -> list[Entity]:
    entities = context.object(name)
    if entities is None:
        return []
    if not isinstance(entities, list):
        bad(f"{name} must be an Array")
    for entity in entities:
        if not isinstance(entity, dict) or entity.get("type") not in _TYPES:
            bad("can't parse MessageEntity: unsupported type specified", f"entity {entity!r}")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 1:
            bad("can't parse MessageEntity: invalid offset or length", f"entity {entity!r}")
        if offset + length > units(text):
            bad("entity ends after the end of the text", f"entity {entity!r} in {units(text)} units")
    return list(entities)


class _Reader(HTMLParser):
    """The handful of tags of #html-style; anything else is refused."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.entities: list[Entity] = []
        self._open: list[tuple[str, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _TAGS and not (tag == "span" and given.get("class") == "tg-spoiler"):
            bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {self._at()}')
        self._open.append((tag, units(self.text), given.get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            bad(f"can't parse entities: Unexpected end tag at byte offset {self._at()}")
        _, start, link = self._open.pop()
        length = units(self.text) - start
        kind = _TAGS.get(tag, "spoiler")
        if length and (kind != "text_link" or link):
            entity: Entity = {"type": kind, "offset": start, "length": length}
            self.entities.append(entity | {"url": link} if kind == "text_link" else entity)

    def handle_data(self, data: str) -> None:
        if "<" in data:
            bad(f"can't parse entities: Unexpected start tag at byte offset {self._at()}")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        # "The API currently supports only the following named HTML entities"
        self.text += html.unescape(f"&{name};") if name in {"lt", "gt", "amp", "quot"} else f"&{name};"

    def handle_charref(self, name: str) -> None:
        self.text += html.unescape(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        bad(f"can't parse entities: Unsupported start tag at byte offset {self._at()}", f"a comment: {data[:20]}")

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def finish(self) -> None:
        """Every tag must be closed."""
        self.close()
        if self._open:
            bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{self._open[-1][0]}\"")

    def _at(self) -> int:
        return len(self.text.encode())


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities."""
    reader = _Reader()
    reader.feed(text)
    reader.finish()
    return reader.text, reader.entities
