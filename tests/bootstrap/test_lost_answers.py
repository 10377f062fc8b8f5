"""Over real HTTP: servers that execute and then say nothing, and a daemon that is killed again and again."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.checking import check
from bot.bootstrap.duties import duties
from bot.bootstrap.rehearsing import _staged
from bot.bootstrap.sending import crew, network
from bot.campaign.delivery import State
from bot.campaign.model import Account, Settings
from bot.clock import VirtualClock
from bot.outbox import open_outbox
from bot.ports import Delivery, Network
from bot.rehearsal.play import Play, Published, Watched
from bot.rehearsal.stage import Received, Stage
from tests.daemon.days import KilledError

POSTS = 12
SETTINGS = """\
campaign: Small
hashtags: ["#Small"]
staff: {language: en, chat: -1001234567890, people: {Jean: 1}}
deadlines: {rally: 2031-06-10 at 14:00 in Paris}
audiences: {france: {language: fr, city: Paris, accounts: [masto, bird, canal]}}
accounts:
  masto: {kind: mastodon, server: "http://127.0.0.1:9", public: 99 a day}
  bird: {kind: x, account: "@small", api: "http://127.0.0.1:9"}
  canal: {kind: telegram, channel: "@small_fr", api: "http://127.0.0.1:9"}
quiet-hours: none
"""
PATHS = {"mastodon": "/api/v1/statuses", "x": "/2/tweets", "telegram": "*/sendMessage"}


class Forgetful(Stage):
    """Four calls in ten are executed and not answered; no idempotency key is honoured."""

    seed = 0

    def cast(self, settings: Settings) -> tuple[Settings, Mapping[str, Mapping[str, str]]]:
        """Give out the parts, then plant the faults."""
        played = super().cast(settings)
        chance = random.Random(self.seed)  # noqa: S311 -- to be repeated by its seed
        lost: list[dict[str, Any]] = [
            {"network": name, "when": {"method": "POST", "path": path, "nth": nth}, "do": "cut_after", "times": 1}
            for name, path in PATHS.items()
            # The first post of a Telegram channel cannot be read back: nobody knows where to begin.
            for nth in range(2, 8 * POSTS)
            if chance.random() < 0.4
        ]
        self._control("POST", "faults", lost)
        self._control("POST", "settings", {"mastodon_idempotency": "ignored"})
        return played


def lived(folder: Path, seed: int) -> tuple[Sequence[Delivery], Sequence[Received], int]:
    """The campaign played to its end by one daemon after another: rows, what arrived, and how many were killed."""
    campaign = check(folder).loaded.campaign
    assert campaign is not None
    chance = random.Random(seed)  # noqa: S311 -- the same
    killed = 0

    def seen(_: Published) -> None:
        # The network has answered; nothing of it is written down yet.
        if chance.random() < 0.3:
            raise KilledError

    with type("Seeded", (Forgetful,), {"seed": seed})() as stage, contextlib.ExitStack() as whole:
        settings, made_up = stage.cast(campaign.settings)
        running = _staged(campaign, settings)
        first = min(slot.due for slot in running.slots)
        clock = VirtualClock(first - timedelta(minutes=1))
        outbox = open_outbox("sqlite:///outbox.db", folder)
        whole.callback(outbox.close)

        def make(account: Account) -> Network:
            own = network(account, made_up[account.name], settings.staff.chat)
            return Watched(account, own, clock, seen)

        while clock.now() < first + timedelta(hours=5):
            with contextlib.ExitStack() as run, contextlib.suppress(KilledError):
                woken: list[str] = []
                cast = crew(folder, running, outbox, clock, networks=make, var=folder / "var", wake=woken.append)
                outbox.recover(cast.means.owner, clock.now())
                cast.planner.run_once(clock.now())
                doors = [cast.open_door(account) for account in settings.accounts.values()]
                followers = [shift for shift in duties(cast) if shift.rehearsed]
                for door in doors:
                    run.callback(door.close)
                for shift in followers:
                    run.callback(shift.close)
                killed += 1
                play = Play([], doors, [shift.duty for shift in followers], clock, stage.turn_clock)
                for _ in play.run(first + timedelta(hours=5)):
                    for name in woken:
                        play.wake(name)
                    woken.clear()
                killed -= 1
                clock.set(first + timedelta(hours=5))
        return outbox.deliveries(), stage.received(), killed


@pytest.mark.parametrize("seed", range(1))
def test_four_lost_answers_in_ten_and_a_daemon_killed_again_and_again_lose_nothing_and_double_nothing(
    tmp_path: Path, seed: int
) -> None:
    (tmp_path / "schedules").mkdir()
    (tmp_path / "messages" / "fr").mkdir(parents=True)
    (tmp_path / "messages" / "fr" / "none.ftl").write_text("# rien\n", encoding="utf-8")
    (tmp_path / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "schedules" / "all.yaml").write_text(
        "posts:\n"
        + "".join(
            f"  p{number:02}:\n    when: 2031-06-05 at 12:{2 * number:02}\n    text: {{fr: Numéro {number}.}}\n"
            for number in range(POSTS)
        ),
        encoding="utf-8",
    )
    rows, received, killed = lived(tmp_path, seed)
    assert Counter((row.account, row.state) for row in rows) == {
        (account, State.SENT): POSTS for account in ("masto", "bird", "canal")
    }
    arrived = Counter((post.account, post.text) for post in received)
    assert arrived == {(row.account, row.text): 1 for row in rows}
    assert killed >= 5
