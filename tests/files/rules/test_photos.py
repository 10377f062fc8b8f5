from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.problem import Severity
from bot.files import show
from bot.files.check import check_loaded
from bot.files.read import read_sources
from tests.files.builders import FR, LT, SCHEDULE, Exchange, codes, found, line, report, sources

SETTINGS = "settings.yaml"
TAGGED: Exchange = (SETTINGS, "campaign: Free Anna\n", 'campaign: Free Anna\nhashtags: ["#FreeAnna"]\n')
CHAT: Exchange = (SETTINGS, "staff: {language: en, ", "staff: {language: en, chat: -1001234567890, ")
TELEGRAM: Exchange = (SETTINGS, '  telegram-fr: {kind: telegram, channel: "@anna_fr"}\n', "")
WITHOUT_TELEGRAM = (TELEGRAM, (SETTINGS, "x, telegram-fr]", "x]"))
BOX = "mailbox: {address: p@example.org, imap: imap.example.org, smtp: smtp.example.org}\n"
WORDS_FR: Exchange = (FR, "", "\nsupporter-photo = Photo : { $city }\n    .no-city = Photo reçue\n")
WORDS_LT: Exchange = (LT, "", "\nsupporter-photo = Nuotrauka: { $city }\n    .no-city = Nuotrauka\n")


def taking(block: str = "photos: yes\n") -> tuple[Exchange, ...]:
    """The campaign takes photos, and has a hashtag and a staff chat."""
    return TAGGED, CHAT, (SETTINGS, "", block)


def last_line(*exchanges: Exchange) -> int:
    return report(*exchanges).loaded.sources[SETTINGS].count("\n")


def test_with_words_in_each_language_nothing_is_wrong_with_photos() -> None:
    assert codes(*taking(), WORDS_FR, WORDS_LT) == []
    assert codes(*taking(f"photos: yes\n{BOX}"), WORDS_FR, WORDS_LT) == []


def test_a_language_without_the_words_is_an_error_at_the_key_that_asks_for_photos() -> None:
    asked = last_line(*taking())
    assert found(*taking(), WORDS_FR) == [("photo-words-missing", SETTINGS, asked)]
    [problem] = report(*taking(), WORDS_FR).problems
    assert (problem.args["language"], problem.args["file"]) == ("lt", "messages/lt/hearing.ftl")


def test_words_that_no_language_has_are_missed_in_each_with_a_file_to_put_them() -> None:
    problems = report(*taking()).problems
    assert [problem.args["file"] for problem in problems] == ["messages/fr/photos.ftl", "messages/lt/photos.ftl"]
    assert "photos: yes" in show.block(problems[0], report(*taking()).loaded.sources, "fr")


def test_only_audiences_that_photos_go_to_need_the_words() -> None:
    assert codes(*taking("photos: {to: lithuania}\n"), WORDS_LT) == []
    assert codes(*taking("photos: {to: france}\n"), WORDS_LT) == ["photo-words-missing"]


def test_without_mail_and_telegram_no_words_are_needed() -> None:
    assert codes(*taking(), *WITHOUT_TELEGRAM) == []
    assert codes(*taking(f"photos: yes\n{BOX}"), *WITHOUT_TELEGRAM) == ["photo-words-missing"] * 2


def test_words_without_those_for_no_city_are_an_error_where_they_stand() -> None:
    words: Exchange = (FR, "", "\nsupporter-photo = Photo : { $city }\n")
    at = line("supporter-photo", FR, words)
    assert found(*taking(), words, WORDS_LT) == [("photo-words-no-city", FR, at)]


def test_words_that_never_say_the_city_are_worth_a_note() -> None:
    words: Exchange = (FR, "", "\nsupporter-photo = Photo\n    .no-city = Photo\n")
    [problem] = report(*taking(), words, WORDS_LT).problems
    assert (problem.code, problem.severity) == ("photo-words-cityless", Severity.NOTE)


def test_the_city_where_none_is_to_be_shown_is_an_error_before_anybody_sends_a_photo() -> None:
    words: Exchange = (FR, "", "\nsupporter-photo = Photo : { $city }\n    .no-city = Photo : { $city }\n")
    assert codes(*taking(), words, WORDS_LT) == ["words-not-printable"]


