"""The names and numbers of opi.h. Made from include/opi.h by generate.py; do not edit."""

from __future__ import annotations

from decimal import Decimal
from typing import Optional, TypedDict, Union

from ._names import Name, Number, StatusNumber


class Status(StatusNumber):
    """How a call ended. The family of the number says whether money may have moved."""

    OK = 0
    """Done. Look at the result's verdict."""
    NULL = -1
    """A pointer that must not be NULL was NULL. Fix the call; nothing was sent."""
    INVALID_ARGUMENT = -2
    """A value is not acceptable. The message names the value and what is accepted."""
    INVALID_UTF8 = -3
    """A text is not valid UTF-8. Convert the text to UTF-8 before the call."""
    UNKNOWN_NAME = -4
    """There is no option, field or request kind of that name or number. The message names the nearest
    one."""
    INVALID_AMOUNT = -5
    """The amount is not acceptable. Give minor units, positive, of an ISO 4217 currency."""
    INVALID_URL = -6
    """The terminal URL cannot be read. Write opi://host[:port]?option=value&option=value."""
    ABI = -7
    """Header and library do not fit. Build against the opi.h of this library version."""
    BUSY = -8
    """Another call is running on this terminal. Wait for it, or cancel it; requests are never queued
    silently."""
    RECURSIVE = -9
    """This call is not allowed inside a callback of the same terminal. Return from the callback first."""
    CLOSED = -10
    """The terminal has been closed. Open it again."""
    UNSUPPORTED = -11
    """This dialect or build cannot do that. The message names the alternative."""
    TIMEOUT = -12
    """The time given to this call is over. Call again, with more time."""
    FORKED = -13
    """The handle belongs to the parent process. Open terminals after fork(), in the process that uses
    them."""
    KEY_MISMATCH = -14
    """The idempotency key was used before for a request with other content. Give every sale a key of its
    own; nothing was sent."""
    NO_JOURNAL = -15
    """This terminal was opened without a journal. Open it without journal=none."""
    RESOLVE = -100
    """The terminal's name cannot be resolved. Check the host in the URL and the name service; nothing was
    sent."""
    CONNECT_REFUSED = -101
    """Nobody listens at the terminal's port. Check the port, and that integrated mode is on in the
    terminal; nothing was sent."""
    CONNECT_TIMEOUT = -102
    """The terminal did not accept the connection in time. Check that it is switched on, and the address
    and firewall; nothing was sent."""
    UNREACHABLE = -103
    """There is no way to the terminal's address. Check network, cable and address; nothing was sent."""
    LISTEN = -104
    """The till's own port for device requests cannot be opened. Stop the program that holds it, or choose
    another port here and in the terminal."""
    CANCELLED_BEFORE_SEND = -105
    """Cancelled before anything was sent. Nothing to do."""
    LOST_BEFORE_SEND = -106
    """The connection broke before the first byte was sent. It is safe to try again."""
    JOURNAL = -107
    """The journal cannot be opened, read or written. Check the path, the rights of the folder and the
    disk; nothing was sent."""
    JOURNAL_CORRUPT = -108
    """The journal's file is damaged or is no journal. Keep the file for support, move it away and compare
    with the terminal's totals; nothing was sent."""
    JOURNAL_VERSION = -109
    """The journal was written by a newer library. Install that version of the library, or choose another
    journal; nothing was changed."""
    JOURNAL_FOREIGN = -110
    """The journal belongs to another machine. Choose another journal, or take this one over with
    adopt_journal=yes; nothing was changed."""
    JOURNAL_LOCKED = -111
    """Another program keeps the journal locked. Close the program that holds the file; nothing was sent."""
    JOURNAL_FULL = -112
    """The disk of the journal is full. Make room on the disk; nothing was sent."""
    JOURNAL_READ_ONLY = -113
    """The journal's file or folder is read-only. Give the till the right to write there, or choose
    another path; nothing was sent."""
    UNRESOLVED = -114
    """An earlier request on this terminal is not resolved, so no new one may be sent. Recover first, or
    resolve it by hand; nothing was sent."""
    TERMINAL_IN_USE = -115
    """Another program on this machine is using the terminal. Close that program; a dead one's place is
    taken at once."""
    CONNECTION_LOST = -200
    """The connection broke after the request was sent. Do not send again. Find out at the terminal or by
    recovery what happened."""
    RESPONSE_TIMEOUT = -201
    """The terminal did not answer in time. Do not send again. Find out at the terminal or by recovery
    what happened."""
    NOT_OPI = -202
    """Something that does not speak OPI answered. Check host and port: it must be the terminal's OPI
    port."""
    FRAME = -203
    """The terminal sent a frame that cannot be right. Do not send again. Check port and terminal
    software."""
    PROTOCOL = -204
    """The terminal's answer cannot be read. Do not send again. Find out at the terminal or by recovery
    what happened."""
    FOREIGN_RESPONSE = -205
    """Only the answer to another request came. Do not send again. Find out at the terminal or by recovery
    what happened."""
    CANCELLED_IN_FLIGHT = -206
    """Cancelled while the terminal was working, and it did not say how it ended. Do not send again. Find
    out at the terminal or by recovery what happened."""
    INCONCLUSIVE = -207
    """The terminal answered, but its answer does not settle whether money moved. Do not send again.
    Compare with the terminal's receipt and totals."""
    INTERNAL_IN_FLIGHT = -208
    """A fault in the library while a request was running. Do not send again. Find out at the terminal
    what happened, then restart the till."""
    PENDING = -209
    """The request with this idempotency key is not resolved yet. Do not send again. Recover, or resolve
    it by hand."""
    TOO_MANY_PAPERS = -210
    """The terminal sent more receipts than the bounds allow, and no answer. Do not send again. Recover;
    raise max_papers or max_paper_bytes only if the terminal really needs it."""
    DECLINED = -300
    """The payment was declined. Tell the customer; another card or cash may do."""
    ABORTED = -301
    """Aborted by cashier or cardholder. Nothing was charged; start again when ready."""
    TERMINAL_TIMED_OUT = -302
    """The terminal waited in vain for card, input or host. Nothing was charged; start again when ready."""
    HOST_UNREACHABLE = -303
    """The terminal could not reach its payment host. Check the terminal's network; try again later."""
    UNKNOWN_CARD = -304
    """The terminal does not know this card. Ask for another card."""
    NOT_CHARGED = -305
    """Recovery found that nothing was charged. Nothing was charged; start again when ready."""
    TERMINAL_BUSY = -310
    """The terminal is busy or not ready; it did not take the request. Wait some seconds, then try again."""
    LOGGED_OUT = -311
    """The terminal is not activated or logged in; it did not take the request. Activate (log in), then
    try again."""
    PRINT_LAST_TICKET = -312
    """The terminal wants its last receipt reprinted first; it did not take the request. Run a reprint,
    print what comes, then try again."""
    REQUEST_REJECTED = -313
    """The terminal could not make sense of the request and did not take it. Check the dialect and the
    options."""
    NOT_SUPPORTED_BY_TERMINAL = -314
    """The terminal does not know this kind of request. Use another way; see docs/dialects.md."""
    INTERNAL = -900
    """A fault in the library. Nothing was sent. Report it; restart the till."""
    POISONED = -901
    """An earlier fault in the library made this handle unusable. Close it and open the terminal again."""


