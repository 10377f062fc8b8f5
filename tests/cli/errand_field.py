"""A campaign with posts out on three networks, beside commands and a daemon of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bars.field import Field


def schedule(*entries: str) -> str:
    """A schedule's file."""
    return "posts:\n" + "".join(entries)


def entry(key: str, hours: float, words: str = "", more: str = "") -> str:
    """An entry due in so many hours."""
    at = f"{datetime.now(UTC) + timedelta(hours=hours):%Y-%m-%d at %H:%M:%S} in UTC"
    return f"  {key}:\n    when: {at}\n    text: {{fr: '{words or f'Les mots de {key}.'}'}}\n{more}"


def send(ground: Field, key: str = "one") -> None:
    """See an entry out on all three."""
    done = ground.run("post", key, "--yes")
    assert done.returncode == 0, done.stdout + done.stderr


def standing(ground: Field) -> dict[str, list[str]]:
    """First lines of what stands on each network now."""
    there: dict[str, list[str]] = {}
    for post in ground.control("GET", "posts"):
        if post["deleted_at"] is None:
            there.setdefault(post["network"], []).append(post["text"].split("\n")[0])
    return there


def states(ground: Field, entry_key: str = "one") -> dict[str, str]:
    """By account."""
    rows = json.loads(ground.run("posts", "--entry", entry_key, "--json").stdout)
    return {row["account"]: row["state"] for row in rows}


def fault(ground: Field, network: str, do: Mapping[str, Any]) -> None:
    """Have a stand-in misbehave."""
    ground.control("POST", "faults", [{"network": network, **do}])
