"""Weighted length: https://docs.x.com/fundamentals/counting-characters, twitter-text's config/v3.json."""

from __future__ import annotations

import unicodedata

import regex

WEIGHT_MAX = 280
URL_WEIGHT = 23
WIDE = 2

# The ranges that weigh 1 (v3.json, weight 100 of scale 100); everything else weighs 2.
_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))

# v3.json, emojiParsingEnabled: a whole emoji sequence weighs 2. ©, ® and ™ are emoji only with U+FE0F.
_EMOJI = regex.compile(
    r"\p{RI}\p{RI}"
    r"|[#*0-9]\uFE0F?\u20E3"
    r"|(?:[©®™]\uFE0F|(?![©®™])\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|(?!\uFE0E)))"
    r"(?:[\U000E0020-\U000E007E]+\U000E007F)?"
    r"(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*"
)

# Top-level domains under which a bare "example.com" is a link: every country's two letters, and the common others.
_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz "
    "ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm "
    "fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is "
    "it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm "
    "mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr "
    "ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg "
    "th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw рф հայ бел "
    "укр срб бг ελ ευ"
)
_OTHERS = (
    "com org net edu gov mil int info biz name pro mobi museum aero coop jobs tel travel cat asia post xxx arpa "
    "app art bio blog cafe care center chat city click cloud club community company cool design dev digital "
    "directory earth education email energy eus events expert fail foundation fund global gal goog google green "
    "group guide help host house how international ist istanbul law legal life link live lol media moe movie "
    "network news ngo one ong online page paris party photo photos place plus press pub report reviews rights rip "
    "rocks run school science site social solutions space store studio support team tech tips today tools top "
    "tours town training tube university video vote voto watch wiki work works world wtf xyz zone brussels berlin "
    "london nyc bzh corsica wales scot swiss онлайн сайт орг"
)
_TLD = "|".join(sorted(f"{_COUNTRIES} {_OTHERS}".split(), key=len, reverse=True))
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?"
_PATH = r"(?:/[\p{L}\p{N}!*';:=+,.$%\[\]()&@|~/#_-]*[\p{L}\p{N}=_#/+)-]|/)?"
_QUERY = r"(?:\?[\p{L}\p{N}!?*'@();:&=+$/%#\[\]_.,~|-]*[\p{L}\p{N}_&=#/-])?"
# twitter-text, validUrlPrecedingChars: not straight after a letter, a digit, or one of @ $ #; and, without a protocol,
# not after one of - _ . / either.
_URL = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}@＠$#＃])(?:https?://|(?<![-_./]))(?:{_LABEL}\.)+"
    rf"(?:{_TLD})(?![\p{{L}}\p{{N}}@+-])(?::\d+)?{_PATH}{_QUERY}",
    regex.IGNORECASE,
)


def url_spans(text: str) -> list[tuple[int, int]]:
    """Where the links are."""
    return [match.span() for match in _URL.finditer(text)]


def weighted_length(text: str) -> int:
    """What a text weighs; 280 is the most."""
    text = unicodedata.normalize("NFC", text)
    weight, last = 0, 0
    for start, end in url_spans(text):
        weight += _plain_weight(text[last:start]) + URL_WEIGHT
        last = end
    return weight + _plain_weight(text[last:])


def _plain_weight(text: str) -> int:
    weight, last = 0, 0
    for match in _EMOJI.finditer(text):
        weight += sum(map(_weight, text[last : match.start()])) + WIDE
        last = match.end()
    return weight + sum(map(_weight, text[last:]))


def _weight(character: str) -> int:
    point = ord(character)
    return 1 if any(first <= point <= last for first, last in _LIGHT) else WIDE
