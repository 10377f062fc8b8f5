"""A supporter's picture that the disk does not give keeps no other post of its account waiting."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.bootstrap.painting import LatePainter
from bot.campaign.delivery import State as Row
from bot.ports import PHOTOS
from tests.daemon.photos.letter_cast import MAILING, WORDS, letter_cast
from tests.daemon.photos.photo_cast import SCHEDULE

TWO = SCHEDULE + "  two:\n    when: 2030-06-09 at 13:05 in Paris\n    text: {fr: Deux.}\n"


def test_a_photo_whose_file_cannot_be_read_waits_and_the_next_post_goes_out_on_time(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path)
    scene, cast = letters.scene, letters.scene.cast
    object.__setattr__(cast.means, "painter", LatePainter(tmp_path / "var", tmp_path))
    letters.agreed(text="Lyon")
    scene.caretaker.run_once(scene.turn(25 * 60))
    (photo,) = letters.photos()
    seen = approval_of(photo, scene.campaign)
    now = cast.clock.now()
    photos.approve(cast.outbox, photo, scene.campaign, "Jean", now, seen=seen, alt="a poster", faceless=True)
    file = tmp_path / "var" / "photos" / photo.sha256
    data = file.read_bytes()
    file.unlink()
    # As a disk does whose folders are damaged.
    file.mkdir()
    cast.write(TWO, MAILING, photos=WORDS)
    cast.load()
    scene.reposter.run_once(cast.clock.now())
    for _ in range(6):
        cast.run(cast.clock.now() + timedelta(minutes=1))
    assert scene.there() == ["Deux.\n#Small"]
    (row,) = cast.outbox.deliveries(entry=PHOTOS)
    assert row.state is Row.PLANNED
    assert "delivery-delayed" in cast.alarms()
    file.rmdir()
    file.write_bytes(data)
    cast.run(cast.clock.now() + timedelta(minutes=6))
    assert scene.there() == ["Deux.\n#Small", "Photo\n#Small"]
