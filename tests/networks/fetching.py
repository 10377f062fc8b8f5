"""What the tests of fetching pictures share."""

from __future__ import annotations

from collections.abc import Sequence

from bot.campaign.outcome import NotSent
from bot.networks.fetch import Fetcher
from bot.networks.http import Why
from bot.ports import Unfetched

JPEG = b"\xff\xd8\xff\xe0 and then some"
NAME = "photos.example"


class Resolver:
    """Answers each question with the next of its answers, the last one again and again."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def stands_in(deadline_s: float = 5.0, resolve: Resolver | None = None) -> Fetcher:
    return Fetcher(insecure_loopback=True, deadline_s=deadline_s, resolve=resolve or Resolver(["127.0.0.1"]))


def refused(told: object, why: Why) -> None:
    assert isinstance(told, Unfetched), told
    assert told.reason.partition(": ")[0] == why


def later(told: object, detail: str) -> NotSent:
    assert isinstance(told, NotSent), told
    assert told.reason == f"{Why.PICTURE_LATER}: {detail}"
    return told
