"""One day of a small campaign in two languages, written as an organiser would, and what each server must get of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.foreign.arrivals import Expected
from tests.pictures.photos import saved, scene

LANGUAGES = ("fr", "pt-BR")
CHANNELS = {"fr": "anna_fr", "pt-BR": "anna_pt"}
TAG = "#FreeAnna"
APART_S = 2
"""Two languages on one account, a second between any two of its posts."""

CITY = "Reykjavik"  # UTC all year: no wall time of the day is skipped or comes twice


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its schedule keys beside ``when``, its words by language, and what shows on Mastodon."""

    key: str
    when: str
    keys: str = ""
    picture: str = ""
    visibility: Mapping[str, str] | None = None
    silent: bool = False
    inline: bool = False


ITEMS = (
    Item("launch", "at", "visibility: {public: fr}", visibility={"fr": "public", "pt-BR": "unlisted"}),
    Item("hours", "2 hours before rally", "picture: countdown, silent: yes", "PNG", silent=True),
    Item("inline", "at", inline=True),
    Item("photo", "at", "photo: pictures/march.jpg", "JPEG"),
    Item("days", "3 days before release at {time}", "picture: countdown", "PNG"),
    Item("warned", "at", "warning: yes, visibility: unlisted", visibility=dict.fromkeys(LANGUAGES, "unlisted")),
    Item("poster", "at", "picture: poster, silent: yes", "PNG", silent=True),
    Item("close", "at", "visibility: private", visibility=dict.fromkeys(LANGUAGES, "private")),
)

TEXTS = {
    "launch": {"fr": "Samedi : <b>1 < 2</b> & « Anna » \\* _n’est_ pas *seule*.", "pt-BR": "Anna não está só…"},
    "hours": {"fr": "Plus que 2 heures avant le rassemblement.", "pt-BR": "Faltam 2 horas para o ato."},
    "inline": {"fr": "Ici même : Աննա, Анна, ✊🏽 https://example.org/a?b=1&c=2", "pt-BR": "Aqui mesmo 👩‍👩‍👧"},
    "photo": {"fr": "La marche d’hier.", "pt-BR": "A marcha de ontem."},
    "days": {"fr": "Dans 3 jours, elle sort.", "pt-BR": "Em 3 dias, ela sai."},
    "warned": {"fr": "Ce qu’elle a subi.", "pt-BR": "O que ela sofreu."},
    "poster": {"fr": "Imprimez l’affiche !", "pt-BR": "Imprima o cartaz!"},
    "close": {"fr": "À celles et ceux qui suivent : merci.", "pt-BR": "A quem acompanha: obrigado."},
}  # fmt: skip
ALTS = {
    "hours": {"fr": "2 heures avant le rassemblement", "pt-BR": "2 horas antes do ato"},
    "photo": {"fr": "Une foule sous la pluie, « Libérez Anna »", "pt-BR": "Uma multidão na chuva"},
    "days": {"fr": "3 jours avant sa sortie", "pt-BR": "3 dias antes da saída"},
    "poster": {"fr": "Affiche noire sur blanc", "pt-BR": "Cartaz preto e branco"},
}
WARNINGS = {"fr": "Prison, torture", "pt-BR": "Prisão, tortura"}
_NUMBERED = {"hours": ("2", "{ $hours }"), "days": ("3", "{ $days }")}


def write(folder: Path, settings: str, first: datetime) -> None:
    """The campaign's folder; its first post is due at ``first``, a whole second, the others ``APART_S`` apart."""
    (folder / "schedules").mkdir(parents=True)
    (folder / "pictures").mkdir()
    (folder / "pictures" / "march.jpg").write_bytes(saved(scene(), "JPEG"))
    due = {item.key: first + timedelta(seconds=APART_S * number) for number, item in enumerate(ITEMS)}
    lines = ["posts:"]
    for item in ITEMS:
        at = due[item.key]
        when = (
            f"{at:%Y-%m-%d} at {at:%H:%M:%S} in UTC" if item.when == "at" else item.when.format(time=f"{at:%H:%M:%S}")
        )
        lines += [f"  {item.key}:", f"    when: {when}"]
        lines += [f"    {key}" for key in item.keys.split(", ") if key]
        if item.inline:
            lines += ["    text:", *(f"      {code}: '{TEXTS[item.key][code]}'" for code in LANGUAGES)]
    (folder / "schedules" / "day.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for language in LANGUAGES:
        home = folder / "messages" / language
        home.mkdir(parents=True)
        (home / "day.ftl").write_text("\n".join(_messages(language)), encoding="utf-8")
    rally, release = due["hours"] + timedelta(hours=2), due["days"].date() + timedelta(days=3)
    (folder / "settings.yaml").write_text(
        f"campaign: Free Anna\nhashtags: ['{TAG}']\nstaff: {{language: en}}\ndeadlines:\n"
        f"  rally: {rally:%Y-%m-%d at %H:%M:%S} in UTC\n  release: {release}\nquiet-hours: none\n{settings}",
        encoding="utf-8",
    )


def _messages(language: str) -> Iterator[str]:
    for item in ITEMS:
        if item.inline:
            continue
        number, variable = _NUMBERED.get(item.key, ("", ""))

        def filled(words: str, number: str = number, variable: str = variable) -> str:
            return words.replace(number, variable, 1) if number else words

        yield f"{item.key} = {filled(TEXTS[item.key][language])}"
        if item.key in ALTS:
            yield f"    .alt = {filled(ALTS[item.key][language])}"
        if number:
            yield f"    .card =\n        {variable}\n        {item.key}"
        if item.key == "warned":
            yield f"    .warning = {WARNINGS[language]}"


def on_mastodon() -> list[Expected]:
    """What a Mastodon account must get. Servers store a language's base: see ``language_tag`` in the adapter."""
    return [
        Expected(
            f"{TEXTS[item.key][language]}\n{TAG}",
            language.split("-")[0],
            item.visibility[language] if item.visibility else "public",
            WARNINGS[language] if item.key == "warned" else "",
            picture=item.picture,
            alt=ALTS.get(item.key, {}).get(language, ""),
        )
        for item in ITEMS
        for language in LANGUAGES
    ]


def on_x() -> list[Expected]:
    """What an X account must get."""
    return [Expected(post.text, picture=post.picture, alt=post.alt) for post in on_mastodon()]


def on_telegram() -> list[Expected]:
    """What the channels must get: a picture's alt text ends its caption, save a card's, which repeats the words."""
    found = []
    for item in ITEMS:
        for language in LANGUAGES:
            text = f"{TEXTS[item.key][language]}\n{TAG}"
            if item.key in ALTS and item.key not in _NUMBERED:
                text += f"\n\n{ALTS[item.key][language]}"
            channel = f"@{CHANNELS[language]}"
            found.append(Expected(text, silent=item.silent, picture=item.picture, channel=channel))
    return found
