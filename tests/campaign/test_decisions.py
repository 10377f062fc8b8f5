from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.decisions import OPEN_OUTCOME, Stands, stands
from bot.campaign.model import OnlyIf
from bot.ports import Statement

NOON = datetime(2023, 9, 4, 12, tzinfo=UTC)
WORDS = st.dictionaries(st.sampled_from(["Jean", "Maria", "Olga", "Paul"]), st.sampled_from(["open", "freed", "held"]))


def said(**words: str) -> Sequence[Statement]:
    """Each person's latest word on the release."""
    return [Statement("release", person, outcome, NOON) for person, outcome in words.items()]


def of(outcome: str, **words: str) -> Stands:
    return stands(OnlyIf("release", outcome), said(**words))


def test_what_depends_on_open_goes_while_nobody_says_otherwise() -> None:
    assert of("open") is Stands.YES
    assert of("open", Jean="open") is Stands.YES


def test_one_person_is_enough_to_stop_what_depends_on_open() -> None:
    assert of("open", Jean="freed") is Stands.NO
    assert of("open", Jean="freed", Maria="open", Olga="open") is Stands.NO


def test_whoever_takes_it_back_lets_it_go_on() -> None:
    assert of("open", Jean="open", Maria="open") is Stands.YES


def test_what_an_outcome_publishes_needs_a_second_person() -> None:
    assert of("freed") is Stands.NOT_YET
    assert of("freed", Jean="freed") is Stands.NOT_YET
    assert of("freed", Jean="freed", Maria="freed") is Stands.YES


def test_people_who_contradict_each_other_publish_neither() -> None:
    words = {"Jean": "freed", "Maria": "freed", "Olga": "held", "Paul": "held"}
    assert {of(outcome, **words) for outcome in ("open", "freed", "held")} == {Stands.NO}


def test_words_on_another_deadline_change_nothing() -> None:
    assert stands(OnlyIf("rally", "open"), said(Jean="freed")) is Stands.YES


@given(WORDS, st.sampled_from(["Anna", "Jean"]), st.sampled_from(["open", "freed", "held"]))
def test_no_single_word_ever_makes_an_outcome_stand_alone(words: dict[str, str], who: str, word: str) -> None:
    before, after = said(**words), said(**{**words, who: word})
    for outcome in ("freed", "held"):
        if stands(OnlyIf("release", outcome), after) is Stands.YES:
            assert sum(each.outcome == outcome for each in after) >= 2
            assert all(each.outcome == outcome for each in after)
    if word != OPEN_OUTCOME:
        assert stands(OnlyIf("release", OPEN_OUTCOME), after) is Stands.NO, before


@given(WORDS)
def test_at_most_one_outcome_stands(words: dict[str, str]) -> None:
    standing = [each for each in ("open", "freed", "held") if of(each, **words) is Stands.YES]
    assert len(standing) <= 1
