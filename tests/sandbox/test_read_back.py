"""Reading back what was posted: pages, filters, entities; and the servers that are behind."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.sandbox.driver import Sandbox
from tests.sandbox.test_telegram_updates import STAFF

OWN = "/api/v1/accounts/110000000000000001/statuses"


def _links(answer: requests.Response) -> dict[str, dict[str, list[str]]]:
    found = re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers.get("Link", ""))
    return {name: parse_qs(urlsplit(address).query) for address, name in found}


def _texts(sandbox: Sandbox, query: str = "", token: str = "mastodon-token") -> list[str]:  # noqa: S107  made up
    answer = sandbox.mastodon("GET", f"{OWN}?{query}", token=token)
    return [status["content"].removeprefix("<p>").removesuffix("</p>") for status in answer.json()]


def test_a_full_page_links_to_the_next_and_keeps_what_was_asked(sandbox: Sandbox) -> None:
    ids = [sandbox.toot(str(number)).json()["id"] for number in range(5)]
    page = sandbox.mastodon("GET", f"{OWN}?limit=2&exclude_reblogs=true")
    kept = {"limit": ["2"], "exclude_reblogs": ["true"]}
    assert _links(page) == {"next": kept | {"max_id": [ids[3]]}, "prev": kept | {"min_id": [ids[4]]}}
    last = sandbox.mastodon("GET", f"{OWN}?limit=2&max_id={ids[1]}")
    assert [status["id"] for status in last.json()] == [ids[0]]
    assert set(_links(last)) == {"prev"}
    assert _links(sandbox.mastodon("GET", f"{OWN}?since_id={ids[4]}")) == {}


def test_filters_choose(sandbox: Sandbox) -> None:
    first = sandbox.toot("un #FreeAzat").json()["id"]
    sandbox.toot("deux", in_reply_to_id=first)
    other = {"status": "autre"}
    theirs = sandbox.mastodon("POST", "/api/v1/statuses", token="other-token", data=other).json()["id"]
    sandbox.toot("trois", in_reply_to_id=theirs)
    sandbox.toot("quatre", **{"media_ids[]": [sandbox.attach().json()["id"]]})
    assert _texts(sandbox, "exclude_replies=1") == ["quatre", "deux", "un #FreeAzat"], "one's own thread is no reply"
    assert _texts(sandbox, "only_media=1") == ["quatre"]
    assert _texts(sandbox, "tagged=freeazat") == ["un #FreeAzat"]
    assert _texts(sandbox, "pinned=1") == []


def test_others_see_what_is_not_for_followers_only(sandbox: Sandbox) -> None:
    ids = [sandbox.toot(name, visibility=name).json()["id"] for name in ("public", "unlisted", "private", "direct")]
    assert _texts(sandbox, token="other-token") == ["unlisted", "public"]
    codes = [sandbox.mastodon("GET", f"/api/v1/statuses/{one}", token="other-token").status_code for one in ids]
    assert codes == [200, 200, 404, 404]


def test_a_stale_list_lacks_the_newest_and_keeps_what_was_deleted(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    first = sandbox.toot("un").json()["id"]
    sandbox.clock("2023-08-30T10:10:00Z")
    newest = sandbox.toot("deux").json()["id"]
    sandbox.mastodon("DELETE", f"/api/v1/statuses/{first}")
    sandbox.fault("mastodon", "stale", {"method": "GET", "path": OWN}, seconds=60, times=1)
    assert _texts(sandbox) == ["un"]
    assert _texts(sandbox) == ["deux"], "the next server is not behind"
    sandbox.fault("mastodon", "stale", {"method": "GET"}, seconds=60)
    assert sandbox.mastodon("GET", f"/api/v1/statuses/{newest}").status_code == 404
    sandbox.clock("2023-08-30T10:11:00Z")
    assert _texts(sandbox) == ["deux"], "so far behind is it, and no farther"


def test_a_stale_server_shows_a_status_as_it_was(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    identity = sandbox.toot("14 h").json()["id"]
    for minute, text in (("05", "15 h"), ("10", "16 h")):
        sandbox.clock(f"2023-08-30T10:{minute}:00Z")
        sandbox.mastodon("PUT", f"/api/v1/statuses/{identity}", json={"status": text})
    path = f"/api/v1/statuses/{identity}"
    for seconds, text, edited in ((0, "16 h", True), (60, "15 h", True), (400, "14 h", False)):
        sandbox.control("DELETE", "faults")
        sandbox.fault("mastodon", "stale", {"method": "GET"}, seconds=seconds)
        shown = sandbox.mastodon("GET", path).json()
        assert (shown["content"], shown["edited_at"] is not None) == (f"<p>{text}</p>", edited)
        assert sandbox.mastodon("GET", f"{path}/source").json()["text"] == text


def test_x_and_telegram_can_be_stale_too(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    post = sandbox.tweet("un").json()["data"]["id"]
    number = sandbox.say("un").json()["result"]["message_id"]
    probe = {"chat_id": STAFF, "from_chat_id": "@example_fr", "message_id": number}
    sandbox.fault("*", "stale", seconds=30)
    assert sandbox.x("GET", "/2/users/123/tweets").json() == {"meta": {"result_count": 0}}
    assert "errors" in sandbox.x("GET", f"/2/tweets/{post}").json()
    assert sandbox.telegram("forwardMessage", json=probe).json()["description"].endswith("message to forward not found")
    sandbox.clock("2023-08-30T10:00:30Z")
    assert sandbox.x("GET", "/2/users/123/tweets").json()["data"][0]["id"] == post
    assert sandbox.telegram("forwardMessage", json=probe).status_code == 200


def test_a_stale_answer_can_be_cut_and_delayed_like_any(sandbox: Sandbox) -> None:
    sandbox.toot("un")
    sandbox.fault("mastodon", "stale", {"path": OWN}, seconds=60)
    sandbox.fault("mastodon", "delay", {"path": OWN}, seconds=0.1)
    sandbox.fault("mastodon", "cut_after", {"path": OWN}, bytes=40, times=1)
    with pytest.raises(requests.RequestException):
        sandbox.mastodon("GET", OWN).json()
    assert sandbox.mastodon("GET", OWN).json() == []


def test_somebody_deletes_a_post_behind_the_bots_back(sandbox: Sandbox) -> None:
    status = sandbox.toot("un").json()["id"]
    post = sandbox.tweet("un").json()["data"]["id"]
    number = sandbox.say("un").json()["result"]["message_id"]
    where = {"mastodon": ("free_azat", status), "x": ("@example", post), "telegram": ("@example_fr", str(number))}
    actions = [
        {"network": network, "do": "delete", "account": account, "id": identity}
        for network, (account, identity) in where.items()
    ]
    assert [done["deleted"] for done in sandbox.people(*actions)] == [status, post, str(number)]
    assert all(one["deleted_at"] for one in sandbox.posts())
    assert _texts(sandbox) == []
    assert sandbox.x("GET", "/2/users/123/tweets").json()["meta"]["result_count"] == 0
    gone = {"chat_id": "@example_fr", "message_id": number}
    assert sandbox.telegram("deleteMessage", json=gone).status_code == 400
    for action in actions:
        again = sandbox.http.post(f"{sandbox.at['control']}/_control/people", json=action, timeout=10)
        assert again.status_code == 400
