from __future__ import annotations

import pytest

from bot.campaign.model import DEFAULT_LIMITS, Limits, NetworkName, PictureKind, Place
from bot.wording import problem_text
from tests.campaign.render_world import SCHEDULE, made, post, problems

MASTODON, X, TELEGRAM = NetworkName.MASTODON, NetworkName.X, NetworkName.TELEGRAM
MESSAGES = "messages/fr/m.ftl"


def test_a_text_too_long_says_how_long_it_is_and_by_how_much_at_its_own_variant() -> None:
    (problem,) = problems(made("long"), X)
    assert problem.code == "text-too-long"
    assert problem.place == Place(MESSAGES, 23, 5)
    # fourteen times nineteen letters, thirteen spaces, a line end and #FreeAzat
    assert problem.args["length"] == 14 * 19 + 13 + 1 + 9
    assert (problem.args["limit"], problem.args["over"]) == (280, 9)
    assert post(made("long"), MASTODON).text.startswith("Liberté !")


def test_a_countdown_s_text_too_long_names_its_number() -> None:
    tight = Limits(20, 20)
    (problem,) = problems(made("days"), MASTODON, 3, limits=tight)
    assert (problem.code, problem.args["number"], problem.args["over"]) == ("text-too-long-at", 3, 6)
    assert problem.place == Place(MESSAGES, 7, 1)


def test_a_text_exactly_at_the_limit_is_good() -> None:
    length = post(made("bare"), X).length
    assert post(made("bare"), X, limits=Limits(length, length)).limit == length
    assert [one.code for one in problems(made("bare"), X, limits=Limits(length - 1, length - 1))] == ["text-too-long"]


def test_a_warning_counts_on_mastodon() -> None:
    warned = made("who", warning=True)
    length = post(warned).length
    (problem,) = problems(warned, limits=Limits(length - 1, length - 1))
    assert problem.args["over"] == 1


def test_a_caption_s_alt_text_counts_on_telegram() -> None:
    poster = made("who", picture=PictureKind.POSTER)
    (problem,) = problems(poster, TELEGRAM, limits=Limits(4096, 40, 0, 1024))
    assert (problem.code, problem.args["length"]) == ("caption-too-long", 51)
    assert post(made("who"), TELEGRAM, limits=Limits(4096, 40, 0, 1024)).limit == 4096


def test_an_alt_text_too_long_is_a_fault_where_the_network_has_alt_texts() -> None:
    poster = made("who", picture=PictureKind.POSTER)
    short = Limits(500, 500, 23, 10)
    (problem,) = problems(poster, X, limits=short)
    assert (problem.code, problem.place, problem.args["over"]) == ("alt-too-long", Place(MESSAGES, 5, 5), 10)
    assert post(poster, TELEGRAM, limits=short).alt


@pytest.mark.parametrize("network", [MASTODON, X, TELEGRAM])
def test_a_picture_without_alt_text_is_refused(network: NetworkName) -> None:
    (problem,) = problems(made("bare", picture=PictureKind.POSTER), network)
    assert (problem.code, problem.place) == ("alt-missing", Place(MESSAGES, 18, 1))


def test_a_card_needs_lines_and_on_telegram_alone_no_alt_text() -> None:
    card = made("bare", picture=PictureKind.COUNTDOWN)
    assert [one.code for one in problems(card, MASTODON)] == ["alt-missing", "card-missing"]
    assert [one.code for one in problems(card, TELEGRAM)] == ["card-missing"]


def test_a_content_warning_needs_words_where_it_is_shown() -> None:
    warned = made("bare", warning=True)
    assert [one.code for one in problems(warned, MASTODON)] == ["warning-missing"]
    assert post(warned, X).text


def test_a_message_nobody_wrote_and_one_not_translated_are_told_apart() -> None:
    (nowhere,) = problems(made("nobody"))
    assert (nowhere.code, nowhere.place) == ("message-missing", SCHEDULE)
    (untranslated,) = problems(made("who"), language="de")
    assert (untranslated.code, untranslated.args["file"]) == ("translation-missing", "messages/de/m.ftl")
    assert all(problem_text(untranslated, "fr"))


def test_a_text_in_the_schedule_without_the_audience_s_language_is_a_problem() -> None:
    (problem,) = problems(made("who", text={"de": "Worte."}))
    assert (problem.code, problem.place) == ("text-not-in-language", SCHEDULE)


def test_a_number_that_nothing_counts_is_a_problem_not_a_gap() -> None:
    (problem,) = problems(made("hours"), X, 3)
    assert (problem.code, problem.args["variables"]) == ("words-without-number", "$hours")
    assert [one.code for one in problems(made("days"), X)] == ["words-without-number"]


def test_an_empty_text_is_a_problem() -> None:
    assert [one.code for one in problems(made("who", text={"fr": " \n"}))] == ["words-empty"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_found_can_be_said(language: str) -> None:
    found = [
        *problems(made("long"), X),
        *problems(made("days"), MASTODON, 3, limits=Limits(20, 20)),
        *problems(made("who", picture=PictureKind.POSTER), TELEGRAM, limits=Limits(4096, 40)),
        *problems(made("who", picture=PictureKind.POSTER), X, limits=Limits(500, 500, 23, 10)),
        *problems(made("bare", picture=PictureKind.COUNTDOWN, warning=True)),
        *problems(made("nobody")),
        *problems(made("hours"), X, 3),
        *problems(made("who", text={"de": "Worte."})),
        *problems(made("who", text={"fr": " "})),
    ]
    assert all("{" not in text for problem in found for text in problem_text(problem, language) if "$" not in text)


def test_the_limits_of_every_network_are_used_as_they_are_published() -> None:
    assert {network: post(made("bare"), network).limit for network in NetworkName} == {
        network: limits.characters for network, limits in DEFAULT_LIMITS.items()
    }
