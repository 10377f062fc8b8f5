"""GoToSocial's ways of reading back, deleting and changing (internal/api/client/statuses, accounts/statusesget.go)."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.foreign.gotosocial import GoToSocial, RefusedError, Status
from tests.foreign.serving import Call, Reply

AT = "2023-09-02T12:00:00.000Z"
_LINK = re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?)]")
_TAG = re.compile(r"(?<![\w/])#(\w*[^\W\d_]\w*)")
_MENTION = re.compile(r"(?<![\w/])@(\w+)@([\w-]+(?:\.[\w-]+)+)")


class GoToSocialBack(GoToSocial):
    """The same instance, with what reads back; ``text`` is given by ``/source`` alone."""

    def _own(self, call: Call) -> Reply:
        found = re.fullmatch(r"/api/v1/statuses/(\w+)(/source)?", call.path)
        if call.headers.get("authorization") != f"Bearer {self.token}" or (
            found is None and call.path != f"/api/v1/accounts/{self.account_id}/statuses"
        ):
            return super()._own(call)
        if found is None:
            return Reply(json=[self._status(one) for one in self._page(dict(call.query))])
        status = next((one for one in self.statuses if one.id == found[1]), None)
        if status is None:
            raise RefusedError(404, "Not Found: target status not found")
        match call.method:
            case "GET" if found[2]:
                return Reply(json={"id": status.id, "text": status.text, "spoiler_text": status.spoiler})
            case "DELETE":
                self.statuses.remove(status)
            case "PUT":
                self._change(status, call)
            case _:
                pass
        return Reply(json=self._status(status))

    def _page(self, query: dict[str, str]) -> list[Status]:
        """accounts/statusesget.go: ids are ULIDs, in order; 40 at most here, as asked."""
        found = [one for one in reversed(self.statuses) if one.id < query.get("max_id", "~")]
        return found[: int(query.get("limit", "20"))]

    def _change(self, status: Status, call: Call) -> None:
        """statusedit.go: what is not given is taken away, pictures too."""
        form = {part.name: part.text for part in call.fields}
        status.text, status.spoiler = form.get("status", ""), form.get("spoiler_text", "")
        status.media = [self.media[part.text] for part in call.fields if part.name == "media_ids[]"]

    def _status(self, status: Status) -> dict[str, Any]:
        shown = super()._status(status)
        del shown["text"]
        return shown | {"created_at": AT, "content": _html(status.text)}


def _html(text: str) -> str:
    """internal/text/plain.go: links whole, hard line ends, hashtags and mentions as Mastodon's."""
    whole = html.escape(text, quote=False)
    whole = _LINK.sub(lambda one: f'<a href="{one[0]}" rel="nofollow noreferrer noopener">{one[0]}</a>', whole)
    whole = re.sub(
        rf"(?<!\")(?<!\">){_TAG.pattern}",
        r'<a href="https://gts.example/tags/\1" class="mention hashtag" rel="tag nofollow">#<span>\1</span></a>',
        whole,
    )
    whole = _MENTION.sub(
        r'<span class="h-card"><a href="https://\2/@\1" class="u-url mention">@<span>\1</span></a></span>', whole
    )
    paragraphs = re.split(r"\n{2,}", whole)
    return "".join("<p>" + paragraph.replace("\n", "<br>\n") + "</p>" for paragraph in paragraphs)
