"""What a person can do with supporters' photos, on the command line as in the chat; each is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.actions.photo_ends import end
from bot.actions.photo_posts import approval_of, post_of, stops
from bot.campaign.candidate import Path
from bot.campaign.model import Campaign, Post
from bot.campaign.moderation import Flag
from bot.campaign.photo import OVER, Reason, State, may_follow
from bot.campaign.post import DEFAULT_LIMITS
from bot.errors import CampaignError, UsageError
from bot.ports import PHOTOS, Box, Cabinet, Cleaned, Cleaner, Delivery, Outbox, Photo
from bot.wording import coded, problem_text

Wake = Callable[[str], None]


def chosen(outbox: Outbox, said: str) -> Photo:
    """The photo whose id begins with ``said``; raises ``UsageError`` for none, or several."""
    found = [photo for photo in outbox.photos() if photo.id.startswith(said.strip().lower())] if said.strip() else []
    if len(found) == 1:
        return found[0]
    raise coded(UsageError, "photo-several" if found else "photo-unknown", said=said, number=len(found))


def reposts_of(outbox: Outbox, photo: Photo) -> Sequence[Delivery]:
    """Its rows in the outbox."""
    return [row for row in outbox.deliveries(entry=PHOTOS) if row.occurrence == photo.id]


def approve(
    outbox: Outbox,
    photo: Photo,
    campaign: Campaign,
    by: str,
    now: datetime,
    *,
    seen: str,
    alt: str | None = None,
    faceless: bool = False,
) -> Photo:
    """A person's yes to exactly what they saw (``seen``: its ``approval_of``).

    ``alt``: words for who cannot see it. ``faceless``: they say, too, that no bare face is to be seen.
    """
    if photo.state is not State.QUEUED:
        raise coded(UsageError, "photo-not-queued", photo=photo.id, state=photo.state.value)
    _refuse_unsafe(photo, campaign)
    yes = approval_of(photo, campaign)
    if seen != yes:
        raise coded(CampaignError, "photo-changed", photo=photo.id)
    if faces_are_open(photo, campaign) and not faceless:
        raise coded(UsageError, "photo-faces-open", photo=photo.id)
    told = replace(photo, alt=alt) if alt is not None and photo.path is Path.CLEANED else photo
    _refuse_unpostable(told, campaign)
    approved = replace(told, approved=approval_of(told, campaign), approved_by=by, decided_at=now, until=None)
    return _stepped(outbox, approved, State.APPROVED, None, now)


def faces_are_open(photo: Photo, campaign: Campaign) -> bool:
    """Whether nothing is covered in it although its sender was told that faces are: a plain yes is not enough."""
    settings = campaign.settings.photos
    promised = photo.path is Path.CLEANED and (settings is None or settings.faces_covered)
    return promised and not (photo.shows_faces or photo.cover)


def hindrance(photo: Photo, campaign: Campaign) -> CampaignError | None:
    """Why nobody may say yes to it as it is; ``None``: a person may."""
    try:
        _refuse_unsafe(photo, campaign)
        _refuse_unpostable(photo, campaign)
    except CampaignError as error:
        return error
    return None


def _refuse_unsafe(photo: Photo, campaign: Campaign) -> None:
    settings = campaign.settings.photos
    listed = settings.listed_countries if settings is not None else frozenset()
    if photo.country in listed:
        raise coded(UsageError, "photo-listed-country", photo=photo.id, country=photo.country)
    if photo.path is Path.CLEANED and photo.city and not photo.country:
        raise coded(UsageError, "photo-city-open", photo=photo.id)
    if photo.path is Path.NATIVE and not photo.remote_id:
        raise coded(UsageError, "photo-out-of-reach", photo=photo.id)


def _refuse_unpostable(photo: Photo, campaign: Campaign) -> None:
    if photo.path is Path.CLEANED and not photo.alt.strip():
        raise coded(UsageError, "photo-needs-alt", photo=photo.id)
    found = stops(photo, campaign)
    if not found:
        raise coded(UsageError, "photo-nowhere", photo=photo.id)
    for stop in found:
        post = post_of(photo, stop, campaign, DEFAULT_LIMITS[stop.account.network])
        if not isinstance(post, Post):
            language = campaign.settings.staff.language
            why = " ".join(problem_text(problem, language)[0] for problem in post)
            raise coded(UsageError, "photo-not-postable", photo=photo.id, account=stop.account.name, why=why)


def reject(outbox: Outbox, photo: Photo, reason: Reason, by: str, now: datetime, wake: Wake) -> None:
    """Not this one; what is out of it already is taken back."""
    decided = replace(photo, decided_at=now, approved_by=by, approved="", until=None)
    if not may_follow(photo.state, State.REJECTED) or not end(outbox, decided, State.REJECTED, reason, now, wake):
        raise coded(UsageError, "photo-not-open", photo=photo.id, state=photo.state.value)


def reconsider(outbox: Outbox, photo: Photo, now: datetime) -> Photo:
    """Look at a rejected one again; never straight to approved."""
    if photo.state is not State.REJECTED:
        raise coded(UsageError, "photo-not-rejected", photo=photo.id, state=photo.state.value)
    if photo.path is Path.CLEANED and not photo.sha256:
        # Its sender was told that it is deleted, and so it is.
        raise coded(UsageError, "photo-file-gone", photo=photo.id)
    again = replace(photo, approved="", approved_by="", decided_at=None)
    return _stepped(outbox, again, State.QUEUED, Reason.RECONSIDERED, now)


def withdraw(outbox: Outbox, photo: Photo, now: datetime, wake: Wake) -> None:
    """Its sender wants it back, or the staff do."""
    if photo.state in OVER or not end(outbox, photo, State.WITHDRAWN, Reason.BY_STAFF, now, wake):
        raise coded(UsageError, "photo-not-open", photo=photo.id, state=photo.state.value)


def set_city(outbox: Outbox, photo: Photo, country: str, now: datetime, *, named: bool) -> Photo:
    """A person says in which country the city lies; ``named``: its name may be shown, in the sender's own spelling."""
    if photo.state in OVER:
        raise coded(UsageError, "photo-not-open", photo=photo.id, state=photo.state.value)
    others = {*photo.flags} - {Flag.UNNAMED.value}
    hidden = {Flag.UNNAMED.value} if photo.city and not named else set()
    return _kept(outbox, replace(photo, country=country, flags=tuple(sorted(others | hidden))), now)


