from __future__ import annotations

import pytest

from bot.wording import problem_text
from tests.files.reading import MARK, SCHEDULE, SETTINGS, edited, errors, read, unmarked

PHOTOS = [
    # keys
    ("unknown-key-near", "{¦repots: tagged}"),
    ("unknown-key-near", "{¦délai: 2 days}"),
    ("unknown-key-near", "{pace: {¦hours: 2}}"),
    ("unknown-key-near", "{keep: {¦orignals: 2 days}}"),
    ("unknown-key", "{¦zzz: 1}"),
    ("value-not-mapping", "¦maybe"),
    ("value-not-mapping", "¦[tagged]"),
    ("value-not-mapping", "{pace: ¦2}"),
    ("value-missing", "{¦repost: }"),
    ("value-missing", "{pace: {¦hour: }}"),
    # the window
    ("when.unexpected", "{from: ¦soon}"),
    ("when.no-such-date", "{until: ¦2023-09-31}"),
    ("when.unknown-city-near", "{from: 2023-08-30 at 09:00 in ¦Pariss}"),
    ("value-not-text", "{until: ¦2023}"),
    ("deadline-skipped", "{from: ¦2023-03-26 at 02:30}"),
    ("deadline-repeated", "{until: ¦2023-10-29 at 02:30 in Berlin}"),
    # choices and lists
    ("unknown-choice-near", "{repost: ¦taged}"),
    ("unknown-choice", "{repost: ¦boost}"),
    ("unknown-choice-near", "{faces: ¦cover}"),
    ("value-not-text", "{faces: ¦true}"),
    ("hashtag-wrong", '{tags: ["¦#Free Azat"]}'),
    ("value-empty-list", "{tags: ¦[]}"),
    ("value-twice", '{tags: ["#a", "¦#a"]}'),
    ("address-in-clear", "{servers: [¦http://mastodon.social]}"),
    ("address-wrong", "{servers: ¦a b}"),
    ("value-twice", "{servers: [mastodon.social, ¦https://Mastodon.Social/]}"),
    ("unknown-audience-near", "{to: [¦frnace]}"),
    ("list-without-brackets", '{to: "¦france, armenia"}'),
    ("value-empty-list", "{to: ¦[]}"),
    # numbers, times and money
    ("photos-count-wrong", "{pace: {hour: ¦0}}"),
    ("photos-count-wrong", "{pace: {day: ¦-1}}"),
    ("photos-count-wrong", "{pace: {day: ¦1001}}"),
    ("photos-count-wrong", "{pace: {hour: ¦true}}"),
    ("photos-count-wrong", "{pace: {hour: ¦2.5}}"),
    ("photos-count-wrong", '{pace: {hour: "¦2"}}'),
    ("when.unexpected", "{pace: {spacing: ¦often}}"),
    ("when.unexpected", "{delay: ¦-24 hours}"),
    ("value-not-text", "{delay: ¦24}"),
    ("x-reading-wrong", "{x-reading: ¦5 EUR a month}"),
    ("x-reading-wrong", "{x-reading: ¦-5 USD a month}"),
    ("photos-keep-short", "{keep: {undecided: ¦23 hours}}"),
    ("photos-keep-short", "{delay: ¦8 days}"),
    ("photos-keep-short", "{delay: 8 days, keep: {undecided: ¦7 days}}"),
    ("photos-keep-nothing", "{delay: 0 hours, keep: {undecided: ¦0 hours}}"),
    # countries
    ("country-near", "{listed-countries: [RU, ¦Belarus]}"),
    ("country-near", "{listed-countries: ¦Russie}"),
    ("country-near", "{listed-countries: [¦UK]}"),
    ("country-wrong", "{listed-countries: [¦ZZ]}"),
    ("country-wrong", "{listed-countries: [¦Utopie]}"),
    ("value-twice", "{listed-countries: [RU, ¦ru]}"),
    ("value-not-text", "{listed-countries: [¦7]}"),
]
MAILBOX = [
    ("key-missing-in", "{imap: i.example.org, smtp: s.example.org}"),
    ("mail-address-wrong", "{address: ¦Anna <a@example.org>, imap: i.example.org, smtp: s.example.org}"),
    ("imap-server-wrong", "{address: a@example.org, imap: ¦imaps://i.example.org, smtp: s.example.org}"),
    ("imap-server-wrong", '{address: a@example.org, imap: "¦me:hunter22@i.example.org", smtp: s.example.org}'),
    ("mail-server-wrong", "{address: a@example.org, imap: i.example.org, smtp: ¦s.example.org:0}"),
    ("mailbox-folder-wrong", '{address: a@example.org, imap: i.a, smtp: s.a, folder: "¦Ph*"}'),
    ("mailbox-folder-wrong", '{address: a@example.org, imap: i.a, smtp: s.a, folder: "¦a\\nb"}'),
    ("mail-user-wrong", '{address: a@example.org, imap: i.a, smtp: s.a, user: "¦a\\nb"}'),
    ("unknown-key-near", "{address: a@example.org, imap: i.a, smtp: s.a, ¦fodler: x}"),
    ("unknown-key-near", "{address: a@example.org, imap: i.a, smtp: s.a, ¦dossier: x}"),
    ("secret-in-file", "{address: a@example.org, imap: i.a, smtp: s.a, ¦password: hunter22}"),
]


