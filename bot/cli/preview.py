"""``preview``: an entry's posts as each network would show them, with counters, alt text and the picture."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bootstrap.checking import check, items
from bot.bootstrap.drawing import preview_pictures
from bot.bootstrap.remembered import remembered_limits
from bot.campaign.itinerary import Item
from bot.cli.output import iso, json_option, known_or_refuse, line, print_json
from bot.cli.plan import as_json, incomplete
from bot.errors import FilesError, UsageError
from bot.wording import coded, say


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``preview [ENTRY] [--audience NAME] [--account NAME] [--days-left N] [--pictures DIR]``."""
    parser.add_argument("entry", nargs="?", help="an entry's key; without one, every entry")
    parser.add_argument("--audience", metavar="NAME", help="only this audience")
    parser.add_argument("--account", metavar="NAME", help="only this account")
    parser.add_argument("--days-left", metavar="N", type=int, help="only the occurrence with this number")
    parser.add_argument("--pictures", metavar="DIR", type=Path, help="where to put the pictures (DIR/preview)")
    json_option(parser)


def run(options: Namespace) -> int:
    """Print the previews and write their pictures; 1 when the files have errors."""
    report = check(options.campaign)
    campaign = report.loaded.campaign
    if campaign is None:
        raise coded(FilesError, "settings-unusable")
    known_or_refuse("no-such-entry", options.entry, campaign.entries)
    known_or_refuse("no-such-audience", options.audience, campaign.settings.audiences)
    known_or_refuse("no-account-called", options.account, campaign.settings.accounts)
    found = items(report, remembered_limits(options.campaign))
    wanted = [item for item in found if _wanted(item, options)]
    if not wanted:
        raise coded(UsageError, "nothing-chosen")
    folder = options.pictures or options.campaign / "preview"
    pictures = preview_pictures(options.campaign, wanted, folder)
    if options.json:
        print_json([{**as_json(item), "file": pictures.get(item.key)} for item in wanted])
    else:
        for item in wanted:
            _show(item, pictures.get(item.key), campaign.settings.staff.language)
    return incomplete(report)


def _wanted(item: Item, options: Namespace) -> bool:
    slot = item.slot
    number = slot.countdown.number if slot.countdown else None
    return (
        options.entry in {None, slot.entry.key}
        and options.audience in {None, slot.audience.name}
        and options.account in {None, item.account.name}
        and options.days_left in {None, number}
    )


def _show(item: Item, picture: str | None, language: str) -> None:
    slot, post = item.slot, item.post
    local = slot.due.astimezone(ZoneInfo(slot.audience.zone))
    line(f"── {item.account.name} · {slot.audience.language} · {slot.entry.key} ({slot.occurrence})")
    line(f"   {local:%Y-%m-%d %H:%M} {slot.audience.city} · {iso(slot.due)} · {post.length}/{post.limit}")
    facts = [say(f"visibility-{post.visibility.value}", language)] if item.account.network == "mastodon" else []
    facts += [say("silent", language)] if post.silent else []
    facts += [say("plan-held", language)] if slot.entry.hold else []
    if facts:
        line(f"   {' · '.join(facts)}")
    if post.warning:
        line(f"   [{post.warning}]")
    for row in post.text.split("\n"):
        line(f"   │ {row}")
    if picture:
        line(f"   {picture}")
        line(f"   alt: {post.alt}")
    line()
