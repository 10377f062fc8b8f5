"""One account on X, through tweepy's v2 client and its OAuth 1.0a user signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import tweepy

from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, NetworkName, Post
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.networks.http import Answer, Reasons, Why, harmless, is_loopback, unasked
from bot.networks.line import Session
from bot.networks.reading import date_of, is_anothers, is_gone, unread, untaken
from bot.networks.x_judging import NOT_OURS, detail_of, is_not_found, judge_x
from bot.networks.x_line import HOST, SECRETS, open_line, token_owner
from bot.networks.x_reading import Reading
from bot.networks.x_reposting import repost, take_back
from bot.ports import Blind, Done, Identity, Looked, Media, Prepared, Sought, at_once

_LOOKS = 30
"""At most so many looks at a picture that X is still working on."""

_HAS_NO_SUCH_ADDRESS = frozenset({404, 405, 501})


@dataclass(frozen=True, slots=True)
class _Uploaded:
    """A picture X has taken, or what it said of one it cannot use."""

    media_id: str = ""
    media_key: str = ""
    fault: str = ""


class XNetwork:
    """The account whose four OAuth 1.0a ``secrets`` these are; ``account.address`` stands in for X's own address."""

    def __init__(self, account: Account, secrets: Mapping[str, str], deadline_s: float = CALL_S) -> None:
        self._secrets = {name: secrets[name] for name in SECRETS}
        self._handle = account.handle.removeprefix("@")
        self._stands_in = bool(account.address) and is_loopback(account.address)
        self._reasons = Reasons.without(self._secrets)
        self._line = open_line(account, self._secrets, deadline_s)
        self._own: Identity | None = None

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Ask ``/2/users/me``; a stand-in on this computer that has no such address is asked through our own token."""
        heard = self._line.hear(lambda client: client.get_me(user_auth=True))
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("data", "id")):
            # A real account without a name must not pass for the settings' one: it goes by its number.
            handle = heard.text("data", "username")
            self._own = Identity(own, f"@{handle}" if handle else own, f"https://x.com/{handle or f'i/user/{own}'}")
            return self._own
        if self._stands_in and isinstance(heard, Answer) and heard.status in _HAS_NO_SUCH_ADDRESS:
            return self._bearer()
        return unasked(judge_x(heard, self._reasons), heard)

    def _bearer(self) -> Identity:
        """Whom the access token was made out to: X's begin with the user's id and a ``-``.

        Only for a stand-in. X itself always has the address, so there a 404 is a wrong ``api:``, or trouble, and the
        account waits. Should a proxy on this computer lead to X after all, this id is still the one X posts as, and it
        is pinned like any other.
        """
        return Identity(token_owner(self._secrets) or self._handle, f"@{self._handle}")

    def _number(self) -> str | NotSent | AccountBroken:
        """The user's number, which is part of some addresses; the token begins with it."""
        if own := token_owner(self._secrets):
            return own
        told = self._own or self.identity()
        return told.id if isinstance(told, Identity) else told

    def limits(self) -> Limits:
        """X's published ones: no address tells them."""
        return DEFAULT_LIMITS[NetworkName.X]

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Upload the picture, wait until X has worked on it, then give it its alt text."""
        if media is None:
            return Prepared(post)
        uploaded, heard = self._line.call(lambda client: _upload(client, media))
        if uploaded is None or not (isinstance(heard, Answer) and heard.ok):
            return harmless(judge_x(heard, self._reasons))
        if uploaded.fault:
            return Rejected(self._reasons.say(Why.POST, uploaded.fault))
        if not uploaded.media_id:
            return NotSent(self._reasons.say(Why.PROCESSING))
        keys = (uploaded.media_key,) if uploaded.media_key else ()
        return Prepared(post, media, (uploaded.media_id,), keys)

    def publish(
        self,
        ready: Prepared,
        key: str,  # noqa: ARG002 -- X has no idempotency key
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        """Create the post, or retweet. X has no language, visibility, silence or warning to set."""
        if ready.post.repost_of:
            own = self._number()
            if not isinstance(own, str):
                return own
            return repost(self._line, own, ready.post.repost_of, self._reasons, may_leave, may_listen)
        media_ids = list(ready.media_ids) or None
        text = ready.post.text
        heard = self._line.hear(
            lambda client: client.create_tweet(text=text, media_ids=media_ids), may_leave, may_listen
        )
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("data", "id")):
            if is_anothers(text, heard.text("data", "text")):
                return Unknown(self._reasons.say(Why.ANOTHER, own))
            return Sent(Receipt(own, f"https://x.com/{self._handle or 'i'}/status/{own}"))
        return judge_x(heard, self._reasons)

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """Read the account's own posts, or its retweets, back: no more of them than have been made since."""
        own = self._own or self.identity()
        if not isinstance(own, Identity):
            return own
        if not own.id.isdecimal():
            return Blind(self._reasons.say(Why.BLIND, "a stand-in whose user has no number"))
        handle = self._handle
        told, heard = self._line.call(lambda client: Reading(client, own.id, handle, sought).read())
        return told if isinstance(told, Looked) else unread(told, heard, judge_x(heard, self._reasons), self._reasons)

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """Delete the post, or take the retweet of ``repost_of`` back: X knows it by what was retweeted."""
        if repost_of:
            number = self._number()
            return number if not isinstance(number, str) else take_back(self._line, number, repost_of, self._reasons)
        own = quote(remote_id, safe="")
        heard = self._line.hear(lambda client: client.delete_tweet(own))
        if isinstance(heard, Answer) and heard.ok and heard.at("data", "deleted") is False:
            # Not said of what: of a post that is not there, or of one that stays.
            heard = self._line.hear(lambda client: client.request("GET", f"/2/tweets/{own}", user_auth=True))
            return Done() if is_gone(heard) or is_not_found(heard) else NotSent(self._reasons.say(Why.KEPT))
        if is_gone(heard) or (isinstance(heard, Answer) and heard.ok and heard.at("data", "deleted") is True):
            return Done()
        if isinstance(heard, Answer) and heard.status == 403 and NOT_OURS.search(detail_of(heard)):
            return Rejected(self._reasons.say(Why.KEPT, detail_of(heard)))
        return untaken(heard, judge_x(heard, self._reasons), self._reasons)

    def edit(self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once) -> Blind:  # noqa: ARG002 -- X has no such thing for accounts that do not pay
        """Only Premium accounts can, for an hour, and the post gets another id."""
        return Blind(self._reasons.say(Why.CANNOT_EDIT))

    def server_time(self) -> datetime | None:
        """Ask for nothing, which is free: whom the token speaks for costs a cent, and is rationed."""
        heard = self._line.hear(
            lambda client: client.session.head(f"{HOST}/", headers={"User-Agent": client.user_agent})
        )
        return date_of(heard) if isinstance(heard, Answer) else None

    def close(self) -> None:
        """Close the connections."""
        self._line.close()


