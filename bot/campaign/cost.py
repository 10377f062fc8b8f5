"""What X bills for a post.

Prices: https://docs.x.com/x-api/getting-started/pricing, as of November 2026, in US dollars a request.
"""

from __future__ import annotations

from decimal import Decimal

from bot.campaign.counting import x_has_url

POST_USD = Decimal("0.015")
POST_WITH_URL_USD = Decimal("0.200")
ALT_TEXT_USD = Decimal("0.005")


def x_cost_usd(text: str, alt: str) -> Decimal:
    """The price of one post; ``alt`` is the alt text of its picture, empty without one."""
    return (POST_WITH_URL_USD if x_has_url(text) else POST_USD) + (ALT_TEXT_USD if alt else 0)
