"""The names and numbers of opi.h. Made by `make generate` from api/opi-api.json; do not edit."""

from __future__ import annotations

from enum import Enum

from ._enums import Choice, Name, Number

__all__ = [
    "AbortConnection",
    "AbortMessage",
    "Acknowledge",
    "Agent",
    "Answer",
    "CallbackIds",
    "ClerkPermission",
    "ContradictionField",
    "Device",
    "DiagnosisMethod",
    "Dialect",
    "EvidenceField",
    "EvidenceSays",
    "EvidenceSource",
    "Family",
    "JournalEntryField",
    "JournalTaker",
    "Kind",
    "LoginData",
    "LogLevel",
    "MessagePair",
    "Model",
    "MoneyMoved",
    "Prompt",
    "ReceiptPlace",
    "Recover",
    "Recovered",
    "RecoveredField",
    "Reference",
    "RequestOption",
    "ResultField",
    "Reversal",
    "Role",
    "Setting",
    "SettledBy",
    "Status",
    "TimedOut",
    "UrlOption",
    "Variant",
    "Verdict",
]
# ---- Enumerations: what a newer library adds is UNKNOWN_ and its number ----------------------------------------


class Family(Enum):
    """A range of status codes: what the number says by itself."""

    OK = (0, 0)
    """Done."""
    CALLER = (-1, -99)
    """The caller's mistake; nothing was sent."""
    NOT_STARTED = (-100, -199)
    """Could not start; nothing was sent."""
    OUTCOME_UNKNOWN = (-200, -299)
    """Sent, OUTCOME UNKNOWN; never send again, find out."""
    ANSWERED = (-300, -399)
    """Answered, not approved; final. Only from opi_result_status()."""
    INTERNAL = (-900, -999)
    """A fault in the library."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last


class Status(Number):
    """Why something ended as it did; the number's family alone says what to do."""

    OK = 0, "OPI_OK"
    """Done. Look at the result's verdict."""
    NULL = -1, "OPI_E_NULL"
    """A pointer that must not be NULL was NULL. Fix the call; nothing was sent."""
    INVALID_ARGUMENT = -2, "OPI_E_INVALID_ARGUMENT"
    """A value is not acceptable. The message names the value and what is accepted."""
    INVALID_UTF8 = -3, "OPI_E_INVALID_UTF8"
    """A text is not valid UTF-8. Convert the text to UTF-8 before the call."""
    UNKNOWN_NAME = -4, "OPI_E_UNKNOWN_NAME"
    """There is no option, field or request kind of that name or number. The message names the nearest one."""
    INVALID_AMOUNT = -5, "OPI_E_INVALID_AMOUNT"
    """The amount is not acceptable. Give minor units, positive, of an ISO 4217 currency."""
    INVALID_URL = -6, "OPI_E_INVALID_URL"
    """The terminal URL cannot be read. Write opi://host[:port]?option=value&option=value."""
    ABI = -7, "OPI_E_ABI"
    """Header and library do not fit. Build against the opi.h of this library version."""
    BUSY = -8, "OPI_E_BUSY"
    """Another call is running on this terminal. Wait for it, or cancel it; requests are never queued silently."""
    RECURSIVE = -9, "OPI_E_RECURSIVE"
    """This call is not allowed inside a callback of the same terminal. Return from the callback first."""
    CLOSED = -10, "OPI_E_CLOSED"
    """The terminal has been closed. Open it again."""
    UNSUPPORTED = -11, "OPI_E_UNSUPPORTED"
    """This dialect or build cannot do that. The message names the alternative."""
    TIMEOUT = -12, "OPI_E_TIMEOUT"
    """The time given to this call is over. Call again, with more time."""
    FORKED = -13, "OPI_E_FORKED"
    """The handle belongs to the parent process. Open terminals after fork(), in the process that uses them."""
    KEY_MISMATCH = -14, "OPI_E_KEY_MISMATCH"
    """The idempotency key was used before for a request with other content. Give every sale a key of its own;
    nothing was sent."""
    NO_JOURNAL = -15, "OPI_E_NO_JOURNAL"
    """This terminal was opened without a journal. Open it without journal=none."""
    RESOLVE = -100, "OPI_E_RESOLVE"
    """The terminal's name cannot be resolved. Check the host in the URL and the name service; nothing was sent."""
    CONNECT_REFUSED = -101, "OPI_E_CONNECT_REFUSED"
    """Nobody listens at the terminal's port. Check the port, and that integrated mode is on in the terminal; nothing
    was sent."""
    CONNECT_TIMEOUT = -102, "OPI_E_CONNECT_TIMEOUT"
    """The terminal did not accept the connection in time. Check that it is switched on, and the address and
    firewall; nothing was sent."""
    UNREACHABLE = -103, "OPI_E_UNREACHABLE"
    """There is no way to the terminal's address. Check network, cable and address; nothing was sent."""
    LISTEN = -104, "OPI_E_LISTEN"
    """The till's own port for device requests cannot be opened. Stop the program that holds it, or choose another
    port here and in the terminal."""
    CANCELLED_BEFORE_SEND = -105, "OPI_E_CANCELLED_BEFORE_SEND"
    """Cancelled before anything was sent. Nothing to do."""
    LOST_BEFORE_SEND = -106, "OPI_E_LOST_BEFORE_SEND"
    """The connection broke before the first byte was sent. It is safe to try again."""
    JOURNAL = -107, "OPI_E_JOURNAL"
    """The journal cannot be opened, read or written. Check the path, the rights of the folder and the disk; nothing
    was sent."""
    JOURNAL_CORRUPT = -108, "OPI_E_JOURNAL_CORRUPT"
    """The journal's file is damaged or is no journal. Keep the file for support, move it away and compare with the
    terminal's totals; nothing was sent."""
    JOURNAL_VERSION = -109, "OPI_E_JOURNAL_VERSION"
    """The journal was written by a newer library. Install that version of the library, or choose another journal;
    nothing was changed."""
    JOURNAL_FOREIGN = -110, "OPI_E_JOURNAL_FOREIGN"
    """The journal belongs to another machine. Choose another journal, or take this one over with adopt_journal=yes;
    nothing was changed."""
    JOURNAL_LOCKED = -111, "OPI_E_JOURNAL_LOCKED"
    """Another program keeps the journal locked. Close the program that holds the file; nothing was sent."""
    JOURNAL_FULL = -112, "OPI_E_JOURNAL_FULL"
    """The disk of the journal is full. Make room on the disk; nothing was sent."""
    JOURNAL_READ_ONLY = -113, "OPI_E_JOURNAL_READ_ONLY"
    """The journal's file or folder is read-only. Give the till the right to write there, or choose another path;
    nothing was sent."""
    UNRESOLVED = -114, "OPI_E_UNRESOLVED"
    """An earlier request on this terminal is not resolved, so no new one may be sent. Recover first, or resolve it
    by hand; nothing was sent."""
    TERMINAL_IN_USE = -115, "OPI_E_TERMINAL_IN_USE"
    """Another program on this machine is using the terminal. Close that program; a dead one's place is taken at
    once."""
    CONNECTION_LOST = -200, "OPI_E_CONNECTION_LOST"
    """The connection broke after the request was sent. Do not send again. Find out at the terminal or by recovery
    what happened."""
    RESPONSE_TIMEOUT = -201, "OPI_E_RESPONSE_TIMEOUT"
    """The terminal did not answer in time. Do not send again. Find out at the terminal or by recovery what happened."""
    NOT_OPI = -202, "OPI_E_NOT_OPI"
    """Something that does not speak OPI answered. Check host and port: it must be the terminal's OPI port."""
    FRAME = -203, "OPI_E_FRAME"
    """The terminal sent a frame that cannot be right. Do not send again. Check port and terminal software."""
    PROTOCOL = -204, "OPI_E_PROTOCOL"
    """The terminal's answer cannot be read. Do not send again. Find out at the terminal or by recovery what
    happened."""
    FOREIGN_RESPONSE = -205, "OPI_E_FOREIGN_RESPONSE"
    """Only the answer to another request came. Do not send again. Find out at the terminal or by recovery what
    happened."""
    CANCELLED_IN_FLIGHT = -206, "OPI_E_CANCELLED_IN_FLIGHT"
    """Cancelled while the terminal was working, and it did not say how it ended. Do not send again. Find out at the
    terminal or by recovery what happened."""
    INCONCLUSIVE = -207, "OPI_E_INCONCLUSIVE"
    """The terminal answered, but its answer does not settle whether money moved. Do not send again. Compare with the
    terminal's receipt and totals."""
    INTERNAL_IN_FLIGHT = -208, "OPI_E_INTERNAL_IN_FLIGHT"
    """A fault in the library while a request was running. Do not send again. Find out at the terminal what happened,
    then restart the till."""
    PENDING = -209, "OPI_E_PENDING"
    """The request with this idempotency key is not resolved yet. Do not send again. Recover, or resolve it by hand."""
    TOO_MANY_PAPERS = -210, "OPI_E_TOO_MANY_PAPERS"
    """The terminal sent more receipts than the bounds allow, and no answer. Do not send again. Recover; raise
    max_papers or max_paper_bytes only if the terminal really needs it."""
    DECLINED = -300, "OPI_E_DECLINED"
    """The payment was declined. Tell the customer; another card or cash may do."""
    ABORTED = -301, "OPI_E_ABORTED"
    """Aborted by cashier or cardholder. Nothing was charged; start again when ready."""
    TERMINAL_TIMED_OUT = -302, "OPI_E_TERMINAL_TIMED_OUT"
    """The terminal waited in vain for card, input or host. Nothing was charged; start again when ready."""
    HOST_UNREACHABLE = -303, "OPI_E_HOST_UNREACHABLE"
    """The terminal could not reach its payment host. Check the terminal's network; try again later."""
    UNKNOWN_CARD = -304, "OPI_E_UNKNOWN_CARD"
    """The terminal does not know this card. Ask for another card."""
    NOT_CHARGED = -305, "OPI_E_NOT_CHARGED"
    """Recovery found that nothing was charged. Nothing was charged; start again when ready."""
    TERMINAL_BUSY = -310, "OPI_E_TERMINAL_BUSY"
    """The terminal is busy or not ready; it did not take the request. Wait some seconds, then try again."""
    LOGGED_OUT = -311, "OPI_E_LOGGED_OUT"
    """The terminal is not activated or logged in; it did not take the request. Activate (log in), then try again."""
    PRINT_LAST_TICKET = -312, "OPI_E_PRINT_LAST_TICKET"
    """The terminal wants its last receipt reprinted first; it did not take the request. Run a reprint, print what
    comes, then try again."""
    REQUEST_REJECTED = -313, "OPI_E_REQUEST_REJECTED"
    """The terminal could not make sense of the request and did not take it. Check the dialect and the options."""
    NOT_SUPPORTED_BY_TERMINAL = -314, "OPI_E_NOT_SUPPORTED_BY_TERMINAL"
    """The terminal does not know this kind of request. Use another way; see docs/dialects.md."""
    INTERNAL = -900, "OPI_E_INTERNAL"
    """A fault in the library. Nothing was sent. Report it; restart the till."""
    POISONED = -901, "OPI_E_POISONED"
    """An earlier fault in the library made this handle unusable. Close it and open the terminal again."""

    @property
    def family(self) -> Family:
        """What the number says by itself; one of no family counts as `OUTCOME_UNKNOWN`: nobody knows it better."""
        return next((family for family in Family if family.last <= self <= family.first), Family.OUTCOME_UNKNOWN)


