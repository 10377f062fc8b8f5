from __future__ import annotations

from decimal import Decimal

import pytest

from bot.campaign.problem import Severity
from tests.files.builders import FR, LT, SCHEDULE, Exchange, codes, found, line, report

BUDGET: Exchange = ("settings.yaml", "budget: 20 USD", "budget: 0.20 USD")


def test_one_public_post_too_many_in_a_day_is_an_error_at_the_first_entry_that_exceeds() -> None:
    # 9 May: the countdown in two languages; 10 May: three and one hours before in two languages.
    allowed = ("settings.yaml", "public: 4 a day", "public: 3 a day")
    assert codes() == []
    assert found(allowed) == [("too-many-public", SCHEDULE, line("  hours:", SCHEDULE))]
    facts = report(allowed).problems[0].args
    assert (facts["day"], facts["allowed"], facts["language"]) == ("2024-05-10", 3, "lt")


def test_posts_that_are_not_public_do_not_count() -> None:
    allowed = ("settings.yaml", "public: 4 a day", "public: 2 a day")
    unlisted = (SCHEDULE, "hours before hearing", "hours before hearing\n    visibility: {public: lt}")
    assert codes(allowed, unlisted) == []


def test_a_post_counts_for_the_day_of_its_own_audience() -> None:
    allowed = ("settings.yaml", "public: 4 a day", "public: 2 a day")
    calm = (SCHEDULE, "hours before hearing", "hours before hearing\n    visibility: unlisted")
    # On 6 May two posts are public; 23:30 on 5 May in Paris is 00:30 on 6 May in Vilnius.
    late = "  late:\n    message: who\n    when: 2024-05-05 at 23:30 in Paris\n    warning: yes\n"
    assert "too-many-public" in codes(allowed, calm, (SCHEDULE, "", late + "    to: [lithuania]\n"))
    assert "too-many-public" not in codes(allowed, calm, (SCHEDULE, "", late + "    to: [france]\n"))


def test_posts_that_spacing_would_hold_up_until_they_are_too_late_are_an_error() -> None:
    slow = ("settings.yaml", "public: 4 a day}", "public: 4 a day, spacing: 11 minutes}")
    prompt = (SCHEDULE, "hours before hearing", "hours before hearing\n    if-late: up to 10 minutes")
    assert found(slow, prompt) == [("spacing-too-long", SCHEDULE, line("3, 1 hours", SCHEDULE))]
    assert report(slow, prompt).problems[0].args["minutes"] == 11
    assert codes(slow) == []
    assert codes(prompt) == []


def test_what_x_bills_is_counted_post_by_post() -> None:
    # Six countdown posts with alt text, four of hours and two plain ones: 6 x 0.020 + 6 x 0.015.
    assert report().x_cost_usd == Decimal("0.210")
    assert report((FR, "Anna est en prison.", "Anna : https://example.org")).x_cost_usd == Decimal("0.395")


def test_a_month_over_its_budget_is_an_error_at_the_budget() -> None:
    wide = (
        "settings.yaml",
        '{kind: x, account: "@anna", budget: 20 USD a month}',
        "\n    kind: x\n    account: '@anna'\n    budget: 0.20 USD a month",
    )
    for exchange in (BUDGET, wide):
        assert found(exchange) == [("x-over-budget", "settings.yaml", line("0.20 USD", "settings.yaml", exchange))]


@pytest.mark.parametrize(("budget", "severity"), [("0.21", Severity.NOTE), ("0.25", Severity.NOTE), ("0.30", None)])
def test_a_budget_nearly_used_is_worth_a_note(budget: str, severity: Severity | None) -> None:
    problems = report((*BUDGET[:2], f"budget: {budget} USD")).problems
    assert [one.severity for one in problems] == ([severity] if severity else [])


def test_each_month_has_its_own_budget() -> None:
    later: tuple[Exchange, ...] = (
        (SCHEDULE, "", "  june:\n    when: 2024-06-20 at 12:30\n"),
        (FR, "", "\njune = Juin\n"),
        (LT, "", "\njune = Liepa\n"),
        ("settings.yaml", "budget: 20 USD", "budget: 0.27 USD"),
    )
    assert codes(*later) == []
    assert report(*later).x_cost_by_month == {("x", 2024, 5): Decimal("0.210"), ("x", 2024, 6): Decimal("0.030")}
