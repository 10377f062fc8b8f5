from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.candidate import AuthorIs, Candidate, Path, Reach, Source
from bot.campaign.moderation import Ask, AskPerson, Flag, PhotoRules, Queue, Skip, judge, judge_all
from bot.campaign.photo_settings import Repost
from bot.campaign.post import NetworkName
from bot.campaign.tags import Exact, LookAlike, Nothing, Why

OPENS = datetime(2023, 8, 30, 10, tzinfo=UTC)
CLOSES = datetime(2023, 9, 11, 22, tzinfo=UTC)
RULES = PhotoRules(OPENS, CLOSES)
EXACT = Exact("#FreeAzat")
ALIKE = LookAlike("FreeAsat", "#FreeAzat", Why.SPELLING)
PLAIN = Candidate(
    identity="https://example.social/users/ana/statuses/1",
    source=Source.PUBLIC_POST,
    instant=OPENS + timedelta(days=1),
    tag=EXACT,
    images=1,
    network=NetworkName.MASTODON,
    alts=("The poster before a bridge",),
)
MAIL = replace(PLAIN, source=Source.MAIL, network=None, tag=Nothing(), identity="<1@example.org>")
HANDED_OVER = (Source.MAIL, Source.PRIVATE_MESSAGE, Source.GROUP_MESSAGE)
NATIVE = tuple(source for source in Source if source not in HANDED_OVER)


def test_a_public_post_with_the_exact_tag_and_a_picture_is_queued_to_be_boosted_where_it_is() -> None:
    assert judge(PLAIN, RULES) == Queue(Path.NATIVE)


@pytest.mark.parametrize("source", list(Source))
def test_what_was_handed_to_the_campaign_or_a_group_is_cleaned_and_everything_else_stays_where_it_is(
    source: Source,
) -> None:
    judgement = judge(replace(PLAIN, source=source), RULES)
    assert isinstance(judgement, Queue)
    assert judgement.path is (Path.CLEANED if source in HANDED_OVER else Path.NATIVE)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"author": frozenset({AuthorIs.OWN})}, Skip.OWN_ACCOUNT),
        ({"withdrawn": True}, Skip.WITHDRAWN),
        ({"author": frozenset({AuthorIs.BLOCKED})}, Skip.BLOCKED),
        ({"author": frozenset({AuthorIs.BOT})}, Skip.BOT),
        ({"instant": OPENS - timedelta(microseconds=1)}, Skip.TOO_EARLY),
        ({"instant": CLOSES}, Skip.TOO_LATE),
        ({"images": 0, "alts": ()}, Skip.NO_PICTURE),
        ({"images": 0, "alts": (), "other_media": 1}, Skip.NOT_A_PICTURE),
    ],
)
@pytest.mark.parametrize("source", list(Source))
def test_some_photos_are_left_alone_wherever_they_come_from(
    source: Source, changes: dict[str, Any], reason: Skip
) -> None:
    assert judge(replace(PLAIN, source=source, **changes), RULES) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"author": frozenset({AuthorIs.NO_BOT})}, Skip.NO_BOT),
        ({"author": frozenset({AuthorIs.NOT_TO_BE_FOUND})}, Skip.NOT_TO_BE_FOUND),
        ({"author": frozenset({AuthorIs.LOCKED})}, Skip.LOCKED),
        ({"reach": Reach.UNLISTED}, Skip.NOT_PUBLIC),
        ({"reach": Reach.FOLLOWERS}, Skip.NOT_PUBLIC),
        ({"reach": Reach.DIRECT}, Skip.NOT_PUBLIC),
    ],
)
@pytest.mark.parametrize("source", list(Source))
def test_a_wish_not_to_be_noticed_counts_where_the_author_did_not_turn_to_us(
    source: Source, changes: dict[str, Any], reason: Skip
) -> None:
    judgement = judge(replace(PLAIN, source=source, **changes), RULES)
    assert judgement == (Queue(Path.CLEANED) if source in HANDED_OVER else reason)


@pytest.mark.parametrize("source", list(Source))
def test_only_what_was_sent_to_the_campaign_itself_needs_no_tag(source: Source) -> None:
    judgement = judge(replace(PLAIN, source=source, tag=Nothing()), RULES)
    sent_to_us = source in {Source.MAIL, Source.PRIVATE_MESSAGE}
    assert judgement == (Queue(Path.CLEANED) if sent_to_us else Skip.NO_TAG)


@pytest.mark.parametrize("source", list(Source))
def test_a_tag_that_only_looks_like_the_campaigns_is_for_a_person(source: Source) -> None:
    judgement = judge(replace(PLAIN, source=source, tag=ALIKE), RULES)
    if source in {Source.MAIL, Source.PRIVATE_MESSAGE}:
        assert judgement == Queue(Path.CLEANED)
    else:
        assert isinstance(judgement, AskPerson)
        assert judgement.reasons == {Ask.LOOK_ALIKE}


@pytest.mark.parametrize("source", list(Source))
def test_a_sensitive_post_is_for_a_person(source: Source) -> None:
    judgement = judge(replace(PLAIN, source=source, sensitive=True), RULES)
    assert isinstance(judgement, AskPerson)
    assert judgement.reasons == {Ask.SENSITIVE}