class Kind(Number):
    """What a till asks a terminal for."""

    CARD_PAYMENT = 1, "CardPayment"
    """Card payment."""
    PAYMENT_REFUND = 2, "PaymentRefund"
    """Refund to a card."""
    PAYMENT_REVERSAL = 3, "PaymentReversal"
    """Reversal: by STAN in de, of the last transaction in ch."""
    CARD_RESERVATION = 4, "CardReservation"
    """Reservation, a pre-authorisation (ch)."""
    CARD_PRE_AUTHORISATION = 5, "CardPreAuthorisation"
    """Pre-authorisation (ifsf)."""
    CARD_FINANCIAL_ADVICE = 6, "CardFinancialAdvice"
    """Completion of a pre-authorisation (ifsf)."""
    STORE_VALUE_IN_CARD = 7, "StoreValueInCard"
    """Load a stored-value card."""
    REFUND_VALUE_FROM_CARD = 8, "RefundValueFromCard"
    """Unload a stored-value card."""
    CARD_PAYMENT_LOYALTY_AWARD = 9, "CardPaymentLoyaltyAward"
    """Card payment that also awards loyalty points (ifsf)."""
    CAPTURE_RESERVATION = 10, "CaptureReservation"
    """Capture a reservation (ch). The name on the wire is a setting of the dialect."""
    CANCEL_RESERVATION = 11, "CancelReservation"
    """Cancel a reservation (ch). The name on the wire is a setting of the dialect."""
    LOYALTY_AWARD = 12, "LoyaltyAward"
    """Award loyalty points (ifsf)."""
    CARD_PRE_AUTHORISATION_LOYALTY_SWIPE = 13, "CardPreAuthorisationLoyaltySwipe"
    """Pre-authorisation that also reads a loyalty card (ifsf)."""
    CARD_FINANCIAL_ADVICE_LOYALTY_AWARD = 14, "CardFinancialAdviceLoyaltyAward"
    """Completion of a pre-authorisation that also awards points (ifsf)."""
    LOYALTY_REDEMPTION = 15, "LoyaltyRedemption"
    """Pay with loyalty points (ifsf)."""
    CARD_PAYMENT_LOYALTY_REDEMPTION = 16, "CardPaymentLoyaltyRedemption"
    """Card payment, a part of it with loyalty points (ifsf)."""
    PAYMENT_LOYALTY_REVERSAL = 17, "PaymentLoyaltyReversal"
    """Reversal of a payment and its loyalty points (ifsf)."""
    PAYMENT_LOYALTY_REFUND = 18, "PaymentLoyaltyRefund"
    """Refund of a payment and its loyalty points (ifsf)."""
    LOYALTY_AWARD_REVERSAL = 19, "LoyaltyAwardReversal"
    """Take awarded points back (ifsf)."""
    LOYALTY_REDEMPTION_REVERSAL = 20, "LoyaltyRedemptionReversal"
    """Give redeemed points back (ifsf)."""
    LOYALTY_POINTS_TRANSFER = 21, "LoyaltyPointsTransfer"
    """Move points from one loyalty card to another (ifsf)."""
    CARD_BALANCE_QUERY = 30, "CardBalanceQuery"
    """Balance of a card."""
    CARD_SWIPE = 31, "CardSwipe"
    """Read a card without payment (ifsf)."""
    LOYALTY_SWIPE = 32, "LoyaltySwipe"
    """Read a loyalty card (ifsf)."""
    CARD_ACTIVATE = 33, "CardActivate"
    """Activate a card (ifsf)."""
    CARD_STOP = 34, "CardStop"
    """Block a card (ifsf)."""
    LOYALTY_BALANCE_QUERY = 35, "LoyaltyBalanceQuery"
    """Points of a loyalty card (ifsf)."""
    LOYALTY_LINK_CARD = 36, "LoyaltyLinkCard"
    """Link a loyalty card to a payment card (ifsf)."""
    PIN_CHANGE = 37, "PINchange"
    """Change the PIN of a card (ifsf)."""
    TICKET_REPRINT = 40, "TicketReprint"
    """Print the last receipt once more."""
    REPEAT_LAST_MESSAGE = 41, "RepeatLastMessage"
    """Repeat the last answer: what became of the last request."""
    ABORT_REQUEST = 42, "AbortRequest"
    """Abort what is running. Sent by the library when a call is cancelled."""
    LOGIN = 100, "Login"
    """Open the session (de, ifsf; older ch)."""
    LOGOFF = 101, "Logoff"
    """Close the session (de, ifsf; older ch)."""
    ACTIVATE_TERMINAL = 102, "ActivateTerminal"
    """Activate the terminal (ch, nl)."""
    DEACTIVATE_TERMINAL = 103, "DeactivateTerminal"
    """Deactivate the terminal (ch, nl)."""
    GET_STATUS = 104, "GetStatus"
    """State of the terminal (ch, nl)."""
    GET_INFO = 105, "GetInfo"
    """Identity of the terminal (ch, nl); may print a report."""
    DIAGNOSIS = 106, "Diagnosis"
    """Diagnosis (de, ifsf)."""
    CLOSE_DAY = 107, "CloseDay"
    """Close day: final balance and log-off (ch, nl)."""
    RECONCILIATION = 108, "Reconciliation"
    """Totals without closing (de, ifsf)."""
    RECONCILIATION_WITH_CLOSURE = 109, "ReconciliationWithClosure"
    """Close day (de, ifsf)."""
    TRANSMIT_TRX = 110, "TransmitTrx"
    """Submit stored transactions (ch, nl)."""
    SEND_OFFLINE_TRANSACTIONS = 111, "SendOfflineTransactions"
    """Submit stored transactions (ifsf)."""
    CONTACT_TMS = 112, "ContactTMS"
    """Fetch the terminal's configuration (ch, nl)."""
    CONTACT_ACQ = 113, "ContactAcq"
    """Fetch merchant and brand initialisation (ch, nl)."""
    RESTART_TERMINAL = 114, "RestartTerminal"
    """Restart the terminal (ch, nl)."""
    GET_CARD_CIRCUITS = 115, "GetCardCircuits"
    """Card brands the terminal accepts (nl)."""
    ADMINISTRATION = 116, "Administration"
    """Administration (de, ifsf, EFTLink)."""
    ONLINE_AGENT = 117, "OnlineAgent"
    """Agent business such as top-ups (ifsf)."""
    GLOBAL_RECONCILIATION = 118, "GlobalReconciliation"
    """Totals of all workstations (ifsf)."""
    GLOBAL_RECONCILIATION_WITH_CLOSURE = 119, "GlobalReconciliationWithClosure"
    """Close day for all workstations (ifsf)."""
    STATUS_QUERY = 120, "StatusQuery"
    """State of the terminal (CCV Germany; seen in one experimental client only)."""
    INITIALISATION = 121, "Initialisation"
    """Initialise the terminal (CCV Germany; seen in one experimental client only)."""
    ACTIVATE = 122, "Activate"
    """Activate the terminal (CCV Germany; seen in one experimental client only)."""


