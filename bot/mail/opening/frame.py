"""What the child that opens a mail says, and what the parent believes of it: one JSON object, then the attachments."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from struct import Struct, error

from bot.mail.opening.addresses import is_plain

MAIL_BYTES_MAX = 25_000_000
"""As much as a mail server lets through."""
MEMORY_BYTES = 400_000_000
"""Of the child: a mail of 25 MB takes half of it."""
HEADER_BYTES_MAX = 65_536
"""Of one part."""
PARTS_MAX = 100
DEPTH_MAX = 20
TEXT_MAX = 20_000
"""Characters: as many as ``own_words`` reads."""
SUBJECT_MAX = 200
MIME_MAX = 80
ID_MAX = 250
ANSWERS_MAX = 20
LANGUAGES_MAX = 5
JSON_BYTES_MAX = 200_000
ANSWER_BYTES_MAX = JSON_BYTES_MAX + MAIL_BYTES_MAX

REASONS = ("mail-broken", "mail-many-parts", "mail-too-deep", "mail-long-header", "mail-too-heavy")
"""What the child may say of a mail that it does not open."""
AUTOMATIC = ("", "own address", "bounce", "auto-submitted", "bulk", "mailing list", "calendar")
"""What it may say of who wrote it: nothing, or a value of ``ports.mailroom.Automatic``."""

WHOLE, HEADER = b"m", b"h"
"""Orders: read a mail, or only what a reply needs of its header."""
FINE, FAILED = 0, 70
"""How a child ends: with an answer, or without one (``EX_SOFTWARE``)."""

_LENGTH = Struct("<I")


class Refusal(Exception):  # noqa: N818  # a verdict on the mail, not an error of the program
    """The mail is not opened: one of ``REASONS``."""


@dataclass(slots=True)
class Opened:
    """A mail as plain values; addresses stand in it because the reply needs one, and go no further."""

    message_id: str = ""
    reply_to: str = ""
    """The one address that an answer goes to; empty: there is none, or more than one."""
    own: bool = False
    automatic: str = ""
    """A value of ``ports.mailroom.Automatic``; empty: a person's."""
    subject: str = ""
    text: str = ""
    languages: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    mimes: list[str] = field(default_factory=list)
    unopened: int = 0


def packed(opened: Opened, files: list[bytes]) -> list[bytes]:
    """As it travels."""
    told = json.dumps({**asdict(opened), "sizes": [len(data) for data in files]}).encode()
    return [_LENGTH.pack(len(told)), told, *files]


def refused(reason: str) -> list[bytes]:
    """A refusal as it travels."""
    told = json.dumps({"refused": reason}).encode()
    return [_LENGTH.pack(len(told)), told]


def unpacked(answer: bytes | bytearray) -> tuple[Opened, list[bytes]] | str | None:
    """What a child said: the mail and its files, a reason, or ``None`` when it is neither.

    It is read as if a stranger had written it: the child met one.
    """
    try:
        (length,) = _LENGTH.unpack_from(answer)
        told = json.loads(bytes(answer[_LENGTH.size : _LENGTH.size + length])) if length <= JSON_BYTES_MAX else None
    except (error, ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    if set(told) == {"refused"}:
        return told["refused"] if told["refused"] in REASONS else None
    sizes = told.pop("sizes", None)
    opened = _opened(told)
    if opened is None or not _are_sizes(sizes) or len(sizes) != len(opened.mimes):
        return None
    files, place = [], _LENGTH.size + length
    for size in sizes:
        files.append(bytes(answer[place : place + size]))
        place += size
    return (opened, files) if place == len(answer) else None


def _are_sizes(sizes: object) -> bool:
    return (
        isinstance(sizes, list)
        and len(sizes) <= PARTS_MAX
        and all(type(size) is int and 0 <= size <= MAIL_BYTES_MAX for size in sizes)
    )


_LINES = {"message_id": ID_MAX, "reply_to": ID_MAX, "automatic": MIME_MAX, "subject": SUBJECT_MAX}
_LISTS = {
    "languages": (LANGUAGES_MAX, MIME_MAX),
    "answers": (ANSWERS_MAX, ID_MAX),
    "mimes": (PARTS_MAX, MIME_MAX),
}


def _opened(told: dict[str, object]) -> Opened | None:
    if set(told) != set(Opened.__slots__):
        return None
    fair = (
        all(_is_line(told[name], most) for name, most in _LINES.items())
        and all(_are_lines(told[name], *most) for name, most in _LISTS.items())
        and _is_text(told["text"])
        and told["automatic"] in AUTOMATIC
        and (not told["reply_to"] or is_plain(str(told["reply_to"])))
        and all(map(_is_id, [told["message_id"], *_listed(told["answers"])]))
        and type(told["own"]) is bool
        and type(told["unopened"]) is int
        and 0 <= told["unopened"] <= PARTS_MAX
    )
    return Opened(**told) if fair else None  # type: ignore[arg-type]  # each was looked at above


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_id(value: object) -> bool:
    """Whether it can stand between brackets."""
    return isinstance(value, str) and value.isascii() and not set(value) & set("<> ")


def _is_line(value: object, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most and (value.isprintable() or not value)


def _are_lines(value: object, number: int, most: int) -> bool:
    return isinstance(value, list) and len(value) <= number and all(_is_line(each, most) for each in value)


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or len(value) > TEXT_MAX:
        return False
    return all(letter.isprintable() or letter in "\n\t" for letter in value)
