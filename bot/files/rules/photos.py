"""What supporters' photos need of the rest: words in each language they go to, and a time in which they are taken."""

from __future__ import annotations

from collections.abc import Iterator

from bot.campaign.fluent_faults import CITY, SUPPORTER_PHOTO
from bot.campaign.model import DEFAULT_LIMITS, Account, Audience, NetworkName, Place
from bot.campaign.photo_window import NEVER, window
from bot.campaign.photo_words import caption, lacking
from bot.campaign.problem import Problem, Severity
from bot.files.gather import SETTINGS
from bot.files.rules.messages import is_silent, written_but_broken
from bot.files.rules.view import View

_LONG_CITY = "n" * 60
"""As long as a city is ever shown."""


def words(view: View) -> Iterator[Problem]:
    """``supporter-photo`` in each language, complete, and with room for a city."""
    if not _posts_anew(view):
        return
    catalogue = view.campaign.catalogue
    for language, reached in _reached(view).items():
        if is_silent(view, language) or written_but_broken(view, SUPPORTER_PHOTO, language):
            continue
        missing = tuple(lacking(catalogue, language, _place(view)))
        yield from missing or _unfit(view, language, reached)


def open_some_time(view: View) -> Iterator[Problem]:
    """A window that never opens; what broken files say of its edges is not known."""
    photos = view.settings.photos
    if photos is None or (view.broken and (photos.opens is None or photos.closes is None)):
        return
    opens, closes = window(view.settings, view.slots)
    if opens == NEVER:
        yield Problem("photos-no-window", _place(view))
    elif opens >= closes:
        facts = {"opens": f"{opens:%Y-%m-%d %H:%M}", "closes": f"{closes:%Y-%m-%d %H:%M}"}
        yield Problem("photos-never-open", _place(view), facts)


def _posts_anew(view: View) -> bool:
    """Whether a photo may come that is posted in words of ours: by mail, or from Telegram."""
    settings = view.settings
    telegram = any(account.network is NetworkName.TELEGRAM for account in settings.accounts.values())
    return settings.mailbox is not None or (settings.photos is not None and telegram)


def _reached(view: View) -> dict[str, list[Account]]:
    """The languages that photos are posted in, each with its accounts."""
    settings = view.settings
    names = settings.photos.audiences if settings.photos else tuple(settings.audiences)
    reached: dict[str, list[Account]] = {}
    for audience in (settings.audiences[name] for name in names):
        reached.setdefault(audience.language, []).extend(_accounts(view, audience))
    return reached


def _accounts(view: View, audience: Audience) -> Iterator[Account]:
    return (view.settings.accounts[name] for name in audience.accounts)


def _unfit(view: View, language: str, accounts: list[Account]) -> Iterator[Problem]:
    catalogue = view.campaign.catalogue
    if CITY not in catalogue.variables(SUPPORTER_PHOTO, language):
        place = catalogue.place(SUPPORTER_PHOTO, language)
        facts = {"message": SUPPORTER_PHOTO, "language": language}
        yield Problem("photo-words-cityless", place, facts, Severity.NOTE)
    for account in {account.network: account for account in accounts}.values():
        limits = DEFAULT_LIMITS[account.network]
        for city in (_LONG_CITY, ""):
            made = caption(city, language, account, view.campaign, limits, alt="…", sha256="")
            yield from made if isinstance(made, tuple) else ()


def _place(view: View) -> Place:
    """The key that asks for photos."""
    start = Place(SETTINGS)
    key = "photos:" if view.settings.photos is not None else "mailbox:"
    lines = view.sources.get(SETTINGS, "").split("\n")
    at = next((number for number, line in enumerate(lines, 1) if line.startswith(key)), None)
    return start if at is None else Place(SETTINGS, at)
