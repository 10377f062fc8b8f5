from __future__ import annotations

import pytest

from tests.mail.dovecot import Dovecot
from tests.mail.mailroom_contract import MailroomContract
from tests.mail.venues import DovecotVenue, Venue

# What aiosmtpd thinks of a server that a test wants so.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


class TestADovecot(MailroomContract):
    @pytest.fixture
    def venue(self, dovecot_server: Dovecot) -> Venue:
        return DovecotVenue(dovecot_server)