class MoneyMoved(Number):
    """Whether money has moved."""

    NO = 0
    """No money has moved."""
    POSSIBLY = 1
    """Money may have moved: find out before charging again."""
    YES = 2
    """Money has moved."""


class Kind(Number):
    """What a terminal can be asked for."""

    CARD_PAYMENT = 1
    """Card payment."""
    PAYMENT_REFUND = 2
    """Refund to a card."""
    PAYMENT_REVERSAL = 3
    """Reversal: by STAN in de, of the last transaction in ch."""
    CARD_RESERVATION = 4
    """Reservation, a pre-authorisation (ch)."""
    CARD_PRE_AUTHORISATION = 5
    """Pre-authorisation (ifsf)."""
    CARD_FINANCIAL_ADVICE = 6
    """Completion of a pre-authorisation (ifsf)."""
    STORE_VALUE_IN_CARD = 7
    """Load a stored-value card."""
    REFUND_VALUE_FROM_CARD = 8
    """Unload a stored-value card."""
    CARD_PAYMENT_LOYALTY_AWARD = 9
    """Card payment that also awards loyalty points (ifsf)."""
    CAPTURE_RESERVATION = 10
    """Capture a reservation (ch). The name on the wire is a setting of the dialect."""
    CANCEL_RESERVATION = 11
    """Cancel a reservation (ch). The name on the wire is a setting of the dialect."""
    LOYALTY_AWARD = 12
    """Award loyalty points (ifsf)."""
    CARD_PRE_AUTHORISATION_LOYALTY_SWIPE = 13
    """Pre-authorisation that also reads a loyalty card (ifsf)."""
    CARD_FINANCIAL_ADVICE_LOYALTY_AWARD = 14
    """Completion of a pre-authorisation that also awards points (ifsf)."""
    LOYALTY_REDEMPTION = 15
    """Pay with loyalty points (ifsf)."""
    CARD_PAYMENT_LOYALTY_REDEMPTION = 16
    """Card payment, a part of it with loyalty points (ifsf)."""
    PAYMENT_LOYALTY_REVERSAL = 17
    """Reversal of a payment and its loyalty points (ifsf)."""
    PAYMENT_LOYALTY_REFUND = 18
    """Refund of a payment and its loyalty points (ifsf)."""
    LOYALTY_AWARD_REVERSAL = 19
    """Take awarded points back (ifsf)."""
    LOYALTY_REDEMPTION_REVERSAL = 20
    """Give redeemed points back (ifsf)."""
    LOYALTY_POINTS_TRANSFER = 21
    """Move points from one loyalty card to another (ifsf)."""
    CARD_BALANCE_QUERY = 30
    """Balance of a card."""
    CARD_SWIPE = 31
    """Read a card without payment (ifsf)."""
    LOYALTY_SWIPE = 32
    """Read a loyalty card (ifsf)."""
    CARD_ACTIVATE = 33
    """Activate a card (ifsf)."""
    CARD_STOP = 34
    """Block a card (ifsf)."""
    LOYALTY_BALANCE_QUERY = 35
    """Points of a loyalty card (ifsf)."""
    LOYALTY_LINK_CARD = 36
    """Link a loyalty card to a payment card (ifsf)."""
    PIN_CHANGE = 37
    """Change the PIN of a card (ifsf)."""
    TICKET_REPRINT = 40
    """Print the last receipt once more."""
    REPEAT_LAST_MESSAGE = 41
    """Repeat the last answer: what became of the last request."""
    ABORT_REQUEST = 42
    """Abort what is running. Sent by the library when a call is cancelled."""
    LOGIN = 100
    """Open the session (de, ifsf; older ch)."""
    LOGOFF = 101
    """Close the session (de, ifsf; older ch)."""
    ACTIVATE_TERMINAL = 102
    """Activate the terminal (ch, nl)."""
    DEACTIVATE_TERMINAL = 103
    """Deactivate the terminal (ch, nl)."""
    GET_STATUS = 104
    """State of the terminal (ch, nl)."""
    GET_INFO = 105
    """Identity of the terminal (ch, nl); may print a report."""
    DIAGNOSIS = 106
    """Diagnosis (de, ifsf)."""
    CLOSE_DAY = 107
    """Close day: final balance and log-off (ch, nl)."""
    RECONCILIATION = 108
    """Totals without closing (de, ifsf)."""
    RECONCILIATION_WITH_CLOSURE = 109
    """Close day (de, ifsf)."""
    TRANSMIT_TRX = 110
    """Submit stored transactions (ch, nl)."""
    SEND_OFFLINE_TRANSACTIONS = 111
    """Submit stored transactions (ifsf)."""
    CONTACT_TMS = 112
    """Fetch the terminal's configuration (ch, nl)."""
    CONTACT_ACQ = 113
    """Fetch merchant and brand initialisation (ch, nl)."""
    RESTART_TERMINAL = 114
    """Restart the terminal (ch, nl)."""
    GET_CARD_CIRCUITS = 115
    """Card brands the terminal accepts (nl)."""
    ADMINISTRATION = 116
    """Administration (de, ifsf, EFTLink)."""
    ONLINE_AGENT = 117
    """Agent business such as top-ups (ifsf)."""
    GLOBAL_RECONCILIATION = 118
    """Totals of all workstations (ifsf)."""
    GLOBAL_RECONCILIATION_WITH_CLOSURE = 119
    """Close day for all workstations (ifsf)."""
    STATUS_QUERY = 120
    """State of the terminal (CCV Germany; seen in one experimental client only)."""
    INITIALISATION = 121
    """Initialise the terminal (CCV Germany; seen in one experimental client only)."""
    ACTIVATE = 122
    """Activate the terminal (CCV Germany; seen in one experimental client only)."""


