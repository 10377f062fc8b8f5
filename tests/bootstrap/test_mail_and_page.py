from __future__ import annotations

from pathlib import Path

from bot.bootstrap.duties import duties
from bot.bootstrap.sending import crew
from bot.clock import VirtualClock
from bot.daemon.mailer import MAIL
from bot.files.secrets import STAFF_MAIL_PASSWORD
from tests.daemon.cast import NOON, read, write
from tests.daemon.mail_room import MAIL as SETTINGS
from tests.mail.post_office import Office, running
from tests.outbox.ready import ready_outbox


def test_an_alarm_of_the_daemon_is_mailed_and_its_page_is_kept(tmp_path: Path) -> None:
    office = Office()
    with running(office) as port:
        write(tmp_path, "posts: {}\n", SETTINGS.replace("127.0.0.1:25", f"127.0.0.1:{port}"))
        outbox = ready_outbox(tmp_path)
        clock, woken = VirtualClock(NOON), list[str]()
        made = crew(tmp_path, read(tmp_path, NOON), outbox, clock, wake=woken.append)
        by_name = {shift.duty.name: shift.duty for shift in duties(made, tmp_path / "var")}
        made.means.alarm.tell("duty-failed", duty="planner", error="KeyError")
        assert MAIL in woken
        by_name[MAIL].run_once(NOON)
        by_name["page"].run_once(NOON)
        outbox.close()
    assert ["planner" in str(letter["Subject"]) for letter in office.letters] == [True]
    public = tmp_path / "var" / "public"
    assert sorted(path.name for path in public.iterdir()) == ["posts.html", "posts.json"]
    assert oct(public.stat().st_mode & 0o777) == "0o755"


def test_secrets_open_to_others_fail_the_letter_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "posts: {}\n", SETTINGS)
    secrets = tmp_path / "secrets.env"
    secrets.write_text(f"{STAFF_MAIL_PASSWORD}=correct-horse\n")
    secrets.chmod(0o644)
    outbox = ready_outbox(tmp_path)
    made = crew(tmp_path, read(tmp_path, NOON), outbox, VirtualClock(NOON))
    made.means.alarm.tell("duty-failed", duty="planner", error="KeyError")
    assert made.mailer.run_once(NOON) is not None
    kept = outbox.noted("staff mail")
    outbox.close()
    assert kept is not None
    assert "mail password not read" in kept
