"""What supporters do on the stand-in, through the same doors as everybody: ``bot.sandbox.people`` has the words."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import NoReturn

from bot.sandbox.accounts import MastodonAccount
from bot.sandbox.call import Answer, Call, RefusedError
from bot.sandbox.mastodon import boosting, editing, media, statuses
from bot.sandbox.mastodon.context import Context
from bot.sandbox.mastodon.store import Status, Store
from bot.sandbox.world import World

_FACTS = ("bot", "locked", "discoverable", "indexable", "noindex")


class NobodyCanError(ValueError):
    """The action makes no sense, or the network refuses it."""


def post(world: World, store: Store, action: Mapping[str, object]) -> dict[str, object]:
    """Post as a supporter."""
    author = _person(world, action.get("person"))
    context = _context(world, store, author, _form(action))
    given = _form(action) | {"media_ids": _uploads(context, action.get("pictures", []))}
    return _done(store, _carried(statuses.create, _context(world, store, author, given)))


def edit(world: World, store: Store, action: Mapping[str, object]) -> dict[str, object]:
    """Change a supporter's post: what the action does not name stays."""
    status = _theirs(store, action)
    author = status.account
    kept: dict[str, object] = {
        "status": status.text,
        "spoiler_text": status.warning,
        "sensitive": status.sensitive,
        "language": status.language,
    }
    form = kept | _form(action)
    pictures: list[str] = [upload.id for upload in status.uploads]
    if "pictures" in action:
        pictures = _uploads(_context(world, store, author, form), action["pictures"])
    context = _context(world, store, author, form | {"media_ids": pictures}, id=status.id)
    return _done(store, _carried(editing.edit, context))


def boost(world: World, store: Store, action: Mapping[str, object]) -> dict[str, object]:
    """Boost a post as a supporter."""
    author = _person(world, action.get("person"))
    return _done(store, _carried(boosting.boost, _context(world, store, author, {}, id=str(action.get("id", "")))))


def _form(action: Mapping[str, object]) -> dict[str, object]:
    names = {"text": "status", "warning": "spoiler_text", "in_reply_to": "in_reply_to_id"}
    same = ("visibility", "sensitive", "language")
    return {names.get(name, name): action[name] for name in (*names, *same) if name in action}


def _uploads(context: Context, pictures: object) -> list[str]:
    if not isinstance(pictures, list) or not all(isinstance(one, dict) for one in pictures):
        _impossible("pictures must be a list of objects")
    made = []
    for one in pictures:
        kind = str(one.get("kind", "image"))
        try:
            data = base64.b64decode(str(one.get("data", "")), validate=True)
        except ValueError as error:
            raise NobodyCanError(f"a picture's data must be base64: {error}") from error
        try:
            made.append(media.keep(context, data, {"description": str(one.get("alt", ""))}, 0, kind).id)
        except RefusedError as refused:
            raise NobodyCanError(refused.why) from refused
    return made


def _person(world: World, given: object) -> MastodonAccount:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str) or not given["name"]:
        _impossible("person must be an object with a name")
    name, domain = given["name"].lstrip("@"), str(given.get("server", ""))
    acct = f"{name}@{domain}" if domain else name
    known = world.accounts.mastodon.get(acct)
    if known is not None and not known.supporter:
        _impossible(f"{acct} is an account of the campaign")
    identity = known.id if known else str(110_000_000_000_000_001 + len(world.accounts.mastodon))
    person = known or MastodonAccount(
        identity, name, "", "en", "UTC", frozenset(), supporter=True, domain=domain, bot=False
    )
    for fact in _FACTS:
        if isinstance(value := given.get(fact, getattr(person, fact)), bool | None):
            setattr(person, fact, value)
    person.note = str(given.get("note", person.note))
    if isinstance(fields := given.get("fields"), list):
        person.fields = tuple((str(one.get("name")), str(one.get("value"))) for one in fields if isinstance(one, dict))
    world.accounts.mastodon[acct] = person
    return person


def _theirs(store: Store, action: Mapping[str, object]) -> Status:
    account, identity = str(action.get("account", "")).lstrip("@"), str(action.get("id", ""))
    status = store.statuses.get(identity)
    if status is None or status.account.acct != account or not status.account.supporter:
        _impossible(f"{account!r} is no supporter with a post {identity!r} on mastodon")
    return status


def _context(world: World, store: Store, author: MastodonAccount, fields: Mapping[str, object], **path: str) -> Context:
    call = Call("POST", "/", "", {"Content-Type": "application/json"}, json.dumps(fields).encode())
    return Context(world, store, call, author, path)


def _carried(handler: Callable[[Context], Answer], context: Context) -> Answer:
    try:
        return handler(context)
    except RefusedError as refused:
        raise NobodyCanError(refused.why) from refused


def _done(store: Store, answer: Answer) -> dict[str, object]:
    status = store.statuses[json.loads(answer.body)["id"]]
    return {"id": status.id, "uri": status.uri, "url": status.seen.url, "account": status.account.acct}


def _impossible(why: str) -> NoReturn:
    raise NobodyCanError(why)
