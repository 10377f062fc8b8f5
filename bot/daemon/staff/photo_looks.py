"""How a photo that waits looks in the chat: what a person must see before they decide, and what they may press."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.actions import photos
from bot.actions.photo_posts import post_of, stops
from bot.campaign.candidate import Path
from bot.campaign.model import Post
from bot.campaign.moderation import Flag
from bot.campaign.photo import Reason, State
from bot.campaign.post import DEFAULT_LIMITS
from bot.daemon.staff.approvals import quoted
from bot.daemon.staff.photo_asks import SIDE, Asks, numbered
from bot.daemon.staff.review import Review
from bot.daemon.staff.scene import Scene
from bot.ports import Photo
from bot.ports.cities import Answer, Clear, Town, Unknown, Unsure
from bot.wording import error_text, say
from bot.wording.photo_desk import state_text
from bot.wording.photo_rules import flag_text

Rows = tuple[tuple[tuple[str, str], ...], ...]
OK, FACELESS, NO, LISTED, SAME, THROUGH = "ok", "faceless", "no", "listed", "same", "through"
BACK, BLOT, BARE, CELL, TO = "back", "blot", "bare", "cell-", "to-"
NAME, UNNAME = "name", "unname"
_NAMES = {"mastodon": "Mastodon", "x": "X", "telegram": "Telegram"}
_A_ROW = 2
"""Countries beside each other."""


def short(photo_id: str) -> str:
    """Enough of an id for people, and for the commands."""
    return photo_id[:8]


@dataclass(frozen=True)
class Look:
    """One photo, as it is shown now."""

    photo: Photo
    scene: Scene
    review: Review
    asks: Asks
    alike: Sequence[Photo]

    @property
    def listed(self) -> bool:
        """A person said, or it is clear, that it comes from where nothing is published."""
        return self.photo.country in self._listed

    @property
    def picture(self) -> str:
        """The hash of what is shown; empty: nothing is."""
        hidden = self.photo.state is State.QUARANTINED or self.listed or self._perhaps_listed
        return "" if hidden else self.photo.sha256

    def text(self) -> str:
        """All of it."""
        photo, language = self.photo, self.scene.language
        if photo.state is State.QUARANTINED:
            return say("desk-photo-apart", language, photo=short(photo.id), why=self._reason())
        if self.listed:
            listed = say("desk-photo-listed", language, photo=short(photo.id), country=photo.country)
            return "\n".join((listed, *(self._asked() if self.asks.asks else ())))
        return "\n".join((*self._told(), "", *self._asked()))

    def rows(self) -> Rows:
        """The buttons."""
        photo = self.photo
        if photo.state is State.QUARANTINED:
            through = (self._button("desk-photo-button-through", THROUGH),) if photo.reason is Reason.TOO_MANY else ()
            return ((*through, self._button("desk-photo-button-reject", NO)),)
        back = (self._button("desk-photo-button-back", BACK),)
        match self.asks.asks:
            case "city":
                found = [(f"{town.name}, {town.country}", f"{TO}{town.country}") for town in self._countries()]
                return (
                    *(tuple(found[place : place + _A_ROW]) for place in range(0, len(found), _A_ROW)),
                    *self._naming(),
                    back,
                )
            case "alt":
                return (back,)
            case "cover":
                return (*self._grid(), self._blotting(), back)
            case _:
                return tuple(row for row in (self._stating(), self._deciding(), self._helping()) if row)

    def _stating(self) -> tuple[tuple[str, str], ...]:
        """Where faces were promised to be covered and nothing is, the yes says in its own words what it is for."""
        return (self._button("desk-photo-button-faceless", FACELESS),) if self._may_go and self._open else ()

    def _deciding(self) -> tuple[tuple[str, str], ...]:
        if self.listed:
            return (self._button("desk-photo-button-listed", LISTED),)
        buttons = [self._button("desk-button-approve", OK)] if self._may_go and not self._open else []
        buttons.append(self._button("desk-photo-button-reject", NO))
        buttons += [self._button("desk-photo-button-same", SAME)] if self.alike else []
        return tuple(buttons)

    def _helping(self) -> tuple[tuple[str, str], ...]:
        city = [self._button("desk-photo-button-city", "city")] if self.photo.city else []
        if self.photo.path is not Path.CLEANED or not self.picture:
            return tuple(city)
        return (
            *city,
            self._button("desk-photo-button-cover", "cover"),
            self._button("desk-photo-button-alt", "alt"),
        )

    def _naming(self) -> Rows:
        """Whether the name is shown, once it is known where it is."""
        if not self.photo.country or self.listed or not self.photo.shows_city:
            return ()
        hidden = Flag.UNNAMED in self.photo.flags
        code, verb = ("desk-photo-button-name", NAME) if hidden else ("desk-photo-button-unname", UNNAME)
        return ((self._button(code, verb),),)

    def _grid(self) -> Rows:
        chosen = set(self.asks.cells)
        return tuple(
            tuple(("⬛" if cell in chosen else "⬜", f"{CELL}{cell}") for cell in range(line * SIDE, (line + 1) * SIDE))
            for line in range(SIDE)
        )

    def _blotting(self) -> tuple[tuple[str, str], ...]:
        blot = self._button("desk-photo-button-blot", BLOT)
        return (blot, self._button("desk-photo-button-bare", BARE)) if self.photo.cover else (blot,)

    def _button(self, code: str, verb: str) -> tuple[str, str]:
        return say(code, self.scene.language), verb

    def _told(self) -> Iterator[str]:
        """What is known of it."""
        photo, language = self.photo, self.scene.language
        source = _NAMES[photo.network.value] if photo.network else say("desk-photo-mail", language)
        yield say("desk-photo", language, photo=short(photo.id), source=source, at=self.scene.at(photo.posted_at))
        if photo.path is Path.NATIVE and photo.url:
            yield photo.url
        if photo.reason is not None:
            yield self._reason()
        for flag in photo.flags:
            yield f"⚠ {flag_text(flag, language)}"
        if photo.shows_faces:
            yield say("photo-faces-may-be-seen", language)
        if photo.city:
            yield say("desk-photo-city", language, city=photo.city, country=photo.country or "?")
        if photo.alt:
            yield f"{say('desk-photo-alt', language)}\n{quoted(photo.alt)}"
        else:
            yield say("desk-photo-no-alt", language)
        for like in self.alike:
            state = state_text(like.state.value, language)
            yield f"♊ {say('photo-alike', language, photo=short(like.id), state=state)}"
        yield from self._goes()

    def _goes(self) -> Iterator[str]:
        """What would go out, and where; the same words once."""
        photo, language = self.photo, self.scene.language
        by_words: dict[str, list[str]] = defaultdict(list)
        for stop in stops(photo, self.scene.campaign):
            if photo.path is Path.NATIVE:
                yield say("desk-photo-as-it-is", language, account=stop.account.name)
                continue
            post = post_of(photo, stop, self.scene.campaign, DEFAULT_LIMITS[stop.account.network])
            if isinstance(post, Post):
                by_words[post.text].append(stop.account.name)
        for words, accounts in by_words.items():
            yield f"{say('desk-photo-goes', language, accounts=', '.join(accounts))}\n{quoted(words)}"

    def _asked(self) -> Iterator[str]:
        language = self.scene.language
        if self.asks.asks:
            answer = self._answer() if self.asks.asks == "city" else None
            if isinstance(answer, Unsure | Unknown):
                yield say(answer.why.value, language, typed=self.photo.city)
            yield say(f"desk-photo-asks-{self.asks.asks}", language)
            if self.asks.asks == "cover" and self.photo.cover:
                yield say("desk-photo-covers", language, boxes=numbered(self.photo.cover))
            return
        if self._open:
            yield say("desk-photo-faces-open", language)
        hindrance = photos.hindrance(self.photo, self.scene.campaign)
        if self._perhaps_listed:
            yield say("desk-photo-hidden", language)
        elif not self.picture:
            yield say("desk-photo-no-picture", language)
        if hindrance is not None:
            yield say("desk-photo-not-yet", language, why=error_text(hindrance, language)[0])
        else:
            yield say("desk-photo-question", language)

    def _reason(self) -> str:
        return say(f"photo reason: {self.photo.reason}", self.scene.language) if self.photo.reason else ""

    @property
    def _may_go(self) -> bool:
        """Whether a person may say yes to it as it is shown here."""
        return bool(self.picture) and photos.hindrance(self.photo, self.scene.campaign) is None

    @property
    def _open(self) -> bool:
        """Whether faces may be bare in what is shown."""
        return bool(self.picture) and photos.faces_are_open(self.photo, self.scene.campaign)

    @property
    def _listed(self) -> frozenset[str]:
        settings = self.scene.campaign.settings.photos
        return settings.listed_countries if settings is not None else frozenset()

    @property
    def _perhaps_listed(self) -> bool:
        """Nobody has said where it is, so it may be there: a misspelt town, or a village, is in no gazetteer."""
        return bool(self._listed and self.photo.city and not self.photo.country)

    def _answer(self) -> Answer | None:
        return self.review.cities(self.photo.city, self.photo.language) if self.photo.city else None

    def _towns(self) -> Sequence[Town]:
        match self._answer():
            case Clear(place):
                return (place,)
            case Unsure(candidates):
                return candidates
            case _:
                return ()

    def _countries(self) -> Sequence[Town]:
        """The likeliest town of each country."""
        return list({town.country: town for town in reversed(self._towns())}.values())[::-1]
