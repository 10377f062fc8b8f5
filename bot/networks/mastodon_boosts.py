"""Boosting a supporter's status, and ending one boost by itself.

Mastodon keeps one boost of a status for an account and gives it again; GoToSocial makes another each time. ``unreblog``
names what was boosted, so where there are two it ends either. ``DELETE`` on the boost's own id ends that one: Mastodon
then undoes the announcement everywhere (RemoveStatusService), GoToSocial deletes it. Pleroma does not know it, and has
one boost at most.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from bot.campaign.outcome import NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.networks.http import Answer, Failure, Reasons, Silence, Why, plain
from bot.networks.line import Session
from bot.networks.mastodon_reading import address_of, boosted
from bot.networks.reading import is_gone

_LOOKS = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look at a boost that was ended: servers take a status away after they have answered."""
_REFUSED = frozenset({403, 404, 405, 410, 422, 501})
_TAKEN = re.compile(r"already", re.IGNORECASE)
_OF_THE_ACCOUNT = re.compile(r"scope|log[ -]?in|suspend|disabled|e-?mail|pending|moved|account is", re.IGNORECASE)
"""What a 403 says of us, in Mastodon's words (config/locales/en.yml) and GoToSocial's; any other is of the status."""


def boost(session: Session, base: str, signed: Mapping[str, str], source: str) -> None:
    """Ask for a boost; its visibility is said, for an account's own default might hide it."""
    session.post(f"{base}/api/v1/statuses/{quote(source, safe='')}/reblog", {"visibility": "public"}, headers=signed)


def boost_outcome(heard: Answer | Silence, source: str, failure: Failure, reasons: Reasons) -> Outcome:
    """What came of it."""
    made = heard.json() if isinstance(heard, Answer) and heard.ok else None
    if isinstance(heard, Answer) and isinstance(made, dict) and (own := heard.text("id")) and own != source:
        return Sent(Receipt(own, address_of(made)))
    return _refusal(heard, failure, reasons) if isinstance(heard, Answer) else failure


def _refusal(heard: Answer, failure: Failure, reasons: Reasons) -> Outcome:
    detail = plain(heard.text("error"))
    if heard.status in {404, 410}:
        # Somebody else's page proves nothing of the source, but nothing was boosted.
        gone = is_gone(heard)
        return Rejected(reasons.say(Why.SOURCE_GONE)) if gone else NotSent(reasons.say(Why.UNREADABLE, "404"))
    if heard.status == 422 and _TAKEN.search(detail):
        # Two boosts of the same status met, or one that was just ended is not cleared away yet.
        return Unknown(reasons.say(Why.DUPLICATE, detail))
    of_the_status = heard.status == 403 and detail and not _OF_THE_ACCOUNT.search(detail)
    if of_the_status or heard.status in {400, 422}:
        return Rejected(reasons.say(Why.NOT_REPOSTABLE, detail))
    return failure


class Unboosting:
    """The end of one boost, in the client's thread; without its ``own`` id, of whichever there is of the source."""

    def __init__(self, session: Session, base: str, signed: Mapping[str, str], own: str, source: str) -> None:
        self._session, self._base, self._signed, self._own, self._source = session, base, signed, own, source

    def end(self) -> bool | Why | None:
        """``True``: it is gone; or why it is not; ``None``: the answer heard last says so itself."""
        if not self._own:
            unboosted = self._ask("POST", self._source, "/unreblog")
            if unboosted.ok and not unboosted.text("id"):
                return Why.UNREADABLE
            return True if unboosted.ok or is_gone(unboosted) else None
        kept = self._ask("GET", self._own)
        if is_gone(kept):
            return True
        shown = kept.json()
        if not kept.ok or not isinstance(shown, dict):
            return Why.UNREADABLE if kept.ok else None
        # Whatever is no boost of that source is left alone: it may be the source itself.
        answer = self._ask("DELETE", self._own) if boosted(shown) == self._source != self._own else None
        if answer is None or answer.status in _REFUSED:
            answer = self._ask("POST", self._source, "/unreblog")
        if not answer.ok and not is_gone(answer):
            return None
        return self._is_gone_by_now()

    def _is_gone_by_now(self) -> bool | Why | None:
        for wait_s in _LOOKS:
            self._session.exchange.over.wait(wait_s)
            kept = self._ask("GET", self._own)
            if is_gone(kept):
                return True
            if not kept.text("id"):
                return Why.UNREADABLE if kept.ok else None
        return Why.LINGERS

    def _ask(self, method: str, status: str, verb: str = "") -> Answer:
        address = f"{self._base}/api/v1/statuses/{quote(status, safe='')}{verb}"
        self._session.request(method, address, headers=self._signed)
        answer = self._session.exchange.answer
        assert answer is not None, "a request without an answer raises"
        return answer
