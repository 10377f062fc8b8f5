"""Small campaigns to read, and a way to write down where a fault is expected: ``¦`` stands in front of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.campaign.problem import Problem, Severity
from bot.files.read import Loaded, read_sources
from bot.wording import problem_text

MARK = "¦"

SETTINGS = """\
campaign: Free Azat
hashtags: ["#FreeAzat"]
staff:
  language: fr
  chat: -1001234567890
  people: {Jean: 12345678, Maria: 23456789}
deadlines:
  rally:   2023-09-02 at 14:00 in Paris
  release: 2023-09-04
audiences:
  france:  {language: fr, city: Paris, accounts: [mastodon, x, telegram-fr]}
  armenia: {language: hy, city: Yerevan, accounts: [mastodon, x, telegram-hy]}
accounts:
  mastodon:    {kind: mastodon, server: https://mastodon.example, public: 5 a day, spacing: 60 s}
  x:           {kind: x, account: "@example", budget: 20 USD a month}
  telegram-fr: {kind: telegram, channel: "@example_fr", credentials: telegram}
  telegram-hy: {kind: telegram, channel: "@example_hy", credentials: telegram}
quiet-hours: 22:00 to 07:30
if-late: up to 3 hours
read-back: {after: 150 s, again: 45 s}
database: sqlite:///var/campaign.db
"""

SCHEDULE = """\
posts:
  rally-countdown:
    when: 3, 2, 1 days before rally at 09:00
    picture: countdown
    visibility: {public: fr}
    silent: yes
  who:
    when: 2023-09-01 at 12:30
    languages: {x: [fr, hy], telegram: all}
    warning: yes
"""

MESSAGES = """\
rally-countdown = Bientôt.
who = Un mathématicien.
"""

FILES = {
    "settings.yaml": SETTINGS,
    "schedules/countdown.yaml": SCHEDULE,
    "messages/fr/campaign.ftl": MESSAGES,
    "messages/hy/campaign.ftl": MESSAGES,
}


def write(folder: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """A campaign's folder on the disk."""
    for path, words in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(words if isinstance(words, bytes) else words.encode())
    return folder


def unmarked(text: str) -> tuple[str, tuple[int, int]]:
    """The text without its mark, and the mark's line and column."""
    before, after = text.split(MARK)
    line_start = before.rfind("\n") + 1
    return before + after, (before.count("\n") + 1, len(before) - line_start + 1)


def edited(text: str, old: str, new: str) -> str:
    """The text with one thing changed; a test that changes nothing proves nothing."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
    return text.replace(old, new)


def read(files: Mapping[str, str], folder: Path = Path("/nowhere")) -> Loaded:
    """Read from memory the shipped files with these in place of them."""
    return read_sources({**FILES, **files}, folder)


def errors(problems: Iterable[Problem]) -> list[tuple[str, int, int]]:
    """Code, line and column of each error; every one of them said in both languages on the way."""
    return [(p.code, p.place.line, p.place.column) for p in told(problems) if p.severity is Severity.ERROR]


def notes(problems: Iterable[Problem]) -> list[tuple[str, int, int]]:
    """The same of notes."""
    return [(p.code, p.place.line, p.place.column) for p in told(problems) if p.severity is Severity.NOTE]


def told(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each of which has a whole sentence and a next step in both languages."""
    found = list(problems)
    for problem in found:
        for language in ("en", "fr"):
            for words in problem_text(problem, language):
                assert words, problem
                assert "None" not in words, problem
    return found
