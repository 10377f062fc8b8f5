"""The words of a new post with a photo that was sent to the campaign, and what a person's yes to it is for. Pure."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping

from bot.campaign.catalogue import Catalogue, NotFormattedError
from bot.campaign.counting import length
from bot.campaign.fluent_faults import CITY, NO_CITY, SUPPORTER_PHOTO
from bot.campaign.model import (
    Account,
    Campaign,
    Limits,
    NetworkName,
    PictureKind,
    PictureRequest,
    Place,
    Post,
    Visibility,
)
from bot.campaign.problem import Problem
from bot.campaign.render import NETWORKS, overlong, whole_text
from bot.campaign.tlds import ASCII_TLDS, OTHER_TLDS

_BESIDE_LETTERS = frozenset(" '’ʼʻ`´.()‐‑-,")
"""In names of places; anything else (digits, signs) may be an address, a handle or a hashtag."""

_AFTER_A_DOT = re.compile(r"(?<=\w\.)\w+")
_TOP_LEVELS = ASCII_TLDS | OTHER_TLDS

_CODES = {
    "text-too-long": "photo-words-no-room",
    "caption-too-long": "photo-caption-too-long",
    "alt-too-long": "photo-alt-too-long",
}
"""Where a post of the plan is shortened in its message, this one is in its photo's own words."""


def caption(
    city: str, language: str, account: Account, campaign: Campaign, limits: Limits, *, alt: str, sha256: str
) -> Post | tuple[Problem, ...]:
    """The post, or everything that keeps it from being one.

    ``city``: in its sender's own spelling; empty: not shown. ``alt``: what the picture shows, in ``language`` or not.
    ``sha256``: the cleaned picture's. On Mastodon the post is unlisted where the account's ``public:`` counts them:
    the plan has spent those.
    """
    catalogue, network = campaign.catalogue, account.network
    missing = tuple(lacking(catalogue, language))
    if missing:
        return missing
    city, alt = " ".join(unicodedata.normalize("NFC", city).split()), unicodedata.normalize("NFC", alt).strip()
    try:
        words = _words(catalogue, language, network, city)
    except NotFormattedError as error:
        facts = {"message": SUPPORTER_PHOTO, "language": language, "reason": error.args[-1]}
        return (Problem("words-not-printable", catalogue.place(SUPPORTER_PHOTO, language), facts),)
    text = whole_text(words, campaign.settings.hashtags, alt, network)
    limited = network is NetworkName.MASTODON and account.public_per_day is not None
    post = Post(
        text=text,
        language=language,
        length=length(network, text, "", limits),
        limit=limits.characters_with_picture,
        visibility=Visibility.UNLISTED if limited else Visibility.PUBLIC,
        picture=PictureRequest(PictureKind.SUPPORTER, language, path=sha256),
        alt=alt,
    )
    return tuple(_faults(post, city, catalogue, network, limits)) or post


def lacking(catalogue: Catalogue, language: str, place: Place | None = None) -> Iterator[Problem]:
    """What ``language`` has no words for; a whole message is missed at ``place``, else in the file it belongs to."""
    facts = {"message": SUPPORTER_PHOTO, "language": language}
    if not catalogue.has(SUPPORTER_PHOTO, language):
        file = _file(catalogue, language)
        yield Problem("photo-words-missing", place or Place(file), {**facts, "file": file})
    elif not catalogue.has_attribute(SUPPORTER_PHOTO, language, NO_CITY):
        yield Problem("photo-words-no-city", catalogue.place(SUPPORTER_PHOTO, language), facts)


def approval(sha256: str, captions: Mapping[tuple[str, str], str], alt: str) -> str:
    """A digest of all that a person says yes to, 64 hexadecimal digits.

    ``sha256``: the final pixels'. ``captions``: the text by account and language; none on the native path.
    """
    seen = [sha256, alt, sorted([*where, text] for where, text in captions.items())]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def is_plain(city: str) -> bool:
    """Whether no network makes anything but words of it: no link, mention, hashtag, number or hidden character."""
    if not all(letter in _BESIDE_LETTERS or unicodedata.category(letter)[0] in "LM" for letter in city):
        return False
    # Stricter than X and Mastodon: Telegram makes a link of whatever may be the name of a server.
    return not any(ending.casefold() in _TOP_LEVELS for ending in _AFTER_A_DOT.findall(city))


def _words(catalogue: Catalogue, language: str, network: NetworkName, city: str) -> str:
    if not city:
        return catalogue.spoken(SUPPORTER_PHOTO, language, NO_CITY)
    variant = network.value if catalogue.has_attribute(SUPPORTER_PHOTO, language, network.value) else ""
    return catalogue.spoken(SUPPORTER_PHOTO, language, variant, **{CITY: city})


def _file(catalogue: Catalogue, language: str) -> str:
    """Where the words belong: beside those of a language that has them."""
    having = next((other for other in catalogue.languages if catalogue.has(SUPPORTER_PHOTO, other)), None)
    if having is None:
        return f"messages/{language}/photos.ftl"
    return catalogue.place(SUPPORTER_PHOTO, having).file.replace(f"/{having}/", f"/{language}/", 1)


def _faults(post: Post, city: str, catalogue: Catalogue, network: NetworkName, limits: Limits) -> Iterator[Problem]:
    place = catalogue.place(SUPPORTER_PHOTO, post.language)
    facts = {"message": SUPPORTER_PHOTO, "language": post.language, "network": NETWORKS[network]}
    if not is_plain(city):
        yield Problem("photo-city-unsafe", place, facts)
    if not post.alt:
        yield Problem("photo-alt-missing", place, facts)
    for code, measured in overlong(post, network, limits):
        yield Problem(_CODES[code], place, {**facts, "variant": network.value, **measured})
