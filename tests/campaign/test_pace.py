from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.campaign import calendar
from bot.campaign.candidate import Source
from bot.campaign.model import QuietHours
from bot.campaign.pace import Approved, Pace, Repost, Turn, next_reposts
from bot.campaign.quiet import is_quiet

NOW = datetime(2023, 9, 2, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = QuietHours(time(22), time(7, 30))
PACE = Pace()


def photo(
    name: str, city: str = "", author: str = "", hours: float = 1, source: Source = Source.PUBLIC_POST
) -> Approved:
    return Approved(name, "mastodon", source, NOW - timedelta(hours=hours), author, city)


def turns(photos: list[Approved], reposts: list[Repost] | None = None, pace: Pace = PACE) -> list[Turn]:
    return next_reposts(photos, reposts or [], NOW, {"mastodon": pace})


def order(photos: list[Approved], reposts: list[Repost] | None = None, pace: Pace = PACE) -> str:
    return "".join(turn.id for turn in turns(photos, reposts, pace))


def fits(times: list[datetime], pace: Pace) -> bool:
    """By looking at every stretch that begins with a repost: none holds too many, none are too near."""
    times = sorted(times)
    apart = all(later - earlier >= pace.spacing for earlier, later in pairwise(times))
    hours = all(sum(first <= other < first + HOUR for other in times) <= pace.per_hour for first in times)
    days = all(sum(first <= other < first + DAY for other in times) <= pace.per_day for first in times)
    return apart and hours and days


def quiet(at: datetime, pace: Pace) -> bool:
    return pace.quiet is not None and is_quiet(calendar.time_of_day(at, pace.zone), pace.quiet)


INSTANTS = st.integers(-3 * 24 * 60, 0).map(lambda minutes: NOW + timedelta(minutes=minutes))
PHOTOS = st.lists(
    st.builds(
        Approved,
        id=st.integers(0, 999).map(str),
        account=st.just("mastodon"),
        source=st.sampled_from([Source.PUBLIC_POST, Source.MAIL, Source.REPLY]),
        approved_at=INSTANTS,
        author=st.sampled_from(["", "a", "b", "c"]),
        city=st.sampled_from(["", "Paris", "Berlin", "Vilnius"]),
    ),
    unique_by=lambda approved: approved.id,
    max_size=25,
)
PACES = st.builds(
    Pace,
    per_hour=st.integers(1, 4),
    per_day=st.integers(1, 14),
    spacing=st.sampled_from([0, 1, 7, 10, 45, 90, 26 * 60]).map(lambda minutes: timedelta(minutes=minutes)),
    quiet=st.sampled_from([None, NIGHT, QuietHours(time(12), time(14))]),
    zone=st.sampled_from(["Europe/Paris", "Asia/Yerevan", "America/Sao_Paulo"]),
    patience=st.sampled_from([timedelta(), timedelta(hours=5), timedelta(days=2)]),
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Approved], list[Repost], Pace]:
    """Photos, and reposts made and planned that keep to the pace themselves."""
    pace = draw(PACES)
    reposts: list[Repost] = []
    for minutes in draw(st.lists(st.integers(-30 * 60, 30 * 60), max_size=20)):
        repost = Repost("mastodon", NOW + timedelta(minutes=minutes), Source.MAIL, "a", "Paris")
        if fits([*(other.at for other in reposts), repost.at], pace):
            reposts.append(repost)
    return draw(PHOTOS), reposts, pace


@given(worlds())
def test_no_hour_and_no_day_holds_more_than_the_pace_and_no_two_are_too_near(
    world: tuple[list[Approved], list[Repost], Pace],
) -> None:
    photos, reposts, pace = world
    planned = turns(photos, reposts, pace)
    assert fits([*(repost.at for repost in reposts), *(turn.at for turn in planned)], pace)
    assert all(turn.at >= NOW and not quiet(turn.at, pace) for turn in planned)


@given(worlds())
def test_every_photo_has_its_turn_and_only_one(world: tuple[list[Approved], list[Repost], Pace]) -> None:
    photos, reposts, pace = world
    assert sorted(turn.id for turn in turns(photos, reposts, pace)) == sorted(approved.id for approved in photos)


@given(worlds())
def test_no_photo_is_overtaken_by_one_approved_much_later(world: tuple[list[Approved], list[Repost], Pace]) -> None:
    photos, reposts, pace = world
    approved = {one.id: one.approved_at for one in photos}
    sequence = [approved[turn.id] for turn in turns(photos, reposts, pace)]
    for place, at in enumerate(sequence):
        assert all(at - later <= pace.patience for later in sequence[place + 1 :])


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_makes_no_difference(
    world: tuple[list[Approved], list[Repost], Pace], chance: random.Random
) -> None:
    photos, reposts, pace = world
    planned = turns(photos, reposts, pace)
    chance.shuffle(photos)
    chance.shuffle(reposts)
    assert turns(photos, reposts, pace) == planned


@settings(max_examples=40)
@given(worlds())
def test_the_first_turn_is_the_first_minute_that_is_free(world: tuple[list[Approved], list[Repost], Pace]) -> None:
    photos, reposts, pace = world
    taken = [repost.at for repost in reposts]
    for turn in turns(photos, reposts, pace)[:1]:
        minute = NOW
        while minute < turn.at:
            assert quiet(minute, pace) or not fits([*taken, minute], pace)
            minute += timedelta(minutes=1)


