"""Tag timelines (app/models/tag_feed.rb), notifications and search: https://docs.joinmastodon.org/methods/timelines/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.sandbox.call import Answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.context import Context, ok, refuse, truth_of
from bot.sandbox.mastodon.reading import PAGE, id_of, may_see, page_limit
from bot.sandbox.mastodon.store import Notification, Status
from bot.sandbox.mastodon.texts import tag_key, tags

Listed = TypeVar("Listed", Status, Notification)
_TAGS_MAX = 4
_NOTIFICATIONS_MAX = 80
_SEARCH = 20


def of_tag(context: Context) -> Answer:
    """``GET /api/v1/timelines/tag/:tag``: public statuses with the tag, boosts left out, newest first."""
    query = dict(context.call.query)
    wanted = {tag_key(context.parameters["tag"]), *_tags(context, "any")}
    every, none = _tags(context, "all"), _tags(context, "none")
    found = [
        status
        for status in context.store.statuses.values()
        if status.visibility == "public"
        and not status.reblog_of
        and context.world.visible(status.seen, max(context.world.settings.mastodon_lag_s, context.call.stale_s))
        and _is_on(status, query)
        and (carried := {tag_key(tag) for tag in tags(context.as_seen(status).text)}) & wanted
        and carried.issuperset(every)
        and not carried & none
    ]
    return ok([context.status_json(status) for status in _page(found, query, page_limit(query))])


def notifications(context: Context) -> Answer:
    """``GET /api/v1/notifications``: only mentions are played here."""
    query = dict(context.call.query)
    types = [value for name, value in context.call.query if name == "types[]"]
    excluded = [value for name, value in context.call.query if name == "exclude_types[]"]
    told = [
        one
        for one in context.store.notifications
        if one.account == context.account.id and _stands(context, one) and "mention" not in excluded
    ]
    if types and "mention" not in types:
        told = []
    limit = query.get("limit", "")
    most = min(_NOTIFICATIONS_MAX, max(1, int(limit))) if limit.isascii() and limit.isdecimal() else 2 * PAGE
    page = _page(told, query, most)
    return ok([entities.notification(one, context.status_json(context.store.statuses[one.status])) for one in page])


def search(context: Context) -> Answer:
    """``GET /api/v2/search``: by address alone; texts are not searched here."""
    query = dict(context.call.query)
    if not context.account.id and truth_of(query, "resolve"):
        refuse(401, "Search queries that resolve remote resources are not supported without authentication")
    sought = query.get("q", "").strip()
    if not sought:
        refuse(400, "param is missing or the value is empty: q")
    wanted = query.get("type", "statuses") == "statuses" and sought.startswith(("http://", "https://"))
    found = [
        status
        for status in (context.store.statuses.values() if wanted else ())
        if sought in {status.uri, status.seen.url} and context.stands(status) and may_see(context, status)
    ]
    shown = [context.status_json(status) for status in found[:_SEARCH]]
    return ok({"accounts": [], "statuses": shown, "hashtags": []})


def _stands(context: Context, told: Notification) -> bool:
    status = context.store.statuses.get(told.status)
    return status is not None and context.stands(status) and may_see(context, status)


def _is_on(status: Status, query: Mapping[str, str]) -> bool:
    return (
        not (truth_of(query, "local") and status.account.domain)
        and not (truth_of(query, "remote") and not status.account.domain)
        and not (truth_of(query, "only_media") and not status.uploads)
    )


def _tags(context: Context, name: str) -> set[str]:
    given = [value for key, value in context.call.query if key == f"{name}[]"]
    return {tag_key(tag) for tag in given[:_TAGS_MAX]}


def _page(found: Sequence[Listed], query: Mapping[str, str], limit: int) -> list[Listed]:
    """https://docs.joinmastodon.org/api/guidelines/#pagination: ``min_id`` pages upward, the others down."""
    upto, above, since = (id_of(query, name) for name in ("max_id", "min_id", "since_id"))
    listed = sorted(
        (
            one
            for one in found
            if (upto is None or int(one.id) < upto)
            and (above is None or int(one.id) > above)
            and (since is None or int(one.id) > since)
        ),
        key=lambda one: int(one.id),
        reverse=True,
    )
    return listed[-limit:] if above is not None else listed[:limit]
