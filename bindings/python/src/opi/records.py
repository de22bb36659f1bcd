"""What the library hands out, with a type for each field. Made by `make generate` from api/opi-api.json; do not edit."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Optional

from . import _values as values
from . import names
from ._records import NamedFields, Record
from .money import Money

__all__ = [
    "Contradiction",
    "Delivery",
    "DisplayText",
    "ErrorFields",
    "Evidence",
    "JournalEntry",
    "Question",
    "Receipt",
    "RecoveredFields",
    "ResultFields",
]


class ResultFields(NamedFields):
    """How a request ended: its verdict, everything the terminal said, the receipts."""

    @property
    def verdict(self) -> names.Verdict:
        """approved, declined, aborted, refused, not_sent or unknown."""
        return names.Verdict(self._number("verdict"))

    @property
    def status(self) -> names.Status:
        """Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET."""
        return names.Status(self._number("status"))

    @property
    def money_moved(self) -> names.MoneyMoved:
        """May money have moved: no, possibly or yes."""
        return names.MoneyMoved(self._number("money"))

    @property
    def message(self) -> Optional[str]:
        """What happened, in words, unless approved."""
        return self.get("message")

    @property
    def advice(self) -> Optional[str]:
        """What to do next, in words, unless approved."""
        return self.get("advice")

    @property
    def decline_reason(self) -> Optional[str]:
        """Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number."""
        return self.get("decline_reason")

    @property
    def force_possible(self) -> Optional[bool]:
        """yes when a payment with force_acceptance may help, where the contract allows it (ch)."""
        return values.flag(self.get("force_possible"))

    @property
    def kind(self) -> Optional[names.Kind]:
        """Kind of request, as on the wire."""
        return names.Kind.of(self.get("kind"))

    @property
    def request_id(self) -> Optional[str]:
        """RequestID under which the terminal was asked."""
        return self.get("request_id")

    @property
    def reference(self) -> Optional[str]:
        """The till's own reference, as given."""
        return self.get("reference")

    @property
    def journal_id(self) -> Optional[str]:
        """Number of the request in the journal."""
        return self.get("journal_id")

    @property
    def from_journal(self) -> Optional[bool]:
        """yes: the idempotency key was known, this is the stored outcome, and nothing was sent."""
        return values.flag(self.get("from_journal"))

    @property
    def overall_result(self) -> Optional[str]:
        """OverallResult of the terminal."""
        return self.get("overall_result")

    @property
    def amount(self) -> Optional[Money]:
        """What the terminal charged, decimal major units; may exceed the request (tip). Only when approved."""
        return values.money(self.get("amount"), self.get("currency"))

    @property
    def currency(self) -> Optional[str]:
        """ISO 4217 letters."""
        return self.get("currency")

    @property
    def requested_amount(self) -> Optional[Money]:
        """What the till asked for, decimal major units."""
        return values.money(self.get("requested_amount"), self.get("requested_currency"))

    @property
    def requested_currency(self) -> Optional[str]:
        """ISO 4217 letters of what the till asked for."""
        return self.get("requested_currency")

    @property
    def tip(self) -> Optional[Money]:
        """Tip, decimal major units: what the terminal says, else what exceeds the request."""
        return values.money(self.get("tip"), self.get("currency"))

    @property
    def cashback(self) -> Optional[Money]:
        """Cash handed out, decimal major units."""
        return values.money(self.get("cashback"), self.get("currency"))

    @property
    def donation(self) -> Optional[Money]:
        """Donation, decimal major units (ATS)."""
        return values.money(self.get("donation"), self.get("currency"))

    @property
    def balance(self) -> Optional[Money]:
        """What is left on the card, decimal major units."""
        return values.money(self.get("balance"), self.get("requested_currency"))

    @property
    def dcc_offered(self) -> Optional[bool]:
        """yes when the cardholder was offered a conversion of the currency, or took one."""
        return values.flag(self.get("dcc_offered"))

    @property
    def dcc_accepted(self) -> Optional[bool]:
        """yes or no: whether the cardholder took the conversion; empty when not known."""
        return values.flag(self.get("dcc_accepted"))

    @property
    def dcc_amount(self) -> Optional[Money]:
        """Amount in the cardholder's currency."""
        return values.money(self.get("dcc_amount"), self.get("dcc_currency"))

    @property
    def dcc_currency(self) -> Optional[str]:
        """The cardholder's currency: its code, else its name."""
        return self.get("dcc_currency")

    @property
    def dcc_rate(self) -> Optional[Decimal]:
        """Exchange rate."""
        return values.decimal(self.get("dcc_rate"))

    @property
    def dcc_markup(self) -> Optional[Decimal]:
        """Mark-up in per cent."""
        return values.decimal(self.get("dcc_markup"))

    @property
    def terminal_id(self) -> Optional[str]:
        """TerminalID."""
        return self.get("terminal_id")

    @property
    def stan(self) -> Optional[str]:
        """STAN: the terminal's transaction number, needed to reverse in de."""
        return self.get("stan")

    @property
    def batch(self) -> Optional[str]:
        """TerminalBatch."""
        return self.get("batch")

    @property
    def approval_code(self) -> Optional[str]:
        """ApprovalCode."""
        return self.get("approval_code")

    @property
    def trx_reference(self) -> Optional[str]:
        """TrxReferenceNumber: reference at the acquirer, for refunds in ch."""
        return self.get("trx_reference")

    @property
    def receipt_number(self) -> Optional[str]:
        """ReceiptNumber (de)."""
        return self.get("receipt_number")

    @property
    def card(self) -> Optional[str]:
        """Card number, masked: at most the first six and last four digits."""
        return self.get("card")

    @property
    def card_circuit(self) -> Optional[str]:
        """Brand of the card."""
        return self.get("card_circuit")

    @property
    def card_sequence(self) -> Optional[str]:
        """Sequence number of the card (de)."""
        return self.get("card_sequence")

    @property
    def issue_number(self) -> Optional[str]:
        """Issue number of the card (ATS)."""
        return self.get("issue_number")

    @property
    def entry_method(self) -> Optional[str]:
        """How the card was read, as the terminal calls it: NFC, ..."""
        return self.get("entry_method")

    @property
    def verification_method(self) -> Optional[str]:
        """How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ..."""
        return self.get("verification_method")

    @property
    def card_language(self) -> Optional[str]:
        """Language of the cardholder."""
        return self.get("card_language")

    @property
    def token(self) -> Optional[str]:
        """Token that stands for the card; tokens in the JSON has all of them."""
        return self.get("token")

    @property
    def authorised_at(self) -> Optional[datetime]:
        """Time at the terminal."""
        return values.time(self.get("authorised_at"))

    @property
    def authorisation_type(self) -> Optional[str]:
        """Online, Offline, …"""
        return self.get("authorisation_type")

    @property
    def acquirer(self) -> Optional[str]:
        """AcquirerID."""
        return self.get("acquirer")

    @property
    def acquirer_batch(self) -> Optional[str]:
        """Batch at the acquirer."""
        return self.get("acquirer_batch")

    @property
    def issuer(self) -> Optional[str]:
        """IssuerID."""
        return self.get("issuer")

    @property
    def merchant(self) -> Optional[str]:
        """Merchant contract number."""
        return self.get("merchant")

    @property
    def application_id(self) -> Optional[str]:
        """AID of the chip."""
        return self.get("application_id")

    @property
    def action_code(self) -> Optional[str]:
        """Response code of the host, ISO 8583; 0 is approval."""
        return self.get("action_code")

    @property
    def receipt_copies(self) -> Optional[int]:
        """How many copies to print."""
        return values.number(self.get("receipt_copies"))

    @property
    def capture_reference(self) -> Optional[str]:
        """CaptureReference (ATS)."""
        return self.get("capture_reference")

    @property
    def tracking_reference(self) -> Optional[str]:
        """TrackingReference (ATS)."""
        return self.get("tracking_reference")

    @property
    def restriction_codes(self) -> tuple[str, ...]:
        """Products that the card may not pay for, separated by commas (ifsf)."""
        return values.words(self.get("restriction_codes"))

    @property
    def loyalty_approval_code(self) -> Optional[str]:
        """Approval of the loyalty host (ifsf)."""
        return self.get("loyalty_approval_code")

    @property
    def loyalty_amount(self) -> Optional[Decimal]:
        """Loyalty points or their worth (ifsf)."""
        return values.decimal(self.get("loyalty_amount"))

    @property
    def loyalty_points(self) -> Optional[Decimal]:
        """Points after the transaction (ATS)."""
        return values.decimal(self.get("loyalty_points"))

    @property
    def original_kind(self) -> Optional[names.Kind]:
        """Repeated answer: which kind of request it answered."""
        return names.Kind.of(self.get("original_kind"))

    @property
    def original_request_id(self) -> Optional[str]:
        """Repeated answer: RequestID of the request it answered."""
        return self.get("original_request_id")

    @property
    def original_workstation(self) -> Optional[str]:
        """Repeated answer: the till that had asked."""
        return self.get("original_workstation")

    @property
    def original_result(self) -> Optional[str]:
        """Repeated answer: OverallResult of the request it answered."""
        return self.get("original_result")

    @property
    def host_decline_reason(self) -> Optional[str]:
        """HostDeclineReason (ch)."""
        return self.get("host_decline_reason")

    @property
    def terminal_decline_reason(self) -> Optional[str]:
        """TerminalDeclineReason (ch)."""
        return self.get("terminal_decline_reason")

    @property
    def vendor_error_code(self) -> Optional[str]:
        """The vendor's own error number (de)."""
        return self.get("vendor_error_code")

    @property
    def vendor_error_text(self) -> Optional[str]:
        """The vendor's own words for it (de)."""
        return self.get("vendor_error_text")

    @property
    def terminal_status(self) -> Optional[str]:
        """TerminalStatus (ch); the list of values is not public."""
        return self.get("terminal_status")

    @property
    def terminal_sub_status(self) -> Optional[str]:
        """TerminalSubStatus (ch); the list of values is not public."""
        return self.get("terminal_sub_status")

    @property
    def terminal_ip(self) -> Optional[str]:
        """Address of the terminal (ch)."""
        return self.get("terminal_ip")

    @property
    def app_version(self) -> Optional[str]:
        """Version of the payment application (ch, de)."""
        return self.get("app_version")

    @property
    def ep2_merchant_id(self) -> Optional[str]:
        """Merchant identification in ep2 (ch)."""
        return self.get("ep2_merchant_id")

    @property
    def hardware(self) -> Optional[str]:
        """Hardware of the terminal (ch)."""
        return self.get("hardware")

    @property
    def serial_number(self) -> Optional[str]:
        """Serial number of the terminal (ch)."""
        return self.get("serial_number")

    @property
    def configuration_name(self) -> Optional[str]:
        """Name of the terminal's configuration (ch)."""
        return self.get("configuration_name")

    @property
    def configuration_version(self) -> Optional[str]:
        """Version of the terminal's configuration (ch)."""
        return self.get("configuration_version")

    @property
    def card_circuits(self) -> tuple[str, ...]:
        """Brands that the terminal accepts, separated by commas (nl, ch)."""
        return values.words(self.get("card_circuits"))

    @property
    def acquirers(self) -> tuple[str, ...]:
        """Acquirers that the terminal works with, separated by commas (ch)."""
        return values.words(self.get("acquirers"))

    @property
    def diagnosis_result(self) -> Optional[str]:
        """What a diagnosis found, in words (de, ifsf)."""
        return self.get("diagnosis_result")

    @property
    def next_reboot(self) -> Optional[str]:
        """When the terminal restarts (CCV Germany)."""
        return self.get("next_reboot")

    @property
    def submitted_count(self) -> Optional[int]:
        """How many stored transactions were taken (ATS)."""
        return values.number(self.get("submitted_count"))

    @property
    def not_submitted_count(self) -> Optional[int]:
        """How many stored transactions were not taken (ATS)."""
        return values.number(self.get("not_submitted_count"))

    @property
    def private_data(self) -> Optional[str]:
        """Free text that the vendor added."""
        return self.get("private_data")

    @property
    def raw(self) -> Optional[str]:
        """The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked,
        secrets dropped."""
        return self.get("raw")

    @property
    def failed_callbacks(self) -> Optional[int]:
        """How many callbacks of the till failed during the call."""
        return self._count("failed_callbacks")

    @property
    def json(self) -> str:
        """The whole result as one JSON object."""
        return self._text("json")

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The receipts that came during the call, printed or not."""
        return self._records("opi_result_receipt", Receipt)

    @property
    def journal(self) -> tuple[JournalEntry, ...]:
        """The entries of the electronic journal that came during the call."""
        return self._records("opi_result_journal", JournalEntry)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for and against that money moved."""
        return self._records("opi_result_evidence", Evidence)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Pairs of evidence that cannot both be true."""
        return self._records("opi_result_contradiction", Contradiction)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was unusual on the way, in plain words, for the log."""
        return self._texts("opi_result_note")


