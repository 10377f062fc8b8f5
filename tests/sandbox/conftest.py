from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.driver import Sandbox


@pytest.fixture(scope="module")
def process() -> Iterator[Sandbox]:
    """One a file: accounts that a test adds stay, and files share a process in any order."""
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def sandbox(process: Sandbox) -> Iterator[Sandbox]:
    process.fresh()
    yield process
    bugs = [why for name in ("mastodon", "x", "telegram") for why in process.violations(name) if "sandbox bug" in why]
    assert not bugs