class Option(Name):
    """Options of a request."""

    REFERENCE = "reference"
    """The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the
    dialect means it so (ch, de). Value: 1 to 20 letters, digits, '_' or '-'. Default: none."""
    KEY = "key"
    """Idempotency key of the sale: asked for again, the library gives the stored outcome and sends
    nothing. Needs the journal; not on the wire. Value: 1 to 64 printable characters. Default: none."""
    ALTHOUGH_UNRESOLVED = "although_unresolved"
    """Send although an earlier request on this terminal is unresolved; its evidence may be lost by that.
    Not on the wire. Value: yes or no. Default: no."""
    CLERK = "clerk"
    """ClerkID: the cashier. Value: 1 to 16 letters or digits. Default: none."""
    SHIFT = "shift"
    """ShiftNumber: separates totals by shift. Value: whole number. Default: none."""
    LANGUAGE = "language"
    """Language of displays and receipts of this request. Value: two letters, ISO 639-1. Default: the
    language of the URL."""
    TRANSACTION_NUMBER = "transaction_number"
    """TransactionNumber: the till's own number of the sale. Value: whole number. Default: none. Dialects:
    de, ifsf."""
    STAN = "stan"
    """STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's
    result. Value: digits, leading zeros count. Default: none. Dialects: de, ifsf. With: PaymentReversal,
    PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint."""
    ORIGINAL_TERMINAL = "original_terminal"
    """TerminalID of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects:
    de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation,
    CancelReservation, TicketReprint."""
    ORIGINAL_BATCH = "original_batch"
    """TerminalBatch of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects:
    de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation,
    CancelReservation, TicketReprint."""
    ORIGINAL_TIME = "original_time"
    """Time of the earlier transaction. Value: xsd:dateTime. Default: none. Dialects: de, ifsf. With:
    PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
    TicketReprint."""
    TRX_REFERENCE = "trx_reference"
    """On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Value:
    text, 1 to 32 characters. Default: none. Dialects: ch, nl. With: PaymentRefund, CaptureReservation,
    CancelReservation."""
    CASHBACK = "cashback"
    """Cash handed to the customer; the amount of the request is the total. Value: minor units, at most
    the amount. Default: none. Dialects: ch, ifsf. With: CardPayment."""
    CARD_CIRCUITS = "card_circuits"
    """Restricts the payment to these brands. Value: codes separated by commas, e.g. VISA,ECMC,TWNT.
    Default: every brand. Dialects: ch, nl, ifsf."""
    FORCE_ACCEPTANCE = "force_acceptance"
    """Accept although the host cannot be reached, only where the contract allows it. See the result field
    force_possible. Value: yes or no. Default: no. Dialects: ch. With: CardPayment."""
    APPROVAL_CODE = "approval_code"
    """Approval code obtained by voice. Value: text, 1 to 32 characters. Default: none. Dialects: ch, nl."""
    REQUEST_TOKEN = "request_token"
    """Ask for a card token. Value: yes or no. Default: no. Dialects: ch, nl."""
    REQUEST_TRANSACTION_INFORMATION = "request_transaction_information"
    """Ask for more transaction data in the answer. Value: yes or no. Default: no. Dialects: ch, nl."""
    REQUEST_RECEIPT_HEADER = "request_receipt_header"
    """Ask for the receipt header. Value: yes or no. Default: no. Dialects: ch, nl."""
    DIAGNOSIS_METHOD = "diagnosis_method"
    """What a Diagnosis looks at. Value: OnLine, Local, POPInit, POPInitAll or PrinterStatus. Default:
    none. Dialects: de, ifsf. With: Diagnosis."""
    TIP = "tip"
    """The part of the amount that is a tip. Value: minor units, at most the amount. Default: none.
    Dialects: ifsf. With: CardPayment, CardFinancialAdvice."""
    CARD_CIRCUITS_DENIED = "card_circuits_denied"
    """Every brand but these. Value: codes separated by commas, e.g. AMEX,JCB. Default: none. Dialects:
    ch, nl, ifsf."""
    CLERK_PERMISSION = "clerk_permission"
    """ClerkPermission: what the cashier may do. Value: Low, Medium or High. Default: none. Dialects: de,
    ifsf."""
    MANUAL_PAN = "manual_pan"
    """ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Value: yes or
    no. Default: no. Dialects: de, ifsf."""
    PRESELECTED_CARD = "preselected_card"
    """UsePreselectedCard: the card that was read before (CCV Germany). Value: yes or no. Default: no.
    Dialects: de."""
    LAST_RECEIPT = "last_receipt"
    """LastReceiptNumber: the receipt that the till took last (older CCV Germany). Value: text, 1 to 32
    characters. Default: none. Dialects: de. With: CardPayment, PaymentReversal."""
    PRIVATE_DATA = "private_data"
    """PrivateData as text, such as type=initialise with an Administration (CCV Germany). Value: text, 1
    to 1024 characters. Default: none."""
    AGENT = "agent"
    """Kind of business of an OnlineAgent. Value: MobilePhonePrepaid or MobilePhoneAuthorisation. Default:
    none. Dialects: de, ifsf. With: OnlineAgent."""
    MESSAGE_PAIR = "message_pair"
    """The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair.
    Value: card or service. Default: the kind's own. Dialects: ifsf. With: RepeatLastMessage,
    TicketReprint."""
    SERVICE_LEVEL = "service_level"
    """ServiceLevel (forecourt). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    OUTDOOR_POSITION = "outdoor_position"
    """OutdoorPosition: the pump (forecourt). Value: whole number. Default: none. Dialects: ifsf."""
    STORE_ID = "store_id"
    """StoreID: the shop (EFTLink). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    MERCHANT_REFERENCE = "merchant_reference"
    """MerchantReference for the acquirer. Value: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    SALE_ITEMS = "sale_items"
    """The lines of the sale. Amounts and prices in decimal major units, e.g.
    product=30&amount=12.50&text=Diesel. Value: lines separated by ';', each product=...&amount=... and,
    if wanted, quantity, unit, price, tax, text; percent-encoded. Default: none. Dialects: ifsf."""
    LOYALTY = "loyalty"
    """LoyaltyFlag: the sale takes part in a loyalty programme. Value: yes or no. Default: no. Dialects:
    ifsf."""
    LOYALTY_AMOUNT = "loyalty_amount"
    """LoyaltyAmount: points, or their worth. Value: number, such as 120 or 12.50. Default: none.
    Dialects: ifsf."""
    LOYALTY_CARD = "loyalty_card"
    """Number of a loyalty card that the till read. Value: 8 to 24 digits. Default: none. Dialects: ifsf.
    Card data: sent, never given back, logged or stored."""
    CARD_PAN = "card_pan"
    """Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS.
    Value: 8 to 19 digits. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or
    stored."""
    CARD_EXPIRY = "card_expiry"
    """Expiry date of the card of card_pan. Value: four digits, YYMM. Default: none. Dialects: ifsf. Card
    data: sent, never given back, logged or stored."""
    CARD_TRACK2 = "card_track2"
    """Second track of a card that the till read. Puts the till into the scope of PCI DSS. Value: second
    track, up to 40 characters. Default: none. Dialects: ifsf. Card data: sent, never given back, logged
    or stored."""


class Verdict(Number):
    """How a request ended."""

    APPROVED = 1
    """The terminal did it: paid, refunded, reversed, printed, closed ..."""
    DECLINED = 2
    """The terminal or its host said no. Nothing was charged."""
    ABORTED = 3
    """Cashier or cardholder aborted. Nothing was charged."""
    REFUSED = 4
    """The terminal did not take the request: busy, logged out, ... Nothing was charged."""
    NOT_SENT = 5
    """Not a byte of the request left the till. Safe to try again."""
    UNKNOWN = 6
    """Sent, and nobody told how it ended. Never send again; find out."""


class Field(Name):
    """Text fields of a result."""

    VERDICT = "verdict"
    """approved, declined, aborted, refused, not_sent or unknown."""
    STATUS = "status"
    """Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET."""
    MONEY_MOVED = "money_moved"
    """May money have moved: no, possibly or yes."""
    MESSAGE = "message"
    """What happened, in words, unless approved."""
    ADVICE = "advice"
    """What to do next, in words, unless approved."""
    DECLINE_REASON = "decline_reason"
    """Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own
    number."""
    FORCE_POSSIBLE = "force_possible"
    """yes when a payment with force_acceptance may help, where the contract allows it (ch)."""
    KIND = "kind"
    """Kind of request, as on the wire."""
    REQUEST_ID = "request_id"
    """RequestID under which the terminal was asked."""
    REFERENCE = "reference"
    """The till's own reference, as given."""
    JOURNAL_ID = "journal_id"
    """Number of the request in the journal."""
    FROM_JOURNAL = "from_journal"
    """yes: the idempotency key was known, this is the stored outcome, and nothing was sent."""
    OVERALL_RESULT = "overall_result"
    """OverallResult of the terminal."""
    AMOUNT = "amount"
    """What the terminal charged, decimal major units; may exceed the request (tip). Only when approved."""
    CURRENCY = "currency"
    """ISO 4217 letters."""
    REQUESTED_AMOUNT = "requested_amount"
    """What the till asked for, decimal major units."""
    TIP = "tip"
    """Tip, decimal major units: what the terminal says, else what exceeds the request."""
    CASHBACK = "cashback"
    """Cash handed out, decimal major units."""
    DONATION = "donation"
    """Donation, decimal major units (ATS)."""
    BALANCE = "balance"
    """What is left on the card, decimal major units."""
    DCC_OFFERED = "dcc_offered"
    """yes when the cardholder was offered a conversion of the currency, or took one."""
    DCC_ACCEPTED = "dcc_accepted"
    """yes or no: whether the cardholder took the conversion; empty when not known."""
    DCC_AMOUNT = "dcc_amount"
    """Amount in the cardholder's currency."""
    DCC_CURRENCY = "dcc_currency"
    """The cardholder's currency: its code, else its name."""
    DCC_RATE = "dcc_rate"
    """Exchange rate."""
    DCC_MARKUP = "dcc_markup"
    """Mark-up in per cent."""
    TERMINAL_ID = "terminal_id"
    """TerminalID."""
    STAN = "stan"
    """STAN: the terminal's transaction number, needed to reverse in de."""
    BATCH = "batch"
    """TerminalBatch."""
    APPROVAL_CODE = "approval_code"
    """ApprovalCode."""
    TRX_REFERENCE = "trx_reference"
    """TrxReferenceNumber: reference at the acquirer, for refunds in ch."""
    RECEIPT_NUMBER = "receipt_number"
    """ReceiptNumber (de)."""
    CARD = "card"
    """Card number, masked: at most the first six and last four digits."""
    CARD_CIRCUIT = "card_circuit"
    """Brand of the card."""
    CARD_SEQUENCE = "card_sequence"
    """Sequence number of the card (de)."""
    ISSUE_NUMBER = "issue_number"
    """Issue number of the card (ATS)."""
    ENTRY_METHOD = "entry_method"
    """How the card was read, as the terminal calls it: NFC, ..."""
    VERIFICATION_METHOD = "verification_method"
    """How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ..."""
    CARD_LANGUAGE = "card_language"
    """Language of the cardholder."""
    TOKEN = "token"
    """Token that stands for the card; tokens in the JSON has all of them."""
    AUTHORISED_AT = "authorised_at"
    """Time at the terminal."""
    AUTHORISATION_TYPE = "authorisation_type"
    """Online, Offline, ..."""
    ACQUIRER = "acquirer"
    """AcquirerID."""
    ACQUIRER_BATCH = "acquirer_batch"
    """Batch at the acquirer."""
    ISSUER = "issuer"
    """IssuerID."""
    MERCHANT = "merchant"
    """Merchant contract number."""
    APPLICATION_ID = "application_id"
    """AID of the chip."""
    ACTION_CODE = "action_code"
    """Response code of the host, ISO 8583; 0 is approval."""
    RECEIPT_COPIES = "receipt_copies"
    """How many copies to print."""
    CAPTURE_REFERENCE = "capture_reference"
    """CaptureReference (ATS)."""
    TRACKING_REFERENCE = "tracking_reference"
    """TrackingReference (ATS)."""
    RESTRICTION_CODES = "restriction_codes"
    """Products that the card may not pay for, separated by commas (ifsf)."""
    LOYALTY_APPROVAL_CODE = "loyalty_approval_code"
    """Approval of the loyalty host (ifsf)."""
    LOYALTY_AMOUNT = "loyalty_amount"
    """Loyalty points or their worth (ifsf)."""
    LOYALTY_POINTS = "loyalty_points"
    """Points after the transaction (ATS)."""
    ORIGINAL_KIND = "original_kind"
    """Repeated answer: which kind of request it answered."""
    ORIGINAL_REQUEST_ID = "original_request_id"
    """Repeated answer: RequestID of the request it answered."""
    ORIGINAL_WORKSTATION = "original_workstation"
    """Repeated answer: the till that had asked."""
    ORIGINAL_RESULT = "original_result"
    """Repeated answer: OverallResult of the request it answered."""
    HOST_DECLINE_REASON = "host_decline_reason"
    """HostDeclineReason (ch)."""
    TERMINAL_DECLINE_REASON = "terminal_decline_reason"
    """TerminalDeclineReason (ch)."""
    VENDOR_ERROR_CODE = "vendor_error_code"
    """The vendor's own error number (de)."""
    VENDOR_ERROR_TEXT = "vendor_error_text"
    """The vendor's own words for it (de)."""
    TERMINAL_STATUS = "terminal_status"
    """TerminalStatus (ch); the list of values is not public."""
    TERMINAL_SUB_STATUS = "terminal_sub_status"
    """TerminalSubStatus (ch); the list of values is not public."""
    TERMINAL_IP = "terminal_ip"
    """Address of the terminal (ch)."""
    APP_VERSION = "app_version"
    """Version of the payment application (ch, de)."""
    EP2_MERCHANT_ID = "ep2_merchant_id"
    """Merchant identification in ep2 (ch)."""
    HARDWARE = "hardware"
    """Hardware of the terminal (ch)."""
    SERIAL_NUMBER = "serial_number"
    """Serial number of the terminal (ch)."""
    CONFIGURATION_NAME = "configuration_name"
    """Name of the terminal's configuration (ch)."""
    CONFIGURATION_VERSION = "configuration_version"
    """Version of the terminal's configuration (ch)."""
    CARD_CIRCUITS = "card_circuits"
    """Brands that the terminal accepts, separated by commas (nl, ch)."""
    ACQUIRERS = "acquirers"
    """Acquirers that the terminal works with, separated by commas (ch)."""
    DIAGNOSIS_RESULT = "diagnosis_result"
    """What a diagnosis found, in words (de, ifsf)."""
    NEXT_REBOOT = "next_reboot"
    """When the terminal restarts (CCV Germany)."""
    SUBMITTED_COUNT = "submitted_count"
    """How many stored transactions were taken (ATS)."""
    NOT_SUBMITTED_COUNT = "not_submitted_count"
    """How many stored transactions were not taken (ATS)."""
    PRIVATE_DATA = "private_data"
    """Free text that the vendor added."""
    RAW = "raw"
    """The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers
    masked, secrets dropped."""


