from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.withdrawal_codes import BITS, find, read, written

NUMBERS = st.integers(0, 2**BITS - 1)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DASHES = ("-", " - ", "–", "—", " ", "", "\u2011", "  ")


@given(NUMBERS)
def test_a_code_is_two_groups_of_four_without_letters_that_look_alike(number: int) -> None:
    code = written(number)
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code) <= set(ALPHABET + "-")
    assert not set(code) & set("ILOU")


@given(NUMBERS)
def test_what_is_written_is_read(number: int) -> None:
    assert read(written(number)) == number


@given(NUMBERS, st.sampled_from(DASHES), st.sampled_from(["lower", "upper"]), st.integers(0, 255))
def test_case_spaces_dashes_and_letters_of_another_keyboard_are_forgiven(
    number: int, dash: str, case: str, swaps: int
) -> None:
    code = written(number).replace("-", dash)
    for bit, (symbol, typed) in enumerate(
        [("0", "O"), ("1", "I"), ("A", "А"), ("C", "С"), ("E", "Е"), ("H", "Н"), ("T", "Т"), ("X", "Х")]
    ):
        if swaps >> bit & 1:
            code = code.replace(symbol, typed)
    assert read(code.lower() if case == "lower" else code) == number


@pytest.mark.parametrize(
    ("symbol", "typed"),
    [
        *(("0", zero) for zero in "OoОоΟο０"),
        *(("1", one) for one in "IiLlІіΙι|１"),
        *zip("1JABEKMHPCTXYS3", "ӀЈАВЕКМНРСТХУЅЗ", strict=True),
    ],
)
def test_each_letter_that_is_typed_for_a_symbol_is_read_as_it(symbol: str, typed: str) -> None:
    code = next(code for code in map(written, range(31, 2**BITS, 2**29 + 12_345)) if symbol in code)
    assert read(code.replace(symbol, typed)) == read(code)
    assert read(code) is not None


@given(NUMBERS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(number: int, place: int, symbol: str) -> None:
    code = written(number).replace("-", "")
    wrong = code[:place] + symbol + code[place + 1 :]
    assert read(wrong) == (number if wrong == code else None)


@given(NUMBERS, st.integers(0, 7), st.integers(0, 7))
def test_two_swapped_symbols_are_noticed(number: int, one: int, other: int) -> None:
    symbols = list(written(number).replace("-", ""))
    symbols[one], symbols[other] = symbols[other], symbols[one]
    swapped = "".join(symbols)
    assert read(swapped) == (number if swapped == written(number).replace("-", "") else None)


@pytest.mark.parametrize("number", [-1, 2**BITS])
def test_a_number_that_does_not_fit_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="35 bits"):
        written(number)


@pytest.mark.parametrize("text", ["", "ABCD", "ABCD-EFG", "ABCD-EFGHJ", "UUUU-UUUU", "ABCD-EFG!", "🙂🙂🙂🙂-🙂🙂🙂🙂"])
def test_what_is_no_code_is_not_read(text: str) -> None:
    assert read(text) is None


@given(NUMBERS)
def test_a_code_with_its_dash_is_found_in_running_text(number: int) -> None:
    code = written(number)
    assert find(f"Bonjour, mon code est {code.lower()}. Merci") == number
    assert find(f"/withdraw {code}") == number
    assert find(f"x{code}") is None
    assert find(f"{code}7") is None


@given(NUMBERS)
def test_without_its_dash_it_is_found_alone_on_a_line_if_it_has_a_digit(number: int) -> None:
    code = written(number).replace("-", " ")
    digit = any(symbol.isdigit() for symbol in code)
    assert find(f"Bonjour\n {code} \nMerci") == (number if digit else None)
    assert find(f"my code {code} please") is None


def test_names_of_cities_are_no_codes() -> None:
    for city in ("Cape Town", "Grenoble", "Bordeaux", "Canberra", "Frankfurt", "Нант", "Le Havre", "Saint-Denis"):
        assert find(city) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for number in (read(text), find(text)):
        assert number is None or 0 <= number < 2**BITS
