"""Where X and Mastodon see a link in a text.

Both follow twitter-text 3.1.0 (https://github.com/twitter/twitter-text, Apache-2.0), whose rules, not code, are
restated here: the label, domain, path and query grammar, which letters may stand before a link, and what makes a
``word.word`` without ``https://`` one. ``tests/oracles`` compares the result with the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.campaign.tlds import ASCII_TLDS, OTHER_TLDS

_LONGEST_URL = 4096
_LONGEST_LABEL = 63
_LONGEST_SHORT_LINK = 40
"""Of a t.co address: a longer one is no link."""

_SPACES = "\\t-\\r \\x85\\xa0\\u1680\\u180e\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
_DIRECTIONS = "\\u202a-\\u202e\\u061c\\u200e\\u200f\\u2066-\\u2069"
_NEVER = "\\ufffe\\ufeff\\uffff"
_NOT_IN_LABEL = rf"!'#%&()*+,./:;<=>?@\[\]^{{|}}~$\\{_SPACES}{_NEVER}{_DIRECTIONS}"
_ACCENTED = (
    "\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u024f\\u0253\\u0254\\u0256\\u0257\\u0259\\u025b\\u0263\\u0268\\u026f\\u0272"
    "\\u0289\\u028b\\u02bb\\u0300-\\u036f\\u1e00-\\u1eff"
)

_CHUNK_WITH_DOT = re.compile(rf"(?<![^{_SPACES}])[^{_SPACES}.]*+\.[^{_SPACES}]++")
_MAY_STAND_BEFORE = re.compile(f"[^A-Z0-9@＠$#＃{_NEVER}]")
_BARE_NOT_AFTER = frozenset("-_./")
_LABELS = re.compile(rf"(?:[^_\-{_NOT_IN_LABEL}][^{_NOT_IN_LABEL}]*+(?<![_-])\.)++")
_ASCII_WORD = re.compile(r"[A-Z0-9]+")
_PUNYCODE_TLD = re.compile(r"XN--[-0-9A-Z]+")
_LONGEST_OTHER_TLD = max(map(len, OTHER_TLDS))
_TCO = re.compile(r"HTTPS?://T\.CO/([A-Z0-9]+)(?:\?[A-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[A-Z0-9\-_&=#/])?")


class _Upper(dict[int, int]):
    """Letters in the case that JavaScript compares in: upper, where that is one letter, not ASCII for a foreign one."""

    def __missing__(self, code: int) -> int:
        upper = chr(code).upper()
        known = self[code] = code if len(upper) != 1 or (ord(upper) < 128 <= code) else ord(upper)
        return known


_UPPER = _Upper()


def fold(text: str) -> str:
    """``text`` in that case; as long as it was."""
    return text.translate(_UPPER)


def _folded(ranges: str) -> str:
    """A character class's inside, plus what its members fold to."""
    members = re.compile(f"[{ranges}]").findall("".join(map(chr, range(0x2000))))
    return "".join(sorted(set(map(fold, members))))


_OTHER_TLDS_FOLDED = frozenset(map(fold, OTHER_TLDS))
_ASCII_TLDS_FOLDED = frozenset(map(str.upper, ASCII_TLDS))


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one network changes in the grammar."""

    schemes: re.Pattern[str]
    port_path_query: re.Pattern[str]
    """Group ``path`` is set when there is one."""
    bare: bool
    """Whether ``word.word`` is a link without a scheme."""


def _tail(general: str, ending: str, item_with_at: str, query: str, query_ending: str) -> re.Pattern[str]:
    balanced = rf"\((?:{general}+|{general}*\({general}+\){general}*)\)"
    item = rf"(?:{general}*(?:{balanced}{general}*)*{ending}|{balanced}|{item_with_at})"
    return re.compile(rf"(?::[0-9]+)?(?P<path>/{item}*)?(?:\?{query}*{query_ending})?")


@cache
def x_dialect() -> Dialect:
    """X's: twitter-text unchanged."""
    letters = f"A-Z0-9\\u0400-\\u042f\\u0460-\\u04ff{_folded(_ACCENTED)}"
    general = rf"[{letters}!*';:=+,.$/%#\[\]\-–_~@|&]"
    return Dialect(
        schemes=re.compile("HTTPS?://"),
        port_path_query=_tail(
            general,
            rf"[{letters}+\-=_#/]",
            rf"@{general}+/",
            r"[A-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]",
            r"[A-Z0-9\-_&=#/]",
        ),
        bare=True,
    )


