"""The sandbox's X with supporters on it, and an intake that looks at it."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import Image

from bot.campaign.model import Account, NetworkName, Place
from bot.networks.fetch import Fetcher
from bot.networks.x_intake import XIntake
from bot.ports import Found, Page, Saying, Wanted
from tests.contracts.sandbox_venue import Sandbox
from tests.contracts.stage_venues import X_SECRETS

START = datetime(2023, 8, 30, 12, tzinfo=UTC)
OWN = {"network": "x", "handle": "@azat", **X_SECRETS}
WANTED = Wanted(("#FreeAzat", "#СвободуАзату"), START - timedelta(hours=1), frozenset({"azat"}))


def picture(colour: str = "navy") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


def shown(colour: str = "navy", alt: str = "", kind: str = "photo") -> dict[str, str]:
    return {"data": base64.b64encode(picture(colour)).decode(), "alt": alt, "kind": kind}


class Square:
    """Its clock, its supporters, and what reading cost."""

    def __init__(self, running: Sandbox) -> None:
        self._sandbox = running
        for name in ("posts", "faults", "settings"):
            running.ask("DELETE", name)
        running.ask("POST", "accounts", [OWN])
        self.at(START)

    def at(self, now: datetime) -> None:
        self._sandbox.ask("POST", "clock", {"now": now.isoformat()})

    def intake(self) -> XIntake:
        account = Account("x", NetworkName.X, Place("settings.yaml"), self._sandbox.addresses["x"], "@azat")
        return XIntake(account, X_SECRETS, 20.0, Fetcher(insecure_loopback=True).fetch)

    def post(
        self, text: str = "Ici ! #FreeAzat", who: str = "anna", facts: Mapping[str, object] | None = None, **more: Any
    ) -> str:
        pictures = more.pop("pictures", [shown()])
        person = {"handle": who, **(facts or {})}
        action = {"network": "x", "do": "post", "person": person, "text": text, "pictures": pictures, **more}
        [made] = self._sandbox.ask("POST", "people", [action])
        return str(made["id"])

    def posts(self, number: int, *, every: timedelta = timedelta(seconds=1)) -> list[str]:
        made = []
        for step in range(number):
            self.at(START + every * step)
            made.append(self.post(f"{step} #FreeAzat"))
        self.at(START + every * number + timedelta(minutes=1))
        return made

    def edit(self, identity: str, who: str = "anna", **changed: object) -> str:
        action = {"network": "x", "do": "edit", "account": who, "id": identity, **changed}
        [made] = self._sandbox.ask("POST", "people", [action])
        return str(made["id"])

    def delete(self, identity: str, who: str = "anna") -> None:
        self._sandbox.ask("POST", "people", [{"network": "x", "do": "delete", "account": who, "id": identity}])

    def fault(self, do: str, path: str = "/2/tweets/search/recent", **more: object) -> None:
        self._sandbox.ask("POST", "faults", [{"network": "x", "when": {"path": path}, "do": do, "times": 1, **more}])

    def set(self, **settings: object) -> None:
        self._sandbox.ask("POST", "settings", settings)

    def heard(self) -> Mapping[str, Any]:
        told: Mapping[str, Any] = self._sandbox.ask("GET", "requests")["x"]
        return told


def page_of(told: object) -> Page:
    assert isinstance(told, Page), told
    return told


def all_of(intake: XIntake, cursor: str = "", wanted: Wanted = WANTED) -> tuple[list[Found], str]:
    """Every page that is there now."""
    [name] = intake.cursors(wanted)
    found: list[Found] = []
    while True:
        page = page_of(intake.photos_since(name, cursor, wanted))
        found += page.found
        cursor = page.cursor
        if not page.more:
            return found, cursor


def said(intake: XIntake, cursor: str = "") -> tuple[list[Saying], str]:
    """Every saying that is there now."""
    sayings: list[Saying] = []
    while True:
        page = page_of(intake.sayings_since(cursor, WANTED))
        sayings += page.sayings
        cursor = page.cursor
        if not page.more:
            return sayings, cursor


def ids(found: list[Found]) -> list[str]:
    return [one.remote_id for one in found]
