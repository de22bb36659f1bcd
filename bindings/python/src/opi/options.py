"""Options as keyword arguments. Made by `make generate` from api/opi-api.json; do not edit."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypedDict, Union

from . import _texts as texts
from . import names
from ._texts import Form

__all__ = ["DialectSettings", "RequestOptions", "UrlOptions"]


class RequestOptions(TypedDict, total=False):
    """Options of a request; amounts are parts of its amount, in its currency."""

    reference: str
    """The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect
    means it so (ch, de). Form: 1 to 20 letters, digits, '_' or '-'. Default: none."""
    key: str
    """Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs
    the journal; not on the wire. Form: 1 to 64 printable characters. Default: none."""
    although_unresolved: bool
    """Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the
    wire. Default: no."""
    clerk: str
    """ClerkID: the cashier. Form: 1 to 16 letters or digits. Default: none."""
    shift: int
    """ShiftNumber: separates totals by shift. Form: whole number. Default: none."""
    language: str
    """Language of displays and receipts of this request. Form: two letters, ISO 639-1. Default: the language of the
    URL."""
    transaction_number: int
    """TransactionNumber: the till's own number of the sale. Form: whole number. Default: none. Dialects: de, ifsf."""
    stan: str
    """STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result. Form:
    digits, leading zeros count. Default: none. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
    CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint."""
    original_terminal: str
    """TerminalID of the earlier transaction. Form: text, 1 to 32 characters. Default: none. Dialects: de, ifsf.
    With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
    TicketReprint."""
    original_batch: str
    """TerminalBatch of the earlier transaction. Form: text, 1 to 32 characters. Default: none. Dialects: de, ifsf.
    With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
    TicketReprint."""
    original_time: datetime
    """Time of the earlier transaction. Default: none. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
    CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint."""
    trx_reference: str
    """On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Form: text, 1 to 32
    characters. Default: none. Dialects: ch, nl. With: PaymentRefund, CaptureReservation, CancelReservation."""
    cashback: Decimal
    """Cash handed to the customer; the amount of the request is the total. Default: none. Dialects: ch, ifsf. With:
    CardPayment."""
    card_circuits: Union[list[str], tuple[str, ...]]
    """Restricts the payment to these brands. Form: codes separated by commas, e.g. VISA,ECMC,TWNT. Default: every
    brand. Dialects: ch, nl, ifsf."""
    force_acceptance: bool
    """Accept although the host cannot be reached, only where the contract allows it. See the result field
    force_possible. Default: no. Dialects: ch. With: CardPayment."""
    approval_code: str
    """Approval code obtained by voice. Form: text, 1 to 32 characters. Default: none. Dialects: ch, nl."""
    request_token: bool
    """Ask for a card token. Default: no. Dialects: ch, nl."""
    request_transaction_information: bool
    """Ask for more transaction data in the answer. Default: no. Dialects: ch, nl."""
    request_receipt_header: bool
    """Ask for the receipt header. Default: no. Dialects: ch, nl."""
    diagnosis_method: names.DiagnosisMethod
    """What a Diagnosis looks at. Default: none. Dialects: de, ifsf. With: Diagnosis."""
    tip: Decimal
    """The part of the amount that is a tip. Default: none. Dialects: ifsf. With: CardPayment, CardFinancialAdvice."""
    card_circuits_denied: Union[list[str], tuple[str, ...]]
    """Every brand but these. Form: codes separated by commas, e.g. AMEX,JCB. Default: none. Dialects: ch, nl, ifsf."""
    clerk_permission: names.ClerkPermission
    """ClerkPermission: what the cashier may do. Default: none. Dialects: de, ifsf."""
    manual_pan: bool
    """ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Default: no. Dialects: de,
    ifsf."""
    preselected_card: bool
    """UsePreselectedCard: the card that was read before (CCV Germany). Default: no. Dialects: de."""
    last_receipt: str
    """LastReceiptNumber: the receipt that the till took last (older CCV Germany). Form: text, 1 to 32 characters.
    Default: none. Dialects: de. With: CardPayment, PaymentReversal."""
    private_data: str
    """PrivateData as text, such as type=initialise with an Administration (CCV Germany). Form: text, 1 to 1024
    characters. Default: none."""
    agent: names.Agent
    """Kind of business of an OnlineAgent. Default: none. Dialects: de, ifsf. With: OnlineAgent."""
    message_pair: names.MessagePair
    """The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair. Default: the
    kind's own. Dialects: ifsf. With: RepeatLastMessage, TicketReprint."""
    service_level: str
    """ServiceLevel (forecourt). Form: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    outdoor_position: int
    """OutdoorPosition: the pump (forecourt). Form: whole number. Default: none. Dialects: ifsf."""
    store_id: str
    """StoreID: the shop (EFTLink). Form: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    merchant_reference: str
    """MerchantReference for the acquirer. Form: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    sale_items: str
    """The lines of the sale. Amounts and prices in decimal major units, e.g. product=30&amount=12.50&text=Diesel.
    Form: lines separated by ';', each product=…&amount=… and, if wanted, quantity, unit, price, tax, text;
    percent-encoded. Default: none. Dialects: ifsf."""
    loyalty: bool
    """LoyaltyFlag: the sale takes part in a loyalty programme. Default: no. Dialects: ifsf."""
    loyalty_amount: Decimal
    """LoyaltyAmount: points, or their worth. Form: number, such as 120 or 12.50. Default: none. Dialects: ifsf."""
    loyalty_card: str
    """Number of a loyalty card that the till read. Form: 8 to 24 digits. Default: none. Dialects: ifsf. Card data:
    sent, never given back, logged or stored."""
    card_pan: str
    """Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS. Form: 8 to
    19 digits. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or stored."""
    card_expiry: str
    """Expiry date of the card of card_pan. Form: four digits, YYMM. Default: none. Dialects: ifsf. Card data: sent,
    never given back, logged or stored."""
    card_track2: str
    """Second track of a card that the till read. Puts the till into the scope of PCI DSS. Form: second track, up to
    40 characters. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or stored."""


class UrlOptions(TypedDict, total=False):
    """Options of a terminal URL."""

    dialect: names.Dialect
    """The terminal's family: it decides ports, receipts, session and abort. Default: ch."""
    model: names.Model
    """The terminal model (ch): what it is known to lack is refused before anything is sent. Default: no model: what
    the dialect says."""
    variant: names.Variant
    """The maker of the terminal's software: ports, aborts and login differ. Default: no variant: what the dialect
    says."""
    dialect_file: Union[str, os.PathLike[str]]
    """Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the settings.
    Form: path of a TOML file. Default: no file."""
    workstation: str
    """WorkstationID: the name of this till. Two tills at one terminal need two names. Form: text, 1 to 32
    characters. Default: 1."""
    listen: str
    """Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4 and IPv6.
    Terminals of one process may share it. Port 0 takes a free one. Form: PORT or ADDRESS:PORT. Default: all
    addresses, the dialect's port (4102 in ch and nl, 20007 in de and ifsf)."""
    connect: timedelta
    """How long to wait for the connection to the terminal. Default: 3000."""
    idle: timedelta
    """How long the terminal may be silent on both channels while a request runs. A question to the cashier stops the
    clock. Default: 90000."""
    hard: timedelta
    """How long a request may take in all, from the connection to the verdict. A callback of the till that is running
    is never cut off. Default: 300000."""
    abort: timedelta
    """How long to wait for the outcome after the library itself aborted a request that took too long. Part of
    hard_ms. Default: 10000."""
    abort_spacing: timedelta
    """Least time between two AbortRequests; there are at most three. Default: 1500."""
    ask_again: timedelta
    """How long recovery waits between two questions to a busy terminal, and from a request to the first question
    about it. Default: 3000."""
    recover_time: timedelta
    """How long a recovery may take in all; what it did not get to is listed as the journal knows it. Default:
    300000."""
    max_papers: int
    """Most receipts and journal entries taken for one request; then it is aborted, and those beyond are refused.
    Form: number, 1 to 10000. Default: 256."""
    max_paper_bytes: int
    """The same in bytes. Form: bytes, 4096 to 268435456. Default: 8388608."""
    language: str
    """Language of displays and receipts, where the request names none. Form: two letters, ISO 639-1. Default: de."""
    sender: str
    """ApplicationSender: the name of the till's software (de, ifsf). Form: text, 1 to 32 characters. Default:
    libopi."""
    pop_id: str
    """POPID: the payment point (de, ifsf). Form: text, 1 to 32 characters. Default: 001."""
    customer_receipt: names.ReceiptPlace
    """Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide). Default: till."""
    merchant_receipt: names.ReceiptPlace
    """Who prints the merchant's copy (ch, nl). Default: till."""
    electronic_journal: names.JournalTaker
    """Whether the till wants the electronic journal (ch, nl). Default: till."""
    journal: Union[str, os.PathLike[str]]
    """The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps other
    programs of this machine away from the terminal. Form: path of a file, or none. Default: libopi/journal.db
    where this user's programs keep their state, or $OPI_JOURNAL."""
    recover: names.Recover
    """When unresolved requests are looked into: only when the till calls recover, or also when the terminal is
    opened. Default: call."""
    acknowledge: names.Acknowledge
    """Who says that the till knows an outcome: the till itself, or the library as soon as it has returned it.
    Default: till."""
    keep: timedelta
    """How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever. Default:
    400."""
    adopt_journal: bool
    """Take over a journal that was written on another machine, e.g. after the till's disk was moved. Default: no."""
    max_frame: int
    """Longest message accepted from a terminal. Form: bytes, 4096 to 16777216. Default: 1048576."""


