"""What every handler of the stand-in Mastodon is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NoReturn

from bot.sandbox.accounts import MastodonAccount
from bot.sandbox.call import Answer, BadBodyError, Call, RefusedError, json_answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.store import Status, Store
from bot.sandbox.world import World

# ActiveModel::Type::Boolean::FALSE_VALUES; note that "False" is true to Rails.
_NESTED = re.compile(r"(\w+)\[\]\[(\w+)\]", re.ASCII)
_FALSE = frozenset({"0", "f", "F", "false", "FALSE", "off", "OFF"})


@dataclass(frozen=True, slots=True)
class Context:
    """One authenticated request."""

    world: World
    store: Store
    call: Call
    account: MastodonAccount
    parameters: Mapping[str, str]

    def body(self) -> dict[str, object]:
        """Form or JSON fields under Rails' names; ``media_ids[]`` and JSON's ``media_ids`` are one list."""
        if self.call.content_type == "application/json":
            value = self.call.json() if self.call.body else {}
            if not isinstance(value, dict):
                raise BadBodyError("the JSON body must be an object")
            return value
        fields: dict[str, object] = {}
        for name, value in self.call.form().fields:
            nested = _NESTED.fullmatch(name)
            if nested:
                _add_nested(fields, nested.group(1), nested.group(2), value)
            elif name.endswith("[]"):
                many = fields.setdefault(name[:-2], [])
                if isinstance(many, list):
                    many.append(value)
            else:
                fields[name] = value
        return fields

    def own_status(self) -> Status:
        """The status the path names, if it stands and is the caller's."""
        stored = self.store.statuses.get(self.parameters["id"])
        if stored is None or stored.account.id != self.account.id or not self.stands(stored):
            refuse(404, "Record not found")
        return stored

    def stands(self, stored: Status) -> bool:
        """Whether the status is there, for the server that answers."""
        return self.world.visible(stored.seen, self.call.stale_s)

    def status_json(self, stored: Status) -> dict[str, object]:
        """A status as answers show it."""
        original = self.store.statuses.get(stored.reblog_of)
        return entities.status(
            self.world,
            self.as_seen(stored),
            self.store.counts[stored.account.id],
            self.status_json(original) if original else None,
            len(self.store.boosts_of(stored.id)),
        ) | {"reblogged": bool(self.store.boosts_of(stored.reblog_of or stored.id, self.account.id))}

    def as_seen(self, stored: Status) -> Status:
        """The version that the server that answers knows of."""
        seen = self.world.now() - timedelta(seconds=self.call.stale_s)
        edits = [edit for edit in stored.edits if edit.at <= seen]
        if len(edits) == len(stored.edits):
            return stored
        last = edits[-1] if edits else stored.edits[0]
        return replace(
            stored,
            text=last.text,
            warning=last.warning,
            sensitive=last.sensitive,
            language=last.language,
            uploads=list(last.uploads),
            edits=edits if len(edits) > 1 else [],
        )

    def count(self) -> int:
        """How many statuses the caller has."""
        return self.store.counts[self.account.id]


def _add_nested(fields: dict[str, object], name: str, key: str, value: str) -> None:
    """``name[][key]``: a key that is there already begins the next object, as Rack reads it."""
    many = fields.setdefault(name, [])
    if isinstance(many, list):
        if not many or key in many[-1]:
            many.append({})
        many[-1][key] = value


def text_of(fields: Mapping[str, object], name: str) -> str:
    """A text field, empty when absent; 422 for any other type."""
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, dict | list):
        refuse(422, f"Validation failed: {name} is invalid")
    return str(value)


def truth_of(fields: Mapping[str, object], name: str) -> bool:
    """A boolean as Rails casts it."""
    value = fields.get(name)
    return bool(value) if isinstance(value, bool | type(None)) else str(value) not in _FALSE | {""}


def refuse(status: int, error: str, why: str = "") -> NoReturn:
    """Answer with an error entity."""
    raise RefusedError(json_answer(status, {"error": error}), why or error)


def ok(value: object) -> Answer:
    """200 with an entity."""
    return json_answer(200, value)
