from __future__ import annotations

from bot.campaign.model import NetworkName
from bot.campaign.plan import accounts_of, languages_on, plan
from tests.campaign.plan_world import entry, settings

NOON = "2023-09-01 at 12:30"
M, X, T = NetworkName.MASTODON, NetworkName.X, NetworkName.TELEGRAM


def reached(**keys: object) -> dict[str, list[str]]:
    """The accounts of each audience that has a slot."""
    world = settings()
    slots, problems = plan(world, [entry(NOON, **keys)])  # type: ignore[arg-type]
    assert problems == ()
    return {slot.audience.name: [account.name for account in accounts_of(slot, world)] for slot in slots}


def test_without_limits_every_audience_is_served_by_all_its_accounts_in_order() -> None:
    assert reached(to=("fr", "hy")) == {name: ["mastodon", "x", "telegram"] for name in ("fr", "hy")}


def test_languages_limit_a_network_and_leave_the_others_alone() -> None:
    limited = {M: frozenset({"fr", "en"}), X: frozenset({"fr"})}
    assert reached(to=("fr", "en", "hy"), languages=limited) == {
        "fr": ["mastodon", "x", "telegram"],
        "en": ["mastodon", "telegram"],
        "hy": ["telegram"],
    }


def test_accounts_limit_everyone() -> None:
    assert reached(to=("fr", "hy"), accounts=frozenset({"x"})) == {"fr": ["x"], "hy": ["x"]}


def test_words_written_in_the_schedule_go_only_to_their_languages() -> None:
    assert reached(to=("fr", "en", "hy"), text={"fr": "Les mots."}) == {"fr": ["mastodon", "x", "telegram"]}


def test_an_audience_that_nothing_reaches_has_no_slot() -> None:
    everywhere = dict.fromkeys(NetworkName, frozenset({"fr"}))
    assert reached(to=("fr", "hy"), languages=everywhere) == {"fr": ["mastodon", "x", "telegram"]}


def test_the_languages_on_a_network_are_those_of_its_list_and_of_its_words() -> None:
    assert languages_on(entry(NOON), X) is None
    assert languages_on(entry(NOON, languages={M: frozenset({"fr"})}), X) is None
    assert languages_on(entry(NOON, languages={X: frozenset({"fr", "en"})}), X) == frozenset({"fr", "en"})
    assert languages_on(entry(NOON, text={"fr": "a", "hy": "b"}), T) == frozenset({"fr", "hy"})
    both = entry(NOON, languages={X: frozenset({"fr", "en"})}, text={"fr": "a", "hy": "b"})
    assert languages_on(both, X) == frozenset({"fr"})
