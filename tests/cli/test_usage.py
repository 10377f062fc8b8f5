"""Wrong usage and help, in the language of whoever typed it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import tongue
from bot.cli.main import COMMANDS, _parser
from bot.wording import usage
from tests.cli.camp import Commands, campaign

NBSP = "\u00a0"


def _parsers() -> Iterator[argparse.ArgumentParser]:
    whole = _parser(list(COMMANDS))
    yield whole
    yield from whole.commands


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chekc",), f"argument COMMAND{NBSP}: «{NBSP}chekc{NBSP}» n’est pas un choix possible{NBSP}; il y a 'check'"),
        (("plan", "--jsno"), f"arguments inconnus{NBSP}: --jsno"),
        (("check", "extra"), f"arguments inconnus{NBSP}: extra"),
        (("plan", "--days", "x"), f"argument --days{NBSP}: «{NBSP}x{NBSP}» n’est pas un nombre de jours"),
        (("plan", "--from", "demain"), f"«{NBSP}demain{NBSP}» n’est pas une date comme 2023-09-02"),
        (("plan", "--days"), f"argument --days{NBSP}: il faut une valeur"),
        (("plan", "--json=1"), f"argument --json{NBSP}: ne prend pas de valeur{NBSP}: «{NBSP}1{NBSP}»"),
        (("plan", "--json", "--explain"), f"argument --explain{NBSP}: incompatible avec l’argument --json"),
        (("preview", "--days-left", "x"), f"argument --days-left{NBSP}: «{NBSP}x{NBSP}» n’est pas un nombre"),
        (("init",), f"il manque{NBSP}: folder"),
        ((), f"il manque{NBSP}: COMMAND"),
    ],
)
def test_french_staff_read_what_is_wrong_in_french(commandes: Commands, words: tuple[str, ...], said: str) -> None:
    assert commandes(*words) == ""
    assert commandes.code == 2
    assert f"{NBSP}: erreur{NBSP}: " in commandes.err
    assert said in commandes.err
    assert commandes.err.startswith(f"usage{NBSP}: run.py")


def test_what_was_meant_is_asked_in_the_same_language(commands: Commands, tmp_path: Path) -> None:
    for language, asked in (("en", "Did you mean {}?"), ("fr", f"Vouliez-vous dire {{}}{NBSP}?")):
        commands.folder = campaign(tmp_path / language, language)
        for words, meant in (
            (("chekc",), "check"),
            (("plan", "--jsno"), "--json"),
            (("check", "--campain"), "--campaign"),
        ):
            commands(*words)
            assert asked.format(meant) in commands.err


def test_help_is_french_for_french_staff_and_names_the_same_options(commands: Commands, tmp_path: Path) -> None:
    english = commands("plan", "--help")
    commands.folder = campaign(tmp_path / "fr", "fr")
    french = commands("plan", "--help")
    assert french.startswith(f"usage{NBSP}: run.py plan")
    assert "Montrer ce qui part, où et quand." in french
    assert "afficher cette aide" in french
    assert set(re.findall(r"--[\w-]+", english)) == set(re.findall(r"--[\w-]+", french))


def test_every_word_of_help_has_its_french(commands: Commands) -> None:
    del commands
    words: set[str] = set()
    for parser in _parsers():
        words |= {action.help for action in parser._actions if action.help}
        words |= {str(group.title) for group in parser._action_groups}
    words |= {about for _, about in COMMANDS.values()}
    assert words - usage.HELP.keys() == set()


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "fr_CA", "LANG": "en_US.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "fr"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_without_a_campaign_the_environment_decides(tmp_path: Path, environ: dict[str, str], language: str) -> None:
    assert tongue.of_usage(["--campaign", str(tmp_path)], environ) == language
    (tmp_path / "settings.yaml").write_text("staff: [", encoding="utf-8")
    assert tongue.of_usage(["plan", f"--campaign={tmp_path}"], environ) == language


@pytest.mark.parametrize(
    "text", ["staff: {language: fr}", "staff:\n  language: 'fr' # en\n", "a: 1\nstaff:\n  language: fr"]
)
def test_the_staff_come_before_the_environment(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.yaml").write_text(text, encoding="utf-8")
    assert tongue.of_usage(["--campaign", str(tmp_path)], {"LANG": "en_US.UTF-8"}) == "fr"


@pytest.mark.parametrize("text", ["", "- a", "staff: fr", "staff: {language: [fr]}", "staff: {language: tlh}", "\0"])
def test_settings_that_name_no_language_leave_it_to_the_environment(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.yaml").write_text(text, encoding="utf-8")
    assert tongue.of_usage(["--campaign", str(tmp_path)], {"LANG": "fr_FR.UTF-8"}) == "fr"
    (tmp_path / "settings.yaml").write_bytes(b"staff: \xff")
    assert tongue.of_usage(["--campaign", str(tmp_path)], {}) == "en"
