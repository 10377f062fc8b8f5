"""Reading back: https://docs.joinmastodon.org/methods/accounts/#statuses and methods/statuses/."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.call import Answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.context import Context, ok, refuse, truth_of
from bot.sandbox.mastodon.store import Status

PAGE_MAX = 40
PAGE = 20


def verify_credentials(context: Context) -> Answer:
    """https://docs.joinmastodon.org/methods/accounts/#verify_credentials."""
    shown = entities.account(context.world, context.account, context.count())
    source = {
        "privacy": "public",
        "sensitive": False,
        "language": context.account.language,
        "note": "",
        "fields": [],
        "follow_requests_count": 0,
    }
    return ok(shown | {"source": source})


def one(context: Context) -> Answer:
    """One status of the caller's."""
    return ok(context.status_json(context.own_status()))


def source(context: Context) -> Answer:
    """Its plain text: https://docs.joinmastodon.org/methods/statuses/#source."""
    status = context.own_status()
    return ok({"id": status.id, "text": status.text, "spoiler_text": status.warning})


def of_account(context: Context) -> Answer:
    """An account's statuses, newest first; at most 40."""
    query = dict(context.call.query)
    wanted = context.parameters["id"]
    if wanted not in {account.id for account in context.world.accounts.mastodon.values()}:
        refuse(404, "Record not found")
    found = [status for status in context.store.statuses.values() if _shown(context, status, query)]
    found.sort(key=lambda status: int(status.id), reverse=True)
    if _id(query, "min_id") is not None:
        found = found[-_limit(query) :]  # min_id pages upward, from the oldest
    page = found[: _limit(query)]
    answer = ok([context.status_json(status) for status in page])
    if not page:
        return answer
    base = f"{context.world.addresses['mastodon']}{context.call.path}"
    link = f'<{base}?max_id={page[-1].id}>; rel="next", <{base}?min_id={page[0].id}>; rel="prev"'
    return Answer(answer.status, answer.body, {"Link": link}, answer.content_type)


def _shown(context: Context, status: Status, query: Mapping[str, str]) -> bool:
    number, since, upto = int(status.id), _id(query, "since_id") or _id(query, "min_id"), _id(query, "max_id")
    return (
        status.account.id == context.parameters["id"]
        and context.world.visible(status.seen, context.world.settings.mastodon_lag_s)
        # Others see only what is public or unlisted; direct ones stay out of the list (AccountStatusesFilter).
        and (status.account.id == context.account.id or status.visibility in {"public", "unlisted"})
        and (since is None or number > since)
        and (upto is None or number < upto)
        and not (truth_of(query, "only_media") and not status.uploads)
        and not (truth_of(query, "exclude_replies") and status.reply_to)
    )


def _id(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 20 else None


def _limit(query: Mapping[str, str]) -> int:
    text = query.get("limit", "")
    return max(1, min(PAGE_MAX, int(text))) if text.isascii() and text.isdecimal() and len(text) <= 5 else PAGE
