"""The maker of the gazetteer: what it takes in, and the same bytes from the same input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.photos.cities.gazetteer import Gazetteer
from tests.photos.cities.make_data import key_of, main


def place(number: int, name: str, people: int, *others: str, country: str = "FR") -> dict[str, Any]:
    return {
        "geonameid": number,
        "name": name,
        "countrycode": country,
        "population": people,
        "timezone": "Europe/Paris",
        "admin1code": "11",
        "alternatenames": list(others),
    }


def made(folder: Path, towns: list[dict[str, Any]], small: list[dict[str, Any]]) -> bytes:
    """The file made from these places."""
    for name, places in (("cities15000.json", towns), ("cities1000.json", towns + small)):
        folder.joinpath(name).write_text(json.dumps({str(one["geonameid"]): one for one in places}), encoding="utf-8")
    main(folder, folder / "out.dat")
    return (folder / "out.dat").read_bytes()


PARIS = place(1, "Paris", 2_000_000, "PAR", "Парис", "Փարիզ", "ba li", "Παρίσι", "")


def test_names_are_taken_in_three_scripts_without_codes_transcriptions_and_numbers(tmp_path: Path) -> None:
    names = Gazetteer(made(tmp_path, [PARIS, place(2, "Paris 13", 180_000, "Gobelins")], []))
    assert len(names) == 1
    for known in ("Paris", "Парис", "Փարիզ", "Parigi", "Paryžius"):
        assert [named.town.id for named in names.named(str(key_of(known)))] == [1], known
    for unknown in ("par", "bali", "gobelins"):
        assert names.named(unknown) == ()
    (paris,) = names.named("paris")
    assert (paris.own, paris.familiar) == (True, True)
    (parigi,) = names.named("parigi")
    assert (parigi.own, parigi.familiar) == (False, True)
    (barbarous,) = names.named("parigi")
    assert barbarous.town.region == "11"


def test_smaller_places_are_kept_by_their_own_name_country_and_size(tmp_path: Path) -> None:
    names = Gazetteer(made(tmp_path, [PARIS], [place(3, "Paris", 3_400, "Autre", country="CA")]))
    assert [(small.country, small.population) for small in names.small("paris")] == [("CA", 3_400)]
    assert names.small("autre") == ()
    assert names.countries("canada") == {"CA"}


def test_the_same_input_makes_the_same_bytes(tmp_path: Path) -> None:
    small = [place(3, "Paris", 3_400, country="CA"), place(4, "Lyons", 1_200, country="US")]
    assert made(tmp_path, [PARIS], small) == made(tmp_path, [PARIS], small[::-1])
