from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.cli.camp import BROKEN, Commands, campaign


def test_it_shows_each_network_with_its_counter_and_writes_the_picture(commands: Commands) -> None:
    told = commands("preview", "countdown", "--days-left", "2", "--audience", "france")
    assert commands.code == 0
    assert "── bird · fr · countdown (2-days)" in told
    assert "24/280" in told
    assert "   │ Plus que 2 jours." in told
    assert "   alt: Carte : 2" in told
    picture = commands.folder / "preview" / "countdown-2-days-fr.png"
    assert f"   {picture}" in told
    with Image.open(picture) as image:
        assert image.format == "PNG"


def test_the_pictures_go_where_they_are_wanted_and_machines_learn_where(commands: Commands, tmp_path: Path) -> None:
    rows = commands.json("preview", "countdown", "--pictures", str(tmp_path / "pictures"))
    assert {Path(row["file"]).name for row in rows} == {
        f"countdown-{days}-days-{language}.png" for days in (1, 2) for language in ("fr", "en")
    }
    assert all(Path(row["file"]).is_file() for row in rows)
    assert not (commands.folder / "preview").exists()


def test_without_an_entry_every_one_is_shown(commands: Commands) -> None:
    assert {row["entry"] for row in commands.json("preview")} == {"countdown", "who", "over", "last"}


def test_a_warning_and_what_is_held_are_shown_in_french_too(commandes: Commands) -> None:
    told = commandes("preview", "--account", "masto", "--audience", "france")
    assert "   [Prison]" in told
    assert "retenu jusqu’à approbation" in told


def test_an_entry_without_a_picture_writes_nothing(commands: Commands) -> None:
    commands("preview", "who")
    assert not (commands.folder / "preview").exists()


def test_names_the_campaign_does_not_have_are_refused_with_those_it_has(commands: Commands) -> None:
    for words, near in (
        (("contdown",), "countdown"),
        (("--audience", "englsh"), "english"),
        (("--account", "canl"), "canal"),
    ):
        assert commands("preview", *words) == ""
        assert commands.code == 2
        assert f"There are: {near}." in commands.err
    commands("preview", "countdown", "--days-left", "9")
    assert commands.code == 2
    assert "Nothing goes out with these choices." in commands.err


def test_french_staff_are_refused_in_french(commandes: Commands) -> None:
    commandes("preview", "contdown")
    assert "Aucune entrée ne s’appelle «\u00a0contdown\u00a0»." in commandes.err


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    commands("preview", "countdown", "--pictures", str(tmp_path / "file" / "pictures"))
    assert commands.code == 1
    assert "cannot be read or written: Not a directory." in commands.err


def test_files_with_errors_are_previewed_as_far_as_they_go(commands: Commands) -> None:
    campaign(commands.folder, files={"schedules/other.yaml": BROKEN})
    assert commands.json("preview", "who")
    assert commands.code == 1
    assert "run.py check shows it" in commands.err