class DialectSettings(TypedDict, total=False):
    """Settings of a dialect, each different from the dialect's own."""

    terminal_port: int
    """Where terminals listen for requests, unless the URL names a port. Form: port."""
    listen_port: int
    """Where the till listens for device requests, unless the URL says `listen`. Form: port."""
    customer_printer: str
    """The device on which the customer's receipt comes. Form: name of a device."""
    merchant_printer: str
    """The device on which the merchant's receipt comes. Form: name of a device."""
    session_open: names.Kind
    """Opens a session."""
    session_close: names.Kind
    """Closes a session."""
    close_day: names.Kind
    """Closes the day."""
    status: names.Kind
    """Asks for the terminal's state."""
    abort_connection: names.AbortConnection
    """The connection an abort travels on."""
    abort_message: names.AbortMessage
    """The message pair of an abort."""
    abort_names_request: bool
    """Does an abort name the request in ReferenceNumber?"""
    reversal: names.Reversal
    """What a reversal undoes: the last transaction, or the one with a STAN."""
    callback_ids: names.CallbackIds
    """Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own."""
    announces_printers: bool
    """Do card requests say where receipts go?"""
    announces_to_services: bool
    """Do service requests say it too?"""
    names_sender: bool
    """Do requests carry ApplicationSender and POPID?"""
    reference: names.Reference
    """What ReferenceNumber holds: the merchant's reference, or something else."""
    timed_out: names.TimedOut
    """What TimedOut without a sign of an authorisation means for money."""
    login_data: names.LoginData
    """What a login tells the terminal in PrivateData: nothing, or which receipts the till prints."""
    capture_verb: str
    """Captures a reservation. **Unverified**: what ch takes is not public; this is the family's name for it. Form:
    RequestType."""
    cancel_verb: str
    """Cancels a reservation. **Unverified**: what ch takes is not public; this is the family's name for it. Form:
    RequestType."""
    allow: Union[list[str], tuple[str, ...]]
    """What this terminal can do beyond its row. Form: names of request kinds or options, separated by commas."""
    refuse: Union[list[str], tuple[str, ...]]
    """What this terminal must not be asked. Form: names of request kinds or options, separated by commas."""