class Verdict(Number):
    """How a request ended."""

    APPROVED = 1, "approved"
    """The terminal did it: paid, refunded, reversed, printed, closed ..."""
    DECLINED = 2, "declined"
    """The terminal or its host said no. Nothing was charged."""
    ABORTED = 3, "aborted"
    """Cashier or cardholder aborted. Nothing was charged."""
    REFUSED = 4, "refused"
    """The terminal did not take the request: busy, logged out, ... Nothing was charged."""
    NOT_SENT = 5, "not_sent"
    """Not a byte of the request left the till. Safe to try again."""
    UNKNOWN = 6, "unknown"
    """Sent, and nobody told how it ended. Never send again; find out."""


class Recovered(Number):
    """What became of a request whose outcome was open."""

    APPROVED = 1, "approved"
    """The terminal did it: the money has moved. Book it."""
    NOT_CHARGED = 2, "not_charged"
    """Nothing was charged."""
    ASK_HUMAN = 3, "ask_human"
    """The evidence does not tell: compare receipts and totals, then resolve it by hand."""


class Device(Number):
    """Which of the till's devices the terminal wants."""

    DISPLAY = 1, "display"
    """Text to show."""
    PRINT = 2, "print"
    """A receipt to print."""
    INPUT = 3, "input"
    """A question to the cashier."""
    DELIVER = 4, "deliver"
    """Goods to hand out."""
    JOURNAL = 5, "journal"
    """An entry for the electronic journal."""


