from __future__ import annotations

from pathlib import Path

import pytest

from bot.actions import people
from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, ReadBack
from bot.errors import UsageError
from tests.daemon.cast import at
from tests.daemon.staff.chatroom import HELD, SETTINGS, Chatroom, lose

NOW = HELD.replace("    hold: until approved\n", "").replace("2030-06-09 at 12:30", "2030-06-08 at 12:10")
ACCOUNTS = {NetworkName.MASTODON: "masto", NetworkName.TELEGRAM: "second", NetworkName.X: "bird"}
BIRD = {"[masto, second]": "[masto, second, bird]", "quiet-hours": '  bird: {kind: x, account: "@small"}\nquiet-hours'}


def resolved(folder: Path, network: NetworkName, url: str) -> str:
    """The number that a person's address gives an unsure post."""
    settings = SETTINGS
    for old, new in BIRD.items():
        settings = settings.replace(old, new)
    room = Chatroom(folder, NOW, settings=settings)
    row = lose(room, ACCOUNTS[network], at(10, 10), ask=True)
    return people.resolve(room.cast.outbox, row.key, "there", "Jean", at(10, 11), url).remote_id


@pytest.mark.parametrize(
    ("network", "url", "number"),
    [
        (NetworkName.X, "https://x.com/small/status/1234", "1234"),
        (NetworkName.X, "https://x.com/small/status/1234/photo/1?s=20", "1234"),
        (NetworkName.MASTODON, "https://m.example/@small/5678/", "5678"),
        (NetworkName.MASTODON, "https://gts.example/@small/statuses/01HX3ZK9", "01HX3ZK9"),
        (NetworkName.TELEGRAM, "https://t.me/small_fr/12?single", "12"),
    ],
)
def test_an_address_as_it_is_copied_gives_the_posts_own_number(
    tmp_path: Path, network: NetworkName, url: str, number: str
) -> None:
    assert resolved(tmp_path, network, url) == number


@pytest.mark.parametrize(
    ("network", "url"),
    [
        (NetworkName.X, "https://x.com/small"),
        (NetworkName.MASTODON, "https://m.example/@small"),
        (NetworkName.MASTODON, "https://far.example/@small@m.example/998877"),
        (NetworkName.TELEGRAM, "https://t.me/small_fr"),
        (NetworkName.TELEGRAM, "https://["),
    ],
)
def test_an_address_that_is_not_the_posts_is_refused_for_it_could_never_be_deleted_by_it(
    tmp_path: Path, network: NetworkName, url: str
) -> None:
    with pytest.raises(UsageError):
        resolved(tmp_path, network, url)


@pytest.mark.parametrize("verdict", ["send", "drop"])
@pytest.mark.parametrize("asked", [True, False])
def test_whoever_gives_up_a_post_that_may_still_appear_is_told_when_to_say_it_again(
    tmp_path: Path, verdict: str, *, asked: bool
) -> None:
    room = Chatroom(tmp_path, NOW)
    row = lose(room, "masto", at(10, 10), ask=asked)
    with pytest.raises(UsageError, match="called for a moment ago") as refused:
        people.resolve(room.cast.outbox, row.key, verdict, "Jean", at(10, 12))
    assert refused.value.facts["seconds"] == 30
    unsettled = room.cast.outbox.get(row.key)
    assert unsettled is not None
    assert unsettled.state is (State.ASK if asked else State.UNKNOWN)
    times = ReadBack(after_s=120)
    assert (
        people.resolve(room.cast.outbox, row.key, verdict, "Jean", at(10, 12), times=times).state is not unsettled.state
    )


def test_whoever_sees_a_post_may_say_so_at_once(tmp_path: Path) -> None:
    room = Chatroom(tmp_path, NOW)
    row = lose(room, "masto", at(10, 10))
    assert people.resolve(room.cast.outbox, row.key, "there", "Jean", at(10, 10)).state is State.SENT
