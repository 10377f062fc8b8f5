"""What one status tells of a supporter's photo. Every field comes from strangers, and may be anything or missing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from urllib.parse import urlsplit

from bot.campaign.candidate import AuthorIs, Candidate, Reach, Source
from bot.campaign.model import NetworkName
from bot.campaign.tags import match
from bot.networks.http import instant
from bot.networks.mastodon_words import plain_text
from bot.ports import Found, Shown, Wanted

Json = Mapping[str, object]

_REACH = {"public": Reach.PUBLIC, "unlisted": Reach.UNLISTED, "direct": Reach.DIRECT}
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|heic|heif|avif)\Z", re.IGNORECASE)
_NO_BOT = re.compile(r"[#＃]\s?no[-_]?bots?\b", re.IGNORECASE)
_LIST_MAX = 100
"""Entries of any list in a status that are looked at."""
_FIELDS_MAX = 20
_WORD_MAX = 2_048
_ALT_MAX = 5_000


@dataclass(frozen=True, slots=True)
class Server:
    """Where a status was read, and what the campaign's accounts are called there."""

    host: str
    is_own: bool
    """The reposting account's own: its ids can be boosted."""
    own_host: str

    def is_ours(self, acct: str, wanted: Wanted) -> bool:
        """Whether a handle, as this server writes it, is the campaign's; one without a host is of the own server."""
        handle = acct.lower().lstrip("@")
        full = handle if "@" in handle else f"{handle}@{self.host}"
        return full in {name if "@" in name else f"{name}@{self.own_host}" for name in wanted.own}


def text(json: Json, *names: str, longest: int = _WORD_MAX) -> str:
    """The first of these fields that has a text; an id may come as a number."""
    for name in names:
        value = json.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            # A lone surrogate, which JSON can spell, could not be stored or shown.
            return str(value)[:longest].encode("utf-8", "replace").decode()
    return ""


def objects(json: Json, name: str) -> list[Json]:
    """The objects in a list."""
    value = json.get(name)
    return [one for one in value[:_LIST_MAX] if isinstance(one, dict)] if isinstance(value, list) else []


def inner(json: Json, name: str) -> Json:
    """The object in a field, empty when there is none."""
    value = json.get(name)
    return value if isinstance(value, dict) else {}


def author_of(account: Json, server: Server) -> str:
    """The same for one person on whatever server they are seen: the address of their profile."""
    return text(account, "url", "uri") or (f"{server.host}/{own}" if (own := text(account, "id")) else "")


def found_in(status: Json, server: Server, wanted: Wanted) -> Found | None:
    """What the status, or the one it boosts, brings; ``None``: too little is told to say."""
    original = inner(status, "reblog")
    told, is_boost = (original, True) if original else (status, False)
    own, account = text(told, "id"), inner(told, "account")
    identity, author = text(told, "uri", "url"), author_of(account, server)
    posted = instant(text(told, "created_at"))
    if not own or not identity or not author or posted is None:
        return None
    words = plain_text(text(told, "content", longest=1_000_000))
    attached = objects(told, "media_attachments")
    pictures = [one for one in attached if _is_picture(one)]
    alts = tuple(text(one, "description", longest=_ALT_MAX) for one in pictures)
    candidate = Candidate(
        identity,
        Source.BOOST if is_boost else Source.REPLY if text(told, "in_reply_to_id") else Source.PUBLIC_POST,
        posted.astimezone(UTC),
        match([text(tag, "name") for tag in objects(told, "tags")], words, wanted.tags),
        len(pictures),
        NetworkName.MASTODON,
        _REACH.get(text(told, "visibility"), Reach.FOLLOWERS),
        _facts(account, server, wanted),
        sensitive=told.get("sensitive") not in (False, None) or bool(text(told, "spoiler_text").strip()),
        other_media=len(attached) - len(pictures),
        alts=alts,
        mentions_campaign=any(server.is_ours(text(who, "acct"), wanted) for who in objects(told, "mentions")),
        edited=bool(text(told, "edited_at")),
    )
    return Found(
        candidate,
        own if server.is_own else "",
        _web(text(told, "url", "uri")),
        author,
        text(told, "language"),
        tuple(Shown(text(one, "url", "remote_url"), alt) for one, alt in zip(pictures, alts, strict=True)),
        _fingerprint(attached),
    )


def together(own: Found, elsewhere: Found) -> Found:
    """A post as the own server shows it, with all that another one knows of its author's wishes."""
    one, other = own.candidate, elsewhere.candidate
    author = one.author | other.author
    return replace(own, candidate=replace(one, author=author, sensitive=one.sensitive or other.sensitive))


def _is_picture(attached: Json) -> bool:
    kind = text(attached, "type")
    # "unknown" is what a server calls media from elsewhere that it has not fetched.
    address = urlsplit_path(text(attached, "remote_url", "url"))
    return kind == "image" or (kind == "unknown" and _PICTURE_FILE.search(address) is not None)


def urlsplit_path(address: str) -> str:
    """The path of an address, empty for one that is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _facts(account: Json, server: Server, wanted: Wanted) -> frozenset[AuthorIs]:
    said = " ".join(
        plain_text(piece)
        for piece in (
            text(account, "note", longest=30_000),
            *(f"{text(one, 'name')} {text(one, 'value')}" for one in objects(account, "fields")[:_FIELDS_MAX]),
        )
    )
    facts = {
        AuthorIs.OWN: server.is_ours(text(account, "acct", "username"), wanted),
        AuthorIs.BOT: account.get("bot") is True,
        AuthorIs.NO_BOT: _NO_BOT.search(said) is not None,
        AuthorIs.NOT_TO_BE_FOUND: account.get("noindex") is True or account.get("discoverable") is False,
        AuthorIs.LOCKED: account.get("locked") is True,
    }
    return frozenset(fact for fact, holds in facts.items() if holds)


def _fingerprint(attached: list[Json]) -> str:
    ids = sorted(text(one, "id") for one in attached)
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:32] if ids else ""


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""