def test_two_go_out_in_an_hour_and_the_third_when_the_first_is_an_hour_old() -> None:
    planned = turns([photo(name) for name in "abc"])
    assert [turn.at - NOW for turn in planned] == [timedelta(), timedelta(minutes=10), HOUR]


def test_twelve_go_out_in_a_day() -> None:
    planned = turns([photo(f"{number:02}") for number in range(13)])
    assert planned[11].at < NOW + DAY
    assert planned[12].at == NOW + DAY


def test_what_would_fall_into_the_night_goes_when_it_ends() -> None:
    late = datetime(2023, 9, 2, 19, 55, tzinfo=UTC)
    pace = Pace(quiet=NIGHT, zone="Europe/Paris")
    photos = [photo("a"), photo("b")]
    planned = next_reposts(photos, [], late, {"mastodon": pace})
    assert [turn.at for turn in planned] == [late, datetime(2023, 9, 3, 5, 30, tzinfo=UTC)]


def test_cities_alternate_and_within_one_the_oldest_goes_first() -> None:
    paris = [photo(name, "Paris", hours=9 - place) for place, name in enumerate("abc")]
    others = [photo("B", "Berlin", hours=2), photo("V", "Vilnius", hours=1)]
    assert order([*paris, *others]) == "aBVbc"


def test_one_author_with_many_photos_waits_for_the_others() -> None:
    many = [photo(name, author="x", hours=20 - place) for place, name in enumerate("abc")]
    assert order([*many, photo("y", author="y"), photo("z", author="z")]) == "ayzbc"


def test_sources_alternate() -> None:
    mails = [photo(name, source=Source.MAIL, hours=9) for name in "ab"]
    assert order([*mails, photo("p"), photo("q")]) == "apbq"


def test_what_was_reposted_last_counts() -> None:
    before = [Repost("mastodon", NOW - HOUR, Source.PUBLIC_POST, "x", "Paris")]
    photos = [photo("a", "Paris", "y", hours=9), photo("b", "Berlin", "z", hours=1)]
    assert order(photos) == "ab"
    assert order(photos, before) == "ba"
    assert order([replace(one, city="") for one in photos], before) == "ab"


def test_a_repost_planned_for_later_is_not_the_last_one_yet() -> None:
    later = [Repost("mastodon", NOW + 5 * HOUR, Source.PUBLIC_POST, "x", "Paris")]
    assert order([photo("a", "Paris", hours=9), photo("b", "Berlin", hours=1)], later) == "ab"


def test_a_crowded_past_holds_nothing_back_longer_than_it_has_to() -> None:
    crowded = [Repost("mastodon", NOW - timedelta(minutes=minutes), Source.MAIL) for minutes in (66, 65, 64, 63, 62)]
    assert [turn.at for turn in turns([photo("a")], crowded)] == [NOW]


def test_among_equals_the_oldest_goes_first() -> None:
    assert order([photo("c", hours=1), photo("a", hours=2), photo("b", hours=3)]) == "bac"


def test_photos_that_share_nothing_known_are_like_no_other() -> None:
    before = [Repost("mastodon", NOW - HOUR, Source.MAIL)]
    assert order([photo("a", "Paris", "x", hours=1), photo("b", hours=2)], before) == "ba"


def test_each_account_has_a_pace_of_its_own() -> None:
    photos = [photo("a"), photo("b"), replace(photo("c"), account="x"), replace(photo("d"), account="nowhere")]
    planned = next_reposts(photos, [Repost("x", NOW, Source.MAIL)], NOW, {"mastodon": PACE, "x": Pace(per_hour=1)})
    assert [(turn.id, turn.account, turn.at - NOW) for turn in planned] == [
        ("a", "mastodon", timedelta()),
        ("b", "mastodon", timedelta(minutes=10)),
        ("c", "x", HOUR),
    ]


def test_nothing_is_planned_from_a_horizon_on() -> None:
    planned = next_reposts([photo(name) for name in "abc"], [], NOW, {"mastodon": PACE}, until=NOW + HOUR)
    assert [turn.id for turn in planned] == ["a", "b"]


@pytest.mark.parametrize("pace", [Pace(per_hour=0), Pace(per_day=0)])
def test_an_account_with_a_pace_of_nought_reposts_nothing(pace: Pace) -> None:
    assert turns([photo("a")], pace=pace) == []


def test_what_is_approved_later_has_no_turn_yet() -> None:
    assert turns([photo("a", hours=-1)]) == []


def test_every_city_of_many_is_seen_before_one_is_seen_again() -> None:
    cities = ["Paris", "Berlin", "Vilnius", "Yerevan"]
    photos = [photo(f"{place}{city[0]}", city, f"{place}{city}", hours=9) for place in range(5) for city in cities]
    firsts = [turn.id[1] for turn in turns(photos)]
    for start in range(0, len(firsts), len(cities)):
        assert Counter(firsts[start : start + len(cities)]) == Counter("PBVY")


def test_a_crowd_of_photos_is_planned_quickly() -> None:
    crowd = [photo(f"{number:04}", str(number % 40), str(number % 300)) for number in range(600)]
    planned = turns(crowd)
    assert len(planned) == 600
    assert planned[-1].at - NOW == 49 * DAY + (planned[11].at - NOW)