# How each is given to the library.

REQUEST_FORMS = {
    "reference": Form("reference", texts.text),
    "key": Form("key", texts.text),
    "although_unresolved": Form("although_unresolved", texts.flag),
    "clerk": Form("clerk", texts.text),
    "shift": Form("shift", texts.number),
    "language": Form("language", texts.text),
    "transaction_number": Form("transaction_number", texts.number),
    "stan": Form("stan", texts.text),
    "original_terminal": Form("original_terminal", texts.text),
    "original_batch": Form("original_batch", texts.text),
    "original_time": Form("original_time", texts.time),
    "trx_reference": Form("trx_reference", texts.text),
    "cashback": Form("cashback", texts.minor_units, in_currency=True),
    "card_circuits": Form("card_circuits", texts.words),
    "force_acceptance": Form("force_acceptance", texts.flag),
    "approval_code": Form("approval_code", texts.text),
    "request_token": Form("request_token", texts.flag),
    "request_transaction_information": Form("request_transaction_information", texts.flag),
    "request_receipt_header": Form("request_receipt_header", texts.flag),
    "diagnosis_method": Form("diagnosis_method", texts.word),
    "tip": Form("tip", texts.minor_units, in_currency=True),
    "card_circuits_denied": Form("card_circuits_denied", texts.words),
    "clerk_permission": Form("clerk_permission", texts.word),
    "manual_pan": Form("manual_pan", texts.flag),
    "preselected_card": Form("preselected_card", texts.flag),
    "last_receipt": Form("last_receipt", texts.text),
    "private_data": Form("private_data", texts.text),
    "agent": Form("agent", texts.word),
    "message_pair": Form("message_pair", texts.word),
    "service_level": Form("service_level", texts.text),
    "outdoor_position": Form("outdoor_position", texts.number),
    "store_id": Form("store_id", texts.text),
    "merchant_reference": Form("merchant_reference", texts.text),
    "sale_items": Form("sale_items", texts.text),
    "loyalty": Form("loyalty", texts.flag),
    "loyalty_amount": Form("loyalty_amount", texts.decimal),
    "loyalty_card": Form("loyalty_card", texts.text),
    "card_pan": Form("card_pan", texts.text),
    "card_expiry": Form("card_expiry", texts.text),
    "card_track2": Form("card_track2", texts.text),
}

