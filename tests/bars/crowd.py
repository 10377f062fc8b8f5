"""A campaign of so many deliveries as no campaign has: eight languages on 24 accounts, for most of a year ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.bars.field import NETWORKS, Field

CITIES = {
    "fr": "Paris",
    "en": "London",
    "de": "Berlin",
    "lt": "Vilnius",
    "hy": "Yerevan",
    "ru": "Tbilisi",
    "it": "Rome",
    "pt": "Lisbon",
}
COUNTDOWNS, DAILY = 6, 9
"""Entries of each kind. X refuses the same words twice in a month, so what is said every day does not go there."""
A_DAY = len(CITIES) * (COUNTDOWNS * 3 + DAILY * 2)
MINUTE_S = 60
AT_ONCE = 2
"""How many audiences have a post in each second of the busy minute, on three networks each."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """One account of each network for each language."""

    ground: Field
    deliveries: int
    """Planned from tomorrow on; rounded up to whole days."""

    @staticmethod
    def accounts() -> dict[str, int]:
        """How many the stand-ins need."""
        return dict.fromkeys(NETWORKS, len(CITIES))

    def write(self, today: date) -> None:
        """The settings, the messages and the schedules, with ``deliveries`` ahead."""
        self._settings(today)
        for language in CITIES:
            home = self.ground.folder / "messages" / language
            home.mkdir(parents=True)
            (home / "all.ftl").write_text("\n\n".join(_messages(language)) + "\n", encoding="utf-8")
        schedules = self.ground.folder / "schedules"
        schedules.mkdir()
        (schedules / "months.yaml").write_text("posts:\n" + "\n".join(self._months(today)) + "\n", encoding="utf-8")

    def busy(self, begins: datetime, seconds: int = MINUTE_S) -> int:
        """A schedule for so many busy seconds; how many posts reach an account in them."""
        lines = ["posts:"]
        names = tuple(CITIES)
        for second in range(seconds):
            spoken = [names[(second * AT_ONCE + offset) % len(names)] for offset in range(AT_ONCE)]
            texts = ", ".join(f"{language}: 'Seconde {second}, maintenant.'" for language in spoken)
            lines += [
                f"  busy-{second}:",
                f"    when: {begins + timedelta(seconds=second):%Y-%m-%d at %H:%M:%S} in UTC",
                f"    to: [{', '.join(spoken)}]",
                f"    text: {{{texts}}}",
            ]
        (self.ground.folder / "schedules" / "busy.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return seconds * AT_ONCE * len(NETWORKS)

    def _settings(self, today: date) -> None:
        numbers = {language: number for number, language in enumerate(CITIES)}
        networks = self.ground.addresses
        lines = [
            "campaign: Measured",
            "hashtags: ['#Measured']",
            "staff: {language: en}",
            f"deadlines: {{release: {today + timedelta(days=self._days + 1)}}}",
            "audiences:",
            *(
                f"  {language}: {{language: {language}, city: {city}, accounts: "
                f"[{', '.join(f'{network}-{numbers[language]}' for network in NETWORKS)}]}}"
                for language, city in CITIES.items()
            ),
            "accounts:",
        ]
        for number in numbers.values():
            lines += [
                f"  mastodon-{number}: {{kind: mastodon, server: '{networks['mastodon']}', spacing: 1 s}}",
                f"  x-{number}: {{kind: x, account: '@handle{number}', api: '{networks['x']}', spacing: 1 s}}",
                (
                    f"  telegram-{number}: {{kind: telegram, credentials: telegram, channel: '@channel{number}', api: "
                    f"'{networks['telegram']}', spacing: 1 s}}"
                ),
            ]
        settings = "\n".join([*lines, "quiet-hours: none", "if-late: up to 3 hours"]) + "\n"
        (self.ground.folder / "settings.yaml").write_text(settings, encoding="utf-8")

    @property
    def _days(self) -> int:
        return -(-self.deliveries // A_DAY)

    def _months(self, today: date) -> Iterator[str]:
        tomorrow, last = today + timedelta(days=1), today + timedelta(days=self._days)
        numbers = ", ".join(str(number) for number in range(self._days, 0, -1))
        for number in range(COUNTDOWNS):
            when = f"{numbers} days before release at {9 + number:02}:15"
            yield f"  countdown-{number}:\n    when: {when}\n    silent: yes"
        for number in range(DAILY):
            yield (
                f"  daily-{number}:\n    when: every day at {8 + number:02}:40 from {tomorrow} to {last}\n"
                f"    languages: {{mastodon: all, telegram: all, x: []}}"
            )
            if number % 3 == 0:
                words = ", ".join(f"{language}: 'Chaque jour, {number} fois ({language}).'" for language in CITIES)
                yield f"    text: {{{words}}}"


def _messages(language: str) -> Iterator[str]:
    for number in range(COUNTDOWNS):
        yield (
            f"countdown-{number} =\n    {{ $days ->\n        [one] {language} {number}: {'{ $days }'} day left (one).\n"
            f"        [few] {language} {number}: {'{ $days }'} days left (few).\n"
            f"        [many] {language} {number}: {'{ $days }'} days left (many).\n"
            f"       *[other] {language} {number}: {'{ $days }'} days left.\n    }}\n"
            f"    .telegram = Telegram {language} {number}: {'{ $days }'} days left. Write to them, today."
        )
    for number in range(DAILY):
        if number % 3:
            yield f"daily-{number} = Every day at this hour, in {language}: write a letter, number {number}."
