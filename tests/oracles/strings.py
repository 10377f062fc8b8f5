"""Texts to compare counters over: eight languages, and everything that has ever made two counters disagree."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

from bot.campaign.tlds import ASCII_TLDS, OTHER_TLDS

_SENTENCES = (
    "Plus que 3 jours avant la journée internationale pour libérer Azat Miftakhov, samedi 2 septembre.",
    "Où que vous soyez, exigez sa libération !\nL’affiche « FREE AZAT 04.09 »…",
    "Paris rally: Saturday 2 September, 14:00 local time, Square Robert Schuman, 41 avenue du Maréchal Fayolle, 75016.",
    "Noch 3 Tage – „Freiheit für Azat!“ Straße, Öl, Größe. Wir fordern seine Freilassung!",
    "Iki rugsėjo 4-osios liko 3 dienos. „Laisvę Azatui!“ Ačiū visiems, kurie atsiuntė nuotrauką.",
    "Մինչև սեպտեմբերի 4-ը մնացել է 3 օր։ Պահանջենք նրա ազատ արձակումը։ Ժամը 14:00 (տեղական ժամանակով)։",
    "Осталось 3 дня до 4 сентября, когда Азат Мифтахов должен выйти из тюрьмы. Требуем его освобождения! 5№ —",
    "Mancano 3 giorni al 4 settembre. Presìdi a Parigi, Berlino, Vilnius ed Erevan. Libertà per Azat!",
    "Faltam 3 dias para 4 de setembro: não é preciso informar o nome. Exigimos sua libertação, às 14h (hora local).",
    "Tiếng Việt có dấu: ạ ế ộ ữ. 日本語のツイート。한국어 텍스트 中文，标点。 ไทย हिन्दी עברית العربية አማርኛ ខ្មែរ",
)
_HARD_WORDS = """
azat.ıt azat.ſe httpſ://azat.it/ſı https://t.co/aſı azat.it/ı?ſ=ı ſazat.it İ.it
© ® ™ ♟ … • € → № ‼ ⁉ ↔ ☀ ☎ ♥ ✈ ❤ 〰 ㊗ 🀄 🅰 🈂 🌡 🏳 🕷 ☝ ⛹ ✍ 🏋 🕴 ✊ 🎅 👍 🤷 🧝 🦸 👨 👩 🏴 👯 🧟 😀 🥰 🦲 🧿
🥲 🫠 🪬 🧑‍🚀 🧑🏽‍🤝‍🧑🏿 👨‍👩‍👧‍👦 👨‍👨‍👦 👩‍❤️‍💋‍👩 👨🏿‍🔬 👩‍⚖️ 🏳️‍🌈 🏳️‍⚧️ 🏴‍☠️ 👁‍🗨 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁵󠁳󠁣󠁡󠁿 🕵🏾‍♀️ 🏌️‍♂️
🏃🏻‍♀️ 🤼‍♂️ 🇫🇷 🇱🇹 🇦🇲 🇧🇷 🇩🇪 🇽🇽 🇪🇺 🇺🇳 🇫 🇦🇦🇦 1️⃣ 1⃣ #️⃣ *⃣ 0️ 12⃣ ✊🏿 🏿 👍🏽👍 ❤️ ❤︎ ☎︎ ©️ ™️ 🅰︎ \u200d \ufe0f \ufe0e
\u200b \u200c \u200e \u200f \u202a \u202e \u2066 \u2069 \u061c \u00ad \ufeff \ufffe \uffff e\u0301
a\u0323\u0302 \u0301 и\u0306 ՛ ՞ ՜ և ﬁ ß İ ı ſ K Å Ω ǆ ͅ ι ᲀ ⱥ Ȿ ʼn \U00020000 𝐀𝐳𝐚𝐭 \ue50a azat.it exämple.de
example.com. example.com.xyzzy пример.рф http://пример.рф https://münchen.de/straße t.co
https://t.co/abcdef1234 http://t.co/a-b HTTPS://T.CO/AbC?x=1&y. https://t.co/ t.co/abc http:// https://
http://a http://a.b https://localhost:8000/x ftp://ftp.example.com www.example.com
example.com:8080/path?q=1#frag https://en.wikipedia.org/wiki/Azat_(name)_(x(y)) (example.com) «example.com»
https://ru.wikipedia.org/wiki/Мифтахов,_Азат https://example.com/путь/ё. http://example.com/@user/ /@a
libertepourazat@gmail.com @azat @azat.it #azat.it $azat.it @a@example.com #FreeAzat #0409 FREE_AZAT.com 04.09
1.2.3.4 a.b.c a..b. .com com. sub_domain.example.com ex_ample.com -a.com a-.com a--b.com xn--e1afmkfd.xn--p1ai
xn--80ak6aa92e.com XN--P1AI.XN--P1AI пример.com пример.рф.com azat.itпример azat.it-x azat.it@x azat.it+x
日本語example.comテスト example.みんな 한국.한국 example.中国网 嘉里大酒店.嘉里 भारत.भारतम् 例え。com 例え．com
b.com9ж.b.com 😀example.com @😀.com.example.com x😀.com/foo http://😀.com vermögensberater.vermögensberater
"quoted".com `tick`.com a\\b.com a|b.com https://a.com|b.com a.com…b.com a.com;b.com a.com/b.com a.com.au
"""
_PIECES = (
    *_HARD_WORDS.split(),
    "https://example.com/" + "a" * 300,
    "http://" + "a" * 63 + ".com",
    "http://" + "a" * 64 + ".com",
    "ä" * 57 + ".de https://" + "ä" * 60 + ".de",
    "https://t.co/" + "a" * 41,
    "https://example.com/?" + "q=1&" * 1050,
)
_JOINS = (
    "",
    "",
    " ",
    " ",
    " ",
    "\n",
    ".",
    ",",
    ":",
    "/",
    "-",
    "_",
    "@",
    "#",
    "(",
    ")",
    "»",
    "“",
    "\u00a0",
    "\u202f",
    "\u3000",
)
_BLOCKS = (
    (0x20, 0x7E),
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x250, 0x36F),
    (0x370, 0x58F),
    (0x590, 0x8FF),
    (0x900, 0x109F),
    (0x10A0, 0x11FF),
    (0x1C80, 0x1FFF),
    (0x2000, 0x206F),
    (0x20D0, 0x2BFF),
    (0x2C60, 0x2C7F),
    (0x3000, 0x30FF),
    (0xA640, 0xA7FF),
    (0xFE00, 0xFE0F),
    (0xFFE0, 0xFFFF),
    (0x1F000, 0x1FAFF),
    (0xE0020, 0xE007F),
)
_TLDS = (*sorted(ASCII_TLDS), *sorted(OTHER_TLDS))


def _noise(chance: random.Random) -> str:
    first, last = chance.choice(_BLOCKS)
    return "".join(chr(chance.randint(first, last)) for _ in range(chance.randint(1, 8)))


def _label(chance: random.Random) -> str:
    letters = chance.choice(("abcxyz019", "abc-_", "äéœǆ", "абвџ", "אבת", "例え", "ՀայազգՍ", "aé例-", "a1😀"))
    return "".join(chance.choice(letters) for _ in range(chance.randint(1, 9)))


def _link(chance: random.Random) -> str:
    scheme = chance.choice(("", "", "", "http://", "https://", "HTTP://", "hTTps://", "ftp://", "//"))
    labels = ".".join(_label(chance) for _ in range(chance.randint(1, 3)))
    top = chance.choice(
        (chance.choice(_TLDS), chance.choice(_TLDS).upper(), "com", "xn--" + _label(chance), _label(chance))
    )
    port = chance.choice(("", "", ":80", ":", ":8080"))
    letters = "aZ09/()_-.,;:!?*'=+$%#[]~|&@–éжя 例\"<>"
    path = "".join(chance.choice(letters) for _ in range(chance.randint(0, 14)))
    return f"{scheme}{labels}.{top}{port}{chance.choice(('', '/', '?', '/?'))}{path}"


def _part_of_a_sentence(chance: random.Random) -> str:
    sentence = chance.choice(_SENTENCES)
    start = chance.randrange(len(sentence))
    return sentence[start : start + chance.randint(1, 60)]


def _short_emoji(chance: random.Random) -> str:
    parts = (
        "👨",
        "👩",
        "👦",
        "👧",
        "❤",
        "💋",
        "🏽",
        "\u200d",
        "\u200d",
        "\ufe0f",
        "♀",
        "♂",
        "🏳",
        "🌈",
        "🚀",
        "⚕",
        "🕵",
        "🇫",
        "🇷",
        "7",
        "\u20e3",
    )
    return "".join(chance.choice(parts) for _ in range(chance.randint(1, 9)))


_MAKERS: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: chance.choice(_PIECES),
    lambda chance: chance.choice(_PIECES),
    _part_of_a_sentence,
    _part_of_a_sentence,
    _link,
    _noise,
    _short_emoji,
)


def strings(count: int, seed: int) -> Iterator[str]:
    """``count`` texts, the same for the same seed: every whole sentence and every piece first, then mixtures."""
    chance = random.Random(seed)  # noqa: S311  the same texts again for the same seed, not a secret
    whole = [*_SENTENCES, *_PIECES]
    for index in range(count):
        if index < len(whole):
            text = whole[index]
        else:
            parts = (chance.choice(_MAKERS)(chance) + chance.choice(_JOINS) for _ in range(chance.randint(1, 8)))
            text = "".join(parts)
        form = chance.random()
        if form < 0.1:
            text = unicodedata.normalize("NFD", text)
        elif form < 0.15:
            text = text.upper()
        yield text
