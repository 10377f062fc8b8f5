"""The frame and the style of the sandbox's pages: no script, nothing from outside, readable on a phone."""

from __future__ import annotations

from html import escape

from bot.sandbox.call import Answer
from bot.sandbox.world import World

NAMES = {"mastodon": "Mastodon", "x": "X", "telegram": "Telegram"}
REFRESH_S = 5

_STYLE = """
:root{--ink:#1c1e26;--soft:#60656f;--line:#e3e5ea;--page:#f4f5f8;--card:#fff;--accent:#4a5a80;--round:12px}
@media (prefers-color-scheme:dark){:root{--ink:#eceef3;--soft:#a3a8b4;--line:#343844;--page:#15171d;--card:#1f222b;
--accent:#9fb2e0}}
.mastodon{--accent:#563acc}.x{--accent:#0f6fb8}.telegram{--accent:#1c79b0;--page:#d9e4ec}
@media (prefers-color-scheme:dark){.mastodon{--accent:#a99bf5}.x{--accent:#62b6f7}.telegram{--accent:#73bdf0;
--page:#10181f}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Armenian",sans-serif}
header,main{max-width:38rem;margin:0 auto;padding:0 1rem}
header{padding-top:1rem}
nav{display:flex;flex-wrap:wrap;gap:.4rem}
nav a{padding:.4rem .85rem;border-radius:999px;color:var(--ink);text-decoration:none;border:1px solid var(--line);
background:var(--card)}
nav a[aria-current]{background:var(--accent);border-color:var(--accent);color:#fff}
@media (prefers-color-scheme:dark){nav a[aria-current]{color:#10131a}}
h1{font-size:1.35rem;margin:1rem 0 .1rem}
h2{font-size:1.05rem;margin:1.6rem 0 .5rem}
.when,.none{color:var(--soft);margin:.1rem 0 1rem}
article{background:var(--card);border:1px solid var(--line);border-radius:var(--round);padding:.9rem 1rem;
margin:0 0 .8rem;overflow-wrap:anywhere}
.telegram article{border-radius:4px 16px 16px 16px;border-color:transparent;max-width:32rem}
.gone{opacity:.55}.gone .text{text-decoration:line-through}
.by{display:flex;gap:.65rem;align-items:center;margin-bottom:.5rem}
.face{flex:none;width:2.5rem;height:2.5rem;border-radius:10px;background:var(--accent);color:#fff;font-weight:700;
display:grid;place-items:center}
.x .face,.telegram .face{border-radius:50%}
@media (prefers-color-scheme:dark){.face{color:#10131a}}
.by b{display:block;line-height:1.25}.by small{color:var(--soft)}
.by time{margin-left:auto;color:var(--soft);font-size:.85rem;text-align:right}
.text{white-space:pre-wrap;margin:0}
a{color:var(--accent)}
.text a,.text i{color:var(--accent);font-style:normal;text-decoration:none}
details{margin:0}summary{cursor:pointer;padding:.45rem .7rem;margin-bottom:.5rem;border-radius:8px;
background:var(--page);font-weight:600}
figure{margin:.7rem 0}
figure img{display:block;max-width:100%;height:auto;border-radius:10px;border:1px solid var(--line)}
figcaption{color:var(--soft);font-size:.85rem;margin-top:.3rem;white-space:pre-wrap}
.facts{display:flex;flex-wrap:wrap;gap:.35rem;margin:.75rem 0 0;padding:0;list-style:none;font-size:.8rem;
color:var(--soft)}
.facts li{border:1px solid var(--line);border-radius:999px;padding:.05rem .6rem}
.cards{display:grid;gap:.7rem;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}
.cards a{display:block;background:var(--card);border:1px solid var(--line);border-radius:var(--round);padding:1rem;
color:inherit;text-decoration:none}
.cards strong{display:block;font-size:1.8rem;line-height:1.2;color:var(--accent)}
footer{max-width:38rem;margin:1.5rem auto;padding:0 1rem 1.5rem;color:var(--soft);font-size:.85rem}
""".replace("\n", "")


def page(world: World, title: str, body: str, network: str = "", *, refresh: bool = False, status: int = 200) -> Answer:
    """A whole page; ``body`` is HTML already."""
    control = escape(world.addresses.get("control", ""))
    now = world.now()
    clock = f"{now.day} {now:%B %Y, %H:%M:%S} UTC"
    kind = "The clock of the networks stands at" if world.clock.is_virtual else "The networks run on real time:"
    links = "".join(
        f'<a href="{control}/{name}"{" aria-current=page" if name == network else ""}>{label}</a>'
        for name, label in NAMES.items()
    )
    again = f'<meta http-equiv="refresh" content="{REFRESH_S}">' if refresh else ""
    toggle = '<a href="?">stop</a>' if refresh else f'<a href="?refresh=1">every {REFRESH_S} seconds</a>'
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"{again}<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f'<body class="{escape(network)}"><header>'
        f'<nav aria-label="Networks"><a href="{control}/">Sandbox</a>{links}</nav>'
        f"<h1>{escape(title)}</h1>"
        f'<p class="when">{kind} <time datetime="{now.isoformat()}">{clock}</time>. Nothing leaves this computer.</p>'
        f"</header><main>{body}</main><footer>Reload by itself: {toggle}</footer></body></html>"
    )
    headers = {
        "Content-Security-Policy": f"default-src 'none'; img-src {control}; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Answer(status, html.encode("utf-8", "replace"), headers, "text/html; charset=utf-8")