class MoneyMoved(Number):
    """Has money moved?"""

    NO = 0, "no"
    """No money has moved."""
    POSSIBLY = 1, "possibly"
    """Money may have moved: find out before charging again."""
    YES = 2, "yes"
    """Money has moved."""


class Role(Number):
    """For whom a receipt is."""

    CUSTOMER = 1, "customer"
    """The customer's copy of a receipt."""
    MERCHANT = 2, "merchant"
    """The merchant's copy of a receipt."""


class Prompt(Number):
    """What kind of answer a question wants."""

    CONFIRMATION = 1, "confirmation"
    """Yes or no: answer OPI_ANSWER_YES or OPI_ANSWER_NO."""
    NUMBER = 2, "number"
    """Digits, an amount or the number of a menu item: opi_answer_set_number(), then OPI_ANSWER_YES."""
    TEXT = 3, "text"
    """Text: opi_answer_set_text(), then OPI_ANSWER_YES."""
    ANY_KEY = 4, "any_key"
    """Any key: answer OPI_ANSWER_YES to go on."""
    OTHER = 5, "other"
    """A command that this library does not know; opi_device_request_command() names it."""


class Answer(Number):
    """What a device of the till answers."""

    DEFAULT = 0, "default"
    """Not answered: the harmless thing is done. Also what arrives when an exception gets lost on the way to C."""
    YES = 1, "yes"
    """Yes: shown, printed, stored, handed out, confirmed; or see opi_answer."""
    NO = 2, "no"
    """No: could not or must not be done; the cashier said no, or refused to answer."""
    FAILED = -1, "failed"
    """The callback failed, as does any negative number: counted in the result, otherwise as OPI_ANSWER_NO."""


