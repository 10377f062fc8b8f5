"""The way to X that posting and collecting share: tweepy's client, signing as one user."""

from __future__ import annotations

from collections.abc import Mapping

import tweepy

from bot.campaign.model import Account
from bot.networks.http import quieten
from bot.networks.line import Line, Session

HOST = "https://api.twitter.com"
"""Wired into tweepy, and what it signs for; X answers there as on api.x.com."""

SECRETS = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")

quieten("tweepy", "oauthlib", "requests_oauthlib")


def open_line(account: Account, secrets: Mapping[str, str], deadline_s: float) -> Line[tweepy.Client]:
    """For the account with these ``SECRETS``; ``account.address`` stands in for X's own address."""

    def connect(session: Session) -> tweepy.Client:
        client = tweepy.Client(**{name: secrets[name] for name in SECRETS})
        client.session.close()
        client.session = session
        return client

    return Line(connect, account.address or HOST, deadline_s, stands_for=HOST)


def token_owner(secrets: Mapping[str, str]) -> str:
    """The number of the user whom the access token was made out to, which it begins with; empty: it says none."""
    own, dash, _ = secrets["access_token"].partition("-")
    return own if dash and own.isdecimal() and own.isascii() else ""
