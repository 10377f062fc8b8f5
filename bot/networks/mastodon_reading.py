"""Finding our own posts again among an account's statuses.

``GET /api/v1/accounts/:id/statuses``, newest first, pages until they are older than the post can be. A post is ours by
the id of its picture, else by its words: those that ``/source`` gives where the server has it, or those in the HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from bot.campaign.outcome import Receipt
from bot.networks.http import Answer, Why, instant
from bot.networks.line import Session
from bot.networks.mastodon_words import comparable, words_of
from bot.networks.reading import begun, fold, resemble
from bot.ports import Looked, Sought

_PAGE = 40
"""The most that Mastodon gives at once."""
_PAGES = 25
"""As many as a server lets a reader turn within its quarter of an hour, by far (300), and a call within its minute."""
_NO_SOURCE = frozenset({403, 404, 405, 410, 501})
"""Servers without ``/source``, tokens that may not read it, and a status deleted meanwhile."""

Status = Mapping[str, Any]


class Reading:
    """One search, in the client's thread."""

    def __init__(self, session: Session, base: str, token: str, own: str, sought: Sought) -> None:
        self._session, self._base, self._own, self._sought = session, base, own, sought
        self._headers = {"Authorization": f"Bearer {token}"}
        self._texts = {fold(text) for text in sought.texts} - {""}
        self._comparable = {comparable(text) for text in self._texts}
        self._seen: set[str] = set()
        self._begun = sought.since

    def read(self) -> Looked | Why | None:
        """The posts found; or why the read is not complete; ``None``: the answer heard last says so itself."""
        found: list[Status] = []
        last = ""
        for _ in range(_PAGES):
            answer = self._get(f"accounts/{quote(self._own, safe='')}/statuses", self._paging(last))
            page = _statuses(answer) if answer.ok else None
            if page is None:
                return Why.UNREADABLE if answer.ok else None
            self._begun = begun(self._sought.since, answer)
            fresh = [status for status in page if str(status["id"]) not in self._seen]
            if page and not fresh:
                # Paging is not known here, and the list given every time does not go back far enough: nothing in it
                # shows that a post is absent, but one that is there is there.
                return _looked(found) if found else Why.ENDLESS
            ours = self._ours(fresh)
            if ours is None:
                return None
            found += ours
            if not fresh or self._is_too_old(fresh[-1]):
                return _looked(found)
            last = str(fresh[-1]["id"])
        return _looked(found) if found else Why.ENDLESS

    def _ours(self, fresh: list[Status]) -> list[Status] | None:
        ours: list[Status] = []
        for status in fresh:
            self._seen.add(str(status["id"]))
            verdict = self._is_ours(status)
            if verdict is None:
                return None
            ours += [status] if verdict else []
        return ours

    def _paging(self, last: str) -> dict[str, str]:
        paging = {"limit": str(_PAGE)} | ({} if self._sought.repost_of else {"exclude_reblogs": "true"})
        return paging | {"max_id": last} if last else paging

    def _get(self, path: str, query: Mapping[str, str]) -> Answer:
        self._session.get(f"{self._base}/api/v1/{path}", params=query, headers=self._headers)
        answer = self._session.exchange.answer
        assert answer is not None, "a request without an answer raises"
        return answer

    def _is_too_old(self, status: Status) -> bool:
        created = _created(status)
        return created is not None and created < self._begun

    def _is_ours(self, status: Status) -> bool | None:
        """``None``: what was written could not be read now."""
        author = status.get("account")
        if str(status["id"]) in self._sought.not_these or (
            isinstance(author, dict) and author.get("id") and str(author["id"]) != self._own
        ):
            return False
        if self._sought.repost_of:
            return boosted(status) == self._sought.repost_of and not self._is_too_old(status)
        if status.get("reblog") or status.get("visibility") == "direct":
            return False
        pictures = _pictures(status)
        if self._sought.media_ids & set(pictures):
            return True
        # A picture more cannot be ours; one less can: older releases drop one they no longer know, and post the words.
        # Another id does not tell: not every server keeps the one it gave to the upload.
        if self._is_too_old(status) or (pictures and self._sought.has_picture is False):
            return False
        return self._reads_like_ours(status)

    def _reads_like_ours(self, status: Status) -> bool | None:
        written = status.get("text")  # GoToSocial's
        if isinstance(written, str) and written and fold(written) in self._texts:
            return True
        shown = words_of(str(status.get("content") or ""))
        if shown & self._comparable:
            return True
        if not any(resemble(text, words) for text in self._comparable for words in shown):
            return False
        # Nearly the same words: a card of another day, or ours as a server with a mark-up of its own shows it.
        answer = self._get(f"statuses/{quote(str(status['id']), safe='')}/source", {})
        if not answer.ok:
            return False if answer.status in _NO_SOURCE else None
        return fold(answer.text("text")) in self._texts


def pictures_of(status: Answer) -> list[str]:
    """The ids of the pictures of one status."""
    told = status.json()
    return _pictures(told) if isinstance(told, dict) else []


def boosted(status: Status) -> str:
    """The id of what it boosts; empty: it is no boost."""
    original = status.get("reblog")
    return str(original.get("id") or "") if isinstance(original, dict) else ""


def address_of(status: Status) -> str:
    """Where a status is to be seen; of a boost, never where its source is: that would name a supporter."""
    original = status.get("reblog")
    theirs = [original.get("url"), original.get("uri")] if isinstance(original, dict) else []
    own = (status.get("url"), status.get("uri"))
    return next((one for one in own if isinstance(one, str) and one and one not in theirs), "")


def _statuses(answer: Answer) -> list[Status] | None:
    told = answer.json()
    if not isinstance(told, list):
        return None
    whole: list[Status] = [status for status in told if isinstance(status, dict) and status.get("id")]
    return whole if len(whole) == len(told) else None


def _pictures(status: Status) -> list[str]:
    attached = status.get("media_attachments")
    return [str(one["id"]) for one in attached or [] if isinstance(one, dict) and one.get("id")]


def _created(status: Status) -> datetime | None:
    return instant(str(status.get("created_at") or ""))


def _looked(found: list[Status]) -> Looked:
    """Oldest first: the list is newest first."""
    return Looked(tuple(Receipt(str(one["id"]), address_of(one)) for one in reversed(found)))
