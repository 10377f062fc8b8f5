"""What supporters do on the stand-in X, with an app of X's own: ``bot.sandbox.people`` has the words."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import NoReturn

from bot.sandbox.accounts import XAccount
from bot.sandbox.pictures import BadPictureError
from bot.sandbox.snowflake import x_id
from bot.sandbox.world import Seen, Shown, World
from bot.sandbox.x import entities
from bot.sandbox.x.store import KINDS, Media, Store, Tweet

_FIRST_ID = 900_000_001
_PICTURES_MAX = 4


class NobodyCanError(ValueError):
    """The action makes no sense, or the network refuses it."""


def post(world: World, store: Store, action: Mapping[str, object]) -> dict[str, object]:
    """Post as a supporter."""
    author = _person(store, action.get("person"))
    text = str(action.get("text", ""))
    reply_to = str(action.get("reply_to", ""))
    if reply_to:
        before = store.tweets.get(reply_to)
        if before is None or before.seen.deleted_at is not None:
            _impossible(f"there is no post {reply_to!r} to reply to")
        # As X's own apps do: a reply begins with whom it answers.
        if f"@{before.author.handle}".lower() not in text.lower():
            text = f"@{before.author.handle} {text}"
    media = _pictures(world, author, action.get("pictures", []))
    if not text and not media:
        _impossible("a post needs a text or a picture")
    tweet = _store(world, store, author, text, media, reply_to)
    tweet.sensitive = bool(action.get("sensitive", False))
    tweet.language = str(action.get("language", "und"))
    return _done(tweet)


def edit(world: World, store: Store, action: Mapping[str, object]) -> dict[str, object]:
    """Change a supporter's post: another id, and what the action does not name stays."""
    handle, identity = str(action.get("account", "")).lstrip("@"), str(action.get("id", ""))
    before = store.tweets.get(identity)
    known = store.supporters.get(handle.lower())
    if before is None or known is None or before.author is not known or before.seen.deleted_at or not before.is_latest:
        _impossible(f"{handle!r} has no post {identity!r} on x that can be edited")
    media = _pictures(world, known, action["pictures"]) if "pictures" in action else before.media
    tweet = _store(world, store, known, str(action.get("text", before.text)), media, before.reply_to)
    tweet.sensitive, tweet.language = before.sensitive, before.language
    history = before.history or [before.id]
    history.append(tweet.id)
    for version in history:
        store.tweets[version].history = history
    return _done(tweet)


def _person(store: Store, given: object) -> XAccount:
    handle = str(given.get("handle", "")).lstrip("@") if isinstance(given, dict) else ""
    if not isinstance(given, dict) or not re.fullmatch(r"\w{1,15}", handle, re.ASCII):
        _impossible("person must be an object with a handle of up to 15 letters, digits and _")
    identity = str(_FIRST_ID + len(store.supporters))
    person = store.supporters.setdefault(handle.lower(), XAccount(identity, handle, "", "", "", "", "UTC"))
    person.protected = bool(given.get("protected", person.protected))
    person.description = str(given.get("description", person.description))
    return person


def _pictures(world: World, author: XAccount, given: object) -> list[Media]:
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        _impossible("pictures must be a list of objects")
    if len(given) > _PICTURES_MAX:
        _impossible(f"a post shows at most {_PICTURES_MAX} pictures")
    made = []
    for one in given:
        kind = str(one.get("kind", "photo"))
        if kind not in KINDS:
            _impossible(f"a picture's kind is one of {', '.join(KINDS)}")
        try:
            picture = world.pictures.read(base64.b64decode(str(one.get("data", "")), validate=True))
        except (binascii.Error, BadPictureError) as error:
            raise NobodyCanError(f"a picture's data must be a picture in base64: {error}") from error
        expires = world.now() + timedelta(days=1)
        made.append(Media(x_id(world), author.id, picture, expires, str(one.get("alt", "")), kind))
    return made


def _store(world: World, store: Store, author: XAccount, text: str, media: list[Media], reply_to: str) -> Tweet:
    identity = x_id(world)
    seen = Seen(
        "x",
        "supporter",
        author.handle,
        author.id,
        identity,
        text,
        world.now(),
        world.now(),
        f"{world.addresses['x']}/{author.handle}/status/{identity}",
        author.zone,
        pictures=[Shown(one.picture, one.alt) for one in media],
    )
    shown = entities.shown(text, identity, author.handle, [one.key for one in media])
    tweet = Tweet(identity, author, text, shown, world.now(), media, reply_to, seen)
    store.tweets[identity] = tweet
    world.see(seen)
    return tweet


def _done(tweet: Tweet) -> dict[str, object]:
    return {"id": tweet.id, "url": tweet.seen.url, "account": tweet.author.handle}


def _impossible(why: str) -> NoReturn:
    raise NobodyCanError(why)