URL_FORMS = {
    "dialect": Form("dialect", texts.word),
    "model": Form("model", texts.word),
    "variant": Form("variant", texts.word),
    "dialect_file": Form("dialect_file", texts.path),
    "workstation": Form("workstation", texts.text),
    "listen": Form("listen", texts.text),
    "connect": Form("connect_ms", texts.milliseconds),
    "idle": Form("idle_ms", texts.milliseconds),
    "hard": Form("hard_ms", texts.milliseconds),
    "abort": Form("abort_ms", texts.milliseconds),
    "abort_spacing": Form("abort_spacing_ms", texts.milliseconds),
    "ask_again": Form("ask_again_ms", texts.milliseconds),
    "recover_time": Form("recover_ms", texts.milliseconds),
    "max_papers": Form("max_papers", texts.number),
    "max_paper_bytes": Form("max_paper_bytes", texts.number),
    "language": Form("language", texts.text),
    "sender": Form("sender", texts.text),
    "pop_id": Form("pop_id", texts.text),
    "customer_receipt": Form("customer_receipt", texts.word),
    "merchant_receipt": Form("merchant_receipt", texts.word),
    "electronic_journal": Form("electronic_journal", texts.word),
    "journal": Form("journal", texts.path),
    "recover": Form("recover", texts.word),
    "acknowledge": Form("acknowledge", texts.word),
    "keep": Form("keep_days", texts.days),
    "adopt_journal": Form("adopt_journal", texts.flag),
    "max_frame": Form("max_frame", texts.number),
}

SETTING_FORMS = {
    "terminal_port": Form("terminal_port", texts.number),
    "listen_port": Form("listen_port", texts.number),
    "customer_printer": Form("customer_printer", texts.text),
    "merchant_printer": Form("merchant_printer", texts.text),
    "session_open": Form("session_open", texts.word),
    "session_close": Form("session_close", texts.word),
    "close_day": Form("close_day", texts.word),
    "status": Form("status", texts.word),
    "abort_connection": Form("abort_connection", texts.word),
    "abort_message": Form("abort_message", texts.word),
    "abort_names_request": Form("abort_names_request", texts.flag),
    "reversal": Form("reversal", texts.word),
    "callback_ids": Form("callback_ids", texts.word),
    "announces_printers": Form("announces_printers", texts.flag),
    "announces_to_services": Form("announces_to_services", texts.flag),
    "names_sender": Form("names_sender", texts.flag),
    "reference": Form("reference", texts.word),
    "timed_out": Form("timed_out", texts.word),
    "login_data": Form("login_data", texts.word),
    "capture_verb": Form("capture_verb", texts.text),
    "cancel_verb": Form("cancel_verb", texts.text),
    "allow": Form("allow", texts.words),
    "refuse": Form("refuse", texts.words),
}
