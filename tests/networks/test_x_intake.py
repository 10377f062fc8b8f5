from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.campaign.candidate import AuthorIs, Path, Reach, Source
from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason
from bot.campaign.tags import Exact, LookAlike, Nothing
from bot.networks.x_intake import XIntake
from bot.ports import Found, Seen, Shown, Vanished
from tests.networks.x_square import START, WANTED, Square, all_of, ids, page_of, picture, said, shown

MINUTE = timedelta(minutes=1)
LATER = START + 2 * MINUTE


def only(found: list[Found]) -> Found:
    [one] = found
    return one


def test_a_supporters_photo_is_found_with_all_that_judging_needs(square: Square, intake: XIntake) -> None:
    own = square.post("Ici & là ! #freeazat @azat", pictures=[shown(alt="Une affiche"), shown("red")], language="fr")
    square.at(LATER)
    found, _ = all_of(intake)
    one = only(found)
    assert (one.remote_id, one.url, one.language) == (own, f"https://x.com/i/status/{own}", "fr")
    candidate = one.candidate
    assert (candidate.identity, candidate.instant, candidate.tag) == (own, START, Exact("#FreeAzat"))
    assert (candidate.images, candidate.alts, candidate.other_media) == (2, ("Une affiche", ""), 0)
    assert (candidate.reach, candidate.source, candidate.path) == (Reach.PUBLIC, Source.PUBLIC_POST, Path.NATIVE)
    assert (candidate.author, candidate.mentions_campaign, candidate.sensitive) == (frozenset(), True, False)
    assert "anna" not in repr(one), "nobody's name goes further"


def test_its_pictures_are_fetched_byte_for_byte(square: Square, intake: XIntake) -> None:
    square.post(pictures=[shown("red")])
    square.at(LATER)
    found, _ = all_of(intake)
    assert intake.fetch(only(found).pictures[0]) == picture("red")
    assert not isinstance(intake.fetch(Shown("https://169.254.169.254/")), bytes)


def test_only_pictures_with_the_tag_are_paid_for_and_not_our_own(square: Square, intake: XIntake) -> None:
    square.post("sans image #FreeAzat", pictures=[])
    square.post("sans tag")
    square.post("#FreeAzate")
    wanted = square.post("#СвободуАзату")
    square.at(LATER)
    [name] = intake.cursors(WANTED)
    page = page_of(intake.photos_since(name, "", WANTED))
    assert ids(list(page.found)) == [wanted]
    assert page.cost_usd == Decimal("0.015"), "a post and its author"
    assert square.heard()["billed"] == {"post_read": 1, "user_read": 1}


def test_authors_who_do_not_want_to_be_found_are_told_apart(square: Square, intake: XIntake) -> None:
    square.post(who="quiet", facts={"description": "Photos. #NoBot please"})
    square.post(who="open", facts={"description": "no bots were harmed"})
    square.at(LATER)
    found, _ = all_of(intake)
    assert [one.candidate.author for one in found] == [frozenset({AuthorIs.NO_BOT}), frozenset()]


def test_videos_replies_and_warnings_are_told_apart(square: Square, intake: XIntake) -> None:
    first = square.post("sensible #FreeAzat", sensitive=True, pictures=[shown(), shown("red", kind="video")])
    square.post("réponse #FreeAzat", reply_to=first)
    square.at(LATER)
    one, reply = (found.candidate for found in all_of(intake)[0])
    assert (one.sensitive, one.images, one.other_media) == (True, 1, 1)
    assert (reply.source, reply.sensitive) == (Source.REPLY, False)


def test_an_accent_more_is_for_a_person_to_decide(square: Square, intake: XIntake) -> None:
    square.post("#FréeAzat")
    square.at(LATER)
    assert isinstance(only(all_of(intake)[0]).candidate.tag, LookAlike)


def test_a_day_of_photos_comes_once_each_whatever_the_pages(square: Square, intake: XIntake) -> None:
    made = square.posts(230, every=timedelta(minutes=5))
    found, cursor = all_of(intake)
    assert sorted(ids(found)) == sorted(made)
    assert len(square.heard()["requests"]) == 3
    later = square.post("encore #FreeAzat")
    square.at(START + timedelta(days=2))
    assert ids(all_of(intake, cursor)[0]) == [later]


def test_each_page_is_oldest_first_and_says_whether_there_is_more(square: Square, intake: XIntake) -> None:
    made = square.posts(130)
    [name] = intake.cursors(WANTED)
    first = page_of(intake.photos_since(name, "", WANTED))
    second = page_of(intake.photos_since(name, first.cursor, WANTED))
    assert (ids(list(first.found)), first.more) == (made[30:], True)
    assert (ids(list(second.found)), second.more) == (made[:30], False)


def test_who_dies_between_two_pages_loses_nothing_and_nothing_that_came_meanwhile(
    square: Square, intake: XIntake
) -> None:
    made = square.posts(130)
    [name] = intake.cursors(WANTED)
    first = page_of(intake.photos_since(name, "", WANTED))
    meanwhile = square.post("entre-temps #FreeAzat")
    square.at(START + timedelta(hours=1))
    again = square.intake()
    rest, cursor = all_of(again, first.cursor)
    latest, _ = all_of(again, cursor)
    again.close()
    assert ids(list(first.found)) + ids(rest) + ids(latest) == [*made[30:], *made[:30], meanwhile]


