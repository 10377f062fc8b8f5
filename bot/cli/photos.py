"""``photos``: look at supporters' photos and decide about them."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.actions import photos
from bot.actions.photo_ends import withdraw_all
from bot.actions.photo_places import may_be_named
from bot.actions.photo_posts import approval_of, look_of
from bot.bootstrap.desk import deciding, reading
from bot.bootstrap.photo_desk import PhotoDesk, photo_desk
from bot.campaign import withdrawal_codes
from bot.campaign.candidate import Path as Way
from bot.campaign.photo import OVER, Reason, State
from bot.cli import photo_wall
from bot.cli.output import ask, iso, json_option, line, print_json, who
from bot.cli.parser import Parser
from bot.cli.photo_boxes import box
from bot.cli.photo_shown import as_json, print_photo, why, write_beside, write_picture
from bot.daemon.photos.whose import leave_authors_alone
from bot.errors import CampaignError, UsageError
from bot.files.countries import CODES
from bot.ports import Photo
from bot.wording import coded, say
from bot.wording.photo_desk import state_text
from bot.wording.photo_rules import flag_text

UNDO_S = 60.0
"""How long a withdrawal is watched here; the daemon goes on with it."""


def arguments(parser: Parser, _command: str) -> None:
    """One verb each."""
    json_option(parser)
    parser.add_argument("--by", metavar="NAME", default="", help="who decides (by default your user name)")
    for name, verb in parser.add_verbs(_VERBS).items():
        # Said after the verb they mean the same.
        for option in ("--json", "--debug"):
            verb.add_argument(option, action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        verb.add_argument("--campaign", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        verb.add_argument("--by", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        if name == "list":
            states = [state.value for state in State]
            verb.add_argument("--state", choices=states, action="append", help="only this state")
            continue
        if name == "wall":
            photo_wall.arguments(verb)
            continue
        verb.add_argument("photo", help="its id, or the beginning of it")
        _own_arguments(verb, name)


_VERBS = {
    "list": "what came, and where it stands",
    "show": "one of them, with all that would go out",
    "approve": "let it go out, exactly as shown",
    "reject": "not this one",
    "reconsider": "put a rejected one back in the queue",
    "cover": "blot out faces, plates, badges",
    "city": "say in which country its city lies, and whether it is named",
    "withdraw": "take it back everywhere: by its id, or by its sender's code",
    "forget": "take it back, wipe it, and look for what is left of it",
    "wall": "write the page of the photos that are out",
}


def _own_arguments(verb: Parser, which: str) -> None:
    match which:
        case "show":
            verb.add_argument("--picture", metavar="FILE", default="", help="write the cleaned picture there (JPEG)")
            verb.add_argument("--beside", metavar="FILE", default="", help="the same, with one that looks like it")
        case "approve":
            verb.add_argument("--seen", metavar="CODE", help="what photos show said of the picture that you looked at")
            verb.add_argument("--alt", metavar="WORDS", help="what is to be seen, for who cannot see it")
            verb.add_argument("--no-faces", action="store_true", help="no face is to be seen in it, or all are covered")
            verb.add_argument("--yes", action="store_true", help="do not ask")
        case "reject":
            reasons = [Reason.REFUSED.value, Reason.DUPLICATE.value, Reason.LISTED_COUNTRY.value]
            verb.add_argument("--reason", choices=reasons, default=Reason.REFUSED.value, help="why")
        case "cover":
            verb.add_argument(
                "box", nargs="*", help="LEFT,TOP,RIGHT,BOTTOM in percent of the upright picture; none: no blots"
            )
        case "city":
            verb.add_argument("country", help="two letters, as in FR")
            name = verb.add_mutually_exclusive_group()
            name.add_argument("--name", action="store_true", help="show the name of the place, though no town has it")
            name.add_argument("--hide", action="store_true", help="do not show the name of the place")
        case "withdraw":
            verb.add_argument("--for-good", action="store_true", help="take nothing more of its author")
            verb.add_argument("--yes", action="store_true", help="do not ask")
        case "forget":
            verb.add_argument("--yes", action="store_true", help="do not ask")
        case _:
            pass


def run(options: Namespace) -> int:
    """Hand over to the verb."""
    if options.verb in _LOOKING:
        with reading(options.campaign) as desk:
            return _LOOKING[options.verb](options, photo_desk(desk))
    with deciding(options.campaign) as desk:
        code = _DECIDING[options.verb](options, photo_desk(desk))
        desk.wake_daemon()
        return code


def _list(options: Namespace, here: PhotoDesk) -> int:
    states = tuple(State(name) for name in options.state or ())
    found = here.outbox.photos(states)
    if options.json:
        print_json([as_json(photo, here) for photo in found])
        return 0
    if not found:
        line(say("photos-none", here.language))
    for photo in found:
        where = photo.network.value if photo.network else "mail"
        told = ", ".join(flag_text(flag, here.language) for flag in photo.flags)
        stands = f"{state_text(photo.state, here.language)}{why(photo, here)}"
        line(f"{photo.id}  {iso(photo.received_at)}  {where:<8}  {stands}  {photo.city}  {told}".rstrip())
    return 0


def _show(options: Namespace, here: PhotoDesk) -> int:
    photo = photos.chosen(here.outbox, options.photo)
    if options.picture:
        write_picture(Path(options.picture), photo, here)
    if options.beside:
        write_beside(Path(options.beside), photo, here)
    if options.json:
        print_json({**as_json(photo, here), "seen": look_of(photo, here.campaign)})
        return 0
    print_photo(photo, here)
    if photo.state is State.QUEUED:
        line("   " + say("photo-look", here.language, photo=photo.id, seen=look_of(photo, here.campaign)))
    return 0


def _approve(options: Namespace, here: PhotoDesk) -> int:
    photo = photos.chosen(here.outbox, options.photo)
    _refuse_unseen(photo, options.seen, here)
    seen = approval_of(photo, here.campaign)
    if not options.json:
        print_photo(photo, here)
    if not options.yes and not ask(say("ask-photo", here.language)):
        raise coded(UsageError, "not-done")
    done = photos.approve(
        here.outbox,
        photo,
        here.campaign,
        who(options.by),
        here.clock.now(),
        seen=seen,
        alt=options.alt,
        faceless=options.no_faces,
    )
    return _told(options, here, "photo-approved", done)


def _refuse_unseen(photo: Photo, seen: str | None, here: PhotoDesk) -> None:
    """Of what was sent in the pixels go out, which anybody may have covered, or bared, since they were looked at.

    Nobody of ours can change a post that stays where it is, and once its author does, it is over.
    """
    if photo.state is not State.QUEUED:
        return
    if seen is not None and seen.strip().casefold() != look_of(photo, here.campaign):
        raise coded(CampaignError, "photo-changed", photo=photo.id)
    if seen is None and photo.path is Way.CLEANED:
        raise coded(UsageError, "photo-not-seen", photo=photo.id)


def _reject(options: Namespace, here: PhotoDesk) -> int:
    photo = photos.chosen(here.outbox, options.photo)
    now = here.clock.now()
    photos.reject(here.outbox, photo, Reason(options.reason), who(options.by), now, here.wake)
    here.undo([photo], UNDO_S)
    return _told(options, here, "photo-rejected", photo)


def _reconsider(options: Namespace, here: PhotoDesk) -> int:
    photo = photos.chosen(here.outbox, options.photo)
    return _told(options, here, "photo-queued", photos.reconsider(here.outbox, photo, here.clock.now()))


def _cover(options: Namespace, here: PhotoDesk) -> int:
    photo = photos.chosen(here.outbox, options.photo)
    boxes = [box(said) for said in options.box]
    done = photos.cover(here.outbox, photo, boxes, here.cleaner, here.cabinet, here.clock.now())
    return _told(options, here, "photo-covered", done)


def _city(options: Namespace, here: PhotoDesk) -> int:
    photo = photos.chosen(here.outbox, options.photo)
    country = options.country.strip().upper()
    if country not in CODES:
        raise coded(UsageError, "photo-country", said=options.country)
    named = options.name or (not options.hide and may_be_named(here.place(photo), country))
    done = photos.set_city(here.outbox, photo, country, here.clock.now(), named=named)
    code = "photo-city" if named or not photo.city else "photo-city-unnamed"
    return _told(options, here, code, done, country=country)


def _withdraw(options: Namespace, here: PhotoDesk) -> int:
    now, found = here.clock.now(), _meant(options.photo, here)
    if not options.yes and not ask(say("ask-photo-withdraw", here.language, number=len(found))):
        raise coded(UsageError, "not-done")
    if options.for_good:
        leave_authors_alone(here.kit, found)
    if len(found) == 1:
        photos.withdraw(here.outbox, found[0], now, here.wake)
    else:
        withdraw_all(here.outbox, found, Reason.CODE, now, here.wake)
    left = here.undo(found, UNDO_S)
    return _told(options, here, "photo-withdrawn" if not left else "photo-being-withdrawn", found[0], left=left)


def _meant(said: str, here: PhotoDesk) -> Sequence[Photo]:
    """By a code all that came with it; else one by its id."""
    number = withdrawal_codes.read(said)
    consent = here.consent_of(number) if number is not None else None
    if consent is None:
        return [photos.chosen(here.outbox, said)]
    found = [photo for photo in here.outbox.photos_with(consent.id) if photo.state not in OVER]
    if not found:
        raise coded(UsageError, "photo-unknown", said=said, number=0)
    return found


def _forget(options: Namespace, here: PhotoDesk) -> int:
    """Withdrawn first if it is not over; gathered before, so that its traces can be looked for after."""
    photo = photos.chosen(here.outbox, options.photo)
    if not options.yes and not ask(say("ask-photo-forget", here.language)):
        raise coded(UsageError, "not-done")
    if photo.state not in OVER:
        photos.withdraw(here.outbox, photo, here.clock.now(), here.wake)
    left = here.undo([photo], UNDO_S)
    if left:
        raise coded(CampaignError, "photo-still-out", photo=photo.id, left=left)
    traces = here.forget(photo)
    if options.json:
        print_json({"forgotten": photo.id, "traces": list(traces or ()), "searched": traces is not None})
    else:
        code = "photo-traces" if traces else "photo-forgotten" if traces is not None else "photo-forgotten-unsearched"
        line(say(code, here.language, photo=photo.id, files=", ".join(traces or ())))
    return 1 if traces else 0


def _told(options: Namespace, here: PhotoDesk, code: str, photo: Photo, **facts: object) -> int:
    text = say(code, here.language, photo=photo.id, **facts)
    if options.json:
        print_json({"done": text, "photo": photo.id, **facts})
    else:
        line(text)
    return 0


_LOOKING: Mapping[str, Callable[[Namespace, PhotoDesk], int]] = {"list": _list, "show": _show, "wall": photo_wall.run}
_DECIDING: Mapping[str, Callable[[Namespace, PhotoDesk], int]] = {
    "approve": _approve,
    "reject": _reject,
    "reconsider": _reconsider,
    "cover": _cover,
    "city": _city,
    "withdraw": _withdraw,
    "forget": _forget,
}
