"""What the public may know of a delivery: when, where, in which language, which words. Nothing else gets further."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.campaign.delivery import POSTED, State
from bot.campaign.model import NetworkName, Settings
from bot.ports import PHOTOS, Delivery

NETWORKS = {NetworkName.MASTODON: "Mastodon", NetworkName.X: "X", NetworkName.TELEGRAM: "Telegram"}
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Line:
    """One post."""

    at: datetime
    """UTC."""
    local: datetime | None
    """The same in the audience's city; ``None``: the files no longer have the audience."""
    city: str
    network: str
    account: str
    language: str
    """BCP 47."""
    taken_back: bool
    text: str
    """Empty when it was taken back."""
    link: str
    """Empty when it was taken back, or has none."""


def posted(rows: Iterable[Delivery], settings: Settings) -> list[Line]:
    """Those that went out, the latest first.

    No reposts: the page would go on telling where a supporter's post was when that is gone.
    """
    lines = [_line(row, settings) for row in rows if row.state in POSTED and not _is_repost(row)]
    return sorted(lines, key=lambda line: (line.at, line.network, line.account, line.language), reverse=True)


def _is_repost(row: Delivery) -> bool:
    """Also one that was taken back, of which nothing is kept: a photo of a city has words."""
    return row.entry == PHOTOS and not row.text


def _line(row: Delivery, settings: Settings) -> Line:
    audience = settings.audiences.get(row.audience)
    # One that a person found on the network may have no other time than its call's.
    at = (row.sent_at or row.begun_at or row.due).astimezone(UTC)
    # While it is being taken back it may still stand there; its words are no longer ours.
    taken_back = row.state is not State.SENT
    return Line(
        at,
        at.astimezone(ZoneInfo(audience.zone)) if audience else None,
        audience.city if audience else "",
        NETWORKS[row.network],
        _account(row, settings),
        row.language if _TAG.fullmatch(row.language) else "und",
        taken_back,
        "" if taken_back else plain(row.text),
        "" if taken_back else link(row.url),
    )


def _account(row: Delivery, settings: Settings) -> str:
    """As followers know it: its handle, or the server it is on."""
    account = settings.accounts.get(row.account)
    if account is None:
        return row.account
    if account.handle.startswith("@"):
        return account.handle
    if account.network is NetworkName.MASTODON:
        return urlsplit(account.address).netloc.rpartition("@")[2] or row.account
    return row.account


def plain(text: str) -> str:
    """Without what no document may hold: control characters but tabs and line ends, and half characters."""
    kept = re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "", text.replace("\r\n", "\n").replace("\r", "\n")
    )
    return kept.encode("utf-8", "replace").decode("utf-8")


def link(url: str) -> str:
    """An address of the web, or nothing: a network's answer is not to be trusted to be one."""
    words = plain(url)
    try:
        parts = urlsplit(words)
    except ValueError:
        return ""
    sound = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"[\s\\]", words)
    return words if sound and "@" not in parts.netloc else ""
