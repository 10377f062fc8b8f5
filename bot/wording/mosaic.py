"""How many photos there are and from how many cities, in the campaign's eight languages; plural forms are CLDR's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.campaign.plurals import category


class _Words(NamedTuple):
    """By plural form, with ``other`` for those that are not named."""

    photos: Mapping[str, str]
    cities: Mapping[str, str]


_WORDS: Mapping[str, _Words] = {
    "en": _Words({"one": "{} photo", "other": "{} photos"}, {"one": "from {} city", "other": "from {} cities"}),
    "fr": _Words({"one": "{} photo", "other": "{} photos"}, {"one": "de {} ville", "other": "de {} villes"}),
    "de": _Words({"one": "{} Foto", "other": "{} Fotos"}, {"one": "aus {} Stadt", "other": "aus {} Städten"}),
    "it": _Words({"one": "{} foto", "other": "{} foto"}, {"one": "da {} città", "other": "da {} città"}),
    "pt": _Words({"one": "{} foto", "other": "{} fotos"}, {"one": "de {} cidade", "other": "de {} cidades"}),
    "hy": _Words({"one": "{} լուսանկար", "other": "{} լուսանկար"}, {"one": "{} քաղաքից", "other": "{} քաղաքից"}),
    "lt": _Words(
        {"one": "{} nuotrauka", "few": "{} nuotraukos", "other": "{} nuotraukų"},
        {"one": "iš {} miesto", "other": "iš {} miestų"},
    ),
    "ru": _Words(
        {"one": "{} фотография", "few": "{} фотографии", "other": "{} фотографий"},
        {"one": "из {} города", "other": "из {} городов"},
    ),
}
LANGUAGES = tuple(_WORDS)


def counted(language: str, photos: int, cities: int) -> str:
    """``128 photos from 47 cities``; of a language that is not among the eight in English.

    Without a city that may be shown, the photos alone.
    """
    spoken = language if language in _WORDS else language.partition("-")[0].lower()
    rules = language if spoken in _WORDS else "en"
    words = _WORDS.get(spoken, _WORDS["en"])
    told = _form(words.photos, rules, photos)
    return f"{told} {_form(words.cities, rules, cities)}" if cities else told


def _form(forms: Mapping[str, str], language: str, number: int) -> str:
    return forms.get(category(language, number), forms["other"]).format(number)
