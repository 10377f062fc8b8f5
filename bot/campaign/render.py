"""A slot's words for one account: the one function behind ``check``, ``plan``, ``preview`` and sending.

Pure and quick, so that all four say the same: nothing here reads a clock, a file or a network.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bot.campaign.catalogue import NotFormattedError, Words
from bot.campaign.counting import length
from bot.campaign.model import (
    Account,
    Campaign,
    Entry,
    Limits,
    NetworkName,
    PictureKind,
    PictureRequest,
    Place,
    Post,
    Settings,
    Slot,
    Visibility,
)
from bot.campaign.problem import Problem

NETWORKS = {NetworkName.MASTODON: "Mastodon", NetworkName.X: "X", NetworkName.TELEGRAM: "Telegram"}
"""As people write them."""
COUNTED_MAX = 80
"""Characters that a mosaic's alt text grows by when it goes out: how many photos, from how many cities."""


def render(
    slot: Slot, account: Account, campaign: Campaign, number: int | None, limits: Limits
) -> Post | tuple[Problem, ...]:
    """The post, or everything that keeps it from being one.

    ``number`` is what the countdown says when it goes out, ``None`` without one.
    """
    if slot.entry.picture is PictureKind.SUPPORTER:
        return (Problem("picture-supporter", slot.entry.at("picture")),)
    words = _words(slot, account.network, campaign, number)
    if isinstance(words, Problem):
        return (words,)
    post = _post(slot, account, words, limits, campaign.settings)
    problems = (*_lacking(slot, account, campaign, words), *_too_long(slot, account, campaign, post, number, limits))
    return problems or post


def _words(slot: Slot, network: NetworkName, campaign: Campaign, number: int | None) -> Words | Problem:
    """The message's words; an entry's own text takes the place of the message's, in every network."""
    entry, language, catalogue = slot.entry, slot.audience.language, campaign.catalogue
    facts = {"entry": entry.key, "message": entry.message, "language": language}
    own = entry.text.get(language)
    if entry.text and own is None:
        return Problem("text-not-in-language", entry.at("text"), facts)
    lent = catalogue.has(entry.message, language)
    if own is None and not lent:
        return _not_written(entry, language, campaign)
    numbers = {slot.countdown.unit.value: number} if slot.countdown is not None and number is not None else {}
    try:
        words = catalogue.format(entry.message, language, network, **numbers) if lent else Words("")
    except NotFormattedError as error:
        place, wanted = catalogue.place(entry.message, language), catalogue.variables(entry.message, language)
        if wanted <= numbers.keys():
            return Problem("words-not-printable", place, {**facts, "reason": error.args[-1]})
        variables = ", ".join(f"${name}" for name in sorted(wanted))
        return Problem("words-without-number", place, {**facts, "variables": variables})
    if own is not None:
        words = Words(unicodedata.normalize("NFC", own).strip(), words.warning, words.alt, words.card)
    if not words.text:
        return Problem("words-empty", _words_place(slot, network, campaign), facts)
    return words


def _not_written(entry: Entry, language: str, campaign: Campaign) -> Problem:
    having = [other for other in campaign.catalogue.languages if campaign.catalogue.has(entry.message, other)]
    if not having:
        return Problem("message-missing", entry.at("message"), {"entry": entry.key, "message": entry.message})
    like = campaign.catalogue.place(entry.message, having[0]).file
    file = like.replace(f"/{having[0]}/", f"/{language}/", 1)
    facts = {"entry": entry.key, "message": entry.message, "language": language, "file": file, "like": like}
    return Problem("translation-missing", entry.place, facts)


def _post(slot: Slot, account: Account, words: Words, limits: Limits, settings: Settings) -> Post:
    entry, language, network = slot.entry, slot.audience.language, account.network
    on_mastodon, on_telegram = network is NetworkName.MASTODON, network is NetworkName.TELEGRAM
    alt = words.alt if entry.picture is not None else ""
    told = "" if entry.picture is PictureKind.COUNTDOWN else alt  # its card only repeats the words
    text = whole_text(words.text, (*settings.hashtags, *entry.hashtags), told, network)
    warning = words.warning if on_mastodon and entry.warning else ""
    return Post(
        text=text,
        language=language,
        length=length(network, text, warning, limits),
        limit=limits.characters if entry.picture is None else limits.characters_with_picture,
        warning=warning,
        visibility=entry.visibility_by_language.get(language, entry.visibility) if on_mastodon else Visibility.PUBLIC,
        silent=entry.silent and on_telegram,
        picture=_picture(entry, language, words, settings),
        alt=alt,
    )


