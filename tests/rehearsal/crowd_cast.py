"""A small campaign that takes photos, and a rehearsal of it that a test can spoil."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.bootstrap.checking import check
from bot.bootstrap.duties import Shift, duties
from bot.bootstrap.rehearsing import Performance, Rehearsal
from bot.bootstrap.rehearsing_letters import correspondents
from bot.bootstrap.sending import Crew
from bot.rehearsal.stage import Stage

SETTINGS = """\
campaign: Small
hashtags: ["#Small"]
staff: {language: en, chat: -1001234567, people: {Jean: 1}}
deadlines: {rally: 2031-06-04 at 14:00 in Paris}
audiences:
  france: {language: fr, city: Paris, accounts: [masto, bird, canal]}
accounts:
  masto: {kind: mastodon, server: "http://127.0.0.1:9"}
  bird: {kind: x, account: "@small", api: "http://127.0.0.1:9"}
  canal: {kind: telegram, channel: "@small_fr", api: "http://127.0.0.1:9"}
quiet-hours: none
photos: {pace: {hour: 60, day: 900, spacing: 1 min}, servers: ["https://nowhere.invalid"]}
"""
SCHEDULE = """\
posts:
  begins:
    when: 2031-06-03 at 09:00 in Paris
    text: {fr: "Aujourd'hui."}
  last:
    when: 2031-06-04 at 12:00 in Paris
    text: {fr: "C'est fini."}
"""
SUPPORTERS = 32


def small(folder: Path) -> Path:
    """Its files."""
    for name, text in (
        ("settings.yaml", SETTINGS),
        ("schedules/small.yaml", SCHEDULE),
        ("messages/fr/small.ftl", "supporter-photo = Photo : { $city }\n    .no-city = Photo\n"),
    ):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def performed(
    folder: Path,
    *,
    approvals: bool = True,
    stage: Callable[[], Stage] = Stage,
    supporters: int = SUPPORTERS,
    hired: Callable[..., Sequence[Shift]] = duties,
    answering: Callable[[Crew, str], Sequence[Shift]] = correspondents,
) -> Performance:
    """Play it to its end."""
    rehearsal = Rehearsal(
        folder,
        check(folder),
        approvals=approvals,
        stage=stage,
        supporters=supporters,
        hired=hired,
        answering=answering,
    )
    moments = list(rehearsal.moments(lambda _: None))
    assert moments == sorted(moments)
    return rehearsal.performance
