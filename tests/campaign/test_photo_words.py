from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.catalogue import build
from bot.campaign.counting import x_has_url
from bot.campaign.model import (
    DEFAULT_LIMITS,
    Account,
    Campaign,
    Limits,
    NetworkName,
    PictureKind,
    PictureRequest,
    Post,
    Visibility,
)
from bot.campaign.photo_words import approval, caption, is_plain, lacking
from bot.campaign.problem import Problem
from bot.wording import problem_text
from tests.campaign import render_world
from tests.campaign.plan_world import HERE, settings

SHA = "ab" * 32
ALT = "Une affiche devant un pont"
FRENCH = """\
supporter-photo = Photo : { $city }
    .x = Vue à { $city }
    .no-city = Photo reçue
"""
WORDS, NO_FAULTS = build(
    {
        "fr": {"messages/fr/supporters.ftl": FRENCH},
        "de": {"messages/de/m.ftl": "bare = Freiheit\n"},
        "it": {"messages/it/m.ftl": "supporter-photo = Foto: { $city }\n"},
        "en": {"messages/en/m.ftl": "supporter-photo = { $city } #freeazat\n    .no-city = { $city }\n"},
    }
)
CAMPAIGN = Campaign(replace(settings(), hashtags=("#FreeAzat",)), {}, WORDS)
MASTODON, X, TELEGRAM = NetworkName.MASTODON, NetworkName.X, NetworkName.TELEGRAM


def made(
    city: str = "Orléans",
    network: NetworkName = MASTODON,
    *,
    alt: str = ALT,
    language: str = "fr",
    limits: Limits | None = None,
    public: int | None = None,
) -> Post | tuple[Problem, ...]:
    account = Account(network.value, network, HERE, public_per_day=public)
    return caption(city, language, account, CAMPAIGN, limits or DEFAULT_LIMITS[network], alt=alt, sha256=SHA)


def post(*given: object, **keys: object) -> Post:
    found = made(*given, **keys)  # type: ignore[arg-type]
    assert isinstance(found, Post), found
    return found


def problems(*given: object, **keys: object) -> list[Problem]:
    """The problems, each of which can be said in both languages."""
    found = made(*given, **keys)  # type: ignore[arg-type]
    assert not isinstance(found, Post), found
    for problem in found:
        assert all(problem_text(problem, "en"))
        assert all(problem_text(problem, "fr"))
    return list(found)


def codes(*given: object, **keys: object) -> list[str]:
    return [problem.code for problem in problems(*given, **keys)]


def test_a_photo_s_post_says_the_city_and_the_hashtags_and_carries_the_cleaned_picture_with_its_alt_text() -> None:
    assert NO_FAULTS == ()
    assert post() == Post(
        text="Photo : Orléans\n#FreeAzat",
        language="fr",
        length=25,
        limit=500,
        picture=PictureRequest(PictureKind.SUPPORTER, "fr", path=SHA),
        alt=ALT,
    )


def test_a_network_has_its_own_variant() -> None:
    assert post(network=X).text == "Vue à Orléans\n#FreeAzat"


@pytest.mark.parametrize("network", list(NetworkName))
@pytest.mark.parametrize("city", ["", "  ", "\n"])
def test_without_a_city_the_words_for_none_are_said_on_every_network(network: NetworkName, city: str) -> None:
    assert post(city, network).text.startswith("Photo reçue\n#FreeAzat")


def test_telegram_which_has_no_alt_text_gets_it_at_the_end() -> None:
    telegram = post(network=TELEGRAM)
    assert telegram.text == f"Photo : Orléans\n#FreeAzat\n\n{ALT}"
    assert telegram.limit == 1024


def test_a_hashtag_that_the_words_have_is_not_said_twice() -> None:
    assert post("Leeds", language="en").text == "Leeds #freeazat"


def test_a_post_is_unlisted_where_the_account_s_public_posts_are_counted() -> None:
    assert post(public=5).visibility is Visibility.UNLISTED
    assert post().visibility is Visibility.PUBLIC
    assert post(network=X).visibility is Visibility.PUBLIC


def test_a_city_is_one_line_in_nfc() -> None:
    assert post("Saint\n Étienne ".replace("É", "E\u0301")).text == "Photo : Saint Étienne\n#FreeAzat"


def test_a_city_is_never_taken_for_fluent() -> None:
    assert codes('{ -adresse } { "x" }') == ["photo-city-unsafe"]


@pytest.mark.parametrize(
    "city",
    ["Orléans", "Երևան", "Санкт-Петербург", "L’Aquila", "St. Gallen", "Frankfurt (Oder)", "São Paulo", "https"],
)
def test_names_of_cities_in_any_script_are_plain_words(city: str) -> None:
    assert is_plain(city)


