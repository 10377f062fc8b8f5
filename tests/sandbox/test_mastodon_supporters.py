"""Supporters on the stand-in Mastodon, and what the campaign's account can read and do of theirs."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.sandbox.driver import MASTODON, OTHER_MASTODON, Sandbox, png

ANNA = {"name": "anna"}
TAG = "/api/v1/timelines/tag/freeazat"


def post(sandbox: Sandbox, text: str = "Ici #FreeAzat", person: dict[str, Any] | None = None, **more: Any) -> str:
    action = {"network": "mastodon", "do": "post", "person": person or ANNA, "text": text, **more}
    [made] = sandbox.people(action)
    return str(made["id"])


def photo(alt: str = "", colour: str = "navy", **more: str) -> dict[str, str]:
    return {"data": base64.b64encode(png(colour=colour)).decode(), "alt": alt, **more}


def ids(sandbox: Sandbox, **query: str) -> list[str]:
    return [one["id"] for one in sandbox.mastodon("GET", TAG, params=query).json()]


def impossible(sandbox: Sandbox, **action: Any) -> str:
    address = f"{sandbox.at['control']}/_control/people"
    answer = sandbox.http.post(address, json=[{"network": "mastodon", **action}], timeout=30)
    assert answer.status_code == 400
    return str(answer.json()["error"])


def test_what_supporters_post_is_not_among_what_the_campaign_posted(sandbox: Sandbox) -> None:
    own = post(sandbox, pictures=[photo("Une affiche")])
    assert sandbox.posts() == []
    [seen] = sandbox.control("GET", "posts?by=supporters")
    assert (seen["id"], seen["account"], seen["pictures"][0]["alt"]) == (own, "anna", "Une affiche")


def test_a_tag_timeline_pages_upward_and_downward(sandbox: Sandbox) -> None:
    made = [post(sandbox, f"{number} #FreeAzat") for number in range(7)]
    assert ids(sandbox) == made[::-1]
    assert ids(sandbox, min_id=made[1], limit="2") == [made[3], made[2]]
    assert ids(sandbox, since_id=made[1], limit="2") == [made[6], made[5]]
    assert ids(sandbox, max_id=made[5], limit="2") == [made[4], made[3]]
    assert ids(sandbox, max_id=made[5], min_id=made[2]) == [made[4], made[3]]


def test_a_tag_timeline_holds_forty_at_most_and_twenty_unless_asked(sandbox: Sandbox) -> None:
    for number in range(45):
        post(sandbox, f"{number} #FreeAzat")
    assert len(ids(sandbox)) == 20
    assert len(ids(sandbox, limit="100")) == 40


def test_a_tag_timeline_has_public_posts_of_the_tag_alone_and_no_boosts(sandbox: Sandbox) -> None:
    public, with_photo = post(sandbox), post(sandbox, "Là #FREEAZAT", pictures=[photo()])
    for visibility in ("unlisted", "private", "direct"):
        post(sandbox, visibility=visibility)
    post(sandbox, "Sans mot-clé")
    sandbox.people({"network": "mastodon", "do": "boost", "person": {"name": "boris"}, "id": public})
    remote = post(sandbox, person={"name": "anna", "server": "elsewhere.example"})
    assert ids(sandbox) == [remote, with_photo, public]
    assert ids(sandbox, only_media="true") == [with_photo]
    assert ids(sandbox, local="true") == [with_photo, public]
    assert ids(sandbox, remote="true") == [remote]
    visitor = sandbox.http.get(sandbox.at["mastodon"] + TAG, timeout=30).json()
    assert [one["id"] for one in visitor] == [remote, with_photo, public]


def test_boosting_again_gives_the_same_boost_unless_the_server_is_of_the_other_kind(sandbox: Sandbox) -> None:
    source = post(sandbox)
    path = f"/api/v1/statuses/{source}"
    first = sandbox.mastodon("POST", f"{path}/reblog", data={"visibility": "public"}).json()
    assert first["reblog"]["id"] == source != first["id"]
    assert sandbox.mastodon("POST", f"{path}/reblog").json()["id"] == first["id"]
    assert sandbox.mastodon("POST", f"/api/v1/statuses/{first['id']}/reblog").json()["id"] == first["id"]
    sandbox.control("POST", "settings", {"mastodon_boosts": "each"})
    second = sandbox.mastodon("POST", f"{path}/reblog").json()
    assert second["id"] != first["id"]
    assert [(one["id"], one["repost_of"]) for one in sandbox.posts()] == [(first["id"], source), (second["id"], source)]
    assert sandbox.mastodon("GET", path).json()["reblogs_count"] == 2
    assert sandbox.mastodon("DELETE", f"/api/v1/statuses/{second['id']}").status_code == 200
    assert [one["id"] for one in sandbox.posts() if one["deleted_at"] is None] == [first["id"]]


def test_undoing_names_the_original_and_may_be_repeated(sandbox: Sandbox) -> None:
    source = post(sandbox)
    path = f"/api/v1/statuses/{source}"
    own = sandbox.mastodon("POST", f"{path}/reblog").json()["id"]
    for _ in range(2):
        assert sandbox.mastodon("POST", f"{path}/unreblog").json()["id"] == source
    assert sandbox.mastodon("GET", f"/api/v1/statuses/{own}").status_code == 404
    assert sandbox.mastodon("POST", "/api/v1/statuses/1/unreblog").status_code == 404


def test_a_deleted_post_takes_its_boosts_with_it(sandbox: Sandbox) -> None:
    source = post(sandbox)
    own = sandbox.mastodon("POST", f"/api/v1/statuses/{source}/reblog").json()["id"]
    sandbox.people({"network": "mastodon", "do": "delete", "account": "anna", "id": source})
    assert sandbox.mastodon("GET", f"/api/v1/statuses/{own}").status_code == 404
    assert sandbox.posts()[0]["deleted_at"] is not None
    assert sandbox.mastodon("POST", f"/api/v1/statuses/{source}/reblog").status_code == 404


@pytest.mark.parametrize(
    ("visibility", "text", "status"),
    [("private", "Ici", 404), ("direct", "Ici", 404), ("private", "Ici @free_azat", 403), ("unlisted", "Ici", 200)],
)
def test_what_is_not_for_everybody_cannot_be_boosted(sandbox: Sandbox, visibility: str, text: str, status: int) -> None:
    source = post(sandbox, text, visibility=visibility)
    assert sandbox.mastodon("POST", f"/api/v1/statuses/{source}/reblog").status_code == status


def test_boosts_count_among_the_three_hundred_posts_of_three_hours(sandbox: Sandbox) -> None:
    source = post(sandbox)
    before = sandbox.toot("un").headers["X-RateLimit-Remaining"]
    after = sandbox.mastodon("POST", f"/api/v1/statuses/{source}/reblog").headers["X-RateLimit-Remaining"]
    again = sandbox.mastodon("POST", f"/api/v1/statuses/{source}/reblog").headers["X-RateLimit-Remaining"]
    assert int(before) - 1 == int(after) == int(again)


def test_whoever_is_mentioned_is_told_even_in_private(sandbox: Sandbox) -> None:
    sandbox.control("POST", "accounts", [{**MASTODON, "scopes": "read write"}])
    first = post(sandbox, "@free_azat STOP", visibility="direct", in_reply_to=post(sandbox))
    second = post(sandbox, "Merci @free_azat et @other !")
    told = sandbox.mastodon("GET", "/api/v1/notifications", params={"types[]": "mention"}).json()
    assert [(one["type"], one["status"]["id"]) for one in told] == [("mention", second), ("mention", first)]
    assert [who["acct"] for who in told[0]["status"]["mentions"]] == ["free_azat", "other"]
    [upward] = sandbox.mastodon("GET", "/api/v1/notifications", params={"min_id": told[1]["id"], "limit": 1}).json()
    assert upward["status"]["id"] == second
    other = sandbox.mastodon("GET", "/api/v1/notifications", OTHER_MASTODON["access_token"]).json()
    assert [one["status"]["id"] for one in other] == [second]


def test_mentions_need_a_scope_and_search_a_token(sandbox: Sandbox) -> None:
    sandbox.control("POST", "accounts", [{**MASTODON, "scopes": "read:statuses write"}])
    assert sandbox.mastodon("GET", "/api/v1/notifications").status_code == 403
    query = {"q": "https://elsewhere.example/1", "resolve": "true"}
    assert sandbox.http.get(f"{sandbox.at['mastodon']}/api/v2/search", params=query, timeout=30).status_code == 401


def test_a_post_from_elsewhere_is_found_by_its_lasting_name(sandbox: Sandbox) -> None:
    action = {"network": "mastodon", "do": "post", "person": {"name": "anna", "server": "elsewhere.example"}}
    [made] = sandbox.people({**action, "text": "Ailleurs #FreeAzat"})
    assert made["uri"] == f"https://elsewhere.example/users/anna/statuses/{made['id']}"
    for query in (made["uri"], made["url"]):
        params = {"q": query, "type": "statuses", "resolve": "true"}
        [found] = sandbox.mastodon("GET", "/api/v2/search", params=params).json()["statuses"]
        assert (found["id"], found["account"]["acct"]) == (made["id"], "anna@elsewhere.example")
    nothing = sandbox.mastodon("GET", "/api/v2/search", params={"q": "https://elsewhere.example/0"}).json()
    assert nothing["statuses"] == []


def test_an_edit_changes_what_it_names_and_keeps_the_rest(sandbox: Sandbox) -> None:
    own = post(sandbox, pictures=[photo("Affiche")], warning="Prison")
    before = sandbox.mastodon("GET", f"/api/v1/statuses/{own}").json()
    edit = {"network": "mastodon", "do": "edit", "account": "anna", "id": own}
    sandbox.people({**edit, "text": "Sans mot-clé"})
    after = sandbox.mastodon("GET", f"/api/v1/statuses/{own}").json()
    assert (after["tags"], after["spoiler_text"], after["edited_at"] is not None) == ([], "Prison", True)
    assert after["media_attachments"] == before["media_attachments"]
    assert ids(sandbox) == []
    sandbox.people({**edit, "pictures": [photo("Autre", "red")]})
    changed = sandbox.mastodon("GET", f"/api/v1/statuses/{own}").json()
    assert changed["media_attachments"][0]["id"] != before["media_attachments"][0]["id"]


def test_what_is_known_of_a_supporter_shows_with_their_posts(sandbox: Sandbox) -> None:
    person = {**ANNA, "bot": True, "locked": True, "discoverable": None, "noindex": True, "note": "#nobot"}
    own = post(sandbox, person={**person, "fields": [{"name": "elle", "value": "<3"}]})
    account = sandbox.mastodon("GET", f"/api/v1/statuses/{own}").json()["account"]
    assert [account[name] for name in ("bot", "locked", "discoverable", "noindex")] == [True, True, None, True]
    assert account["note"] == "<p>#nobot</p>"
    assert account["fields"][0]["value"] == "&lt;3"


def test_the_network_refuses_supporters_what_it_refuses_everybody(sandbox: Sandbox) -> None:
    doing = {"do": "post", "person": ANNA}
    assert "501" in impossible(sandbox, **doing, text="x" * 501)
    assert "decodes" in impossible(sandbox, **doing, text="x", pictures=[{"data": "AAAA"}])
    assert "base64" in impossible(sandbox, **doing, text="x", pictures=[{"data": "é"}])
    assert "4 files" in impossible(sandbox, **doing, text="x", pictures=[photo()] * 5)
    assert "video" in impossible(sandbox, **doing, text="x", pictures=[photo(), photo(kind="video")])
    assert "reply" in impossible(sandbox, **doing, text="x", in_reply_to="1")
    assert "campaign" in impossible(sandbox, do="post", person={"name": "free_azat"}, text="x")
    assert "no supporter" in impossible(sandbox, do="edit", account="anna", id="1", text="x")
    assert "not found" in impossible(sandbox, do="boost", person=ANNA, id="1")
    assert sandbox.control("GET", "posts?by=supporters") == []