def test_words_with_no_room_for_a_long_city_are_an_error_before_anybody_sends_a_photo() -> None:
    words: Exchange = (FR, "", f"\nsupporter-photo = {'x' * 215} {{ $city }}\n    .no-city = y\n")
    [problem] = report(*taking(), words, WORDS_LT).problems
    assert (problem.code, problem.args["network"]) == ("photo-words-no-room", "X")
    # 215 letters, a space, 60 of the city, the line's end and the tag.
    assert problem.args["length"] == 215 + 1 + 60 + 1 + len("#FreeAnna")


def test_a_file_that_cannot_be_read_is_not_said_to_lack_the_words_it_holds() -> None:
    broken: Exchange = (LT, "", "\nsupporter-photo = Nuotrauka: { $citty }\n    .no-city = Nuotrauka\n")
    assert set(codes(*taking(), WORDS_FR, broken)) == {"ftl-unknown-variable-near"}


def test_a_language_without_any_messages_is_one_error() -> None:
    files = sources(*taking(), WORDS_FR)
    del files[LT]
    problems = check_loaded(read_sources(files, Path("/nonexistent")), {}).problems
    assert [problem.code for problem in problems] == ["language-silent"]


def test_the_words_are_used_while_photos_are_taken_and_a_draft_otherwise() -> None:
    assert codes(WORDS_FR, WORDS_LT) == ["message-unused"]


def test_settings_that_cannot_be_read_say_nothing_against_the_words() -> None:
    assert codes(TAGGED, CHAT, (SETTINGS, "", "photos: {faces: hidden}\n"), WORDS_FR, WORDS_LT) == ["unknown-choice"]


def test_a_city_is_known_to_no_other_message() -> None:
    assert codes((FR, "Anna est en prison.", "Anna est à { $city }.")) == ["ftl-unknown-variable"]
    assert codes((FR, "hours = Dans { $hours } h.", "hours = Dans { $hours } h à { $city }.")) == [
        "ftl-unknown-variable"
    ]


def test_an_entry_cannot_go_out_with_the_words_of_a_photo() -> None:
    borrowed: Exchange = (SCHEDULE, "  who:\n", "  who:\n    message: supporter-photo\n    to: [france]\n")
    without: Exchange = (SCHEDULE, "    warning: yes\n", "")
    assert "variable-of-photos" in codes(*taking(), WORDS_FR, WORDS_LT, borrowed, without)


def test_photos_have_no_days_to_count() -> None:
    words: Exchange = (FR, "", "\nsupporter-photo = J-{ $days } { $city }\n    .no-city = Photo\n")
    assert "ftl-unknown-variable" in codes(*taking(), words, WORDS_LT)


def test_only_the_words_of_a_photo_have_a_variant_without_a_city() -> None:
    assert codes((FR, ".warning = Prison", ".no-city = Prison\n    .warning = Prison")) == ["ftl-unknown-attribute"]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("photos: {from: 2024-05-10, until: 2024-05-09}\n", ["photos-never-open"]),
        ("photos: {from: 2024-05-28}\n", ["photos-never-open"]),
        ("photos: {until: 2024-05-05}\n", ["photos-never-open"]),
        ("photos: {until: 2024-05-06}\n", []),
        ("photos: {from: 2024-05-27}\n", []),
    ],
)
def test_a_window_that_never_opens_is_an_error(block: str, code: list[str]) -> None:
    # The first post is due on 6 May; the petition's day, the 20th, ends in Paris; seven days later is the 28th.
    assert codes(*taking(block), WORDS_FR, WORDS_LT) == code


def test_a_window_is_not_judged_by_a_schedule_that_cannot_be_read() -> None:
    broken: Exchange = (SCHEDULE, "when: 2024-05-06 at 12:30", "when: 2024-05-06 at 12:30 today")
    assert "photos-never-open" not in codes(*taking("photos: {until: 2024-05-05}\n"), WORDS_FR, WORDS_LT, broken)