@cache
def mastodon_dialect() -> Dialect:
    """Mastodon's: a scheme is needed, more of them are known, paths may hold any letter (its ``twitter_regex.rb``)."""
    general = rf"[^{_SPACES}<>()?]"
    other = "\\xa0-\\ud7ff\\ue000-\\ufdcf\\ufdf0-\\uffef\\U00010000-\\U0010fffd"
    return Dialect(
        schemes=re.compile("(?:HTTPS?|DAT|DWEB|IPFS|IPNS|SSB|GOPHER|GEMINI)://"),
        port_path_query=_tail(
            general,
            rf"[^{_SPACES}()?!*\"'「」<>;:=,.$%\[\]~&|@]",
            rf"{general}+/",
            rf"[A-Z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^{other}]",
            rf"[A-Z0-9_&=#/\-{other}]",
        ),
        bare=False,
    )


def _end_of_tld(text: str, start: int, end: int) -> int:
    """Where the top-level domain that begins at ``start`` ends; 0 when none does."""
    word = _ASCII_WORD.match(text, start, end)
    if word is not None and word.group() in _ASCII_TLDS_FOLDED and not _goes_on(text, word.end(), end):
        return word.end()
    for stop in range(min(end, start + _LONGEST_OTHER_TLD), start, -1):
        if text[start:stop] in _OTHER_TLDS_FOLDED and not _goes_on(text, stop, end):
            return stop
    punycode = _PUNYCODE_TLD.match(text, start, end)
    return punycode.end() if punycode else 0


def _goes_on(text: str, at: int, end: int) -> bool:
    return at < end and (text[at] in "@+-" or _ASCII_WORD.match(text, at, end) is not None)


def _end_of_domain(text: str, start: int, end: int, fruitless: set[int]) -> int:
    """The longest domain that begins at ``start``: labels, then a known top-level domain. 0 when there is none.

    ``fruitless`` remembers the ends of runs of labels already tried from further left: of such a run only the first
    dot is worth another look, its label being shorter now. It keeps ``a.a.a. …`` from taking quadratic time.
    """
    labels = _LABELS.match(text, start, end)
    if labels is None:
        return 0
    dot = text.index(".", start) if labels.end() in fruitless else labels.end() - 1
    while dot > start:
        before = text.rfind(".", start, dot)
        # An underscore may stand in a subdomain, not in the name before the top-level domain.
        if "_" not in text[before + 1 if before >= 0 else start : dot]:
            stop = _end_of_tld(text, dot + 1, end)
            if stop:
                return stop
        dot = before
    fruitless.add(labels.end())
    return 0


def _length_in_dns(label: str) -> int:
    """Of a label as DNS carries it: in punycode unless it is plain ASCII."""
    parts = re.split("[.\u3002\uff0e\uff61]", label)
    return len(parts) - 1 + sum(map(_length_in_punycode, parts))


def _length_in_punycode(part: str) -> int:
    if all(" " <= letter <= "~" for letter in part):
        return len(part)
    whole = part.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return len("xn--") + len(whole.encode("punycode"))


@cache
def _ascii_labels() -> re.Pattern[str]:
    return re.compile(rf"(?:[-A-Z0-9{_folded(_ACCENTED)}]+\.)+")


