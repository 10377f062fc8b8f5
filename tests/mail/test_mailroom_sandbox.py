from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mail.mailroom_contract import MailroomContract
from tests.mail.venues import SandboxVenue, Venue
from tests.sandbox.driver import Sandbox

# What aiosmtpd thinks of a server that a test wants so.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture(scope="module")
def process() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


class TestTheSandbox(MailroomContract):
    many = 150

    @pytest.fixture
    def venue(self, process: Sandbox) -> Venue:
        process.fresh()
        return SandboxVenue(process)
