"""Searching the last seven days, and mentions: https://docs.x.com/x-api/posts/search-recent-posts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.sandbox.call import Answer, json_answer
from bot.sandbox.clock import iso, parse_instant
from bot.sandbox.snowflake import x_first_id
from bot.sandbox.x.context import Context
from bot.sandbox.x.problems import invalid, not_found
from bot.sandbox.x.querying import parse
from bot.sandbox.x.reading import page_of, query_of, within
from bot.sandbox.x.store import Tweet

_BACK = timedelta(days=7)
_SETTLES_S = 30
"""The page: without ``end_time`` results end thirty seconds ago."""
_BOUNDS = frozenset({"since_id", "until_id", "start_time", "end_time"})
_PAGING = _BOUNDS | {"max_results", "pagination_token"}


def recent(context: Context) -> Answer:
    """``GET /2/tweets/search/recent``: newest first, 10 to 100 (10); no retweets since 4 May 2026, none protected."""
    query = query_of(context, _PAGING | {"query", "next_token", "sort_order"}, least=10)
    if "query" not in query:
        invalid({"query": ""}, "The `query` query parameter can not be empty")
    matches = parse(query["query"])
    _check_bounds(context, query)
    found = [
        tweet
        for tweet in context.store.tweets.values()
        if not tweet.retweet_of
        and not tweet.author.protected
        and within(context, tweet, query, _SETTLES_S)
        and tweet.created_at > context.world.now() - _BACK
        and matches(tweet)
    ]
    return page_of(context, found, query)


def mentions(context: Context) -> Answer:
    """``GET /2/users/:id/mentions``: newest first, 5 to 100 (10), the latest 800."""
    query = query_of(context, _PAGING)
    identity = context.id()
    account = next((one for one in context.world.accounts.x.values() if one.id == identity), None)
    if account is None:
        return json_answer(200, {"errors": [not_found(identity, "user")]})
    found = [
        tweet
        for tweet in context.store.tweets.values()
        if not tweet.retweet_of and not tweet.author.protected and _names(tweet, account.handle)
    ]
    latest = sorted(found, key=lambda tweet: int(tweet.id))[-800:]
    return page_of(context, [tweet for tweet in latest if within(context, tweet, query)], query)


def _names(tweet: Tweet, handle: str) -> bool:
    named = tweet.shown.entities.get("mentions", [])
    return isinstance(named, list) and any(one["username"].lower() == handle.lower() for one in named)


def _check_bounds(context: Context, query: Mapping[str, str]) -> None:
    """The 400s are as seen: https://github.com/rooteco/tweetscape/issues/421, https://github.com/DocNow/twarc/pull/451."""
    if {"since_id", "until_id"} & set(query) and {"start_time", "end_time"} & set(query):
        mixed = "Invalid use of 'since_id' or 'until_id' in conjunction with 'start_time' or 'end_time'."
        invalid({name: query[name] for name in _BOUNDS & set(query)}, mixed)
    first = context.world.now() - _BACK
    oldest = x_first_id(first)
    for name in ("since_id", "until_id"):
        if name in query and int(query[name]) < oldest:
            said = f"'{name}' must be a tweet id created after [{iso(first, 'minutes')}]."
            invalid({name: query[name]}, f"{said} Please use a '{name}' that is larger than {oldest}")
    for name in ("start_time", "end_time"):
        if name in query and parse_instant(query[name]) < first:
            said = f"'{name}' must be on or after {iso(first, 'minutes')}"
            invalid({name: query[name]}, f"Invalid '{name}':'{query[name]}'. {said}")
