"""The networks as people write them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.campaign.model import NetworkName

NETWORKS: Mapping[NetworkName, str] = {
    NetworkName.MASTODON: "Mastodon",
    NetworkName.X: "X",
    NetworkName.TELEGRAM: "Telegram",
}
