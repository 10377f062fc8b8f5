"""What every handler of the stand-in Mastodon is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from bot.sandbox.accounts import MastodonAccount
from bot.sandbox.call import Answer, BadBodyError, Call, RefusedError, json_answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.store import Status, Store
from bot.sandbox.world import World

# ActiveModel::Type::Boolean::FALSE_VALUES; note that "False" is true to Rails.
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
            if name.endswith("[]"):
                many = fields.setdefault(name[:-2], [])
                if isinstance(many, list):
                    many.append(value)
            else:
                fields[name] = value
        return fields

    def own_status(self) -> Status:
        """The status the path names, if it stands and is the caller's."""
        stored = self.store.statuses.get(self.parameters["id"])
        if stored is None or stored.seen.deleted_at is not None or stored.account.id != self.account.id:
            refuse(404, "Record not found")
        return stored

    def status_json(self, stored: Status) -> dict[str, object]:
        """A status as answers show it."""
        return entities.status(self.world, stored, self.count())

    def count(self) -> int:
        """How many statuses the caller has."""
        return self.store.counts[self.account.id]


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
