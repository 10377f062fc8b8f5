from __future__ import annotations

import pytest

from bot.campaign import when

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("sentence", "french", "english"),
    [
        (
            "3, 2, 1 days before rally at 09:00",
            "3, 2 et 1 jours avant «_rally_», à 9_h dans la ville de chaque public",
            "3, 2 and 1 days before “rally”, at 09:00 in each audience’s city",
        ),
        (
            "1 day before rally at 18:30 in Erevan",
            "1 jour avant «_rally_», à 18_h_30 à Erevan",
            "1 day before “rally”, at 18:30 in Yerevan",
        ),
        (
            "2, 0 days before rally at 09:00 in UTC",
            "2 jours avant «_rally_» et le jour même, à 9_h UTC",
            "2 days before “rally” and on the day itself, at 09:00 UTC",
        ),
        (
            "on the day of rally at 09:00 in Cairo",
            "le jour de «_rally_», à 9_h au Caire",
            "on the day of “rally”, at 09:00 in Cairo",
        ),
        ("6, 3, 1 hours before rally", "6, 3 et 1 heures avant «_rally_»", "6, 3 and 1 hours before “rally”"),
        ("1 hour before rally", "1 heure avant «_rally_»", "1 hour before “rally”"),
        (
            "every day at 18:30 from 2023-08-31 to 2023-09-03",
            "chaque jour à 18_h_30 dans la ville de chaque public, du 31 août 2023 au 3 septembre 2023",
            "every day at 18:30 in each audience’s city, from 31 August 2023 to 3 September 2023",
        ),
        (
            "every Monday and Thursday at 18:30, from 6 weeks before petition",
            (
                "chaque lundi et jeudi à 18_h_30 dans la ville de chaque public,"
                " à partir de 6 semaines avant «_petition_», jusqu’à «_petition_»"
            ),
            "every Monday and Thursday at 18:30 in each audience’s city, from 6 weeks before “petition” to “petition”",
        ),
        (
            "2023-09-01 at 12:00:30 in Paris",
            "le 1er septembre 2023 à 12_h_00_min_30_s à Paris",
            "on 1 September 2023 at 12:00:30 in Paris",
        ),
    ],
)
def test_a_sentence_is_said_back_in_both_languages(sentence: str, french: str, english: str) -> None:
    meaning = when.parse(sentence)
    assert when.explain(meaning, "fr") == french.replace("_", NBSP)
    assert when.explain(meaning, "en") == english


def test_a_moment_is_said_back_too() -> None:
    moment = when.parse_moment("2023-09-04 at 20:00 in Paris")
    assert when.explain(moment, "fr") == f"le 4 septembre 2023 à 20{NBSP}h à Paris"
    assert when.explain(moment, "en") == "on 4 September 2023 at 20:00 in Paris"
