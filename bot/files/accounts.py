"""The ``accounts:`` of ``settings.yaml``: which keys fit which kind, and whose secrets go by which name."""

from __future__ import annotations

from collections.abc import Mapping

from bot.campaign.model import Account, NetworkName
from bot.campaign.problem import Problem
from bot.files.faults import key_place, value_place
from bot.files.keys import alias_of
from bot.files.settings_schema import AccountKeys
from bot.files.yaml import Document

FIELDS: Mapping[NetworkName, tuple[str, ...]] = {
    NetworkName.MASTODON: ("access_token",),
    NetworkName.X: ("consumer_key", "consumer_secret", "access_token", "access_token_secret"),
    NetworkName.TELEGRAM: ("bot_token",),
}
"""The secrets each network's account needs."""

_COMMON = frozenset({"kind", "credentials", "spacing"})
_OWN: Mapping[NetworkName, frozenset[str]] = {
    NetworkName.MASTODON: frozenset({"server", "public"}),
    NetworkName.X: frozenset({"account", "api", "budget"}),
    NetworkName.TELEGRAM: frozenset({"channel", "api"}),
}
_NEEDED: Mapping[NetworkName, str] = {
    NetworkName.MASTODON: "server",
    NetworkName.X: "account",
    NetworkName.TELEGRAM: "channel",
}


def secret_name(credentials: str, field: str) -> str:
    """``TELEGRAM_BOT_TOKEN``: what the secret ``bot_token`` of ``credentials: telegram`` is called."""
    return f"{credentials}_{field}".replace("-", "_").upper()


def build(document: Document, keys: Mapping[str, AccountKeys], problems: list[Problem]) -> dict[str, Account]:
    """The accounts without fault."""
    accounts = {}
    for name, account in keys.items():
        found = _misfits(document, name, account)
        problems += found
        if not found:
            accounts[name] = _account(document, name, account)
    for clash in _clashes(document, accounts):
        problems.append(clash)
    return accounts


def _misfits(document: Document, name: str, keys: AccountKeys) -> list[Problem]:
    fitting = _COMMON | _OWN[keys.kind]
    path = ("accounts", name)
    found = [
        Problem(
            "key-not-for-kind",
            key_place(document, (*path, alias_of(key))),
            {"key": alias_of(key), "kind": keys.kind.value, "fitting": ", ".join(sorted(fitting))},
        )
        for key in sorted(keys.model_fields_set - fitting)
    ]
    needed = _NEEDED[keys.kind]
    if needed not in keys.model_fields_set:
        facts = {"key": needed, "owner": name, "kind": keys.kind.value}
        found.append(Problem("account-key-missing", key_place(document, path), facts))
    return found


def _account(document: Document, name: str, keys: AccountKeys) -> Account:
    return Account(
        name=name,
        network=keys.kind,
        place=key_place(document, ("accounts", name)),
        address=keys.server or keys.api,
        handle=keys.account or keys.channel,
        credentials=keys.credentials or name,
        public_per_day=keys.public,
        spacing_s=keys.spacing,
        budget_usd_per_month=keys.budget,
    )


def _clashes(document: Document, accounts: Mapping[str, Account]) -> list[Problem]:
    """Accounts whose secrets go by one name. Only Telegram's channels may share, and then on purpose: one bot."""
    owners: dict[str, Account] = {}
    clashes = []
    for account in accounts.values():
        for field in FIELDS[account.network]:
            secret = secret_name(account.credentials, field)
            owner = owners.setdefault(secret, account)
            shared = account.network is NetworkName.TELEGRAM and owner.credentials == account.credentials
            if owner is not account and not shared:
                path = ("accounts", account.name)
                explicit = (
                    value_place(document, (*path, "credentials")) if account.credentials != account.name else None
                )
                facts = {"account": account.name, "other": owner.name, "secret": secret}
                clashes.append(Problem("secrets-shared", explicit or account.place, facts))
                break
    return clashes
