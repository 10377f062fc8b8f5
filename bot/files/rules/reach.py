"""Who is reached: entries, audiences and accounts that lead nowhere, and two names for one account."""

from __future__ import annotations

from collections.abc import Iterator

from bot.campaign.model import Account, Entry, NetworkName
from bot.campaign.problem import Problem, Severity
from bot.files.rules.view import View


def nobody(view: View) -> Iterator[Problem]:
    """An entry whose ``to``, ``languages``, ``accounts`` and ``text`` have no account in common."""
    for entry in view.campaign.entries.values():
        if not view.reaches[entry.key] and not _unread_audience(view, entry):
            names = ("languages", "accounts", "text", "to")
            place = next((entry.places[name] for name in names if name in entry.places), entry.place)
            yield Problem("reaches-nobody", place, {"entry": entry.key})


def _unread_audience(view: View, entry: Entry) -> bool:
    """Whether an audience that could not be read may be whom the entry is for."""
    spoken = {audience.language for audience in view.settings.audiences.values()}
    wanted = {*entry.text, *(tag for tags in (entry.languages or {}).values() for tag in tags)}
    return "settings.yaml" in view.broken and not wanted <= spoken


def inline(view: View) -> Iterator[Problem]:
    """Words written in a schedule reach only the languages they are in: worth a note, not an error."""
    for entry in view.campaign.entries.values():
        if not entry.text:
            continue
        wanted = {view.settings.audiences[name].language for name in entry.to}
        left_out = sorted(wanted - set(entry.text))
        if left_out:
            facts = {"entry": entry.key, "languages": ", ".join(sorted(entry.text)), "missing": ", ".join(left_out)}
            yield Problem("inline-not-in-all", entry.at("text"), facts, Severity.NOTE)
        for language in sorted(set(entry.text) - wanted):
            place = view.words_place(entry, language)
            yield Problem("inline-unheard", place, {"entry": entry.key, "language": language}, Severity.NOTE)


def idle_audiences(view: View) -> Iterator[Problem]:
    """An audience nothing goes to."""
    spoken_to = {audience.name for reached in view.reaches.values() for audience, _ in reached}
    if any(name.startswith("schedules/") for name in view.broken):
        return  # an entry that could not be read may be for it
    for audience in view.settings.audiences.values():
        if audience.name not in spoken_to:
            yield Problem("audience-idle", audience.place, {"audience": audience.name}, Severity.NOTE)


def idle_accounts(view: View) -> Iterator[Problem]:
    """An account no audience uses."""
    if "settings.yaml" in view.broken:
        return  # an audience that could not be read may use it
    used = {name for audience in view.settings.audiences.values() for name in audience.accounts}
    for account in view.settings.accounts.values():
        if account.name not in used:
            yield Problem("account-unused", account.place, {"account": account.name}, Severity.NOTE)


def same_remote(view: View) -> Iterator[Problem]:
    """Two names for one X account or Telegram channel: each post would be there twice.

    On Mastodon the account is whoever its token speaks for; two names for one token are refused when it is read.
    """
    first: dict[tuple[object, ...], Account] = {}
    for account in view.settings.accounts.values():
        if account.network is NetworkName.MASTODON:
            continue
        handle = account.handle.removeprefix("@").casefold()
        other = first.setdefault((account.network, account.address, handle), account)
        if other is not account:
            facts = {"account": account.name, "other": other.name, "line": other.place.line}
            yield Problem("account-twice", account.place, facts)
