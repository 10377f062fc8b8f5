from __future__ import annotations

from pathlib import Path

from tests.cli.camp import BRIEF, BROKEN, SCHEDULE, SETTINGS, Commands, campaign

CONTRACT = {
    *("planned", "sent", "missed", "held", "ask", "rejected", "lost", "twice", "x_cost_usd", "seconds", "photos"),
    "accounts",
}
BRIEFLY = {"schedules/small.yaml": BRIEF}
NEW_YEAR = {
    "settings.yaml": SETTINGS.replace("LANGUAGE", "en").replace("2031-06-10", "2024-01-03"),
    "schedules/small.yaml": SCHEDULE.replace("2023-09-02", "2023-12-30")
    .replace("2031-06-05", "2024-01-02")
    .replace("2031-06-10", "2024-01-03"),
}
PHOTOS = {"received", "queued", "approved", "reposted", "refused", "withdrawn", "left_after_withdrawal"}


def test_the_contract_for_machines_past_and_held_posts_included(commands: Commands) -> None:
    campaign(commands.folder, files=NEW_YEAR)
    found = commands.json("rehearse")
    assert commands.code == 0
    assert found.keys() >= CONTRACT
    assert found["photos"].keys() >= PHOTOS
    assert set(found["photos"].values()) == {0}
    assert (found["planned"], found["sent"], found["held"], found["lost"], found["twice"]) == (19, 19, 0, 0, 0)
    assert found["x_cost_usd"] > 0
    assert commands.err.startswith("Rehearsing 30 December 2023 to 3 January 2024 on this computer; nothing leaves it.")


def test_without_approvals_what_is_held_stays_held_and_was_not_due(commandes: Commands) -> None:
    campaign(commandes.folder, "fr", BRIEFLY)
    told = commandes("rehearse", "--no-approvals", "--plain")
    assert commandes.code == 0
    assert "retenus 4," in told
    assert "Tout est bon" in told
    assert commandes.err.startswith("Répétition du 2 juin au 10 juin 2031 sur cet ordinateur\u00a0; rien")


def test_it_leaves_the_campaigns_folder_as_it_was_but_for_the_book(commands: Commands) -> None:
    campaign(commands.folder, files=BRIEFLY)
    book = commands.folder.parent / f"{commands.folder.name}.html"
    commands("rehearse", "--book", str(book))
    assert commands.code == 0
    assert "Plus que 2 jours." in book.read_text(encoding="utf-8")
    assert not (commands.folder / "var").exists()


def test_a_book_that_cannot_be_written_is_known_before_the_play(commands: Commands) -> None:
    assert commands("rehearse", "--book", str(commands.folder / "no" / "book.html")) == ""
    assert commands.code == 1
    assert "Rehearsing" not in commands.err


def test_words_too_long_for_a_network_are_named_before_the_play_and_machines_get_the_same_shape(
    commands: Commands,
) -> None:
    long = f"posts:\n  long:\n    when: 2031-06-06 at 12:00\n    to: [france]\n    text: {{fr: '{'mot ' * 80}'}}\n"
    campaign(commands.folder, files={"schedules/long.yaml": long})
    found = commands.json("rehearse")
    assert commands.code == 1
    assert found.keys() >= CONTRACT
    assert (found["planned"], found["sent"]) == (0, 0)
    assert {problem["file"] for problem in found["problems"]} == {"schedules/long.yaml"}
    assert "schedules/long.yaml:5:" in commands.err
    assert "There is nothing to rehearse before these" in commands.err


def test_errors_are_told_in_french_to_french_staff(commandes: Commands) -> None:
    campaign(commandes.folder, "fr", {"schedules/other.yaml": BROKEN})
    assert commandes("rehearse") == ""
    assert commandes.code == 1
    assert "Rien à répéter avant que ces " in commandes.err


def test_a_campaign_without_a_post_says_so(commands: Commands) -> None:
    campaign(commands.folder, files={"schedules/small.yaml": "posts: {}\n"})
    for language in ("fr", "en"):
        Path(commands.folder / "messages" / language / "small.ftl").write_text("# none\n", encoding="utf-8")
    found = commands.json("rehearse")
    assert commands.code == 1
    assert found["planned"] == 0
    assert "no entry has a post" in commands.err or found["problems"]