def _picture(entry: Entry, language: str, words: Words, settings: Settings) -> PictureRequest | None:
    match entry.picture:
        case None:
            return None
        case PictureKind.COUNTDOWN:
            return PictureRequest(entry.picture, language, lines=tuple(filter(None, words.card.splitlines())))
        case PictureKind.PHOTO:
            return PictureRequest(entry.picture, language, path=entry.photo)
        case PictureKind.POSTER:
            return PictureRequest(entry.picture, language, lines=settings.poster)
        case PictureKind.MOSAIC:
            # What it shows, and how many, is known when it goes out.
            return PictureRequest(entry.picture, language)
        case PictureKind.SUPPORTER:
            raise AssertionError("refused before: no entry has a supporter's photo")


@lru_cache(maxsize=256)
def _tag_alone(tag: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w&/]){re.escape(tag)}(?!\w)", re.IGNORECASE)


def whole_text(text: str, hashtags: Iterable[str], alt: str, network: NetworkName) -> str:
    """``text`` as it goes out: the tags it lacks on a last line; on Telegram, which has no alt text, ``alt`` after."""
    text = _with_hashtags(text, hashtags)
    return f"{text}\n\n{alt}" if alt and network is NetworkName.TELEGRAM else text


def _with_hashtags(text: str, hashtags: Iterable[str]) -> str:
    """``text`` with the tags it does not have yet on a last line."""
    tags: dict[str, str] = {}
    for tag in hashtags:
        tags.setdefault(unicodedata.normalize("NFC", tag).casefold(), unicodedata.normalize("NFC", tag))
    line = " ".join(tag for tag in tags.values() if _tag_alone(tag).search(text) is None)
    return f"{text}\n{line}" if line else text


def _words_place(slot: Slot, network: NetworkName, campaign: Campaign) -> Place:
    """Where the words that ``network`` gets stand."""
    entry, language, catalogue = slot.entry, slot.audience.language, campaign.catalogue
    if entry.text:
        return entry.at("text")
    variant = network.value if catalogue.has_attribute(entry.message, language, network.value) else None
    return catalogue.place(entry.message, language, variant)


def _lacking(slot: Slot, account: Account, campaign: Campaign, words: Words) -> Iterable[Problem]:
    """What a picture or a content warning needs beside the words."""
    entry, language, catalogue = slot.entry, slot.audience.language, campaign.catalogue
    facts = {"entry": entry.key, "message": entry.message, "language": language}
    written = catalogue.has(entry.message, language)
    place = catalogue.place(entry.message, language) if written and not entry.text else entry.at("text")
    countdown, on_telegram = entry.picture is PictureKind.COUNTDOWN, account.network is NetworkName.TELEGRAM
    if entry.picture is not None and not words.alt and not (countdown and on_telegram):
        yield Problem("alt-missing", place, facts)
    if countdown and not words.card:
        yield Problem("card-missing", place, facts)
    if entry.warning and account.network is NetworkName.MASTODON and not words.warning:
        yield Problem("warning-missing", place, facts)


def _too_long(
    slot: Slot, account: Account, campaign: Campaign, post: Post, number: int | None, limits: Limits
) -> Iterable[Problem]:
    network, entry, language = account.network, slot.entry, slot.audience.language
    facts = {"message": entry.message, "language": language, "network": NETWORKS[network], "variant": network.value}
    for code, measured in overlong(post, network, limits):
        if code == "alt-too-long":
            place = campaign.catalogue.place(entry.message, language, "alt")
            yield Problem(code, place, {**facts, **measured})
            continue
        counted = {} if number is None else {"number": number}
        place = _words_place(slot, network, campaign)
        yield Problem(f"{code}-at" if counted else code, place, {**facts, **measured, **counted})


def overlong(post: Post, network: NetworkName, limits: Limits) -> Iterator[tuple[str, Mapping[str, int]]]:
    """What is longer than the network takes, with its length, the limit and what is over."""
    if post.length > post.limit:
        caption = network is NetworkName.TELEGRAM and post.picture is not None
        yield "caption-too-long" if caption else "text-too-long", _measured(post.length, post.limit)
    told = len(post.alt)
    if post.picture is not None and post.picture.kind is PictureKind.MOSAIC:
        told += COUNTED_MAX
    if network is not NetworkName.TELEGRAM and told > limits.alt_characters:
        yield "alt-too-long", _measured(told, limits.alt_characters)


def _measured(length: int, limit: int) -> Mapping[str, int]:
    return {"length": length, "limit": limit, "over": length - limit}
