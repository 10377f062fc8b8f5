"""What people in the chat read, written out: ``desk_messages.en.txt`` and ``.fr.txt`` are for reading critically."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.daemon.live import snapshot_of
from bot.daemon.means import BOT as THE_BOT
from tests.daemon.cast import at, read
from tests.daemon.staff.chatroom import JEAN, MARIA, STRANGER, Chatroom, lose, pressed, wrote

GOLDEN = Path(__file__).parent.parent
SCHEDULE = """
posts:
  who:
    when: 2030-06-09 at 12:30
    hold: until approved
    text: {fr: "Qui est Azat ?", hy: "Ո՞վ է Ազատը"}
  now:
    when: 2030-06-08 at 12:10 in Paris
    to: [france]
    text: {fr: "C’est aujourd’hui."}
  release-day:
    when: 2030-06-09 at 18:00 in Paris
    to: [france]
    only-if: release is open
    text: {fr: "Il doit sortir aujourd’hui."}
  freed:
    when: 2030-06-09 at 18:00 in Paris
    to: [france]
    only-if: release is freed
    text: {fr: "Il est libre !"}
"""


def play(folder: Path, language: str) -> Iterator[str]:  # noqa: PLR0915 -- a day, hour by hour
    """A bad day, told as the chat shows it."""
    room = Chatroom(folder, SCHEDULE, language)
    outbox = room.cast.outbox

    def scene(title: str) -> str:
        shown = [f"#{number}\n{message}" for number, message in room.chat.messages.items()]
        answers = [f"→ {text}" for _, text in room.chat.answers]
        told = "\n\n".join((f"════ {title}", *(text for text in (*shown, *answers) if text not in seen)))
        seen.update((*shown, *answers))
        return told + "\n"

    seen: set[str] = set()
    room.at(at(10))
    yield scene("the desk opens")
    lose(room, "masto", at(10, 10), ask=True)
    lose(room, "second", at(10, 10))
    room.at(at(10, 20))
    yield scene("an answer was lost for good; another has been looked for, for ten minutes")
    words = room.chat.messages
    asked = next(number for number, shown in words.items() if "now/once/france/masto" in shown.text)
    room.send(pressed(JEAN, asked, next(b.data for row in words[asked].buttons for b in row if b.data[:5] == "there")))
    yield scene("Jean sees it there")
    room.alarm.tell("double-found", key="now/once/france/masto", account="masto", url="http://masto/2", remote_id="2")
    outbox.pause("second", THE_BOT, "account refused: 401 Unauthorized", at(10, 21))
    room.at(at(10, 22))
    yield scene("a second copy; an account that is refused")
    broken = room.cast.folder / "schedules" / "b.yaml"
    broken.write_text("posts:\n  x: {when: 2030-06-09 at 12:00, to: [nowhere], text: {fr: x}}\n", encoding="utf-8")
    room.earlier.add("schedules/b.yaml")
    room.cast.live.replace(snapshot_of(read(room.cast.folder, at(10, 23))))
    room.at(at(10, 23))
    broken.unlink()
    yield scene("a file that cannot be used")
    room.cast.load()
    outbox.resume("second")
    room.at(at(10, 24))
    yield scene("both mended")
    room.at(at(16))
    yield scene("the evening before")
    decide = max(number for number, shown in words.items() if "release" in shown.text)
    freed = next(b.data for row in words[decide].buttons for b in row if "freed" in b.label)
    room.send(pressed(JEAN, decide, freed))
    yield scene("Jean says: freed")
    room.send(pressed(JEAN, decide, freed))
    room.send(pressed(MARIA, decide, freed))
    yield scene("Jean again, then Maria")
    room.send(pressed(STRANGER, decide, freed))
    room.at(at(16, 2))
    yield scene("a stranger")
    room.send(wrote(MARIA, "/pause la radio attend"))
    room.send(wrote(JEAN, "/etat"))
    room.send(wrote(JEAN, "/resume"))
    room.send(wrote(JEAN, "/aide"))
    room.send(wrote(JEAN, "/id"))
    yield scene("commands")
    for number in range(9):
        room.alarm.tell("delivery-missed", key=f"who/once/france/a{number}", reason="too late")
    room.at(at(16, 4))
    yield scene("nine things at once")
    room.at(at(8, 30, day=9))
    asking = max(number for number, shown in words.items() if "Ազատը" in shown.text)
    drop = next(b.data for row in words[asking].buttons for b in row if b.data.startswith("drop"))
    room.send(pressed(MARIA, asking, drop))
    yield scene("two hours before; Maria says no")
    for row in outbox.deliveries(states=(State.HELD,)):
        outbox.settle(row, State.MISSED, "too late", at(20, day=9))
    room.at(at(20, day=9) + timedelta(minutes=1))
    yield scene("the end")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_messages_read_as_they_were_last_approved(tmp_path: Path, language: str) -> None:
    golden = GOLDEN / f"desk_messages.{language}.txt"
    told = "\n".join(play(tmp_path, language))
    if os.environ.get("DESK_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
