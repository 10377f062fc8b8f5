"""What people on Telegram post, send and say, for the campaign's photos; from raw updates, asking nobody.

Pictures in public channels stay where they are, and are forwarded; those in groups and in private chats are cleaned. A
forwarded message is somebody else's picture: of a public channel's the original counts, of anybody else's nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.campaign.candidate import AuthorIs, Candidate, Reach, Source
from bot.campaign.model import NetworkName
from bot.campaign.tags import Match, Nothing, match
from bot.networks.telegram_messages import (
    Place,
    at,
    instant_at,
    language_of,
    marked,
    number_at,
    other_media,
    pictures,
    text_at,
    words,
)
from bot.ports import Found, Saying, Wanted

_GROUPS = frozenset({"group", "supergroup"})
_IN_GROUPS = frozenset({"photo", "stop", "withdraw"})
"""Commands that are about photos wherever they are written."""
_STOPPED = "kicked"


def heard(body: Mapping[str, object], wanted: Wanted) -> tuple[Found | Saying, ...]:
    """What an update (``bot.ports.Update.body``) brings; nothing for most. ``wanted.own`` has the staff's chat too.

    A private message with a picture and words is both: the words answer the picture. Whoever stops the bot says stop.
    """
    for kind in ("message", "edited_message", "channel_post", "edited_channel_post"):
        message = body.get(kind)
        if isinstance(message, Mapping):
            return _of_message(message, wanted, edited=kind.startswith("edited"))
    return _of_membership(body.get("my_chat_member"))


def _of_message(message: Mapping[str, object], wanted: Wanted, *, edited: bool) -> tuple[Found | Saying, ...]:
    place, speaker = Place.of(message.get("chat")), Place.of(message.get("sender_chat"))
    if not place.id or not number_at(message, "message_id") or (place.names | speaker.names) & wanted.own:
        return ()
    if "forward_origin" in message or "forward_date" in message:
        return _tagged(original(message, wanted))
    if place.kind == "channel":
        return _of_channel(message, place, wanted, edited=edited)
    if place.kind in _GROUPS:
        return _of_group(message, place, wanted, edited=edited)
    return _of_person(message, place, wanted, edited=edited) if place.kind == "private" else ()


def _of_channel(message: Mapping[str, object], place: Place, wanted: Wanted, *, edited: bool) -> tuple[Found, ...]:
    return _tagged(_public(message, message, place, number_at(message, "message_id"), wanted, edited=edited))


def original(message: Mapping[str, object], wanted: Wanted) -> Found | None:
    """The post of a public channel that ``message`` is a forward of."""
    origin = message.get("forward_origin")
    place = Place.of(at(origin, "chat"))
    own, number = place.names & wanted.own, number_at(origin, "message_id")
    if own or text_at(origin, "type") != "channel" or not place.name or not place.id or not number:
        return None
    return _public(message, origin, place, number, wanted, edited=False)


def _public(
    message: Mapping[str, object], dated: object, place: Place, number: int, wanted: Wanted, *, edited: bool
) -> Found | None:
    """A channel's post. Its owner may forbid that it is passed on: a wish that is heard like any other."""
    name = f"{place.id}/{number}"
    author = {AuthorIs.NOT_TO_BE_FOUND} if at(message, "has_protected_content") is True else set()
    return _found(
        message,
        dated,
        wanted,
        Source.CHANNEL_POST,
        name,
        edited=edited,
        remote_id=name,
        url=f"https://t.me/{place.name}/{number}" if place.name else "",
        author=str(place.id),
        known=author,
        reach=Reach.PUBLIC if place.name else Reach.FOLLOWERS,
    )


def _of_group(
    message: Mapping[str, object], place: Place, wanted: Wanted, *, edited: bool
) -> tuple[Found | Saying, ...]:
    author, known = _author(message)
    if at(message, "has_protected_content") is True or not author:
        return ()
    name = f"{place.id}/{number_at(message, 'message_id')}"
    url = f"https://t.me/{place.name}/{number_at(message, 'message_id')}" if place.name else ""
    found = _found(
        message, message, wanted, Source.GROUP_MESSAGE, name, edited=edited, url=url, author=author, known=known
    )
    if found is not None:
        return _tagged(found)
    saying = _saying(message, place, author, chat=0)
    to_themselves = author == _author(at(message, "reply_to_message"))[0]
    return (saying,) if saying and (saying.command in _IN_GROUPS or to_themselves) else ()


