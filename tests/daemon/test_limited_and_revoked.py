"""Matrix rows 19 and 20: a limit of any length against a post of any validity; a token revoked in mid-campaign."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.door import Door
from bot.daemon.sender import Sender
from tests.daemon.cast import NOON, SETTINGS, cast
from tests.daemon.days import Days
from tests.daemon.played import Played
from tests.length import at_length

EXAMPLES = at_length(50, 400)
MINUTE = timedelta(minutes=1)
CALL = timedelta(seconds=120)
"""Nothing begins so shortly before it stops being true."""
ACCOUNTS = ("masto", "second", "third")
THREE = SETTINGS.replace("accounts: [masto]", f"accounts: [{', '.join(ACCOUNTS)}]").replace(
    "quiet-hours",
    '  second: {kind: mastodon, server: "http://127.0.0.1:8", spacing: 60 s}\n'
    '  third: {kind: mastodon, server: "http://127.0.0.1:7", spacing: 60 s}\nquiet-hours',
)
POSTS = 8


@given(after_s=st.integers(0, 200 * 60), true_for=st.integers(5, 170), dated=st.booleans())
@example(after_s=58 * 60, true_for=60, dated=True)
@example(after_s=58 * 60 + 1, true_for=60, dated=False)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rate_limit_is_waited_out_and_what_it_outlasts_is_missed_and_never_late(
    after_s: int, true_for: int, *, dated: bool
) -> None:
    ends = NOON + true_for * MINUTE
    local = ends + timedelta(hours=2)
    with TemporaryDirectory() as folder:
        played = cast(
            Path(folder),
            "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
            f"    if-late: send\n    true-until: {local:%Y-%m-%d at %H:%M} in Paris\n",
        )
        back = NOON + timedelta(seconds=after_s)
        # A server that says no date says a wait.
        played.network.script = [NotSent("429", back if dated else back - NOON)]
        doors = [Door(played.sender, played.means, lambda *_: None)]
        Days(played, doors, []).until(NOON + timedelta(hours=5))
        row = played.only()
        if row.state is State.SENT:
            (there,) = played.network.world
            assert back <= there.at <= ends - CALL
        else:
            assert (row.state, played.network.world) == (State.MISSED, [])
            assert played.alarms()[-1] == "delivery-missed"
            assert back > ends - CALL - MINUTE
        assert len(played.network.published) <= 2
        played.outbox.close()


@given(ill=st.sampled_from(ACCOUNTS), revoked_at=st.integers(0, POSTS - 1), mended=st.booleans())
@settings(max_examples=max(12, EXAMPLES // 4), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_token_revoked_in_mid_campaign_stops_its_account_alone_and_costs_the_others_not_a_second(
    ill: str,
    revoked_at: int,
    mended: bool,  # noqa: FBT001 -- hypothesis hands it in by name
) -> None:
    with TemporaryDirectory() as folder:
        schedule = "posts:\n" + "".join(
            f"  p{hour}:\n    when: 2030-06-08 at {12 + hour}:00 in Paris\n    text: {{fr: Texte {hour}.}}\n"
            for hour in range(POSTS)
        )
        played = cast(Path(folder), schedule, settings=THREE)
        campaign = played.live.snapshot.campaign
        assert campaign is not None
        networks = {name: Played(played.clock) for name in ACCOUNTS}
        means = replace(played.means, networks=lambda account: networks[account.name])
        served = networks[ill]
        revoked = AccountBroken("401: the access token was revoked")
        doors = [
            Door(Sender(campaign.settings.accounts[name], networks[name], means), means, lambda *_: None)
            for name in ACCOUNTS
        ]
        life = Days(played, doors, [])
        life.until(NOON + timedelta(hours=revoked_at) - MINUTE)
        served.script = [revoked] * (1 if mended else 50)
        served.who = [revoked] * (2 if mended else 50)
        life.until(NOON + timedelta(hours=POSTS + 6))
        for row in played.rows():
            if row.account != ill:
                assert (row.state, row.sent_at) == (State.SENT, row.due)
        own = [row for row in played.rows() if row.account == ill]
        assert [row.state for row in own[:revoked_at]] == [State.SENT] * revoked_at
        assert all(row.attempts == 0 for row in own if row.state is not State.SENT), "it is not the posts' fault"
        assert "account-broken" in played.alarms()
        if mended:
            assert revoked_at > POSTS - 4 or own[-1].state is State.SENT, "asked every hour, it goes on by itself"
        else:
            assert served.there() == [post.text for post, _ in served.published[:revoked_at]]
        played.outbox.close()
