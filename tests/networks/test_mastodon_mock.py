"""The adapter on somebody else's server: ``mastodon-mock``, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from bot.campaign.model import Account, NetworkName, Place, Post, Visibility
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Rejected, Sent, Unknown
from bot.networks.mastodon import MastodonNetwork
from bot.ports import Identity, Prepared
from tests.networks.posts import PNG, post

SETTINGS = """
[server]
port = 0
[[seed.accounts]]
username = "azat"
access_token = "azat_token"
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("mastodon_mock")
    (folder / "settings.toml").write_text(SETTINGS)
    command = [sys.executable, "-m", "mastodon_mock", "serve", "--config", "settings.toml", "--in-memory"]
    # It keeps uploads in a temporary folder of its own, and leaves it behind.
    own = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(command, cwd=folder, env=own, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        running = next(found for line in server.stderr if (found := re.search(r"running on (http://\S+)", line)))
        yield running[1]
        server.terminate()


def open_on(address: str, token: str) -> MastodonNetwork:
    account = Account("mastodon", NetworkName.MASTODON, Place("settings.yaml"), address=address)
    return MastodonNetwork(account, {"access_token": token}, 10.0)


@pytest.fixture
def network(address: str) -> Iterator[MastodonNetwork]:
    network = open_on(address, "azat_token")
    yield network
    network.close()


def read(address: str, outcome: Outcome) -> dict[str, Any]:
    assert isinstance(outcome, Sent), outcome
    request = Request(f"{address}/api/v1/statuses/{outcome.receipt.remote_id}")  # noqa: S310 -- loopback
    request.add_header("Authorization", "Bearer azat_token")
    with urlopen(request, timeout=10) as answer:  # noqa: S310 -- loopback
        status: dict[str, Any] = json.loads(answer.read())
    return status


def fail_once(address: str, path: str, **effect: object) -> None:
    rule = {"match": {"path": path}, "effect": effect, "count": 1}
    request = Request(f"{address}/api/v1/_mock/faults", json.dumps(rule).encode())  # noqa: S310 -- loopback
    request.add_header("Content-Type", "application/json")
    urlopen(request, timeout=10).close()  # noqa: S310 -- loopback


def test_it_knows_the_account_and_not_a_stranger(address: str, network: MastodonNetwork) -> None:
    identity = network.identity()
    assert isinstance(identity, Identity)
    assert identity.name == "azat"
    stranger = open_on(address, "another_token")
    assert isinstance(stranger.identity(), AccountBroken)
    stranger.close()


def test_it_reads_the_limits(network: MastodonNetwork) -> None:
    limits = network.limits()
    assert limits is not None
    assert limits.characters == 500


def test_text_language_visibility_and_warning_arrive(address: str, network: MastodonNetwork) -> None:
    words = Post("Dans 3 jours", "pt-BR", 12, 500, "Prison", Visibility.UNLISTED)
    status = read(address, network.publish(Prepared(words), "a"))
    assert "Dans 3 jours" in str(status["content"])
    assert (status["language"], status["visibility"]) == ("pt", "unlisted")
    assert (status["spoiler_text"], status["sensitive"]) == ("Prison", True)


def test_a_picture_arrives_with_its_alt_text(address: str, network: MastodonNetwork) -> None:
    ready = network.prepare(post("Avec une image"), PNG)
    assert isinstance(ready, Prepared)
    status = read(address, network.publish(ready, "b"))
    [media] = status["media_attachments"]
    assert media["description"] == PNG.alt
    with urlopen(media["url"], timeout=10) as file:  # noqa: S310 -- loopback
        assert file.read() == PNG.data


def test_the_same_key_brings_back_the_same_post(network: MastodonNetwork) -> None:
    first = network.publish(Prepared(post("Une fois")), "once")
    assert isinstance(first, Sent)
    assert network.publish(Prepared(post("Une fois")), "once") == first
    assert network.publish(Prepared(post("Une fois")), "twice") != first


def test_its_refusals_and_faults_are_judged(address: str, network: MastodonNetwork) -> None:
    assert isinstance(network.publish(Prepared(post("x" * 501)), "long"), Rejected)
    for effect, verdict in (
        ({"type": "ratelimit"}, NotSent),
        ({"type": "status", "status": 503}, Unknown),
        ({"type": "malformed"}, Unknown),
    ):
        fail_once(address, "/api/v1/statuses", **effect)
        assert isinstance(network.publish(Prepared(post("Encore")), "again"), verdict), effect