class ReceiptRole(Number):
    """For whom a receipt is."""

    CUSTOMER = 1
    """The customer's copy of a receipt."""
    MERCHANT = 2
    """The merchant's copy of a receipt."""


class Recovered(Number):
    """What recovery found out about a request."""

    APPROVED = 1
    """The terminal did it: the money has moved. Book it."""
    NOT_CHARGED = 2
    """Nothing was charged."""
    ASK_HUMAN = 3
    """The evidence does not tell: compare receipts and totals, then opi_terminal_resolve()."""


class RecoveryField(Name):
    """Text fields of what recovery found."""

    ID = "id"
    """Number of the request in the journal; resolving by hand names it."""
    VERDICT = "verdict"
    """approved, not_charged or ask_human."""
    REFERENCE = "reference"
    """The till's own reference, as given."""
    KEY = "key"
    """The idempotency key, as given."""
    KIND = "kind"
    """Kind of request, as on the wire."""
    REQUESTED_AMOUNT = "requested_amount"
    """What the till asked for, decimal major units."""
    AMOUNT = "amount"
    """What was charged, decimal major units. Only when approved."""
    CURRENCY = "currency"
    """ISO 4217 letters."""
    BEGUN_AT = "begun_at"
    """When the till asked, local time."""
    REQUEST_ID = "request_id"
    """RequestID under which the terminal was asked."""
    TERMINAL = "terminal"
    """Host and port of the terminal."""
    WORKSTATION = "workstation"
    """WorkstationID of the till."""
    TERMINAL_ID = "terminal_id"
    """TerminalID."""
    STAN = "stan"
    """STAN: the terminal's transaction number."""
    APPROVAL_CODE = "approval_code"
    """ApprovalCode."""
    TRX_REFERENCE = "trx_reference"
    """TrxReferenceNumber: reference at the acquirer."""
    CARD = "card"
    """Card number, its last four digits."""
    CARD_CIRCUIT = "card_circuit"
    """Brand of the card."""
    AUTHORISED_AT = "authorised_at"
    """Time at the terminal."""
    REASON = "reason"
    """Why the verdict is what it is."""
    ADVICE = "advice"
    """What to do next, in words."""
    ASK_AGAIN = "ask_again"
    """yes: recovering again later may find out."""
    SETTLED_BY = "settled_by"
    """answer, recovery or person."""
    SETTLED_AT = "settled_at"
    """When it was settled, local time."""
    WHO = "who"
    """The person who resolved it by hand."""


