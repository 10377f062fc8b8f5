"""Files that the same program found sound are not checked again; anything that may judge them otherwise is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.campaign.model import DEFAULT_LIMITS, Limits, NetworkName
from bot.files.version import Running, keep, version
from tests.files.test_version import FILES, NOW, Folder

THIS, OTHER = "this program", "another program"
MASTODON = DEFAULT_LIMITS[NetworkName.MASTODON]
DRAFT = {"messages/fr/draft.ftl": "draft = Brouillon.\n", "messages/en/draft.ftl": "draft = Draft.\n"}
"""A message that no entry names: every check has a note about it."""


def read(folder: Folder, program: str = THIS, limits: Limits | None = None) -> Running:
    """As at a start: nothing is remembered but what lies on the disk."""
    told = {"masto": limits} if limits else {}
    return version(folder.path, folder.kept, told, lambda _: None, NOW, program=program)


def was_checked(running: Running) -> bool:
    return any(problem.code == "message-unused" for problem in running.problems)


def started(path: Path, program: str = THIS) -> Folder:
    folder = Folder(path).save(FILES | DRAFT)
    first = read(folder, program)
    assert was_checked(first)
    keep(first, folder.kept, NOW)
    return folder


def test_the_same_files_are_not_checked_again_and_plan_the_same(tmp_path: Path) -> None:
    folder = started(tmp_path)
    again = read(folder)
    assert not was_checked(again)
    folder.save({"messages/fr/a.ftl": "first = Autre.\n"}).save({"messages/fr/a.ftl": FILES["messages/fr/a.ftl"]})
    checked = read(folder, OTHER)
    assert was_checked(checked)
    assert dict(again.plan) == dict(checked.plan)
    assert len(again.plan) == 4
    assert (again.sound, again.language, again.broken) == (checked.sound, "fr", frozenset())


def test_what_nobody_kept_is_checked(tmp_path: Path) -> None:
    folder = Folder(tmp_path).save(FILES | DRAFT)
    read(folder)
    assert was_checked(read(folder))


def test_another_program_checks_them_anew_and_so_does_one_without_a_name(tmp_path: Path) -> None:
    folder = started(tmp_path)
    assert was_checked(read(folder, OTHER))
    assert was_checked(read(folder, ""))


def test_what_a_program_without_a_name_kept_was_found_sound_by_nobody(tmp_path: Path) -> None:
    folder = started(tmp_path)
    keep(read(folder, ""), folder.kept, NOW)
    assert was_checked(read(folder))


def test_an_edit_is_checked_whole_and_its_marks_differ(tmp_path: Path) -> None:
    folder = started(tmp_path)
    before = read(folder)
    edited = read(folder.save({"messages/fr/a.ftl": "first = Autre.\n"}))
    assert was_checked(edited)
    assert edited.mark != before.mark
    assert edited.mark


def test_an_edit_taken_back_is_what_was_found_sound(tmp_path: Path) -> None:
    folder = started(tmp_path)
    mark = read(folder).mark
    broken = read(folder.save({"messages/fr/a.ftl": "first = { $days }\n"}))
    assert broken.broken == {"messages/fr/a.ftl"}
    assert broken.mark == ""
    keep(broken, folder.kept, NOW)
    back = read(folder.save({"messages/fr/a.ftl": FILES["messages/fr/a.ftl"]}))
    assert (was_checked(back), back.mark) == (False, mark)


def test_a_server_that_takes_less_than_was_assumed_has_the_words_checked_anew(tmp_path: Path) -> None:
    folder = started(tmp_path)
    assert not was_checked(read(folder, limits=MASTODON))
    assert not was_checked(read(folder, limits=replace(MASTODON, picture_bytes=1)))
    assert was_checked(read(folder, limits=replace(MASTODON, characters=400)))
    short = read(folder, limits=replace(MASTODON, characters=3))
    assert short.broken, "what it cannot take is an error"


def test_a_photo_that_went_is_found_though_the_files_are_the_same(tmp_path: Path) -> None:
    entry = "posts:\n  second:\n    when: 2030-06-08 at 15:00\n    photo: photos/a.jpg\n"
    alt = {f"messages/{name}/b.ftl": "second = Deux.\n    .alt = Une place.\n" for name in ("fr", "en")}
    photo = tmp_path / "photos" / "a.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"\xff\xd8\xff")
    folder = Folder(tmp_path).save(FILES | {"schedules/b.yaml": entry} | alt)
    first = read(folder)
    assert first.sound is not None, first.problems
    keep(first, folder.kept, NOW)
    assert not read(folder).broken
    photo.unlink()
    assert read(folder).broken == {"schedules/b.yaml"}
