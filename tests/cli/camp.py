"""Small campaigns for the commands, in French or English, and the commands run inside this process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.cli.main import main
from bot.clock import SystemClock
from bot.ports import Outbox, Planned
from tests.outbox.ready import ready_outbox

SETTINGS = """\
campaign: Small
hashtags: ["#Small"]
staff: {language: LANGUAGE, people: {Jean: 1}}
deadlines: {rally: 2031-06-10 at 14:00 in Paris}
audiences:
  france: {language: fr, city: Paris, accounts: [masto, bird, canal]}
  english: {language: en, city: London, accounts: [masto]}
accounts:
  masto: {kind: mastodon, server: "http://127.0.0.1:9", public: 9 a day}
  bird: {kind: x, account: "@small", api: "http://127.0.0.1:9"}
  canal: {kind: telegram, channel: "@small_fr", api: "http://127.0.0.1:9"}
quiet-hours: none
"""
SCHEDULE = """\
posts:
  countdown:
    when: 2, 1 days before rally at 09:00
    picture: countdown
  who:
    when: 2031-06-05 at 12:30
    warning: yes
  over:
    when: 2023-09-02 at 12:00
    text: {fr: "C'était hier."}
  last:
    when: 2031-06-10 at 12:00
    hold: until approved
    text: {fr: "Oui ?", en: "Yes?"}
"""
BRIEF = SCHEDULE.replace("2023-09-02", "2031-06-02")
"""The same within days: a rehearsal plays every day from the first post to the last."""
FRENCH = """\
countdown = { $days ->
    [one] Plus que { $days } jour.
   *[other] Plus que { $days } jours.
 }
    .card = { $days }
    .alt = Carte : { $days }
who = Qui ? Azat.
    .warning = Prison
"""
ENGLISH = """\
countdown = { $days ->
    [one] { $days } day left.
   *[other] { $days } days left.
 }
    .card = { $days }
    .alt = Card: { $days }
who = Who? Azat.
    .warning = Prison
"""
BROKEN = "posts:\n  who: [\n"


def campaign(folder: Path, language: str = "en", files: Mapping[str, str] | None = None) -> Path:
    """Write it; ``files`` in place of its own, or beside them."""
    ours = {
        "settings.yaml": SETTINGS.replace("LANGUAGE", language),
        "schedules/small.yaml": SCHEDULE,
        "messages/fr/small.ftl": FRENCH,
        "messages/en/small.ftl": ENGLISH,
    }
    for name, text in (ours | dict(files or {})).items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> set[str]:
    """Everything in it, to see that a command that only looks left nothing."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@dataclass
class Commands:
    """Runs commands on one folder."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    code: int = -1
    out: str = ""
    err: str = ""

    def __call__(self, *words: str) -> str:
        """What a command printed; ``code`` and ``err`` are kept."""
        self.capsys.readouterr()
        self.code = main(["--campaign", str(self.folder), *words])
        self.out, self.err = self.capsys.readouterr()
        assert "Traceback" not in self.err
        return self.out

    def json(self, *words: str) -> Any:
        """What it prints for machines, which must be JSON and nothing else."""
        return json.loads(self(*words, "--json"))

    def outbox(self) -> Outbox:
        """The campaign's, to prepare or to look into; close it."""
        return ready_outbox(self.folder)


def row(
    key: str, state: State = State.HELD, reason: str = "approval", text: str = "Oui ?\n#Small", year: int = 2031
) -> Planned:
    """A planned delivery."""
    entry, occurrence, audience, account = key.split("/")
    due = SystemClock().now().replace(year=year, month=6, day=10, hour=10, minute=0, second=0, microsecond=0)
    network = {"masto": NetworkName.MASTODON, "bird": NetworkName.X, "canal": NetworkName.TELEGRAM}[account]
    return Planned(key, entry, occurrence, audience, account, network, "fr", due, text, state, reason)