class LogLevel(Number):
    """How much is logged."""

    OFF = 0, "off"
    """No log."""
    ERROR = 1, "error"
    """Faults: something does not work."""
    WARN = 2, "warn"
    """Unusual, and handled."""
    INFO = 3, "info"
    """Each request and its outcome."""
    DEBUG = 4, "debug"
    """Each message, in short."""
    TRACE = 5, "trace"
    """Everything, card data masked."""


# ---- Choices: what a newer library adds is kept as its word ----------------------------------------------------


class Dialect(Choice):
    """The terminal's family."""

    CH = "ch"
    """Nexi Switzerland"""
    DE = "de"
    """Germany, OPI 1.2 and 1.3"""
    NL = "nl"
    """Netherlands, OPI-NL"""
    IFSF = "ifsf"
    """IFSF POS-EPS"""


class Model(Choice):
    """The terminal model."""

    RX5000 = "rx5000"
    """Ingenico RX5000"""
    DX8000 = "dx8000"
    """Ingenico DX8000"""
    EX8000 = "ex8000"
    """Ingenico EX8000"""
    Q30 = "q30"
    """PAX Q30"""
    A77 = "a77"
    """PAX A77"""
    IM15 = "im15"
    """PAX IM15"""
    IM30 = "im30"
    """PAX IM30"""


class Variant(Choice):
    """The maker of the terminal's software."""

    THALES = "thales"
    """Thales and Lavego"""
    CCV = "ccv"
    """CCV Germany: ELME, SECpos, app2pay"""
    INGENICO = "ingenico"
    """Ingenico Germany"""
    EFTLINK = "eftlink"
    """MICROS/Oracle EFTLink"""
    DYNAMICS = "dynamics"
    """Dynamics EPS"""
    AP4900 = "ap4900"
    """AP4900: France, Portugal"""


class ReceiptPlace(Choice):
    """Who prints a copy."""

    TILL = "till"
    """The till: the terminal sends the receipt."""
    TERMINAL = "terminal"
    """The terminal itself."""
    NONE = "none"
    """Nobody."""


class JournalTaker(Choice):
    """Who takes the electronic journal."""

    TILL = "till"
    """The till."""
    NONE = "none"
    """Nobody."""


class Recover(Choice):
    """When unresolved requests are looked into."""

    CALL = "call"
    """When the till calls recover."""
    OPEN = "open"
    """When the terminal is opened, too."""


class Acknowledge(Choice):
    """Who says that the till knows an outcome."""

    TILL = "till"
    """The till itself."""
    AUTO = "auto"
    """The library, as soon as it has returned it."""


class DiagnosisMethod(Choice):
    """What a Diagnosis looks at."""

    ON_LINE = "OnLine"
    """The way to the host."""
    LOCAL = "Local"
    """The terminal itself."""
    POP_INIT = "POPInit"
    """The payment point, initialised anew."""
    POP_INIT_ALL = "POPInitAll"
    """All payment points, initialised anew."""
    PRINTER_STATUS = "PrinterStatus"
    """The printer."""


class ClerkPermission(Choice):
    """What the cashier may do."""

    LOW = "Low"
    """The lowest."""
    MEDIUM = "Medium"
    """The middle one."""
    HIGH = "High"
    """The highest."""