class RecoveredFields(NamedFields):
    """A request of the journal, and what became of it."""

    @property
    def id(self) -> Optional[str]:
        """Number of the request in the journal; resolving by hand names it."""
        return self.get("id")

    @property
    def verdict(self) -> names.Recovered:
        """approved, not_charged or ask_human."""
        return names.Recovered(self._number("verdict"))

    @property
    def reference(self) -> Optional[str]:
        """The till's own reference, as given."""
        return self.get("reference")

    @property
    def key(self) -> Optional[str]:
        """The idempotency key, as given."""
        return self.get("key")

    @property
    def kind(self) -> Optional[names.Kind]:
        """Kind of request, as on the wire."""
        return names.Kind.of(self.get("kind"))

    @property
    def requested_amount(self) -> Optional[Money]:
        """What the till asked for, decimal major units."""
        return values.money(self.get("requested_amount"), self.get("currency"))

    @property
    def amount(self) -> Optional[Money]:
        """What was charged, decimal major units. Only when approved."""
        return values.money(self.get("amount"), self.get("currency"))

    @property
    def currency(self) -> Optional[str]:
        """ISO 4217 letters."""
        return self.get("currency")

    @property
    def begun_at(self) -> Optional[datetime]:
        """When the till asked, local time."""
        return values.time(self.get("begun_at"))

    @property
    def request_id(self) -> Optional[str]:
        """RequestID under which the terminal was asked."""
        return self.get("request_id")

    @property
    def terminal(self) -> Optional[str]:
        """Host and port of the terminal."""
        return self.get("terminal")

    @property
    def workstation(self) -> Optional[str]:
        """WorkstationID of the till."""
        return self.get("workstation")

    @property
    def terminal_id(self) -> Optional[str]:
        """TerminalID."""
        return self.get("terminal_id")

    @property
    def stan(self) -> Optional[str]:
        """STAN: the terminal's transaction number."""
        return self.get("stan")

    @property
    def approval_code(self) -> Optional[str]:
        """ApprovalCode."""
        return self.get("approval_code")

    @property
    def trx_reference(self) -> Optional[str]:
        """TrxReferenceNumber: reference at the acquirer."""
        return self.get("trx_reference")

    @property
    def card(self) -> Optional[str]:
        """Card number, its last four digits."""
        return self.get("card")

    @property
    def card_circuit(self) -> Optional[str]:
        """Brand of the card."""
        return self.get("card_circuit")

    @property
    def authorised_at(self) -> Optional[datetime]:
        """Time at the terminal."""
        return values.time(self.get("authorised_at"))

    @property
    def reason(self) -> Optional[str]:
        """Why the verdict is what it is."""
        return self.get("reason")

    @property
    def advice(self) -> Optional[str]:
        """What to do next, in words."""
        return self.get("advice")

    @property
    def ask_again(self) -> Optional[bool]:
        """yes: recovering again later may find out."""
        return values.flag(self.get("ask_again"))

    @property
    def settled_by(self) -> Optional[names.SettledBy]:
        """Who settled it."""
        return names.SettledBy.of(self.get("settled_by"))

    @property
    def settled_at(self) -> Optional[datetime]:
        """When it was settled, local time."""
        return values.time(self.get("settled_at"))

    @property
    def who(self) -> Optional[str]:
        """The person who resolved it by hand."""
        return self.get("who")

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Its receipts, those found during recovery included."""
        return self._records("opi_recovery_receipt", Receipt)

    @property
    def journal(self) -> tuple[JournalEntry, ...]:
        """Its entries of the electronic journal, those found during recovery included."""
        return self._records("opi_recovery_journal", JournalEntry)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for and against that money moved."""
        return self._records("opi_recovery_evidence", Evidence)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Pairs of evidence that cannot both be true."""
        return self._records("opi_recovery_contradiction", Contradiction)


class Receipt(Record):
    """A receipt."""

    @property
    def role(self) -> names.Role:
        """For whom it is."""
        return names.Role(self._number("role"))

    @property
    def target(self) -> str:
        """The name of the device on the wire, such as CashierDisplay; may be empty."""
        return self._text("target")

    @property
    def text(self) -> str:
        """Its lines, exactly as the terminal sent them."""
        return self._text("text")

    @property
    def acknowledged(self) -> Optional[bool]:
        """Was the terminal told that it is in safe hands?"""
        return self._flag("acknowledged")


class JournalEntry(NamedFields):
    """An entry of the electronic journal."""

    @property
    def terminal(self) -> Optional[str]:
        """Terminal identification."""
        return self.get("terminal")

    @property
    def merchant(self) -> Optional[str]:
        """Merchant identification."""
        return self.get("merchant")

    @property
    def shop(self) -> Optional[str]:
        """Name and address of the shop, a line each."""
        return self.get("shop")

    @property
    def transaction(self) -> Optional[str]:
        """Transaction number of the terminal."""
        return self.get("transaction")

    @property
    def service(self) -> Optional[str]:
        """PURCHASE, ..."""
        return self.get("service")

    @property
    def time(self) -> Optional[datetime]:
        """Local time at the terminal."""
        return values.time(self.get("time"))

    @property
    def approval_code(self) -> Optional[str]:
        """Approval code."""
        return self.get("approval_code")

    @property
    def amount(self) -> Optional[Money]:
        """What was charged, decimal major units."""
        return values.money(self.get("amount"), self.get("currency"))

    @property
    def currency(self) -> Optional[str]:
        """ISO 4217 letters."""
        return self.get("currency")

    @property
    def detailed_amount(self) -> Optional[Money]:
        """Amount without additions, decimal major units."""
        return values.money(self.get("detailed_amount"), self.get("currency"))

    @property
    def result(self) -> Optional[str]:
        """Result code."""
        return self.get("result")

    @property
    def acquirer(self) -> Optional[str]:
        """Acquirer."""
        return self.get("acquirer")

    @property
    def activation(self) -> Optional[int]:
        """Counter of activations."""
        return values.number(self.get("activation"))

    @property
    def reference(self) -> Optional[str]:
        """Reference at the acquirer."""
        return self.get("reference")

    @property
    def card(self) -> Optional[str]:
        """Card number, masked."""
        return self.get("card")

    @property
    def card_name(self) -> Optional[str]:
        """MC CREDIT, ..."""
        return self.get("card_name")

    @property
    def application_id(self) -> Optional[str]:
        """AID of the chip."""
        return self.get("application_id")

    @property
    def dcc_amount(self) -> Optional[Money]:
        """Amount in the cardholder's currency."""
        return values.money(self.get("dcc_amount"), self.get("dcc_currency"))

    @property
    def dcc_currency(self) -> Optional[str]:
        """The cardholder's currency: its code, else its name."""
        return self.get("dcc_currency")

    @property
    def dcc_rate(self) -> Optional[Decimal]:
        """Exchange rate."""
        return values.decimal(self.get("dcc_rate"))

    @property
    def dcc_markup(self) -> Optional[Decimal]:
        """Mark-up in per cent."""
        return values.decimal(self.get("dcc_markup"))

    @property
    def text(self) -> Optional[str]:
        """The text lines, if it came with any."""
        return self.get("text")


