"""Supporters on the stand-in, from their posts to a boost that is taken back, over HTTP."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from bot.campaign.candidate import AuthorIs, Source
from bot.campaign.model import Account, NetworkName, Place, Post
from bot.campaign.moderation import AskPerson, PhotoRules, Queue, Skip, judge
from bot.campaign.outcome import NotSent, Sent
from bot.campaign.photo import Reason
from bot.campaign.supporters import Meaning, meaning
from bot.networks.fetch import Fetcher
from bot.networks.mastodon import MastodonNetwork
from bot.networks.mastodon_intake import MastodonIntake
from bot.ports import Done, Found, Page, Prepared, Saying, Seen, Vanished, Wanted
from tests.contracts.sandbox_venue import Sandbox, sandbox

TOKEN = {"access_token": "canary-mastodon-0123456789"}
NOON = datetime(2023, 8, 30, 12, tzinfo=UTC)
WANTED = Wanted(("#FreeAzat",), NOON, frozenset({"azat"}))
RULES = PhotoRules(NOON, NOON + timedelta(days=7))


@pytest.fixture(scope="module")
def process() -> Iterator[Sandbox]:
    with sandbox() as running:
        yield running


class Square:
    """The stand-in, its supporters, and what the campaign's account sees there."""

    def __init__(self, running: Sandbox) -> None:
        self.running = running
        for name in ("posts", "faults", "settings"):
            running.ask("DELETE", name)
        account = {"network": "mastodon", "name": "azat", **TOKEN, "scopes": "read write"}
        running.ask("POST", "accounts", [account])
        self.clock(NOON)
        own = Account("mastodon", NetworkName.MASTODON, Place("s"), address=running.addresses["mastodon"])
        self.network = MastodonNetwork(own, TOKEN, 20.0)
        fetcher = Fetcher(insecure_loopback=True)
        self.intake = MastodonIntake(own, TOKEN, 20.0, fetch=fetcher.fetch)
        self.cursor = ""

    def clock(self, now: datetime) -> None:
        self.running.ask("POST", "clock", {"now": now.isoformat()})

    def do(self, what: str, **action: Any) -> str:
        [made] = self.running.ask("POST", "people", [{"network": "mastodon", "do": what, **action}])
        return str(made.get("id", ""))

    def post(self, text: str = "Ici #FreeAzat", name: str = "anna", **more: Any) -> str:
        person = {"name": name, **more.pop("facts", {})}
        return self.do("post", person=person, text=text, **{"pictures": [PHOTO], **more})

    def new(self) -> list[Found]:
        found: dict[str, Found] = {}
        for _ in range(50):
            page = self.intake.photos_since("#FreeAzat", self.cursor, WANTED)
            assert isinstance(page, Page), page
            found |= {one.candidate.key: one for one in page.found}
            self.cursor = page.cursor
            if not page.more:
                return list(found.values())
        raise AssertionError("pages without an end")

    def heard(self) -> tuple[Saying, ...]:
        page = self.intake.sayings_since("", WANTED)
        assert isinstance(page, Page), page
        return page.sayings


@pytest.fixture
def square(process: Sandbox) -> Iterator[Square]:
    square = Square(process)
    yield square
    square.intake.close()
    square.network.close()


