"""X's ways of reading back and deleting, held to the same document: ``GET /2/users/{id}/tweets`` and its kin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.foreign.openapi import Schema
from tests.foreign.serving import Call, Reply
from tests.foreign.x_simulator import UsersMe, XSimulator, _hold, _problem

AT = "2023-09-02T12:00:00.000Z"
_LINK = re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?)]")
_STRING: Schema = {"type": "string"}
_ID: Schema = {"type": "string", "pattern": "^[0-9]{1,19}$"}
_TIME: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
_TIMELINE_QUERY: Schema = {
    "type": "object",
    "properties": {
        "max_results": {"type": "string", "pattern": "^([5-9]|[1-9][0-9]|100)$"},
        "pagination_token": {"type": "string", "minLength": 1},
        "since_id": _ID,
        "until_id": _ID,
        "start_time": _TIME,
        "end_time": _TIME,
        "exclude": {"type": "string", "pattern": "^(replies|retweets)(,(replies|retweets))*$"},
        "tweet.fields": _STRING,
        "expansions": _STRING,
    },
    "additionalProperties": False,
}
_PAGE = 20
"""Pages may be shorter than asked for."""


class XSimulatorBack(XSimulator):
    """The same user, whose posts can be read and deleted."""

    def __init__(self, keys: Mapping[str, str], users_me: UsersMe = UsersMe.FULL) -> None:
        self.kept: dict[str, Mapping[str, Any]] = {}
        super().__init__(keys, users_me)

    def _route(self, call: Call) -> Reply:
        one = re.fullmatch(r"/2/tweets/([0-9]+)", call.path)
        match call.method:
            case "GET" if call.path == "/2/users/1735/tweets":
                return self._timeline(dict(call.query))
            case "GET" if one:
                missing = {"type": "https://api.twitter.com/2/problems/resource-not-found", "value": one[1]}
                told = {"data": self.kept[one[1]]} if one[1] in self.kept else {"errors": [missing]}
                return Reply(json=told)
            case "DELETE" if one:
                return Reply(json={"data": {"deleted": self.kept.pop(one[1], None) is not None}})
        reply = super()._route(call)
        if call.method == "POST" and call.path == "/2/tweets" and reply.status == 201:
            text, pictures = self.tweets[-1]
            own = reply.json["data"]["id"]
            self.kept[own] = _shown(own, text, pictures)
        return reply

    def _timeline(self, query: dict[str, str]) -> Reply:
        _hold(query, _TIMELINE_QUERY)
        if not {"created_at", "entities", "attachments"} <= set(query["tweet.fields"].split(",")):
            return _problem(400, "Invalid Request", "nothing to know a post by")
        found = [one for own, one in reversed(self.kept.items()) if int(own) > int(query.get("since_id", "0"))]
        start = int(query.get("pagination_token", "0"))
        page = found[start : start + _PAGE]
        meta: dict[str, object] = {"result_count": len(page)}
        if found[start + _PAGE :]:
            meta["next_token"] = str(start + _PAGE)
        return Reply(json={"data": page, "meta": meta} if page else {"meta": meta})


def _shown(own: str, text: str, pictures: list[str]) -> dict[str, Any]:
    """A post as X tells it: short links, escaped signs, a link to the picture at the end."""
    urls: list[dict[str, str]] = []

    def shorten(found: re.Match[str]) -> str:
        urls.append({"url": f"https://t.co/{own[-6:]}{len(urls)}", "expanded_url": found[0]})
        return urls[-1]["url"]

    parts = re.split(r"([&<>])", _LINK.sub(shorten, text))
    shown = "".join({"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(part, part) for part in parts)
    told: dict[str, Any] = {"id": own, "created_at": AT, "edit_history_tweet_ids": [own]}
    if pictures:
        leads = f"https://twitter.com/playground_user/status/{own}/photo/1"
        urls.append({"url": f"https://t.co/{own[-6:]}p", "expanded_url": leads, "media_key": f"3_{pictures[0]}"})
        told["attachments"] = {"media_keys": [f"3_{one}" for one in pictures]}
        shown += f" {urls[-1]['url']}"
    return told | {"text": shown} | ({"entities": {"urls": urls}} if urls else {})
