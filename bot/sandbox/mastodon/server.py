"""The stand-in Mastodon, as of 4.5: https://docs.joinmastodon.org/."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bot.sandbox.accounts import MastodonAccount
from bot.sandbox.call import Answer, Call, RefusedError, json_answer
from bot.sandbox.clock import iso
from bot.sandbox.limits import Allowance, Window
from bot.sandbox.mastodon import boosting, editing, entities, media, reading, statuses, timelines
from bot.sandbox.mastodon.context import Context
from bot.sandbox.mastodon.store import Store
from bot.sandbox.pages import timeline
from bot.sandbox.routing import NoRouteError, Route, Router
from bot.sandbox.world import World

_PUBLIC: Mapping[str, Callable[[World], dict[str, object]]] = {
    "/api/v1/instance": entities.instance_v1,
    "/api/v2/instance": entities.instance_v2,
}


@dataclass(frozen=True, slots=True)
class _Endpoint:
    handler: Callable[[Context], Answer]
    scope: str
    """What the token needs, or the part of it before the colon: https://docs.joinmastodon.org/api/oauth-scopes/."""
    visitors: bool = False
    """Whether it is answered without a token too, with what anybody may see."""


_ROUTES: Router[_Endpoint] = Router(
    [
        Route("GET", "/api/v1/accounts/verify_credentials", _Endpoint(reading.verify_credentials, "read:accounts")),
        Route("GET", "/api/v1/accounts/:id/statuses", _Endpoint(reading.of_account, "read:statuses")),
        Route("POST", "/api/v2/media", _Endpoint(media.upload, "write:media")),
        Route("GET", "/api/v1/media/:id", _Endpoint(media.show, "write:media")),
        Route("PUT", "/api/v1/media/:id", _Endpoint(media.change, "write:media")),
        Route("POST", "/api/v1/statuses", _Endpoint(statuses.create, "write:statuses")),
        Route("GET", "/api/v1/statuses/:id", _Endpoint(reading.one, "read:statuses", visitors=True)),
        Route("PUT", "/api/v1/statuses/:id", _Endpoint(editing.edit, "write:statuses")),
        Route("DELETE", "/api/v1/statuses/:id", _Endpoint(statuses.delete, "write:statuses")),
        Route("POST", "/api/v1/statuses/:id/reblog", _Endpoint(boosting.boost, "write:statuses")),
        Route("POST", "/api/v1/statuses/:id/unreblog", _Endpoint(boosting.unboost, "write:statuses")),
        Route("GET", "/api/v1/timelines/tag/:tag", _Endpoint(timelines.of_tag, "read:statuses", visitors=True)),
        Route("GET", "/api/v1/notifications", _Endpoint(timelines.notifications, "read:notifications")),
        Route("GET", "/api/v2/search", _Endpoint(timelines.search, "read:search", visitors=True)),
        Route("GET", "/api/v1/statuses/:id/source", _Endpoint(reading.source, "read:statuses")),
        Route("GET", "/api/v1/statuses/:id/history", _Endpoint(editing.history, "read:statuses")),
    ]
)


_VISITOR = MastodonAccount("", "", "", "en", "UTC", frozenset())
"""Whoever asks without a token; counted together, as the requests of one address are."""


class Mastodon:
    """A server with one domain and as many accounts as it is told."""

    name = "mastodon"

    def __init__(self, world: World) -> None:
        self.store = Store()
        self._world = world

    async def answer(self, call: Call) -> Answer:
        """Carry out a request."""
        public = _PUBLIC.get(call.path.rstrip("/"))
        if public is not None and call.method == "GET":
            return json_answer(200, public(self._world))
        page = timeline.on_network(self._world, self.name, call)
        if page is not None:
            return page
        try:
            route, parameters = _ROUTES.find(call.method, call.path)
        except NoRouteError as error:
            self._authenticate(call)
            status = 405 if error.allowed or public is not None else 404
            raise RefusedError(self.refusal(status, str(error)), str(error)) from error
        is_visitor = route.handler.visitors and not _token(call)
        account = _VISITOR if is_visitor else self._authenticate(call)
        closest = self._throttle(call, account)
        if not is_visitor:
            _check_scope(account, route.handler.scope)
        try:
            answer, why = route.handler.handler(Context(self._world, self.store, call, account, parameters)), ""
        except RefusedError as refused:
            answer, why = refused.answer, refused.why
        if route.handler.handler in {statuses.create, editing.edit, boosting.boost}:
            # StatusesController shows its own family's limit instead (override_rate_limit_headers).
            closest = self.store.limits.statuses.look(account.id, self._world.now())
        answer = Answer(answer.status, answer.body, {**_headers(closest), **answer.headers}, answer.content_type)
        if why:
            raise RefusedError(answer, why)
        return answer

    def refusal(self, status: int, detail: str) -> Answer:
        """Errors are ``{"error": …}``: https://docs.joinmastodon.org/entities/Error/."""
        texts = {404: "Record not found", 405: "Method not allowed", 413: "Payload too large"}
        return json_answer(status, {"error": texts.get(status, detail)})

    def who(self, call: Call) -> Collection[str]:
        """The account the token belongs to."""
        token = _token(call)
        return [
            account.name
            for account in self._world.accounts.mastodon.values()
            if token and account.access_token == token
        ]

    def _authenticate(self, call: Call) -> MastodonAccount:
        # https://docs.joinmastodon.org/client/token/: only the header is taken here.
        token = _token(call)
        for account in self._world.accounts.mastodon.values():
            if token and account.access_token == token:
                return account
        error = {"error": "The access token is invalid"}
        challenge = {"WWW-Authenticate": 'Bearer realm="Doorkeeper", error="invalid_token"'}
        raise RefusedError(json_answer(401, error, challenge), "no such access token")

    def _throttle(self, call: Call, account: MastodonAccount) -> Allowance:
        """Count the request in every window that it falls into; the closest is shown in the headers."""
        now = self._world.now()
        windows = list(self._windows(call))
        for window in windows:
            if not window.take(account.id, now) and self._world.settings.limits:
                full = window.look(account.id, now)
                answer = json_answer(429, {"error": "Too many requests"}, _headers(full))
                raise RefusedError(answer, f"over {window.limit} in {window.period_s} s")
        return min((window.look(account.id, now) for window in windows), key=lambda allowance: allowance.remaining)

    def _windows(self, call: Call) -> Collection[Window]:
        limits = self.store.limits
        windows = [limits.token]
        if call.method == "POST" and call.path.rstrip("/").endswith("/media"):
            windows.append(limits.media)
        if call.method == "DELETE" or (call.method == "POST" and call.path.rstrip("/").endswith("/unreblog")):
            windows.append(limits.delete)
        if any(name in {"min_id", "max_id", "since_id", "page"} and value for name, value in call.query):
            windows.append(limits.paging)
        return windows


def _check_scope(account: MastodonAccount, wanted: str) -> None:
    if not {wanted, wanted.partition(":")[0]} & account.scopes:
        error = {"error": "This action is outside the authorized scopes"}
        raise RefusedError(json_answer(403, error), f"the token lacks {wanted}")


def _token(call: Call) -> str:
    scheme, _, token = call.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _headers(allowance: Allowance) -> dict[str, str]:
    # https://docs.joinmastodon.org/api/rate-limits/; ``iso8601(6)`` in rate_limiter.rb.
    return {
        "X-RateLimit-Limit": str(allowance.limit),
        "X-RateLimit-Remaining": str(allowance.remaining),
        "X-RateLimit-Reset": iso(allowance.reset, "microseconds"),
    }
