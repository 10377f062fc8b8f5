"""Checking a JSON body against a schema that allows no other properties, as X's OpenAPI document does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from bot.sandbox.x.problems import invalid


@dataclass(frozen=True, slots=True)
class Text:
    """A string, of a pattern or among some values."""

    pattern: str = ""
    among: tuple[str, ...] = ()
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """A boolean."""


@dataclass(frozen=True, slots=True)
class Anything:
    """A documented property whose shape does not matter here."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    item: Text
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these properties and no others."""

    properties: Mapping[str, Shape]
    required: tuple[str, ...] = field(default=())


Shape = Text | Truth | Anything | Many | Record


def check(value: object, shape: Shape, path: str = "$") -> None:
    """Raise 400 at the first property that the schema does not allow."""
    match shape:
        case Anything():
            return
        case Truth():
            if not isinstance(value, bool):
                _wrong(path, value, "boolean expected")
        case Text():
            _check_text(value, shape, path)
        case Many():
            _check_many(value, shape, path)
        case Record():
            _check_record(value, shape, path)


def _check_text(value: object, shape: Text, path: str) -> None:
    if not isinstance(value, str):
        _wrong(path, value, f"{type(value).__name__} found, string expected")
    if shape.pattern and not re.fullmatch(shape.pattern, value, re.ASCII):
        _wrong(path, value, f"does not match the regex pattern ^{shape.pattern}$")
    if shape.among and value not in shape.among:
        _wrong(path, value, f"does not have a value in the enumeration {list(shape.among)}")
    if shape.longest is not None and len(value) > shape.longest:
        _wrong(path, value, f"must be at most {shape.longest} characters long")


def _check_many(value: object, shape: Many, path: str) -> None:
    if not isinstance(value, list):
        _wrong(path, value, f"{type(value).__name__} found, array expected")
    if not shape.least <= len(value) <= shape.most:
        _wrong(path, value, f"there must be {shape.least} to {shape.most} items")
    for index, item in enumerate(value):
        check(item, shape.item, f"{path}[{index}]")


def _check_record(value: object, shape: Record, path: str) -> None:
    if not isinstance(value, dict):
        _wrong(path, value, f"{type(value).__name__} found, object expected")
    for name, item in value.items():
        if name not in shape.properties:
            _wrong(
                f"{path}.{name}",
                item,
                "is not defined in the schema and the schema does not allow additional properties",
            )
        check(item, shape.properties[name], f"{path}.{name}")
    for name in shape.required:
        if name not in value:
            _wrong(f"{path}.{name}", "", "is missing but it is required")


def _wrong(path: str, value: object, message: str) -> NoReturn:
    invalid({path: value}, f"{path}: {message}")
