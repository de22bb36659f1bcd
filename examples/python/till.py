#!/usr/bin/env python3
"""A till: takes one card payment and shows what a cashier would see.

    till.py URL [AMOUNT CURRENCY]
    till.py "opi://192.168.0.60?workstation=lane-1" 12.50 CHF

The display lines, the receipts and the outcome appear as they happen. Ctrl-C is the cashier's abort: the terminal is
asked to stop, and its answer still counts.

Exit code: 0 paid, 1 not paid, 2 unknown or wrong usage.
"""

from __future__ import annotations

import os
import sys
from decimal import Decimal, InvalidOperation
from typing import Optional, Union

import opi

PAID, NOT_PAID, UNKNOWN = 0, 1, 2
SLIP_WIDTH = 32  # what most receipts are set for

# ---- what the cashier sees ------------------------------------------------------------------------------


def style(code: str) -> str:
    return code if sys.stdout.isatty() and "NO_COLOR" not in os.environ else ""


BOLD, DIM, PLAIN = style("\033[1m"), style("\033[2m"), style("\033[0m")


def slip(title: str, lines: list[str]) -> None:
    edge = "─" * (SLIP_WIDTH + 4)
    print(f"\n  ╭─ {BOLD}{title}{PLAIN} {edge[len(title) + 3:]}╮")
    for line in lines:
        print(f"  │  {line:{SLIP_WIDTH}}  │")
    print(f"  ╰{edge}╯", flush=True)


# ---- the till's devices: called by the library while the payment runs -----------------------------------


def on_display(display: opi.DisplayText) -> None:
    for line in display.lines:
        print(f"  {DIM}▸{PLAIN} {line}", flush=True)


def on_print(receipt: opi.Receipt) -> bool:
    customer = receipt.role is opi.Role.CUSTOMER
    slip("Customer's receipt" if customer else "Merchant's receipt", receipt.text.split("\n"))
    return True  # printed: the terminal may forget it


def on_input(question: opi.Question) -> Union[bool, str, None]:
    print(f"  {BOLD}?{PLAIN} {question.text} [y/n] ", end="", flush=True)
    typed = sys.stdin.readline()
    if not typed:
        return None  # nobody there: the terminal is told so
    if question.prompt in (opi.Prompt.NUMBER, opi.Prompt.TEXT):
        return typed.rstrip("\r\n")
    return typed[:1] in ("y", "Y")


# ---- one payment ---------------------------------------------------------------------------------------------


def show_outcome(result: opi.Result, error: Optional[opi.Error] = None) -> int:
    mark = {opi.Verdict.APPROVED: "✔", opi.Verdict.UNKNOWN: "?"}.get(result.verdict, "✘")
    print(f"\n  {BOLD}{mark} {result.verdict.word}{PLAIN}  {result.amount or ''}".rstrip())
    for label, value in (
        ("tip", result.tip),
        ("card", result.card),
        ("brand", result.card_circuit),
        ("approval code", result.approval_code),
        ("trace number", result.stan),
        ("terminal", result.terminal_id),
        ("reference", result.reference),
    ):
        if value is not None:
            print(f"    {DIM}{label:16}{PLAIN} {value}")
    if not result.approved:
        print(f"    {error.message if error else result.message}")
        print(f"    {error.advice if error else result.advice}")
    return {opi.Verdict.APPROVED: PAID, opi.Verdict.UNKNOWN: UNKNOWN}.get(result.verdict, NOT_PAID)


def settle(payment: opi.Recovery) -> None:
    """A payment of before, perhaps of a till that lost its power."""
    print(f"  {BOLD}! {payment.reference or payment.id}{PLAIN}  {payment.requested_amount}:", end=" ")
    if payment.verdict is opi.Recovered.ASK_HUMAN:
        print(f"nobody knows whether it was paid\n    {payment.advice}")
    else:
        print("was paid" if payment.verdict is opi.Recovered.APPROVED else "was not paid")
        payment.acknowledge()


def take_payment(url: str, amount: Decimal, currency: str) -> int:
    print(f"{BOLD}Payment of {currency} {amount}{PLAIN}\n", flush=True)
    try:
        with opi.Terminal(url, display=on_display, print=on_print, input=on_input) as terminal:
            for payment in terminal.recover():
                settle(payment)
            result = terminal.pay(amount, currency, reference="A1")
            code = show_outcome(result)
            result.acknowledge()  # booked: the journal need not remind us
            return code
    except opi.Error as error:
        # A result says more than the error does, whenever there is one.
        if error.result is not None:
            return show_outcome(error.result, error)
        print(f"till: {error.message} {error.advice}", file=sys.stderr)
        return UNKNOWN


def main(arguments: list[str]) -> int:
    url, amount, currency = (arguments + ["12.50", "CHF"][len(arguments) - 1 :])[:3] if arguments else ("", "", "")
    try:
        return take_payment(url, Decimal(amount), currency)
    except InvalidOperation:
        print("usage: till.py URL [AMOUNT CURRENCY]    e.g. till.py opi://192.168.0.60 12.50 CHF", file=sys.stderr)
        return UNKNOWN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