class Agent(Choice):
    """Kind of business of an OnlineAgent."""

    MOBILE_PHONE_PREPAID = "MobilePhonePrepaid"
    """Loading a prepaid mobile phone."""
    MOBILE_PHONE_AUTHORISATION = "MobilePhoneAuthorisation"
    """Authorising by mobile phone."""


class MessagePair(Choice):
    """The pair of messages that carries a request."""

    CARD = "card"
    """CardServiceRequest and its answer."""
    SERVICE = "service"
    """ServiceRequest and its answer."""


class SettledBy(Choice):
    """Who settled a request."""

    ANSWER = "answer"
    """The terminal's own answer, in the call that asked."""
    RECOVERY = "recovery"
    """Recovery, from evidence."""
    PERSON = "person"
    """A person."""


class EvidenceSource(Choice):
    """Where a piece of evidence comes from."""

    CONNECTION = "connection"
    """The connection: nothing was sent, or no answer came."""
    ANSWER = "answer"
    """How the terminal's answer says that the request ended."""
    APPROVAL_CODE = "approval_code"
    """The approval code in the answer; one of blanks or zeros is none."""
    TRX_REFERENCE = "trx_reference"
    """The acquirer's reference in the answer: its host took part."""
    ACTION_CODE = "action_code"
    """The host's response code in the answer, where it is a refusal."""
    DECLINE_REASON = "decline_reason"
    """The reason for a decline that the terminal names, its own or the host's."""
    TOTAL = "total"
    """The total in an answer that leaves open how the request ended."""
    JOURNAL = "journal"
    """An entry of the electronic journal."""
    RECEIPT = "receipt"
    """A receipt on which a line says nothing but approved or declined."""
    RECOVERY = "recovery"
    """What recovery found out."""
    PERSON = "person"
    """What the person said who resolved the request by hand."""


class EvidenceSays(Choice):
    """What a piece of evidence says about a request."""

    PAID = "paid"
    """It was done: money moved as asked."""
    NOT_PAID = "not_paid"
    """It was not done: no money moved."""
    OPEN = "open"
    """That it leaves open."""


class AbortConnection(Choice):
    """The connection an abort travels on."""

    SECOND = "second"
    SAME = "same"


class AbortMessage(Choice):
    """The message pair of an abort."""

    CARD = "card"
    SERVICE = "service"


class Reversal(Choice):
    """What a reversal undoes: the last transaction, or the one with a STAN."""

    LAST = "last"
    STAN = "stan"


class CallbackIds(Choice):
    """Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own."""

    SUFFIXED = "suffixed"
    SEQUENCE = "sequence"
    OWN = "own"


class Reference(Choice):
    """What ReferenceNumber holds: the merchant's reference, or something else."""

    MERCHANT = "merchant"
    OTHER = "other"


class TimedOut(Choice):
    """What TimedOut without a sign of an authorisation means for money."""

    DECLINED = "declined"
    UNKNOWN = "unknown"


class LoginData(Choice):
    """What a login tells the terminal in PrivateData: nothing, or which receipts the till prints."""

    NONE = "none"
    PRINTERS = "printers"


# ---- Options and fields ----------------------------------------------------------------------------------------


class RequestOption(Name):
    """Options of a request."""

    REFERENCE = "reference"
    """The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect
    means it so (ch, de)."""
    KEY = "key"
    """Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs
    the journal; not on the wire."""
    ALTHOUGH_UNRESOLVED = "although_unresolved"
    """Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the
    wire."""
    CLERK = "clerk"
    """ClerkID: the cashier."""
    SHIFT = "shift"
    """ShiftNumber: separates totals by shift."""
    LANGUAGE = "language"
    """Language of displays and receipts of this request."""
    TRANSACTION_NUMBER = "transaction_number"
    """TransactionNumber: the till's own number of the sale."""
    STAN = "stan"
    """STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result."""
    ORIGINAL_TERMINAL = "original_terminal"
    """TerminalID of the earlier transaction."""
    ORIGINAL_BATCH = "original_batch"
    """TerminalBatch of the earlier transaction."""
    ORIGINAL_TIME = "original_time"
    """Time of the earlier transaction."""
    TRX_REFERENCE = "trx_reference"
    """On a refund, capture or cancel: trx_reference of the sale or reservation, from its result."""
    CASHBACK = "cashback"
    """Cash handed to the customer; the amount of the request is the total."""
    CARD_CIRCUITS = "card_circuits"
    """Restricts the payment to these brands."""
    FORCE_ACCEPTANCE = "force_acceptance"
    """Accept although the host cannot be reached, only where the contract allows it. See the result field
    force_possible."""
    APPROVAL_CODE = "approval_code"
    """Approval code obtained by voice."""
    REQUEST_TOKEN = "request_token"
    """Ask for a card token."""
    REQUEST_TRANSACTION_INFORMATION = "request_transaction_information"
    """Ask for more transaction data in the answer."""
    REQUEST_RECEIPT_HEADER = "request_receipt_header"
    """Ask for the receipt header."""
    DIAGNOSIS_METHOD = "diagnosis_method"
    """What a Diagnosis looks at."""
    TIP = "tip"
    """The part of the amount that is a tip."""
    CARD_CIRCUITS_DENIED = "card_circuits_denied"
    """Every brand but these."""
    CLERK_PERMISSION = "clerk_permission"
    """ClerkPermission: what the cashier may do."""
    MANUAL_PAN = "manual_pan"
    """ManualPAN: the card number is typed in at the terminal (mail and telephone orders)."""
    PRESELECTED_CARD = "preselected_card"
    """UsePreselectedCard: the card that was read before (CCV Germany)."""
    LAST_RECEIPT = "last_receipt"
    """LastReceiptNumber: the receipt that the till took last (older CCV Germany)."""
    PRIVATE_DATA = "private_data"
    """PrivateData as text, such as type=initialise with an Administration (CCV Germany)."""
    AGENT = "agent"
    """Kind of business of an OnlineAgent."""
    MESSAGE_PAIR = "message_pair"
    """The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair."""
    SERVICE_LEVEL = "service_level"
    """ServiceLevel (forecourt)."""
    OUTDOOR_POSITION = "outdoor_position"
    """OutdoorPosition: the pump (forecourt)."""
    STORE_ID = "store_id"
    """StoreID: the shop (EFTLink)."""
    MERCHANT_REFERENCE = "merchant_reference"
    """MerchantReference for the acquirer."""
    SALE_ITEMS = "sale_items"
    """The lines of the sale. Amounts and prices in decimal major units, e.g. product=30&amount=12.50&text=Diesel."""
    LOYALTY = "loyalty"
    """LoyaltyFlag: the sale takes part in a loyalty programme."""
    LOYALTY_AMOUNT = "loyalty_amount"
    """LoyaltyAmount: points, or their worth."""
    LOYALTY_CARD = "loyalty_card"
    """Number of a loyalty card that the till read."""
    CARD_PAN = "card_pan"
    """Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS."""
    CARD_EXPIRY = "card_expiry"
    """Expiry date of the card of card_pan."""
    CARD_TRACK2 = "card_track2"
    """Second track of a card that the till read. Puts the till into the scope of PCI DSS."""


