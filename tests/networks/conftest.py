from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.networks.x_intake import XIntake
from tests.contracts.sandbox_venue import Sandbox, sandbox
from tests.networks.stage import Stage
from tests.networks.x_square import Square


@pytest.fixture
def stage() -> Iterator[Stage]:
    running = Stage()
    yield running
    running.close()


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with sandbox() as process:
        yield process


@pytest.fixture
def square(running: Sandbox) -> Square:
    """On which supporters post on X."""
    return Square(running)


@pytest.fixture
def intake(square: Square) -> Iterator[XIntake]:
    intake = square.intake()
    yield intake
    intake.close()
