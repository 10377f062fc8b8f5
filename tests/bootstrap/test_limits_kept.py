"""What a server told of its limits: kept beside the outbox, in force for whoever sends, until it tells otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap.remembered import remember_limits, remembered_limits
from bot.bootstrap.sending import Crew, crew
from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, NetworkName
from bot.clock import VirtualClock
from tests.daemon.cast import NOON, read, write
from tests.daemon.played import Played
from tests.outbox.ready import ready_outbox

OWN = DEFAULT_LIMITS[NetworkName.MASTODON]
ONCE = replace(OWN, characters=5000)
NOW = replace(OWN, characters=640)
NOTHING = "posts:\n  one:\n    when: 2030-06-09 at 12:00 in Paris\n    text: {fr: Un.}\n"


class Telling(Played):
    """A server that tells ``told`` of its limits."""

    told: Limits | None = None

    def limits(self) -> Limits:
        """No more than that."""
        return self.told  # type: ignore[return-value] # a real adapter may say nothing


def begun(folder: Path, told: Limits | None = None) -> tuple[Crew, Account]:
    """A daemon's crew, and the account whose server tells ``told``."""
    write(folder, NOTHING)
    secrets = folder / "secrets.env"
    secrets.write_text("MASTO_ACCESS_TOKEN=a-token\n", encoding="utf-8")
    secrets.chmod(0o600)
    clock, running = VirtualClock(NOON), read(folder, NOON)
    assert running.campaign is not None
    server = Telling(clock)
    server.told = told
    outbox = ready_outbox(folder)
    built = crew(folder, running, outbox, clock, adapters=lambda *_: server)
    return built, running.campaign.settings.accounts["masto"]


def test_a_daemon_that_was_started_again_knows_what_was_told_to_the_one_before(tmp_path: Path) -> None:
    remember_limits(tmp_path, "masto", ONCE)
    built, account = begun(tmp_path)
    assert built.means.limits(account) == ONCE


def test_a_server_that_was_never_asked_has_the_limits_that_its_kind_has(tmp_path: Path) -> None:
    built, account = begun(tmp_path)
    assert built.means.limits(account) == OWN


@pytest.mark.parametrize(("told", "counts"), [(NOW, NOW), (None, ONCE)], ids=["told anew", "cannot be asked"])
def test_what_counts_is_what_was_told_last(tmp_path: Path, told: Limits | None, counts: Limits) -> None:
    remember_limits(tmp_path, "masto", ONCE)
    built, account = begun(tmp_path, told)
    built.open_door(account).run_once(NOON)
    assert built.means.limits(account) == counts
    assert remembered_limits(tmp_path) == {"masto": counts}
