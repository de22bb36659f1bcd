"""Amounts: Decimal outside, minor units inside, and the library alone knows the decimals of a currency."""

from __future__ import annotations

import decimal
import socket
from decimal import Decimal
from pathlib import Path

import opi
import pytest
from harness import proves


@proves("money")
def test_there_and_back() -> None:
    for text, currency, minor in (
        ("12.50", "CHF", 1250),
        ("12.5", "chf", 1250),
        ("12", "CHF", 1200),
        ("12.5000", "CHF", 1250),
        ("1250", "JPY", 1250),
        ("1E+3", "JPY", 1000),
        ("0.001", "KWD", 1),
        ("1.2345", "CLF", 12345),
        ("-0.05", "CHF", -5),
        ("0", "CHF", 0),
    ):
        money = opi.Money(Decimal(text), currency)
        assert money.minor_units == minor
        assert opi.Money.of_minor_units(minor, currency) == money


@proves("money")
def test_what_would_be_cut_off_is_refused() -> None:
    for text, currency in (
        ("12.505", "CHF"),
        ("0.1", "JPY"),
        ("92233720368547758.08", "CHF"),
        ("1E+30", "CHF"),
        ("12.50000000000000000000000000000000001", "CHF"),
        ("1E-99", "CHF"),
        ("NaN", "CHF"),
        ("-Infinity", "CHF"),
        ("12.50", "SFR"),
        ("12.50", ""),
        ("12.50", "C\udcff"),
    ):
        with pytest.raises(ValueError):
            _ = opi.Money(Decimal(text), currency).minor_units
    with pytest.raises(ValueError):
        opi.Money.of_minor_units(1250, "SFR")


@proves("money")
def test_the_context_of_the_till_rounds_nothing() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        assert opi.Money(Decimal("1234567.89"), "CHF").minor_units == 123456789
        assert str(opi.Money.of_minor_units(123456789, "CHF")) == "CHF 1234567.89"


@proves("money")
def test_the_library_says_how_many_decimals_a_currency_has() -> None:
    known = {code: opi.currency_decimals(code) for code in ("CHF", "eur", "JPY", "KWD", "CLF", "XYZ", "", "CHFF")}
    assert known == {"CHF": 2, "eur": 2, "JPY": 0, "KWD": 3, "CLF": 4, "XYZ": None, "": None, "CHFF": None}
    package = Path(opi.__file__).parent
    tables = [path.name for path in package.glob("*.py") if "JPY" in path.read_text(encoding="utf-8")]
    assert tables == []


@proves("money")
def test_an_amount_comes_to_the_library_as_it_was_meant() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with opi.Terminal(f"opi://127.0.0.1:{port}?listen=127.0.0.1:0") as terminal:
        for text, currency in (("0.01", "CHF"), ("1", "JPY"), ("0.001", "KWD"), ("0.0001", "CLF"), ("12.50", "EUR")):
            with pytest.raises(opi.NotSent) as caught:
                terminal.pay(Decimal(text), currency)
            assert caught.value.result is not None
            assert caught.value.result.requested_amount == opi.Money(Decimal(text), currency)
