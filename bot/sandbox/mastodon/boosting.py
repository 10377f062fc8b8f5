"""Boosting and its end: app/controllers/api/v1/statuses/reblogs_controller.rb, app/services/reblog_service.rb."""

from __future__ import annotations

from bot.sandbox.call import Answer
from bot.sandbox.mastodon import statuses
from bot.sandbox.mastodon.context import Context, ok, refuse, text_of
from bot.sandbox.mastodon.reading import visible
from bot.sandbox.mastodon.store import Status
from bot.sandbox.snowflake import mastodon_id
from bot.sandbox.world import Seen


def boost(context: Context) -> Answer:
    """``POST /api/v1/statuses/:id/reblog``: a status is boosted once by an account, unless a setting says otherwise."""
    status = _original(context)
    visibility = text_of(context.body(), "visibility") or "public"
    if visibility not in {"public", "unlisted", "private"}:
        refuse(422, "Validation failed: Visibility is not included in the list", f"visibility {visibility!r}")
    # Of what is for some people only, none but its author may boost what all followers see (app/policies).
    if status.visibility == "direct" or (status.visibility == "private" and status.account.id != context.account.id):
        refuse(403, "This action is not allowed")
    before = context.store.boosts_of(status.id, context.account.id)
    if before and context.world.settings.mastodon_boosts == "once":
        return ok(context.status_json(before[0]))
    statuses.count(context)
    return ok(context.status_json(_store(context, status, visibility)))


def unboost(context: Context) -> Answer:
    """``POST /api/v1/statuses/:id/unreblog``: one boost of it ends, if there is one; the answer is the original."""
    identity = context.parameters["id"]
    before = context.store.boosts_of(identity, context.account.id)
    if before:
        statuses.remove(context.world, context.store, before[0], keep_media=False)
        return ok(context.status_json(context.store.statuses[identity]))
    return ok(context.status_json(visible(context, identity)))


def _original(context: Context) -> Status:
    status = visible(context, context.parameters["id"])
    return visible(context, status.reblog_of) if status.reblog_of else status


def _store(context: Context, status: Status, visibility: str) -> Status:
    world, account = context.world, context.account
    identity = mastodon_id(world)
    # ActivityPub::TagManager#url_for: a boost has no page of its own.
    url = f"{world.addresses['mastodon']}/users/{account.name}/statuses/{identity}/activity"
    seen = Seen(
        "mastodon",
        "supporter" if account.supporter else "account",
        account.acct,
        account.id,
        identity,
        "",
        world.now(),
        context.call.received_at,
        url,
        account.zone,
        visibility=visibility,
        repost_of=status.id,
    )
    made = Status(
        identity,
        account,
        "",
        "",
        status.sensitive,
        visibility,
        status.language,
        "",
        world.now(),
        [],
        seen,
        reblog_of=status.id,
        uri=url,
    )
    context.store.statuses[identity] = made
    context.store.boosts.setdefault(status.id, []).append(made)
    context.store.counts[account.id] += 1
    world.see(seen)
    return made
