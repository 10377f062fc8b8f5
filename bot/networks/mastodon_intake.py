"""What supporters post on Mastodon, found through tag timelines; what they say to an account, through its mentions.

Tag timelines are read on the account's own server and, without a token, on others that the campaign names: no server
knows all posts. What is found elsewhere is looked up on the own server, for only what that one knows can be boosted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from urllib.parse import quote, urlsplit

from bot.campaign.model import Account
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent
from bot.campaign.photo import Reason
from bot.campaign.tags import fold
from bot.networks.http import Answer, Reasons, Silence, Why, instant, judge, plain
from bot.networks.line import Line, Session
from bot.networks.mastodon_found import Json, Server, author_of, found_in, inner, text
from bot.networks.mastodon_paging import Paging, Turned
from bot.networks.mastodon_resolving import Get, Resolving
from bot.networks.mastodon_words import plain_text
from bot.networks.reading import is_gone
from bot.ports import Page, Saying, Seen, Shown, Unfetched, Vanished, Wanted

_PAGE = 40
_PAGE_ELSEWHERE = 10
"""Each of its posts may be one more question to the own server."""
_HANDLES = re.compile(r"\A\s*(?:@[\w.-]+(?:@[\w.-]+)?[\s,:;]*)+")

Fetch = Callable[[str], bytes | Unfetched | NotSent]


class MastodonIntake:
    """The supporters' posts that ``account`` could boost. ``servers``: base addresses of others that are read too."""

    def __init__(
        self,
        account: Account,
        secrets: Mapping[str, str],
        deadline_s: float = CALL_S,
        *,
        fetch: Fetch,
        servers: Sequence[str] = (),
    ) -> None:
        self._fetch = fetch
        self._reasons = Reasons.without(secrets)
        self._base = account.address.rstrip("/")
        signed = {"Authorization": f"Bearer {secrets['access_token']}"}
        self._line = Line(partial(_getting, self._base, signed), self._base, deadline_s)
        others = dict.fromkeys(server.rstrip("/") for server in servers)
        self._others = {
            server: Line(partial(_getting, server, {}), server, deadline_s) for server in others if server != self._base
        }
        self._resolving = Resolving(self._line, self._server(self._base), self._reasons)
        self._answered: dict[str, tuple[str, str]] = {}
        """Remote id and identity of what a page of mentions answers."""

    def cursors(self, wanted: Wanted) -> Sequence[str]:
        """Each tag once, by itself and with each server."""
        tags = {fold(tag): tag for tag in reversed(wanted.tags)}
        ordered = [tag for tag in wanted.tags if tags[fold(tag)] == tag]
        return [name for tag in dict.fromkeys(ordered) for name in (tag, *(f"{tag} {other}" for other in self._others))]

    def photos_since(self, tag: str, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """One page of a tag's timeline on one server. A post may come again: some arrive late."""
        name, _, server = tag.partition(" ")
        line = self._others.get(server) if server else self._line
        if line is None:
            return Page()  # a server that the settings no longer name
        path = f"/api/v1/timelines/tag/{quote(name.lstrip('#＃'), safe='')}"
        limit = _PAGE_ELSEWHERE if server else _PAGE
        turned = self._turn(line, path, {}, limit, cursor, wanted)
        if not isinstance(turned, Turned):
            return NotSent(turned.reason, getattr(turned, "retry_at", None)) if server else turned
        seen_on = self._server(server or self._base)
        listed = [found for entry in turned.entries if (found := found_in(entry, seen_on, wanted))]
        if server:
            resolved = self._resolving.resolved(listed, wanted)
            if isinstance(resolved, NotSent):
                return resolved
            listed = resolved
        return Page(tuple(listed), cursor=turned.cursor, more=turned.more)

    def sayings_since(self, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """One page of mentions, those from strangers included that the server would hide."""
        asked = {"types[]": "mention", "include_filtered": "true"}
        turned = self._turn(self._line, "/api/v1/notifications", asked, _PAGE, cursor, wanted)
        if isinstance(turned, NotSent) and turned.reason.startswith(Why.ACCOUNT):
            return NotSent(self._reasons.say(Why.NO_MENTIONS))
        if not isinstance(turned, Turned):
            return turned
        own = self._server(self._base)
        statuses = [inner(one, "status") for one in turned.entries if text(one, "type") == "mention"]
        self._answered = {}
        self._line.call(lambda get: self._look_up_answered(get, statuses))
        sayings = [said for status in statuses if (said := self._saying(status, own, wanted))]
        return Page(sayings=tuple(sayings), cursor=turned.cursor, more=turned.more)

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """The status as the own server shows it; one that tells too little is not read."""
        path = f"/api/v1/statuses/{quote(remote_id, safe='')}"
        told, heard = self._line.call(lambda get: get(path, {}))
        if is_gone(heard):
            return Vanished(Reason.DELETED)
        status = told.json() if told is not None and told.ok else None
        if not isinstance(status, dict):
            return self._unread(None, heard)
        found = found_in(status, self._server(self._base), wanted)
        if found is None:
            return NotSent(self._reasons.say(Why.UNREADABLE))
        return Seen(found) if text(status, "visibility") == "public" else Vanished(Reason.NOT_PUBLIC)

    def fetch(self, picture: Shown) -> bytes | Unfetched | NotSent:
        """Its bytes, as whoever was handed in fetches them."""
        return self._fetch(picture.address)

    def close(self) -> None:
        """Close all connections."""
        for line in (self._line, *self._others.values()):
            line.close()

    def _server(self, base: str) -> Server:
        return Server(_host(base), base == self._base, _host(self._base))

    def _turn(
        self,
        line: Line[Get],
        path: str,
        asked: Mapping[str, str],
        limit: int,
        cursor: str,
        wanted: Wanted,
    ) -> Turned | NotSent | AccountBroken:
        def turn(get: Get) -> Turned | Why | None:
            # Mentions are numbered as they arrive; statuses as they were written.
            return Paging(lambda where: get(path, {**asked, **where}), limit, wanted.since, comes_late=not asked).turn(
                cursor
            )

        told, heard = line.call(turn)
        return told if isinstance(told, Turned) else self._unread(told, heard)

    def _unread(self, told: Why | None, heard: Answer | Silence) -> NotSent | AccountBroken:
        """Why nothing could be read. Only a token that is refused breaks the account: it may post all the same."""
        if told is not None:
            return NotSent(self._reasons.say(told))
        detail = plain(heard.text("error")) if isinstance(heard, Answer) else ""
        failure = judge(heard, detail, self._reasons)
        if isinstance(failure, NotSent) or (
            isinstance(failure, AccountBroken) and isinstance(heard, Answer) and heard.status == 401
        ):
            return failure
        return NotSent(failure.reason)

    def _look_up_answered(self, get: Get, statuses: list[Json]) -> None:
        """Ask for the lasting names of what these answer; what cannot be told now is known by its id all the same."""
        for name in dict.fromkeys(text(status, "in_reply_to_id") for status in statuses):
            if name and name not in self._answered:
                answer = get(f"/api/v1/statuses/{quote(name, safe='')}", {})
                told = answer.json() if answer.ok else None
                original = (inner(told, "reblog") or told) if isinstance(told, dict) else {}
                self._answered[name] = (text(original, "id") or name, text(original, "uri", "url"))

    def _saying(self, status: Json, own: Server, wanted: Wanted) -> Saying | None:
        account = inner(status, "account")
        said_at, author = instant(text(status, "created_at")), author_of(account, own)
        if said_at is None or not author or own.is_ours(text(account, "acct"), wanted):
            return None
        words = plain_text(text(status, "content", longest=1_000_000))
        name = text(status, "in_reply_to_id")
        remote, identity = self._answered.get(name, (name, ""))
        return Saying(
            author,
            _HANDLES.sub("", words),
            identity,
            remote,
            said_at,
            text(status, "language"),
        )


def _getting(base: str, signed: Mapping[str, str], session: Session) -> Get:
    session.headers["User-Agent"] = "rebours"

    def get(path: str, query: Mapping[str, str]) -> Answer:
        session.get(f"{base}{path}", params=query, headers=signed)
        answer = session.exchange.answer
        assert answer is not None, "a request without an answer raises"
        return answer

    return get


def _host(base: str) -> str:
    return (urlsplit(base).netloc or base).lower()
