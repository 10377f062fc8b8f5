"""STOP on X, where it is kept nowhere whose a photo is: that is asked once, and again when it was not answered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from bot.campaign.model import NetworkName
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import State
from bot.daemon.photos.sources import Sources
from bot.ports import Saying, Seen, Vanished, Wanted
from tests.daemon.photos.photo_cast import SCHEDULE, TAKING, PhotoCast, Supporters, photo_cast

ON_X = TAKING.replace("accounts: [masto]", "accounts: [masto, bird]").replace(
    "accounts:\n  masto:", 'accounts:\n  bird: {kind: x, account: "@small"}\n  masto:'
)


@dataclass
class Billed(Supporters):
    """Each look has its price."""

    looked: list[str] = field(default_factory=list)

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """Noted, and billed."""
        self.looked.append(remote_id)
        seen = super().look_at(remote_id, wanted)
        return Seen(seen.found, Decimal("0.015")) if isinstance(seen, Seen) else seen


def five_photos(folder: Path) -> tuple[PhotoCast, Billed]:
    """They wait for a person."""
    scene, billed = photo_cast(folder, ON_X), Billed(page=50)
    scene.supporters = billed
    scene.kit.intakes = lambda _: billed
    for number in range(5):
        scene.posted(f"{number}7", by=f"author of {number}7", network=NetworkName.X)
    scene.collect(16)
    assert scene.states() == [State.QUEUED] * 5
    billed.looked.clear()
    return scene, billed


def stop(scene: PhotoCast, by: str, about: str = "") -> None:
    """As X names what is answered."""
    scene.supporters.sayings.append(Saying(by, "STOP", about, about, scene.cast.clock.now(), "en"))


def test_a_stop_that_comes_while_x_shows_nothing_is_heard_when_it_does(tmp_path: Path) -> None:
    scene, billed = five_photos(tmp_path)
    billed.looks["17"] = NotSent("too many requests")
    stop(scene, "author of 17", "17")
    stop(scene, "author of 27", "27")
    scene.collect(16)
    assert scene.states().count(State.WITHDRAWN) == 1, "whoever can be told is not kept waiting"
    del billed.looks["17"]
    scene.collect(16)
    assert [place for place, state in enumerate(scene.states()) if state is State.WITHDRAWN] == [1, 2]


def test_a_stop_that_nobody_can_place_keeps_mentions_waiting_for_a_day_at_most(tmp_path: Path) -> None:
    scene, billed = five_photos(tmp_path)
    billed.looks["17"] = NotSent("unreadable")
    stop(scene, "author of 17", "17")
    for _ in range(100):
        scene.collect(16)
    stop(scene, "author of 37", "37")
    looked = len(billed.looked)
    for _ in range(3):
        scene.collect(16)
    assert len(billed.looked) == looked + 1


def test_strangers_who_say_stop_are_billed_for_once_and_take_nothing_back(tmp_path: Path) -> None:
    scene, billed = five_photos(tmp_path)
    for number in range(20):
        stop(scene, f"troll {number}")
    scene.collect(16)
    stop(scene, "another troll")
    scene.collect(16)
    assert len(billed.looked) == 5
    assert scene.cast.outbox.noted("photos of bird cost: 2030-06") == "0.075"
    assert scene.states() == [State.QUEUED] * 5
    assert scene.cast.outbox.photos_by("author of 17") == []


def test_when_the_money_for_searching_is_spent_the_staff_hear_once_and_withdrawals_are_heard_on(tmp_path: Path) -> None:
    scene, billed = five_photos(tmp_path)
    scene.collector.close()
    nobody = Supporters()
    scene.kit.intakes = lambda account: billed if account.network is NetworkName.X else nobody
    scene.cast.outbox.note("photos of bird cost: 2030-06", "5")
    scene.posted("57", by="author of 57", network=NetworkName.X)
    for number in (1, 2, 3):
        stop(scene, f"author of {number}7", f"{number}7")
        scene.collect(16)
        assert scene.states().count(State.WITHDRAWN) == number
    assert len(scene.states()) == 5, "nothing more is searched"
    assert scene.cast.alarms().count("photos-reading-paid-up") == 1
    scene.cast.write(SCHEDULE, ON_X.replace("photos: {", "photos: {x-reading: 6 USD a month, "))
    scene.cast.load()
    scene.collect(16)
    assert len(scene.states()) == 6, "there is money again"


def test_a_look_at_what_is_about_to_be_reposted_is_paid_for_and_never_left_out_for_money(tmp_path: Path) -> None:
    scene, billed = five_photos(tmp_path)
    scene.cast.outbox.note("photos of bird cost: 2030-06", "5")
    bird = scene.cast.means.live.snapshot.campaign
    assert bird is not None
    sources, [photo, *_] = Sources(scene.kit), scene.cast.outbox.photos()
    row = replace(scene.cast.rows()[0], entry="photos", occurrence=photo.id)
    assert sources.before(row, bird.settings.accounts["bird"]) is None
    assert len(billed.looked) == 1
    assert scene.cast.outbox.noted("photos of bird cost: 2030-06") == "5.015"
