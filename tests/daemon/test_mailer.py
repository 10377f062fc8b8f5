from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.model import Mail
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.alarms import Alarms
from bot.daemon.letters import SERIOUS
from bot.daemon.mailer import KEPT, SPACING, STANDING, Mailer, standing
from bot.daemon.staff.contact import Standing, stand
from bot.errors import SecretsError
from bot.ports import Posted, Postman
from bot.wording.sentence import _sentences
from tests.daemon.cast import NOON, SETTINGS
from tests.daemon.mail_room import CHAT, MAIL, MINUTE, Post, post_office


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    made = post_office(tmp_path)
    yield made
    made.outbox.close()


def test_the_first_alarm_is_mailed_at_once_by_the_mailer_not_by_whoever_tells(post: Post) -> None:
    post.tell()
    assert (post.box.tried, post.woken) == ([], ["mail"])
    post.run()
    (letter,) = post.box.taken
    assert letter.subject.startswith("[Small] The account masto cannot post: 401. It is paused")
    assert letter.body.startswith("2030-06-08 10:00 UTC\nThe account masto cannot post")
    assert "run.py status" in letter.body


def test_what_gathers_within_ten_minutes_is_one_letter(post: Post) -> None:
    post.tell()
    post.run()
    for account in ("bird", "canal"):
        post.tell(account=account)
        assert post.run(MINUTE) is not None
    assert len(post.box.taken) == 1
    assert post.run(SPACING - 3 * MINUTE) == MINUTE
    assert len(post.box.taken) == 1
    post.run(MINUTE)
    assert "The account bird" in post.box.taken[1].body
    assert "The account canal" in post.box.taken[1].body
    assert post.box.taken[1].subject.endswith("(+1)")
    assert post.run(timedelta(hours=1)) is None
    assert len(post.box.taken) == 2


def test_the_ten_minutes_outlive_the_daemon(post: Post, tmp_path: Path) -> None:
    post.tell()
    post.run()
    reborn = post_office(tmp_path, outbox=post.outbox)
    reborn.tell("duty-failed", duty="planner", error="KeyError")
    assert reborn.run(MINUTE) == SPACING - MINUTE
    assert reborn.box.tried == []
    reborn.run(SPACING)
    assert len(reborn.box.taken) == 1


def test_a_clock_that_is_put_back_does_not_silence_the_mail(post: Post) -> None:
    post.tell()
    post.run()
    post.clock.jump(timedelta(days=-3))
    post.tell(account="bird")
    post.run()
    assert len(post.box.taken) == 2


def test_a_letter_that_failed_is_tried_again_as_it_was_longer_apart_each_time(post: Post) -> None:
    post.box.answers = [NotSent("mail server does not answer")] * 9
    post.tell()
    waits = [post.run()]
    post.tell(account="bird")
    for _ in range(8):
        waits.append(post.run(waits[-1] or timedelta(0)))
    assert [wait.total_seconds() for wait in waits if wait] == [15, 30, 60, 120, 240, 480, 900, 900, 900]
    assert len({(letter.id, letter.body) for letter in post.box.tried}) == 1
    post.run(timedelta(seconds=899))
    assert len(post.box.tried) == 9, "nothing is tried before its time, whoever wakes it"
    assert post.run(timedelta(seconds=1)) == SPACING
    post.run(SPACING)
    assert ["masto" in letter.body for letter in post.box.taken] == [True, False]


def test_a_letter_refused_for_good_does_not_keep_back_the_next(post: Post) -> None:
    post.box.answers = [Rejected("mail server refuses the letter: 554 spam")]
    post.tell()
    post.run()
    assert standing(post.outbox) == Standing(ok=False, reason="mail server refuses the letter: 554 spam", at=NOON)
    post.tell(account="bird")
    post.run(SPACING)
    assert ["bird" in letter.body for letter in post.box.taken] == [True]