def _of_person(
    message: Mapping[str, object], place: Place, wanted: Wanted, *, edited: bool
) -> tuple[Found | Saying, ...]:
    author, known = _author(message)
    if not author:
        return ()
    name = f"{place.id}/{number_at(message, 'message_id')}"
    found = _found(
        message,
        message,
        wanted,
        Source.PRIVATE_MESSAGE,
        name,
        edited=edited,
        author=author,
        known=known,
        reach=Reach.DIRECT,
        language=language_of(message),
        chat=place.id,
    )
    saying = _saying(message, place, author, chat=place.id, answers=name if found else "")
    return tuple(one for one in (found, saying) if one is not None)


def _of_membership(changed: object) -> tuple[Saying, ...]:
    """The app calls it "Stop bot"; whoever presses it can be told nothing any more."""
    person, instant = number_at(changed, "from", "id"), instant_at(changed, "date")
    private = text_at(changed, "chat", "type") == "private"
    if not private or text_at(changed, "new_chat_member", "status") != _STOPPED or not person or instant is None:
        return ()
    return (Saying(str(person), "", "", "", instant, command="stop"),)


def _found(  # noqa: PLR0913 -- one place where a Found is made, for four ways to hear of a picture
    message: Mapping[str, object],
    dated: object,
    wanted: Wanted,
    source: Source,
    name: str,
    *,
    edited: bool,
    author: str,
    known: set[AuthorIs],
    remote_id: str = "",
    url: str = "",
    reach: Reach = Reach.PUBLIC,
    language: str = "",
    chat: int = 0,
) -> Found | None:
    """``None``: it shows nothing. ``dated`` has the original's ``date``."""
    shown, others, instant = pictures(message), other_media(message), instant_at(dated, "date")
    if instant is None or not (shown or others):
        return None
    group = text_at(message, "media_group_id")
    candidate = Candidate(
        name,
        source,
        instant,
        _tag(message, wanted),
        len(shown),
        NetworkName.TELEGRAM,
        reach,
        frozenset(known),
        sensitive=at(message, "has_media_spoiler") is True,
        other_media=others,
        mentions_campaign=any(one.lstrip("@").casefold() in wanted.own for one in marked(message, "mention")),
        edited=edited,
    )
    return Found(
        candidate,
        remote_id,
        url,
        author,
        language,
        tuple(picture for picture, _ in shown),
        "+".join(unique for _, unique in shown),
        chat,
        f"{number_at(message, 'chat', 'id')}/{group}" if group else "",
    )


def _tag(message: Mapping[str, object], wanted: Wanted) -> Match:
    return match(marked(message, "hashtag"), words(message), wanted.tags)


def _tagged(found: Found | None) -> tuple[Found, ...]:
    """Nothing of what carries no tag, unless an edit may have taken it away, or the rest of an album may carry it."""
    if found is None:
        return ()
    anything = not isinstance(found.candidate.tag, Nothing) or found.candidate.edited or bool(found.album)
    return (found,) if anything else ()


def _author(message: object) -> tuple[str, set[AuthorIs]]:
    """Whoever speaks: a person, or a group or channel through an anonymous one. What a bot made for them is a bot's."""
    speaker = number_at(message, "sender_chat", "id")
    is_bot = not speaker and at(message, "from", "is_bot") is True
    known = {AuthorIs.BOT} if is_bot or at(message, "via_bot") is not None else set()
    who = speaker or number_at(message, "from", "id")
    return str(who) if who else "", known


def _saying(message: Mapping[str, object], place: Place, author: str, *, chat: int, answers: str = "") -> Saying | None:
    text = words(message).strip()
    instant = instant_at(message, "edit_date") or instant_at(message, "date")
    if not text or instant is None or AuthorIs.BOT in _author(message)[1]:
        return None
    replied = number_at(message, "reply_to_message", "message_id")
    first, *rest = text.split(maxsplit=1)
    command = first[1:].partition("@")[0].casefold() if first.startswith("/") else ""
    return Saying(
        author,
        "".join(rest) if command else text,
        answers or (f"{place.id}/{replied}" if replied else ""),
        "",
        instant,
        language_of(message) if chat else "",
        chat,
        command,
    )
