"""What one post on X tells of a supporter's photo, or says to us. Every field may be anything, or missing.

Of people only what judging needs is looked at, and nothing of it goes further than ``Found`` and ``Saying``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape

from bot.campaign.candidate import AuthorIs, Candidate, Reach, Source
from bot.campaign.model import NetworkName
from bot.campaign.tags import match
from bot.networks.http import Answer, instant
from bot.networks.x_reading import Tweet
from bot.ports import Found, Saying, Shown, Wanted

PHOTO_FIELDS = {
    "tweet.fields": "created_at,author_id,attachments,entities,lang,possibly_sensitive,referenced_tweets,note_tweet,"
    "edit_history_tweet_ids",
    "expansions": "attachments.media_keys,author_id",
    "media.fields": "type,url,alt_text",
    "user.fields": "protected,description",
}
SAYING_FIELDS = {"tweet.fields": "created_at,author_id,referenced_tweets,lang,note_tweet"}

POST_READ_USD = Decimal("0.005")
USER_READ_USD = Decimal("0.010")
"""Whether users that come along with a post are billed is unverified (networks.md §3.1): counted as if they were."""

_EPOCH = datetime.fromtimestamp(1_288_834_974.657, UTC)
_NO_BOT = re.compile(r"[#＃]\s?no[-_]?bots?\b", re.IGNORECASE)
_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_TO_WHOM = re.compile(r"(?:\s*\.?@[A-Za-z0-9_]{1,15}(?!\w)[\s,:]*)+")
_LIST_MAX = 100


def first_id(at: datetime) -> int:
    """The lowest id that a post of that instant can have: https://docs.x.com/fundamentals/x-ids."""
    return max(0, (at - _EPOCH) // timedelta(milliseconds=1)) << 22


def id_of(tweet: Tweet) -> int:
    """A post's id; 0: it has none."""
    own = _text(tweet.get("id"))
    return int(own) if _ID.fullmatch(own) else 0


@dataclass(frozen=True, slots=True)
class Told:
    """What came with the posts of one answer."""

    users: Mapping[str, Tweet] = field(default_factory=dict)
    media: Mapping[str, Tweet] = field(default_factory=dict)

    @staticmethod
    def by(answer: Answer) -> Told:
        """Out of ``includes``."""
        users, media = answer.at("includes", "users"), answer.at("includes", "media")
        return Told(
            {_text(one.get("id")): one for one in _objects(users)},
            {_text(one.get("media_key")): one for one in _objects(media)},
        )


def found_in(tweet: Tweet, told: Told, wanted: Wanted, own: str) -> Found:
    """The photo that a post brings, if it brings one. ``own``: our account's number."""
    identity, history = str(id_of(tweet)), _history(tweet)
    author = _text(tweet.get("author_id"))
    user = told.users.get(author)
    keys = _keys(tweet)
    attached = [told.media.get(key, {}) for key in keys]
    pictures = [Shown(_text(one.get("url")), _text(one.get("alt_text"))) for one in attached if _kind(one) == "photo"]
    candidate = Candidate(
        history[0] if history else identity,
        Source.REPLY if _refers(tweet, "replied_to") else Source.PUBLIC_POST,
        _posted(tweet),
        match(_named(tweet, "hashtags", "tag"), _words(tweet), wanted.tags),
        len(pictures),
        NetworkName.X,
        Reach.FOLLOWERS if user is not None and user.get("protected") is True else Reach.PUBLIC,
        _facts(author, user, wanted, own),
        sensitive=not (tweet.get("possibly_sensitive") is None or tweet.get("possibly_sensitive") is False),
        other_media=len(attached) - len(pictures),
        alts=tuple(picture.alt for picture in pictures),
        mentions_campaign=bool({name.lower() for name in _named(tweet, "mentions", "username")} & wanted.own),
        edited=len(history) > 1,
    )
    return Found(
        candidate,
        identity,
        f"https://x.com/i/status/{identity}",
        author,
        _language(tweet),
        tuple(pictures),
        hashlib.sha256(" ".join(keys).encode()).hexdigest()[:16] if keys else "",
    )


def latest_version(tweet: Tweet) -> str:
    """The id of the post as it reads now: each edit has another one, and the old ones can still be read."""
    return max([*_history(tweet), str(id_of(tweet))], key=int)


def is_latest(tweet: Tweet) -> bool:
    """Whether this is the post as it reads now: every version names them all, also those that came after it."""
    return int(latest_version(tweet)) <= id_of(tweet)


def saying_in(tweet: Tweet) -> Saying:
    """What a reply or mention says; on X a reply to a retweet is one to what was retweeted."""
    answers = _refers(tweet, "replied_to")
    words = _words(tweet)
    begins = _TO_WHOM.match(words)
    said = words[begins.end() :] if begins else words
    return Saying(_text(tweet.get("author_id")), said.strip(), answers, answers, _posted(tweet), _language(tweet))


def _facts(author: str, user: Tweet | None, wanted: Wanted, own: str) -> frozenset[AuthorIs]:
    if user is None:
        # X leaves out who cannot be seen; of whom nothing is known nothing is taken.
        return frozenset({AuthorIs.OWN if author == own else AuthorIs.LOCKED})
    facts = set()
    if author == own or _text(user.get("username")).lower() in wanted.own:
        facts.add(AuthorIs.OWN)
    if user.get("protected") is True:
        facts.add(AuthorIs.LOCKED)
    if _NO_BOT.search(_text(user.get("description"))):
        facts.add(AuthorIs.NO_BOT)
    return frozenset(facts)


def _posted(tweet: Tweet) -> datetime:
    said = instant(_text(tweet.get("created_at")))
    return said.astimezone(UTC) if said else _EPOCH + timedelta(milliseconds=id_of(tweet) >> 22)


def _words(tweet: Tweet) -> str:
    whole = tweet.get("note_tweet")
    long = _text(whole.get("text")) if isinstance(whole, dict) else ""
    return unescape(long or _text(tweet.get("text")))


def _named(tweet: Tweet, kind: str, key: str) -> list[str]:
    whole = tweet.get("note_tweet")
    holders = [tweet.get("entities"), whole.get("entities") if isinstance(whole, dict) else None]
    lists = [holder.get(kind) for holder in holders if isinstance(holder, dict)]
    return [name for listed in lists for one in _objects(listed) if (name := _text(one.get(key)))]


def _refers(tweet: Tweet, how: str) -> str:
    """The id of the post it has to do with so; X is renaming the field."""
    listed = [*_objects(tweet.get("referenced_tweets")), *_objects(tweet.get("referenced_posts"))]
    return next((_text(one.get("id")) for one in listed if one.get("type") == how), "")


def _history(tweet: Tweet) -> list[str]:
    """The ids of a post's versions, the first one first; X is renaming the field."""
    listed = tweet.get("edit_history_tweet_ids") or tweet.get("edit_history_post_ids")
    ids = [_text(one) for one in listed[:_LIST_MAX]] if isinstance(listed, list) else []
    return sorted((one for one in ids if _ID.fullmatch(one)), key=int)


def _keys(tweet: Tweet) -> list[str]:
    attached = tweet.get("attachments")
    keys = attached.get("media_keys") if isinstance(attached, dict) else None
    return [_text(key) for key in keys[:_LIST_MAX]] if isinstance(keys, list) else []


def _kind(media: Tweet) -> str:
    return _text(media.get("type"))


def _language(tweet: Tweet) -> str:
    said = _text(tweet.get("lang"))
    # X's own codes: "qme" is a post of media only, "und" anything else; Hebrew and Indonesian go by their old ones.
    return {"iw": "he", "in": "id"}.get(said, said) if re.fullmatch(r"(?!und|q)[a-z]{2,3}", said) else ""


def _objects(listed: object) -> list[Tweet]:
    return [one for one in listed[:_LIST_MAX] if isinstance(one, dict)] if isinstance(listed, list) else []


def _text(value: object) -> str:
    """A text or number as text; a lone surrogate, which JSON can spell, could not be stored or shown."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode() if isinstance(value, str) else f"{value:d}"
