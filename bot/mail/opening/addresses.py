"""The addresses in a ``From`` or ``Reply-To``, in one pass: the standard library's readers are slow, or recurse."""

from __future__ import annotations

import re

LONGEST = 254
"""RFC 5321 4.5.3.1.3, less its brackets."""
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
_NOBODY = re.compile(
    r"(?:mailer-daemon|postmaster|(?:no|do-?not|ne-?pas)-?_?repl(?:y|ies|ondre)|bounces?)(?:[+.-].*)?@"
)


def is_plain(address: str) -> bool:
    """Whether it can stand in an SMTP command as it is: ASCII, no quotation marks, a domain with a dot."""
    return len(address) <= LONGEST and _PLAIN.fullmatch(address) is not None


def answers_nobody(address: str) -> bool:
    """Whether the address says by its name that nobody reads what is sent to it."""
    return _NOBODY.match(address.lower()) is not None


def addresses(field: str) -> list[str]:
    """The plain addresses of an address list, without names, comments and group names, each once, lower case.

    One that is not plain stands as an empty string: it counts, and cannot be used. Read before encoded words are
    decoded, as RFC 2047 5 says: no name can turn into an address.
    """
    found = [_address(part) for part in _parts(field)]
    return list(dict.fromkeys(address for address in found if address is not None))


def _address(part: str) -> str | None:
    """``None``: nothing was written there."""
    if not part.strip():
        return None
    before, bracket, inside = part.rpartition("<")
    bare = inside.partition(">")[0].strip() if bracket else part.strip()
    address = bare.lower()
    return address if is_plain(address) and "<" not in before else ""


def _parts(field: str) -> list[str]:
    """The list's members, their comments left out and each quoted name a single ``"``."""
    parts: list[str] = []
    part: list[str] = []
    depth, quoted, escaped, angled = 0, False, False, False
    for letter in field:
        if escaped:
            escaped = False
        elif letter == "\\" and (quoted or depth):
            escaped = True
        elif quoted:
            quoted = letter != '"'
        elif letter == '"' and not depth:
            quoted = True
            part.append(letter)
        elif letter == "(" or (letter == ")" and depth):
            depth += 1 if letter == "(" else -1
        elif not depth:
            angled = (angled or letter == "<") and letter != ">"
            if letter in ",;" and not angled:
                parts.append("".join(part))
                part.clear()
            elif letter == ":" and not angled:
                part.clear()
            else:
                part.append(letter)
    return [*parts, "".join(part)]
