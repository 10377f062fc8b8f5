from __future__ import annotations

import pytest

from bot.campaign.problem import Severity
from tests.files.builders import SCHEDULE, Exchange, line, report

WHO = "    warning: yes\n"
ONLY_X = (SCHEDULE, WHO, "    accounts: [x]\n")


def carried_by_nothing(*exchanges: Exchange) -> list[tuple[str, int]]:
    found = [one for one in report(*exchanges).problems if one.code == "carried-by-nothing"]
    assert {one.severity for one in found} <= {Severity.NOTE}
    return [(str(one.args["key"]), one.place.line) for one in found]


@pytest.mark.parametrize("wish", ["silent: yes", "visibility: unlisted", "visibility: {public: fr}"])
def test_what_the_files_defaults_wish_is_meant_for_its_other_entries(wish: str) -> None:
    defaults = (SCHEDULE, "posts:\n", f"defaults:\n  {wish}\nposts:\n")
    assert carried_by_nothing(ONLY_X, defaults) == []


@pytest.mark.parametrize("key", ["silent: yes", "visibility: unlisted"])
def test_what_an_entry_wishes_itself_is_noted_beside_defaults_that_wish_the_same(key: str) -> None:
    own = (SCHEDULE, WHO, f"    accounts: [x]\n    {key}\n")
    defaults = (SCHEDULE, "posts:\n", f"defaults:\n  {key.replace(' ', '  ')}\nposts:\n")
    assert carried_by_nothing(own, defaults) == [(key.partition(":")[0], line(f"    {key}", SCHEDULE, own, defaults))]