def test_how_the_mail_is_stands_in_the_outbox_and_in_the_log_once_an_hour(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    assert standing(post.outbox) is None
    broken = AccountBroken("mail server refuses the log-in: 535")
    post.box.answers = [broken] * 8
    post.tell()
    wait = post.run()
    for _ in range(6):
        wait = post.run(wait or timedelta(0))
    assert [record.message for record in caplog.records].count("mail not sent") == 1
    assert standing(post.outbox) == Standing(ok=False, reason=broken.reason, at=NOON)
    post.run(timedelta(hours=1))
    assert [record.message for record in caplog.records].count("mail not sent") == 2
    post.run(timedelta(hours=1))
    assert standing(post.outbox) == Standing(ok=True, reason="", at=post.clock.now())


def test_an_address_that_is_refused_is_visible_though_the_others_read_it(post: Post) -> None:
    post.box.answers = [Posted(refused=1)]
    post.tell()
    post.run()
    assert standing(post.outbox) == Standing(ok=True, reason="some addresses are refused", at=NOON)


def test_secrets_that_cannot_be_read_are_a_failure_of_the_mail_alone(tmp_path: Path) -> None:
    made = post_office(tmp_path)

    def shut(_mail: Mail) -> Postman:
        raise SecretsError("secrets.env is open to others")

    mailer = Mailer(made.live, made.outbox, made.clock, shut, lambda: None)
    Alarms(made.outbox, made.clock, lambda: "en", [mailer.tell]).tell("duty-failed", duty="x", error="y")
    assert mailer.run_once(NOON) == NOON + timedelta(seconds=15)
    kept = standing(made.outbox)
    assert kept is not None
    assert (kept.ok, kept.reason) == (False, "mail password not read")
    made.outbox.close()


def test_an_outbox_that_takes_nothing_does_not_keep_the_mail_from_saying_so(post: Post) -> None:
    post.outbox.close()
    post.tell("delivery-delayed", account="masto")
    post.run()
    assert len(post.box.taken) == 1


@pytest.mark.parametrize("known", [(True, 0), (None, 0), (False, 1)], ids=["works", "unheard", "lost"])
def test_with_a_chat_that_works_only_what_is_serious_is_mailed(tmp_path: Path, known: tuple[bool | None, int]) -> None:
    chat_ok, mailed = known
    made = post_office(tmp_path, CHAT)
    if chat_ok is not None:
        stand(made.outbox, Standing(chat_ok, "" if chat_ok else "kicked", NOON))
    made.tell("delivery-delayed")
    made.run()
    assert len(made.box.taken) == mailed
    made.tell("duty-failed", duty="planner", error="KeyError")
    made.run(SPACING)
    assert "planner" in made.box.taken[-1].body
    made.outbox.close()


def test_an_account_without_money_until_next_month_cannot_post_and_is_mailed(tmp_path: Path) -> None:
    made = post_office(tmp_path, CHAT)
    made.tell("account-budget-used")
    made.run()
    assert len(made.box.taken) == 1
    made.outbox.close()


def test_a_chat_without_a_bot_is_no_chat(tmp_path: Path) -> None:
    made = post_office(tmp_path, MAIL.replace("people: {Jean: 1}", "chat: -100200, people: {Jean: 1}"))
    made.tell("delivery-delayed")
    made.run()
    assert len(made.box.taken) == 1
    made.outbox.close()


def test_what_was_left_to_a_chat_that_proves_lost_is_mailed_after_all(tmp_path: Path) -> None:
    made = post_office(tmp_path, CHAT)
    made.tell("delivery-delayed", key="long ago")
    made.clock.set(NOON + timedelta(hours=1))
    made.tell("delivery-delayed", key="just now")
    made.clock.set(NOON + timedelta(hours=1, minutes=10))
    made.tell("desk-broken", reason="kicked")
    made.run()
    (letter,) = made.box.taken
    assert "just now" in letter.body
    assert "long ago" not in letter.body
    made.outbox.close()


def test_without_mail_in_the_settings_nothing_is_kept_or_sent(post: Post, tmp_path: Path) -> None:
    without = post_office(tmp_path, SETTINGS, post.outbox)
    without.tell()
    assert without.run() is None
    assert (without.box.tried, without.woken) == ([], [])


def test_a_storm_is_one_letter_that_counts_what_it_leaves_out(post: Post) -> None:
    for number in range(KEPT + 60):
        post.tell(account=f"account-{number}")
    post.run()
    (letter,) = post.box.taken
    assert f"{KEPT + 60 - 40} more alarms came meanwhile" in letter.body
    assert letter.subject.endswith(f"(+{KEPT + 59})")
    assert len(letter.body) < 20_000


def test_the_same_words_stand_in_a_letter_once_with_how_often_they_came(post: Post) -> None:
    post.box.answers = [NotSent("mail server does not answer")] * 2
    post.tell(account="other")
    post.run()
    for _ in range(3):
        post.tell("duty-failed", duty="planner", error="KeyError")
        post.clock.set(post.clock.now() + timedelta(hours=1))
    post.run()
    post.run(timedelta(hours=1))
    post.run(SPACING)
    assert post.box.taken[-1].body.count("planner") == 1
    assert "(3 times)" in post.box.taken[-1].body


def test_a_daemon_that_stops_says_what_has_gathered(post: Post) -> None:
    post.tell()
    post.run()
    post.tell(account="bird")
    post.run()
    post.mailer.stop()
    assert post.run(SPACING) is None
    post.mailer.close()
    assert ["bird" in letter.body for letter in post.box.taken] == [False, True]


def test_what_is_kept_of_the_mail_names_nobody(post: Post) -> None:
    post.tell()
    post.run()
    kept = post.outbox.noted(STANDING)
    assert kept is not None
    assert json.loads(kept) == {"ok": True, "reason": "", "at": NOON.isoformat(), "last": NOON.isoformat()}


def test_every_serious_matter_is_one_that_somebody_tells() -> None:
    missing = SERIOUS - _sentences().keys()
    assert missing == frozenset(), "misspelt, or no longer told"
