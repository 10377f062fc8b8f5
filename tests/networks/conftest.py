from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.networks.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    running = Stage()
    yield running
    running.close()
