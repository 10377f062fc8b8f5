"""Decision 14 on the files alone: which posts wait for which file, and what runs instead."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.campaign.model import NetworkName
from bot.files.gather import gather
from bot.files.last_good import LastGood
from bot.files.version import Running, digest, keep, last_good, version

NOW = datetime(2030, 6, 1, tzinfo=UTC)
SETTINGS = """\
campaign: Small
hashtags: ["#Small"]
staff: {language: fr, people: {Jean: 1}}
deadlines: {rally: 2030-06-10 at 14:00 in Paris}
audiences:
  france: {language: fr, city: Paris, accounts: [masto]}
  english: {language: en, city: London, accounts: [masto]}
accounts:
  masto: {kind: mastodon, server: "http://127.0.0.1:9"}
quiet-hours: none
"""
FILES = {
    "settings.yaml": SETTINGS,
    "schedules/a.yaml": "posts:\n  first:\n    when: 2030-06-08 at 12:00\n",
    "schedules/b.yaml": "posts:\n  second:\n    when: 2030-06-08 at 15:00\n",
    "messages/fr/a.ftl": "first = Un.\n",
    "messages/fr/b.ftl": "second = Deux.\n",
    "messages/en/a.ftl": "first = One.\n",
    "messages/en/b.ftl": "second = Two.\n",
}
TERMS = {"messages/fr/terms.ftl": "-name = Azat\n", "messages/fr/a.ftl": "first = Un pour { -name }.\n"}
A, B = "schedules/a.yaml", "schedules/b.yaml"


class Folder:
    """A campaign on the disk, and the version that may run of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = LastGood(path / "var" / "last-good")
        self.choices: dict[str, str] = {}

    def save(self, files: dict[str, str]) -> Folder:
        """Write files; the empty text removes one."""
        for name, text in files.items():
            place = self.path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if text:
                place.write_text(text, encoding="utf-8")
            else:
                place.unlink()
        return self

    def go_on(self, file: str) -> None:
        """What ``resume FILE`` keeps."""
        self.choices[file] = digest(gather(self.path).sources.get(file, ""))

    def read(self) -> Running:
        """Read; what is sound is kept."""
        running = version(self.path, self.kept, {}, self.choices.get, NOW)
        keep(running, self.kept, NOW)
        return running


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path).save(FILES)


def waiting(running: Running) -> dict[str, str]:
    """Entry/audience → the file it waits for."""
    return {"/".join(key.split("/")[0:3:2]): file for key, file in running.waiting.items()}


def texts(running: Running, message: str) -> dict[str, str]:
    """The words in force, by language."""
    assert running.campaign is not None
    catalogue = running.campaign.catalogue
    return {
        language: catalogue.format(message, language, NetworkName.MASTODON).text
        for language in ("en", "fr")
        if catalogue.has(message, language)
    }


def test_sound_files_run_as_they_are_and_are_kept(folder: Folder) -> None:
    running = folder.read()
    assert (running.broken, waiting(running)) == (frozenset(), {})
    assert len(running.slots) == 4
    assert running.language == "fr"
    kept = folder.kept.restore()
    assert kept is not None
    assert kept.sources == FILES


def test_nothing_is_written_by_reading(folder: Folder) -> None:
    version(folder.path, folder.kept, {}, folder.choices.get, NOW)
    assert not (folder.path / "var").exists()


def test_a_schedule_that_was_never_good_waits_alone(folder: Folder) -> None:
    running = folder.save({A: "posts:\n  first: [\n"}).read()
    assert running.broken == running.held == {A}
    assert [slot.entry.key for slot in running.slots] == ["second", "second"]
    assert waiting(running) == {}
    assert running.sound is None
    assert folder.kept.restore() is None, "what has an error in it is never the last good version"


def test_a_schedule_that_was_good_holds_the_posts_it_had(folder: Folder) -> None:
    folder.read()
    running = folder.save({A: "posts:\n  first: [\n"}).read()
    assert running.broken == running.held == {A}
    assert waiting(running) == {"first/france": A, "first/english": A}
    assert len(running.slots) == 4


def test_a_message_file_that_was_good_holds_its_own_language_alone(folder: Folder) -> None:
    folder.read()
    running = folder.save({"messages/fr/a.ftl": "first = Un { $oops }.\n"}).read()
    assert waiting(running) == {"first/france": "messages/fr/a.ftl"}
    assert texts(running, "first") == {"en": "One.", "fr": "Un."}


def test_a_message_file_that_was_never_good_holds_the_entries_that_need_it(folder: Folder) -> None:
    running = folder.save({"messages/fr/a.ftl": "first = Un { $oops }.\n"}).read()
    assert running.broken == {"messages/fr/a.ftl"}
    assert waiting(running) == {"first/france": "messages/fr/a.ftl"}


def test_a_broken_file_of_terms_holds_the_messages_that_were_good_with_it(folder: Folder) -> None:
    folder.save(TERMS).read()
    running = folder.save({"messages/fr/terms.ftl": "-name = Azat {\n"}).read()
    assert "messages/fr/terms.ftl" in running.broken
    assert "second/france" not in waiting(running)
    assert texts(running, "first")["fr"] == "Un pour Azat."


def test_broken_settings_hold_everything(folder: Folder) -> None:
    folder.read()
    running = folder.save({"settings.yaml": SETTINGS.replace("Paris", "Pariss", 1)}).read()
    assert running.broken == {"settings.yaml"}
    assert set(waiting(running).values()) == {"settings.yaml"}
    assert len(running.waiting) == 4


def test_settings_that_never_were_good_leave_nothing_to_run(folder: Folder) -> None:
    running = folder.save({"settings.yaml": "campaign: ["}).read()
    assert running.campaign is None
    assert running.broken == {"settings.yaml"}