class Device(Number):
    """Which of the till's devices is wanted."""

    DISPLAY = 1
    """Text to show: callback display."""
    PRINT = 2
    """A receipt to print: callback print."""
    INPUT = 3
    """A question to the cashier: callback input."""
    DELIVERY = 4
    """Goods to hand out: callback deliver."""
    JOURNAL = 5
    """An entry for the electronic journal: callback journal."""


class Prompt(Number):
    """What kind of answer a question wants."""

    CONFIRMATION = 1
    """Yes or no: answer OPI_ANSWER_YES or OPI_ANSWER_NO."""
    NUMBER = 2
    """Digits, an amount or the number of a menu item: opi_answer_set_number(), then OPI_ANSWER_YES."""
    TEXT = 3
    """Text: opi_answer_set_text(), then OPI_ANSWER_YES."""
    ANY_KEY = 4
    """Any key: answer OPI_ANSWER_YES to go on."""
    OTHER = 5
    """A command that this library does not know; opi_device_request_command() names it."""


class Answer(Number):
    """What a callback tells the library; in Python: True, False or None."""

    DEFAULT = 0
    """Not answered: the harmless thing is done. Also what arrives when an exception gets lost on the way
    to C."""
    YES = 1
    """Yes: shown, printed, stored, handed out, confirmed; or see opi_answer."""
    NO = 2
    """No: could not or must not be done; the cashier said no, or refused to answer."""
    FAILED = -1
    """The callback failed, as does any negative number: counted in the result, otherwise as
    OPI_ANSWER_NO."""


class LogLevel(Number):
    """How much the library logs."""

    OFF = 0
    """No log."""
    ERROR = 1
    """Faults: something does not work."""
    WARN = 2
    """Unusual, and handled."""
    INFO = 3
    """Each request and its outcome."""
    DEBUG = 4
    """Each message, in short."""
    TRACE = 5
    """Everything, card data masked."""


class JournalField(Name):
    """Text fields of an entry of the electronic journal."""

    TERMINAL = "terminal"
    MERCHANT = "merchant"
    SHOP = "shop"
    TRANSACTION = "transaction"
    SERVICE = "service"
    TIME = "time"
    APPROVAL_CODE = "approval_code"
    AMOUNT = "amount"
    CURRENCY = "currency"
    DETAILED_AMOUNT = "detailed_amount"
    RESULT = "result"
    ACQUIRER = "acquirer"
    ACTIVATION = "activation"
    REFERENCE = "reference"
    CARD = "card"
    CARD_NAME = "card_name"
    APPLICATION_ID = "application_id"
    DCC_AMOUNT = "dcc_amount"
    DCC_CURRENCY = "dcc_currency"
    DCC_RATE = "dcc_rate"
    DCC_MARKUP = "dcc_markup"
    TEXT = "text"


