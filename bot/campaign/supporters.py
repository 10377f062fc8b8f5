"""What a supporter says to the campaign: take it back, yes, no, a withdrawal code, or none of these.

A yes must be explicit: nothing but a yes and courtesies. Stop is heard wherever it may be meant; between the two, stop.
What is neither goes to a person or is asked again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from bot.campaign import supporter_words as words
from bot.campaign import withdrawal_codes
from bot.campaign.lookalikes import shapes, without_hidden, without_marks
from bot.campaign.own_words import own_words


class Meaning(StrEnum):
    """What was said."""

    STOP = "stop"
    YES = "yes"
    NO = "no"
    CODE = "code"
    """Nothing but a withdrawal code: whoever sends it wants its photo withdrawn, once the code is known."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Said:
    """A meaning, and the number of the withdrawal code beside it, if there is one."""

    meaning: Meaning
    code: int | None = None


_SHORT = 15
"""Words, at most, of a message that says one thing."""
_NEAR = 6
"""Words between a verb and its object."""
_NAME = 3
"""Words of a name beneath a message."""

_QUESTION = regex.compile(r"[?？՞؟]")
_HANDLES = regex.compile(r"(?<![\w.])@[\w.@-]+")
_INSIDE = regex.compile("[\u055a-\u055f]")
"""Armenian marks stand inside the word they stress."""
_ACCENTED_SI = regex.compile(r"\bs(?:[ìí]\b|i['’`](?!\w))", regex.IGNORECASE)
_WORD = regex.compile(r"#?[\p{L}\p{M}\p{N}_]+")
_SCRIPTS = (regex.compile(r"\p{Latin}"), regex.compile(r"\p{Cyrillic}"), regex.compile(r"\p{Greek}"))
_LONG_DRAWN = regex.compile(r"(.)\1{2,}")


def _fold(text: str) -> str:
    told = _INSIDE.sub("", without_hidden(unicodedata.normalize("NFKC", text)))
    return without_marks(without_marks(_ACCENTED_SI.sub("sim", told)).casefold())


def _tokens(text: str) -> list[str]:
    return _WORD.findall(_fold(text))


def _set(listed: str) -> frozenset[str]:
    return frozenset(_tokens(listed))


def _phrases(listed: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_tokens(phrase)) for phrase in listed.split("/") if phrase.strip())


_STOP, _WEAK_STOP, _REMOVE = _set(words.STOP), _set(words.WEAK_STOP), _set(words.REMOVE)
_PICTURE, _PARTS = _set(words.PICTURE), _set(words.PARTS)
_PUBLISH, _NOT_PUBLISH = _set(words.PUBLISH), _set(words.NOT_PUBLISH)
_YES, _WEAK_YES, _NO = _set(words.YES), _set(words.WEAK_YES), _set(words.NO)
_NEGATIONS, _REFUSALS, _BUT = _set(words.NEGATIONS), _set(words.REFUSALS), _set(words.BUT)
_POLITE, _SLOGANS, _ARTICLES = _set(words.POLITE), _set(words.SLOGANS), _set(words.ARTICLES)
_CONDITIONS = _set(words.CONDITIONS)
_FILLERS = _set(words.FILLERS) | _PICTURE | _PUBLISH
_OBJECTS = (_PICTURE | _PARTS) - _ARTICLES
_MIND_CHANGED, _YES_PHRASES = _phrases(words.MIND_CHANGED), _phrases(words.YES_PHRASES)
_STOP_SHAPES = frozenset(shape for word in _STOP for shape in shapes(word))


def meaning(text: str, language: str = "") -> Said:
    """What ``text`` (plain, perhaps with quotations and a signature) says, in any of the eight languages or a mixture.

    ``language`` is a hint (``pt-BR``): in Portuguese ``no`` begins a place, in Lithuanian ``ne`` is a no.
    """
    own = own_words(text)
    code = withdrawal_codes.find(own)
    message = _Message(_without_addresses(own), language)
    if message.says_stop():
        return Said(Meaning.STOP, code)
    if code is not None:
        return Said(Meaning.CODE, code)
    if message.says_yes():
        return Said(Meaning.YES)
    return Said(Meaning.NO if message.says_no() else Meaning.NOTHING)


