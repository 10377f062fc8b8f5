"""Supporters' photos on X: the search of the last seven days, the account's mentions, and single posts.

X pages newest first, and every post read is paid for. So a stretch that takes several pages is read downwards, each
page handed out once, and the cursor says how far down it is: ``SINCE`` (all up to that id is handed out) or
``SINCE-TOP-UNTIL`` (so is all from ``UNTIL`` to ``TOP``). All are ids, never X's own page tokens, which expire. Ids
hold their time, so the first stretch begins with one made from ``Wanted.since``: X takes no times beside ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

from bot import log
from bot.campaign.candidate import Reach
from bot.campaign.model import Account
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import Reason
from bot.networks.fetch import Fetch
from bot.networks.http import Answer, Reasons, Silence, Why
from bot.networks.reading import date_of, unread
from bot.networks.x_found import (
    PHOTO_FIELDS,
    POST_READ_USD,
    SAYING_FIELDS,
    USER_READ_USD,
    Told,
    first_id,
    found_in,
    id_of,
    is_latest,
    latest_version,
    saying_in,
)
from bot.networks.x_judging import detail_of, judge_x, problems_of
from bot.networks.x_line import open_line, token_owner
from bot.networks.x_query import packed, query_of
from bot.networks.x_reading import Tweet, tweets_of
from bot.ports import Blind, Page, Seen, Shown, Unfetched, Vanished, Wanted

_SEARCH = "/2/tweets/search/recent"
_PAGE = "100"
_EMPTY_PAGES = 10
"""X may answer a page with nothing on it but the way to the next one; never more than so many at a time."""
_VERSIONS = 3
"""The one that is known, the latest, and one that was made between two looks; an author may make six."""
_KEPT_FRESH = timedelta(days=1)
"""So far behind the server's clock the cursor follows it while nothing is found: X refuses one of seven days ago."""
_MINUTE = 60_000 << 22
"""In the numbers of ids."""

_TOO_OLD = re.compile(
    r"'(?P<which>since_id|until_id)' must be .*?(?:larger than (?P<oldest>[0-9]{1,19})\.?)?\Z", re.DOTALL
)

_log = log.logger("x")


@dataclass(frozen=True, slots=True)
class _Place:
    """How far reading has come; see the module."""

    since: int
    top: int = 0
    until: int = 0

    @staticmethod
    def of(cursor: str, wanted: Wanted) -> _Place:
        """Where ``cursor`` says; from ``Wanted.since`` on when it says nothing that can be read."""
        if re.fullmatch(r"[0-9]{1,19}(?:-[0-9]{1,19}-[0-9]{1,19})?", cursor, re.ASCII):
            return _Place(*map(int, cursor.split("-")))
        return _Place(max(1, first_id(wanted.since) - 1))

    def __str__(self) -> str:
        return f"{self.since}-{self.top}-{self.until}" if self.until else str(self.since)

    @property
    def bounds(self) -> dict[str, str]:
        """As X is asked; it refuses an id of more than a week ago, and needs none."""
        asked = {"since_id": self.since, "until_id": self.until}
        return {name: str(value) for name, value in asked.items() if value}


@dataclass(slots=True)
class _Read:
    """One page."""

    tweets: list[Tweet]
    told: Told
    place: _Place
    more: bool
    cost_usd: Decimal


