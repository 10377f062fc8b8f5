"""pydantic's errors as problems at the very value or key in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence as Many
from dataclasses import replace
from types import NoneType, UnionType
from typing import get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.campaign import calendar
from bot.campaign.model import Place
from bot.campaign.problem import Problem
from bot.files import in_french
from bot.files.brackets import without_brackets
from bot.files.spans import place_in
from bot.files.tree import Mapping, Node, Scalar, Sequence, plain
from bot.files.values import Fault, FaultsError, shown, unlike
from bot.files.yaml import Document

Path = tuple[str | int, ...]

SECRET_WORDS = ("token", "secret", "password", "passwd", "api-key", "apikey", "consumer-key", "access-key", "bearer")

_TYPOGRAPHIC = re.compile(r"[“”„«‘’‚‹]\s*(\S.*?)\s*[“”„»‘’›]")


def node_at(root: Node, path: Path) -> Node:
    """The node at ``path``, or the nearest one above it that the file has."""
    node = root
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.values:
            node = node.values[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node


def key_place(document: Document, path: Path) -> Place:
    """Where the key that ends ``path`` stands; of the file's root, its beginning."""
    assert document.root is not None
    owner = node_at(document.root, path[:-1]) if path else document.root
    if path and isinstance(owner, Mapping) and path[-1] in owner.keys:
        key = owner.keys[str(path[-1])]
        return Place(document.file, key.line, key.column)
    return Place(document.file, owner.line, owner.column)


def value_place(document: Document, path: Path, offset: int = 0) -> Place:
    """Where the value at ``path`` stands, or its character at ``offset``; its key, when nothing stands there."""
    assert document.root is not None
    node = node_at(document.root, path)
    if isinstance(node, Scalar):
        if not node.text and path and isinstance(path[-1], str):
            return key_place(document, path)
        if offset:
            return place_in(document, node, offset)
    return Place(document.file, node.line, node.column)


def problems(document: Document, error: ValidationError, model: type[BaseModel], at: Path = ()) -> list[Problem]:
    """Every error, in the order of the file. ``at``: where in the document the validated data stands."""
    faults = [
        (fault, path)
        for details in error.errors(include_url=False, include_input=False)
        for fault, path in _faults(document, dict(details), model, at)
    ]
    found = [_problem(document, fault, path) for fault, path in without_brackets(document, faults)]
    return sorted(found, key=lambda problem: (problem.place.line, problem.place.column))


def fault_problem(document: Document, fault: Fault, path: Path) -> Problem:
    """A fault found outside pydantic."""
    return _problem(document, fault, (*path, *fault.path))


def wall_time_problem(name: str, error: calendar.WallTimeError, zone: str, place: Place) -> Problem:
    """A time that the clocks skip or repeat, written for what is called ``name``."""
    code = "deadline-skipped" if isinstance(error, calendar.SkippedTime) else "deadline-repeated"
    facts = {
        "deadline": name,
        "wall": f"{error.wall:%H:%M}",
        "day": f"{error.wall:%Y-%m-%d}",
        "city": calendar.city_of(zone),
        "before": f"{error.before:%H:%M}",
        "after": f"{error.after:%H:%M}",
    }
    return Problem(code, place, facts)


def _problem(document: Document, fault: Fault, path: Path) -> Problem:
    place = key_place(document, path) if fault.at_key else value_place(document, path, fault.offset)
    assert document.root is not None
    node = node_at(document.root, path)
    if not fault.at_key and isinstance(node, Scalar) and not node.style:
        bare = without_typographic_quotes(node.text)
        # Words for people may well stand in such marks: what is wrong with those is something else.
        if bare != node.text and not fault.code.startswith("text-"):
            facts = {"found": node.text, "bare": bare}
            return Problem("value-quoted", Place(document.file, node.line, node.column), facts)
    return Problem(fault.code, place, fault.facts)


def _faults(
    document: Document, details: ReadOnly[str, object], model: type[BaseModel], at: Path
) -> list[tuple[Fault, Path]]:
    location = details["loc"]
    assert isinstance(location, tuple) and document.root is not None  # noqa: PT018 - pydantic's and our own promise
    path: Path = (*at, *(step for step in location if step != "[key]"))
    context = details.get("ctx")
    inner = context.get("error") if isinstance(context, dict) else None
    if isinstance(inner, FaultsError):
        at_key = location[-1:] == ("[key]",)
        return [(replace(fault, at_key=at_key or fault.at_key), (*path, *fault.path)) for fault in inner.faults]
    kind, name = details["type"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return [(unknown_key(name, _siblings(model, location[:-1])), path)]
    if kind == "missing":
        code, facts = ("key-missing-in", {"owner": str(path[-2])}) if path[:-1] else ("key-missing", {})
        return [(Fault(code, {"key": name} | facts, (), 0, at_key=True), path[:-1])]
    value = plain(node_at(document.root, path))
    if value is None:
        return [(Fault("value-missing"), path)]
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return [(Fault("value-not-mapping", {"found": shown(value), "key": name}), path)]
    return [(Fault("value-wrong", {"found": shown(value), "key": name}), path)]


def unknown_key(name: str, siblings: Many[str]) -> Fault:
    """A key that has no meaning where it stands; what looks like a secret is refused without a word of its value."""
    plainly = name.casefold().replace("_", "-")
    if any(word in plainly for word in SECRET_WORDS):
        return Fault("secret-in-file", {"key": name}, (), 0, at_key=True)
    keys = list(siblings)
    bare = without_typographic_quotes(name)
    if bare != name and bare in keys:
        return Fault("unknown-key-near-quoted", {"found": name, "near": bare}, (), 0, at_key=True)
    fault = unlike("unknown-key", name, keys)
    if near := in_french.meant(name, keys):
        fault = Fault("unknown-key-near", {"found": name, "near": near})
    return Fault(fault.code, fault.facts, (), 0, at_key=True)


def without_typographic_quotes(words: str) -> str:
    """The words inside quotation marks that YAML does not know; without such marks, the words themselves."""
    found = _TYPOGRAPHIC.fullmatch(words)
    return found[1] if found else words


def _siblings(model: type[BaseModel], location: Path) -> list[str]:
    """The keys that are known beside an unknown one: found by walking the models' annotations along its path."""
    here: object = model
    for step in location:
        here = _inside(here, step)
    return aliases(here) if isinstance(here, type) and issubclass(here, BaseModel) else []


def aliases(model: type[BaseModel]) -> list[str]:
    """A model's keys, as an organiser writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _given(annotation: object) -> object:
    """What ``X | None`` is when it is there."""
    if get_origin(annotation) is not UnionType:
        return annotation
    return next(one for one in get_args(annotation) if one is not NoneType)


def _inside(annotation: object, step: str | int) -> object:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if step == (field.alias or name):
                return _given(field.annotation)
        return None
    arguments = get_args(annotation)
    return arguments[-1] if get_origin(annotation) in {dict, list} else None
