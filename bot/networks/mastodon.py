"""One account on a Mastodon server, or on any server that speaks its API, through Mastodon.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import quote

from mastodon import Mastodon

from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, NetworkName, Post
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.networks.http import Answer, Failure, Reasons, Silence, Why, harmless, judge, plain, unasked
from bot.networks.line import Line, Session
from bot.networks.mastodon_boosts import Unboosting, boost, boost_outcome
from bot.networks.mastodon_reading import Reading, pictures_of
from bot.networks.mastodon_words import plain_text
from bot.networks.reading import date_of, is_anothers, is_gone, unread, untaken
from bot.ports import Blind, Done, Identity, Looked, Media, Prepared, Sought, at_once

_UPLOADING = (0.1, 0.2, 0.4, 0.8, *(2.0,) * 25)
"""Seconds between looks at a picture the server is still working on (202): a minute at most, as the total deadline."""

_NO_SUCH_PAGE = frozenset({404, 410})
_NOT_READY = re.compile(
    r"not finished processing|not (?:been )?(?:fully )?processed|still (?:being )?process", re.IGNORECASE
)
_TAKEN = re.compile(r"already attached", re.IGNORECASE)
_GONE = re.compile(r"media\b.*\bnot found", re.IGNORECASE | re.DOTALL)

_REGIONAL = {code.lower(): code for code in ("zh-CN", "zh-HK", "zh-TW", "zh-YUE")}
"""The regional codes Mastodon keeps (app/helpers/languages_helper.rb, ISO_639_1_REGIONAL)."""


def language_tag(language: str) -> str:
    """What real servers store for a BCP 47 tag.

    Mastodon keeps ISO 639 codes and four regional Chinese ones; anything longer it cuts at the first ``-`` itself
    (``valid_locale_or_nil``), so ``pt-BR`` would be stored as ``pt`` anyway. Older GoToSocial refuses the whole post
    for it (400, ``language.ParseBase``). So the base goes out: stored alike everywhere, refused nowhere.
    """
    return _REGIONAL.get(language.lower(), language.lower().replace("_", "-").split("-")[0])


class MastodonNetwork:
    """The account whose token ``secrets["access_token"]`` is, on the server ``account.address``."""

    def __init__(self, account: Account, secrets: Mapping[str, str], deadline_s: float = CALL_S) -> None:
        self._token = secrets["access_token"]
        self._signed = {"Authorization": f"Bearer {self._token}"}
        self._base = account.address.rstrip("/")
        self._reasons = Reasons.without(secrets)
        self._line = Line(self._connect, self._base, deadline_s)
        self._own: Identity | None = None

    def _connect(self, session: Session) -> Mastodon:
        # Error texts are told apart below: without this they come in the account's own language.
        session.headers["Accept-Language"] = "en"
        # A version and "created": otherwise it asks for the version at odd moments, and recurses when that fails.
        # It also believes every server to be 1.0.0, whose media address is gone.
        return Mastodon(
            access_token=self._token,
            api_base_url=self._base,
            session=session,
            mastodon_version="4.6.0",
            version_check_mode="created",
            ratelimit_method="throw",
            user_agent="rebours",
        )

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Ask ``verify_credentials``."""
        heard = self._line.hear(lambda client: client.account_verify_credentials())
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("id")):
            name = heard.text("acct") or heard.text("username")
            if name:
                self._own = Identity(own, name, heard.text("url"))
                return self._own
        return unasked(self._judge(heard), heard)

    def limits(self) -> Limits | None:
        """Read ``/api/v2/instance``, on older servers ``/api/v1/instance``; what neither tells is Mastodon's own.

        ``None``: a server that has such a page, or may have one, did not show it now.
        """
        known = True
        for version in ("v2", "v1"):
            address = f"{self._base}/api/{version}/instance"
            # Not instance_v2(): its trailing slash is redirected by GoToSocial, to an address without any path prefix.
            heard = self._line.hear(partial(self._get, address))
            if isinstance(heard, Answer) and heard.ok and isinstance(heard.json(), dict):
                return _limits(heard)
            known = known and isinstance(heard, Answer) and heard.status in _NO_SUCH_PAGE
        return DEFAULT_LIMITS[NetworkName.MASTODON] if known else None

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Upload the picture with its alt text, and wait until the server has worked on it."""
        if media is None:
            return Prepared(post)

        def upload(client: Mastodon) -> str:
            session = _session(client)
            name = f"picture.{media.mime.rpartition('/')[2]}"
            client.media_post(media.data, mime_type=media.mime, description=media.alt or None, file_name=name)
            first = session.exchange.answer
            own = first.text("id") if first else ""
            for wait_s in _UPLOADING:
                # 202: taken, being worked on; 206: still is (docs.joinmastodon.org/methods/media).
                if not own or session.exchange.answer is None or session.exchange.answer.status not in {202, 206}:
                    return own
                session.exchange.over.wait(wait_s)
                client.media(own)
            return own

        own, heard = self._line.call(upload)
        if isinstance(heard, Answer) and heard.status in {202, 206}:
            return NotSent(self._reasons.say(Why.PROCESSING))
        if isinstance(heard, Answer) and heard.ok and own:
            return Prepared(post, media, (own,))
        return harmless(self._judge(heard))

    def publish(
        self,
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        """Post the status; visibility and language are always said, for servers differ in what they assume."""
        post = ready.post
        if source := post.repost_of:
            heard = self._line.hear(
                lambda client: boost(_session(client), self._base, self._signed, source), may_leave, may_listen
            )
            return boost_outcome(heard, source, self._judge(heard), self._reasons)
        heard = self._line.hear(
            lambda client: client.status_post(
                post.text,
                media_ids=list(ready.media_ids) or None,
                # A server's or account's own default must not hide our pictures, nor show them where we warn.
                sensitive=bool(post.warning),
                spoiler_text=post.warning or None,
                visibility=str(post.visibility),
                language=language_tag(post.language),
                # A header takes Latin-1 at most; names of audiences may be anything.
                idempotency_key=quote(key, safe="/:+"),
            ),
            may_leave,
            may_listen,
        )
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("id")):
            if self._is_anothers(heard, post):
                return Unknown(self._reasons.say(Why.ANOTHER, own))
            return Sent(Receipt(own, heard.text("url") or heard.text("uri")))
        return self._judge(heard)

    def _is_anothers(self, heard: Answer, post: Post) -> bool:
        author = heard.text("account", "id")
        if self._own is not None and author and author != self._own.id:
            return True
        return is_anothers(post.text, plain_text(heard.text("content")))

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """Read the account's own statuses back until they are older than the post can be."""
        own = self._own or self.identity()
        if not isinstance(own, Identity):
            return own

        def read(client: Mastodon) -> Looked | Why | None:
            return Reading(_session(client), self._base, self._token, own.id, sought).read()

        told, heard = self._line.call(read)
        return told if isinstance(told, Looked) else unread(told, heard, self._judge(heard), self._reasons)

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """Delete the status; its picture goes with it. Of a repost only the boost goes."""
        if repost_of:
            return self._unboost(remote_id, repost_of)
        heard = self._line.hear(lambda client: client.status_delete(quote(remote_id, safe="")))
        if is_gone(heard) or (isinstance(heard, Answer) and heard.ok):
            return Done()
        return untaken(heard, self._judge(heard), self._reasons)

    def _unboost(self, remote_id: str, source: str) -> Done | NotSent | Rejected | AccountBroken:
        told, heard = self._line.call(
            lambda client: Unboosting(_session(client), self._base, self._signed, remote_id, source).end()
        )
        if told is True:
            return Done()
        return NotSent(self._reasons.say(told)) if told else untaken(heard, self._judge(heard), self._reasons)

    def edit(
        self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once
    ) -> Done | NotSent | Rejected | Blind | AccountBroken:
        """Change the words of the status; a server drops the pictures it is not told of, so they are read first."""
        address = f"{self._base}/api/v1/statuses/{quote(remote_id, safe='')}"
        kept = self._line.hear(partial(self._get, address))
        if is_gone(kept):
            return Rejected(self._reasons.say(Why.GONE))
        if not (isinstance(kept, Answer) and kept.ok and kept.text("id")):
            return harmless(self._judge(kept))
        form: dict[str, str | list[str]] = {
            "status": post.text,
            "language": language_tag(post.language),
            "spoiler_text": post.warning,
            "sensitive": "true" if post.warning else "false",
            "media_ids[]": pictures_of(kept),
        }
        # Not status_update(): it has no language.
        heard = self._line.hear(lambda client: client.session.put(address, form, headers=self._signed), may_leave)
        if isinstance(heard, Answer) and heard.ok and heard.text("id"):
            return Done()
        if isinstance(heard, Answer) and heard.status in {404, 405, 501}:
            # It was there just now: what is missing is the verb (Mastodon 3.5, GoToSocial 0.18 have it).
            return Blind(self._reasons.say(Why.CANNOT_EDIT))
        return harmless(self._judge(heard))

    def server_time(self) -> datetime | None:
        """Ask ``verify_credentials``: what is public may come from a store on the way."""
        heard = self._line.hear(lambda client: client.account_verify_credentials())
        return date_of(heard) if isinstance(heard, Answer) else None

    def close(self) -> None:
        """Close the connections."""
        self._line.close()

    def _get(self, address: str, client: Mastodon) -> object:
        return client.session.get(address, headers=self._signed)

    def _judge(self, heard: Answer | Silence) -> Failure:
        detail = plain(heard.text("error") or heard.text("error_description")) if isinstance(heard, Answer) else ""
        # Mastodon says 422, GoToSocial 400.
        if isinstance(heard, Answer) and heard.status in {400, 422}:
            if _NOT_READY.search(detail):
                return NotSent(self._reasons.say(Why.PROCESSING, detail))
            if _TAKEN.search(detail):
                # A picture is attached once: an earlier copy of this very request may have gone through.
                return Unknown(self._reasons.say(Why.DUPLICATE, detail))
            if _GONE.search(detail):
                return NotSent(self._reasons.say(Why.PICTURE_GONE, detail))
        return judge(heard, detail, self._reasons)


def _session(client: Mastodon) -> Session:
    session = client.session
    assert isinstance(session, Session)
    return session


def _limits(answer: Answer) -> Limits:
    """``configuration`` is the same in both versions; a server that leaves a number out means Mastodon's."""
    own = DEFAULT_LIMITS[NetworkName.MASTODON]

    def number(default: int, *path: str) -> int:
        value = answer.at(*path)
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else default

    # Pleroma and its kin answer v1 without a configuration.
    characters = number(number(own.characters, "max_toot_chars"), "configuration", "statuses", "max_characters")
    return Limits(
        characters,
        characters,
        number(own.per_url, "configuration", "statuses", "characters_reserved_per_url"),
        number(own.alt_characters, "configuration", "media_attachments", "description_limit"),
        number(own.picture_bytes, "configuration", "media_attachments", "image_size_limit"),
    )