@pytest.mark.parametrize(("code", "block"), PHOTOS)
def test_a_fault_of_photos_is_one_error_at_its_place_with_a_next_step_in_both_languages(code: str, block: str) -> None:
    text, at = unmarked(f"{SETTINGS}photos: {block}\n")
    assert errors(read({"settings.yaml": text}).problems) == [(code, *at)]


@pytest.mark.parametrize(("code", "block"), MAILBOX)
def test_a_fault_of_the_mailbox_is_one_error_at_its_place_and_repeats_no_password(code: str, block: str) -> None:
    marked = f"{SETTINGS}photos: yes\nmailbox: {block}\n"
    text, at = unmarked(marked if MARK in marked else marked.replace("mailbox:", "¦mailbox:"))
    problems = read({"settings.yaml": text}).problems
    assert errors(problems) == [(code, *at)]
    assert "hunter22" not in "".join(word for problem in problems for word in problem_text(problem, "en"))


def test_photos_with_nothing_after_the_colon_are_neither_yes_nor_no() -> None:
    assert errors(read({"settings.yaml": f"{SETTINGS}photos:\n"}).problems) == [("photos-nothing", 22, 1)]


def test_a_country_s_name_is_answered_with_its_code() -> None:
    for written, code in (("Russia", "RU"), ("Biélorussie", "BY"), ("Kosovo", "XK"), ("uk", "GB")):
        [problem] = read({"settings.yaml": f"{SETTINGS}photos: {{listed-countries: [{written}]}}\n"}).problems
        assert problem.args["near"] == code
        assert code in problem_text(problem, "fr")[1]


def test_photos_without_any_hashtag_cannot_be_found() -> None:
    text = edited(SETTINGS, 'hashtags: ["#FreeAzat"]\n', "") + "photos: yes\n"
    assert errors(read({"settings.yaml": text}).problems) == [("photos-without-tags", 21, 1)]


def test_hashtags_that_are_faulty_are_not_said_to_be_missing_too() -> None:
    text = edited(SETTINGS, '"#FreeAzat"', '"# "') + "photos: yes\n"
    assert errors(read({"settings.yaml": text}).problems) == [("hashtag-wrong", 2, 13)]


def test_a_staff_whose_keys_are_faulty_is_not_said_to_have_no_chat() -> None:
    text = edited(SETTINGS, "language: fr\n", "language: it\n") + "photos: yes\n"
    assert [problem.code for problem in read({"settings.yaml": text}).problems] == ["staff-language-wrong"]


def test_a_mailbox_without_photos_is_an_error() -> None:
    box = "mailbox: {address: a@example.org, imap: i.example.org, smtp: s.example.org}\n"
    assert errors(read({"settings.yaml": f"{SETTINGS}{box}"}).problems) == [("mailbox-without-photos", 22, 1)]
    switched_off = f"{SETTINGS}photos: no\n{box}"
    assert errors(read({"settings.yaml": switched_off}).problems) == [("mailbox-without-photos", 23, 1)]


def test_a_mailbox_beside_photos_that_are_faulty_is_not_said_to_be_without_them() -> None:
    box = "mailbox: {address: a@example.org, imap: i.example.org, smtp: s.example.org}\n"
    text, at = unmarked(f"{SETTINGS}photos: {{faces: ¦hidden}}\n{box}")
    assert errors(read({"settings.yaml": text}).problems) == [("unknown-choice", *at)]


def test_faulty_photos_leave_the_rest_of_the_settings_as_it_is() -> None:
    loaded = read({"settings.yaml": f"{SETTINGS}photos: {{faces: hidden}}\n"})
    assert loaded.campaign is not None
    assert loaded.campaign.settings.photos is None
    assert set(loaded.campaign.entries) == {"rally-countdown", "who"}


def test_all_faults_of_photos_are_told_at_once() -> None:
    block = "photos: {repost: x, faces: y, pace: {hour: 0, day: 0}, keep: {originals: z}}\n"
    found = [code for code, *_ in errors(read({"settings.yaml": f"{SETTINGS}{block}"}).problems)]
    assert found == ["unknown-choice", "unknown-choice", "photos-count-wrong", "photos-count-wrong", "when.unexpected"]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("entry-key-reserved", "  who:", "  ¦photos:"),
        ("picture-supporter", "picture: countdown", "picture: ¦supporter"),
    ],
)
def test_no_schedule_can_take_the_place_of_supporters_photos(code: str, old: str, new: str) -> None:
    text, at = unmarked(edited(SCHEDULE, old, new))
    assert errors(read({"schedules/countdown.yaml": text}).problems) == [(code, *at)]
