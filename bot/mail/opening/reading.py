"""A mail's bytes as plain values. Runs in the caged child alone: the standard library's parser meets strangers here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Compat32

from bot.campaign.own_words import own_words
from bot.mail.opening.addresses import addresses, answers_nobody
from bot.mail.opening.frame import (
    ANSWERS_MAX,
    DEPTH_MAX,
    HEADER_BYTES_MAX,
    ID_MAX,
    LANGUAGES_MAX,
    MIME_MAX,
    PARTS_MAX,
    TEXT_MAX,
    Opened,
    Refusal,
)
from bot.mail.opening.words import decoded, from_html, one_line, visible

_POLICY = Compat32()
_CHUNK = 1 << 20
_ID = re.compile(r"<([!-;=?-~]{1,250})>")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;[^,]*)?$")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_PICTURES = (
    *(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*"),
    b"RIFF",
)
_BRANDED = b"ftyp"
_FREE = frozenset({"image", "application/octet-stream", "application/x-unknown"})
"""What may be a picture by its declared type."""


class _Part(Message):
    """A message that is not made when there are too many."""


class _Factory:
    """Counts parts while they are found: what is counted afterwards has cost its memory already."""

    def __init__(self) -> None:
        self._made = 0

    def __call__(self, policy: Compat32) -> Message:
        self._made += 1
        if self._made > PARTS_MAX:
            raise Refusal("mail-many-parts")
        return _Part(policy)


def read(raw: bytes | bytearray, own_address: str) -> tuple[Opened, list[bytes]]:
    """The mail and its files; raises ``Refusal``."""
    message = _parsed(raw)
    try:
        opened = _headers(message, own_address)
        files: list[bytes] = []
        _body(message, opened, files)
    except RecursionError:
        raise Refusal("mail-too-deep") from None
    return opened, files


def read_header(raw: bytes | bytearray, own_address: str) -> tuple[Opened, list[bytes]]:
    """What a reply needs, of a mail's header alone; raises ``Refusal``."""
    return _headers(_parsed(raw), own_address), []


def _parsed(raw: bytes | bytearray) -> Message:
    end = _END_OF_HEADER.search(raw, 0, HEADER_BYTES_MAX)
    if end is None and len(raw) > HEADER_BYTES_MAX:
        raise Refusal("mail-long-header")
    parser = BytesFeedParser(_Factory(), policy=_POLICY)  # type: ignore[arg-type]  # it is called with the policy
    try:
        # In pieces: the parser copies what it is fed.
        for place in range(0, len(raw), _CHUNK):
            parser.feed(raw[place : place + _CHUNK])
        return parser.close()
    except RecursionError:
        raise Refusal("mail-too-deep") from None


def _raw(message: Message, name: str) -> list[str]:
    """A header's values as they came, undecoded."""
    return [str(value) for key, value in message.raw_items() if key.lower() == name]


def _first(message: Message, name: str) -> str:
    return next(iter(_raw(message, name)), "")


def _headers(message: Message, own_address: str) -> Opened:
    senders = [address for field in _raw(message, "from") for address in addresses(field)]
    wished = [address for field in _raw(message, "reply-to") for address in addresses(field)]
    own = own_address.lower() in {*senders, *wished}
    to = wished or senders
    usable = len(to) == 1 and not answers_nobody(to[0]) and not any(map(answers_nobody, senders))
    answers = [_ids(_first(message, "in-reply-to")), _ids(_first(message, "references"))[::-1]]
    return Opened(
        message_id=next(iter(_ids(_first(message, "message-id"))), ""),
        reply_to=to[0] if usable else "",
        own=own,
        automatic=_automatic(message, own=own),
        subject=one_line(_first(message, "subject")),
        languages=_languages(message),
        answers=list(dict.fromkeys(answers[0] + answers[1]))[:ANSWERS_MAX],
    )


def _ids(field: str) -> list[str]:
    return [found for found in _ID.findall(field) if len(found) <= ID_MAX]


def _languages(message: Message) -> list[str]:
    found = []
    for name in ("content-language", "accept-language"):
        for piece in _first(message, name)[:500].split(","):
            match = _LANGUAGE.match(piece)
            if match and len(match[1]) <= MIME_MAX:
                found.append(match[1])
    return list(dict.fromkeys(found))[:LANGUAGES_MAX]


def _automatic(message: Message, *, own: bool) -> str:
    kind, submitted = message.get_content_type(), _first(message, "auto-submitted").strip().lower()
    precedence = _first(message, "precedence").strip().lower()
    names = {name.lower() for name in message.keys()}  # noqa: SIM118  # a message is no mapping
    if own:
        return "own address"
    # RFC 5321 4.5.5, RFC 3462; a report about a mail is never a person's.
    if kind == "multipart/report" or _first(message, "return-path").strip() == "<>":
        return "bounce"
    if (submitted and not submitted.startswith("no")) or names & {"x-autoreply", "x-autorespond", "x-auto-reply"}:
        return "auto-submitted"
    if any(name.startswith("list-") for name in names):
        return "mailing list"
    if precedence in {"bulk", "junk", "list", "auto_reply"}:
        return "bulk"
    calendar = any(part.get_content_type() == "text/calendar" for part in _leaves(message))
    return "calendar" if calendar else ""


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Parts that hold something themselves; of an attached mail nothing is looked into."""
    if depth > DEPTH_MAX:
        raise Refusal("mail-too-deep")
    if depth and sum(len(key) + len(str(value)) for key, value in message.raw_items()) > HEADER_BYTES_MAX:
        raise Refusal("mail-long-header")
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            assert isinstance(part, Message), "the parser makes nothing else"
            yield from _leaves(part, depth + 1)
    else:
        yield message


def _body(message: Message, opened: Opened, files: list[bytes]) -> None:
    plain: list[str] = []
    html: list[str] = []
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and not _is_attached(part):
            (plain if kind == "text/plain" else html).append(_text(part))
        elif part.get_content_maintype() == "message":
            opened.unopened += 1
        elif part.get_content_maintype() != "text" or _is_attached(part):
            _take(part, kind, opened, files)
    words = "\n".join(plain) if any(map(str.strip, plain)) else "\n".join(map(from_html, html))
    opened.text = own_words(visible(words)[:TEXT_MAX])


def _is_attached(part: Message) -> bool:
    return _first(part, "content-disposition").strip().lower().startswith("attachment")


def _text(part: Message) -> str:
    found = part.get_param("charset", "")
    return decoded(_bytes(part), found if isinstance(found, str) else "")


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


_NOT_FILES = ("application/pgp-", "application/pkcs7-", "application/x-pkcs7-")


def _take(part: Message, kind: str, opened: Opened, files: list[bytes]) -> None:
    """Keep what may be a picture, by its declared type or by how it begins."""
    if kind.startswith(_NOT_FILES):
        return
    data = _bytes(part)
    looks = data.startswith(_PICTURES) or data[4:8] == _BRANDED
    if data and (looks or kind in _FREE or kind.partition("/")[0] in _FREE):
        opened.mimes.append("".join(filter(str.isprintable, kind))[:MIME_MAX])
        files.append(data)
    else:
        opened.unopened += 1