def test_a_page_that_was_lost_is_asked_for_again_from_the_same_place(square: Square, intake: XIntake) -> None:
    made = square.posts(3)
    [name] = intake.cursors(WANTED)
    square.fault("cut_after", bytes=40)
    assert isinstance(intake.photos_since(name, "", WANTED), NotSent)
    assert ids(all_of(intake)[0]) == made


def test_what_x_has_not_sorted_in_yet_comes_later(square: Square, intake: XIntake) -> None:
    own = square.post()
    found, cursor = all_of(intake)
    assert found == []
    square.at(LATER)
    assert ids(all_of(intake, cursor)[0]) == [own]


def test_a_week_without_photos_keeps_the_cursor_good(square: Square, intake: XIntake) -> None:
    cursor = ""
    for day in range(9):
        square.at(START + timedelta(days=day))
        found, cursor = all_of(intake, cursor)
        assert found == []
    own = square.post()
    square.at(START + timedelta(days=9))
    assert ids(all_of(intake, cursor)[0]) == [own]
    assert square.heard()["violations"] == []


def test_after_more_than_a_week_off_what_x_still_has_is_found_and_the_hole_is_told(
    square: Square, intake: XIntake, caplog: pytest.LogCaptureFixture
) -> None:
    square.post("trop vieux #FreeAzat")
    _, cursor = all_of(intake)
    square.at(START + timedelta(days=5))
    own = square.post("encore là #FreeAzat")
    square.at(START + timedelta(days=10))
    for begun in ("", cursor):
        caplog.clear()
        found, after = all_of(intake, begun)
        assert ids(found) == [own]
        assert "photos may be missing" in caplog.text
    caplog.clear()
    assert all_of(intake, after)[0] == []
    assert caplog.text == ""


def test_a_stretch_that_was_left_half_read_for_a_week_is_ended(square: Square, intake: XIntake) -> None:
    square.posts(130)
    [name] = intake.cursors(WANTED)
    first = page_of(intake.photos_since(name, "", WANTED))
    square.at(START + timedelta(days=9))
    own = square.post("nouveau #FreeAzat")
    square.at(START + timedelta(days=9, minutes=2))
    assert ids(all_of(intake, first.cursor)[0]) == [own]


def test_a_post_is_looked_at_as_it_reads_now(square: Square, intake: XIntake) -> None:
    own = square.post("avant #FreeAzat")
    seen = intake.look_at(own, WANTED)
    assert isinstance(seen, Seen)
    assert (seen.found.remote_id, seen.cost_usd) == (own, Decimal("0.015"))
    square.at(LATER)
    edited = square.edit(own, text="sans le mot-dièse", pictures=[shown("red")])
    changed = intake.look_at(own, WANTED)
    assert isinstance(changed, Seen)
    assert (changed.found.remote_id, changed.found.candidate.identity) == (edited, own)
    assert isinstance(changed.found.candidate.tag, Nothing)
    assert changed.found.candidate.edited
    assert changed.found.fingerprint not in {"", seen.found.fingerprint}
    assert changed.cost_usd == Decimal("0.030"), "both versions are paid for"


def test_an_edit_of_the_words_alone_leaves_the_fingerprint(square: Square, intake: XIntake) -> None:
    own = square.post("avant #FreeAzat")
    before = intake.look_at(own, WANTED)
    square.edit(own, text="après #FreeAzat")
    after = intake.look_at(own, WANTED)
    assert isinstance(before, Seen)
    assert isinstance(after, Seen)
    assert after.found.fingerprint == before.found.fingerprint


def test_an_edit_is_the_same_photo_by_its_identity(square: Square, intake: XIntake) -> None:
    own = square.post("avant #FreeAzat")
    edited = square.edit(own, text="après #FreeAzat")
    square.at(LATER)
    one = only(all_of(intake)[0])
    assert (one.remote_id, one.candidate.identity) == (edited, own)


def test_a_post_that_went_is_told_from_one_that_hides(square: Square, intake: XIntake) -> None:
    gone, hidden = square.post(), square.post(who="bella")
    square.delete(gone)
    square.post(who="bella", facts={"protected": True})
    assert intake.look_at(gone, WANTED) == Vanished(Reason.DELETED)
    assert intake.look_at(hidden, WANTED) == Vanished(Reason.NOT_PUBLIC)


def test_what_people_say_to_us_comes_without_our_handle(square: Square, intake: XIntake) -> None:
    photo = square.post()
    square.post("@azat STOP", pictures=[], reply_to=photo, language="fr")
    square.post("Bravo @azat !", who="bella", pictures=[])
    square.post("@azaty rien", who="bella", pictures=[])
    sayings, cursor = said(intake)
    stop, bravo = sayings
    assert (stop.text, stop.answers, stop.answers_remote, stop.instant) == ("STOP", photo, photo, START)
    assert (bravo.text, bravo.answers) == ("Bravo @azat !", "")
    assert stop.author != bravo.author
    assert said(intake, cursor)[0] == []
    square.at(LATER)
    square.post("@azat stop", pictures=[], who="bella")
    assert [one.text for one in said(intake, cursor)[0]] == ["stop"]


def test_many_sayings_come_once_each(square: Square, intake: XIntake) -> None:
    for number in range(120):
        square.post(f"@azat {number}", pictures=[])
    assert sorted(int(one.text) for one in said(intake)[0]) == list(range(120))
