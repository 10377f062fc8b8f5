"""Retweeting and undoing it: https://docs.x.com/x-api/posts/repost-post, https://docs.x.com/x-api/posts/unrepost-post."""

from __future__ import annotations

from bot.sandbox.call import Answer, json_answer
from bot.sandbox.snowflake import x_id
from bot.sandbox.world import Seen
from bot.sandbox.x import entities
from bot.sandbox.x.context import Context
from bot.sandbox.x.problems import invalid, not_found, refuse
from bot.sandbox.x.schema import Record, Text
from bot.sandbox.x.store import Tweet

# UsersRetweetsCreateRequest of the published OpenAPI document; ``additionalProperties: false``.
_CREATE = Record({"tweet_id": Text(r"[0-9]{1,19}")}, ("tweet_id",))


def create(context: Context) -> Answer:
    """``POST /2/users/:id/retweets``: the answer's ``id`` is the retweet's own here; the page leaves that open."""
    _must_be_self(context)
    identity = str(context.body(_CREATE)["tweet_id"])
    tweet = context.store.tweets.get(identity)
    if tweet is None or tweet.seen.deleted_at is not None:
        return json_answer(200, {"errors": [not_found(identity)]})  # a partial error; unverified for this address
    source = context.store.tweets[tweet.retweet_of] if tweet.retweet_of else tweet
    if source.author.protected and source.author.id != context.account.id:
        # Unverified: v1.1 said 403 with code 328, "Retweet is not permissible for this status".
        refuse(403, "You are not permitted to perform this action.", "its author shows it to followers only")
    before = context.store.retweets(source.id, context.account.id)
    again = context.world.settings.x_retweet_again
    if before and again == "error":
        refuse(403, "You have already retweeted this Tweet.")
    made = before[0] if before and again == "ok" else _store(context, source)
    return json_answer(200, {"data": {"id": made.id, "retweeted": True}})


def undo(context: Context) -> Answer:
    """``DELETE /2/users/:id/retweets/:tweet_id``: where nothing is retweeted, nothing is done, which is well."""
    _must_be_self(context)
    for tweet in context.store.retweets(context.id("tweet_id"), context.account.id):
        tweet.seen.deleted_at = context.world.now()
        context.world.journal.bill("repost_undone", tweet.id, context.world.now())
    return json_answer(200, {"data": {"retweeted": False}})


def _must_be_self(context: Context) -> None:
    identity, own = context.id(), context.account.id
    if identity != own:
        said = f"The `id` query parameter value [{identity}] must be the same as the authenticating user [{own}]"
        invalid({"id": identity}, said)


def _store(context: Context, source: Tweet) -> Tweet:
    world, account = context.world, context.account
    identity = x_id(world)
    seen = Seen(
        "x",
        "account",
        account.handle,
        account.id,
        identity,
        "",
        world.now(),
        context.call.received_at,
        f"{world.addresses['x']}/{account.handle}/status/{identity}",
        account.zone,
        repost_of=source.id,
    )
    text = f"RT @{source.author.handle}: {source.text}"
    shown = entities.shown(text, identity, account.handle, [])
    tweet = Tweet(identity, account, text, shown, world.now(), [], "", seen, retweet_of=source.id)
    context.store.tweets[identity] = tweet
    world.see(seen)
    world.journal.bill("repost", identity, world.now())
    return tweet