class UrlOption(Name):
    """Options of a terminal URL."""

    DIALECT = "dialect"
    """The terminal's family: it decides ports, receipts, session and abort. Value: ch, de, nl or ifsf.
    Default: ch."""
    MODEL = "model"
    """The terminal model (ch): what it is known to lack is refused before anything is sent. Value:
    rx5000, dx8000, ex8000, q30, a77, im15 or im30. Default: no model: what the dialect says."""
    VARIANT = "variant"
    """The maker of the terminal's software: ports, aborts and login differ. Value: thales, ccv or
    ingenico (de); eftlink, dynamics or ap4900 (ifsf). Default: no variant: what the dialect says."""
    DIALECT_FILE = "dialect_file"
    """Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the
    settings. Value: path of a TOML file. Default: no file."""
    DIALECT_NAME = "dialect.NAME"
    """Changes one setting of the dialect, e.g. dialect.listen_port=4110; after model, variant and
    dialect_file. Value: as docs/dialects.md says for the setting NAME. Default: what the dialect says."""
    WORKSTATION = "workstation"
    """WorkstationID: the name of this till. Two tills at one terminal need two names. Value: text, 1 to
    32 characters. Default: 1."""
    LISTEN = "listen"
    """Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4
    and IPv6. Terminals of one process may share it. Port 0 takes a free one. Value: PORT or ADDRESS:PORT.
    Default: all addresses, the dialect's port (4102 in ch and nl, 20007 in de and ifsf)."""
    CONNECT_MS = "connect_ms"
    """How long to wait for the connection to the terminal. Value: milliseconds. Default: 3000."""
    IDLE_MS = "idle_ms"
    """How long the terminal may be silent on both channels while a request runs. A question to the
    cashier stops the clock. Value: milliseconds. Default: 90000."""
    HARD_MS = "hard_ms"
    """How long a request may take in all, from the connection to the verdict. A callback of the till that
    is running is never cut off. Value: milliseconds. Default: 300000."""
    ABORT_MS = "abort_ms"
    """How long to wait for the outcome after the library itself aborted a request that took too long.
    Part of hard_ms. Value: milliseconds. Default: 10000."""
    ABORT_SPACING_MS = "abort_spacing_ms"
    """Least time between two AbortRequests; there are at most three. Value: milliseconds. Default: 1500."""
    ASK_AGAIN_MS = "ask_again_ms"
    """How long recovery waits between two questions to a busy terminal, and from a request to the first
    question about it. Value: milliseconds. Default: 3000."""
    RECOVER_MS = "recover_ms"
    """How long a recovery may take in all; what it did not get to is listed as the journal knows it.
    Value: milliseconds. Default: 300000."""
    MAX_PAPERS = "max_papers"
    """Most receipts and journal entries taken for one request; then it is aborted, and those beyond are
    refused. Value: number, 1 to 10000. Default: 256."""
    MAX_PAPER_BYTES = "max_paper_bytes"
    """The same in bytes. Value: bytes, 4096 to 268435456. Default: 8388608."""
    LANGUAGE = "language"
    """Language of displays and receipts, where the request names none. Value: two letters, ISO 639-1.
    Default: de."""
    SENDER = "sender"
    """ApplicationSender: the name of the till's software (de, ifsf). Value: text, 1 to 32 characters.
    Default: libopi."""
    POP_ID = "pop_id"
    """POPID: the payment point (de, ifsf). Value: text, 1 to 32 characters. Default: 001."""
    CUSTOMER_RECEIPT = "customer_receipt"
    """Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide). Value: till,
    terminal or none. Default: till."""
    MERCHANT_RECEIPT = "merchant_receipt"
    """Who prints the merchant's copy (ch, nl). Value: till, terminal or none. Default: till."""
    ELECTRONIC_JOURNAL = "electronic_journal"
    """Whether the till wants the electronic journal (ch, nl). Value: till or none. Default: till."""
    JOURNAL = "journal"
    """The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps
    other programs of this machine away from the terminal. Value: path of a file, or none. Default:
    libopi/journal.db where this user's programs keep their state, or $OPI_JOURNAL."""
    RECOVER = "recover"
    """When unresolved requests are looked into: only when the till calls recover, or also when the
    terminal is opened. Value: call or open. Default: call."""
    ACKNOWLEDGE = "acknowledge"
    """Who says that the till knows an outcome: the till itself, or the library as soon as it has returned
    it. Value: till or auto. Default: till."""
    KEEP_DAYS = "keep_days"
    """How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever.
    Value: days, 1 to 36500. Default: 400."""
    ADOPT_JOURNAL = "adopt_journal"
    """Take over a journal that was written on another machine, e.g. after the till's disk was moved.
    Value: yes or no. Default: no."""
    MAX_FRAME = "max_frame"
    """Longest message accepted from a terminal. Value: bytes, 4096 to 16777216. Default: 1048576."""


#: Options that are amounts: minor units in the library.
AMOUNT_OPTIONS = frozenset(["cashback", "tip"])


class RequestOptions(TypedDict, total=False):
    """Options of a request, as keyword arguments."""

    reference: str
    """The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the
    dialect means it so (ch, de). Value: 1 to 20 letters, digits, '_' or '-'. Default: none."""
    key: str
    """Idempotency key of the sale: asked for again, the library gives the stored outcome and sends
    nothing. Needs the journal; not on the wire. Value: 1 to 64 printable characters. Default: none."""
    although_unresolved: bool
    """Send although an earlier request on this terminal is unresolved; its evidence may be lost by that.
    Not on the wire. Value: yes or no. Default: no."""
    clerk: str
    """ClerkID: the cashier. Value: 1 to 16 letters or digits. Default: none."""
    shift: int
    """ShiftNumber: separates totals by shift. Value: whole number. Default: none."""
    language: str
    """Language of displays and receipts of this request. Value: two letters, ISO 639-1. Default: the
    language of the URL."""
    transaction_number: int
    """TransactionNumber: the till's own number of the sale. Value: whole number. Default: none. Dialects:
    de, ifsf."""
    stan: str
    """STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's
    result. Value: digits, leading zeros count. Default: none. Dialects: de, ifsf. With: PaymentReversal,
    PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint."""
    original_terminal: str
    """TerminalID of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects:
    de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation,
    CancelReservation, TicketReprint."""
    original_batch: str
    """TerminalBatch of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects:
    de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation,
    CancelReservation, TicketReprint."""
    original_time: str
    """Time of the earlier transaction. Value: xsd:dateTime. Default: none. Dialects: de, ifsf. With:
    PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
    TicketReprint."""
    trx_reference: str
    """On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Value:
    text, 1 to 32 characters. Default: none. Dialects: ch, nl. With: PaymentRefund, CaptureReservation,
    CancelReservation."""
    cashback: Decimal
    """Cash handed to the customer; the amount of the request is the total. Value: minor units, at most
    the amount. Default: none. Dialects: ch, ifsf. With: CardPayment."""
    card_circuits: str
    """Restricts the payment to these brands. Value: codes separated by commas, e.g. VISA,ECMC,TWNT.
    Default: every brand. Dialects: ch, nl, ifsf."""
    force_acceptance: bool
    """Accept although the host cannot be reached, only where the contract allows it. See the result field
    force_possible. Value: yes or no. Default: no. Dialects: ch. With: CardPayment."""
    approval_code: str
    """Approval code obtained by voice. Value: text, 1 to 32 characters. Default: none. Dialects: ch, nl."""
    request_token: bool
    """Ask for a card token. Value: yes or no. Default: no. Dialects: ch, nl."""
    request_transaction_information: bool
    """Ask for more transaction data in the answer. Value: yes or no. Default: no. Dialects: ch, nl."""
    request_receipt_header: bool
    """Ask for the receipt header. Value: yes or no. Default: no. Dialects: ch, nl."""
    diagnosis_method: str
    """What a Diagnosis looks at. Value: OnLine, Local, POPInit, POPInitAll or PrinterStatus. Default:
    none. Dialects: de, ifsf. With: Diagnosis."""
    tip: Decimal
    """The part of the amount that is a tip. Value: minor units, at most the amount. Default: none.
    Dialects: ifsf. With: CardPayment, CardFinancialAdvice."""
    card_circuits_denied: str
    """Every brand but these. Value: codes separated by commas, e.g. AMEX,JCB. Default: none. Dialects:
    ch, nl, ifsf."""
    clerk_permission: str
    """ClerkPermission: what the cashier may do. Value: Low, Medium or High. Default: none. Dialects: de,
    ifsf."""
    manual_pan: bool
    """ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Value: yes or
    no. Default: no. Dialects: de, ifsf."""
    preselected_card: bool
    """UsePreselectedCard: the card that was read before (CCV Germany). Value: yes or no. Default: no.
    Dialects: de."""
    last_receipt: str
    """LastReceiptNumber: the receipt that the till took last (older CCV Germany). Value: text, 1 to 32
    characters. Default: none. Dialects: de. With: CardPayment, PaymentReversal."""
    private_data: str
    """PrivateData as text, such as type=initialise with an Administration (CCV Germany). Value: text, 1
    to 1024 characters. Default: none."""
    agent: str
    """Kind of business of an OnlineAgent. Value: MobilePhonePrepaid or MobilePhoneAuthorisation. Default:
    none. Dialects: de, ifsf. With: OnlineAgent."""
    message_pair: str
    """The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair.
    Value: card or service. Default: the kind's own. Dialects: ifsf. With: RepeatLastMessage,
    TicketReprint."""
    service_level: str
    """ServiceLevel (forecourt). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    outdoor_position: int
    """OutdoorPosition: the pump (forecourt). Value: whole number. Default: none. Dialects: ifsf."""
    store_id: str
    """StoreID: the shop (EFTLink). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    merchant_reference: str
    """MerchantReference for the acquirer. Value: text, 1 to 32 characters. Default: none. Dialects: ifsf."""
    sale_items: str
    """The lines of the sale. Amounts and prices in decimal major units, e.g.
    product=30&amount=12.50&text=Diesel. Value: lines separated by ';', each product=...&amount=... and,
    if wanted, quantity, unit, price, tax, text; percent-encoded. Default: none. Dialects: ifsf."""
    loyalty: bool
    """LoyaltyFlag: the sale takes part in a loyalty programme. Value: yes or no. Default: no. Dialects:
    ifsf."""
    loyalty_amount: Union[str, int, Decimal]
    """LoyaltyAmount: points, or their worth. Value: number, such as 120 or 12.50. Default: none.
    Dialects: ifsf."""
    loyalty_card: str
    """Number of a loyalty card that the till read. Value: 8 to 24 digits. Default: none. Dialects: ifsf.
    Card data: sent, never given back, logged or stored."""
    card_pan: str
    """Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS.
    Value: 8 to 19 digits. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or
    stored."""
    card_expiry: str
    """Expiry date of the card of card_pan. Value: four digits, YYMM. Default: none. Dialects: ifsf. Card
    data: sent, never given back, logged or stored."""
    card_track2: str
    """Second track of a card that the till read. Puts the till into the scope of PCI DSS. Value: second
    track, up to 40 characters. Default: none. Dialects: ifsf. Card data: sent, never given back, logged
    or stored."""


