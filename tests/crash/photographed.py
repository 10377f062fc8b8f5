"""Supporters' photos in a besieged campaign: posted to the stand-ins, approved in the store, some withdrawn midway."""

from __future__ import annotations

import base64
import io
import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.bootstrap.photo_kit import intake
from bot.campaign.candidate import Path as Way
from bot.campaign.candidate import Source
from bot.campaign.delivery import State as Row
from bot.campaign.model import Campaign, NetworkName
from bot.campaign.photo import OVER, PUBLISHABLE, State
from bot.files import secrets
from bot.ports import PHOTOS, Outbox, Photo, Seen, Wanted
from tests.crash.ground import ROOT, Ground, Servers

SOURCES = "sources.json"
"""What was posted: the photo's id, the account that is to repost it, and the post's id on that account's network."""
TAG = "#besieged"
SETTINGS = (
    f"photos: {{tags: ['{TAG}'], from: 2020-01-01, until: 2020-01-02, pace: {{hour: 999, day: 999, spacing: 0 s}}}}\n"
)
"""The time for photos is over, so that nothing but what is seeded is taken; what is approved goes out all the same."""
REPOSTS = {
    NetworkName.MASTODON: "/api/v1/statuses/*/reblog",
    NetworkName.X: "/2/users/*/retweets",
    NetworkName.TELEGRAM: "*/forwardMessage",
}
WITHDRAWN = 0.4
"""The share of deaths beside which somebody withdraws a photo."""
_NEVER = frozenset({Row.CANCELLED, Row.RETRACTED, Row.REJECTED, Row.MISSED, Row.PAST})


def post_photos(ground: Ground, servers: Servers) -> None:
    """Supporters post, before the daemon is born for the first time."""
    posted = []
    for place, name in enumerate(ground.names):
        for number in range(ground.shape.photos):
            source = _post(ground, servers, place, f"{name}n{number}")
            posted.append((f"{1000 * place + number:016x}", f"a{place}", source))
    (ground.folder / SOURCES).write_text(json.dumps(posted), "utf-8")


def _post(ground: Ground, servers: Servers, place: int, who: str) -> str:
    network = ground.shape.network
    action: dict[str, Any] = {"network": network.value, "text": f"{TAG} {who}", "pictures": [{"data": _picture()}]}
    match network:
        case NetworkName.MASTODON:
            action |= {"do": "post", "person": {"name": who}}
        case NetworkName.X:
            action |= {"do": "post", "person": {"handle": who}}
        case NetworkName.TELEGRAM:
            person = {"id": 77_000 + place, "first_name": who}
            action |= {"do": "write", "person": person, "chat": ground.supporters}
    (done,) = servers.ask("POST", "people", [action])
    return str(done["id"]) if "id" in done else f"{done['chat']}/{done['message_id']}"


def _picture() -> str:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def seed(outbox: Outbox, folder: Path, campaign: Campaign, now: datetime) -> None:
    """What was posted waits in the store, and a person says yes to it; a second time nothing is done."""
    for own, account, source in _sources(folder):
        if outbox.photo(own) is None:
            photo = _photo(folder, campaign, own, account, source, now)
            outbox.take_photo(photo)
            yes = approval_of(photo, campaign)
            photos.approve(outbox, photo, campaign, "Jean", now, seen=yes)


def _sources(folder: Path) -> Sequence[tuple[str, str, str]]:
    file = folder / SOURCES
    return [tuple(one) for one in json.loads(file.read_text("utf-8"))] if file.exists() else []


def _photo(folder: Path, campaign: Campaign, own: str, name: str, source: str, now: datetime) -> Photo:
    account = campaign.settings.accounts[name]
    given = secrets.read(folder, campaign.settings).of(name)
    looking = intake(account, given, campaign.settings)
    seen = looking.look_at(source, Wanted((TAG,), now))
    looking.close()
    assert isinstance(seen, Seen), seen
    kind = Source.CHANNEL_POST if account.network is NetworkName.TELEGRAM else Source.PUBLIC_POST
    return Photo(
        own,
        State.QUEUED,
        kind,
        Way.NATIVE,
        f"origin {own}",
        now,
        now,
        now,
        network=account.network,
        account=name,
        remote_id=source,
        fingerprint=seen.found.fingerprint,
        tag=TAG,
        language="fr",
    )


def are_over(outbox: Outbox) -> bool:
    """Whether every photo that may be out had its turn, and nothing is out of the others."""
    known = outbox.photos()
    approved = {photo.id for photo in known if photo.state in PUBLISHABLE}
    rows = outbox.deliveries(entry=PHOTOS)
    undone = all(row.occurrence in approved or row.state in _NEVER for row in rows)
    return undone and approved <= {row.occurrence for row in rows}


@dataclass(slots=True)
class Withdrawals:
    """``run.py photos withdraw``, again and again, each a process of its own."""

    folder: Path
    chance: random.Random
    chosen: list[str] = field(default_factory=list)
    _left: list[str] = field(default_factory=list)
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = [one for one, _, _ in _sources(self.folder)]
        self.chance.shuffle(own)
        # Some stay.
        self._left = own[: len(own) // 2]

    def perhaps(self) -> None:
        """Somebody withdraws one now."""
        if self._left and self.chance.random() < WITHDRAWN:
            self._begin(self._left.pop())

    def all_done(self) -> None:
        """Whoever was to withdraw has done so."""
        while self._left:
            self._begin(self._left.pop())
        for process in self._running:
            process.wait(120)
        self._running.clear()

    def _begin(self, own: str) -> None:
        self.chosen.append(own)
        command = [sys.executable, "run.py", "--campaign", str(self.folder), "photos", "withdraw", own, "--yes"]
        with (self.folder / "withdrawals.log").open("ab") as told:
            self._running.append(subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=told))


@dataclass(slots=True)
class Reposts:
    """What became of one campaign's photos, counted from what the stand-in received."""

    photos: int = 0
    withdrawn: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def count(
    ground: Ground, posts: Sequence[Mapping[str, Any]], states: Mapping[str, str], rows: Mapping[str, str]
) -> Reposts:
    """``states``: of photos, ``rows``: of their reposts, both by the photo's id."""
    told = Reposts()
    for own, account, source in _sources(ground.folder):
        name = ground.names[int(account.removeprefix("a"))]
        mine = [post for post in posts if post["repost_of"] == source and post["account"] == name]
        there = [post for post in mine if not post["deleted_at"]]
        state, row = states.get(own, "never taken"), rows.get(own, "none")
        what = f"{name}: {own} ({state}, {row}), ids {[post['id'] for post in mine]}"
        told.photos += 1
        told.withdrawn += state in OVER
        if len(mine) > 1:
            told.twice.append(what)
        if state not in PUBLISHABLE and there:
            told.left.append(what)
        elif state in PUBLISHABLE and not there and row not in {"ask", "rejected"}:
            told.lost.append(what)
    return told
