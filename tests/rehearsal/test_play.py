"""Whole rehearsals: of the shipped campaign, and on stand-ins that fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.checking import check
from bot.bootstrap.rehearsing import Performance, Rehearsal
from bot.campaign.model import NetworkName, Settings
from bot.errors import UnreachableError
from bot.rehearsal.stage import Stage
from tests.cli.camp import BRIEF, campaign

ROOT = Path(__file__).parent.parent.parent
FEW = 12
SMALL = {"schedules/small.yaml": BRIEF}


def performed(folder: Path, *, approvals: bool = True, stage: Callable[[], Stage] = Stage) -> Performance:
    """Play it to its end, with a few supporters: all of them are played by ``make run``."""
    rehearsal = Rehearsal(folder, check(folder), approvals=approvals, stage=stage, supporters=FEW)
    moments = list(rehearsal.moments(lambda _: None))
    assert moments == sorted(moments)
    return rehearsal.performance


@pytest.fixture(scope="module")
def shipped() -> Performance:
    return performed(ROOT)


def test_the_shipped_campaign_reaches_everyone_exactly_once(shipped: Performance) -> None:
    found = shipped.report
    assert (found.lost, found.twice, found.missed, found.rejected, found.ask, found.held) == (0, 0, 0, 0, 0, 0)
    assert found.sent == found.planned == len(shipped.received) == check(ROOT).deliveries > 200
    assert found.good


def test_every_picture_can_be_heard(shipped: Performance) -> None:
    networks = {row.account: row.network for row in shipped.rows}
    for post in shipped.received:
        if post.picture_sha256 and networks[post.account] is not NetworkName.TELEGRAM:
            assert post.alt.strip(), post
    assert any(post.picture_sha256 for post in shipped.received)


def test_every_mastodon_post_says_its_language(shipped: Performance) -> None:
    languages = {(row.account, row.text): row.language for row in shipped.rows}
    on_mastodon = [post for post in shipped.received if post.account == "mastodon"]
    assert on_mastodon
    for post in on_mastodon:
        assert post.language.casefold() in languages[post.account, post.text].casefold()
        assert post.language


def test_every_picture_received_is_in_hand_for_the_book(shipped: Performance) -> None:
    assert set(shipped.pictures) == {post.picture_sha256 for post in shipped.received if post.picture_sha256}
    assert all(data[:4] in {b"\x89PNG", b"\xff\xd8\xff\xe0"} for data in shipped.pictures.values())


class Failing(Stage):
    """Stand-ins with faults."""

    faults: tuple[Mapping[str, Any], ...] = ()

    def cast(self, settings: Settings) -> tuple[Settings, Mapping[str, Mapping[str, str]]]:
        """Give out the parts, then plant the faults."""
        played = super().cast(settings)
        self._control("POST", "faults", list(self.faults))
        return played


def failing(*faults: Mapping[str, Any]) -> type[Failing]:
    return type("Failing", (Failing,), {"faults": faults})


def fault(network: str, path: str, do: str, **more: Any) -> dict[str, Any]:
    return {"network": network, "when": {"method": "POST", "path": path, "nth": 1}, "do": do, "times": 1, **more}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return campaign(tmp_path / "small", files=SMALL)


def test_a_post_that_a_network_refuses_for_good_is_reported(small: Path) -> None:
    found = performed(
        small, stage=failing(fault("x", "/2/tweets", "status", status=400, body='{"detail": "no"}'))
    ).report
    assert not found.good
    assert found.rejected + found.lost >= 1
    assert found.twice == 0


@pytest.mark.parametrize("network", ["mastodon", "x"])
@pytest.mark.parametrize("do", ["cut_after", "cut_before", "execute_then_status"])
def test_a_post_whose_answer_was_lost_is_found_or_sent_again_and_never_doubled(
    small: Path, network: str, do: str
) -> None:
    path = {"mastodon": "/api/v1/statuses", "x": "/2/tweets"}[network]
    found = performed(small, stage=failing(fault(network, path, do))).report
    assert (found.ask, found.lost, found.twice) == (0, 0, 0)
    assert found.good


def test_a_lost_answer_on_a_channel_that_nobody_can_read_back_is_asked_about(small: Path) -> None:
    lost = {"network": "telegram", "when": {"method": "POST", "path": "*/send*", "nth": 1}, "do": "cut_after"}
    found = performed(small, stage=failing(lost)).report
    assert (found.ask, found.twice, found.good) == (1, 0, False)


def test_an_account_that_is_refused_once_is_asked_again_and_goes_on_by_itself(small: Path) -> None:
    refused = fault("x", "/2/tweets", "status", status=403, body='{"detail": "no"}')
    assert performed(small, stage=failing(refused)).report.good


def test_a_refused_token_costs_the_posts_of_that_account_alone(small: Path) -> None:
    broken = {"network": "telegram", "when": {"method": "POST", "path": "*/send*"}, "do": "status", "status": 401}
    found = performed(small, stage=failing(broken | {"body": '{"ok": false, "error_code": 401}'})).report
    assert not found.good
    assert found.accounts["canal"]["received"] == 0
    assert found.missed == found.accounts["canal"]["planned"]
    for name in ("masto", "bird"):
        assert found.accounts[name]["received"] == found.accounts[name]["planned"]


def test_what_is_not_executed_is_tried_again_and_is_good_in_the_end(small: Path) -> None:
    stumbling = fault("mastodon", "/api/v1/statuses", "status", status=429, body='{"error": "Too many requests"}')
    found = performed(small, stage=failing(stumbling)).report
    assert found.good
    assert found.accounts["masto"]["received"] == found.accounts["masto"]["planned"]


def test_without_approvals_what_is_held_does_not_go_out(small: Path) -> None:
    played = performed(small, approvals=False)
    assert played.report.held == 4
    assert played.report.good
    assert not any(post.text.startswith(("Oui", "Yes")) for post in played.received)


def test_stand_ins_that_are_gone_are_said_in_words() -> None:
    with Stage() as stage:
        stage.turn_clock(datetime(2023, 9, 1, tzinfo=UTC))
        stage._process.kill()
        stage._process.wait()
        with pytest.raises(UnreachableError, match="no longer answer"):
            stage.turn_clock(datetime(2023, 9, 2, tzinfo=UTC))


def test_stand_ins_that_do_not_start_are_said_in_words() -> None:
    with Stage() as stage:
        stage._process.kill()
        with pytest.raises(UnreachableError, match="did not start"):
            stage.turn_clock(datetime(2023, 9, 1, tzinfo=UTC))


def test_two_mastodon_accounts_whose_names_look_alike_stay_two(tmp_path: Path) -> None:
    folder = campaign(tmp_path, files=SMALL)
    settings = folder / "settings.yaml"
    text = settings.read_text(encoding="utf-8").replace("masto]}", "masto, ma-sto, ma_sto]}")
    more = "".join(
        f'  {name}: {{kind: mastodon, server: "https://{host}.example"}}\n'
        for name, host in (("ma-sto", "one"), ("ma_sto", "two"))
    )
    settings.write_text(text.replace("accounts:\n", f"accounts:\n{more}"), encoding="utf-8")
    found = performed(folder).report
    assert found.good
    assert found.accounts["ma-sto"]["received"] == found.accounts["ma_sto"]["received"] > 0