class UrlOptions(TypedDict, total=False):
    """Options of a terminal URL, as keyword arguments."""

    dialect: str
    """The terminal's family: it decides ports, receipts, session and abort. Value: ch, de, nl or ifsf.
    Default: ch."""
    model: str
    """The terminal model (ch): what it is known to lack is refused before anything is sent. Value:
    rx5000, dx8000, ex8000, q30, a77, im15 or im30. Default: no model: what the dialect says."""
    variant: str
    """The maker of the terminal's software: ports, aborts and login differ. Value: thales, ccv or
    ingenico (de); eftlink, dynamics or ap4900 (ifsf). Default: no variant: what the dialect says."""
    dialect_file: str
    """Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the
    settings. Value: path of a TOML file. Default: no file."""
    workstation: str
    """WorkstationID: the name of this till. Two tills at one terminal need two names. Value: text, 1 to
    32 characters. Default: 1."""
    listen: Union[str, int]
    """Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4
    and IPv6. Terminals of one process may share it. Port 0 takes a free one. Value: PORT or ADDRESS:PORT.
    Default: all addresses, the dialect's port (4102 in ch and nl, 20007 in de and ifsf)."""
    connect_ms: Union[str, int]
    """How long to wait for the connection to the terminal. Value: milliseconds. Default: 3000."""
    idle_ms: Union[str, int]
    """How long the terminal may be silent on both channels while a request runs. A question to the
    cashier stops the clock. Value: milliseconds. Default: 90000."""
    hard_ms: Union[str, int]
    """How long a request may take in all, from the connection to the verdict. A callback of the till that
    is running is never cut off. Value: milliseconds. Default: 300000."""
    abort_ms: Union[str, int]
    """How long to wait for the outcome after the library itself aborted a request that took too long.
    Part of hard_ms. Value: milliseconds. Default: 10000."""
    abort_spacing_ms: Union[str, int]
    """Least time between two AbortRequests; there are at most three. Value: milliseconds. Default: 1500."""
    ask_again_ms: Union[str, int]
    """How long recovery waits between two questions to a busy terminal, and from a request to the first
    question about it. Value: milliseconds. Default: 3000."""
    recover_ms: Union[str, int]
    """How long a recovery may take in all; what it did not get to is listed as the journal knows it.
    Value: milliseconds. Default: 300000."""
    max_papers: Union[str, int]
    """Most receipts and journal entries taken for one request; then it is aborted, and those beyond are
    refused. Value: number, 1 to 10000. Default: 256."""
    max_paper_bytes: Union[str, int]
    """The same in bytes. Value: bytes, 4096 to 268435456. Default: 8388608."""
    language: str
    """Language of displays and receipts, where the request names none. Value: two letters, ISO 639-1.
    Default: de."""
    sender: str
    """ApplicationSender: the name of the till's software (de, ifsf). Value: text, 1 to 32 characters.
    Default: libopi."""
    pop_id: str
    """POPID: the payment point (de, ifsf). Value: text, 1 to 32 characters. Default: 001."""
    customer_receipt: str
    """Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide). Value: till,
    terminal or none. Default: till."""
    merchant_receipt: str
    """Who prints the merchant's copy (ch, nl). Value: till, terminal or none. Default: till."""
    electronic_journal: str
    """Whether the till wants the electronic journal (ch, nl). Value: till or none. Default: till."""
    journal: str
    """The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps
    other programs of this machine away from the terminal. Value: path of a file, or none. Default:
    libopi/journal.db where this user's programs keep their state, or $OPI_JOURNAL."""
    recover: str
    """When unresolved requests are looked into: only when the till calls recover, or also when the
    terminal is opened. Value: call or open. Default: call."""
    acknowledge: str
    """Who says that the till knows an outcome: the till itself, or the library as soon as it has returned
    it. Value: till or auto. Default: till."""
    keep_days: Union[str, int]
    """How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever.
    Value: days, 1 to 36500. Default: 400."""
    adopt_journal: str
    """Take over a journal that was written on another machine, e.g. after the till's disk was moved.
    Value: yes or no. Default: no."""
    max_frame: Union[str, int]
    """Longest message accepted from a terminal. Value: bytes, 4096 to 16777216. Default: 1048576."""


