"""A small sound campaign in memory, and what `check` says of it after some words were exchanged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.campaign.model import Limits
from bot.files.check import CheckReport, check_loaded
from bot.files.read import read_sources

SETTINGS = """\
campaign: Free Anna
staff: {language: en, people: {Jean: 1}}
deadlines:
  hearing: 2024-05-10 at 10:00 in Vilnius
  petition: 2024-05-20
audiences:
  france: {language: fr, city: Paris, accounts: [mastodon, x, telegram-fr]}
  lithuania: {language: lt, city: Vilnius, accounts: [mastodon, x]}
accounts:
  mastodon: {kind: mastodon, server: https://mastodon.example, public: 4 a day}
  x: {kind: x, account: "@anna", budget: 20 USD a month}
  telegram-fr: {kind: telegram, channel: "@anna_fr"}
"""
POSTS = """\
posts:
  countdown:
    when: 3, 2, 1 days before hearing at 09:00
    picture: countdown
  hours:
    when: 3, 1 hours before hearing
  who:
    when: 2024-05-06 at 12:30
    warning: yes
"""
FRENCH = """\
countdown =
    { $days ->
        [one] Plus que { $days } jour.
       *[other] Plus que { $days } jours.
    }
    .card = { $days } jours
    .alt = Carte : { $days } jours

hours = Dans { $hours } h.

who = Anna est en prison.
    .warning = Prison
"""
LITHUANIAN = """\
countdown =
    { $days ->
        [one] Liko { $days } diena.
        [few] Liko { $days } dienos.
       *[other] Liko { $days } dienų.
    }
    .card = Liko { $days } d.
    .alt = Kortelė: { $days } d.

hours = Liko { $hours } val.

who = Ana kalėjime.
    .warning = Kalėjimas
"""
CAMPAIGN = {
    "settings.yaml": SETTINGS,
    "schedules/hearing.yaml": POSTS,
    "messages/fr/hearing.ftl": FRENCH,
    "messages/lt/hearing.ftl": LITHUANIAN,
}
SCHEDULE, FR, LT = "schedules/hearing.yaml", "messages/fr/hearing.ftl", "messages/lt/hearing.ftl"
Exchange = tuple[str, str, str]
"""A file, words that stand once in it (empty: its end), and the words instead."""


def sources(*exchanges: Exchange) -> dict[str, str]:
    """The campaign's files with words exchanged."""
    files = dict(CAMPAIGN)
    for file, old, new in exchanges:
        text = files.get(file, "")
        assert not old or text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        files[file] = text.replace(old, new) if old else text + new
    return files


def report(*exchanges: Exchange, now: datetime | None = None, limits: dict[str, Limits] | None = None) -> CheckReport:
    """What `check` says."""
    folder = Path("/nonexistent")  # no photo is asked for
    return check_loaded(read_sources(sources(*exchanges), folder), limits or {}, now, folder)


def found(*exchanges: Exchange, now: datetime | None = None) -> list[tuple[str, str, int]]:
    """Code, file and line of every problem."""
    return [(one.code, one.place.file, one.place.line) for one in report(*exchanges, now=now).problems]


def codes(*exchanges: Exchange, now: datetime | None = None) -> list[str]:
    """The codes alone."""
    return [code for code, _, _ in found(*exchanges, now=now)]


def line(words: str, file: str, *exchanges: Exchange) -> int:
    """The line at which ``words``, which stand once, begin."""
    text = sources(*exchanges)[file]
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
    return text.count("\n", 0, text.index(words)) + 1
