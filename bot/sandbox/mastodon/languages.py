"""Which languages a status can carry: app/helpers/languages_helper.rb."""

from __future__ import annotations

_TWO = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it "
    "iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt "
    "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za "
    "zh zu"
)
_REGIONAL = "zh-CN zh-HK zh-TW zh-YUE"
_THREE = "ast chr ckb cnr jbo kab ldn lfn sco sma smj szl tok xal zba zgh"

SUPPORTED = frozenset(f"{_TWO} {_REGIONAL} {_THREE}".split())


def stored(*wishes: str | None) -> str:
    """The first wish the server knows, by itself or without its region (``pt-BR`` is stored as ``pt``), else English.

    ``valid_locale_cascade`` in the helper; the last resort is ``I18n.default_locale``.
    """
    for wish in wishes:
        if not wish:
            continue
        if wish in SUPPORTED:
            return wish
        code = wish.replace("_", "-").partition("-")[0]
        if code in SUPPORTED:
            return code
    return "en"