class ResultFields:
    """The text fields of a result as properties; None where empty."""

    def get(self, name: str) -> Optional[str]:
        """A field by its name, as text; None if it is empty."""
        raise NotImplementedError

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
        """Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own
        number."""
        return self.get("decline_reason")

    @property
    def force_possible(self) -> Optional[str]:
        """yes when a payment with force_acceptance may help, where the contract allows it (ch)."""
        return self.get("force_possible")

    @property
    def kind(self) -> Optional[str]:
        """Kind of request, as on the wire."""
        return self.get("kind")

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
    def from_journal(self) -> bool:
        """The idempotency key was known, this is the stored outcome, and nothing was sent."""
        return self.get("from_journal") == "yes"

    @property
    def overall_result(self) -> Optional[str]:
        """OverallResult of the terminal."""
        return self.get("overall_result")

    @property
    def amount(self) -> Optional[Decimal]:
        """What the terminal charged, decimal major units; may exceed the request (tip). Only when approved."""
        text = self.get("amount")
        return None if text is None else Decimal(text)

    @property
    def currency(self) -> Optional[str]:
        """ISO 4217 letters."""
        return self.get("currency")

    @property
    def requested_amount(self) -> Optional[Decimal]:
        """What the till asked for, decimal major units."""
        text = self.get("requested_amount")
        return None if text is None else Decimal(text)

    @property
    def tip(self) -> Optional[Decimal]:
        """Tip, decimal major units: what the terminal says, else what exceeds the request."""
        text = self.get("tip")
        return None if text is None else Decimal(text)

    @property
    def cashback(self) -> Optional[Decimal]:
        """Cash handed out, decimal major units."""
        text = self.get("cashback")
        return None if text is None else Decimal(text)

    @property
    def donation(self) -> Optional[Decimal]:
        """Donation, decimal major units (ATS)."""
        text = self.get("donation")
        return None if text is None else Decimal(text)

    @property
    def balance(self) -> Optional[Decimal]:
        """What is left on the card, decimal major units."""
        text = self.get("balance")
        return None if text is None else Decimal(text)

    @property
    def dcc_offered(self) -> Optional[str]:
        """yes when the cardholder was offered a conversion of the currency, or took one."""
        return self.get("dcc_offered")

    @property
    def dcc_accepted(self) -> Optional[str]:
        """yes or no: whether the cardholder took the conversion; empty when not known."""
        return self.get("dcc_accepted")

    @property
    def dcc_amount(self) -> Optional[str]:
        """Amount in the cardholder's currency."""
        return self.get("dcc_amount")

    @property
    def dcc_currency(self) -> Optional[str]:
        """The cardholder's currency: its code, else its name."""
        return self.get("dcc_currency")

    @property
    def dcc_rate(self) -> Optional[str]:
        """Exchange rate."""
        return self.get("dcc_rate")

    @property
    def dcc_markup(self) -> Optional[str]:
        """Mark-up in per cent."""
        return self.get("dcc_markup")

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
    def authorised_at(self) -> Optional[str]:
        """Time at the terminal."""
        return self.get("authorised_at")

    @property
    def authorisation_type(self) -> Optional[str]:
        """Online, Offline, ..."""
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
    def receipt_copies(self) -> Optional[str]:
        """How many copies to print."""
        return self.get("receipt_copies")

    @property
    def capture_reference(self) -> Optional[str]:
        """CaptureReference (ATS)."""
        return self.get("capture_reference")

    @property
    def tracking_reference(self) -> Optional[str]:
        """TrackingReference (ATS)."""
        return self.get("tracking_reference")

    @property
    def restriction_codes(self) -> Optional[str]:
        """Products that the card may not pay for, separated by commas (ifsf)."""
        return self.get("restriction_codes")

    @property
    def loyalty_approval_code(self) -> Optional[str]:
        """Approval of the loyalty host (ifsf)."""
        return self.get("loyalty_approval_code")

    @property
    def loyalty_amount(self) -> Optional[str]:
        """Loyalty points or their worth (ifsf)."""
        return self.get("loyalty_amount")

    @property
    def loyalty_points(self) -> Optional[str]:
        """Points after the transaction (ATS)."""
        return self.get("loyalty_points")

    @property
    def original_kind(self) -> Optional[str]:
        """Repeated answer: which kind of request it answered."""
        return self.get("original_kind")

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
    def card_circuits(self) -> Optional[str]:
        """Brands that the terminal accepts, separated by commas (nl, ch)."""
        return self.get("card_circuits")

    @property
    def acquirers(self) -> Optional[str]:
        """Acquirers that the terminal works with, separated by commas (ch)."""
        return self.get("acquirers")

    @property
    def diagnosis_result(self) -> Optional[str]:
        """What a diagnosis found, in words (de, ifsf)."""
        return self.get("diagnosis_result")

    @property
    def next_reboot(self) -> Optional[str]:
        """When the terminal restarts (CCV Germany)."""
        return self.get("next_reboot")

    @property
    def submitted_count(self) -> Optional[str]:
        """How many stored transactions were taken (ATS)."""
        return self.get("submitted_count")

    @property
    def not_submitted_count(self) -> Optional[str]:
        """How many stored transactions were not taken (ATS)."""
        return self.get("not_submitted_count")

    @property
    def private_data(self) -> Optional[str]:
        """Free text that the vendor added."""
        return self.get("private_data")

    @property
    def raw(self) -> Optional[str]:
        """The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers
        masked, secrets dropped."""
        return self.get("raw")


class RecoveryFields:
    """The text fields of what recovery found as properties; None where empty."""

    def get(self, name: str) -> Optional[str]:
        """A field by its name, as text; None if it is empty."""
        raise NotImplementedError

    @property
    def id(self) -> Optional[str]:
        """Number of the request in the journal; resolving by hand names it."""
        return self.get("id")

    @property
    def reference(self) -> Optional[str]:
        """The till's own reference, as given."""
        return self.get("reference")

    @property
    def key(self) -> Optional[str]:
        """The idempotency key, as given."""
        return self.get("key")

    @property
    def kind(self) -> Optional[str]:
        """Kind of request, as on the wire."""
        return self.get("kind")

    @property
    def requested_amount(self) -> Optional[Decimal]:
        """What the till asked for, decimal major units."""
        text = self.get("requested_amount")
        return None if text is None else Decimal(text)

    @property
    def amount(self) -> Optional[Decimal]:
        """What was charged, decimal major units. Only when approved."""
        text = self.get("amount")
        return None if text is None else Decimal(text)

    @property
    def currency(self) -> Optional[str]:
        """ISO 4217 letters."""
        return self.get("currency")

    @property
    def begun_at(self) -> Optional[str]:
        """When the till asked, local time."""
        return self.get("begun_at")

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
    def authorised_at(self) -> Optional[str]:
        """Time at the terminal."""
        return self.get("authorised_at")

    @property
    def reason(self) -> Optional[str]:
        """Why the verdict is what it is."""
        return self.get("reason")

    @property
    def advice(self) -> Optional[str]:
        """What to do next, in words."""
        return self.get("advice")

    @property
    def ask_again(self) -> bool:
        """Recovering again later may find out."""
        return self.get("ask_again") == "yes"

    @property
    def settled_by(self) -> Optional[str]:
        """answer, recovery or person."""
        return self.get("settled_by")

    @property
    def settled_at(self) -> Optional[str]:
        """When it was settled, local time."""
        return self.get("settled_at")

    @property
    def who(self) -> Optional[str]:
        """The person who resolved it by hand."""
        return self.get("who")
