from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from PIL import Image

from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.supporters import Meaning, meaning
from bot.campaign.tags import Exact, LookAlike, Nothing, match
from bot.rehearsal.scenes import BOMB_SIDE, Snapshot, bomb, saved_again, snapshots, thumbnail
from bot.rehearsal.supporters import (
    MOST_STEPS,
    SHORTEST_STEP,
    STOPS,
    Kind,
    Stage,
    Supporter,
    gathered,
    looks_like,
    step_of,
)

OPENS = datetime(2023, 8, 30, 8, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=5)
ACCOUNTS = [Account(name.value, name, Place("settings.yaml")) for name in (NetworkName.MASTODON, NetworkName.X)]
TAG = "#FreeAzat"


def drawn() -> list[Snapshot]:
    return snapshots(["A", "B"], Random(3))  # noqa: S311 -- chance of a play, not of a lock


def everybody(seed: int = 1, number: int = 210) -> list[Supporter]:
    return gathered(ACCOUNTS, [TAG], OPENS, CLOSES, pictures=16, number=number, seed=seed)


def test_the_same_seed_gathers_the_same_people_and_another_seed_others() -> None:
    assert everybody(1) == everybody(1)
    assert [each.at for each in everybody(1)] != [each.at for each in everybody(2)]


def test_there_are_some_of_every_kind_and_on_each_network_some_take_theirs_back_at_every_stage() -> None:
    people = everybody()
    assert len(people) == 210
    assert {each.kind for each in people} == set(Kind) - {Kind.DECLINED, Kind.SILENT, Kind.LISTED}
    for network in (NetworkName.MASTODON, NetworkName.X):
        backs = [each.taken_back for each in people if each.network is network and each.taken_back]
        assert {back.after for back in backs} == set(Stage)
        assert {back.how for back in backs if back.after is Stage.QUEUED} == {back.how for back in backs}
    assert Counter(each.refused for each in people)[True] >= 210 / 12 - 5


def test_everybody_posts_on_a_step_while_photos_are_taken() -> None:
    step = step_of(OPENS, CLOSES)
    assert all(OPENS <= each.at < CLOSES and not (each.at - OPENS) % step for each in everybody())
    assert [each.at for each in everybody()] == sorted(each.at for each in everybody())


def test_over_years_people_act_more_seldom() -> None:
    assert step_of(OPENS, OPENS + timedelta(days=1)) == SHORTEST_STEP
    assert timedelta(days=3650) / step_of(OPENS, OPENS + timedelta(days=3650)) == pytest.approx(MOST_STEPS)


def test_nobody_comes_where_there_is_no_account_no_tag_or_no_time() -> None:
    assert gathered([], [TAG], OPENS, CLOSES, pictures=16) == []
    assert gathered(ACCOUNTS, [], OPENS, CLOSES, pictures=16) == []
    assert gathered(ACCOUNTS, [TAG], CLOSES, OPENS, pictures=16) == []


@pytest.mark.parametrize("language", STOPS)
def test_whoever_asks_to_stop_is_understood_in_their_language(language: str) -> None:
    assert meaning(STOPS[language], language).meaning is Meaning.STOP


def test_the_tag_that_looks_alike_does_and_is_not_the_one() -> None:
    for each in everybody():
        found = match([], each.text, [TAG])
        kinds = {Kind.LOOK_ALIKE: LookAlike, Kind.UNTAGGED: Nothing}
        assert isinstance(found, kinds.get(each.kind, Exact)), each.text
    assert looks_like("#Свобода1") != "#Свобода1"


def test_pictures_are_the_same_for_the_same_seed_and_no_two_are_alike() -> None:
    one, again = drawn(), drawn()
    assert [each.data for each in one] == [each.data for each in again]
    assert len({each.data for each in one}) == len(one)


def test_phones_leave_where_they_were_and_which_way_up_and_a_thumbnail_has_nothing_of_it() -> None:
    with_place, orientations = 0, set()
    for each in drawn():
        with Image.open(io.BytesIO(each.data)) as picture:
            exif = picture.getexif()
            with_place += bool(exif.get_ifd(0x8825))
            orientations.add(exif.get(0x0112))
            upright = picture.size if exif.get(0x0112) not in {6, 8} else picture.size[::-1]
        with Image.open(io.BytesIO(thumbnail(each.data))) as small:
            assert not small.getexif()
            assert (small.width > small.height) == (upright[0] > upright[1])
    assert with_place >= 7
    assert orientations >= {1, 3, 6, 8}


def test_a_picture_saved_again_is_another_file_and_a_bomb_is_small_until_it_is_opened() -> None:
    first = drawn()[0]
    assert saved_again(first).data != first.data
    assert len(bomb().data) < 300_000
    width, height = (int.from_bytes(bomb().data[at : at + 4]) for at in (16, 20))
    assert width * height == BOMB_SIDE**2 == 400_000_000
