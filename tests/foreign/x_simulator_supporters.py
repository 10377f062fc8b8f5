"""X's search, retweets and mentions, held to the same document: ``UsersRetweetsCreateRequest``, and the parameters of
``GET /2/tweets/search/recent`` and ``GET /2/users/{id}/mentions``. Lists of fields are comma separated words there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.foreign.openapi import Schema
from tests.foreign.serving import Call, Reply
from tests.foreign.x_simulator import UsersMe, _hold, _json, _problem
from tests.foreign.x_simulator_back import AT, XSimulatorBack

_ID: Schema = {"type": "string", "pattern": "^[0-9]{1,19}$"}
_TEXT: Schema = {"type": "string", "minLength": 1}
_CREATE: Schema = {
    "type": "object",
    "required": ["tweet_id"],
    "properties": {"tweet_id": _ID},
    "additionalProperties": False,
}
_TWEET = (
    "author_id|attachments|created_at|edit_history_tweet_ids|entities|lang|note_tweet|possibly_sensitive|"
    "referenced_tweets"
)


def _words(among: str) -> Schema:
    return {"type": "string", "pattern": f"^({among})(,({among}))*$"}


_FIELDS: Mapping[str, Schema] = {
    "tweet.fields": _words(_TWEET),
    "expansions": _words("author_id|attachments.media_keys"),
    "media.fields": _words("alt_text|type|url"),
    "user.fields": _words("description|protected"),
}
_BOUNDS: Mapping[str, Schema] = {"since_id": _ID, "until_id": _ID}
_SEARCH: Schema = {
    "type": "object",
    "required": ["query"],
    "properties": {
        "query": {"type": "string", "minLength": 1, "maxLength": 512},
        "max_results": {"type": "string", "pattern": "^([1-9][0-9]|100)$"},
        "next_token": _TEXT,
        **_BOUNDS,
        **_FIELDS,
    },
    "additionalProperties": False,
}
_MENTIONS: Schema = {
    "type": "object",
    "properties": {
        "max_results": {"type": "string", "pattern": "^([5-9]|[1-9][0-9]|100)$"},
        "pagination_token": _TEXT,
        **_BOUNDS,
        **_FIELDS,
    },
    "additionalProperties": False,
}
_PAGE = 3
"""Pages may be shorter than asked for."""


class XSimulatorSupporters(XSimulatorBack):
    """The same user among supporters, whose posts all match any search."""

    def __init__(self, keys: Mapping[str, str], users_me: UsersMe = UsersMe.FULL) -> None:
        self.theirs: dict[str, Mapping[str, Any]] = {}
        self.hidden: set[str] = set()
        self.queries: list[str] = []
        self.lose_next = False
        super().__init__(keys, users_me)

    def supporters_post(self, text: str, *, hidden: bool = False) -> str:
        own = str(next(self._ids))
        key = f"3_{own}"
        self.theirs[own] = {
            "id": own,
            "text": text,
            "author_id": "42",
            "created_at": AT,
            "edit_history_tweet_ids": [own],
            "attachments": {"media_keys": [key]},
        }
        if hidden:
            self.hidden.add(own)
        return own

    def retweets(self) -> list[str]:
        return [one["referenced_tweets"][0]["id"] for one in self.kept.values() if "referenced_tweets" in one]

    def vanish(self, own: str) -> None:
        del self.theirs[own]
        for retweet in [name for name, one in self.kept.items() if self._retweets(one, own)]:
            del self.kept[retweet]

    def _route(self, call: Call) -> Reply:
        undo = re.fullmatch(r"/2/users/1735/retweets/([0-9]{1,19})", call.path)
        match call.method, call.path:
            case "POST", "/2/users/1735/retweets":
                return self._retweet(call)
            case "DELETE", _ if undo:
                self.kept = {name: one for name, one in self.kept.items() if not self._retweets(one, undo[1])}
                return Reply(json={"data": {"retweeted": False}})
            case "GET", "/2/tweets/search/recent":
                query = dict(call.query)
                _hold(query, _SEARCH)
                self.queries.append(query["query"])
                return self._page(query, list(self.theirs.values()))
            case "GET", "/2/users/1735/mentions":
                query = dict(call.query)
                _hold(query, _MENTIONS)
                return self._page(query, [one for one in self.theirs.values() if "@" in one["text"]])
            case _:
                return super()._route(call)

    def _retweet(self, call: Call) -> Reply:
        body = _json(call)
        _hold(body, _CREATE)
        source = body["tweet_id"]
        if source not in self.theirs:
            return _problem(404, "Not Found")
        if source in self.hidden:
            return _problem(403, "Forbidden", "You have been blocked from retweeting this author's posts.")
        if source in self.retweets():
            return _problem(403, "Forbidden", "You have already retweeted this Tweet.")
        own = str(next(self._ids))
        refers = [{"type": "retweeted", "id": source}]
        self.kept[own] = {"id": own, "text": "RT", "created_at": AT, "referenced_tweets": refers}
        if self.lose_next:
            self.lose_next = False
            return Reply(502, {})
        return Reply(json={"data": {"retweeted": True}})

    def _timeline(self, query: dict[str, str]) -> Reply:
        if "referenced_tweets" not in query.get("tweet.fields", ""):
            return super()._timeline(query)
        return self._page(query, list(self.kept.values()))

    @staticmethod
    def _retweets(one: Mapping[str, Any], source: str) -> bool:
        return any(refers["id"] == source for refers in one.get("referenced_tweets", []))

    def _page(self, query: Mapping[str, str], posts: list[Mapping[str, Any]]) -> Reply:
        since, until = int(query.get("since_id", "0")), int(query.get("until_id", "9" * 19))
        found = [one for one in reversed(posts) if since < int(one["id"]) < until]
        start = int(query.get("next_token") or query.get("pagination_token") or "0")
        page = found[start : start + _PAGE]
        meta: dict[str, object] = {"result_count": len(page)}
        if found[start + _PAGE :]:
            meta["next_token"] = str(start + _PAGE)
        users = [{"id": "42", "name": "Anna", "username": "anna", "protected": False, "description": ""}]
        media = [{"media_key": f"3_{one['id']}", "type": "photo", "url": "https://pbs.example/a.jpg"} for one in page]
        return Reply(json={"data": page, "meta": meta, "includes": {"users": users, "media": media}})
