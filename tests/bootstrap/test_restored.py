"""Over real HTTP: a day's posts went out, and a copy from before them is put back. Nothing goes out a second time."""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.bootstrap.calls import keep_calls, kept_calls
from bot.bootstrap.checking import check
from bot.bootstrap.distrust import Distrust
from bot.bootstrap.duties import duties
from bot.bootstrap.rehearsing import _staged
from bot.bootstrap.sending import crew, network
from bot.campaign.delivery import State
from bot.campaign.model import Account, Settings
from bot.clock import VirtualClock
from bot.outbox import open_outbox
from bot.outbox.copying import copy_file
from bot.outbox.restoring import restorable
from bot.ports import Delivery, Network, Outbox
from bot.rehearsal.play import Play
from bot.rehearsal.stage import Stage
from tests.bootstrap.test_lost_answers import SETTINGS

URL = "sqlite:///var/campaign.db"
ACCOUNTS = ("masto", "bird", "canal")
KNOWN, ALL = 4, 8
"""How many of the posts the files had when the copy was made, and how many later."""


def at(hour: int, minute: int) -> datetime:
    """On the day, in UTC; Paris is two hours ahead."""
    return datetime(2031, 6, 5, hour - 2, minute, tzinfo=UTC)


def write(folder: Path, posts: int, *, photo: bool = False) -> None:
    (folder / "schedules").mkdir(parents=True, exist_ok=True)
    (folder / "messages" / "fr").mkdir(parents=True, exist_ok=True)
    words = "".join(f"m{number} = Numéro {number}.\n    .alt = La place, {number}.\n" for number in range(posts))
    (folder / "messages" / "fr" / "all.ftl").write_text(words if photo else "# rien\n", encoding="utf-8")
    (folder / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    if photo:
        Image.new("RGB", (64, 64), "darkred").save(folder / "place.png")
    says = "message: m{0}\n    photo: place.png" if photo else "text: {{fr: Numéro {0}.}}"
    entries = (
        f"  p{number}:\n    when: 2031-06-05 at 12:{5 * number:02}\n    {says.format(number)}\n"
        for number in range(posts)
    )
    (folder / "schedules" / "all.yaml").write_text("posts:\n" + "".join(entries), encoding="utf-8")


@dataclass
class Server:
    """One daemon after another on one folder, beside the same networks."""

    folder: Path
    stage: Stage
    settings: Settings
    made_up: Mapping[str, Mapping[str, str]]
    clock: VirtualClock
    alarms: list[str] = field(default_factory=list)

    def outbox(self) -> Outbox:
        return open_outbox(URL, self.folder)

    def live(self, until: datetime) -> Mapping[str, Delivery]:
        """A daemon from its start on, as ``bootstrap.daemon`` starts it; the rows at its end."""
        campaign = check(self.folder).loaded.campaign
        assert campaign is not None
        running = _staged(campaign, self.settings)

        def make(account: Account) -> Network:
            return network(account, self.made_up[account.name], self.settings.staff.chat)

        woken: list[str] = []
        with contextlib.ExitStack() as run:
            outbox = self.outbox()
            run.callback(outbox.close)
            var = self.folder / "var"
            cast = crew(self.folder, running, outbox, self.clock, networks=make, var=var, wake=woken.append)
            distrust = Distrust(outbox, var, cast.means.alarm)
            outbox.recover(cast.means.owner, self.clock.now())
            distrust.begin(self.clock.now())
            cast.planner.run_once(self.clock.now())
            distrust.end(self.clock.now())
            doors = [cast.open_door(account) for account in self.settings.accounts.values()]
            followers = [shift for shift in duties(cast) if shift.rehearsed]
            for door in doors:
                run.callback(door.close)
            for shift in followers:
                run.callback(shift.close)
            play = Play([], doors, [shift.duty for shift in followers], self.clock, self.stage.turn_clock)
            for _ in play.run(until):
                for name in woken:
                    play.wake(name)
                woken.clear()
            self.clock.set(until)
            keep_calls(var, outbox.deeds_ever())
            self.alarms += [alarm.text for alarm in outbox.alarms() if "earlier copy" in alarm.text]
            return {row.key: row for row in outbox.deliveries()}


def by_restore(server: Server, _copied: Path, backup: Path) -> None:
    with restorable(backup, URL, server.folder) as found:
        found.put_in_place(server.clock.now())


def by_hand(server: Server, copied: Path, _backup: Path) -> None:
    shutil.copyfile(copied, server.folder / "var" / "campaign.db")


def by_hand_on_another_computer(server: Server, _copied: Path, backup: Path) -> None:
    # Without var/calls only the mark in the copy is left to tell.
    shutil.rmtree(server.folder / "var")
    (server.folder / "var").mkdir(mode=0o700)
    shutil.copyfile(backup, server.folder / "var" / "campaign.db")


@pytest.mark.parametrize(
    ("put_back", "photo"),
    [(by_restore, False), (by_restore, True), (by_hand, False), (by_hand_on_another_computer, False)],
)
def test_what_went_out_since_the_copy_is_found_and_what_did_not_goes_out(
    tmp_path: Path, put_back: Callable[[Server, Path, Path], None], *, photo: bool
) -> None:
    write(tmp_path, KNOWN, photo=photo)
    campaign = check(tmp_path).loaded.campaign
    assert campaign is not None
    with Stage() as stage:
        settings, made_up = stage.cast(campaign.settings)
        clock = VirtualClock(at(11, 55))
        stage.turn_clock(clock.now())
        server = Server(tmp_path, stage, settings, made_up, clock)
        # The first post is out; yesterday ends here.
        server.live(at(12, 2))
        copied, backup = tmp_path / "copied.db", tmp_path / "backup.db"
        shutil.copyfile(tmp_path / "var" / "campaign.db", copied)
        copy_file(tmp_path / "var" / "campaign.db", backup, clock.now())
        # The files get more, and all but the last goes out.
        write(tmp_path, ALL, photo=photo)
        before = server.live(at(12, 33))
        assert Counter(row.state for row in before.values()) == {
            State.SENT: (ALL - 1) * len(ACCOUNTS),
            State.PLANNED: len(ACCOUNTS),
        }
        assert server.alarms == []
        put_back(server, copied, backup)
        # The last one's time passes while nobody is there.
        clock.set(at(12, 40))
        after = server.live(at(14, 0))
        arrived = Counter((post.account, post.text) for post in stage.received())
        assert arrived == {(row.account, row.text): 1 for row in after.values()}
        assert Counter(row.state for row in after.values()) == {State.SENT: ALL * len(ACCOUNTS)}
        sent = {key: row.remote_id for key, row in before.items() if row.state is State.SENT}
        assert {key: after[key].remote_id for key in sent} == sent
        unsure = (ALL - 1) * len(ACCOUNTS)
        assert [f" {unsure} posts that it believes unsent" in text for text in server.alarms] == [True]
        # From here on it is a store like any other.
        assert kept_calls(tmp_path / "var") > 0
        server.live(at(14, 5))
        assert len(server.alarms) == 2, "read twice from one store: said once"
        assert len(stage.received()) == ALL * len(ACCOUNTS)