class XIntake:
    """What supporters post, as seen by the account with these four OAuth 1.0a ``secrets``; ``fetch`` gets pictures."""

    def __init__(self, account: Account, secrets: Mapping[str, str], deadline_s: float, fetch: Fetch) -> None:
        self._name = account.name
        self._own = token_owner(secrets)
        self._reasons = Reasons.without(secrets)
        self._line = open_line(account, secrets, deadline_s)
        self._fetch = fetch

    def cursors(self, wanted: Wanted) -> Sequence[str]:
        """One for each query, named by its tags: with other tags a search begins anew, where nothing was passed by."""
        return packed(wanted)

    def photos_since(self, tag: str, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """One page of the search for the tags in ``tag``; retweets and the campaign's own posts are not paid for."""
        query = {"query": query_of(tag.split(), wanted), **PHOTO_FIELDS}
        read = self._read(_SEARCH, query, _Place.of(cursor, wanted))
        if not isinstance(read, _Read):
            return read
        # What an edit has left behind is passed by: the newer version is found by itself, if it still is what we want.
        latest = (tweet for tweet in read.tweets if is_latest(tweet))
        found = tuple(found_in(tweet, read.told, wanted, self._own) for tweet in latest)
        return Page(found, (), str(read.place), read.more, read.cost_usd)

    def sayings_since(self, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """One page of the account's mentions, which replies to it are too."""
        if not self._own:
            return NotSent(self._reasons.say(Why.BLIND, "a stand-in whose user has no number"))
        read = self._read(f"/2/users/{self._own}/mentions", SAYING_FIELDS, _Place.of(cursor, wanted))
        if not isinstance(read, _Read):
            return read
        theirs = (tweet for tweet in read.tweets if str(tweet.get("author_id")) != self._own)
        return Page((), tuple(map(saying_in, theirs)), str(read.place), read.more, read.cost_usd)

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """The post as it reads now: of one that was edited since, its latest version. Both are paid for."""
        cost, asked = Decimal(0), remote_id
        for _ in range(_VERSIONS):
            one = self._look(asked)
            if isinstance(one, Vanished):
                return Vanished(one.reason, cost)
            if not isinstance(one, _Read):
                return one
            [tweet] = one.tweets
            cost, asked = cost + one.cost_usd, latest_version(tweet)
            if is_latest(tweet):
                found = found_in(tweet, one.told, wanted, self._own)
                return Seen(found, cost) if found.candidate.reach is Reach.PUBLIC else Vanished(Reason.NOT_PUBLIC, cost)
        return NotSent(self._reasons.say(Why.UNREADABLE))

    def fetch(self, picture: Shown) -> bytes | Unfetched | NotSent:
        """From X's picture servers, unsigned like any stranger's."""
        return self._fetch(picture.address)

    def close(self) -> None:
        """Close the connections."""
        self._line.close()

    def _read(self, path: str, query: Mapping[str, str], place: _Place) -> _Read | NotSent | AccountBroken:
        token, cost = "", Decimal(0)
        name = "next_token" if path == _SEARCH else "pagination_token"
        for _ in range(_EMPTY_PAGES):
            turn = {name: token} if token else {}
            heard = self._ask(path, {"max_results": _PAGE, **query, **place.bounds, **turn})
            if isinstance(heard, Answer) and heard.status == 400 and (old := _TOO_OLD.search(detail_of(heard))):
                _log.warning("photos may be missing", account=self._name, reason="more than seven days ago")
                if old["which"] == "until_id":
                    # What was left of the stretch cannot be read any more.
                    return _Read([], Told(), _Place(max(place.top, place.since)), more=True, cost_usd=cost)
                place = _Place(
                    int(old["oldest"]) + _MINUTE if old["oldest"] and place.since else 0, place.top, place.until
                )
                continue
            page = tweets_of(heard) if isinstance(heard, Answer) and heard.ok else None
            if page is None or not isinstance(heard, Answer):
                return self._failed(heard)
            told = Told.by(heard)
            cost += POST_READ_USD * len(page) + USER_READ_USD * len(told.users)
            token = heard.text("meta", "next_token")
            fresh = [
                tweet
                for tweet in page
                if place.since < id_of(tweet) and (not place.until or id_of(tweet) < place.until)
            ]
            if fresh or not token:
                fresh.sort(key=id_of)
                return _Read(fresh, told, _next(place, fresh, heard, more=bool(token)), bool(token), cost)
        return NotSent(self._reasons.say(Why.ENDLESS))

    def _ask(self, path: str, query: Mapping[str, str]) -> Answer | Silence:
        # Not tweepy's own verbs: they make objects of posts, and know neither fields nor names that X is renaming.
        return self._line.hear(lambda client: client.request("GET", path, params=dict(query), user_auth=True))

    def _look(self, remote_id: str) -> _Read | Vanished | NotSent | AccountBroken:
        heard = self._ask(f"/2/tweets/{quote(remote_id, safe='')}", PHOTO_FIELDS)
        problems = problems_of(heard)
        if "resource-not-found" in problems:
            return Vanished(Reason.DELETED)
        if "not-authorized-for-resource" in problems:
            return Vanished(Reason.NOT_PUBLIC)
        tweet = heard.at("data") if isinstance(heard, Answer) and heard.ok else None
        if not isinstance(heard, Answer) or not isinstance(tweet, dict) or not id_of(tweet):
            return self._failed(heard)
        told = Told.by(heard)
        cost = POST_READ_USD + USER_READ_USD * len(told.users)
        return _Read([tweet], told, _Place(0), more=False, cost_usd=cost)

    def _failed(self, heard: Answer | Silence) -> NotSent | AccountBroken:
        told = unread(None, heard, judge_x(heard, self._reasons), self._reasons)
        # Who may not read may well post.
        return NotSent(told.reason) if isinstance(told, Blind) else told


def _next(place: _Place, fresh: Sequence[Tweet], answer: Answer, *, more: bool) -> _Place:
    """Where to go on once ``fresh``, the oldest first, is kept."""
    newest = max(place.top, place.since, id_of(fresh[-1]) if fresh else 0)
    if more:
        return _Place(place.since, newest, id_of(fresh[0]))
    if place.until:
        return _Place(newest)
    date = date_of(answer)
    return _Place(max(newest, first_id(date - _KEPT_FRESH)) if date else newest)
