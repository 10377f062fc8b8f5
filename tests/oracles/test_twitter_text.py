from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.oracles.strings import strings
from tests.oracles.twitter_text import HERE, available, differences


@pytest.fixture
def official() -> None:
    if not available():
        if "CI" in os.environ:
            pytest.fail("continuous integration compares with twitter-text, which needs node and npm")
        pytest.skip("no node and npm on this computer")


def test_our_x_counter_agrees_with_twitter_text_on_twelve_thousand_texts(official: None) -> None:
    assert differences(list(strings(12_000, seed=20230904))) == []


def test_the_texts_are_the_same_for_the_same_seed_and_others_for_another() -> None:
    assert list(strings(500, seed=1)) == list(strings(500, seed=1))
    assert list(strings(500, seed=1)) != list(strings(500, seed=2))


def test_the_oracle_is_pinned_by_content_and_names_no_host() -> None:
    lock = Path(HERE, "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert packages["node_modules/twitter-text"]["version"] == "3.1.0"
    assert all(package["integrity"].startswith("sha512-") for name, package in packages.items() if name)
    assert "://" not in lock
