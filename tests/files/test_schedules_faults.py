from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.reading import SCHEDULE, SETTINGS, edited, errors, notes, read, unmarked, write

ENTRY = "posts:\n  who:\n    when: 2023-09-01 at 12:30\n    "

CASES = [
    # the file
    ("key-missing", "¦title: Only a title\n"),
    ("unknown-key-near", "¦post: {}\nposts: {a: {when: 2023-09-01 at 12:30}}\n"),
    ("value-not-mapping", "posts: ¦[a, b]\n"),
    ("value-not-mapping", "posts:\n  a: ¦tomorrow\n"),
    ("value-not-text", "title: ¦5\nposts: {}\n"),
    ("entry-key-wrong", "posts:\n  ¦2nd: {when: 2023-09-01 at 12:30}\n"),
    ("entry-key-wrong", "posts:\n  ¦a/b: {when: 2023-09-01 at 12:30}\n"),
    ("entry-key-wrong", "posts:\n  ¦été: {when: 2023-09-01 at 12:30}\n"),
    ("entry-key-wrong", "posts:\n  '¦a b': {when: 2023-09-01 at 12:30}\n"),
    ("key-missing-in", "posts:\n  ¦a: {silent: yes}\n"),
    ("value-missing", "posts:\n  ¦a:\n"),
    ("key-not-in-defaults", "defaults:\n  ¦when: 2023-09-01 at 12:30\nposts: {}\n"),
    ("key-not-in-defaults", "defaults: {¦text: {fr: x}}\nposts: {}\n"),
    ("key-not-in-defaults", "defaults: {silent: no, ¦message: x}\nposts: {}\n"),
    ("unknown-audience-near", "defaults:\n  to: ¦frence\nposts: {}\n"),
    # keys of an entry
    ("unknown-key", ENTRY + "¦colour: red\n"),
    ("unknown-key-near", ENTRY + "¦pictur: countdown\n"),
    ("unknown-key-near", ENTRY + "¦true_until: 2023-09-02\n"),
    ("unknown-key-near-quoted", ENTRY + "¦“hold”: until approved\n"),
    ("unknown-key-near-quoted", ENTRY + "¦« hold »: until approved\n"),
    ("unknown-key-near", ENTRY + "¦Quand: 2023-09-01 at 12:30\n"),
    ("unknown-key-near", ENTRY + "¦visibilité: unlisted\n"),
    ("unknown-key-near", ENTRY + "¦vrai_jusqu’à: 2023-09-04\n"),
    ("unknown-key", ENTRY + "¦ville: Paris\n"),
    ("value-quoted", ENTRY + "hold: ¦“until approved”\n"),
    ("value-quoted", ENTRY + "silent: ¦« yes »\n"),
    ("value-quoted", ENTRY + "to: [france, ¦‘armenia’]\n"),
    ("value-quoted", "posts:\n  a:\n    when: ¦„2023-09-01 at 12:30“\n"),
    ("text-without-language", ENTRY + "text: ¦“Les mots.”\n"),
    ("list-without-brackets", ENTRY + "to: ¦france, armenia\n"),
    ("list-without-brackets", ENTRY + "accounts: ¦x, mastodon\n"),
    ("list-without-brackets", ENTRY + "languages: ¦fr, hy\n"),
    ("list-without-brackets", ENTRY + "languages: {x: '¦fr, hy', telegram: all}\n"),
    (
        "list-without-brackets",
        "posts:\n  a: {when: every day at 10:00 from 2023-09-01 to 2023-09-02, to: ¦france, armenia}\n",
    ),
    ("text-conflict", "posts:\n¦<<<<<<< HEAD\n  a: {}\n=======\n  b: {}\n>>>>>>> theirs\n"),
    ("secret-in-file", ENTRY + "¦token: hunter22\n"),
    # names
    ("unknown-audience", ENTRY + "to: ¦everybody-else\n"),
    ("unknown-audience-near", ENTRY + "to: [armenia, ¦framce]\n"),
    ("unknown-audience-near", ENTRY + "to:\n      - armenia\n      - '¦framce'\n"),
    ("unknown-account-near", ENTRY + "accounts: [x, ¦telegram_fr]\n"),
    ("unknown-account", ENTRY + "accounts: ¦facebook\n"),
    ("unknown-language", ENTRY + "languages: [fr, ¦en]\n"),
    ("unknown-language", ENTRY + "languages: ¦en\n"),
    ("unknown-language", ENTRY + "languages: {x: [hy, ¦en]}\n"),
    ("unknown-language-near", ENTRY + "languages: {telegram: all, x: ¦fr-FR}\n"),
    ("unknown-network", ENTRY + "languages: {¦facebook: fr}\n"),
    ("unknown-network-near", ENTRY + "languages: {x: fr, ¦mastadon: all}\n"),
    ("unknown-language", ENTRY + "text: {¦en: words}\n"),
    ("unknown-language", ENTRY + "visibility: {public: ¦en}\n"),
    ("unknown-visibility", ENTRY + "visibility: ¦direct\n"),
    ("unknown-visibility-near", ENTRY + "visibility: {¦publik: fr}\n"),
    ("unknown-picture", ENTRY + "picture: ¦drawing\n"),
    ("unknown-picture-near", ENTRY + "picture: ¦countdwon\n"),
    ("unknown-deadline-near", ENTRY + "only-if: ¦releas is open\n"),
    ("unknown-deadline", ENTRY + "only-if: ¦moon is full\n"),
    # values
    ("value-missing", ENTRY + "¦hashtags:\n"),
    ("value-missing", ENTRY + "¦hold:\n"),
    ("value-missing", ENTRY + "¦languages:\n"),
    ("value-missing", ENTRY + "languages: {x: [fr, ¦~]}\n"),
    ("value-missing", ENTRY + "¦silent:\n"),
    ("value-missing", ENTRY + 'text: {fr: "¦"}\n'.replace('"¦"', "¦''").replace("fr: ¦''", "¦fr: ''")),
    ("value-missing", ENTRY + "¦text:\n"),
    ("value-empty-list", ENTRY + "to: ¦[]\n"),
    ("value-empty-list", ENTRY + "languages: ¦[]\n"),
    ("value-twice", ENTRY + "to: [france, ¦france]\n"),
    ("value-not-text", ENTRY + "languages: [¦1]\n"),
    ("value-not-text", ENTRY + "text: {fr: ¦5}\n"),
    ("value-not-yes-or-no", ENTRY + "silent: ¦maybe\n"),
    ("value-not-yes-or-no", ENTRY + "warning: ¦1\n"),
    ("value-not-a-day", ENTRY + "except: [2023-09-01, ¦1 September]\n"),
    ("value-no-such-day", ENTRY + "except: ¦2023-09-31\n"),
    ("hashtag-comment", ENTRY + "hashtags:\n      -¦ #FreeAzat\n"),
    ("visibility-twice", ENTRY + "visibility: {public: fr, private: ¦[hy, fr]}\n"),
    ("picture-photo", ENTRY + "picture: ¦photo\n"),
    ("picture-photo", ENTRY + "picture: ¦photos/rally.jpg\n"),
    ("text-without-language", ENTRY + "text: ¦Les mots.\n"),
    ("hold-wrong", ENTRY + "hold: ¦yes\n"),
    ("hold-wrong", ENTRY + "hold: ¦until tomorrow\n"),
    ("only-if-wrong", ENTRY + "only-if: ¦release open\n"),
    ("outcome-near-open", ENTRY + "only-if: release is ¦opne\n"),
    ("outcome-near-open", ENTRY + "only-if: release is ¦Open\n"),
    ("message-wrong", ENTRY + "message: ¦a.b\n"),
    ("text-and-message", ENTRY + "message: a\n    ¦text: {fr: a}\n"),
    # sentences of time, at the very word
    ("when.unexpected-near", "posts:\n  a:\n    when: 3, 2, 1 days ¦bfore rally at 09:00\n"),
    ("when.unexpected-near", 'posts:\n  a:\n    when: "3, 2, 1 days ¦bfore rally at 09:00"\n'),
    ("when.unexpected-near", "posts:\n  a:\n    when: >\n      3, 2, 1 days\n      ¦bfore rally at 09:00\n"),
    ("when.no-such-time", "posts:\n  a:\n    when: 3 days before rally\n      at ¦25:00\n"),
    ("when.no-such-time", ENTRY + "true-until: 2023-09-02 at ¦24:30\n"),
    ("when.unexpected-near", ENTRY + "if-late: up to 10 ¦minuts\n"),
    ("when.unexpected", ENTRY + "quiet-hours: 22:00 to ¦morning\n"),
]


