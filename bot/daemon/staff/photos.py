"""Supporters' photos that wait for a person: a few at a time, each as one message that is gone once it is decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.actions import photos
from bot.actions.photo_places import may_be_named
from bot.actions.photo_posts import approval_of
from bot.campaign.photo import Reason, State
from bot.daemon.staff import photo_looks as looks
from bot.daemon.staff.news import whisper
from bot.daemon.staff.notice import FLEETING, Notice
from bot.daemon.staff.photo_asks import Asks, ask, asked, redrawn, sides, squares
from bot.daemon.staff.photo_looks import Look, short
from bot.daemon.staff.review import BESIDE, Review
from bot.daemon.staff.scene import Scene
from bot.daemon.staff.section import Done
from bot.errors import CampaignError, UsageError
from bot.ports import Box, Photo
from bot.wording import coded, error_text, say
from bot.wording.photo_desk import state_text

_log = log.logger("desk")

MOST = 5
"""Photos in the chat at a time."""
MOST_APART = 3
"""The same of those that were set apart."""
MOST_ALIKE = 3
EVERY = timedelta(seconds=15)
"""How often it is looked whether another duty, or a command, changed one."""
ROUND = timedelta(hours=40)
"""So long a message stands at most, then the photo is shown anew: after 48 hours Telegram lets nobody but an
administrator delete a message (https://core.telegram.org/bots/api#deletemessage)."""
_REJECTED = {
    looks.NO: (Reason.REFUSED, "desk-photo-rejected"),
    looks.LISTED: (Reason.LISTED_COUNTRY, "desk-photo-rejected-listed"),
    looks.SAME: (Reason.DUPLICATE, "desk-photo-rejected-same"),
}
_PAIR = "/pair"
"""Ends the name of what is only looked at: how it ends is said elsewhere."""
_WAITING = (State.QUEUED, State.QUARANTINED)


class Photos:
    """The section."""

    name = FLEETING

    def __init__(self, review: Review) -> None:
        self._review = review

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """The oldest first, those that stand there before all others; and how many more there are."""
        if scene.campaign.settings.photos is None:
            return
        waiting = [scene.outbox.photos((state,)) for state in _WAITING]
        there = {name for matter in scene.outbox.matters(only_open=True) if (name := _id(matter.name))}
        shown = [
            photo for each, most in zip(waiting, (MOST, MOST_APART), strict=True) for photo in _first(each, there, most)
        ]
        asks = asked(scene.outbox)
        for photo in shown:
            yield self._notice(photo, scene, asks.get(photo.id, Asks()))
            yield from self._beside(photo, scene)
        more = sum(map(len, waiting)) - len(shown)
        if more:
            yield Notice(f"{FLEETING}/more", say("desk-photo-more", scene.language, number=more), silent=True)

    def next_change(self, scene: Scene) -> datetime | None:
        """Soon, for as long as photos are taken."""
        return scene.now + EVERY if scene.campaign.settings.photos is not None else None

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:
        """Decide, or go on asking."""
        photo = self._waiting(notice.name, scene)
        if photo is None:
            return Done("")
        named = {"photo": short(photo.id)}
        if verb in {looks.OK, looks.FACELESS}:
            seen, faceless = approval_of(photo, scene.campaign), verb == looks.FACELESS
            photos.approve(scene.outbox, photo, scene.campaign, person, scene.now, seen=seen, faceless=faceless)
            return Done("desk-photo-approved", ("reposter",), facts=named)
        if verb in _REJECTED:
            reason, code = _REJECTED[verb]
            wake: list[str] = []
            photos.reject(scene.outbox, photo, reason, person, scene.now, wake.append)
            return Done(code, tuple(wake), facts=named)
        if verb == looks.THROUGH:
            photos.let_through(scene.outbox, photo, scene.now)
            return Done("desk-photo-through", ("collector",), facts=named)
        return self._ask(photo, verb, scene)

    def take(self, name: str, text: str, scene: Scene) -> Done | None:
        """Words that somebody replied: what they are depends on what was asked."""
        photo = self._waiting(name, scene)
        asks = asked(scene.outbox).get(photo.id, Asks()) if photo is not None else Asks()
        if photo is None or not asks.asks:
            return None
        match asks.asks:
            case "city":
                return self._set_city(photo, text.strip().upper(), scene)
            case "alt":
                photos.describe(scene.outbox, photo, text, scene.now)
                self._keep(photo, Asks(), scene)
                return Done("desk-photo-described", ends=False)
            case _:
                return self._order(photo, redrawn(photo.cover, text), scene)

    def work(self, scene: Scene) -> None:
        """Blot out what was ordered. It takes seconds: in no transaction, and never twice after a crash."""
        for name, asks in asked(scene.outbox).items():
            if asks.blots is None:
                continue
            photo = scene.outbox.photo(name)
            with scene.outbox.together():
                self._keep_asks(name, Asks(), scene)
            if photo is None or photo.version != asks.version:
                continue
            try:
                cleaner, cabinet = self._review.cleaner(), self._review.cabinet
                photos.cover(scene.outbox, photo, asks.boxes, cleaner, cabinet, scene.now)
                _log.info("covered", photo=name, boxes=len(asks.boxes))
            except CampaignError as error:
                if not error.code:
                    raise
                text = " ".join(error_text(error, scene.language))
                whisper(scene.outbox, f"{scene.now.isoformat()}/{name}", text, scene.now)

    def ending(self, name: str, scene: Scene) -> str:
        """What became of it, when nobody pressed a button here; nothing while it waits still."""
        photo_id = "" if name.endswith(_PAIR) else _id(name)
        photo = scene.outbox.photo(photo_id) if photo_id else None
        if not photo_id or (photo is not None and photo.state in {*_WAITING, State.FOUND}):
            return ""
        named = {"photo": short(photo_id)}
        if photo is None:
            return say("desk-photo-now", scene.language, state=state_text(State.EXPIRED, scene.language), **named)
        if photo.state is State.APPROVED and photo.decided_at is not None:
            at = scene.at(photo.decided_at)
            return say("desk-photo-approved-elsewhere", scene.language, person=photo.approved_by, at=at, **named)
        state = state_text(photo.state, scene.language)
        if photo.reason is not None:
            state = f"{state} ({say(f'photo reason: {photo.reason.value}', scene.language)})"
        return say("desk-photo-now", scene.language, state=state, **named)

    def _notice(self, photo: Photo, scene: Scene, asks: Asks) -> Notice:
        look = Look(photo, scene, self._review, asks, scene.outbox.alike(photo, MOST_ALIKE))
        picture = look.picture
        turn = (scene.now - photo.received_at) // ROUND
        return Notice(
            f"{FLEETING}/{photo.id}/{turn}/{picture[:12] or '-'}",
            look.text(),
            look.rows(),
            # Whoever presses squares fast must not be told each time that the message has changed.
            f"{asks.asks} {picture}"
            if asks.asks == "cover"
            else f"{approval_of(photo, scene.campaign)} {photo.version}",
            any_words=asks.asks == "cover",
            picture=picture,
            facts={"photo": short(photo.id)},
        )

    def _beside(self, photo: Photo, scene: Scene) -> Iterator[Notice]:
        """It and the one most like it, as one picture, where both may be shown here; of two that wait, once."""
        own = Look(photo, scene, self._review, Asks(), ()).picture
        for like in scene.outbox.alike(photo, MOST_ALIKE) if own else ():
            other = Look(like, scene, self._review, Asks(), ()).picture
            waits = like.state is State.QUEUED and like.number < photo.number
            if not other or other == own or not (waits or like.state is State.APPROVED):
                continue
            named = {"photo": short(photo.id), "other": short(like.id)}
            state = state_text(like.state, scene.language)
            text = say("desk-photo-beside", scene.language, state=state, **named)
            turn = (scene.now - photo.received_at) // ROUND
            # Once a row is wiped nothing may tell its picture, which its hash would.
            pair = hashlib.sha256(f"{like.id} {own} {other}".encode()).hexdigest()[:12]
            name, facts = f"{FLEETING}/{photo.id}/{turn}/{pair}{_PAIR}", {"photo": named["photo"]}
            yield Notice(name, text, picture=f"{own}{BESIDE}{other}", facts=facts, silent=True)
            return

    @staticmethod
    def _waiting(name: str, scene: Scene) -> Photo | None:
        photo = scene.outbox.photo(_id(name))
        return photo if photo is not None and photo.state in _WAITING else None

    def _ask(self, photo: Photo, verb: str, scene: Scene) -> Done:
        """What is asked next."""
        asks = asked(scene.outbox).get(photo.id, Asks())
        if verb.startswith(looks.TO):
            return self._set_city(photo, verb.removeprefix(looks.TO), scene)
        if verb in {looks.NAME, looks.UNNAME}:
            return self._set_city(photo, photo.country, scene, named=verb == looks.NAME)
        if verb.startswith(looks.CELL):
            cells = tuple(sorted({*asks.cells} ^ {int(verb.removeprefix(looks.CELL))}))
            self._keep(photo, replace(asks, cells=cells), scene)
            return Done("desk-photo-squares", ends=False, facts={"number": str(len(cells))})
        if verb == looks.BLOT and not asks.cells:
            return Done("desk-photo-no-squares", ends=False)
        if verb in {looks.BLOT, looks.BARE}:
            wanted = (*photo.cover, *squares(asks.cells)) if verb == looks.BLOT else ()
            return self._order(photo, wanted, scene)
        self._keep(photo, Asks() if verb == looks.BACK else Asks(verb), scene)
        return Done("desk-photo-back" if verb == looks.BACK else "desk-photo-mode", ends=False)

    def _set_city(self, photo: Photo, country: str, scene: Scene, *, named: bool | None = None) -> Done:
        """``named``: ``None`` where nobody has said whether the name may be shown."""
        if not self._review.is_country(country):
            raise coded(UsageError, "photo-country", said=country[:40])
        if named is None:
            named = may_be_named(self._review.cities(photo.city, photo.language), country)
        photos.set_city(scene.outbox, photo, country, scene.now, named=named)
        self._keep(photo, Asks(), scene)
        code = "desk-photo-city-set" if named else "desk-photo-city-unnamed"
        return Done(code, ends=False, facts={"country": country})

    def _order(self, photo: Photo, wanted: Sequence[Box], scene: Scene) -> Done:
        self._keep(photo, Asks("cover", blots=sides(wanted), version=photo.version), scene)
        return Done("desk-photo-blotting", ends=False)

    def _keep(self, photo: Photo, asks: Asks, scene: Scene) -> None:
        self._keep_asks(photo.id, asks, scene)

    @staticmethod
    def _keep_asks(name: str, asks: Asks, scene: Scene) -> None:
        ask(scene.outbox, name, asks, {photo.id for photo in scene.outbox.photos(_WAITING)})


def _id(name: str) -> str:
    """Of the photo that a matter is about; empty: of none."""
    parts = name.split("/")
    return parts[1] if parts[0] == FLEETING and len(parts) > 2 else ""


def _first(waiting: Sequence[Photo], there: set[str], most: int) -> Sequence[Photo]:
    """Those that stand in the chat stay; then the oldest."""
    return sorted(waiting, key=lambda photo: photo.id not in there)[:most]
