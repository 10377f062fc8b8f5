"""Supporters on the stand-in X, as its tests move them."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

from tests.sandbox.driver import Sandbox, png

SEARCH = "/2/tweets/search/recent"
NOON = "2023-08-30T12:00:00Z"
LATER = "2023-08-30T12:01:00Z"
RETWEETS = "/2/users/123/retweets"
SHOWN = {"data": base64.b64encode(png()).decode(), "alt": "Une affiche"}


def posted(sandbox: Sandbox, text: str, who: str = "anna", **more: Any) -> str:
    """A supporter's post; its id."""
    facts = more.pop("facts", {})
    action = {"network": "x", "do": "post", "person": {"handle": who, **facts}, "text": text, **more}
    return str(sandbox.people(action)[0]["id"])


def search(sandbox: Sandbox, query: str, **more: str) -> Any:
    """What the search answers."""
    return sandbox.x("GET", asked(query, **more))


def asked(query: str, **more: str) -> str:
    """The address of a search, encoded as OAuth 1.0a signs it."""
    pairs = {"query": query, **more}
    return f"{SEARCH}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs.items())


def texts(answer: Any) -> list[str]:
    """The words of a page."""
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json().get("data", [])]
