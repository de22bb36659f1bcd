"""Amounts: Decimal outside, minor units inside."""

from __future__ import annotations

import itertools
import socket
import string
from decimal import Decimal

import opi
import pytest
from harness import proves
from opi._library import library
from opi._money import decimals, major_units, minor_units


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
        assert minor_units(Decimal(text), currency) == minor
        assert major_units(minor, currency) == Decimal(text)


@proves("money")
def test_what_would_be_cut_off_is_refused() -> None:
    for text, currency in (("12.505", "CHF"), ("0.1", "JPY"), ("92233720368547758.08", "CHF"), ("1E+30", "CHF")):
        with pytest.raises(ValueError):
            minor_units(Decimal(text), currency)


@proves("money")
def test_every_currency_has_the_decimals_the_library_gives_it() -> None:
    functions = library()
    request = functions.opi_request_new(opi.Kind.CARD_PAYMENT)
    codes = [
        code
        for code in map("".join, itertools.product(string.ascii_uppercase, repeat=3))
        if functions.opi_request_set_amount(request, 1, code.encode(), None) == opi.Status.OK
    ]
    functions.opi_request_free(request)
    assert len(codes) > 150 and {"CHF", "EUR", "JPY", "KWD"} < set(codes)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    wrong = []
    with opi.Terminal(f"opi://127.0.0.1:{port}?listen=127.0.0.1:0") as terminal:
        for code in codes:
            one = major_units(1, code)
            with pytest.raises(opi.NotSent) as caught:
                terminal.pay(one, code)
            assert caught.value.result is not None
            said = caught.value.result.get("requested_amount")
            if said != format(one, "f"):
                wrong.append((code, decimals(code), said))
    assert wrong == []
