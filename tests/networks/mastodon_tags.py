"""A tag's timeline on a stage, in every way that servers page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.outcome import NotSent
from bot.networks.mastodon_ids import id_at, order
from bot.networks.mastodon_intake import MastodonIntake
from bot.ports import Page, Unfetched, Wanted
from tests.networks.stage import Asked, Reply, Stage

SINCE = datetime(2023, 8, 30, 12, tzinfo=UTC)
TAG = "/api/v1/timelines/tag/FreeAzat"
WANTED = Wanted(("#FreeAzat",), SINCE, frozenset({"azat", "azat_hy@armenia.example"}))
SNOWFLAKE, ULID = "100000000000000000", "01H7XK0000" + "0" * 16


def nothing(address: str) -> bytes | Unfetched | NotSent:
    return Unfetched(f"picture withheld: {address}")


def intake(stage: Stage, *servers: str, deadline_s: float = 10.0) -> MastodonIntake:
    account = Account("mastodon", NetworkName.MASTODON, Place("settings.yaml"), address=stage.address)
    return MastodonIntake(account, {"access_token": "a-token"}, deadline_s, fetch=nothing, servers=servers)


def status(own: str, at: datetime = SINCE, text: str = "Ici #FreeAzat", **more: Any) -> dict[str, Any]:
    return {
        "id": own,
        "created_at": at.isoformat().replace("+00:00", "Z"),
        "uri": f"https://elsewhere.example/users/anna/statuses/{own}",
        "url": f"https://elsewhere.example/@anna/{own}",
        "content": f"<p>{text}</p>",
        "visibility": "public",
        "account": {"id": "7", "acct": "anna@elsewhere.example", "url": "https://elsewhere.example/@anna"},
        "media_attachments": [{"id": f"m{own}", "type": "image", "url": "https://files.example/1.jpg"}],
        "tags": [{"name": "freeazat"}],
        **more,
    }


class Timeline:
    """What stands there. ``upward``: ``min_id`` pages from below, as it should; else it is taken for ``since_id``."""

    def __init__(self, stage: Stage, *statuses: Mapping[str, Any], upward: bool = True, like: str = SNOWFLAKE) -> None:
        self.statuses = [dict(one) for one in statuses]
        self.now = SINCE
        self.upward, self.like = upward, like
        stage.on("GET", TAG, self.answer)

    def add(self, at: datetime, **more: Any) -> str:
        """Somebody posted at ``at``, whenever it arrives here; its id."""
        taken = {one["id"] for one in self.statuses}
        own = id_at(at, self.like)
        while own in taken:
            own = f"{own[:-3]}{int(own[-3:]) + 1:03}"
        self.statuses.append(status(own, at, **more))
        return own

    def answer(self, asked: Asked) -> Reply:
        query = {name: values[0] for name, values in asked.query.items()}
        listed = sorted(
            (
                one
                for one in self.statuses
                if ("max_id" not in query or order(one["id"]) < order(query["max_id"]))
                and ("min_id" not in query or order(one["id"]) > order(query["min_id"]))
            ),
            key=lambda one: order(one["id"]),
            reverse=True,
        )
        limit = int(query["limit"])
        page = listed[-limit:] if "min_id" in query and self.upward else listed[:limit]
        return Reply(json=page, headers={"Date": format_datetime(self.now, usegmt=True)})


def read_on(
    reader: MastodonIntake, cursor: str = "", name: str = "#FreeAzat", wanted: Wanted = WANTED
) -> tuple[list[str], str]:
    """All pages there are now: uris' last words, in the order they came, and where to go on."""
    told: list[str] = []
    for _ in range(200):
        page = reader.photos_since(name, cursor, wanted)
        assert isinstance(page, Page), page
        told += [one.candidate.identity.rpartition("/")[2] for one in page.found]
        cursor = page.cursor
        if not page.more:
            return told, cursor
    raise AssertionError("pages without an end")


def minutes(number: float) -> datetime:
    return SINCE + timedelta(minutes=number)
