"""FETCH and SEARCH: https://www.rfc-editor.org/rfc/rfc3501#section-6.4.5 and 6.4.4."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.sandbox.mailbox.store import Folder, Stored
from bot.sandbox.mailbox.syntax import BadCommandError, Value, literal, numbers

_BODY = re.compile(rb"BODY(?:\.PEEK)?\[(?P<section>[^\]]*)\](?:<(?P<from>\d+)\.(?P<most>\d+)>)?", re.IGNORECASE)
_FIELDS = re.compile(rb"HEADER\.FIELDS \(([^)]*)\)", re.IGNORECASE)


def fetched(mail: Stored, items: Sequence[bytes], *, may_mark: bool) -> bytes:
    """One mail's items, without the parentheses. Asking for a body without ``.PEEK`` marks it as seen."""
    told = []
    for item in items:
        name = item.upper()
        match = _BODY.fullmatch(item)
        if name == b"UID":
            told.append(b"UID %d" % mail.uid)
        elif name == b"FLAGS":
            told.append(b"FLAGS (%s)" % " ".join(sorted(mail.flags)).encode())
        elif name == b"RFC822.SIZE":
            told.append(b"RFC822.SIZE %d" % len(mail.raw))
        elif name == b"INTERNALDATE":
            told.append(b'INTERNALDATE "%s"' % mail.at.strftime("%d-%b-%Y %H:%M:%S +0000").encode())
        elif match is not None:
            if may_mark and b".PEEK" not in name:
                mail.flags.add("\\Seen")
            told.append(_body(mail, match))
        else:
            raise BadCommandError(f"the stand-in has no {item.decode('ascii', 'replace')}")
    return b" ".join(told)


def _body(mail: Stored, match: re.Match[bytes]) -> bytes:
    section = match["section"]
    head, gap, _ = mail.raw.partition(b"\r\n\r\n")
    fields = _FIELDS.fullmatch(section)
    if not section:
        data = mail.raw
    elif section.upper() == b"HEADER":
        data = head + gap
    elif section.upper() == b"TEXT":
        data = mail.raw[len(head + gap) :]
    elif fields:
        wanted = {name.lower() for name in fields[1].split()}
        lines = re.split(rb"\r\n(?![ \t])", head)
        kept = [line for line in lines if line.partition(b":")[0].strip().lower() in wanted]
        data = b"".join(line + b"\r\n" for line in kept) + b"\r\n"
    else:
        raise BadCommandError(f"the stand-in has no section {section.decode('ascii', 'replace')}")
    place = b""
    if match["from"]:
        start = int(match["from"])
        data = data[start : start + int(match["most"])]
        place = b"<%d>" % start
    return b"BODY[%s]%s %s" % (section, place, literal(data))


def searched(folder: Folder, view: Sequence[int], asked: Sequence[Value]) -> list[int]:
    """The UIDs in ``view`` (by sequence number) that all keys of ``asked`` hold for."""
    keys = list(asked)
    if keys and keys[0] == b"CHARSET":
        keys = keys[2:]
    tests: list[Callable[[int, Stored], bool]] = []
    while keys:
        tests.append(_test(keys, view))
    there = [(place, folder.mails[uid]) for place, uid in enumerate(view, 1) if uid in folder.mails]
    return [mail.uid for place, mail in there if all(test(place, mail) for test in tests)]


def _test(keys: list[Value], view: Sequence[int]) -> Callable[[int, Stored], bool]:
    key = keys.pop(0)
    if not isinstance(key, bytes):
        raise BadCommandError("the stand-in searches without parentheses")
    name = key.upper()
    flags = {b"SEEN": "\\Seen", b"DELETED": "\\Deleted", b"FLAGGED": "\\Flagged", b"ANSWERED": "\\Answered"}
    if name == b"ALL":
        return lambda _place, _mail: True
    if name in flags:
        return lambda _place, mail: flags[name] in mail.flags
    if name.removeprefix(b"UN") in flags:
        return lambda _place, mail: flags[name.removeprefix(b"UN")] not in mail.flags
    if name == b"UID" and keys and isinstance(told := keys.pop(0), bytes):
        ranges = list(numbers(told, max(view, default=0)))
        return lambda _place, mail: any(first <= mail.uid <= last for first, last in ranges)
    if re.fullmatch(rb"[\d:,*]+", key):
        places = list(numbers(key, len(view)))
        return lambda place, _mail: any(first <= place <= last for first, last in places)
    raise BadCommandError(f"the stand-in does not search by {key.decode('ascii', 'replace')}")