def drawn(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG")
    return file.getvalue()


PHOTO = {"data": base64.b64encode(drawn("navy")).decode(), "alt": "L'affiche à Lyon"}


def test_a_photo_is_found_fetched_boosted_and_taken_back_when_its_author_says_stop(square: Square) -> None:
    source = square.post()
    [found] = square.new()
    assert judge(found.candidate, RULES) == Queue(found.candidate.path, frozenset())
    assert square.intake.fetch(found.pictures[0]) == drawn("navy")
    assert found.pictures[0].alt == "L'affiche à Lyon"
    sent = square.network.publish(Prepared(Post("", "fr", 0, 500, repost_of=found.remote_id)), "photos/1/native/m")
    assert isinstance(sent, Sent)
    square.post("@azat STOP", visibility="direct", in_reply_to=source, pictures=[])
    [said] = square.heard()
    assert meaning(said.text).meaning is Meaning.STOP
    assert (said.answers, said.answers_remote) == (found.candidate.identity, found.remote_id)
    assert said.author == found.author
    assert square.network.delete(sent.receipt.remote_id, found.remote_id) == Done()
    [seen] = square.running.ask("GET", "posts")
    assert (seen["repost_of"], seen["deleted_at"] is None) == (source, False)


def test_two_hundred_photos_of_a_day_are_each_found(square: Square) -> None:
    made = set()
    for number in range(200):
        square.clock(NOON + timedelta(minutes=7 * number))
        made.add(square.post(f"{number} #FreeAzat", f"p{number % 50}"))
    assert {found.remote_id for found in square.new()} == made
    assert len(square.new()) < 10, "only the end is told again"


@pytest.mark.parametrize(
    ("facts", "skip"),
    [
        ({"bot": True}, Skip.BOT),
        ({"note": "photographer, #nobot"}, Skip.NO_BOT),
        ({"noindex": True}, Skip.NOT_TO_BE_FOUND),
        ({"locked": True}, Skip.LOCKED),
    ],
)
def test_who_does_not_want_to_be_noticed_is_left_alone(square: Square, facts: dict[str, Any], skip: Skip) -> None:
    square.post(name=f"shy-{skip.value.replace(' ', '-')}", facts=facts)
    [found] = square.new()
    assert judge(found.candidate, RULES) is skip


def test_our_own_posts_are_ours_and_boosts_bring_nothing_twice(square: Square) -> None:
    square.network.publish(Prepared(Post("Nous #FreeAzat", "fr", 14, 500)), "own")
    source = square.post()
    square.do("boost", person={"name": "boris"}, id=source)
    own, theirs = square.new()
    assert AuthorIs.OWN in own.candidate.author
    assert (theirs.remote_id, theirs.candidate.source) == (source, Source.PUBLIC_POST)


def test_what_needs_a_persons_look_is_told_so(square: Square) -> None:
    square.post("Avertie #FreeAzat", warning="Prison")
    square.post("Deux #FreeAzat", pictures=[PHOTO, {"data": PHOTO["data"]}])
    warned, two = square.new()
    assert isinstance(judge(warned.candidate, RULES), AskPerson)
    verdict = judge(two.candidate, RULES)
    assert isinstance(verdict, Queue)
    assert {flag.value for flag in verdict.flags} == {"no alt text", "several pictures"}


def test_a_source_that_was_edited_or_deleted_is_seen_so(square: Square) -> None:
    source = square.post()
    [found] = square.new()
    square.do("edit", account="anna", id=source, text="Plus rien")
    seen = square.intake.look_at(source, WANTED)
    assert isinstance(seen, Seen)
    assert judge(seen.found.candidate, RULES) is Skip.NO_TAG
    assert seen.found.fingerprint == found.fingerprint
    square.do("edit", account="anna", id=source, pictures=[{"data": base64.b64encode(drawn("red")).decode()}])
    changed = square.intake.look_at(source, WANTED)
    assert isinstance(changed, Seen)
    assert changed.found.fingerprint != found.fingerprint
    square.do("delete", account="anna", id=source)
    assert square.intake.look_at(source, WANTED) == Vanished(Reason.DELETED)


def test_a_token_without_the_right_scope_hears_no_mentions_and_says_why(square: Square) -> None:
    account = {"network": "mastodon", "name": "azat", **TOKEN, "scopes": "read:statuses read:accounts write"}
    square.running.ask("POST", "accounts", [account])
    assert square.intake.sayings_since("", WANTED) == NotSent("mentions not readable")
    square.post()
    assert len(square.new()) == 1, "timelines are read all the same"


def test_the_stand_in_is_read_as_another_server_and_looked_up_as_the_own_one(square: Square, process: Sandbox) -> None:
    elsewhere = process.addresses["mastodon"].replace("127.0.0.1", "localhost")
    own = Account("mastodon", NetworkName.MASTODON, Place("s"), address=process.addresses["mastodon"])
    reader = MastodonIntake(own, TOKEN, 20.0, fetch=Fetcher().fetch, servers=[elsewhere])
    source = square.post(facts={"server": "elsewhere.example"})
    name = reader.cursors(WANTED)[1]
    begin = reader.photos_since(name, "", WANTED)
    assert isinstance(begin, Page)
    page = reader.photos_since(name, begin.cursor, WANTED)
    assert isinstance(page, Page)
    [found] = begin.found or page.found
    assert found.remote_id == source
    reader.close()