class Evidence(NamedFields):
    """A sign of what became of a request that may move money."""

    @property
    def source(self) -> Optional[names.EvidenceSource]:
        """Where it comes from."""
        return names.EvidenceSource.of(self.get("source"))

    @property
    def says(self) -> Optional[names.EvidenceSays]:
        """What it says."""
        return names.EvidenceSays.of(self.get("says"))

    @property
    def text(self) -> Optional[str]:
        """The same as a sentence."""
        return self.get("text")


class Contradiction(NamedFields):
    """Two pieces of evidence of which one says that money moved, and the other that none did."""

    @property
    def first(self) -> Optional[names.EvidenceSource]:
        """Where the one piece of evidence comes from."""
        return names.EvidenceSource.of(self.get("first"))

    @property
    def second(self) -> Optional[names.EvidenceSource]:
        """Where the other one comes from."""
        return names.EvidenceSource.of(self.get("second"))

    @property
    def text(self) -> Optional[str]:
        """Both as sentences."""
        return self.get("text")


class ErrorFields(Record):
    """What went wrong, whether money may have moved, and what to do next."""

    @property
    def status(self) -> names.Status:
        """What happened: the status that the failed function returned."""
        return names.Status(self._number("code"))

    @property
    def message(self) -> str:
        """What was wrong, and where."""
        return self._text("message")

    @property
    def advice(self) -> str:
        """What the till should do next."""
        return self._text("advice")

    @property
    def money_moved(self) -> names.MoneyMoved:
        """May money have moved?"""
        return names.MoneyMoved(self._number("money"))