class _Message:
    """One message's words, line by line."""

    def __init__(self, text: str, language: str) -> None:
        self.lines = [line for line in text.splitlines() if _WORD.search(_fold(line))]
        self.rows = [_whole(_tokens(line)) for line in self.lines]
        self.words = [word for row in self.rows for word in row]
        self.asks = _QUESTION.search(text) is not None
        self.language = language[:2].lower()

    def says_stop(self) -> bool:
        return any((self._stops(), self._removes(), self._forbids(), _contains(_bare(self.words), _MIND_CHANGED)))

    def _stops(self) -> bool:
        starts = {0, _after_courtesies(self.words)}
        alone = {word for row in self.rows if len(_bare(row)) == 1 for word in _bare(row)}
        for place, word in enumerate(self.words):
            if not _is_stop(word) or self._negated(place) or _is_slogan(self.words, place):
                continue
            if place in starts or word in alone or (word not in _WEAK_STOP and len(self.words) <= _SHORT):
                return True
        return False

    def _removes(self) -> bool:
        for place, word in enumerate(self.words):
            if word not in _REMOVE or self._negated(place):
                continue
            after, before = self.words[place + 1 : place + 1 + _NEAR], self.words[max(0, place - _NEAR) : place]
            named = next((other for other in (*after, *reversed(before)) if other in _OBJECTS), "")
            if named in _PICTURE or (not named and len(self.words) <= _SHORT):
                return True
        return False

    def _forbids(self) -> bool:
        for place, word in enumerate(self.words):
            denied = _is_negation(self.words, place) or bool(_NO & set(self.words[max(0, place - 2) : place]))
            forbidden = word in _NOT_PUBLISH or (word in _PUBLISH and denied)
            if forbidden and not set(self.words[place : place + _NEAR]) & _PARTS:
                return True
        return False

    def _negated(self, place: int) -> bool:
        """Whether the verb at ``place`` is denied; not in a question: «не удалите ли …?» asks for it."""
        return not self.asks and _is_negation(self.words, place)

    def says_yes(self) -> bool:
        """Whether every line is a yes or a courtesy, the last ones perhaps a name, and nothing asks or denies."""
        if self.asks or len(self.words) > 2 * _SHORT:
            return False
        if len(_bare(self.words)) == 1 and self.words[_after_courtesies(self.words)] in _WEAK_YES:
            return True
        agreed = False
        for line, row in zip(self.lines, self.rows, strict=True):
            yes, rest = _agrees(row)
            if not rest and not (yes and set(row) & (_NEGATIONS - _PICTURE)):
                agreed = agreed or yes
            elif not (agreed and _is_name(line, row)):
                return False
        return agreed

    def says_no(self) -> bool:
        bare = _bare(self.words)
        if self.asks or not bare or len(self.words) > _SHORT:
            return False
        denies = set(bare) & (_NEGATIONS | _NO | _REFUSALS)
        no = _NO | ({"ne"} if self.language == "lt" else set())
        if self.language == "pt":
            no -= {"no"}
        if bare[0] in no and (len(bare) == 1 or self._pauses_after(bare[0])):
            return True
        if set(bare) & _REFUSALS or bare == ["ne"]:
            return True
        yes, rest = _agrees([word for word in bare if word not in _NEGATIONS | _NO | _BUT])
        return bool(denies) and yes and not rest

    def _pauses_after(self, word: str) -> bool:
        """Whether the first line with ``word`` breaks after it: «Нет, спасибо», but not "no problem"."""
        for line, row in zip(self.lines, self.rows, strict=True):
            if word in row:
                told = _fold(line)
                return regex.search(rf"\b{regex.escape(word)}\s*(?:[,.!;:–—-]|$)", told) is not None
        return False


def _without_addresses(text: str) -> str:
    lines = (_HANDLES.sub(" ", line).split() for line in text.splitlines())
    return "\n".join(" ".join(word for word in line if "@" not in word and "://" not in word) for line in lines)


def _whole(row: list[str]) -> list[str]:
    """``row`` with letters that were spaced out put together, long-drawn ones shortened, and other tags left out."""
    letters = "".join(row)
    if len(row) > 2 and all(len(word) == 1 for word in row):
        row = [letters]
    told = [_LONG_DRAWN.sub(r"\1", word) for word in row]
    return [word.lstrip("#") for word in told if not word.startswith("#") or _is_stop(word.lstrip("#"))]


def _is_stop(word: str) -> bool:
    if word in _STOP | _WEAK_STOP:
        return True
    mixed = sum(script.search(word) is not None for script in _SCRIPTS) > 1
    return mixed and bool(shapes(word) & _STOP_SHAPES)


def _is_slogan(row: Sequence[str], place: int) -> bool:
    """Whether it is something else that is to stop: the war, torture."""
    following = [word for word in row[place + 1 : place + 1 + _NEAR] if word not in _ARTICLES - _SLOGANS]
    return bool(following) and following[0] in _SLOGANS


def _is_negation(row: Sequence[str], place: int) -> bool:
    # "No" and «non» are left out: «non, retirez-la» asks for what «non toglietela» denies. In doubt it is asked for.
    return any(word in _NEGATIONS - _NO for word in row[max(0, place - 3) : place])


def _after_courtesies(row: Sequence[str]) -> int:
    return next((place for place, word in enumerate(row) if word not in _POLITE), len(row))


def _bare(row: Sequence[str]) -> list[str]:
    return [word for word in row if word not in _POLITE]


def _contains(row: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    return any(tuple(row[place : place + len(phrase)]) == phrase for phrase in phrases for place in range(len(row)))


def _agrees(row: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether ``row`` says yes, and its words that are neither that nor courtesies."""
    yes, rest, place = False, [], 0
    while place < len(row):
        length = max(
            (len(phrase) for phrase in _YES_PHRASES if tuple(row[place : place + len(phrase)]) == phrase), default=0
        )
        if length or row[place] in _YES:
            yes = True
        elif row[place] not in _POLITE | _FILLERS:
            rest.append(row[place])
        place += max(1, length)
    return yes, rest


def _is_name(line: str, row: Sequence[str]) -> bool:
    """Whether a line can be the sender's name: a few words with capitals, and none that changes a yes."""
    written = line.split()
    changing = _NEGATIONS | _NO | _BUT | _PARTS | _STOP | _REMOVE | _CONDITIONS
    return len(row) <= _NAME and all(word[:1].isupper() for word in written) and not set(row) & changing
