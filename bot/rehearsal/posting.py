"""What supporters do with posts of their own on the stand-ins: post, say stop, delete, edit."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.campaign.model import NetworkName
from bot.rehearsal.scenes import Snapshot
from bot.rehearsal.supporters import STOPS, WORDS, How, Kind, Supporter

Action = Mapping[str, object]

_CHANNELS = -1_002_000_000_000
"""Telegram's numbers of channels lie below."""


class Names(Protocol):
    """Who is who on the stand-ins."""

    def called(self, account: str) -> str:
        """What one of the campaign's accounts goes by there."""
        ...


class Posting:
    """Of those who post in public, each on their own account or in their own channel."""

    def __init__(self, names: Names, pictures: Sequence[Snapshot]) -> None:
        self._names, self._pictures = names, pictures

    def photo(self, supporter: Supporter) -> Action:
        """Somebody posts theirs."""
        picture = b64encode(self._pictures[supporter.picture].data).decode()
        sensitive = supporter.kind is Kind.SENSITIVE
        said: dict[str, object] = {"network": _network(supporter), "text": supporter.text}
        if supporter.network is NetworkName.TELEGRAM:
            pictures = [{"data": picture, "spoiler": sensitive}]
            there = {"do": "write", "person": _owner(supporter), "chat": str(channel(supporter))}
            return said | there | {"pictures": pictures, "protected": supporter.kind is Kind.NO_BOT}
        said |= {"do": "post", "language": supporter.language, "sensitive": sensitive}
        said["pictures"] = [{"data": picture, "alt": supporter.alt}]
        wish = "#nobot" if supporter.kind is Kind.NO_BOT else ""
        if supporter.network is NetworkName.MASTODON:
            person = {"name": supporter.name, "bot": supporter.kind is Kind.BOT, "note": wish}
            seen_by = "private" if supporter.kind is Kind.FOLLOWERS else "public"
            return said | {"person": person, "visibility": seen_by}
        protected = supporter.kind is Kind.FOLLOWERS
        return said | {"person": {"handle": supporter.name, "protected": protected, "description": wish}}

    def take_back(self, supporter: Supporter, remote_id: str, how: How) -> Action:
        """Somebody wants theirs back."""
        match how:
            case How.DELETED:
                return _delete(supporter, remote_id)
            case How.RETAGGED:
                return _retag(supporter, remote_id)
            case _:
                return self._stop(supporter, remote_id)

    def _stop(self, supporter: Supporter, remote_id: str) -> Action:
        own = self._names.called(supporter.account)
        said = {"network": _network(supporter), "do": "post", "text": f"@{own} {STOPS[supporter.language]}"}
        if supporter.network is NetworkName.MASTODON:
            return said | {"person": {"name": supporter.name}, "in_reply_to": remote_id}
        return said | {"person": {"handle": supporter.name}, "reply_to": remote_id}


def channel(supporter: Supporter) -> int:
    """The number of their channel on Telegram."""
    return _CHANNELS - supporter.number


def posted_as(supporter: Supporter, answer: Mapping[str, object]) -> str:
    """The photo's id, as whoever reposts it names it; of one that was sent to the campaign it tells nothing."""
    if "message_id" in answer:
        return f"{answer['chat']}/{answer['message_id']}"
    return str(answer["uid"] if supporter.network is None else answer["id"])


def latest(how: How, supporter: Supporter, *, is_out: bool) -> How:
    """What they do by the time they come to it: a photo may be out that was to be taken back before."""
    if not is_out or supporter.goes_to:
        return how
    if supporter.network is NetworkName.TELEGRAM:
        # Of what is deleted a bot is told nothing; of what is edited it is.
        return How.RETAGGED
    if how is How.RETAGGED and supporter.network is not NetworkName.MASTODON:
        # What is out is looked at for an hour after it was posted, and this may be later.
        return How.STOP
    return how


def _network(supporter: Supporter) -> str:
    assert supporter.network is not None, "nobody posts a mail"
    return supporter.network.value


def _owner(supporter: Supporter) -> Mapping[str, object]:
    return {"id": 1 + supporter.number, "username": supporter.name}


def _delete(supporter: Supporter, remote_id: str) -> Action:
    deleted = {"network": _network(supporter), "do": "delete"}
    if supporter.network is NetworkName.TELEGRAM:
        return deleted | {"account": str(channel(supporter)), "id": remote_id.partition("/")[2]}
    return deleted | {"account": supporter.name, "id": remote_id}


def _retag(supporter: Supporter, remote_id: str) -> Action:
    edited = {"network": _network(supporter), "do": "edit", "text": WORDS[supporter.language]}
    if supporter.network is NetworkName.TELEGRAM:
        number = int(remote_id.partition("/")[2])
        return edited | {"person": _owner(supporter), "chat": str(channel(supporter)), "message_id": number}
    return edited | {"account": supporter.name, "id": remote_id}