@pytest.mark.parametrize(
    "city",
    ["Paris.it", "@anna", "#Lyon", "www.paris.fr", "Paris 75011", "a@b.fr", "Par\u200bis", "Ly\u202eon", "Париж.рф"],
)
def test_what_a_network_would_make_more_of_is_no_city(city: str) -> None:
    assert codes(city) == ["photo-city-unsafe"]


@given(st.text(max_size=30) | st.from_regex(r"[A-Za-z]{1,6}\. ?[a-z]{1,4}(\.[a-z]{2})?", fullmatch=True))
def test_no_city_becomes_a_mention_a_hashtag_or_an_address(city: str) -> None:
    found = made(city, X)
    if isinstance(found, Post):
        assert not x_has_url(found.text)
        shown = found.text.removesuffix("\n#FreeAzat")
        assert not set(shown) & set("@#:/\\&%$<>{}[]\u200b\u202e")
        assert unicodedata.is_normalized("NFC", found.text)


def test_a_picture_without_alt_text_is_refused() -> None:
    assert codes(alt=" \n") == ["photo-alt-missing"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert codes("@a", alt="") == ["photo-city-unsafe", "photo-alt-missing"]


@pytest.mark.parametrize(
    ("network", "limit", "code"),
    [
        (MASTODON, 1500, "photo-alt-too-long"),
        (X, 1000, "photo-alt-too-long"),
        (TELEGRAM, 1024, "photo-caption-too-long"),
    ],
)
def test_a_description_may_fill_what_the_network_takes_and_no_more(network: NetworkName, limit: int, code: str) -> None:
    room = limit - (len("Photo : Orléans\n#FreeAzat\n\n") if network is TELEGRAM else 0)
    assert post(network=network, alt="n" * room)
    [problem] = problems(network=network, alt="n" * (room + 1))
    assert (problem.code, problem.args["over"]) == (code, 1)


def test_words_that_leave_no_room_are_said_where_they_stand() -> None:
    [problem] = problems(limits=Limits(24, 24))
    assert (problem.code, problem.args["over"]) == ("photo-words-no-room", 1)
    assert (problem.place.file, problem.place.line) == ("messages/fr/supporters.ftl", 1)


def test_a_language_without_the_words_is_told_the_file_to_put_them_in() -> None:
    [problem] = problems(language="de")
    assert (problem.code, problem.args["file"]) == ("photo-words-missing", "messages/de/supporters.ftl")
    [problem] = problems(language="lt")
    assert problem.args["file"] == "messages/lt/supporters.ftl"
    assert [one.place for one in lacking(WORDS, "de", HERE)] == [HERE]


def test_words_for_no_city_must_be_there_even_for_a_photo_with_one() -> None:
    assert codes(language="it") == ["photo-words-no-city"]


def test_words_that_cannot_be_printed_are_a_problem_and_no_crash() -> None:
    assert codes("", language="en") == ["words-not-printable"]


def test_nothing_of_a_city_stays_in_the_catalogue() -> None:
    for city in ("Aachen", "Bonn", "Celle"):
        post(city, TELEGRAM)
    assert not any("Bonn" in str(words) for words in WORDS._words.items())


CAPTIONS = st.dictionaries(st.tuples(st.text(max_size=3), st.text(max_size=3)), st.text(max_size=5), max_size=3)
YESES = st.tuples(st.sampled_from([SHA, "cd" * 32]), CAPTIONS, st.text(max_size=5))


@given(YESES, YESES)
def test_an_approval_is_for_these_pixels_these_words_and_this_description_and_no_others(
    one: tuple[str, dict[tuple[str, str], str], str], other: tuple[str, dict[tuple[str, str], str], str]
) -> None:
    assert (approval(*one) == approval(*other)) == (one == other)


def test_the_same_words_from_another_account_or_in_another_language_want_a_yes_of_their_own() -> None:
    yeses = {approval(SHA, {where: "Photo"}, ALT) for where in (("x", "fr"), ("x", "de"), ("mastodon", "fr"))}
    assert len(yeses) == 3


def test_an_approval_does_not_depend_on_the_order_of_accounts() -> None:
    texts = {("x", "fr"): "a", ("mastodon", "fr"): "b"}
    assert approval(SHA, texts, ALT) == approval(SHA, dict(reversed(texts.items())), ALT)
    assert len(approval(SHA, {}, "")) == 64


@pytest.mark.parametrize("network", list(NetworkName))
def test_no_entry_can_be_rendered_with_a_supporter_s_photo(network: NetworkName) -> None:
    [problem] = render_world.problems(render_world.made("who", picture=PictureKind.SUPPORTER), network)
    assert problem.code == "picture-supporter"
