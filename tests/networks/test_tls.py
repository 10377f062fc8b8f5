from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.outcome import NotSent
from bot.networks.mastodon import MastodonNetwork
from bot.networks.telegram import TelegramNetwork
from bot.networks.x import XNetwork
from bot.ports import Network, Prepared
from tests.networks.posts import X_SECRETS, post

OPENERS: tuple[Callable[[Account], Network], ...] = (
    lambda account: MastodonNetwork(account, {"access_token": "a-token"}, 5.0),
    lambda account: XNetwork(account, X_SECRETS, 5.0),
    lambda account: TelegramNetwork(account, {"bot_token": "123:abc"}, 5.0),
)


@pytest.fixture
def speaks_no_tls() -> Iterator[str]:
    """A server that answers a TLS greeting in plain text."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


@pytest.mark.parametrize("opened", OPENERS, ids=list(NetworkName))
def test_a_failed_handshake_is_not_sent_and_says_so(opened: Callable[[Account], Network], speaks_no_tls: str) -> None:
    account = Account("any", NetworkName.X, Place("settings.yaml"), address=speaks_no_tls, handle="@azat")
    network = opened(account)
    outcome = network.publish(Prepared(post()), "key")
    network.close()
    assert isinstance(outcome, NotSent)
    assert outcome.reason.startswith("unreachable: TLS: ")