def test_a_video_beside_the_picture_is_for_a_person_where_a_repost_would_show_it() -> None:
    assert judge(replace(PLAIN, other_media=1), RULES) == AskPerson(Path.NATIVE, frozenset({Ask.MIXED}))
    assert judge(replace(MAIL, other_media=1), RULES) == Queue(Path.CLEANED)


def test_the_stricter_setting_wants_a_mention_of_the_campaign_in_public_posts() -> None:
    strict = replace(RULES, repost=Repost.TAGGED_AND_MENTIONED)
    for source in NATIVE:
        post = replace(PLAIN, source=source)
        assert judge(post, strict) is Skip.NOT_MENTIONED
        assert isinstance(judge(replace(post, mentions_campaign=True), strict), Queue)
    for source in HANDED_OVER:
        assert isinstance(judge(replace(PLAIN, source=source), strict), Queue)


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({"alts": ()}, Flag.NO_ALT_TEXT),
        ({"alts": ("  ",)}, Flag.NO_ALT_TEXT),
        ({"images": 2, "alts": ("a", "b")}, Flag.SEVERAL),
        ({"source": Source.REPLY}, Flag.REPLY),
        ({"edited": True}, Flag.EDITED),
        ({"mentions_campaign": True}, Flag.MENTIONED),
    ],
)
def test_a_reviewer_is_told_what_is_particular(changes: dict[str, Any], flag: Flag) -> None:
    post = replace(PLAIN, **changes)
    assert judge(post, RULES) == Queue(Path.NATIVE, frozenset({flag}))
    asked = judge(replace(post, sensitive=True), RULES)
    assert asked == AskPerson(Path.NATIVE, frozenset({Ask.SENSITIVE}), frozenset({flag}))


def test_one_picture_of_two_without_alt_text_is_told() -> None:
    judgement = judge(replace(PLAIN, images=2, alts=("a", "")), RULES)
    assert judgement == Queue(Path.NATIVE, frozenset({Flag.NO_ALT_TEXT, Flag.SEVERAL}))


def test_a_post_and_its_boosts_are_one_photo_however_it_is_first_seen() -> None:
    boost = replace(PLAIN, source=Source.BOOST)
    for seen in itertools.permutations([boost, PLAIN, boost]):
        judgements = [judgement for _, judgement in judge_all(seen, RULES)]
        assert judgements == [Queue(Path.NATIVE), Skip.TAKEN, Skip.TAKEN]


def test_what_is_known_is_not_taken_again_but_the_same_number_on_another_network_is() -> None:
    post, message = (
        replace(PLAIN, identity="7", network=NetworkName.X),
        replace(PLAIN, identity="7", network=NetworkName.TELEGRAM, source=Source.CHANNEL_POST),
    )
    judged = list(judge_all([post, message, MAIL], RULES, known=["x:7", "mail:<1@example.org>"]))
    assert [judgement for _, judgement in judged] == [Skip.TAKEN, Queue(Path.NATIVE), Skip.TAKEN]


def test_a_post_that_was_skipped_counts_when_it_is_seen_as_it_should_be() -> None:
    untagged = replace(PLAIN, tag=Nothing())
    assert [judgement for _, judgement in judge_all([untagged, PLAIN], RULES)] == [Skip.NO_TAG, Queue(Path.NATIVE)]


CANDIDATES = st.builds(
    Candidate,
    identity=st.sampled_from("abc"),
    source=st.sampled_from(Source),
    instant=st.datetimes(datetime(2023, 8, 29), datetime(2023, 9, 13), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds of the strategy are naive
    tag=st.sampled_from([EXACT, ALIKE, Nothing()]),
    images=st.integers(0, 4),
    network=st.sampled_from([*NetworkName, None]),
    reach=st.sampled_from(Reach),
    author=st.frozensets(st.sampled_from(AuthorIs)),
    withdrawn=st.booleans(),
    sensitive=st.booleans(),
    other_media=st.integers(0, 2),
    alts=st.lists(st.sampled_from(["", "words"]), max_size=4).map(tuple),
    mentions_campaign=st.booleans(),
    edited=st.booleans(),
)


@given(CANDIDATES, st.sampled_from(Repost))
def test_whatever_comes_only_harmless_photos_are_let_through(candidate: Candidate, repost: Repost) -> None:
    judgement = judge(candidate, PhotoRules(OPENS, CLOSES, repost))
    if isinstance(judgement, Skip):
        return
    assert not candidate.author & {AuthorIs.OWN, AuthorIs.BOT, AuthorIs.BLOCKED}
    assert not candidate.withdrawn
    assert OPENS <= candidate.instant < CLOSES
    assert candidate.images > 0
    if judgement.path is Path.NATIVE:
        assert candidate.reach is Reach.PUBLIC
        assert not candidate.author
        assert not isinstance(candidate.tag, Nothing)
    if isinstance(judgement, Queue):
        assert not candidate.sensitive
        assert candidate.tag == EXACT or candidate.source in {Source.MAIL, Source.PRIVATE_MESSAGE}


@given(st.lists(CANDIDATES))
def test_nothing_is_queued_twice(candidates: list[Candidate]) -> None:
    judged = list(judge_all(candidates, RULES))
    queued = [candidate.key for candidate, judgement in judged if not isinstance(judgement, Skip)]
    assert len(queued) == len(set(queued))
    assert [candidate for candidate, _ in judged] == candidates
