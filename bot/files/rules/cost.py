"""What X bills, per account and calendar month, against the account's budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bot.campaign.cost import x_cost_usd
from bot.campaign.model import NetworkName
from bot.campaign.problem import Problem, Severity
from bot.files.rules.view import View

NEAR = Decimal("0.8")
"""The share of a budget from which a person is told that it is nearly used."""


def by_month(view: View) -> Mapping[tuple[str, int, int], Decimal]:
    """US dollars by account, year and month (UTC, as X bills), for every post planned."""
    dollars: dict[tuple[str, int, int], Decimal] = {}
    prices: dict[int, Decimal] = {}
    """By post: deliveries share them."""
    for going in view.firsts:
        if going.account.network is not NetworkName.X:
            continue
        price = prices.get(id(going.post))
        if price is None:
            price = x_cost_usd(going.post.text, going.post.alt if going.post.picture else "")
            prices[id(going.post)] = price
        key = (going.account.name, going.slot.due.year, going.slot.due.month)
        dollars[key] = dollars.get(key, Decimal(0)) + price
    return dollars


def total(view: View) -> Decimal:
    """US dollars for the whole campaign."""
    return sum(by_month(view).values(), Decimal(0))


def budget(view: View) -> Iterator[Problem]:
    """A month that costs more than its budget (an error), or nearly as much (a note)."""
    for (name, year, month), dollars in sorted(by_month(view).items()):
        account = view.settings.accounts[name]
        allowed = account.budget_usd_per_month
        if allowed is None or dollars <= allowed * NEAR:
            continue
        place = view.find("budget", account.place, lines=12) or account.place
        facts = {"account": name, "month": f"{year}-{month:02}", "cost": f"{dollars:.2f}", "budget": f"{allowed:.2f}"}
        if dollars > allowed:
            yield Problem("x-over-budget", place, facts)
        else:
            yield Problem("x-near-budget", place, facts, Severity.NOTE)
