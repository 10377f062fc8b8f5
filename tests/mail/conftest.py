from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mail import dovecot
from tests.mail.dovecot import Dovecot
from tests.mail.post_office import certificate


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``key.pem`` and ``cert.pem`` of 127.0.0.1."""
    folder = tmp_path_factory.mktemp("certified")
    certificate(folder)
    return folder


@pytest.fixture(scope="session")
def dovecot_server(certified: Path) -> Iterator[Dovecot]:
    """One Dovecot for the whole run."""
    with dovecot.server(certified / "key.pem", certified / "cert.pem") as running:
        yield running
