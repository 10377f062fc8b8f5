"""A network's limits are those it told last: no post waits for them, and none is refused for a server that is ill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from bot.campaign.delivery import State
from bot.campaign.model import DEFAULT_LIMITS, Limits, NetworkName
from bot.daemon.door import Door
from bot.daemon.errands import Errands
from bot.daemon.live import snapshot_of
from bot.daemon.sender import Sender
from bot.files.last_good import LastGood
from bot.files.version import version
from bot.ports import ErrandKind, Network
from tests.daemon import cast as casting
from tests.daemon.cast import NOON, Cast
from tests.daemon.watched import Watched

SHORT = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    message: words\n"
WORDS = " ".join(["mot"] * 175)
LARGE = replace(DEFAULT_LIMITS[NetworkName.MASTODON], characters=5000, characters_with_picture=5000)


class Asked:
    """A network, and the names of all that it was asked."""

    def __init__(self, real: object, told: Limits | None = None) -> None:
        self._real = real
        self._told = told
        self.names: list[str] = []

    def __getattr__(self, name: str) -> Any:  # whatever a network can do
        self.names.append(name)
        return (lambda: self._told) if name == "limits" else getattr(self._real, name)


def large(folder: Path, told: Limits | None) -> tuple[Cast, Asked]:
    """A campaign with a post of 700 characters, on a server that once said it takes 5000 and says ``told`` now."""
    played = casting.cast(folder, SHORT, words="words = Un.\n")
    played.write(SHORT, words=f"words = {WORDS}\n")
    running = version(folder, LastGood(folder / "var" / "last-good"), {"masto": LARGE}, lambda _: None, NOON)
    played.live.replace(snapshot_of(running))
    network = Asked(played.network, told)
    means = replace(played.means, limits=lambda _: LARGE, networks=lambda _: cast("Network", network))
    sender = Sender(played.sender.account, cast("Network", network), means)
    return replace(played, means=means, sender=sender), network


def test_a_long_post_goes_out_by_what_the_server_told_once_though_it_tells_nothing_at_its_instant(
    tmp_path: Path,
) -> None:
    played, network = large(tmp_path, None)
    played.run(NOON)
    assert [len(post.text) > 500 for post, _ in played.network.published] == [True]
    assert network.names == ["prepare", "publish"], "and nobody asked it"


def test_between_the_intent_and_the_first_byte_nothing_is_asked_over_the_network(tmp_path: Path) -> None:
    played, network = large(tmp_path, LARGE)
    before: list[Sequence[str]] = []
    outbox = Watched(played.outbox, after_begin=lambda: before.append(list(network.names)))
    sender = Sender(played.sender.account, cast("Network", network), replace(played.means, outbox=outbox))
    sender.run_once(NOON)
    (begun,) = before
    assert network.names[len(begun) :] == ["publish"]
    assert played.only().state is State.SENT


def test_what_a_server_does_not_tell_when_its_account_is_opened_leaves_what_it_told_before(tmp_path: Path) -> None:
    learned: list[tuple[str, Limits]] = []
    played, _ = large(tmp_path, None)
    Door(played.sender, played.means, lambda *told: learned.append(told)).run_once(NOON)
    assert learned == []
    assert played.only().state is State.SENT


def test_what_it_tells_when_its_account_is_opened_is_learned(tmp_path: Path) -> None:
    learned: list[tuple[str, Limits]] = []
    played, _ = large(tmp_path, LARGE)
    Door(played.sender, played.means, lambda *told: learned.append(told)).run_once(NOON)
    assert learned == [("masto", LARGE)]


def test_new_words_too_are_measured_by_what_the_server_told_once(tmp_path: Path) -> None:
    played, network = large(tmp_path, None)
    played.run(NOON)
    key, other = played.only().key, f"{WORDS} mot"
    played.write(SHORT, words=f"words = {other}\n")
    running = version(tmp_path, LastGood(tmp_path / "var" / "last-good"), {"masto": LARGE}, lambda _: None, NOON)
    played.live.replace(snapshot_of(running))
    played.outbox.order(key, ErrandKind.REPLACE, "Jean", NOON, text=f"{other}\n#Small")
    Errands(played.means).run_once(NOON)
    assert played.network.there() == [], "the first one is deleted, for the new one can be said"
    assert "limits" not in network.names
    assert played.only().state is State.PLANNED