def describe(outbox: Outbox, photo: Photo, alt: str, now: datetime) -> Photo:
    """A person says what is to be seen; of a photo that stays where it is, its author's own words do."""
    if photo.path is not Path.CLEANED or photo.state is not State.QUEUED:
        raise coded(UsageError, "photo-not-queued", photo=photo.id, state=photo.state.value)
    return _kept(outbox, replace(photo, alt=" ".join(alt.split())), now)


def let_through(outbox: Outbox, photo: Photo, now: datetime) -> Photo:
    """A person wants one that was set apart looked at after all: it is taken up where it was found."""
    if photo.state is not State.QUARANTINED:
        raise coded(UsageError, "photo-not-open", photo=photo.id, state=photo.state.value)
    return _stepped(outbox, replace(photo, until=None), State.FOUND, None, now)


def cover(
    outbox: Outbox, photo: Photo, boxes: Sequence[Box], cleaner: Cleaner, cabinet: Cabinet, now: datetime
) -> Photo:
    """Blot out parts of the picture: made anew from the file that came, so that nothing is under the blots."""
    if photo.path is not Path.CLEANED or photo.state not in {State.QUEUED, State.WAITING, State.ASKED}:
        raise coded(UsageError, "photo-not-coverable", photo=photo.id, state=photo.state.value)
    original = cabinet.read(photo.original) if photo.original else None
    if original is None:
        raise coded(UsageError, "photo-file-gone", photo=photo.id)
    cleaned = cleaner.clean(original, boxes)
    if not isinstance(cleaned, Cleaned):
        raise coded(CampaignError, "photo-file-gone", photo=photo.id)
    kept = cabinet.keep(cleaned.data)
    return _kept(outbox, replace(photo, cover=tuple(boxes), sha256=kept, likeness=cleaned.likeness), now)


def _kept(outbox: Outbox, photo: Photo, now: datetime) -> Photo:
    if not outbox.keep_photo(photo, now):
        raise coded(CampaignError, "photo-changed", photo=photo.id)
    return _now(outbox, photo)


def _stepped(outbox: Outbox, photo: Photo, state: State, reason: Reason | None, now: datetime) -> Photo:
    if not outbox.step_photo(photo, state, reason, now):
        raise coded(CampaignError, "photo-changed", photo=photo.id)
    return _now(outbox, photo)


def _now(outbox: Outbox, photo: Photo) -> Photo:
    found = outbox.photo(photo.id)
    assert found is not None, "just written"
    return found