def _latin_domains(domain: str) -> Iterator[tuple[int, int]]:
    """The domains in Latin letters inside ``domain``: without a scheme only these are links."""
    folded = fold(domain)
    position = 0
    while (labels := _ascii_labels().search(folded, position)) is not None:
        position = labels.end()
        dot = position - 1
        while dot > labels.start():
            stop = _end_of_tld(folded, dot + 1, len(folded))
            if stop:
                yield labels.start(), stop
                position = stop
                break
            dot = folded.rfind(".", labels.start(), dot)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch that reads like a link; whether it counts is decided afterwards, and nothing else begins inside it."""

    start: int
    end: int
    domain_start: int
    domain_end: int
    path: bool

    def possible(self, text: str) -> bool:
        """Whether DNS and X's own limits allow it."""
        domain = text[self.domain_start : self.domain_end]
        if domain.startswith("xn--") and not any(_latin_domains(domain)):
            return False
        if not all(1 <= _length_in_dns(label) <= _LONGEST_LABEL for label in domain.split(".")):
            return False
        scheme = self.domain_start - self.start or len("https://")
        return self.end - self.start + scheme <= _LONGEST_URL

    def with_scheme(self, text: str) -> Iterator[tuple[int, int]]:
        """Itself, cut to what a t.co address may hold."""
        short = _TCO.match(fold(text[self.start : self.end]))
        if short is None:
            yield self.start, self.end
        elif len(short.group(1)) <= _LONGEST_SHORT_LINK:
            yield self.start, self.start + short.end()

    def bare(self, text: str) -> Iterator[tuple[int, int]]:
        """Each domain in Latin letters; the last one takes what follows the whole domain, when that has a path."""
        if self.start and text[self.start - 1] in _BARE_NOT_AFTER:
            return
        domain = text[self.domain_start : self.domain_end]
        found: list[tuple[int, int]] = []
        for first, last in _latin_domains(domain):
            # X looks the name up again in the domain, and so may find an earlier one.
            start = domain.find(domain[first:last], found[-1][1] if found else 0)
            found.append((start, start + last - first))
        rest = self.end - self.domain_end if self.path else 0
        for start, end in found:
            yield self.start + start, self.start + end + (rest if (start, end) == found[-1] else 0)


def _candidate_at(folded: str, start: int, end: int, dialect: Dialect, fruitless: set[int]) -> _Candidate | None:
    scheme = dialect.schemes.match(folded, start, end)
    domain_start = scheme.end() if scheme else start
    domain_end = _end_of_domain(folded, domain_start, end, fruitless)
    if not domain_end:
        return None
    # Mastodon, too, reads a link without a scheme as one stretch before it passes it over.
    tail = dialect.port_path_query.match(folded, domain_end, end)
    assert tail is not None, "every part of it is optional"
    return _Candidate(start, tail.end(), domain_start, domain_end, tail["path"] is not None)


def _candidates(folded: str, dialect: Dialect) -> Iterator[_Candidate]:
    for chunk in _CHUNK_WITH_DOT.finditer(folded):
        position = max(chunk.start() - 1, 0)
        fruitless: set[int] = set()
        while position < chunk.end():
            found = None
            if _MAY_STAND_BEFORE.match(folded, position):
                found = _candidate_at(folded, position + 1, chunk.end(), dialect, fruitless)
            if found is None and position == 0:
                found = _candidate_at(folded, 0, chunk.end(), dialect, fruitless)
            if found is None:
                position += 1
            else:
                yield found
                position = found.end


def links(text: str, dialect: Dialect) -> Iterator[tuple[int, int]]:
    """Every link in ``text`` (NFC) as (start, end), in order.

    X works on UTF-16 units: to agree with it beyond U+FFFF, hand those in, one unit per character.
    """
    if "." not in text:
        return
    for candidate in _candidates(fold(text), dialect):
        if candidate.possible(text):
            if candidate.domain_start > candidate.start:
                yield from candidate.with_scheme(text)
            elif dialect.bare:
                yield from candidate.bare(text)
