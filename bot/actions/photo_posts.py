"""What goes out of a photo, and where; and what a person's yes to it is for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions.photo_places import shown_city
from bot.campaign.candidate import Path
from bot.campaign.model import Account, Audience, Campaign, Limits, Post
from bot.campaign.moderation import Flag
from bot.campaign.photo_words import caption
from bot.campaign.problem import Problem
from bot.ports import PHOTOS, Found, Photo

NATIVE = Path.NATIVE.value
"""In place of an audience in the key of a repost that stays as its author made it."""
_UNMEASURED = Limits(characters=1_000_000, characters_with_picture=1_000_000, alt_characters=1_000_000)


@dataclass(frozen=True, slots=True)
class Stop:
    """One account that a photo goes out on."""

    account: Account
    audience: str
    """``NATIVE``, or the audience whose language its words have."""
    language: str

    def key(self, photo: Photo) -> str:
        """The delivery's."""
        return f"{PHOTOS}/{photo.id}/{self.audience}/{self.account.name}"


def stops(photo: Photo, campaign: Campaign) -> Sequence[Stop]:
    """Where it goes: on its own network alone, unless it was mailed."""
    accounts = campaign.settings.accounts
    if photo.path is Path.NATIVE:
        own = accounts.get(photo.account)
        return [Stop(own, NATIVE, photo.language)] if own is not None and own.network is photo.network else []
    found: dict[str, Stop] = {}
    for audience in _audiences(photo, campaign):
        for name in audience.accounts:
            account = accounts.get(name)
            # What a person sent on Telegram is never copied to another network.
            if account is not None and photo.network in {None, account.network}:
                found.setdefault(name, Stop(account, audience.name, audience.language))
    return list(found.values())


def _audiences(photo: Photo, campaign: Campaign) -> Sequence[Audience]:
    """Those that photos are posted for; of an account that serves several, the sender's language comes first."""
    settings = campaign.settings
    wanted = settings.photos.audiences if settings.photos else ()
    audiences = [each for each in settings.audiences.values() if not wanted or each.name in wanted]
    return sorted(audiences, key=lambda each: each.language != photo.language)


def post_of(photo: Photo, stop: Stop, campaign: Campaign, limits: Limits) -> Post | tuple[Problem, ...]:
    """The post, or everything that keeps it from being one."""
    if photo.path is Path.NATIVE:
        return Post("", photo.language, 0, limits.characters, repost_of=photo.remote_id)
    return caption(
        city=shown_city(photo),
        alt=photo.alt,
        sha256=photo.sha256,
        language=stop.language,
        account=stop.account,
        campaign=campaign,
        limits=limits,
    )


def as_edited(photo: Photo, newer: Found, campaign: Campaign) -> Photo:
    """The same photo in the post that an edit made of its own (X): picture and tag are the same, so a yes stays one."""
    moved = replace(
        photo, remote_id=newer.remote_id, url=newer.url, flags=tuple(sorted({*photo.flags, Flag.EDITED.value}))
    )
    if photo.approved and photo.approved == approval_of(photo, campaign):
        return replace(moved, approved=approval_of(moved, campaign))
    return moved


def as_described(photo: Photo) -> Photo:
    """With something in place of a description that is missing: every other word can be shown without it."""
    return photo if photo.alt.strip() else replace(photo, alt="–")


def look_of(photo: Photo, campaign: Campaign) -> str:
    """A short code of all that a person is shown of it; whatever anybody changes of it, it has another one."""
    shown = f"{approval_of(as_described(photo), campaign)} {photo.sha256} {photo.version}"
    return hashlib.sha256(shown.encode()).hexdigest()[:8]


def approval_of(photo: Photo, campaign: Campaign) -> str:
    """What a yes is for: the pixels, every word beside them, and where they go; of a native repost its source as it
    was seen. Empty: there is nothing that could go out.
    """
    parts = [photo.path.value, photo.sha256, photo.fingerprint]
    found = stops(photo, campaign)
    for stop in found:
        post = post_of(photo, stop, campaign, _UNMEASURED)
        if not isinstance(post, Post):
            return ""
        parts += [stop.key(photo), post.text, post.alt, post.repost_of]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32] if found else ""
