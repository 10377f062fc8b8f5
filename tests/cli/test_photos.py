"""Photos as organisers meet them: a daemon that finds them, commands that decide, and the network that shows it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bars.field import Field, measured
from tests.cli.camp import Commands
from tests.photos.pictures import Told, photo

PATIENCE_S = 90.0
MARKER = b"SERIAL-KX81-CANARY"


def soon(seconds: float) -> str:
    """An instant as a schedule writes it."""
    return f"{datetime.now(UTC) + timedelta(seconds=seconds):%Y-%m-%d at %H:%M:%S} in UTC"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Field]:
    """A campaign that has never run."""
    with measured(tmp_path, {"mastodon": 1}) as field:
        field.write(f"posts:\n  later:\n    when: {soon(7200)}\n    text: {{fr: 'Plus tard.'}}\n")
        settings = tmp_path / "settings.yaml"
        taking = f"photos: {{from: {soon(-3600)}, pace: {{spacing: 0 min}}}}\n"
        settings.write_text(settings.read_text(encoding="utf-8") + taking, encoding="utf-8")
        yield field


@pytest.fixture
def ground(fresh: Field) -> Field:
    """The same once its account has said who it is: photos are found at the next start, not 15 s after it."""
    with fresh.daemon() as daemon:
        fresh.until_ready(daemon, 1)
    return fresh


def supporter(ground: Field, name: str, **action: object) -> dict[str, Any]:
    """Somebody posts a photo with the tag."""
    picture = {"data": base64.b64encode(photo(len(name))).decode(), "alt": "a poster"}
    asked = {"network": "mastodon", "do": "post", "person": {"name": name}, "text": "#Measured", "pictures": [picture]}
    (told,) = ground.control("POST", "people", [asked | action])
    return dict(told)


def photos(ground: Field, *command: str) -> Any:
    """What the command prints for machines."""
    told = ground.run("photos", "--json", *command)
    assert "Traceback" not in told.stderr
    return json.loads(told.stdout)


def queued(ground: Field) -> Any:
    """The one photo that waits for a person, once the daemon has said so."""
    assert ground.until(lambda: "queued photo=" in ground.log(), PATIENCE_S), ground.log()
    (waiting,) = photos(ground, "list")
    assert waiting["state"] == "queued"
    return waiting


def boosts(ground: Field) -> list[str]:
    """What the campaign's account boosts now."""
    posts = ground.control("GET", "posts")
    return [post["repost_of"] for post in posts if post.get("repost_of") and not post["deleted_at"]]


def test_a_photo_is_found_approved_boosted_once_and_taken_back(fresh: Field) -> None:
    ground = fresh
    posted = supporter(ground, "ani")
    supporter(ground, "robot", person={"name": "robot", "bot": True})
    with ground.daemon():
        waiting = queued(ground)
        assert boosts(ground) == []
        assert ground.run("photos", "approve", waiting["id"][:6], "--yes").returncode == 0
        assert ground.until(lambda: boosts(ground) == [posted["id"]], PATIENCE_S), ground.log()
        assert not ground.until(lambda: len(boosts(ground)) > 1, 2)
        told = ground.run("photos", "withdraw", waiting["id"], "--yes")
        assert told.returncode == 0, told.stderr
        assert boosts(ground) == []
        (over,) = photos(ground, "list")
        assert (over["state"], over["url"], over["alt"]) == ("withdrawn", None, "")
    assert "ani" not in ground.log()


def test_without_a_daemon_a_withdrawal_is_carried_out_by_the_command_itself(ground: Field) -> None:
    posted = supporter(ground, "ani")
    with ground.daemon():
        waiting = queued(ground)
        ground.run("photos", "approve", waiting["id"], "--yes")
        assert ground.until(lambda: boosts(ground) == [posted["id"]], PATIENCE_S), ground.log()
    told = ground.run("photos", "withdraw", waiting["id"], "--yes")
    assert (told.returncode, boosts(ground)) == (0, []), told.stdout + told.stderr


def test_a_forgotten_photo_leaves_no_trace_in_the_campaigns_state(ground: Field) -> None:
    posted = supporter(ground, "ani")
    with ground.daemon():
        waiting = queued(ground)
        ground.run("photos", "approve", waiting["id"], "--yes")
        assert ground.until(lambda: boosts(ground) == [posted["id"]], PATIENCE_S), ground.log()
    told = ground.run("photos", "--json", "forget", waiting["id"], "--yes")
    assert json.loads(told.stdout) == {"forgotten": waiting["id"], "traces": [], "searched": True}, told.stderr
    assert boosts(ground) == []
    state = b"".join(file.read_bytes() for file in (ground.folder / "var").rglob("*") if file.is_file())
    assert posted["url"].encode() not in state
    assert posted["uri"].encode() not in state


def test_deciding_without_a_yes_or_about_nothing_says_so_and_changes_nothing(
    ground: Field, capsys: pytest.CaptureFixture[str]
) -> None:
    supporter(ground, "ani")
    with ground.daemon():
        waiting = queued(ground)
    commands = Commands(ground.folder, capsys)
    for command in (
        ["approve", waiting["id"]],
        ["approve", "ffffffffffff", "--yes"],
        ["reconsider", waiting["id"]],
        ["cover", waiting["id"], "1,2,3,4"],
        ["city", waiting["id"], "XX"],
        ["withdraw", "ABCD-EFGH", "--yes"],
    ):
        commands("photos", *command)
        assert commands.code == 2, (command, commands)
        assert "→" in commands.err
    assert commands.json("photos", "list", "--state", "queued") == [waiting]


def test_a_person_reads_what_the_flags_mean_and_that_there_is_nothing_yet(ground: Field) -> None:
    assert ground.run("photos", "list").stdout == "No photos.\n"
    supporter(ground, "ani", pictures=[{"data": base64.b64encode(photo(3)).decode(), "alt": ""}])
    with ground.daemon():
        queued(ground)
    told = ground.run("photos", "list").stdout
    assert "waits for you" in told
    assert "a picture has no description" in told


def test_what_staff_are_shown_is_the_picture_without_what_its_maker_told(ground: Field, tmp_path: Path) -> None:
    told = Told(serial=MARKER.decode(), place=(48.85, 2.35))
    data = base64.b64encode(photo(7, told=told)).decode()
    supporter(ground, "ani", pictures=[{"data": data, "alt": ""}])
    with ground.daemon():
        waiting = queued(ground)
    assert "no alt text" in waiting["flags"]
    seen = tmp_path / "seen.jpg"
    assert ground.run("photos", "show", waiting["id"], "--picture", str(seen)).returncode == 0
    assert seen.read_bytes()[:2] == b"\xff\xd8"
    for file in (seen, *(ground.folder / "var").rglob("*")):
        assert not file.is_file() or MARKER not in file.read_bytes(), file
