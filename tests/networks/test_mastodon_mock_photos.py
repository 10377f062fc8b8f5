"""Finding, boosting and hearing supporters on somebody else's server: ``mastodon-mock``, in a process of its own."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.campaign.model import Account, NetworkName, Place, Post
from bot.campaign.outcome import Rejected, Sent
from bot.campaign.photo import Reason
from bot.campaign.tags import Exact
from bot.clock import SystemClock
from bot.networks.mastodon import MastodonNetwork
from bot.networks.mastodon_intake import MastodonIntake
from bot.networks.mastodon_streaming import MastodonStreaming
from bot.ports import Done, Found, Looked, Page, Prepared, Seen, Sought, Vanished, Wanted
from tests.networks.mastodon_tags import nothing
from tests.networks.posts import PNG, post

SETTINGS = """
[server]
port = 0
[[seed.accounts]]
username = "azat"
access_token = "azat_token"
[[seed.accounts]]
username = "anna"
access_token = "anna_token"
"""
SINCE = SystemClock().now() - timedelta(hours=1)
WANTED = Wanted(("#FreeAzat",), SINCE, frozenset({"azat"}))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    folder: Path = tmp_path_factory.mktemp("mastodon_mock")
    (folder / "settings.toml").write_text(SETTINGS)
    command = [sys.executable, "-m", "mastodon_mock", "serve", "--config", "settings.toml", "--in-memory"]
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        running = next(found for line in server.stderr if (found := re.search(r"running on (http://\S+)", line)))
        yield Account("mastodon", NetworkName.MASTODON, Place("settings.yaml"), address=running[1])
        server.terminate()


@pytest.fixture
def azat(own: Account) -> Iterator[MastodonNetwork]:
    network = MastodonNetwork(own, {"access_token": "azat_token"}, 10.0)
    yield network
    network.close()


@pytest.fixture
def anna(own: Account) -> Iterator[MastodonNetwork]:
    network = MastodonNetwork(own, {"access_token": "anna_token"}, 10.0)
    yield network
    network.close()


@pytest.fixture
def reader(own: Account) -> Iterator[MastodonIntake]:
    reader = MastodonIntake(own, {"access_token": "azat_token"}, 10.0, fetch=nothing)
    yield reader
    reader.close()


def photo(network: MastodonNetwork, text: str) -> str:
    ready = network.prepare(post(text), PNG)
    assert isinstance(ready, Prepared), ready
    sent = network.publish(ready, text)
    assert isinstance(sent, Sent), sent
    return sent.receipt.remote_id


def boost(network: MastodonNetwork, source: str) -> Any:
    return network.publish(Prepared(Post("", "fr", 0, 500, repost_of=source)), f"photos/{source}/native/m")


def sought(source: str) -> Sought:
    return Sought(frozenset(), frozenset(), frozenset(), False, SINCE, repost_of=source)


def test_a_photo_is_found_by_its_tag_and_seen_until_it_is_deleted(
    anna: MastodonNetwork, reader: MastodonIntake
) -> None:
    source = photo(anna, "Ici #FreeAzat")
    cursor = ""
    found: list[Found] = []
    for _ in range(5):
        page = reader.photos_since("#FreeAzat", cursor, WANTED)
        assert isinstance(page, Page), page
        cursor, found = page.cursor, found + [one for one in page.found if one.remote_id == source]
    assert found
    assert (found[0].candidate.tag, found[0].candidate.alts) == (Exact("#FreeAzat"), (PNG.alt,))
    seen = reader.look_at(source, WANTED)
    assert isinstance(seen, Seen)
    assert seen.found.fingerprint == found[0].fingerprint
    assert anna.delete(source) == Done()
    assert reader.look_at(source, WANTED) == Vanished(Reason.DELETED)


def test_a_boost_is_made_once_found_and_taken_back(anna: MastodonNetwork, azat: MastodonNetwork) -> None:
    source, other = photo(anna, "Un #FreeAzat"), photo(anna, "Deux #FreeAzat")
    sent = boost(azat, source)
    assert isinstance(sent, Sent)
    assert boost(azat, source) == sent
    boost(azat, other)
    assert azat.find_own_posts(sought(source)) == Looked((sent.receipt,))
    assert azat.delete(sent.receipt.remote_id, source) == Done()
    assert azat.delete(sent.receipt.remote_id, source) == Done()
    assert azat.find_own_posts(sought(source)) == Looked()
    assert isinstance(azat.find_own_posts(sought(other)), Looked)


def test_what_is_gone_is_not_boosted(anna: MastodonNetwork, azat: MastodonNetwork) -> None:
    source = photo(anna, "Parti #FreeAzat")
    assert anna.delete(source) == Done()
    assert isinstance(boost(azat, source), Rejected)


def test_what_is_said_to_us_is_heard(anna: MastodonNetwork, reader: MastodonIntake) -> None:
    anna.publish(Prepared(post("@azat STOP")), "stop")
    page = reader.sayings_since("", WANTED)
    assert isinstance(page, Page), page
    assert [said.text for said in page.sayings] == ["STOP"]


def test_its_streaming_wakes(own: Account, anna: MastodonNetwork) -> None:
    woken: queue.Queue[int] = queue.Queue()
    stop = threading.Event()
    streaming = MastodonStreaming(own, {"access_token": "azat_token"}, again_s=(0.1,))
    thread = threading.Thread(target=streaming.listen, args=("#FreeAzat", lambda: woken.put(1), stop))
    thread.start()
    woken.get(timeout=10)
    photo(anna, "Réveil #FreeAzat")
    woken.get(timeout=10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