class UrlOption(Name):
    """Options of a terminal URL."""

    DIALECT = "dialect"
    """The terminal's family: it decides ports, receipts, session and abort."""
    MODEL = "model"
    """The terminal model (ch): what it is known to lack is refused before anything is sent."""
    VARIANT = "variant"
    """The maker of the terminal's software: ports, aborts and login differ."""
    DIALECT_FILE = "dialect_file"
    """Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the settings."""
    WORKSTATION = "workstation"
    """WorkstationID: the name of this till. Two tills at one terminal need two names."""
    LISTEN = "listen"
    """Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4 and IPv6.
    Terminals of one process may share it. Port 0 takes a free one."""
    CONNECT_MS = "connect_ms"
    """How long to wait for the connection to the terminal."""
    IDLE_MS = "idle_ms"
    """How long the terminal may be silent on both channels while a request runs. A question to the cashier stops the
    clock."""
    HARD_MS = "hard_ms"
    """How long a request may take in all, from the connection to the verdict. A callback of the till that is running
    is never cut off."""
    ABORT_MS = "abort_ms"
    """How long to wait for the outcome after the library itself aborted a request that took too long. Part of
    hard_ms."""
    ABORT_SPACING_MS = "abort_spacing_ms"
    """Least time between two AbortRequests; there are at most three."""
    ASK_AGAIN_MS = "ask_again_ms"
    """How long recovery waits between two questions to a busy terminal, and from a request to the first question
    about it."""
    RECOVER_MS = "recover_ms"
    """How long a recovery may take in all; what it did not get to is listed as the journal knows it."""
    MAX_PAPERS = "max_papers"
    """Most receipts and journal entries taken for one request; then it is aborted, and those beyond are refused."""
    MAX_PAPER_BYTES = "max_paper_bytes"
    """The same in bytes."""
    LANGUAGE = "language"
    """Language of displays and receipts, where the request names none."""
    SENDER = "sender"
    """ApplicationSender: the name of the till's software (de, ifsf)."""
    POP_ID = "pop_id"
    """POPID: the payment point (de, ifsf)."""
    CUSTOMER_RECEIPT = "customer_receipt"
    """Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide)."""
    MERCHANT_RECEIPT = "merchant_receipt"
    """Who prints the merchant's copy (ch, nl)."""
    ELECTRONIC_JOURNAL = "electronic_journal"
    """Whether the till wants the electronic journal (ch, nl)."""
    JOURNAL = "journal"
    """The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps other
    programs of this machine away from the terminal."""
    RECOVER = "recover"
    """When unresolved requests are looked into: only when the till calls recover, or also when the terminal is
    opened."""
    ACKNOWLEDGE = "acknowledge"
    """Who says that the till knows an outcome: the till itself, or the library as soon as it has returned it."""
    KEEP_DAYS = "keep_days"
    """How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever."""
    ADOPT_JOURNAL = "adopt_journal"
    """Take over a journal that was written on another machine, e.g. after the till's disk was moved."""
    MAX_FRAME = "max_frame"
    """Longest message accepted from a terminal."""