class DisplayText(Record):
    """Text to show."""

    @property
    def target(self) -> str:
        """The name of the device on the wire, such as CashierDisplay; may be empty."""
        return self._text("target")

    @property
    def text(self) -> str:
        """All lines in one text, separated by line feeds, exactly as the terminal sent them."""
        return self._text("text")

    @property
    def for_customer(self) -> Optional[bool]:
        """For the customer, not for the cashier?"""
        return self._flag("for_customer")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines; an empty one is a blank line."""
        return self._texts("opi_device_request_line")


class Question(Record):
    """A question to the cashier."""

    @property
    def prompt(self) -> names.Prompt:
        """What kind of answer it wants."""
        return names.Prompt(self._number("prompt_kind"))

    @property
    def command(self) -> str:
        """The name of its command on the wire, such as GetConfirmation."""
        return self._text("command")

    @property
    def text(self) -> str:
        """All lines in one text, separated by line feeds, exactly as the terminal sent them."""
        return self._text("text")

    @property
    def min_length(self) -> Optional[int]:
        """The least number of characters of an answer."""
        return self._count("min_length")

    @property
    def max_length(self) -> Optional[int]:
        """The greatest number of characters of an answer."""
        return self._count("max_length")

    @property
    def decimals(self) -> Optional[int]:
        """The number of decimals of an amount."""
        return self._count("decimals")

    @property
    def timeout(self) -> Optional[timedelta]:
        """Until when the terminal waits for the answer."""
        return values.duration(self._count("timeout_seconds"), values.SECOND)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines; an empty one is a blank line."""
        return self._texts("opi_device_request_line")


class Delivery(Record):
    """Goods to hand out."""

    @property
    def target(self) -> str:
        """The name of the device on the wire, such as CashierDisplay; may be empty."""
        return self._text("target")

    @property
    def text(self) -> str:
        """All lines in one text, separated by line feeds, exactly as the terminal sent them."""
        return self._text("text")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines; an empty one is a blank line."""
        return self._texts("opi_device_request_line")
