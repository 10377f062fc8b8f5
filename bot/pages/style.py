"""How the public page of posts looks, in light and dark."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#595959;--line:#d0d0d0;--paper:#f3f3f1;--card:#fff;--link:#0b57a4}
@media (prefers-color-scheme:dark){
:root{--ink:#ececec;--soft:#b0b0b0;--line:#4a4a4a;--paper:#161616;--card:#222;--link:#8ab8f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:1rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--ink)}
h2 time{display:inline-block}
h2 time::first-letter{text-transform:uppercase}
a{color:var(--link)}
a:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}
fieldset{border:1px solid var(--line);border-radius:.4rem;margin:1rem 0 0;padding:.4rem .8rem;
display:flex;flex-wrap:wrap;gap:.1rem 1.2rem}
legend{color:var(--soft);padding:0 .3rem}
label{padding:.4rem 0}
article{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.7rem .9rem;margin:0 0 .8rem}
article p{margin:0}
.from{color:var(--soft);font-size:.875rem;display:flex;flex-wrap:wrap;gap:0 .9rem}
.from time{color:var(--ink);font-weight:600}
.text{white-space:pre-wrap;margin:.5rem 0;unicode-bidi:isolate}
article .back{margin:.5rem 0 0;font-style:italic;color:var(--soft)}
article a{font-size:.875rem}
@media print{body{max-width:none}fieldset{display:none}article{break-inside:avoid}}
"""
