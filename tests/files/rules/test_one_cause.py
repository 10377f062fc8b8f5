"""One mistake, one error, where the mistake is."""

from __future__ import annotations

import pytest

from tests.files.builders import FR, LT, SCHEDULE, Exchange, codes, found, line

WHO = "  who:\n    when: 2024-05-06 at 12:30\n"


def test_a_countdown_card_where_nothing_is_counted_is_one_error_in_the_schedule() -> None:
    drawn = (SCHEDULE, "    warning: yes\n", "    picture: countdown\n")
    assert found(drawn) == [("card-counts-nothing", SCHEDULE, line("2024-05-06", SCHEDULE) + 1)]


def test_such_a_card_with_words_of_its_own_in_some_language_is_missed_in_the_others() -> None:
    drawn = (SCHEDULE, "    warning: yes\n", "    picture: countdown\n")
    words = (FR, "    .warning = Prison\n", "    .card = Prison\n    .alt = Carte\n")
    assert {(code, file) for code, file, _ in found(drawn, words)} == {("card-missing", LT), ("alt-missing", LT)}


def test_a_card_s_words_that_two_entries_miss_in_one_message_are_missed_once() -> None:
    second = (SCHEDULE, WHO, "  again:\n    message: countdown\n    when: 5 days before hearing at 08:00\n"
              "    picture: countdown\n" + WHO)  # fmt: skip
    assert codes(second, (LT, "    .card = Liko { $days } d.\n", "")) == ["card-missing"]


@pytest.mark.parametrize("broken", ["{ $hours h.", "{ $hours } h. }"])
def test_a_true_for_above_a_message_that_cannot_be_read_is_not_alone(broken: str) -> None:
    junk = (FR, "hours = Dans { $hours } h.\n", f"# true for: hearing 2024-05-10\nhours = Dans {broken}\n")
    assert [(code, number) for code, _, number in found(junk)] == [
        ("ftl-expected" if broken.count("}") == 0 else "ftl-stray-brace", line("hours = ", FR, junk))
    ]


def test_a_true_for_above_a_message_written_twice_is_not_alone() -> None:
    again = (FR, "", "\n# true for: hearing 2024-05-10\nhours = Encore { $hours } h.\n")
    assert codes(again) == ["message-twice"]


def test_a_true_for_with_a_line_between_is_alone_all_the_same() -> None:
    apart = (FR, "hours =", "# true for: hearing 2024-05-10\n\nhours =")
    assert codes(apart) == ["true-for-alone"]


def test_two_variants_of_one_form_are_an_error_at_the_second() -> None:
    twice = (FR, "       *[other] Plus que", "        [one] Un jour.\n       *[other] Plus que")
    assert found(twice) == [("ftl-variant-twice", FR, line("[one] Un jour", FR, twice))]


def test_words_that_are_not_indented_are_one_error_at_their_message() -> None:
    edge = (FR, "who = Anna est en prison.", "who =\nAnna est en prison.")
    assert [code for code in codes(edge) if code.startswith("ftl-")] == ["ftl-no-value"]


@pytest.mark.parametrize("blank", ["\t", "\u00a0"])
def test_a_tab_or_a_no_break_space_before_a_variant_is_named(blank: str) -> None:
    tab = (FR, "        [one] Plus", f"{blank}       [one] Plus")
    assert found(tab) == [("ftl-space", FR, line("[one] Plus", FR, tab))]


def test_a_comma_in_words_without_quotes_is_one_error_that_asks_for_quotes() -> None:
    comma = (SCHEDULE, "    warning: yes\n", "    text: {fr: Un, deux, corrigé.}\n")
    assert [one for one in found(comma) if one[0] != "inline-not-in-all"] == [
        ("text-comma", SCHEDULE, line("text:", SCHEDULE, comma))
    ]


def test_an_entry_no_longer_true_when_due_is_one_error_whatever_the_hour_is_elsewhere() -> None:
    late = (SCHEDULE, WHO, WHO + "    true-until: 2024-05-06 at 12:30 in Paris\n")
    assert codes(late) == ["when.after-true-until"]


def test_an_entry_written_twice_is_one_error_at_the_second() -> None:
    twice: Exchange = (SCHEDULE, WHO, "  hours:\n    when: 2024-05-06 at 12:30\n    when: nonsense\n" + WHO)
    assert found(twice) == [("yaml-duplicate-key", SCHEDULE, 7)]


def test_a_copied_file_is_one_error() -> None:
    posts: Exchange = ("schedules/zcopy.yaml", "", "posts:\n  hours:\n    when: 3 hours before hearing\n" + WHO)
    assert codes(posts) == ["schedule-twice"]
    words: Exchange = ("messages/fr/zcopy.ftl", "", "hours = Dans { $hours } h.\n\nwho = Anna.\n")
    assert codes(words) == ["messages-twice"]
