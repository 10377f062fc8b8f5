from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from PIL import Image

from bot.campaign.supporters import Meaning, meaning
from bot.photos.cities import resolve
from bot.ports.cities import Clear, Unsure
from bot.rehearsal.scenes import snapshots
from bot.rehearsal.supporters import How, Kind, Stage, Supporter, Way
from bot.rehearsal.writers import (
    CITIES,
    COUNTRIES,
    LISTED,
    NO,
    PARTS,
    SHOWS_CITY,
    YES,
    agreement,
    mark,
    own_picture,
    traces,
    writers,
)
from bot.wording.replies import permissions

OPENS = datetime(2023, 8, 30, 8, 0, tzinfo=UTC)
STEP = timedelta(hours=2)
WAYS = {Way.CHAT: ("canal",), Way.MAIL: ("masto", "canal")}


def everybody(number: int = 210) -> list[Supporter]:
    return writers(WAYS, OPENS, STEP, 60, pictures=16, number=number)


def test_each_has_a_number_of_their_own_behind_those_who_post_and_a_picture_of_their_own() -> None:
    people = everybody()
    assert [each.number for each in people] == list(range(210 - len(people), 210))
    own = [each.picture for each in people if each.kind is not Kind.BOMB]
    assert len(set(own)) == len(own)
    assert min(own) == 16
    assert {each.picture for each in people if each.kind is Kind.BOMB} == {15}


def test_all_come_on_a_step_in_the_first_half_of_the_time() -> None:
    for each in everybody():
        assert OPENS <= each.at <= OPENS + STEP * 30
        assert not (each.at - OPENS) % STEP


def test_on_both_ways_some_say_no_and_some_take_theirs_back_before_and_after_it_is_out() -> None:
    for way in PARTS:
        people = [each for each in everybody() if each.way is way]
        backs = {each.taken_back.after for each in people if each.taken_back}
        assert {Stage.QUEUED, Stage.REPOSTED} <= backs
        assert {each.kind for each in people} >= {Kind.PLAIN, Kind.DECLINED}
        assert any(each.refused for each in people)
        assert any(each.kind is Kind.PLAIN and not each.refused and not each.taken_back for each in people)
        assert {each.accounts for each in people} == {WAYS[way]}
    ways = {each.taken_back.how for each in everybody() if each.taken_back}
    assert ways == {How.STOP, How.CODE, How.BLOCKED}


def test_nobody_writes_where_there_is_no_way_and_few_where_there_are_few() -> None:
    assert writers({}, OPENS, STEP, 60, pictures=16, number=210) == []
    assert everybody(7) == []
    assert len(everybody(16)) == 4


@pytest.mark.parametrize("language", YES)
def test_what_they_answer_is_understood_in_their_language(language: str) -> None:
    assert meaning(YES[language], language).meaning is Meaning.YES
    assert meaning(NO[language], language).meaning is Meaning.NO
    assert permissions(f"{YES[language]}\n{SHOWS_CITY[language]}") == (frozenset({"city"}), YES[language])


def test_whoever_declines_says_no_and_every_other_one_lets_their_city_be_shown() -> None:
    declining = [each for each in everybody() if each.kind is Kind.DECLINED]
    assert all(meaning(agreement(each), each.language).meaning is Meaning.NO for each in declining)
    others = {permissions(agreement(each))[0] for each in everybody() if each.kind is Kind.PLAIN}
    assert others == {frozenset(), frozenset({"city"})}


@pytest.mark.parametrize("language", CITIES)
def test_each_city_lies_where_the_reviewer_says(language: str) -> None:
    found = resolve(CITIES[language], language, listed=["RU", "BY"])
    assert isinstance(found, Clear | Unsure)
    towns = [found.place] if isinstance(found, Clear) else found.candidates
    assert COUNTRIES[language] in {town.country for town in towns}


def test_the_listed_city_leaves_no_doubt() -> None:
    found = resolve(LISTED[1], LISTED[0], listed=["RU", "BY"])
    assert isinstance(found, Clear)
    assert found.place.country == "RU"


def test_a_phone_leaves_its_traces_in_everybodys_own_file_and_no_two_show_the_same() -> None:
    scene = snapshots(["A", "B"], Random(3))[0]  # noqa: S311 -- chance of a play, not of a lock
    files = {number: own_picture(scene, number).data for number in range(190, 210)}
    shown = set()
    for number, data in files.items():
        assert data.count(mark(number)) >= 5
        assert traces(data, number)
        with Image.open(io.BytesIO(data)) as picture:
            clean = io.BytesIO()
            picture.convert("RGB").save(clean, "PNG")
            shown.add(picture.convert("RGB").tobytes())
        assert not traces(clean.getvalue(), number)
        assert traces(clean.getvalue() + mark(number), number)
    assert len(shown) == len(files)
