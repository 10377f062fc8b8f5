"""The mistakes, one of each kind that organisers make."""

from __future__ import annotations

from tests.files.planted import Mistake

SETTINGS = "settings.yaml"
DAY = "schedules/day-of-solidarity.yaml"
RELEASE = "schedules/release.yaml"
THANKS = "schedules/thanks.yaml"


def ftl(language: str, name: str = "day-of-solidarity") -> str:
    """A file of messages."""
    return f"messages/{language}/{name}.ftl"


NOWHERE = """\
  nowhere:
    message: launch
    when: 2023-08-31 at 15:00
    to: [france]
    languages: [lt]
"""
SLEEPLESS = """\
  sleepless:
    message: launch
    when: 2023-10-29 at 02:30 in Paris
"""

IN_SETTINGS = (
    Mistake("unknown key in the settings", "unknown-key-near", SETTINGS, "read-back:", "read-bakc:"),
    Mistake("duplicate key", "yaml-duplicate-key", SETTINGS, "", "if-late: up to 5 hours\n"),
    Mistake("unknown city", "unknown-city-near", SETTINGS, "city: Rome", "city: Romme"),
    Mistake("unknown account", "unknown-account-near", SETTINGS, r"x, telegram-it\]", "x, telegran-it]"),
    Mistake("unknown choice for photos", "unknown-choice-near", SETTINGS, "faces: covered", "faces: coverd"),
    Mistake("X over its budget", "x-over-budget", SETTINGS, r"budget: \d+ USD", "budget: 0.10 USD"),
    Mistake(
        "one channel under two names", "account-twice", SETTINGS, '"@example_hy"', '"@example_lt"', "telegram-hy: {"
    ),
    Mistake(
        "too many public posts a day",
        "too-many-public",
        SETTINGS,
        r"public: \d+ a day",
        "public: 2 a day",
        "visibility: public\n",
        DAY,
    ),
)

IN_SCHEDULES = (
    Mistake("broken YAML: a tab", "yaml-tab", THANKS, "    hold: until", "\thold: until"),
    Mistake("unknown key in an entry", "unknown-key-near", DAY, r"(?<=public: ru}\n)    silent: no", "    silnet: no"),
    Mistake("unknown deadline", "when.unknown-deadline-near", DAY, "2 days before rally", "2 days before raly"),
    Mistake("unknown audience", "unknown-audience-near", DAY, r"(?<=  supporters-2:\n)", "    to: [france, englsh]\n"),
    Mistake("impossible time", "when.no-such-time", DAY, "2023-08-30 at 18:30", "2023-08-30 at 18:75"),
    Mistake("impossible day", "when.no-such-date", DAY, "2023-08-30 at 12:00", "2023-08-32 at 12:00"),
    Mistake("unknown language", "unknown-language", DAY, r"\[de, lt, hy\]", "[de, lt, hy, xx]"),
    Mistake(
        "missing message",
        "message-missing-near",
        DAY,
        r"message: rally-countdown(?=\n    when: 1 day)",
        "message: rally-countdwon",
    ),
    Mistake("an entry that reaches nobody", "reaches-nobody", DAY, "", NOWHERE, "languages: [lt]"),
    Mistake("a time the clocks show twice", "when.repeated-time", DAY, "", SLEEPLESS, "when: 2023-10-29"),
    Mistake("true until before it is due", "when.after-true-until", RELEASE, "at 20:00 in Paris", "at 10:00 in Paris"),
    Mistake(
        "a day count another city reads as wrong",
        "when.another-count",
        RELEASE,
        "3 days before release at 18:30",
        "3 days before release at 03:30 in Berlin",
    ),
    Mistake("unknown deadline to depend on", "unknown-deadline-near", RELEASE, "only-if: release", "only-if: realease"),
    Mistake(
        "bad hashtag",
        "hashtag-bad-character",
        RELEASE,
        r"(?<=  release-tomorrow:\n)",
        '    hashtags: ["#04.09"]\n',
    ),
)

IN_MESSAGES = (
    Mistake(
        "broken Fluent: a line that begins with [",
        "ftl-line-trap",
        ftl("pt-BR", "thanks"),
        r"(?<=^thanks =\n)    ",
        "    Obrigado!\n    [Brasil] ",
        "[Brasil]",
    ),
    Mistake("unused message", "message-unused", ftl("it", "thanks"), "", "\ndraft = Una bozza\n", "draft ="),
    Mistake(
        "missing translation",
        "translation-missing",
        ftl("lt"),
        r"^rally-elsewhere =\n    .*\n",
        "",
        "  rally-elsewhere:",
        DAY,
    ),
    Mistake(
        "missing plural form",
        "plural-form-missing",
        ftl("ru", "release"),
        r"^        \[few\] .*\n",
        "",
        "{ $days ->",
    ),
    Mistake(
        "unknown variable",
        "ftl-unknown-variable-near",
        ftl("en", "release"),
        r"\*\[other\] { \$days }",
        "*[other] { $day }",
    ),
    Mistake(
        "days where hours are counted",
        "variable-counted-in-hours",
        ftl("fr"),
        r"\[one\] Paris, dans { \$hours }",
        "[one] Paris, dans { $days }",
    ),
    Mistake(
        "too long for X",
        "text-too-long",
        ftl("pt-BR"),
        r"^launch =\n    ",
        "launch =\n    " + "Libertem Azat já! " * 10,
        "launch =",
    ),
    Mistake(
        "too long a caption on Telegram",
        "caption-too-long",
        ftl("de"),
        r"^photo =\n    ",
        "photo =\n    " + "Freiheit für Azat! " * 60,
        "photo =",
    ),
    Mistake("missing alt text", "alt-missing", ftl("hy"), r"(?<=\n)    \.alt = \S.*\n", "", "photo ="),
    Mistake("missing words of a warning", "warning-missing", ftl("en"), r"^    \.warning = .*\n?", "", "who ="),
    Mistake(
        "duplicate on X",
        "x-duplicate",
        ftl("fr"),
        r"^supporters-2 =\n    ",
        "supporters-2 =\n    { supporters-1 }\n    .telegram = ",
        "supporters-2 =",
    ),
    Mistake("invisible character", "hidden-character", ftl("lt", "thanks"), r"(?<=^thanks =\n    )", "\u200b"),
    Mistake("bidi control", "hidden-character", ftl("hy", "thanks"), r"(?<=^thanks =\n    )", "\u202e"),
    Mistake(
        "a date that has moved",
        "true-for-another-date",
        ftl("fr", "release"),
        "release 2023-09-04",
        "release 2023-09-05",
    ),
    Mistake(
        "a deadline's date without a word of which",
        "true-for-missing",
        ftl("pt-BR", "release"),
        r"^# true for: release 2023-09-04\n",
        "",
        "release-countdown =",
    ),
    Mistake(
        "mention of a stranger",
        "mentions-somebody",
        ftl("en", "thanks"),
        r"(?<=^thanks =\n    )",
        "@somebody, thanks! ",
    ),
    Mistake("duplicate message", "message-twice", ftl("de", "thanks"), "", "\nthanks = Danke.\n", "thanks = Danke."),
)

MISTAKES = (*IN_SETTINGS, *IN_SCHEDULES, *IN_MESSAGES)
