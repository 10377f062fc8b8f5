"""Which place's name may be shown: a town's, with many people in it; a village's would point at its sender."""

from __future__ import annotations

from bot.campaign.moderation import Flag
from bot.ports import Photo
from bot.ports.cities import Answer, Clear, Unsure, Why

_SPELLED_AS_A_TOWN = {Why.NAMESAKES, Why.LISTED, Why.RARE}
"""What is misspelt, or stands among other words, may be a place that no gazetteer has."""


def may_be_named(answer: Answer, country: str) -> bool:
    """Whether a town of that country bears the name that was typed."""
    match answer:
        case Clear(place):
            return place.country == country
        case Unsure(candidates, why) if why in _SPELLED_AS_A_TOWN:
            return any(town.country == country for town in candidates)
        case _:
            return False


def shown_city(photo: Photo) -> str:
    """As its sender typed it, where they allow it and it does not point at them; else nothing."""
    return photo.city if photo.shows_city and Flag.UNNAMED not in photo.flags else ""
