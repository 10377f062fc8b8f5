from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.catalogue import Catalogue
from bot.campaign.deliveries import REMEMBERED, Deliveries
from bot.campaign.model import Campaign, Entry, Settings
from bot.campaign.plan import plan
from tests.campaign.plan_world import NIGHT, entry, settings
from tests.campaign.test_plan_properties import campaigns, days

SENTENCES = (
    "3, 2, 1 days before rally at 09:00",
    "6, 3 hours before rally",
    "every day at 18:30 from 2023-08-20 to rally",
    "every Monday and Friday at 23:30 from 2023-08-20 to 2023-09-10",
    "2023-09-02 at 12:00 in Paris",
)


def campaign(world: Settings, *entries: Entry) -> Campaign:
    return Campaign(world, {one.key: one for one in entries}, Catalogue(()))


def small(**keys: Any) -> Campaign:
    entries = (entry(sentence, f"entry-{number}", **keys) for number, sentence in enumerate(SENTENCES))
    return campaign(settings(), *entries)


def whole(made: Campaign) -> Mapping[str, object]:
    listed = Deliveries(made, plan(made.settings, made.entries.values())[0])
    return {key: listed[key] for key in listed}


def test_one_that_is_asked_for_is_the_one_of_the_whole_list() -> None:
    made = small(quiet_hours=NIGHT, except_days=frozenset({date(2023, 8, 25)}))
    known = whole(made)
    assert len(known) > 100
    single = Deliveries(made)
    assert {key: single[key] for key in known} == known


@given(campaigns(), st.sets(days, max_size=3))
def test_whatever_a_sentence_says_one_is_as_in_the_whole_list(
    given_: tuple[Settings, tuple[Entry, ...]], skipped: set[date]
) -> None:
    world, entries = given_
    made = campaign(world, *(replace(one, except_days=frozenset(skipped)) for one in entries))
    known = whole(made)
    single = Deliveries(made)
    assert {key: single[key] for key in known} == known


def test_what_the_plan_does_not_have_is_not_found_one_by_one_either() -> None:
    made = small(except_days=frozenset({date(2023, 8, 25)}))
    single = Deliveries(made)
    absent = [
        "entry-0/4-days/fr/x",
        "entry-0/3-hours/fr/x",
        "entry-0/03-days/fr/x",
        "entry-1/3-days/fr/x",
        "entry-2/2023-08-25/fr/x",
        "entry-2/2023-08-19/fr/x",
        "entry-2/20230821/fr/x",
        "entry-2/once/fr/x",
        "entry-3/2023-08-22/fr/x",
        "entry-4//fr/x",
        "entry-4/once/de/x",
        "entry-4/once/fr/y",
        "entry-5/once/fr/x",
        "entry-4/once/fr",
        "entry-4/once/fr/x/x",
        "",
    ]
    known = whole(made)
    assert [key for key in absent if key in single or key in known] == []
    assert "entry-4/once/fr/x" in single


def test_the_list_let_go_is_made_again_the_same_and_in_order() -> None:
    made = small()
    listed = Deliveries(made)
    first = list(listed.items())
    listed.texts["a",] = ()
    listed.let_go()
    assert listed.texts == {}
    assert list(listed.items()) == first
    assert [due.slot.due for _, due in first] == sorted(due.slot.due for _, due in first)


def test_more_than_are_remembered_are_still_found() -> None:
    world = settings({"fr": "Paris"})
    made = campaign(world, entry("every day at 09:00 from 2023-01-01 to 2026-12-31", to=("fr",)))
    single = Deliveries(made)
    keys = list(whole(made))
    assert len(keys) > REMEMBERED
    assert all(single[key].slot.key(single[key].account.name) == key for key in (*keys, keys[0]))


def test_without_a_campaign_there_is_nothing() -> None:
    assert (len(Deliveries(None)), "a/once/fr/x" in Deliveries(None)) == (0, False)
