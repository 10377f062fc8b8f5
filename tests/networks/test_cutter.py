"""Matrix rows 17 and 18: an answer that is cut after each byte, drips, or never ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.campaign.model import NetworkName
from bot.campaign.outcome import NotSent, Outcome, Sent, Unknown
from bot.ports import Network, Prepared
from tests.contracts.network_contract import post
from tests.contracts.sandbox_venue import Sandbox, SandboxVenue, sandbox
from tests.length import at_length
from tests.networks.cutter import PASS, Cutter, Spoil

PUBLISH = {NetworkName.MASTODON: "/api/v1/statuses", NetworkName.X: "/2/tweets", NetworkName.TELEGRAM: "/sendMessage"}
FARTHEST = 4096
STEP = at_length(3, 1)
DEADLINE_S = 1.0
LATE_S = 5.0
"""What a loaded computer may add to a deadline."""


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with sandbox() as process:
        yield process


@pytest.fixture(params=list(NetworkName))
def network_name(request: pytest.FixtureRequest) -> NetworkName:
    name: NetworkName = request.param
    return name


class Bench:
    """One network of the sandbox behind a cutter."""

    def __init__(self, running: Sandbox, name: NetworkName) -> None:
        self.venue, self.name = SandboxVenue(running, name), name
        self.cutter = Cutter(running.addresses[name])
        self._running = running
        self._posts = 0
        self._network: Network | None = None
        self._deadline_s = 0.0

    def publish(self, deadline_s: float, **spoil: object) -> tuple[Outcome, float]:
        """Publish another post; its outcome, and how long the call took."""
        self._posts += 1
        # Two minutes later: no limit of any network is reached.
        now = datetime(2023, 8, 30, tzinfo=UTC) + timedelta(minutes=2 * self._posts)
        self._running.ask("POST", "clock", {"now": now.isoformat()})
        if self._network is None or deadline_s != self._deadline_s:
            self.close_network()
            self._network = self.venue._open(self.cutter.address, deadline_s)
            self._deadline_s = deadline_s
        self.cutter.spoil = Spoil(PUBLISH[self.name], **spoil) if spoil else PASS  # type: ignore[arg-type] # Spoil's own
        begun = time.monotonic()
        outcome = self._network.publish(Prepared(post(f"Encore {self._posts} jours")), f"key/{self._posts}")
        return outcome, time.monotonic() - begun

    def close_network(self) -> None:
        if self._network is not None:
            self._network.close()

    def texts(self) -> list[object]:
        return [seen["text"] for seen in self.venue.posts()]


@pytest.fixture
def bench(running: Sandbox, network_name: NetworkName) -> Iterator[Bench]:
    bench = Bench(running, network_name)
    yield bench
    bench.close_network()
    bench.cutter.close()


def test_an_answer_cut_after_any_byte_is_unknown_and_a_whole_one_sent(bench: Bench) -> None:
    at, kinds = 0, {True: 0, False: 0}
    while at <= FARTHEST:
        outcome, _ = bench.publish(5.0, answer_bytes=at)
        whole = len(bench.cutter.whole)
        kinds[at >= whole] += 1
        assert isinstance(outcome, Sent if at >= whole else Unknown), (at, whole, outcome)
        if at >= whole:
            break
        at = min(at + STEP, max(whole, at + 1))
    assert kinds[True] == 1, "the whole answer was never reached"
    assert len(bench.texts()) == sum(kinds.values()), "every one of them is out"


@pytest.mark.parametrize("sent", [0, 1, 20, 200])
def test_a_request_cut_on_its_way_is_unknown_for_it_had_left(bench: Bench, sent: int) -> None:
    outcome, _ = bench.publish(5.0, request_bytes=sent)
    assert isinstance(outcome, Unknown)
    assert bench.texts() == []


def test_nothing_left_when_nobody_listens(bench: Bench) -> None:
    bench.cutter.close()
    outcome, _ = bench.publish(5.0)
    assert isinstance(outcome, NotSent)


@pytest.mark.parametrize(
    "spoil",
    [{"delay_s": 30.0}, {"drip_s": 1.0}, {"drip_s": 0.05}, {"endless": "length"}, {"endless": "chunks"}],
    ids=str,
)
def test_a_call_ends_within_its_deadline_however_slowly_it_is_answered(
    bench: Bench, spoil: dict[str, float | str]
) -> None:
    assert isinstance(bench.publish(DEADLINE_S)[0], Sent)
    outcome, took_s = bench.publish(DEADLINE_S, **spoil)
    assert isinstance(outcome, Unknown)
    assert DEADLINE_S * 0.9 <= took_s < DEADLINE_S + LATE_S
    assert isinstance(bench.publish(DEADLINE_S)[0], Sent), "the next call is its own"


@pytest.mark.parametrize("network_name", [NetworkName.MASTODON, NetworkName.X])
def test_an_answer_without_an_end_is_given_up_before_it_fills_the_memory(bench: Bench) -> None:
    outcome, took_s = bench.publish(20.0, endless="flood")
    assert isinstance(outcome, Unknown)
    assert took_s < 10, "by its size, not by the deadline"


def test_an_answer_that_comes_late_but_whole_is_sent(bench: Bench) -> None:
    assert isinstance(bench.publish(5.0, delay_s=0.2)[0], Sent)
    assert isinstance(bench.publish(5.0, drip_s=0.0005)[0], Sent)
