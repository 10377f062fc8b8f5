"""Reading back: https://docs.joinmastodon.org/methods/accounts/#statuses and methods/statuses/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from bot.sandbox.call import Answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.context import Context, ok, refuse, truth_of
from bot.sandbox.mastodon.store import Status
from bot.sandbox.mastodon.texts import tags

PAGE_MAX = 40
PAGE = 20
_FILTERS = ("pinned", "tagged", "only_media", "exclude_replies", "exclude_reblogs")


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
    """One status: the caller's, or another's that is for everybody or mentions the caller."""
    return ok(context.status_json(visible(context, context.parameters["id"])))


def visible(context: Context, identity: str) -> Status:
    """The status, if the caller may see it; 404 otherwise, as if it were not there."""
    status = context.store.statuses.get(identity)
    if status is None or not may_see(context, status) or not context.stands(status):
        refuse(404, "Record not found")
    return status


def source(context: Context) -> Answer:
    """Its plain text: https://docs.joinmastodon.org/methods/statuses/#source."""
    status = context.as_seen(context.own_status())
    return ok({"id": status.id, "text": status.text, "spoiler_text": status.warning})


def of_account(context: Context) -> Answer:
    """An account's statuses, newest first; at most 40."""
    query = dict(context.call.query)
    wanted = context.parameters["id"]
    if wanted not in {account.id for account in context.world.accounts.mastodon.values()}:
        refuse(404, "Record not found")
    found = [status for status in context.store.statuses.values() if _shown(context, status, query)]
    found.sort(key=lambda status: int(status.id), reverse=True)
    if id_of(query, "min_id") is not None:
        found = found[-page_limit(query) :]  # min_id pages upward, from the oldest
    page = found[: page_limit(query)]
    answer = ok([context.status_json(status) for status in page])
    if not page:
        return answer
    return Answer(answer.status, answer.body, {"Link": _links(context, query, page)}, answer.content_type)


def _links(context: Context, query: Mapping[str, str], page: Sequence[Status]) -> str:
    """https://docs.joinmastodon.org/api/guidelines/#pagination: a next page only after a full one; filters are kept."""
    base = f"{context.world.addresses['mastodon']}{context.call.path}"
    kept = {name: query[name] for name in ("limit", *_FILTERS) if name in query}
    links = []
    if len(page) == page_limit(query):
        links.append(f'<{base}?{urlencode(kept | {"max_id": page[-1].id})}>; rel="next"')
    links.append(f'<{base}?{urlencode(kept | {"min_id": page[0].id})}>; rel="prev"')
    return ", ".join(links)


def may_see(context: Context, status: Status) -> bool:
    """Whether whoever asks may: nobody follows anybody here."""
    asks = context.account.id
    return status.account.id == asks or status.visibility in {"public", "unlisted"} or _is_named(status, asks)


def _is_named(status: Status, asks: str) -> bool:
    return any(account.id == asks for account in status.mentions)


def _shown(context: Context, status: Status, query: Mapping[str, str]) -> bool:
    number, since, upto = int(status.id), id_of(query, "since_id") or id_of(query, "min_id"), id_of(query, "max_id")
    return (
        status.account.id == context.parameters["id"]
        and context.world.visible(status.seen, max(context.world.settings.mastodon_lag_s, context.call.stale_s))
        # Others see only what is public or unlisted; direct ones stay out of the list (AccountStatusesFilter).
        and may_see(context, status)
        and (since is None or number > since)
        and (upto is None or number < upto)
        and not (truth_of(query, "exclude_reblogs") and status.reblog_of)
        and not (truth_of(query, "only_media") and not status.uploads)
        # An account's replies to itself are no replies here (Status.without_replies).
        and not (truth_of(query, "exclude_replies") and status.reply_to and not _answers_itself(context, status))
        and not truth_of(query, "pinned")  # nothing can be pinned here
        and ("tagged" not in query or query["tagged"].lower() in tags(status.text))
    )


def _answers_itself(context: Context, status: Status) -> bool:
    return context.store.statuses[status.reply_to].account.id == status.account.id


def id_of(query: Mapping[str, str], name: str) -> int | None:
    """An id that a page begins or ends at; one that is none is not looked at."""
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 20 else None


def page_limit(query: Mapping[str, str]) -> int:
    """How many statuses a page has at most."""
    text = query.get("limit", "")
    return max(1, min(PAGE_MAX, int(text))) if text.isascii() and text.isdecimal() and len(text) <= 5 else PAGE
