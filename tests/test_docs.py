"""Everything a person can write or type is explained in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.cli.main import COMMANDS
from bot.files.accounts import FIELDS, secret_name
from bot.files.keys import Keys, alias_of
from bot.files.photos_schema import KeepKeys, MailboxKeys, PaceKeys, PhotosKeys
from bot.files.schedule_schema import EntryKeys, ScheduleKeys
from bot.files.settings_schema import AccountKeys, AudienceKeys, ReadBackKeys, SettingsKeys, StaffKeys

ROOT = Path(__file__).parent.parent
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def keys(*schemas: type[Keys]) -> list[str]:
    return sorted({alias_of(name) for schema in schemas for name in schema.model_fields})


SETTINGS = (SettingsKeys, StaffKeys, AudienceKeys, AccountKeys, ReadBackKeys)
PHOTOS = (PhotosKeys, PaceKeys, KeepKeys, MailboxKeys)


@pytest.mark.parametrize("key", keys(*SETTINGS, *PHOTOS, EntryKeys, ScheduleKeys))
def test_every_key_of_the_files_is_explained(key: str) -> None:
    told = DOCS["organising.md"]
    assert re.search(rf"`[^`\n]*(?<![\w-]){re.escape(key)}(?![\w-])[^`\n]*`", told), f"organising.md omits {key}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    told = DOCS["organising.md"] + DOCS["operating.md"]
    assert re.search(rf"(`|run\.py ){command}\b", told), f"no guide explains run.py {command}"


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_explained(state: State) -> None:
    assert f"`{state.value}`" in DOCS["states.md"]


@pytest.mark.parametrize("name", [secret_name(network.value, field) for network in FIELDS for field in FIELDS[network]])
def test_every_secret_is_named_for_the_operator(name: str) -> None:
    assert f"`{name}`" in DOCS["operating.md"]


@pytest.mark.parametrize("code", range(5))
def test_every_exit_code_is_explained(code: int) -> None:
    assert f"| {code} |" in DOCS["operating.md"]


def test_every_link_in_the_docs_leads_somewhere() -> None:
    for name, text in {**{f"docs/{name}": text for name, text in DOCS.items()}, "README.md": README}.items():
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name} links to {target}, which is not there"


def test_the_make_targets_the_docs_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for text in (README, *DOCS.values()):
        for target in re.findall(r"`make ([a-z-]+)`", text):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"there is no make {target}"
