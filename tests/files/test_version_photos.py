from __future__ import annotations

from pathlib import Path

import pytest

from bot.files.version import last_good
from tests.files.test_version import FILES, NOW, SETTINGS, Folder

BOX = "mailbox: {address: p@example.org, imap: imap.example.org, smtp: smtp.example.org}\n"
FRENCH, ENGLISH = "messages/fr/photos.ftl", "messages/en/photos.ftl"
TAKING = {
    **FILES,
    "settings.yaml": f"{SETTINGS}photos: yes\n{BOX}",
    FRENCH: "supporter-photo = Photo : { $city }\n    .no-city = Photo reçue\n",
    ENGLISH: "supporter-photo = Photo: { $city }\n    .no-city = A photo\n",
}
BROKEN = {FRENCH: "supporter-photo = Photo : { $ctiy }\n    .no-city = Photo reçue\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path).save(TAKING)


def test_words_of_photos_that_never_were_good_hold_no_post(folder: Folder) -> None:
    running = folder.save(BROKEN).read()
    assert running.held == {FRENCH}
    assert running.waiting == {}
    assert len(running.slots) == 4


def test_words_of_photos_that_were_good_go_on_as_they_were_and_hold_no_post(folder: Folder) -> None:
    assert folder.read().broken == frozenset()
    running = folder.save(BROKEN).read()
    assert running.held == {FRENCH}
    assert running.waiting == {}
    assert running.campaign is not None
    assert running.campaign.catalogue.spoken("supporter-photo", "fr", "no-city") == "Photo reçue"


def test_the_last_good_version_takes_photos_as_it_did(folder: Folder) -> None:
    before = folder.read().campaign
    folder.save({"settings.yaml": f"{SETTINGS}photos: {{faces: hidden}}\n"})
    running = folder.read()
    assert running.held == {"settings.yaml"}
    for campaign in (running.campaign, last_good(folder.path, folder.kept, {}, NOW).campaign):
        assert campaign is not None
        assert before is not None
        assert campaign.settings.photos == before.settings.photos
        assert campaign.settings.mailbox == before.settings.mailbox