@pytest.mark.parametrize(("code", "source"), CASES)
def test_a_fault_in_a_schedule_is_told_at_the_very_value_or_key(code: str, source: str) -> None:
    text, place = unmarked(source)
    loaded = read({"schedules/countdown.yaml": text})
    assert errors(loaded.problems) == [(code, *place)]
    assert loaded.broken == {"schedules/countdown.yaml"}


PHOTOS = [
    ("photo-missing", "photos/none-like-it.jpg"),
    ("photo-missing-near", "photos/raly.jpg"),
    ("photo-not-a-file", "photos"),
    ("photo-outside", "../secret.jpg"),
    ("photo-outside", "photos/../../secret.jpg"),
    ("photo-outside", "/etc/hostname"),
    ("photo-outside", "~/secret.jpg"),
    ("photo-outside", "photos/out.jpg"),
    ("photo-outside", "photos\\rally.jpg"),
    ("photo-missing", "photos/zz-round.png"),
]


@pytest.mark.parametrize(("code", "path"), PHOTOS)
def test_a_photo_must_be_a_file_inside_the_campaign(tmp_path: Path, code: str, path: str) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"")
    folder = write(tmp_path / "campaign", {"photos/rally.jpg": b""})
    (folder / "photos/out.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "photos/zz-round.png").symlink_to("zz-round.png")
    loaded = read({"schedules/countdown.yaml": f"{ENTRY}photo: '{path}'\n"}, folder)
    assert errors(loaded.problems) == [(code, 4, 13)]


def test_a_photo_inside_the_campaign_is_found_through_links_that_stay_inside(tmp_path: Path) -> None:
    folder = write(tmp_path / "campaign", {"photos/rally.jpg": b""})
    (folder / "photos/link.jpg").symlink_to("rally.jpg")
    for path in ("photos/rally.jpg", "./photos/rally.jpg", "photos/link.jpg"):
        assert errors(read({"schedules/countdown.yaml": f"{ENTRY}photo: {path}\n"}, folder).problems) == []


def test_a_post_carries_a_picture_or_a_photo_but_not_both(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.jpg": b""})
    own = read({"schedules/countdown.yaml": ENTRY + "picture: poster\n    photo: a.jpg\n"}, folder)
    assert errors(own.problems) == [("picture-and-photo", 5, 5)]
    both = "defaults: {picture: poster, photo: a.jpg}\n" + ENTRY.rstrip()
    assert errors(read({"schedules/countdown.yaml": both}, folder).problems) == [("picture-and-photo", 1, 29)]


def test_all_faults_of_a_schedule_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SCHEDULE
    for old, new in [("bef", "bfe"), ("picture: c", "picture: k"), ("silent: yes", "silent: si"), ("hy]", "en]")]:
        text = edited(text, old, new)
    assert errors(read({"schedules/countdown.yaml": text}).problems) == [
        ("when.unexpected-near", 3, 24),
        ("unknown-picture-near", 4, 14),
        ("value-not-yes-or-no", 6, 13),
        ("unknown-language", 9, 25),
    ]


def test_a_schedule_whose_posts_are_all_commented_out_is_a_note() -> None:
    loaded = read({"schedules/countdown.yaml": "title: Later\nposts:\n  # a: {when: 2023-09-01}\n"})
    assert (errors(loaded.problems), notes(loaded.problems)) == ([], [("schedule-no-posts", 2, 1)])


def test_an_entry_defined_in_two_files_is_told_with_both_places_and_neither_goes_out() -> None:
    loaded = read({"schedules/more.yaml": "# more\nposts:\n  who: {when: 2023-09-02 at 12:30}\n"})
    assert errors(loaded.problems) == [("entry-twice", 3, 3)]
    [problem] = loaded.problems
    assert problem.place.file == "schedules/more.yaml"
    assert problem.args == {"key": "who", "other": "schedules/countdown.yaml", "line": 7, "column": 3}
    assert loaded.broken == {"schedules/countdown.yaml", "schedules/more.yaml"}


def test_a_fault_in_the_settings_does_not_become_one_of_the_schedules() -> None:
    for old, new in [
        ("language: fr, city", "language: frx, city"),
        ("city: Paris", "city: Pariss"),
        ("2023-09-04", "2023-09-31"),
    ]:
        loaded = read({"settings.yaml": edited(SETTINGS, old, new)})
        assert loaded.broken == {"settings.yaml"}
