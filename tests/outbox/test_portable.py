from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.photo import State as PhotoState
from bot.errors import AlreadyRunningError, StoreError
from bot.outbox import open_outbox
from bot.outbox.copying import copy_file
from bot.outbox.portable import copy_server
from bot.outbox.postgresql_opening import open_store
from bot.outbox.restoring import restorable
from bot.ports import COPY, ErrandKind, Grave, HandledMail, Outbox
from tests.contracts.outbox_photo_world import brought, consent, here, mailed, repost
from tests.contracts.outbox_world import KEY, NOON, RECEIPT, after, begin, planned
from tests.outbox.postgres_server import Server
from tests.outbox.world import URL, database


def fill(outbox: Outbox) -> None:
    """Something in every table that a campaign fills."""
    outbox.sync_plan([planned(), planned("second"), planned("later", due=after(60))], NOON)
    outbox.sent(begin(outbox), RECEIPT, NOON)
    outbox.order(KEY, ErrandKind.RETRACT, "Jean", NOON)
    outbox.pause("mastodon", "Jean", "news", NOON)
    outbox.state_outcome("release", "freed", "Maria", NOON)
    outbox.raise_alarm("a-code", "Attention.", NOON)
    outbox.note("first start", "2023-08-30")
    brought(outbox, PhotoState.APPROVED)
    brought(outbox, PhotoState.WITHDRAWN, "2" * 16, original="c" * 64)
    outbox.add_delivery(repost(account="x", due=after(60)))
    outbox.keep_consent(consent())
    outbox.keep_mail(HandledMail("mark", "photos", "", NOON, "1/17"))
    outbox.may_reply("an address", NOON, 1)


def everything(outbox: Outbox) -> object:
    return (
        outbox.deliveries(),
        outbox.attempts_of(KEY),
        outbox.errands(),
        outbox.pauses(),
        outbox.statements(),
        [alarm.text for alarm in outbox.alarms()],
        outbox.noted("first start"),
        outbox.photos(),
        [outbox.alike(photo) for photo in outbox.photos()],
        [outbox.entombed(grave) for grave in Grave],
        outbox.consents(),
        outbox.mails(),
    )


def test_a_servers_tables_go_into_a_file_and_back_into_an_empty_server(postgresql: Server, tmp_path: Path) -> None:
    url = postgresql.fresh("copied")
    outbox = open_store(url)
    fill(outbox)
    before = everything(outbox)
    file = tmp_path / "server.db"
    # Beside whoever uses it.
    contents = copy_server(url, "", file, NOON)
    outbox.close()
    assert (contents.deliveries, contents.calls, contents.made_at) == (4, 1, NOON.isoformat())
    other = postgresql.fresh("other")
    with restorable(file, other, tmp_path) as found:
        assert found.contents.states == contents.states
        aside = found.put_in_place(NOON)
    assert aside is not None
    assert aside.exists()
    outbox = open_store(other)
    assert everything(outbox) == before
    assert outbox.noted(COPY) == NOON.isoformat()
    # Numbers that the database gives out go on after those it was given.
    outbox.raise_alarm("another", "Encore.", after(1))
    assert outbox.order(KEY, ErrandKind.DOUBLE, "Jean", NOON, remote_id="222")
    assert len({errand.number for errand in outbox.errands()}) == 2
    assert not outbox.may_reply("an address", after(1), 1)
    assert outbox.may_reply("another", after(1), 1)
    assert outbox.take_photo(mailed("3" * 16, origin="third"))
    assert here(outbox, "3" * 16).number > here(outbox, "2" * 16).number
    # What the withdrawn one left, for whoever forgets next.
    assert outbox.forget_photos(NOON, NOON, NOON).files == ("c" * 64,)
    outbox.close()


def test_a_file_goes_into_a_server_and_the_servers_copy_into_a_file(postgresql: Server, tmp_path: Path) -> None:
    outbox = open_outbox(URL, tmp_path)
    fill(outbox)
    before = everything(outbox)
    outbox.close()
    copy_file(database(tmp_path), tmp_path / "file.db", NOON)
    url = postgresql.fresh("filled")
    with restorable(tmp_path / "file.db", url, tmp_path) as found:
        found.put_in_place(NOON)
    copy_server(url, "", tmp_path / "server.db", NOON)
    with restorable(tmp_path / "server.db", URL, tmp_path) as found:
        found.put_in_place(after(1))
    outbox = open_outbox(URL, tmp_path)
    assert everything(outbox) == before
    assert [row.key for row in outbox.distrust(NOON, "a copy")] == ["second/once/france/mastodon"]
    assert here(outbox).state is PhotoState.QUEUED
    outbox.close()


def test_what_a_server_held_is_kept_aside_and_replaced_whole(postgresql: Server, tmp_path: Path) -> None:
    url = postgresql.fresh("replaced")
    outbox = open_store(url)
    fill(outbox)
    file = tmp_path / "before.db"
    copy_server(url, "", file, NOON)
    outbox.sync_plan([planned("another")], after(1))
    claimed = outbox.claim("other", after(1), "run", 300.0)
    assert claimed is None
    outbox.close()
    with restorable(file, url, tmp_path) as found:
        aside = found.put_in_place(NOON)
    outbox = open_store(url)
    assert outbox.get("another/once/france/mastodon") is None
    assert outbox.counts()[State.PLANNED] == 3
    outbox.close()
    assert aside is not None
    with restorable(aside, URL, tmp_path) as found:
        found.put_in_place(NOON)
    put_back = open_outbox(URL, tmp_path)
    assert put_back.get("another/once/france/mastodon") is not None
    put_back.close()


def test_while_another_daemon_has_the_server_nothing_is_replaced(postgresql: Server, tmp_path: Path) -> None:
    url = postgresql.fresh("busy")
    running = open_store(url)
    fill(running)
    before = everything(running)
    copy_server(url, "", tmp_path / "copy.db", NOON)
    with (
        restorable(tmp_path / "copy.db", url, tmp_path) as found,
        pytest.raises(AlreadyRunningError, match="uses postgresql") as caught,
    ):
        found.put_in_place(NOON)
    assert caught.value.exit_code == 4
    assert everything(running) == before
    running.close()


def test_a_server_without_tables_has_nothing_to_back_up(postgresql: Server, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        copy_server(postgresql.fresh("empty"), "", tmp_path / "x.db", NOON)
    assert caught.value.code == "backup-nothing"
    assert list(tmp_path.iterdir()) == []
