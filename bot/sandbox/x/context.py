"""What every handler of the stand-in X is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.accounts import XAccount
from bot.sandbox.call import Call
from bot.sandbox.world import World
from bot.sandbox.x.problems import invalid
from bot.sandbox.x.schema import Record, check
from bot.sandbox.x.store import Store


@dataclass(frozen=True, slots=True)
class Context:
    """One request whose signature was right."""

    world: World
    store: Store
    call: Call
    account: XAccount
    parameters: Mapping[str, str]

    def body(self, shape: Record) -> dict[str, object]:
        """The JSON body, as the schema wants it."""
        if self.call.content_type != "application/json":
            invalid({}, "Requests with bodies must have content-type of application/json.")
        value = self.call.json()
        check(value, shape)
        return value if isinstance(value, dict) else {}

    def id(self, name: str = "id") -> str:
        """The id in the path: https://docs.x.com/fundamentals/x-ids, 1 to 19 digits."""
        identity = self.parameters[name]
        if not re.fullmatch(r"\d{1,19}", identity, re.ASCII):
            invalid({name: identity}, f"The `{name}` query parameter value [{identity}] is not valid")
        return identity