class Setting(Name):
    """Settings of a dialect."""

    TERMINAL_PORT = "terminal_port"
    """Where terminals listen for requests, unless the URL names a port."""
    LISTEN_PORT = "listen_port"
    """Where the till listens for device requests, unless the URL says `listen`."""
    CUSTOMER_PRINTER = "customer_printer"
    """The device on which the customer's receipt comes."""
    MERCHANT_PRINTER = "merchant_printer"
    """The device on which the merchant's receipt comes."""
    SESSION_OPEN = "session_open"
    """Opens a session."""
    SESSION_CLOSE = "session_close"
    """Closes a session."""
    CLOSE_DAY = "close_day"
    """Closes the day."""
    STATUS = "status"
    """Asks for the terminal's state."""
    ABORT_CONNECTION = "abort_connection"
    """The connection an abort travels on."""
    ABORT_MESSAGE = "abort_message"
    """The message pair of an abort."""
    ABORT_NAMES_REQUEST = "abort_names_request"
    """Does an abort name the request in ReferenceNumber?"""
    REVERSAL = "reversal"
    """What a reversal undoes: the last transaction, or the one with a STAN."""
    CALLBACK_IDS = "callback_ids"
    """Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own."""
    ANNOUNCES_PRINTERS = "announces_printers"
    """Do card requests say where receipts go?"""
    ANNOUNCES_TO_SERVICES = "announces_to_services"
    """Do service requests say it too?"""
    NAMES_SENDER = "names_sender"
    """Do requests carry ApplicationSender and POPID?"""
    REFERENCE = "reference"
    """What ReferenceNumber holds: the merchant's reference, or something else."""
    TIMED_OUT = "timed_out"
    """What TimedOut without a sign of an authorisation means for money."""
    LOGIN_DATA = "login_data"
    """What a login tells the terminal in PrivateData: nothing, or which receipts the till prints."""
    CAPTURE_VERB = "capture_verb"
    """Captures a reservation. **Unverified**: what ch takes is not public; this is the family's name for it."""
    CANCEL_VERB = "cancel_verb"
    """Cancels a reservation. **Unverified**: what ch takes is not public; this is the family's name for it."""
    ALLOW = "allow"
    """What this terminal can do beyond its row."""
    REFUSE = "refuse"
    """What this terminal must not be asked."""


class ResultField(Name):
    """Fields: How a request ended: its verdict, everything the terminal said, the receipts."""

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
    """Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number."""
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
    REQUESTED_CURRENCY = "requested_currency"
    """ISO 4217 letters of what the till asked for."""
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
    """Online, Offline, …"""
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
    """The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked,
    secrets dropped."""


class RecoveredField(Name):
    """Fields: A request of the journal, and what became of it."""

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
    """Who settled it."""
    SETTLED_AT = "settled_at"
    """When it was settled, local time."""
    WHO = "who"
    """The person who resolved it by hand."""


class JournalEntryField(Name):
    """Fields: An entry of the electronic journal."""

    TERMINAL = "terminal"
    """Terminal identification."""
    MERCHANT = "merchant"
    """Merchant identification."""
    SHOP = "shop"
    """Name and address of the shop, a line each."""
    TRANSACTION = "transaction"
    """Transaction number of the terminal."""
    SERVICE = "service"
    """PURCHASE, ..."""
    TIME = "time"
    """Local time at the terminal."""
    APPROVAL_CODE = "approval_code"
    """Approval code."""
    AMOUNT = "amount"
    """What was charged, decimal major units."""
    CURRENCY = "currency"
    """ISO 4217 letters."""
    DETAILED_AMOUNT = "detailed_amount"
    """Amount without additions, decimal major units."""
    RESULT = "result"
    """Result code."""
    ACQUIRER = "acquirer"
    """Acquirer."""
    ACTIVATION = "activation"
    """Counter of activations."""
    REFERENCE = "reference"
    """Reference at the acquirer."""
    CARD = "card"
    """Card number, masked."""
    CARD_NAME = "card_name"
    """MC CREDIT, ..."""
    APPLICATION_ID = "application_id"
    """AID of the chip."""
    DCC_AMOUNT = "dcc_amount"
    """Amount in the cardholder's currency."""
    DCC_CURRENCY = "dcc_currency"
    """The cardholder's currency: its code, else its name."""
    DCC_RATE = "dcc_rate"
    """Exchange rate."""
    DCC_MARKUP = "dcc_markup"
    """Mark-up in per cent."""
    TEXT = "text"
    """The text lines, if it came with any."""


class EvidenceField(Name):
    """Fields: A sign of what became of a request that may move money."""

    SOURCE = "source"
    """Where it comes from."""
    SAYS = "says"
    """What it says."""
    TEXT = "text"
    """The same as a sentence."""


class ContradictionField(Name):
    """Fields: Two pieces of evidence of which one says that money moved, and the other that none did."""

    FIRST = "first"
    """Where the one piece of evidence comes from."""
    SECOND = "second"
    """Where the other one comes from."""
    TEXT = "text"
    """Both as sentences."""
