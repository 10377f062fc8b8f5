"""Short names for the photobook's contract: makers of photos, consents and reposts."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.campaign.candidate import Path, Source
from bot.campaign.model import NetworkName
from bot.campaign.photo import Reason, State
from bot.ports import PHOTOS, Box, Consent, Outbox, Photo, Planned
from tests.contracts.outbox_world import NOON

FIRST = "0123456789abcdef"
SHA = "a" * 64
CLEAN = "b" * 64


def photo(photo_id: str = FIRST, *, state: State = State.FOUND, reason: Reason | None = None, **facts: object) -> Photo:
    """One that came as a public post on Mastodon, with nothing but its origin known."""
    told: dict[str, object] = {
        "source": Source.PUBLIC_POST,
        "path": Path.NATIVE,
        "network": NetworkName.MASTODON,
        "account": "mastodon",
        "origin": f"origin of {photo_id}",
        "posted_at": NOON - timedelta(hours=1),
        "received_at": NOON,
        "updated_at": NOON,
        **facts,
    }
    return Photo(photo_id, state, reason=reason, **told)  # type: ignore[arg-type] # facts by their names


def mailed(photo_id: str = FIRST, **facts: object) -> Photo:
    """One with everything a photo can have."""
    told: dict[str, object] = {
        "source": Source.MAIL,
        "path": Path.CLEANED,
        "network": None,
        "account": "",
        "author": "hash of its author",
        "remote_id": "111",
        "url": "https://social.example/@someone/111",
        "fingerprint": "fingerprint",
        "tag": "#FreeAzat",
        "language": "hy",
        "alt": "Ծովի ափին, ձմռանը",
        "city": "Լիոն",
        "country": "FR",
        "flags": ("no alt text", "several pictures"),
        "pictures": 3,
        "original": SHA,
        "sha256": CLEAN,
        "cover": (Box(0.1, 1 / 3, 0.25, 0.5), Box(-0.1, 0.0, 1.0, 1.5)),
        "likeness": 2**64 - 1,
        "approved": "what was seen",
        "approved_by": "Maria",
        "decided_at": NOON + timedelta(minutes=3),
        "until": NOON + timedelta(hours=24),
        "consent": "consent-1",
        "shows_city": True,
        "shows_faces": True,
        "contact": "sealed",
        **facts,
    }
    return photo(photo_id, **told)  # type: ignore[arg-type] # facts by their names


def consent(consent_id: str = "consent-1", asked_at: datetime = NOON) -> Consent:
    return Consent(consent_id, "2", "hy", "mail", f"hash of the code of {consent_id}", asked_at)


def repost(
    photo_id: str = FIRST, *, audience: str = "native", account: str = "mastodon", due: datetime = NOON
) -> Planned:
    return Planned(
        f"{PHOTOS}/{photo_id}/{audience}/{account}",
        PHOTOS,
        photo_id,
        audience,
        account,
        NetworkName.MASTODON,
        "fr",
        due,
        "Photo : Լիոն",
        repost_of="111",
    )


def here(outbox: Outbox, photo_id: str = FIRST) -> Photo:
    """The photo as it is now."""
    found = outbox.photo(photo_id)
    assert found is not None
    return found


def brought(outbox: Outbox, state: State, photo_id: str = FIRST, **facts: object) -> Photo:
    """A photo that is in ``state`` by legal steps."""
    assert outbox.take_photo(mailed(photo_id, **facts))
    for step, reason in {
        State.FOUND: (),
        State.ASKED: ((State.ASKED, Reason.CONSENT),),
        State.WAITING: ((State.WAITING, Reason.DELAY),),
        State.QUEUED: ((State.QUEUED, None),),
        State.APPROVED: ((State.QUEUED, None), (State.APPROVED, None)),
        State.REJECTED: ((State.REJECTED, Reason.REFUSED),),
        State.WITHDRAWN: ((State.WITHDRAWN, Reason.STOP),),
        State.GONE: ((State.GONE, Reason.DELETED),),
        State.EXPIRED: ((State.EXPIRED, Reason.NO_ANSWER),),
        State.QUARANTINED: ((State.QUARANTINED, Reason.UNREADABLE_PICTURE),),
    }[state]:
        assert outbox.step_photo(here(outbox, photo_id), step, reason, NOON)
    return here(outbox, photo_id)
