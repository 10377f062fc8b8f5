"""How one value of a campaign's file is read: pydantic types that refuse with a code, the facts and the place.

Each takes what YAML gave (text, number, yes/no, nothing, list, mapping) and the names the campaign knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Annotated, NoReturn, TypeVar

from pydantic import AfterValidator, BeforeValidator, PlainValidator, ValidationInfo

from bot.campaign.when_types import WhenError

NAME = re.compile(r"[^\W\d_][\w-]*")
"""Letters, digits, ``-`` and ``_``, a letter first: what can stand in a sentence and in a delivery's key."""

ASCII_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value; ``path`` leads to a part of it, ``offset`` counts characters into its text."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    path: tuple[str | int, ...] = ()
    offset: int = 0
    at_key: bool = False


class FaultsError(ValueError):
    """Carries our faults through pydantic."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a file may use; ``None``: not known, so nothing is said against any."""

    languages: frozenset[str] | None = None
    audiences: frozenset[str] | None = None
    accounts: frozenset[str] | None = None
    deadlines: frozenset[str] | None = None
    photo_fault: Callable[[str], Fault | None] = lambda _path: None


def refuse(code: str, path: tuple[str | int, ...] = (), offset: int = 0, **facts: object) -> NoReturn:
    """One fault, no more."""
    raise FaultsError(Fault(code, facts, path, offset))


def shown(value: object) -> str:
    """A value as its writer would recognise it, cut short."""
    match value:
        case bool():
            words = "true" if value else "false"
        case list():
            words = "[…]"
        case dict():
            words = "{…}"
        case _:
            words = str(value)
    return words if len(words) <= 40 else words[:39] + "…"


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for a hint, in the order they are known."""
    all_names = list(names)
    return ", ".join(all_names[:most]) + (", …" if len(all_names) > most else "")


def unlike(code: str, name: str, known: Iterable[str], path: tuple[str | int, ...] = ()) -> Fault:
    """``code`` for a name that is not known: with a ``near`` one, or with the list of them."""
    names = sorted(known)
    folded = {candidate.casefold(): candidate for candidate in names}
    near = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.55)
    facts = {"found": name, "known": listed(names)}
    if near:
        return Fault(f"{code}-near", facts | {"near": folded[near[0]]}, path)
    return Fault(code, facts, path)


def text(value: object) -> str:
    """Words, not empty."""
    if value is None or value == "":
        refuse("value-missing")
    if not isinstance(value, str):
        refuse("value-not-text", found=shown(value))
    if not value.strip():
        refuse("value-missing")
    return value


def yes_or_no(value: object) -> bool:
    """YAML 1.2's ``true`` and ``false``, and the words organisers write."""
    if value is None:
        refuse("value-missing")
    if isinstance(value, bool):
        return value
    meaning = {"yes": True, "no": False, "true": True, "false": False}
    if not isinstance(value, str) or value.casefold() not in meaning:
        refuse("value-not-yes-or-no", found=shown(value))
    return meaning[value.casefold()]


def whole_number(value: object) -> int:
    """A chat's or a person's number."""
    if value is None:
        refuse("value-missing")
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63 or value == 0:
        refuse("value-not-whole-number", found=shown(value))
    return value


def day(value: object) -> date:
    """``2023-09-04``."""
    words = text(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words, re.ASCII):
        try:
            return date.fromisoformat(words)
        except ValueError:
            refuse("value-no-such-day", found=words)
    refuse("value-not-a-day", found=shown(words))


def one_or_many(value: object) -> object:
    """A list; a single value counts as a list of one."""
    if value is None:
        refuse("value-missing")
    if isinstance(value, list):
        if not value:
            refuse("value-empty-list")
        return value
    return [value]


def no_twice(values: list[str]) -> list[str]:
    """A list that names nothing twice."""
    faults = [Fault("value-twice", {"found": name}, (at,)) for at, name in enumerate(values) if name in values[:at]]
    if faults:
        raise FaultsError(*faults)
    return values


def hashtag(value: object) -> str:
    """``#FreeAzat``, however it was written."""
    if value is None:
        refuse("hashtag-comment")
    words = text(value).strip()
    bare = words.removeprefix("#")
    if not bare or re.search(r"[\s#]", bare):
        refuse("hashtag-wrong", found=shown(words))
    return f"#{bare}"


def known_name(kind: str) -> Callable[[object, ValidationInfo], str]:
    """A name of ``kind`` (``audience``, ``account``, ``language``) that the campaign's settings define."""

    def check(value: object, info: ValidationInfo) -> str:
        words = text(value)
        known: frozenset[str] | None = getattr(info.context, f"{kind}s")
        if known is not None and words not in known:
            if "," in words:
                refuse("list-without-brackets", found=words)
            raise FaultsError(unlike(f"unknown-{kind}", words, known))
        return words

    return check


def sentence(parse: Callable[[str], T]) -> Callable[[object], T]:
    """A value in words of its own grammar; its faults point at the very word."""

    def check(value: object) -> T:
        words = text(value)
        try:
            return parse(words)
        except WhenError as error:
            raise FaultsError(Fault(error.code, error.facts, (), error.offset)) from None

    return check


Text = Annotated[str, PlainValidator(text)]
YesOrNo = Annotated[bool, PlainValidator(yes_or_no)]
WholeNumber = Annotated[int, PlainValidator(whole_number)]
Hashtags = Annotated[
    list[Annotated[str, PlainValidator(hashtag)]], BeforeValidator(one_or_many), AfterValidator(no_twice)
]
Days = Annotated[list[Annotated[date, PlainValidator(day)]], BeforeValidator(one_or_many)]
