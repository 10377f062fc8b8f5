"""One account on X, through tweepy's v2 client and its OAuth 1.0a user signature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import tweepy

from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, NetworkName, Post
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.networks.http import (
    Answer,
    Failure,
    Reasons,
    Silence,
    Why,
    harmless,
    is_loopback,
    judge,
    plain,
    quieten,
    unasked,
)
from bot.networks.line import Line, Session
from bot.ports import Identity, Media, Prepared

_HOST = "https://api.twitter.com"
"""Wired into tweepy, and what it signs for; X answers there as on api.x.com."""

_LOOKS = 30
"""At most so many looks at a picture that X is still working on."""

_DUPLICATE = re.compile(r"duplicate", re.IGNORECASE)
_ABOUT_THE_POST = re.compile(
    r"\b(?:repl(?:y|ies)|quot(?:e|ing)|too long|cashtags?|hashtags?|mention(?:ed)?)\b", re.IGNORECASE
)
"""403s that one post earned; any other is about the account or the app, and the next post would earn it too."""
_MEDIA_GONE = re.compile(r"media ids? .*invalid", re.IGNORECASE)
"""Also said of one that expired (``expires_after_secs``): uploading again mends it."""

_HAS_NO_SUCH_ADDRESS = frozenset({404, 405, 501})

quieten("tweepy", "oauthlib", "requests_oauthlib")


@dataclass(frozen=True, slots=True)
class _Uploaded:
    """A picture X has taken, or what it said of one it cannot use."""

    media_id: str = ""
    media_key: str = ""
    fault: str = ""


class XNetwork:
    """The account whose four OAuth 1.0a ``secrets`` these are; ``account.address`` stands in for X's own address."""

    def __init__(self, account: Account, secrets: Mapping[str, str], deadline_s: float = CALL_S) -> None:
        self._secrets = {
            name: secrets[name] for name in ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
        }
        self._handle = account.handle.removeprefix("@")
        self._stands_in = bool(account.address) and is_loopback(account.address)
        self._reasons = Reasons.without(self._secrets)
        self._line = Line(self._connect, account.address or _HOST, deadline_s, stands_for=_HOST)

    def _connect(self, session: Session) -> tweepy.Client:
        client = tweepy.Client(**self._secrets)
        client.session.close()
        client.session = session
        return client

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Ask ``/2/users/me``; a stand-in on this computer that has no such address is asked through our own token."""
        heard = self._line.hear(lambda client: client.get_me(user_auth=True))
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("data", "id")):
            # A real account without a name must not pass for the settings' one: it goes by its number.
            handle = heard.text("data", "username")
            return Identity(own, f"@{handle}" if handle else own, f"https://x.com/{handle or f'i/user/{own}'}")
        if self._stands_in and isinstance(heard, Answer) and heard.status in _HAS_NO_SUCH_ADDRESS:
            return self._bearer()
        return unasked(self._judge(heard))

    def _bearer(self) -> Identity:
        """Whom the access token was made out to: X's begin with the user's id and a ``-``.

        Only for a stand-in. X itself always has the address, so there a 404 is a wrong ``api:``, or trouble, and the
        account waits. Should a proxy on this computer lead to X after all, this id is still the one X posts as, and it
        is pinned like any other.
        """
        own, dash, _ = self._secrets["access_token"].partition("-")
        return Identity(own if dash and own.isdecimal() else self._handle, f"@{self._handle}")

    def limits(self) -> Limits:
        """X's published ones: no address tells them."""
        return DEFAULT_LIMITS[NetworkName.X]

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Upload the picture, wait until X has worked on it, then give it its alt text."""
        if media is None:
            return Prepared(post)
        uploaded, heard = self._line.call(lambda client: _upload(client, media))
        if uploaded is None or not (isinstance(heard, Answer) and heard.ok):
            return harmless(self._judge(heard))
        if uploaded.fault:
            return Rejected(self._reasons.say(Why.POST, uploaded.fault))
        if not uploaded.media_id:
            return NotSent(self._reasons.say(Why.PROCESSING))
        keys = (uploaded.media_key,) if uploaded.media_key else ()
        return Prepared(post, media, (uploaded.media_id,), keys)

    def publish(self, ready: Prepared, key: str) -> Outcome:  # noqa: ARG002 -- X has no idempotency key
        """Create the post. X has no language, visibility, silence or warning to set."""
        media_ids = list(ready.media_ids) or None
        heard = self._line.hear(lambda client: client.create_tweet(text=ready.post.text, media_ids=media_ids))
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("data", "id")):
            return Sent(Receipt(own, f"https://x.com/{self._handle or 'i'}/status/{own}"))
        return self._judge(heard)

    def close(self) -> None:
        """Close the connections."""
        self._line.close()

    def _judge(self, heard: Answer | Silence) -> Failure:
        if not isinstance(heard, Answer):
            return judge(heard, "", self._reasons)
        detail = _detail(heard)
        if heard.status == 403 and _DUPLICATE.search(detail):
            # Said of a post that is out, perhaps by the very call whose answer was lost: look, never send again.
            return Unknown(self._reasons.say(Why.DUPLICATE))
        if heard.status == 403 and _ABOUT_THE_POST.search(detail):
            return Rejected(self._reasons.say(Why.POST, detail))
        if heard.status == 400 and _MEDIA_GONE.search(detail):
            return NotSent(self._reasons.say(Why.PICTURE_GONE, detail))
        return judge(heard, detail, self._reasons)


def _upload(client: tweepy.Client, media: Media) -> _Uploaded:
    """Upload (tweepy has no v2 upload: its session and signature do), wait, describe; an error answer ends it."""
    session: Session = client.session
    handler = tweepy.OAuth1UserHandler(
        client.consumer_key, client.consumer_secret, client.access_token, client.access_token_secret
    )
    kind = media.mime.rpartition("/")[2]
    session.post(
        f"{_HOST}/2/media/upload",
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


def _detail(answer: Answer) -> str:
    """X's own words: ``detail`` names the fault, ``errors[0].message`` the field."""
    errors = answer.at("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    said = [answer.text("detail") or answer.text("title")]
    said += [str(first["message"])] if isinstance(first, dict) and first.get("message") else []
    return plain(" ".join(filter(None, said)))