def test_two_broken_files_hold_their_own_each(folder: Folder) -> None:
    folder.read()
    running = folder.save({A: "posts: [", "messages/en/b.ftl": "second = { $x }\n"}).read()
    assert running.broken == {A, "messages/en/b.ftl"}
    assert waiting(running) == {"first/france": A, "first/english": A, "second/english": "messages/en/b.ftl"}


def test_a_sound_edit_of_another_file_is_in_force_beside_a_broken_one(folder: Folder) -> None:
    folder.read()
    running = folder.save({A: "posts: [", "messages/fr/b.ftl": "second = Deux, corrigé.\n"}).read()
    assert running.broken == {A}
    assert texts(running, "second")["fr"] == "Deux, corrigé."


def test_a_new_file_that_is_broken_holds_nothing_that_ran_before(folder: Folder) -> None:
    folder.read()
    running = folder.save({"schedules/new.yaml": "posts:\n  new: [\n"}).read()
    assert running.broken == {"schedules/new.yaml"}
    assert waiting(running) == {}
    assert len(running.slots) == 4


def test_a_new_entry_whose_new_words_are_broken_waits_and_a_sound_edit_beside_it_does_not(folder: Folder) -> None:
    folder.read()
    running = folder.save(
        {
            "schedules/new.yaml": "posts:\n  new:\n    when: 2030-06-08 at 18:00\n    to: [france]\n",
            "messages/fr/new.ftl": "new = Trois {\n",
            "messages/fr/b.ftl": "second = Deux, corrigé.\n",
        }
    ).read()
    assert "messages/fr/new.ftl" in running.broken
    assert "messages/fr/b.ftl" not in running.broken
    assert {key for key in waiting(running) if not key.startswith("new/")} == set()
    assert texts(running, "second")["fr"] == "Deux, corrigé."


def test_a_deleted_file_that_others_need_holds_the_posts_it_had(folder: Folder) -> None:
    folder.read()
    running = folder.save({"messages/fr/a.ftl": ""}).read()
    assert running.broken == {"messages/fr/a.ftl"}
    assert waiting(running) == {"first/france": "messages/fr/a.ftl"}
    folder.go_on("messages/fr/a.ftl")
    assert folder.read().held == frozenset()


def test_a_deleted_schedule_that_nothing_needs_is_an_edit_like_any_other(folder: Folder) -> None:
    folder.read()
    running = folder.save({A: "", "messages/fr/a.ftl": "", "messages/en/a.ftl": ""}).read()
    assert running.broken == frozenset()
    assert [slot.entry.key for slot in running.slots] == ["second", "second"]


def test_when_the_last_good_text_of_a_broken_file_does_not_fit_the_others_all_that_changed_waits(
    folder: Folder,
) -> None:
    folder.save({A: "posts:\n  first:\n    when: 2 days before rally at 12:00\n"}).read()
    running = folder.save(
        {
            "settings.yaml": SETTINGS.replace("rally:", "march:"),
            A: "posts:\n  first:\n    when: 2 days before march [\n",
        }
    ).read()
    assert running.broken == {A, "settings.yaml"}
    assert running.campaign is not None
    assert list(running.campaign.settings.deadlines) == ["rally"], "the whole last good version, or none of it"
    assert len(running.waiting) == len(running.slots) == 4


def test_people_may_go_on_with_the_last_good_version(folder: Folder) -> None:
    folder.read()
    folder.save({A: "posts: ["})
    folder.go_on(A)
    running = folder.read()
    assert running.broken == {A}
    assert running.held == frozenset()
    assert waiting(running) == {}
    assert running.earlier == set(FILES)


def test_going_on_holds_for_this_text_alone(folder: Folder) -> None:
    folder.read()
    folder.save({A: "posts: ["})
    folder.go_on(A)
    assert folder.read().held == frozenset()
    running = folder.save({A: "posts: [["}).read()
    assert running.held == {A}, "another broken text is another question"
    assert folder.save({A: "posts: ["}).read().held == frozenset(), "what was answered stays answered"


def test_there_is_no_going_on_without_a_version_that_was_good(folder: Folder) -> None:
    folder.save({A: "posts: ["})
    folder.go_on(A)
    running = folder.read()
    assert running.held == {A}
    assert running.earlier == frozenset()


def test_going_on_without_the_settings_lets_everything_go(folder: Folder) -> None:
    folder.read()
    folder.save({"settings.yaml": "campaign: ["})
    folder.go_on("settings.yaml")
    assert waiting(folder.read()) == {}


def test_a_mended_file_waits_no_more_and_is_the_new_last_good_version(folder: Folder) -> None:
    folder.read()
    folder.save({A: "posts: ["}).read()
    running = folder.save({A: FILES[A].replace("12:00", "13:00")}).read()
    assert (running.broken, waiting(running)) == (frozenset(), {})
    kept = folder.kept.restore()
    assert kept is not None
    assert "13:00" in kept.sources[A]


def test_the_last_good_version_can_be_asked_for_whatever_the_files_say(folder: Folder) -> None:
    folder.read()
    folder.save({A: FILES[A].replace("12:00", "13:00")})
    earlier = last_good(folder.path, folder.kept, {}, NOW)
    assert {slot.due.hour for slot in earlier.slots if slot.entry.key == "first"} == {10, 11}
    assert last_good(folder.path, LastGood(folder.path / "none"), {}, NOW).campaign is None


def test_sound_files_that_did_not_change_are_not_read_twice(folder: Folder) -> None:
    first = folder.read()

    def again() -> Running:
        return version(folder.path, folder.kept, {}, folder.choices.get, NOW, first)

    assert again() is first
    folder.save({A: FILES[A] + "# a word\n"})
    assert again() is not first
