from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.campaign.problem import Problem, Severity
from bot.files.read import read_campaign
from tests.files.reading import FILES, told, write


def found(folder: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.file) for problem in told(read_campaign(folder).problems)]


def test_a_sound_campaign_on_the_disk_has_no_problem(tmp_path: Path) -> None:
    loaded = read_campaign(write(tmp_path))
    assert (loaded.problems, loaded.broken) == ((), frozenset())
    assert loaded.sources == FILES
    assert loaded.campaign is not None
    assert list(loaded.campaign.entries) == ["rally-countdown", "who"]
    assert loaded.campaign.catalogue.has("who", "hy")


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    assert found(tmp_path / "none") == [("folder-missing", "settings.yaml")]


def test_an_empty_folder_lacks_three_things(tmp_path: Path) -> None:
    assert found(tmp_path) == [
        ("settings-missing", "settings.yaml"),
        ("schedules-missing", "schedules"),
        ("messages-missing", "messages"),
    ]


def test_empty_folders_are_told(tmp_path: Path) -> None:
    write(tmp_path, {"settings.yaml": FILES["settings.yaml"], "schedules/.keep": "", "messages/fr/.keep": ""})
    assert found(tmp_path) == [("schedules-empty", "schedules"), ("messages-empty", "messages")]


@pytest.mark.parametrize(
    "name", [".#who.yaml", "who.yaml~", ".who.yaml.swp", "#who.yaml#", "who.yaml.tmp", ".DS_Store"]
)
def test_what_editors_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / "schedules" / name).write_bytes(b"\xff: [")
    (tmp_path / "messages/fr" / name).write_bytes(b"\xff: [")
    assert found(tmp_path) == []


STRANGE = {
    "schedules/notes.txt": ("file-not-read", Severity.NOTE),
    "schedules/old/countdown.yaml": ("file-too-deep", Severity.ERROR),
    "messages/fr/old/words.ftl": ("file-too-deep", Severity.ERROR),
    "messages/words.ftl": ("message-outside", Severity.ERROR),
    "messages/README.md": ("file-not-read", Severity.NOTE),
    "messages/fr/words.txt": ("file-not-read", Severity.NOTE),
    "messages/drafts-xx/words.ftl": ("messages-folder", Severity.NOTE),
    "messages/PT-br/words.ftl": ("messages-folder-near", Severity.NOTE),
    "schedules/a\nb.yaml": ("file-name-wrong", Severity.ERROR),
}


@pytest.mark.parametrize("path", STRANGE)
def test_what_stands_where_it_is_not_read_is_told(tmp_path: Path, path: str) -> None:
    write(write(tmp_path), {path: "x = y"})
    code, severity = STRANGE[path]
    assert [(problem.code, problem.severity) for problem in told(read_campaign(tmp_path).problems)] == [
        (code, severity)
    ]


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_dangling_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def replace_by_circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("path", ["settings.yaml", "schedules/countdown.yaml", "messages/fr/campaign.ftl"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replace_by_folder, "file-is-folder"),
        (replace_by_dangling_link, "file-dangling"),
        (replace_by_circle, "file-unreadable"),
        (replace_by_pipe, "file-not-regular"),
    ],
)
def test_what_only_looks_like_a_file_is_a_problem_with_its_path(
    tmp_path: Path, path: str, change: object, code: str
) -> None:
    write(tmp_path)
    assert callable(change)
    change(tmp_path / path)
    assert (code, path) in found(tmp_path)
    assert path in read_campaign(tmp_path).broken


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """The superuser reads everything: for once, be nobody."""
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)


@pytest.mark.parametrize("path", ["settings.yaml", "schedules/countdown.yaml", "schedules", "messages/fr"])
def test_what_may_not_be_read_is_a_problem_with_its_path(path: str) -> None:
    # Not in tmp_path: its parents are closed to others.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(folder)
        (folder / path).chmod(0)
        try:
            with as_an_ordinary_user():
                assert ("file-forbidden", path) in found(folder)
        finally:
            (folder / path).chmod(0o700)


@pytest.mark.parametrize("name", ["schedules", "messages"])
def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    shutil.rmtree(tmp_path / name)
    (tmp_path / name).write_text("x")
    assert found(tmp_path) == [("folder-is-file", name)]


@pytest.mark.parametrize("name", ["schedules", "messages/fr"])
def test_a_folder_that_leads_nowhere_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    shutil.rmtree(tmp_path / name)
    (tmp_path / name).symlink_to("nowhere")
    assert found(tmp_path)[0][1] == name


def test_folders_and_files_may_be_links(tmp_path: Path) -> None:
    write(tmp_path / "real")
    (tmp_path / "linked").mkdir()
    for name in ("settings.yaml", "schedules", "messages"):
        (tmp_path / "linked" / name).symlink_to(tmp_path / "real" / name)
    assert read_campaign(tmp_path / "linked").problems == ()


def test_a_file_of_two_gigabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    write(tmp_path)
    with (tmp_path / "schedules/huge.yaml").open("wb") as file:
        file.truncate(2_000_000_000)
    assert found(tmp_path) == [("text-too-large", "schedules/huge.yaml")]


def test_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    changed: dict[str, str | bytes] = {
        "settings.yaml": FILES["settings.yaml"].replace("kind: x", "kind: y"),
        "schedules/countdown.yaml": "posts: [",
        "schedules/more.yaml": "posts: {a: {when: 3}}",
        "messages/fr/campaign.ftl": b"who = \xe9\n",
    }
    write(write(tmp_path), changed)
    loaded = read_campaign(tmp_path)
    errors: list[Problem] = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert {problem.place.file for problem in errors} == set(changed) == loaded.broken
    not_utf8 = next(problem for problem in errors if problem.code == "text-not-utf8")
    assert (not_utf8.place.file, not_utf8.place.line, not_utf8.place.column) == ("messages/fr/campaign.ftl", 1, 7)
    assert loaded.sources["messages/fr/campaign.ftl"] == "who = \ufffd\n"


def test_utf_16_of_windows_is_refused_as_what_it_is(tmp_path: Path) -> None:
    write(write(tmp_path), {"schedules/countdown.yaml": FILES["schedules/countdown.yaml"].encode("utf-16")})
    assert found(tmp_path) == [("text-not-utf8", "schedules/countdown.yaml")]


def test_a_campaign_written_on_windows_is_read(tmp_path: Path) -> None:
    write(tmp_path, {path: b"\xef\xbb\xbf" + words.replace("\n", "\r\n").encode() for path, words in FILES.items()})
    loaded = read_campaign(tmp_path)
    assert {problem.severity for problem in loaded.problems} == {Severity.NOTE}
    assert loaded.campaign is not None
    assert loaded.campaign.catalogue.has("who", "fr")
    assert loaded.campaign.entries["who"].place.column == 3
