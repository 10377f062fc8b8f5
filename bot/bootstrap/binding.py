"""Binds the picture book of a performance: what the stand-ins received, beside what was planned."""

from __future__ import annotations

from collections import defaultdict, deque
from zoneinfo import ZoneInfo

from bot.bootstrap.rehearsing import Performance
from bot.campaign.counting import length
from bot.campaign.model import DEFAULT_LIMITS, Campaign, NetworkName, Visibility
from bot.ports import Delivery
from bot.rehearsal.book import BookPost, render
from bot.rehearsal.stage import Received


def bind(campaign: Campaign, performance: Performance, language: str) -> str:
    """The whole book, one HTML page."""
    arrived: dict[tuple[str, str], deque[Received]] = defaultdict(deque)
    for post in performance.received:
        arrived[post.account, post.text].append(post)
    pages = [
        _page(performance, row, arrived[row.account, row.text].popleft() if arrived[row.account, row.text] else None)
        for row in performance.rows
        if row.key in performance.slots
    ]
    summary = {**performance.report.as_json(), "campaign": campaign.settings.campaign}
    return render(pages, summary, "fr" if language == "fr" else "en", performance.pictures, performance.photos)


def _page(performance: Performance, row: Delivery, seen: Received | None) -> BookPost:
    slot = performance.slots[row.key]
    moment = row.sent_at or row.due
    limits = DEFAULT_LIMITS[row.network]
    warning = seen.warning if seen else ""
    picture = seen.picture_sha256 if seen else ""
    shown = seen.visibility if seen else ""
    limit = limits.characters_with_picture if picture else limits.characters
    return BookPost(
        key=row.key,
        network=row.network,
        account=row.account,
        audience=row.audience,
        language=row.language,
        city=slot.audience.city,
        local=moment.astimezone(ZoneInfo(slot.audience.zone)),
        utc=moment,
        text=row.text,
        length=length(row.network, row.text, warning, limits),
        limit=limit,
        warning=warning,
        visibility=Visibility(shown) if row.network is NetworkName.MASTODON and shown else Visibility.PUBLIC,
        silent=bool(seen and seen.silent),
        picture=picture,
        alt=seen.alt if seen else "",
        state=row.state,
        # Addresses that a stand-in made up lead nowhere, or to a stranger.
        url="",
    )
