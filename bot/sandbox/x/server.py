"""The stand-in X, API v2: https://docs.x.com/x-api/."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.sandbox.accounts import XAccount
from bot.sandbox.call import Answer, Call, RefusedError
from bot.sandbox.limits import Allowance, Window
from bot.sandbox.pages import timeline
from bot.sandbox.routing import NoRouteError, Route, Router
from bot.sandbox.world import World
from bot.sandbox.x import media, reading, reposting, searching, tweets
from bot.sandbox.x.context import Context
from bot.sandbox.x.oauth import UnsignedError, Verifier, read_header
from bot.sandbox.x.problems import problem, read_only, unpaid
from bot.sandbox.x.store import Limits, Store


@dataclass(frozen=True, slots=True)
class _Endpoint:
    handler: Callable[[Context], Answer]
    per_user: Callable[[Limits], Window]
    per_app: Callable[[Limits], Window] | None = None


_ROUTES: Router[_Endpoint] = Router(
    [
        Route(
            "POST", "/2/tweets", _Endpoint(tweets.create, lambda all_: all_.create, lambda all_: all_.create_per_app)
        ),
        Route("GET", "/2/tweets/:id", _Endpoint(reading.one, lambda all_: all_.lookup)),
        Route(
            "GET",
            "/2/tweets/search/recent",
            _Endpoint(searching.recent, lambda all_: all_.search, lambda all_: all_.search_per_app),
        ),
        Route("DELETE", "/2/tweets/:id", _Endpoint(tweets.delete, lambda all_: all_.delete)),
        Route("GET", "/2/users/me", _Endpoint(reading.me, lambda all_: all_.me)),
        Route(
            "GET",
            "/2/users/:id/tweets",
            _Endpoint(reading.timeline, lambda all_: all_.timeline, lambda all_: all_.timeline_per_app),
        ),
        Route(
            "GET",
            "/2/users/:id/mentions",
            _Endpoint(searching.mentions, lambda all_: all_.mentions, lambda all_: all_.mentions_per_app),
        ),
        Route("POST", "/2/users/:id/retweets", _Endpoint(reposting.create, lambda all_: all_.retweet)),
        Route("DELETE", "/2/users/:id/retweets/:tweet_id", _Endpoint(reposting.undo, lambda all_: all_.undo_retweet)),
        Route(
            "POST",
            "/2/media/upload",
            _Endpoint(media.upload, lambda all_: all_.upload, lambda all_: all_.upload_per_app),
        ),
        Route(
            "POST",
            "/2/media/metadata",
            _Endpoint(media.describe, lambda all_: all_.metadata, lambda all_: all_.upload_per_app),
        ),
    ]
)


_DAY_S = 86_400


class X:
    """api.x.com, for the users it is told of."""

    name = "x"

    def __init__(self, world: World) -> None:
        self.store = Store()
        self._world = world
        self._verifier = Verifier()

    async def answer(self, call: Call) -> Answer:
        """Carry out a request."""
        page = timeline.on_network(self._world, self.name, call)
        if page is not None:
            return page
        account = self._authenticate(call)
        try:
            route, parameters = _ROUTES.find(call.method, call.path)
        except NoRouteError as error:
            raise RefusedError(problem(405 if error.allowed else 404), str(error)) from error
        headers = self._throttle(route.handler, account)
        try:
            if call.method != "GET" and not account.may_write:
                read_only()
            if self._world.settings.x_credits != "enough":
                unpaid(account.id, self._world.settings.x_credits)
            answer = route.handler.handler(Context(self._world, self.store, call, account, parameters))
        except RefusedError as refused:
            told = refused.answer
            shown = Answer(told.status, told.body, {**headers, **told.headers}, told.content_type)
            raise RefusedError(shown, refused.why) from refused
        return Answer(answer.status, answer.body, {**headers, **answer.headers}, answer.content_type)

    def refusal(self, status: int, detail: str) -> Answer:
        """A problem object."""
        return problem(status, detail)

    def who(self, call: Call) -> Collection[str]:
        """The account that the header's token belongs to, its signature unread."""
        try:
            token = read_header(call.headers.get("Authorization", "")).token
        except UnsignedError:
            return ()
        return [account.handle for account in self._world.accounts.x.values() if account.access_token == token]

    def _authenticate(self, call: Call) -> XAccount:
        # https://docs.x.com/fundamentals/authentication/oauth-1-0a: nothing tells the client what was wrong.
        try:
            signed = read_header(call.headers.get("Authorization", ""))
            account = next((one for one in self._world.accounts.x.values() if one.access_token == signed.token), None)
            if account is None:
                raise UnsignedError("no such access token")  # noqa: TRY301  one place makes the 401
            self._verifier.verify(call, signed, account)
        except UnsignedError as error:
            raise RefusedError(problem(401), str(error)) from error
        return account

    def _throttle(self, endpoint: _Endpoint, account: XAccount) -> dict[str, str]:
        """Count the request; whatever comes of it, it used one of its endpoint's."""
        now, limits = self._world.now(), self.store.limits
        user = endpoint.per_user(limits)
        taken = user.take((endpoint.handler, account.id), now)
        headers = _headers("x-rate-limit", user.look((endpoint.handler, account.id), now))
        if taken and endpoint.per_app is not None:
            app = endpoint.per_app(limits)
            taken = app.take((endpoint.handler, account.consumer_key), now)
            if app.period_s == _DAY_S:  # the others are told in no header
                headers |= _headers("x-app-limit-24hour", app.look((endpoint.handler, account.consumer_key), now))
        if not taken and self._world.settings.limits:
            raise RefusedError(problem(429, headers=headers), f"over a limit: {headers}")
        return headers


def _headers(prefix: str, allowance: Allowance) -> dict[str, str]:
    return {
        f"{prefix}-limit": str(allowance.limit),
        f"{prefix}-remaining": str(allowance.remaining),
        f"{prefix}-reset": str(int(allowance.reset.timestamp())),
    }
