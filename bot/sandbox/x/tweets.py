"""Posting and deleting: https://docs.x.com/x-api/posts/create-post."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from bot.sandbox.call import Answer, json_answer
from bot.sandbox.snowflake import x_id
from bot.sandbox.world import Seen, Shown, World
from bot.sandbox.x import entities
from bot.sandbox.x.context import Context
from bot.sandbox.x.counting import WEIGHT_MAX, weighted_length
from bot.sandbox.x.problems import invalid, refuse
from bot.sandbox.x.schema import Anything, Many, Record, Text, Truth, check
from bot.sandbox.x.store import Media, Store, Tweet

_ID = Text(r"[0-9]{1,19}")
_REPLY_SETTINGS = Text(among=("following", "mentionedUsers", "subscribers", "verified"))

# TweetCreateRequest of the published OpenAPI document (2.167); ``additionalProperties: false``.
_CREATE = Record(
    {
        "text": Text(),
        "media": Record({"media_ids": Many(_ID, 1, 4), "tagged_user_ids": Many(_ID, 0, 10)}, ("media_ids",)),
        "reply": Record(
            {
                "in_reply_to_tweet_id": _ID,
                "exclude_reply_user_ids": Many(_ID, 0, 50),
                "auto_populate_reply_metadata": Truth(),
            },
            ("in_reply_to_tweet_id",),
        ),
        "reply_settings": _REPLY_SETTINGS,
        "made_with_ai": Truth(),
        "paid_partnership": Truth(),
        "edit_options": Record({"previous_post_id": _ID}, ("previous_post_id",)),
        "quote_tweet_id": _ID,
        "poll": Anything(),
        "geo": Anything(),
        "card_uri": Text(),
        "community_id": _ID,
        "direct_message_deep_link": Text(),
        "for_super_followers_only": Truth(),
        "nullcast": Truth(),
        "share_with_followers": Truth(),
    }
)
_NOT_PLAYED = ("poll", "geo", "card_uri", "community_id", "direct_message_deep_link", "edit_options")


def create(context: Context) -> Answer:
    """``POST /2/tweets``: 201 with the id and the text as X shows it."""
    body = context.body(_CREATE)
    for name in _NOT_PLAYED:
        if name in body:
            invalid({name: body[name]}, f"{name} is not played by this stand-in")
    if "quote_tweet_id" in body:
        # https://docs.x.com/changelog, 20 April 2026: quoting is for Enterprise
        refuse(403, "You are not permitted to perform this action.", "self-serve access cannot quote")
    text = str(body.get("text", ""))
    pictures = _media(context, body.get("media"))
    # The page: text is required where there are no media ids.
    if not text.strip() and not pictures:
        invalid({"text": text}, "You must provide either `text` or `media`")
    weight = weighted_length(text)
    if weight > WEIGHT_MAX:
        # The exact answer is unverified; a 403 of this wording is what people report.
        refuse(403, "You are not permitted to perform this action.", f"the text weighs {weight}, over {WEIGHT_MAX}")
    _refuse_repeat(context, text)
    tweet = _store(context, text, pictures, _reply_to(context, body.get("reply")))
    data = {"id": tweet.id, "text": tweet.shown.text, "edit_history_tweet_ids": [tweet.id]}
    return json_answer(201, {"data": data})


def delete(context: Context) -> Answer:
    """``DELETE /2/tweets/:id``: https://docs.x.com/x-api/posts/delete-post."""
    tweet = context.store.tweets.get(context.id())
    if tweet is None or tweet.seen.deleted_at is not None:
        return json_answer(200, {"data": {"deleted": False}})  # unverified for an unknown id
    if tweet.author.id != context.account.id:
        refuse(403, "You are not authorized to delete this Tweet.")
    remove(context.world, context.store, tweet)
    return json_answer(200, {"data": {"deleted": True}})


def remove(world: World, store: Store, tweet: Tweet) -> None:
    """Delete a post: any of its versions ends them all, and its retweets with them."""
    for version in store.versions(tweet):
        for gone in (version, *store.retweets(version.id)):
            gone.seen.deleted_at = world.now()


def _media(context: Context, given: object) -> list[Media]:
    if not isinstance(given, dict):
        return []
    check(given, _CREATE.properties["media"], "$.media")
    ids = [str(identity) for identity in given["media_ids"]]
    found = [context.store.media.get(identity) for identity in ids]
    now = context.world.now()
    good = [one for one in found if one and one.owner == context.account.id and now < one.expires_at]
    if len(good) < len(ids) or len(set(ids)) < len(ids):
        wrong = sorted(set(ids) - {one.id for one in good}) or ids
        invalid({"media.media_ids": ",".join(wrong)}, "Your media IDs are invalid.")
    return good


def _refuse_repeat(context: Context, text: str) -> None:
    """The same text again within the window; the answer is as seen: https://github.com/akrherz/iembot/issues/163."""
    before = context.store.texts.get((context.account.id, _plain(text)))
    window = timedelta(seconds=context.world.settings.x_duplicate_s)
    if text and before and before.seen.deleted_at is None and abs(context.world.now() - before.created_at) < window:
        refuse(403, "You are not allowed to create a Tweet with duplicate content.", f"the text of {before.id}")


def _plain(text: str) -> str:
    # Spaces and the way a letter is composed make no other text; what else X overlooks is unverified.
    return " ".join(unicodedata.normalize("NFC", text).split())


def _reply_to(context: Context, given: object) -> str:
    if not isinstance(given, dict):
        return ""
    wanted = str(given["in_reply_to_tweet_id"])
    before = context.store.tweets.get(wanted)
    if before is None or before.seen.deleted_at is not None:
        refuse(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
    if before.author.id != context.account.id:
        # https://docs.x.com/x-api/posts/manage-tweets/integrate, 23 February 2026; threads of one's own: unverified
        refuse(403, "You can only reply to or quote posts where you are mentioned or are the author.")
    return wanted


def _store(context: Context, text: str, pictures: list[Media], reply_to: str) -> Tweet:
    world, account = context.world, context.account
    identity = x_id(world)
    seen = Seen(
        "x",
        "account",
        account.handle,
        account.id,
        identity,
        text,
        world.now(),
        context.call.received_at,
        f"{world.addresses['x']}/{account.handle}/status/{identity}",
        account.zone,
        pictures=[Shown(one.picture, one.alt) for one in pictures],
    )
    shown = entities.shown(text, identity, account.handle, [one.key for one in pictures])
    tweet = Tweet(identity, account, text, shown, world.now(), pictures, reply_to, seen)
    context.store.tweets[identity] = tweet
    context.store.texts[account.id, _plain(text)] = tweet
    world.see(seen)
    return tweet
