"""Finding our own posts again on X, where every post that is read is paid for.

``GET /2/users/:id/tweets`` (https://docs.x.com/x-api/users/get-posts), only what came after the last post we know of,
or after our call began. A post is ours by the ``media_key`` of its picture, else by its words; a retweet by what it
retweets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import tweepy

from bot.campaign.outcome import Receipt
from bot.networks.http import Answer, Why, instant
from bot.networks.line import Session
from bot.networks.reading import SKEW, bare_links, begun, fold
from bot.networks.x_reposting import receipt_of
from bot.ports import Looked, Sought

_PAGE = "100"
_PAGES = 10
"""Never more than a thousand posts, which cost up to 5 dollars."""
_POSTS = {
    # Ours is no repost, and those cost as much.
    "exclude": "retweets",
    "tweet.fields": "created_at,entities,attachments,text,note_tweet",
    "expansions": "attachments.media_keys",
}
_RETWEETS = {"exclude": "replies", "tweet.fields": "created_at,referenced_tweets"}
_PICTURE = re.compile(r"/(?:photo|video)/[0-9]+$")
_SHORT = re.compile(r"\s*https://t\.co/\w+$")
_ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}

Tweet = Mapping[str, Any]


class Reading:
    """One search, in the client's thread."""

    def __init__(self, client: tweepy.Client, own: str, handle: str, sought: Sought) -> None:
        session: Session = client.session
        self._client, self._session, self._own, self._handle = client, session, own, handle
        self._sought = sought
        self._texts = {bare_links(fold(text)) for text in sought.texts} - {""}
        self._begun = sought.since
        # A key is the kind of media and its id: 3_1697000000000000001.
        self._keys = sought.media_keys | {f"3_{own_id}" for own_id in sought.media_ids}

    def read(self) -> Looked | Why | None:
        """The posts found; or why the read is not complete; ``None``: the answer heard last says so itself."""
        found: list[Tweet] = []
        seen: set[str] = set()
        token = ""
        for _ in range(_PAGES):
            answer = self._ask(token)
            if not answer.ok:
                return None
            page = tweets_of(answer)
            if page is None:
                return Why.UNREADABLE
            self._begun = begun(self._sought.since, answer)
            fresh = [tweet for tweet in page if str(tweet["id"]) not in seen]
            seen |= {str(tweet["id"]) for tweet in fresh}
            found += [tweet for tweet in fresh if self._is_ours(tweet)]
            token = answer.text("meta", "next_token")
            if not token or (fresh and self._is_too_old(fresh[-1])):
                return self._looked(found)
            if page and not fresh:
                break
        # What was not read to its end shows no absence; what is there is there.
        return self._looked(found) if found else Why.ENDLESS

    def _ask(self, token: str) -> Answer:
        query = {"max_results": _PAGE, **(_RETWEETS if self._sought.repost_of else _POSTS)}
        if self._sought.after_id.isdecimal():
            query["since_id"] = self._sought.after_id
        else:
            query["start_time"] = f"{(self._sought.since - SKEW).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        if token:
            query["pagination_token"] = token
        # Not get_users_tweets(): it makes objects of posts, and warns of fields that X is renaming.
        self._client.request("GET", f"/2/users/{self._own}/tweets", params=query, user_auth=True)
        answer = self._session.exchange.answer
        assert answer is not None, "a request without an answer raises"
        return answer

    def _is_too_old(self, tweet: Tweet) -> bool:
        after = self._sought.after_id
        if after.isdecimal() and str(tweet["id"]).isdecimal() and int(tweet["id"]) <= int(after):
            return True
        created = instant(str(tweet.get("created_at") or ""))
        return created is not None and created < self._begun

    def _is_ours(self, tweet: Tweet) -> bool:
        own = str(tweet["id"])
        if self._sought.repost_of:
            return retweeted_by(tweet) == self._sought.repost_of
        if own in self._sought.not_these or str(tweet.get("author_id") or self._own) != self._own:
            return False
        keys = _keys(tweet)
        if self._keys & keys:
            return True
        if self._is_too_old(tweet) or (keys and self._sought.has_picture is False):
            return False
        return bool(words_of(tweet) & self._texts)

    def _looked(self, found: list[Tweet]) -> Looked:
        """Oldest first: X gives the newest first. However often a post is listed as retweeted, it is one retweet."""
        if self._sought.repost_of:
            there = found and self._sought.repost_of not in self._sought.not_these
            return Looked((receipt_of(self._sought.repost_of),) if there else ())
        own = [str(tweet["id"]) for tweet in reversed(found)]
        return Looked(tuple(Receipt(one, f"https://x.com/{self._handle or 'i'}/status/{one}") for one in own))


def retweeted_by(tweet: Tweet) -> str:
    """The id of the post that ``tweet`` retweets; empty: it is no retweet. X is renaming the field."""
    for name in ("referenced_tweets", "referenced_posts"):
        listed = tweet.get(name)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and one.get("type") in {"retweeted", "reposted"}:
                return str(one.get("id") or "")
    return ""


def words_of(tweet: Tweet) -> frozenset[str]:
    """A post's words as they were sent, ready to be compared.

    X puts a t.co link in the place of each link, adds one for the picture, and escapes three characters. A long post is
    whole in ``note_tweet`` only.
    """
    whole = tweet.get("note_tweet")
    shown: Tweet = whole if isinstance(whole, dict) and whole.get("text") else tweet
    text = str(shown.get("text") or "")
    # A stand-in may not escape; then ``&amp;`` is what was written.
    return frozenset(
        bare_links(fold(_expanded(written, tweet, shown)))
        for written in (text, re.sub(r"&(?:lt|gt|amp);", lambda one: _ESCAPED[one[0]], text))
    )


def _expanded(text: str, tweet: Tweet, shown: Tweet) -> str:
    links = [link for holder in (shown, tweet) for link in _links(holder)]
    for link in links:
        short, leads = str(link.get("url") or ""), str(link.get("expanded_url") or "")
        if short and (link.get("media_key") or _PICTURE.search(leads)):
            text = text.rstrip().removesuffix(short)
        elif short and leads:
            text = re.sub(re.escape(short) + r"(?!\w)", lambda _, leads=leads: leads, text)  # type: ignore[misc]
    if _keys(tweet) and not links:
        # Without entities only the picture's own link, the last one, is known for what it is.
        text = _SHORT.sub("", text.rstrip())
    return text


def _links(holder: Tweet) -> list[Tweet]:
    entities = holder.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    return [link for link in urls or [] if isinstance(link, dict)] if isinstance(urls, list) else []


def _keys(tweet: Tweet) -> set[str]:
    attached = tweet.get("attachments")
    keys = attached.get("media_keys") if isinstance(attached, dict) else None
    return {str(key) for key in keys} if isinstance(keys, list) else set()


def tweets_of(answer: Answer) -> list[Tweet] | None:
    """The page, ``None`` when it is none: X says how many there are even when there are none."""
    told = answer.at("data")
    tweets = [] if told is None else told
    if not isinstance(tweets, list) or answer.at("meta", "result_count") != len(tweets):
        return None
    whole: list[Tweet] = [tweet for tweet in tweets if isinstance(tweet, dict) and tweet.get("id")]
    return whole if len(whole) == len(tweets) else None
