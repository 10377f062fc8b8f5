"""Reading back: https://docs.x.com/x-api/users/get-posts, https://docs.x.com/x-api/posts/get-post-by-id."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.sandbox.accounts import XAccount
from bot.sandbox.call import Answer, json_answer
from bot.sandbox.clock import iso, parse_instant
from bot.sandbox.x.context import Context
from bot.sandbox.x.problems import invalid, not_authorized, not_found
from bot.sandbox.x.store import Tweet

_FIELD_LISTS = frozenset(
    # The rename to post.fields is under way (spec of 7 August 2026); whether both stay is unverified, both are taken.
    {"tweet.fields", "post.fields", "expansions", "media.fields", "user.fields", "poll.fields", "place.fields"}
)
_PAGING = frozenset({"max_results", "since_id", "until_id", "start_time", "end_time", "pagination_token", "exclude"})
_TWEET_WORDS = (
    "article attachments author_id card_uri community_id context_annotations conversation_id created_at "
    "display_text_range edit_controls edit_history_post_ids edit_history_tweet_ids entities geo id "
    "in_reply_to_user_id lang media_metadata non_public_metrics note_tweet organic_metrics possibly_sensitive "
    "promoted_metrics public_metrics referenced_posts referenced_tweets reply_settings scopes source "
    "suggested_source_links text withheld"
)
_MEDIA_WORDS = (
    "alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url promoted_metrics "
    "public_metrics type url variants width"
)
_EXPANSION_WORDS = (
    "article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet "
    "attachments.media_source_post attachments.poll_ids author_id edit_history_post_ids edit_history_tweet_ids "
    "entities.mentions.username geo.place_id in_reply_to_user_id entities.note.mentions.username referenced_posts "
    "referenced_posts.author_id referenced_tweets.id referenced_tweets.id.author_id"
)
_USER_WORDS = (
    "affiliation confirmed_email connection_status created_at description entities id is_identity_verified location "
    "most_recent_post_id most_recent_tweet_id name parody pinned_post_id pinned_tweet_id profile_banner_url "
    "profile_image_url protected public_metrics receives_your_dm subscription subscription_type url username verified "
    "verified_followers_count verified_type withheld"
)
_WORDS = {
    "user.fields": frozenset(_USER_WORDS.split()),
    "tweet.fields": frozenset(_TWEET_WORDS.split()),
    "post.fields": frozenset(_TWEET_WORDS.split()),
    "media.fields": frozenset(_MEDIA_WORDS.split()),
    "expansions": frozenset(_EXPANSION_WORDS.split()),
    "exclude": frozenset({"replies", "retweets"}),
}
# The page: "YYYY-MM-DDTHH:mm:ssZ", from 2010-11-06 on.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z", re.ASCII)
_FIRST_TIME = "2010-11-06T00:00:00Z"


def me(context: Context) -> Answer:
    """``GET /2/users/me``."""
    query_of(context, frozenset())
    account = context.account
    return json_answer(200, {"data": {"id": account.id, "name": account.handle, "username": account.handle}})


def one(context: Context) -> Answer:
    """``GET /2/tweets/:id``; one that is not there is a 200 with ``errors``.

    Of an edited post each version has an id, and each names them all: https://docs.x.com/x-api/fundamentals/edit-posts.
    """
    query = query_of(context, frozenset())
    identity = context.id()
    tweet = context.store.tweets.get(identity)
    if tweet is None or not context.world.visible(
        tweet.seen, max(context.world.settings.x_lag_s, context.call.stale_s)
    ):
        return json_answer(200, {"errors": [not_found(identity)]})
    if tweet.author.protected:
        return json_answer(200, {"errors": [not_authorized(identity)]})
    if context.world.settings.x_asked_for_an_earlier_version == "latest":
        tweet = context.store.versions(tweet)[-1]
    answer: dict[str, object] = {"data": shown(tweet, query)}
    return json_answer(200, answer | includes(context, [tweet], query))


def timeline(context: Context) -> Answer:
    """``GET /2/users/:id/tweets``: newest first, 5 to 100 (10)."""
    query = query_of(context, _PAGING)
    identity = context.id()
    if identity not in {account.id for account in context.world.accounts.x.values()}:
        return json_answer(200, {"errors": [not_found(identity, "user")]})
    tweets = [tweet for tweet in context.store.tweets.values() if _wanted(context, tweet, identity, query)]
    return page_of(context, tweets, query)


def page_of(context: Context, tweets: list[Tweet], query: Mapping[str, str]) -> Answer:
    """A page of them, newest first, paid for; ``next_token`` leads on."""
    tweets = sorted(tweets, key=lambda tweet: int(tweet.id), reverse=True)
    skipped = int(query.get("pagination_token", query.get("next_token", "0")))
    size = int(query.get("max_results", "10"))
    page, rest = tweets[skipped : skipped + size], tweets[skipped + size :]
    meta: dict[str, object] = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
    if rest:
        meta["next_token"] = str(skipped + size)
    answer: dict[str, object] = {"data": [shown(tweet, query) for tweet in page]} if page else {}
    return json_answer(200, answer | includes(context, page, query) | {"meta": meta})


def query_of(context: Context, more: frozenset[str], least: int = 5) -> dict[str, str]:
    """The query, if all of it is documented."""
    query = dict(context.call.query)
    for name, value in query.items():
        if name not in _FIELD_LISTS | more:
            known = ",".join(sorted(_FIELD_LISTS | more))
            invalid({name: value}, f"The query parameter [{name}] is not one of [{known}]")
    for name, words in _WORDS.items():
        for field in query[name].split(",") if name in query else ():
            if field not in words:
                invalid({name: field}, f"The `{name}` query parameter value [{field}] is not valid")
    for name, pattern in (
        ("since_id", r"\d{1,19}"),
        ("until_id", r"\d{1,19}"),
        ("pagination_token", r"\d{1,6}"),
        ("next_token", r"\d{1,6}"),
    ):
        if name in query and not re.fullmatch(pattern, query[name], re.ASCII):
            invalid({name: query[name]}, f"The `{name}` query parameter value [{query[name]}] is not valid")
    size = query.get("max_results", "10")
    if not (re.fullmatch(r"\d{1,3}", size, re.ASCII) and least <= int(size) <= 100):
        wanted = f"is not between {least} and 100"
        invalid({"max_results": size}, f"The `max_results` query parameter value [{size}] {wanted}")
    _check_times(query)
    return query


def _check_times(query: Mapping[str, str]) -> None:
    instants = {}
    for name in ("start_time", "end_time"):
        if name in query:
            try:
                instants[name] = parse_instant(query[name]) if _TIME.fullmatch(query[name]) else None
            except ValueError:
                instants[name] = None
            instant = instants[name]
            if instant is None or instant < parse_instant(_FIRST_TIME):
                invalid({name: query[name]}, f"The `{name}` query parameter value [{query[name]}] is not valid")
    start, end = instants.get("start_time"), instants.get("end_time")
    if start and end and start >= end:
        invalid({"end_time": query["end_time"]}, "Invalid 'end_time'. 'end_time' must be later than 'start_time'.")


def _wanted(context: Context, tweet: Tweet, author: str, query: dict[str, str]) -> bool:
    return (
        tweet.author.id == author
        and within(context, tweet, query)
        and not ("replies" in query.get("exclude", "") and tweet.reply_to)
        and not ("retweets" in query.get("exclude", "") and tweet.retweet_of)
    )


def within(context: Context, tweet: Tweet, query: Mapping[str, str], lag_s: float = 0) -> bool:
    """Whether it stands where the query looks, on a server that is ``lag_s`` behind."""
    lag_s = max(context.world.settings.x_lag_s, context.call.stale_s, lag_s)
    return (
        (tweet.is_latest or context.world.settings.x_finds_every_version)
        and context.world.visible(tweet.seen, lag_s)
        and int(tweet.id) > int(query.get("since_id", "0"))
        and ("until_id" not in query or int(tweet.id) < int(query["until_id"]))
        and ("start_time" not in query or tweet.created_at >= parse_instant(query["start_time"]))
        and ("end_time" not in query or tweet.created_at < parse_instant(query["end_time"]))
    )


def _fields(query: Mapping[str, str]) -> set[str]:
    return set(f"{query.get('tweet.fields', '')},{query.get('post.fields', '')}".split(","))


def shown(tweet: Tweet, query: Mapping[str, str]) -> dict[str, object]:
    """Only what is asked for, beside the defaults: https://docs.x.com/x-api/fundamentals/fields."""
    fields, expansions = _fields(query), query.get("expansions", "").split(",")
    found: dict[str, object] = {
        "id": tweet.id,
        "text": tweet.shown.text,
        "edit_history_tweet_ids": tweet.history or [tweet.id],
    }
    if "created_at" in fields:
        found["created_at"] = iso(tweet.created_at, "milliseconds")
    if "author_id" in fields or "author_id" in expansions:
        found["author_id"] = tweet.author.id
    if tweet.media and ("attachments" in fields or "attachments.media_keys" in expansions):
        found["attachments"] = {"media_keys": [media.key for media in tweet.media]}
    if "conversation_id" in fields:
        found["conversation_id"] = tweet.reply_to or tweet.id
    if "entities" in fields and tweet.shown.entities:
        found["entities"] = tweet.shown.entities
    refers = [("replied_to", tweet.reply_to), ("retweeted", tweet.retweet_of)]
    if fields & {"referenced_tweets", "referenced_posts"} and any(identity for _, identity in refers):
        found["referenced_tweets"] = [{"type": how, "id": identity} for how, identity in refers if identity]
    if "possibly_sensitive" in fields:
        found["possibly_sensitive"] = tweet.sensitive
    if "lang" in fields:
        found["lang"] = tweet.language
    return found