def _upload(client: tweepy.Client, media: Media) -> _Uploaded:
    """Upload (tweepy has no v2 upload: its session and signature do), wait, describe; an error answer ends it."""
    session: Session = client.session
    handler = tweepy.OAuth1UserHandler(
        client.consumer_key, client.consumer_secret, client.access_token, client.access_token_secret
    )
    kind = media.mime.rpartition("/")[2]
    session.post(
        f"{HOST}/2/media/upload",
        auth=handler.apply_auth(),
        headers={"User-Agent": client.user_agent},
        files={"media": (f"picture.{kind}", media.data, media.mime)},
        data={"media_category": "tweet_image"},
    )
    own, key = _told(session, "id"), _told(session, "media_key")
    for _ in range(_LOOKS):
        if not own or _told(session, "processing_info", "state") not in {"pending", "in_progress"}:
            break
        after_s = _told(session, "processing_info", "check_after_secs")
        session.exchange.over.wait(float(after_s) if after_s.isdecimal() else 1.0)
        client.request("GET", "/2/media/upload", params={"command": "STATUS", "media_id": own}, user_auth=True)
    state = _told(session, "processing_info", "state")
    if state == "failed":
        return _Uploaded(fault=_told(session, "processing_info", "error", "message") or "processing failed")
    if not own or state not in {"", "succeeded"}:
        return _Uploaded()
    if media.alt:
        body = {"id": own, "metadata": {"alt_text": {"text": media.alt}}}
        client.request("POST", "/2/media/metadata", json=body, user_auth=True)
    return _Uploaded(own, key)


def _told(session: Session, *path: str) -> str:
    """What the last answer says under ``data``, if it was a good one."""
    answer = session.exchange.answer
    return answer.text("data", *path) if answer is not None and answer.ok else ""
