from __future__ import annotations

from pathlib import Path

from bot.cli.main import main
from bot.pictures import poster_pdf, poster_png


def test_the_poster_says_what_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text(
        "campaign: Other\nposter: [SAUVEZ, LE PARC]\n"
        "audiences: {all: {language: fr, city: Paris, accounts: [m]}}\n"
        "accounts: {m: {kind: mastodon, server: https://mastodon.example}}\n",
        encoding="utf-8",
    )
    assert main(["--campaign", str(tmp_path), "poster", "--to", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "poster.png").read_bytes() == poster_png(("SAUVEZ", "LE PARC"))


def test_without_a_campaign_it_is_the_shipped_one(tmp_path: Path) -> None:
    assert main(["--campaign", str(tmp_path), "poster", "--to", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "poster.png").read_bytes() == poster_png()
    assert (tmp_path / "out" / "poster.pdf").read_bytes()[:8] == poster_pdf()[:8]
