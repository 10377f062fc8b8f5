"""``photos withdraw --for-good``: whoever is kept out is, on every network, or the command says that nobody is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.campaign.photo import State
from bot.campaign.withdrawal_codes import written
from bot.daemon.photos.letters import code_mark
from bot.ports import Consent, Grave
from bot.wording.replies import NOTICE
from tests.cli.camp import Commands
from tests.contracts.stage_venues import X_SECRETS
from tests.daemon.photos.hung import gallery, name
from tests.daemon.photos.photo_cast import photo_cast
from tests.daemon.photos.x_cast import Bird, bird
from tests.sandbox.driver import Sandbox

CODE = 12345
SECRETS = {"PHOTOS_KEY": "0123456789abcdef" * 2, **{f"BIRD_{key.upper()}": said for key, said in X_SECRETS.items()}}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """With the key, and the secrets of the account on X."""
    file = tmp_path / "secrets.env"
    file.write_text("".join(f"{key}={said}\n" for key, said in SECRETS.items()), encoding="utf-8")
    file.chmod(0o600)
    return Commands(tmp_path, capsys)


@pytest.fixture
def square(tmp_path: Path, run: Commands) -> Iterator[Bird]:
    """Anna's photo on X waits for a person."""
    assert run.folder == tmp_path
    sandbox = Sandbox()
    made = bird(tmp_path, sandbox)
    made.scene.begin_anew()
    made.found()
    yield made
    made.scene.collector.close()
    made.sender.network.close()
    sandbox.close()


def test_of_an_author_on_x_nothing_more_is_taken_and_nothing_tells_who_it_is(square: Bird, run: Commands) -> None:
    run("photos", "withdraw", square.photo().id, "--for-good", "--yes")
    assert run.code == 0, run.err
    outbox = square.scene.cast.outbox
    assert square.photo().state is State.WITHDRAWN
    assert len(outbox.entombed(Grave.AUTHOR)) == 1
    assert square.spent() > 0
    square.post("Again #Small")
    square.collect()
    assert len(outbox.photos()) == 1


def test_where_x_does_not_say_whose_it_is_nobody_is_kept_out_and_nothing_is_withdrawn(
    square: Bird, run: Commands
) -> None:
    square.delete(square.photo().remote_id)
    run("photos", "withdraw", square.photo().id, "--for-good", "--yes")
    assert run.code == 2
    assert "nobody is kept out, and nothing was withdrawn" in run.err
    assert "without --for-good" in run.err
    assert square.photo().state is State.QUEUED
    assert square.scene.cast.outbox.entombed(Grave.AUTHOR) == []
    run("photos", "withdraw", square.photo().id, "--yes")
    assert (run.code, square.photo().state) == (0, State.WITHDRAWN)


def test_while_x_cannot_be_reached_the_same(square: Bird, run: Commands) -> None:
    down = {"network": "x", "when": {"path": "/2/tweets/*"}, "do": "status", "status": 503}
    square.sandbox.control("POST", "faults", [down])
    run("photos", "withdraw", square.photo().id, "--for-good", "--yes")
    assert (run.code, square.photo().state) == (2, State.QUEUED)


def test_of_an_author_on_mastodon_nothing_more_is_taken(tmp_path: Path, run: Commands) -> None:
    scene = photo_cast(tmp_path)
    scene.begin_anew()
    scene.posted("a", by="troll")
    scene.collect()
    run("photos", "withdraw", scene.photo("a").id, "--for-good", "--yes")
    assert run.code == 0, run.err
    scene.posted("b", by="troll")
    scene.collect(2)
    assert scene.states() == [State.WITHDRAWN]


@pytest.mark.parametrize("many", [1, 3])
def test_by_a_code_its_sender_is_kept_out_however_many_photos_came_with_it(
    tmp_path: Path, run: Commands, many: int
) -> None:
    here = gallery(tmp_path)
    here.scene.begin_anew()
    mark = code_mark(here.scene.kit.marks, CODE)
    here.outbox.keep_consent(Consent("one", NOTICE, "fr", "mail", mark, here.cast.clock.now()))
    for number in range(1, many + 1):
        photo = here.take(number, author="the sender")
        assert here.outbox.keep_photo(replace(photo, consent="one"), here.cast.clock.now())
    run("photos", "withdraw", written(CODE), "--for-good", "--yes")
    assert run.code == 0, run.err
    assert here.outbox.entombed(Grave.AUTHOR) == ["the sender"]
    assert [photo.state for photo in here.outbox.photos()] == [State.WITHDRAWN] * many


def test_by_a_code_none_is_withdrawn_where_the_sender_of_one_is_unknown(tmp_path: Path, run: Commands) -> None:
    here = gallery(tmp_path)
    here.scene.begin_anew()
    mark = code_mark(here.scene.kit.marks, CODE)
    here.outbox.keep_consent(Consent("one", NOTICE, "fr", "mail", mark, here.cast.clock.now()))
    for number, author in ((1, "the sender"), (2, "")):
        photo = here.take(number, author=author)
        assert here.outbox.keep_photo(replace(photo, consent="one"), here.cast.clock.now())
    run("photos", "withdraw", written(CODE), "--for-good", "--yes")
    assert run.code == 2
    assert name(2) in run.err
    assert here.outbox.entombed(Grave.AUTHOR) == []
    assert [photo.state for photo in here.outbox.photos()] == [State.APPROVED] * 2
