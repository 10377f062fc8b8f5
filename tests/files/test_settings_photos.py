from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.resources import files

import pytest

from bot.campaign.model import Mailbox, Photos, Settings
from bot.campaign.photo_settings import RESERVED, Keep, Repost
from bot.files.countries import CODES
from bot.files.settings import FILE
from bot.files.settings import read as read_settings
from bot.files.yaml import read as read_yaml
from bot.ports import PHOTOS
from tests.files.reading import SETTINGS, edited, notes

ALL = """\
photos:
  from: 2023-08-30 at 09:00 in Paris
  until: 2023-09-11
  repost: tagged-and-mentioned
  tags: ["#FreeAzat", "#AzatLibre"]
  servers: [https://mastodon.social/]
  to: [armenia]
  pace: {hour: 3, day: 20, spacing: 5 min}
  delay: 36 hours
  faces: as-sent
  listed-countries: [ru, CN]
  x-reading: 7.50 USD a month
  keep: {originals: 2 days, undecided: 5 days, published: 30 days}
"""
USUAL = Photos(tags=("#FreeAzat",), audiences=("france", "armenia"))
MAILBOX = "mailbox: {address: p@example.org, imap: imap.example.org, smtp: smtp.example.org}\n"


def settings(block: str, text: str = SETTINGS) -> Settings:
    """Settings that end with ``block`` and have nothing wrong with them."""
    found = read_settings(read_yaml(FILE, text + block))
    assert found.problems == (), found.problems
    assert found.settings is not None
    return found.settings


def test_every_key_of_photos_is_read() -> None:
    assert settings(ALL).photos == Photos(
        opens=datetime(2023, 8, 30, 7, tzinfo=UTC),
        closes=datetime(2023, 9, 11, 22, tzinfo=UTC),
        repost=Repost.TAGGED_AND_MENTIONED,
        tags=("#FreeAzat", "#AzatLibre"),
        servers=("https://mastodon.social",),
        audiences=("armenia",),
        per_hour=3,
        per_day=20,
        spacing=timedelta(minutes=5),
        delay=timedelta(hours=36),
        faces_covered=False,
        listed_countries=frozenset({"RU", "CN"}),
        x_reading_usd_per_month=Decimal("7.50"),
        keep=Keep(timedelta(days=2), timedelta(days=5), timedelta(days=30)),
    )


@pytest.mark.parametrize("block", ["photos: yes\n", "photos: Yes\n", "photos: true\n", "photos: {}\n"])
def test_photos_yes_is_all_the_usual_settings_with_the_campaign_s_hashtags_and_audiences(block: str) -> None:
    assert settings(block).photos == USUAL


@pytest.mark.parametrize("block", ["", "photos: no\n", "photos: false\n"])
def test_without_photos_none_are_taken(block: str) -> None:
    found = settings(block)
    assert found.photos is None
    assert found.mailbox is None


@pytest.mark.parametrize(
    ("written", "opens", "closes"),
    [
        ("from: 2023-08-30, until: 2023-09-11", "2023-08-29 22:00", "2023-09-11 22:00"),
        ("from: 2023-08-30 at 09:00, until: 2023-09-11 at 09:00", "2023-08-30 07:00", "2023-09-11 07:00"),
        ("from: 2023-10-29, until: 2023-10-29", "2023-10-28 22:00", "2023-10-29 23:00"),
        (
            "from: 2023-08-30 at 09:00 in Yerevan, until: 2023-09-11 at 00:00 in UTC",
            "2023-08-30 05:00",
            "2023-09-11 00:00",
        ),
    ],
)
def test_days_and_times_without_a_city_are_those_of_the_first_audience_s_and_until_takes_the_whole_day(
    written: str, opens: str, closes: str
) -> None:
    photos = settings(f"photos: {{{written}}}\n").photos
    assert photos is not None
    assert [f"{at:%Y-%m-%d %H:%M}" for at in (photos.opens, photos.closes) if at] == [opens, closes]


@pytest.mark.parametrize("to", ["all", "everyone", "[france, armenia]"])
def test_all_audiences_can_be_said_too(to: str) -> None:
    assert settings(f"photos: {{to: {to}}}\n").photos == USUAL


@pytest.mark.parametrize("written", ["[]", "none"])
def test_photos_from_everywhere_can_be_published(written: str) -> None:
    photos = settings(f"photos: {{listed-countries: {written}}}\n").photos
    assert photos is not None
    assert photos.listed_countries == frozenset()


def test_norway_is_a_country_and_not_a_no() -> None:
    photos = settings("photos: {listed-countries: NO}\n").photos
    assert photos is not None
    assert photos.listed_countries == {"NO"}


def test_x_need_not_be_searched() -> None:
    photos = settings("photos: {x-reading: none}\n").photos
    assert photos is not None
    assert photos.x_reading_usd_per_month == 0


def test_a_mailbox_is_its_address_servers_user_and_folder() -> None:
    block = (
        "photos: yes\nmailbox:\n  address: p@example.org\n  imap: IMAP.example.org:1993\n"
        "  smtp: '[::1]:25'\n  user: photos\n  folder: INBOX/Photos\n"
    )
    expected = Mailbox("p@example.org", "imap.example.org", 1993, "photos", "INBOX/Photos", "::1", 25)
    assert settings(block).mailbox == expected


def test_a_mailbox_needs_neither_ports_nor_user_nor_folder() -> None:
    expected = Mailbox("p@example.org", "imap.example.org", 993, "p@example.org", "Photos", "smtp.example.org", 465)
    assert settings(f"photos: yes\n{MAILBOX}").mailbox == expected


@pytest.mark.parametrize("folder", ["INBOX", "inbox"])
def test_the_inbox_may_be_read_with_a_note_that_all_of_it_is(folder: str) -> None:
    text = f"{SETTINGS}photos: yes\n{MAILBOX.replace('smtp:', f'folder: {folder}, smtp:')}"
    found = read_settings(read_yaml(FILE, text))
    at = text.splitlines()[-1].index(folder) + 1
    assert notes(found.problems) == [("mailbox-inbox", 23, at)]
    assert found.settings is not None
    assert found.settings.mailbox is not None


def test_a_campaign_on_telegram_without_a_staff_chat_is_told_what_that_means_for_photos() -> None:
    text = edited(SETTINGS, "  chat: -1001234567890\n", "") + "photos: yes\n"
    assert notes(read_settings(read_yaml(FILE, text)).problems) == [("photos-without-chat", 21, 1)]
    lines = [line for line in text.splitlines() if "kind: telegram" not in line]
    without = "\n".join(lines).replace(", telegram-fr", "").replace(", telegram-hy", "")
    assert read_settings(read_yaml(FILE, without)).problems == ()


def test_photos_may_have_a_hashtag_where_the_campaign_has_none() -> None:
    text = edited(SETTINGS, 'hashtags: ["#FreeAzat"]\n', "")
    photos = settings("photos: {tags: FreeAzat}\n", text).photos
    assert photos is not None
    assert photos.tags == ("#FreeAzat",)


def test_the_reserved_entry_is_the_one_that_reposts_belong_to() -> None:
    assert RESERVED == PHOTOS


def test_the_countries_are_those_of_the_time_zone_database_and_kosovo() -> None:
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    listed = {line.split("\t")[0] for line in table.splitlines() if line and not line.startswith("#")}
    assert listed | {"XK"} == CODES
