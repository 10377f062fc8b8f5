"""How the wall looks, in light and dark, on a phone and on a desk."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#595959;--line:#d0d0d0;--paper:#f3f3f1;--card:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#b0b0b0;--line:#4a4a4a;--paper:#161616;--card:#222}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:1rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}
ul{list-style:none;margin:0;padding:0}
.counts{display:flex;flex-wrap:wrap;gap:0 1.4rem;color:var(--soft)}
.counts li:first-child{flex-basis:100%;color:var(--ink);font-size:1.25rem;font-weight:600}
.wall{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:1rem;margin:1.2rem 0}
figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:.5rem;overflow:hidden;height:100%}
img{display:block;width:100%;height:auto;aspect-ratio:1;object-fit:contain;background:var(--line)}
figcaption{padding:.4rem .7rem;font-weight:600}
footer{color:var(--soft);border-top:1px solid var(--line);font-size:.9rem}
@media print{body{max-width:none}figure{break-inside:avoid}}
"""