def includes(context: Context, tweets: list[Tweet], query: Mapping[str, str]) -> dict[str, object]:
    """https://docs.x.com/x-api/fundamentals/expansions: each expanded object once, none when there are none.

    What is read is billed: each post, and (which is unverified) each user that comes along.
    """
    asked = query.get("expansions", "").split(",")
    authors = {tweet.author.id: tweet.author for tweet in tweets if "author_id" in asked}
    users = [_user(author, set(query.get("user.fields", "").split(","))) for author in authors.values()]
    media = _media(context, tweets, query) if "attachments.media_keys" in asked else []
    for what, identities in (("post_read", [tweet.id for tweet in tweets]), ("user_read", list(authors))):
        for identity in identities:
            context.world.journal.bill(what, identity, context.world.now())
    found = {name: some for name, some in (("users", users), ("media", media)) if some}
    return {"includes": found} if found else {}


def _user(author: XAccount, fields: set[str]) -> dict[str, object]:
    told: dict[str, object] = {"id": author.id, "name": author.handle, "username": author.handle}
    if "protected" in fields:
        told["protected"] = author.protected
    if "description" in fields:
        told["description"] = author.description
    return told


def _media(context: Context, tweets: list[Tweet], query: Mapping[str, str]) -> list[dict[str, object]]:
    wanted = set(query.get("media.fields", "").split(","))
    found = []
    for media in (media for tweet in tweets for media in tweet.media):
        entry: dict[str, object] = {"media_key": media.key, "type": media.kind}
        # X's own are on another host, which asks for no signature either.
        address = f"{context.world.addresses['control']}/_control/pictures/{media.picture.sha256}"
        if "url" in wanted and media.kind == "photo":
            entry["url"] = address
        if "preview_image_url" in wanted and media.kind != "photo":
            entry["preview_image_url"] = address
        if "alt_text" in wanted and media.alt:
            entry["alt_text"] = media.alt
        if "width" in wanted:
            entry["width"] = media.picture.width
        if "height" in wanted:
            entry["height"] = media.picture.height
        found.append(entry)
    return found
