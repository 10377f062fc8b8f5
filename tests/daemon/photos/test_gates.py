"""The gates before a supporter's photo goes out, each asked by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import DEFAULT_LIMITS, Account, Campaign, NetworkName, QuietHours
from bot.campaign.photo import Reason
from bot.campaign.photo import State as PhotoState
from bot.daemon.live import Snapshot
from bot.daemon.photos.gates import CHANGED, NOT_APPROVED, examine_photo, zone_of
from bot.daemon.verdicts import QUIET, Held, Ready, Refused, Verdict
from bot.ports import PHOTOS, Delivery
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast


@pytest.fixture
def scene(tmp_path: Path) -> PhotoCast:
    """One photo is approved, and its turn has come."""
    made = photo_cast(tmp_path)
    made.posted("a")
    made.collect()
    made.approve("a")
    made.reposter.run_once(made.turn(1))
    return made


def row_of(scene: PhotoCast) -> Delivery:
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    return row


def asked(
    scene: PhotoCast,
    running: Snapshot | None = None,
    *,
    account: Account | None = None,
    row: Delivery | None = None,
    now: datetime | None = None,
) -> Verdict:
    snapshot = running if running is not None else scene.cast.live.snapshot
    own = account if account is not None else scene.campaign.settings.accounts["masto"]
    limits = DEFAULT_LIMITS[NetworkName.MASTODON]
    at = now if now is not None else scene.cast.clock.now()
    return examine_photo(row or row_of(scene), own, snapshot, scene.cast.outbox, limits, at)


def saying(scene: PhotoCast, *, broken: frozenset[str] = frozenset(), **settings: object) -> Snapshot:
    """The files, with other settings."""
    campaign = scene.campaign
    changed: Campaign = replace(campaign, settings=replace(campaign.settings, **settings))  # type: ignore[arg-type]
    return replace(scene.cast.live.snapshot, campaign=changed, broken=broken)


def test_what_a_person_said_yes_to_is_ready_as_it_was_seen(scene: PhotoCast) -> None:
    verdict = asked(scene)
    assert isinstance(verdict, Ready)
    assert (verdict.post.repost_of, verdict.post.text, verdict.post.language) == ("a", "", "fr")


def test_without_settings_it_waits_for_them_and_the_staff_have_been_told(scene: PhotoCast) -> None:
    nobody_knows = replace(scene.cast.live.snapshot, campaign=None)
    assert asked(scene, nobody_knows) == Held(HeldFor.BROKEN_FILE, told=True)
    assert asked(scene, saying(scene, photos=None, broken=frozenset({"settings.yaml"}))) == Held(
        HeldFor.BROKEN_FILE, told=True
    )


def test_a_broken_file_of_something_else_holds_no_photo(scene: PhotoCast) -> None:
    assert isinstance(asked(scene, saying(scene, broken=frozenset({"schedules/a.yaml"}))), Ready)


def test_a_campaign_that_takes_no_photos_any_more_posts_none(scene: PhotoCast) -> None:
    assert asked(scene, saying(scene, photos=None)) == Refused(State.CANCELLED, NOT_APPROVED)


@pytest.mark.parametrize("state", [PhotoState.WITHDRAWN, PhotoState.REJECTED])
def test_one_that_is_no_longer_approved_does_not_go(scene: PhotoCast, state: PhotoState) -> None:
    if state is PhotoState.WITHDRAWN:
        scene.withdraw("a")
    else:
        photo = scene.photo("a")
        assert scene.cast.outbox.step_photo(photo, PhotoState.QUEUED, Reason.CHANGED, scene.cast.clock.now())
    assert asked(scene) == Refused(State.CANCELLED, NOT_APPROVED)


def test_a_row_of_a_photo_that_nobody_knows_does_not_go(scene: PhotoCast) -> None:
    unknown = replace(row_of(scene), occurrence="f" * 16)
    assert asked(scene, row=unknown) == Refused(State.CANCELLED, NOT_APPROVED)


def test_a_row_for_another_place_does_not_go(scene: PhotoCast) -> None:
    elsewhere = replace(row_of(scene), key=f"{PHOTOS}/{row_of(scene).occurrence}/all/masto")
    assert asked(scene, row=elsewhere) == Refused(State.CANCELLED, NOT_APPROVED)


def test_an_account_that_an_edit_made_another_one_is_not_the_one_of_the_yes(scene: PhotoCast) -> None:
    other = replace(scene.campaign.settings.accounts["masto"], address="https://elsewhere.example")
    assert asked(scene, account=other) == Refused(State.CANCELLED, NOT_APPROVED)


def test_what_changed_since_the_yes_does_not_go(scene: PhotoCast) -> None:
    photo = scene.photo("a")
    assert scene.cast.outbox.keep_photo(replace(photo, fingerprint="another picture"), scene.cast.clock.now())
    assert asked(scene) == Refused(State.CANCELLED, CHANGED)


def test_in_quiet_hours_it_waits_for_their_end_by_the_clock_of_its_audience(scene: PhotoCast) -> None:
    now = scene.cast.clock.now()
    # It is noon in Paris, and ten by UTC.
    quiet = saying(scene, quiet_hours=QuietHours(time(11, 30), time(16)))
    assert zone_of(scene.campaign.settings.accounts["masto"], scene.campaign) == "Europe/Paris"
    end = now.replace(hour=14, minute=0)
    assert asked(scene, quiet) == Refused(State.PLANNED, QUIET, end)
    assert isinstance(asked(scene, quiet, now=end), Ready)


def test_it_does_not_go_before_its_turn_and_goes_at_it(scene: PhotoCast) -> None:
    due = row_of(scene).due
    early = due - timedelta(seconds=1)
    assert asked(scene, now=early) == Refused(State.PLANNED, QUIET, due)
    assert isinstance(asked(scene, now=due), Ready)


def test_an_account_of_no_audience_lives_by_utc(scene: PhotoCast) -> None:
    stranger = replace(scene.campaign.settings.accounts["masto"], name="other")
    assert zone_of(stranger, scene.campaign) == "UTC"
