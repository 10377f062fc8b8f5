from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.contracts.sandbox_venue import Sandbox, sandbox
from tests.networks.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    with_routes = Stage()
    yield with_routes
    with_routes.close()


@pytest.fixture
def unused_address() -> Iterator[str]:
    """A port that is taken and does not listen: nobody else can open it meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    with sandbox() as running:
        yield running
