// Made of api/opi-api.json by api/templates/csharp.cs.j2; never edit by hand.
using System;
using System.Collections.Generic;

namespace Opi
{
    /// <summary>Why something ended as it did; the number's family alone says what to do.</summary>
    public enum Status
    {
        /// <summary>Done. Look at the result's verdict.</summary>
        Ok = 0,
        /// <summary>A pointer that must not be NULL was NULL. Fix the call; nothing was sent.</summary>
        Null = -1,
        /// <summary>A value is not acceptable. The message names the value and what is accepted.</summary>
        InvalidArgument = -2,
        /// <summary>A text is not valid UTF-8. Convert the text to UTF-8 before the call.</summary>
        InvalidUtf8 = -3,
        /// <summary>There is no option, field or request kind of that name or number. The message names the nearest one.</summary>
        UnknownName = -4,
        /// <summary>The amount is not acceptable. Give minor units, positive, of an ISO 4217 currency.</summary>
        InvalidAmount = -5,
        /// <summary>The terminal URL cannot be read. Write opi://host[:port]?option=value&amp;option=value.</summary>
        InvalidUrl = -6,
        /// <summary>Header and library do not fit. Build against the opi.h of this library version.</summary>
        Abi = -7,
        /// <summary>Another call is running on this terminal. Wait for it, or cancel it; requests are never queued silently.</summary>
        Busy = -8,
        /// <summary>This call is not allowed inside a callback of the same terminal. Return from the callback first.</summary>
        Recursive = -9,
        /// <summary>The terminal has been closed. Open it again.</summary>
        Closed = -10,
        /// <summary>This dialect or build cannot do that. The message names the alternative.</summary>
        Unsupported = -11,
        /// <summary>The time given to this call is over. Call again, with more time.</summary>
        Timeout = -12,
        /// <summary>The handle belongs to the parent process. Open terminals after fork(), in the process that uses them.</summary>
        Forked = -13,
        /// <summary>The idempotency key was used before for a request with other content. Give every sale a key of its own;
        /// nothing was sent.</summary>
        KeyMismatch = -14,
        /// <summary>This terminal was opened without a journal. Open it without journal=none.</summary>
        NoJournal = -15,
        /// <summary>The terminal's name cannot be resolved. Check the host in the URL and the name service; nothing was sent.</summary>
        Resolve = -100,
        /// <summary>Nobody listens at the terminal's port. Check the port, and that integrated mode is on in the terminal;
        /// nothing was sent.</summary>
        ConnectRefused = -101,
        /// <summary>The terminal did not accept the connection in time. Check that it is switched on, and the address and
        /// firewall; nothing was sent.</summary>
        ConnectTimeout = -102,
        /// <summary>There is no way to the terminal's address. Check network, cable and address; nothing was sent.</summary>
        Unreachable = -103,
        /// <summary>The till's own port for device requests cannot be opened. Stop the program that holds it, or choose another
        /// port here and in the terminal.</summary>
        Listen = -104,
        /// <summary>Cancelled before anything was sent. Nothing to do.</summary>
        CancelledBeforeSend = -105,
        /// <summary>The connection broke before the first byte was sent. It is safe to try again.</summary>
        LostBeforeSend = -106,
        /// <summary>The journal cannot be opened, read or written. Check the path, the rights of the folder and the disk;
        /// nothing was sent.</summary>
        Journal = -107,
        /// <summary>The journal's file is damaged or is no journal. Keep the file for support, move it away and compare with the
        /// terminal's totals; nothing was sent.</summary>
        JournalCorrupt = -108,
        /// <summary>The journal was written by a newer library. Install that version of the library, or choose another journal;
        /// nothing was changed.</summary>
        JournalVersion = -109,
        /// <summary>The journal belongs to another machine. Choose another journal, or take this one over with
        /// adopt_journal=yes; nothing was changed.</summary>
        JournalForeign = -110,
        /// <summary>Another program keeps the journal locked. Close the program that holds the file; nothing was sent.</summary>
        JournalLocked = -111,
        /// <summary>The disk of the journal is full. Make room on the disk; nothing was sent.</summary>
        JournalFull = -112,
        /// <summary>The journal's file or folder is read-only. Give the till the right to write there, or choose another path;
        /// nothing was sent.</summary>
        JournalReadOnly = -113,
        /// <summary>An earlier request on this terminal is not resolved, so no new one may be sent. Recover first, or resolve it
        /// by hand; nothing was sent.</summary>
        Unresolved = -114,
        /// <summary>Another program on this machine is using the terminal. Close that program; a dead one's place is taken at
        /// once.</summary>
        TerminalInUse = -115,
        /// <summary>The connection broke after the request was sent. Do not send again. Find out at the terminal or by recovery
        /// what happened.</summary>
        ConnectionLost = -200,
        /// <summary>The terminal did not answer in time. Do not send again. Find out at the terminal or by recovery what
        /// happened.</summary>
        ResponseTimeout = -201,
        /// <summary>Something that does not speak OPI answered. Check host and port: it must be the terminal's OPI port.</summary>
        NotOpi = -202,
        /// <summary>The terminal sent a frame that cannot be right. Do not send again. Check port and terminal software.</summary>
        Frame = -203,
        /// <summary>The terminal's answer cannot be read. Do not send again. Find out at the terminal or by recovery what
        /// happened.</summary>
        Protocol = -204,
        /// <summary>Only the answer to another request came. Do not send again. Find out at the terminal or by recovery what
        /// happened.</summary>
        ForeignResponse = -205,
        /// <summary>Cancelled while the terminal was working, and it did not say how it ended. Do not send again. Find out at
        /// the terminal or by recovery what happened.</summary>
        CancelledInFlight = -206,
        /// <summary>The terminal answered, but its answer does not settle whether money moved. Do not send again. Compare with
        /// the terminal's receipt and totals.</summary>
        Inconclusive = -207,
        /// <summary>A fault in the library while a request was running. Do not send again. Find out at the terminal what
        /// happened, then restart the till.</summary>
        InternalInFlight = -208,
        /// <summary>The request with this idempotency key is not resolved yet. Do not send again. Recover, or resolve it by
        /// hand.</summary>
        Pending = -209,
        /// <summary>The terminal sent more receipts than the bounds allow, and no answer. Do not send again. Recover; raise
        /// max_papers or max_paper_bytes only if the terminal really needs it.</summary>
        TooManyPapers = -210,
        /// <summary>The payment was declined. Tell the customer; another card or cash may do.</summary>
        Declined = -300,
        /// <summary>Aborted by cashier or cardholder. Nothing was charged; start again when ready.</summary>
        Aborted = -301,
        /// <summary>The terminal waited in vain for card, input or host. Nothing was charged; start again when ready.</summary>
        TerminalTimedOut = -302,
        /// <summary>The terminal could not reach its payment host. Check the terminal's network; try again later.</summary>
        HostUnreachable = -303,
        /// <summary>The terminal does not know this card. Ask for another card.</summary>
        UnknownCard = -304,
        /// <summary>Recovery found that nothing was charged. Nothing was charged; start again when ready.</summary>
        NotCharged = -305,
        /// <summary>The terminal is busy or not ready; it did not take the request. Wait some seconds, then try again.</summary>
        TerminalBusy = -310,
        /// <summary>The terminal is not activated or logged in; it did not take the request. Activate (log in), then try again.</summary>
        LoggedOut = -311,
        /// <summary>The terminal wants its last receipt reprinted first; it did not take the request. Run a reprint, print what
        /// comes, then try again.</summary>
        PrintLastTicket = -312,
        /// <summary>The terminal could not make sense of the request and did not take it. Check the dialect and the options.</summary>
        RequestRejected = -313,
        /// <summary>The terminal does not know this kind of request. Use another way; see docs/dialects.md.</summary>
        NotSupportedByTerminal = -314,
        /// <summary>A fault in the library. Nothing was sent. Report it; restart the till.</summary>
        Internal = -900,
        /// <summary>An earlier fault in the library made this handle unusable. Close it and open the terminal again.</summary>
        Poisoned = -901,
    }

    /// <summary>What a till asks a terminal for.</summary>
    public enum RequestKind
    {
        /// <summary>Card payment.</summary>
        CardPayment = 1,
        /// <summary>Refund to a card.</summary>
        PaymentRefund = 2,
        /// <summary>Reversal: by STAN in de, of the last transaction in ch.</summary>
        PaymentReversal = 3,
        /// <summary>Reservation, a pre-authorisation (ch).</summary>
        CardReservation = 4,
        /// <summary>Pre-authorisation (ifsf).</summary>
        CardPreAuthorisation = 5,
        /// <summary>Completion of a pre-authorisation (ifsf).</summary>
        CardFinancialAdvice = 6,
        /// <summary>Load a stored-value card.</summary>
        StoreValueInCard = 7,
        /// <summary>Unload a stored-value card.</summary>
        RefundValueFromCard = 8,
        /// <summary>Card payment that also awards loyalty points (ifsf).</summary>
        CardPaymentLoyaltyAward = 9,
        /// <summary>Capture a reservation (ch). The name on the wire is a setting of the dialect.</summary>
        CaptureReservation = 10,
        /// <summary>Cancel a reservation (ch). The name on the wire is a setting of the dialect.</summary>
        CancelReservation = 11,
        /// <summary>Award loyalty points (ifsf).</summary>
        LoyaltyAward = 12,
        /// <summary>Pre-authorisation that also reads a loyalty card (ifsf).</summary>
        CardPreAuthorisationLoyaltySwipe = 13,
        /// <summary>Completion of a pre-authorisation that also awards points (ifsf).</summary>
        CardFinancialAdviceLoyaltyAward = 14,
        /// <summary>Pay with loyalty points (ifsf).</summary>
        LoyaltyRedemption = 15,
        /// <summary>Card payment, a part of it with loyalty points (ifsf).</summary>
        CardPaymentLoyaltyRedemption = 16,
        /// <summary>Reversal of a payment and its loyalty points (ifsf).</summary>
        PaymentLoyaltyReversal = 17,
        /// <summary>Refund of a payment and its loyalty points (ifsf).</summary>
        PaymentLoyaltyRefund = 18,
        /// <summary>Take awarded points back (ifsf).</summary>
        LoyaltyAwardReversal = 19,
        /// <summary>Give redeemed points back (ifsf).</summary>
        LoyaltyRedemptionReversal = 20,
        /// <summary>Move points from one loyalty card to another (ifsf).</summary>
        LoyaltyPointsTransfer = 21,
        /// <summary>Balance of a card.</summary>
        CardBalanceQuery = 30,
        /// <summary>Read a card without payment (ifsf).</summary>
        CardSwipe = 31,
        /// <summary>Read a loyalty card (ifsf).</summary>
        LoyaltySwipe = 32,
        /// <summary>Activate a card (ifsf).</summary>
        CardActivate = 33,
        /// <summary>Block a card (ifsf).</summary>
        CardStop = 34,
        /// <summary>Points of a loyalty card (ifsf).</summary>
        LoyaltyBalanceQuery = 35,
        /// <summary>Link a loyalty card to a payment card (ifsf).</summary>
        LoyaltyLinkCard = 36,
        /// <summary>Change the PIN of a card (ifsf).</summary>
        PinChange = 37,
        /// <summary>Print the last receipt once more.</summary>
        TicketReprint = 40,
        /// <summary>Repeat the last answer: what became of the last request.</summary>
        RepeatLastMessage = 41,
        /// <summary>Abort what is running. Sent by the library when a call is cancelled.</summary>
        AbortRequest = 42,
        /// <summary>Open the session (de, ifsf; older ch).</summary>
        Login = 100,
        /// <summary>Close the session (de, ifsf; older ch).</summary>
        Logoff = 101,
        /// <summary>Activate the terminal (ch, nl).</summary>
        ActivateTerminal = 102,
        /// <summary>Deactivate the terminal (ch, nl).</summary>
        DeactivateTerminal = 103,
        /// <summary>State of the terminal (ch, nl).</summary>
        GetStatus = 104,
        /// <summary>Identity of the terminal (ch, nl); may print a report.</summary>
        GetInfo = 105,
        /// <summary>Diagnosis (de, ifsf).</summary>
        Diagnosis = 106,
        /// <summary>Close day: final balance and log-off (ch, nl).</summary>
        CloseDay = 107,
        /// <summary>Totals without closing (de, ifsf).</summary>
        Reconciliation = 108,
        /// <summary>Close day (de, ifsf).</summary>
        ReconciliationWithClosure = 109,
        /// <summary>Submit stored transactions (ch, nl).</summary>
        TransmitTrx = 110,
        /// <summary>Submit stored transactions (ifsf).</summary>
        SendOfflineTransactions = 111,
        /// <summary>Fetch the terminal's configuration (ch, nl).</summary>
        ContactTms = 112,
        /// <summary>Fetch merchant and brand initialisation (ch, nl).</summary>
        ContactAcq = 113,
        /// <summary>Restart the terminal (ch, nl).</summary>
        RestartTerminal = 114,
        /// <summary>Card brands the terminal accepts (nl).</summary>
        GetCardCircuits = 115,
        /// <summary>Administration (de, ifsf, EFTLink).</summary>
        Administration = 116,
        /// <summary>Agent business such as top-ups (ifsf).</summary>
        OnlineAgent = 117,
        /// <summary>Totals of all workstations (ifsf).</summary>
        GlobalReconciliation = 118,
        /// <summary>Close day for all workstations (ifsf).</summary>
        GlobalReconciliationWithClosure = 119,
        /// <summary>State of the terminal (CCV Germany; seen in one experimental client only).</summary>
        StatusQuery = 120,
        /// <summary>Initialise the terminal (CCV Germany; seen in one experimental client only).</summary>
        Initialisation = 121,
        /// <summary>Activate the terminal (CCV Germany; seen in one experimental client only).</summary>
        Activate = 122,
    }

    /// <summary>How a request ended.</summary>
    public enum Verdict
    {
        /// <summary>The terminal did it: paid, refunded, reversed, printed, closed ...</summary>
        Approved = 1,
        /// <summary>The terminal or its host said no. Nothing was charged.</summary>
        Declined = 2,
        /// <summary>Cashier or cardholder aborted. Nothing was charged.</summary>
        Aborted = 3,
        /// <summary>The terminal did not take the request: busy, logged out, ... Nothing was charged.</summary>
        Refused = 4,
        /// <summary>Not a byte of the request left the till. Safe to try again.</summary>
        NotSent = 5,
        /// <summary>Sent, and nobody told how it ended. Never send again; find out.</summary>
        Unknown = 6,
    }

    /// <summary>What became of a request whose outcome was open.</summary>
    public enum RecoveryVerdict
    {
        /// <summary>The terminal did it: the money has moved. Book it.</summary>
        Approved = 1,
        /// <summary>Nothing was charged.</summary>
        NotCharged = 2,
        /// <summary>The evidence does not tell: compare receipts and totals, then resolve it by hand.</summary>
        AskHuman = 3,
    }

    /// <summary>Which of the till's devices the terminal wants.</summary>
    public enum DeviceKind
    {
        /// <summary>Text to show.</summary>
        Display = 1,
        /// <summary>A receipt to print.</summary>
        Print = 2,
        /// <summary>A question to the cashier.</summary>
        Input = 3,
        /// <summary>Goods to hand out.</summary>
        Deliver = 4,
        /// <summary>An entry for the electronic journal.</summary>
        Journal = 5,
    }

    /// <summary>Has money moved?</summary>
    public enum MoneyMoved
    {
        /// <summary>No money has moved.</summary>
        No = 0,
        /// <summary>Money may have moved: find out before charging again.</summary>
        Possibly = 1,
        /// <summary>Money has moved.</summary>
        Yes = 2,
    }

    /// <summary>For whom a receipt is.</summary>
    public enum ReceiptRole
    {
        /// <summary>The customer's copy of a receipt.</summary>
        Customer = 1,
        /// <summary>The merchant's copy of a receipt.</summary>
        Merchant = 2,
    }

    /// <summary>What kind of answer a question wants.</summary>
    public enum Prompt
    {
        /// <summary>Yes or no: answer OPI_ANSWER_YES or OPI_ANSWER_NO.</summary>
        Confirmation = 1,
        /// <summary>Digits, an amount or the number of a menu item: opi_answer_set_number(), then OPI_ANSWER_YES.</summary>
        Number = 2,
        /// <summary>Text: opi_answer_set_text(), then OPI_ANSWER_YES.</summary>
        Text = 3,
        /// <summary>Any key: answer OPI_ANSWER_YES to go on.</summary>
        AnyKey = 4,
        /// <summary>A command that this library does not know; opi_device_request_command() names it.</summary>
        Other = 5,
    }

    /// <summary>What a device of the till answers.</summary>
    public enum Answer
    {
        /// <summary>Not answered: the harmless thing is done. Also what arrives when an exception gets lost on the way to C.</summary>
        Default = 0,
        /// <summary>Yes: shown, printed, stored, handed out, confirmed; or see opi_answer.</summary>
        Yes = 1,
        /// <summary>No: could not or must not be done; the cashier said no, or refused to answer.</summary>
        No = 2,
        /// <summary>The callback failed, as does any negative number: counted in the result, otherwise as OPI_ANSWER_NO.</summary>
        Failed = -1,
    }

    /// <summary>How much is logged.</summary>
    public enum LogLevel
    {
        /// <summary>No log.</summary>
        Off = 0,
        /// <summary>Faults: something does not work.</summary>
        Error = 1,
        /// <summary>Unusual, and handled.</summary>
        Warn = 2,
        /// <summary>Each request and its outcome.</summary>
        Info = 3,
        /// <summary>Each message, in short.</summary>
        Debug = 4,
        /// <summary>Everything, card data masked.</summary>
        Trace = 5,
    }

    /// <summary>The terminal's family.</summary>
    public enum Dialect
    {
        /// <summary>Nexi Switzerland</summary>
        Ch,
        /// <summary>Germany, OPI 1.2 and 1.3</summary>
        De,
        /// <summary>Netherlands, OPI-NL</summary>
        Nl,
        /// <summary>IFSF POS-EPS</summary>
        Ifsf,
    }

    /// <summary>The terminal model.</summary>
    public enum TerminalModel
    {
        /// <summary>Ingenico RX5000</summary>
        Rx5000,
        /// <summary>Ingenico DX8000</summary>
        Dx8000,
        /// <summary>Ingenico EX8000</summary>
        Ex8000,
        /// <summary>PAX Q30</summary>
        Q30,
        /// <summary>PAX A77</summary>
        A77,
        /// <summary>PAX IM15</summary>
        Im15,
        /// <summary>PAX IM30</summary>
        Im30,
    }

    /// <summary>The maker of the terminal's software.</summary>
    public enum TerminalVariant
    {
        /// <summary>Thales and Lavego</summary>
        Thales,
        /// <summary>CCV Germany: ELME, SECpos, app2pay</summary>
        Ccv,
        /// <summary>Ingenico Germany</summary>
        Ingenico,
        /// <summary>MICROS/Oracle EFTLink</summary>
        Eftlink,
        /// <summary>Dynamics EPS</summary>
        Dynamics,
        /// <summary>AP4900: France, Portugal</summary>
        Ap4900,
    }

    /// <summary>Who prints a copy.</summary>
    public enum ReceiptPlace
    {
        /// <summary>The till: the terminal sends the receipt.</summary>
        Till,
        /// <summary>The terminal itself.</summary>
        Terminal,
        /// <summary>Nobody.</summary>
        None,
    }

    /// <summary>Who takes the electronic journal.</summary>
    public enum JournalTaker
    {
        /// <summary>The till.</summary>
        Till,
        /// <summary>Nobody.</summary>
        None,
    }

    /// <summary>When unresolved requests are looked into.</summary>
    public enum RecoverWhen
    {
        /// <summary>When the till calls recover.</summary>
        Call,
        /// <summary>When the terminal is opened, too.</summary>
        Open,
    }

    /// <summary>Who says that the till knows an outcome.</summary>
    public enum AcknowledgedBy
    {
        /// <summary>The till itself.</summary>
        Till,
        /// <summary>The library, as soon as it has returned it.</summary>
        Auto,
    }

    /// <summary>What a Diagnosis looks at.</summary>
    public enum DiagnosisMethod
    {
        /// <summary>The way to the host.</summary>
        OnLine,
        /// <summary>The terminal itself.</summary>
        Local,
        /// <summary>The payment point, initialised anew.</summary>
        PopInit,
        /// <summary>All payment points, initialised anew.</summary>
        PopInitAll,
        /// <summary>The printer.</summary>
        PrinterStatus,
    }

    /// <summary>What the cashier may do.</summary>
    public enum ClerkPermission
    {
        /// <summary>The lowest.</summary>
        Low,
        /// <summary>The middle one.</summary>
        Medium,
        /// <summary>The highest.</summary>
        High,
    }

    /// <summary>Kind of business of an OnlineAgent.</summary>
    public enum AgentBusiness
    {
        /// <summary>Loading a prepaid mobile phone.</summary>
        MobilePhonePrepaid,
        /// <summary>Authorising by mobile phone.</summary>
        MobilePhoneAuthorisation,
    }

    /// <summary>The pair of messages that carries a request.</summary>
    public enum MessagePair
    {
        /// <summary>CardServiceRequest and its answer.</summary>
        Card,
        /// <summary>ServiceRequest and its answer.</summary>
        Service,
    }

    /// <summary>Who settled a request.</summary>
    public enum SettledBy
    {
        /// <summary>The terminal's own answer, in the call that asked.</summary>
        Answer,
        /// <summary>Recovery, from evidence.</summary>
        Recovery,
        /// <summary>A person.</summary>
        Person,
    }

    /// <summary>Where a piece of evidence comes from.</summary>
    public enum EvidenceSource
    {
        /// <summary>The connection: nothing was sent, or no answer came.</summary>
        Connection,
        /// <summary>How the terminal's answer says that the request ended.</summary>
        Answer,
        /// <summary>The approval code in the answer; one of blanks or zeros is none.</summary>
        ApprovalCode,
        /// <summary>The acquirer's reference in the answer: its host took part.</summary>
        TrxReference,
        /// <summary>The host's response code in the answer, where it is a refusal.</summary>
        ActionCode,
        /// <summary>The reason for a decline that the terminal names, its own or the host's.</summary>
        DeclineReason,
        /// <summary>The total in an answer that leaves open how the request ended.</summary>
        Total,
        /// <summary>An entry of the electronic journal.</summary>
        Journal,
        /// <summary>A receipt on which a line says nothing but approved or declined.</summary>
        Receipt,
        /// <summary>What recovery found out.</summary>
        Recovery,
        /// <summary>What the person said who resolved the request by hand.</summary>
        Person,
    }

    /// <summary>What a piece of evidence says about a request.</summary>
    public enum EvidenceSays
    {
        /// <summary>It was done: money moved as asked.</summary>
        Paid,
        /// <summary>It was not done: no money moved.</summary>
        NotPaid,
        /// <summary>That it leaves open.</summary>
        Open,
    }

    /// <summary>The connection an abort travels on.</summary>
    public enum AbortConnection
    {
        /// <summary>second</summary>
        Second,
        /// <summary>same</summary>
        Same,
    }

    /// <summary>The message pair of an abort.</summary>
    public enum AbortMessage
    {
        /// <summary>card</summary>
        Card,
        /// <summary>service</summary>
        Service,
    }

    /// <summary>What a reversal undoes: the last transaction, or the one with a STAN.</summary>
    public enum ReversalOf
    {
        /// <summary>last</summary>
        Last,
        /// <summary>stan</summary>
        Stan,
    }

    /// <summary>Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own.</summary>
    public enum CallbackIds
    {
        /// <summary>suffixed</summary>
        Suffixed,
        /// <summary>sequence</summary>
        Sequence,
        /// <summary>own</summary>
        Own,
    }

    /// <summary>What ReferenceNumber holds: the merchant's reference, or something else.</summary>
    public enum ReferenceHolds
    {
        /// <summary>merchant</summary>
        Merchant,
        /// <summary>other</summary>
        Other,
    }

    /// <summary>What TimedOut without a sign of an authorisation means for money.</summary>
    public enum TimedOutMeans
    {
        /// <summary>declined</summary>
        Declined,
        /// <summary>unknown</summary>
        Unknown,
    }

    /// <summary>What a login tells the terminal in PrivateData: nothing, or which receipts the till prints.</summary>
    public enum LoginData
    {
        /// <summary>none</summary>
        None,
        /// <summary>printers</summary>
        Printers,
    }

    // What texts of the library call the values.
    internal static class Words
    {
        internal static readonly Words<Status> Status = new Words<Status>
        {
            { "OPI_OK", Opi.Status.Ok },
            { "OPI_E_NULL", Opi.Status.Null },
            { "OPI_E_INVALID_ARGUMENT", Opi.Status.InvalidArgument },
            { "OPI_E_INVALID_UTF8", Opi.Status.InvalidUtf8 },
            { "OPI_E_UNKNOWN_NAME", Opi.Status.UnknownName },
            { "OPI_E_INVALID_AMOUNT", Opi.Status.InvalidAmount },
            { "OPI_E_INVALID_URL", Opi.Status.InvalidUrl },
            { "OPI_E_ABI", Opi.Status.Abi },
            { "OPI_E_BUSY", Opi.Status.Busy },
            { "OPI_E_RECURSIVE", Opi.Status.Recursive },
            { "OPI_E_CLOSED", Opi.Status.Closed },
            { "OPI_E_UNSUPPORTED", Opi.Status.Unsupported },
            { "OPI_E_TIMEOUT", Opi.Status.Timeout },
            { "OPI_E_FORKED", Opi.Status.Forked },
            { "OPI_E_KEY_MISMATCH", Opi.Status.KeyMismatch },
            { "OPI_E_NO_JOURNAL", Opi.Status.NoJournal },
            { "OPI_E_RESOLVE", Opi.Status.Resolve },
            { "OPI_E_CONNECT_REFUSED", Opi.Status.ConnectRefused },
            { "OPI_E_CONNECT_TIMEOUT", Opi.Status.ConnectTimeout },
            { "OPI_E_UNREACHABLE", Opi.Status.Unreachable },
            { "OPI_E_LISTEN", Opi.Status.Listen },
            { "OPI_E_CANCELLED_BEFORE_SEND", Opi.Status.CancelledBeforeSend },
            { "OPI_E_LOST_BEFORE_SEND", Opi.Status.LostBeforeSend },
            { "OPI_E_JOURNAL", Opi.Status.Journal },
            { "OPI_E_JOURNAL_CORRUPT", Opi.Status.JournalCorrupt },
            { "OPI_E_JOURNAL_VERSION", Opi.Status.JournalVersion },
            { "OPI_E_JOURNAL_FOREIGN", Opi.Status.JournalForeign },
            { "OPI_E_JOURNAL_LOCKED", Opi.Status.JournalLocked },
            { "OPI_E_JOURNAL_FULL", Opi.Status.JournalFull },
            { "OPI_E_JOURNAL_READ_ONLY", Opi.Status.JournalReadOnly },
            { "OPI_E_UNRESOLVED", Opi.Status.Unresolved },
            { "OPI_E_TERMINAL_IN_USE", Opi.Status.TerminalInUse },
            { "OPI_E_CONNECTION_LOST", Opi.Status.ConnectionLost },
            { "OPI_E_RESPONSE_TIMEOUT", Opi.Status.ResponseTimeout },
            { "OPI_E_NOT_OPI", Opi.Status.NotOpi },
            { "OPI_E_FRAME", Opi.Status.Frame },
            { "OPI_E_PROTOCOL", Opi.Status.Protocol },
            { "OPI_E_FOREIGN_RESPONSE", Opi.Status.ForeignResponse },
            { "OPI_E_CANCELLED_IN_FLIGHT", Opi.Status.CancelledInFlight },
            { "OPI_E_INCONCLUSIVE", Opi.Status.Inconclusive },
            { "OPI_E_INTERNAL_IN_FLIGHT", Opi.Status.InternalInFlight },
            { "OPI_E_PENDING", Opi.Status.Pending },
            { "OPI_E_TOO_MANY_PAPERS", Opi.Status.TooManyPapers },
            { "OPI_E_DECLINED", Opi.Status.Declined },
            { "OPI_E_ABORTED", Opi.Status.Aborted },
            { "OPI_E_TERMINAL_TIMED_OUT", Opi.Status.TerminalTimedOut },
            { "OPI_E_HOST_UNREACHABLE", Opi.Status.HostUnreachable },
            { "OPI_E_UNKNOWN_CARD", Opi.Status.UnknownCard },
            { "OPI_E_NOT_CHARGED", Opi.Status.NotCharged },
            { "OPI_E_TERMINAL_BUSY", Opi.Status.TerminalBusy },
            { "OPI_E_LOGGED_OUT", Opi.Status.LoggedOut },
            { "OPI_E_PRINT_LAST_TICKET", Opi.Status.PrintLastTicket },
            { "OPI_E_REQUEST_REJECTED", Opi.Status.RequestRejected },
            { "OPI_E_NOT_SUPPORTED_BY_TERMINAL", Opi.Status.NotSupportedByTerminal },
            { "OPI_E_INTERNAL", Opi.Status.Internal },
            { "OPI_E_POISONED", Opi.Status.Poisoned },
        };

        internal static readonly Words<RequestKind> RequestKind = new Words<RequestKind>
        {
            { "CardPayment", Opi.RequestKind.CardPayment },
            { "PaymentRefund", Opi.RequestKind.PaymentRefund },
            { "PaymentReversal", Opi.RequestKind.PaymentReversal },
            { "CardReservation", Opi.RequestKind.CardReservation },
            { "CardPreAuthorisation", Opi.RequestKind.CardPreAuthorisation },
            { "CardFinancialAdvice", Opi.RequestKind.CardFinancialAdvice },
            { "StoreValueInCard", Opi.RequestKind.StoreValueInCard },
            { "RefundValueFromCard", Opi.RequestKind.RefundValueFromCard },
            { "CardPaymentLoyaltyAward", Opi.RequestKind.CardPaymentLoyaltyAward },
            { "CaptureReservation", Opi.RequestKind.CaptureReservation },
            { "CancelReservation", Opi.RequestKind.CancelReservation },
            { "LoyaltyAward", Opi.RequestKind.LoyaltyAward },
            { "CardPreAuthorisationLoyaltySwipe", Opi.RequestKind.CardPreAuthorisationLoyaltySwipe },
            { "CardFinancialAdviceLoyaltyAward", Opi.RequestKind.CardFinancialAdviceLoyaltyAward },
            { "LoyaltyRedemption", Opi.RequestKind.LoyaltyRedemption },
            { "CardPaymentLoyaltyRedemption", Opi.RequestKind.CardPaymentLoyaltyRedemption },
            { "PaymentLoyaltyReversal", Opi.RequestKind.PaymentLoyaltyReversal },
            { "PaymentLoyaltyRefund", Opi.RequestKind.PaymentLoyaltyRefund },
            { "LoyaltyAwardReversal", Opi.RequestKind.LoyaltyAwardReversal },
            { "LoyaltyRedemptionReversal", Opi.RequestKind.LoyaltyRedemptionReversal },
            { "LoyaltyPointsTransfer", Opi.RequestKind.LoyaltyPointsTransfer },
            { "CardBalanceQuery", Opi.RequestKind.CardBalanceQuery },
            { "CardSwipe", Opi.RequestKind.CardSwipe },
            { "LoyaltySwipe", Opi.RequestKind.LoyaltySwipe },
            { "CardActivate", Opi.RequestKind.CardActivate },
            { "CardStop", Opi.RequestKind.CardStop },
            { "LoyaltyBalanceQuery", Opi.RequestKind.LoyaltyBalanceQuery },
            { "LoyaltyLinkCard", Opi.RequestKind.LoyaltyLinkCard },
            { "PINchange", Opi.RequestKind.PinChange },
            { "TicketReprint", Opi.RequestKind.TicketReprint },
            { "RepeatLastMessage", Opi.RequestKind.RepeatLastMessage },
            { "AbortRequest", Opi.RequestKind.AbortRequest },
            { "Login", Opi.RequestKind.Login },
            { "Logoff", Opi.RequestKind.Logoff },
            { "ActivateTerminal", Opi.RequestKind.ActivateTerminal },
            { "DeactivateTerminal", Opi.RequestKind.DeactivateTerminal },
            { "GetStatus", Opi.RequestKind.GetStatus },
            { "GetInfo", Opi.RequestKind.GetInfo },
            { "Diagnosis", Opi.RequestKind.Diagnosis },
            { "CloseDay", Opi.RequestKind.CloseDay },
            { "Reconciliation", Opi.RequestKind.Reconciliation },
            { "ReconciliationWithClosure", Opi.RequestKind.ReconciliationWithClosure },
            { "TransmitTrx", Opi.RequestKind.TransmitTrx },
            { "SendOfflineTransactions", Opi.RequestKind.SendOfflineTransactions },
            { "ContactTMS", Opi.RequestKind.ContactTms },
            { "ContactAcq", Opi.RequestKind.ContactAcq },
            { "RestartTerminal", Opi.RequestKind.RestartTerminal },
            { "GetCardCircuits", Opi.RequestKind.GetCardCircuits },
            { "Administration", Opi.RequestKind.Administration },
            { "OnlineAgent", Opi.RequestKind.OnlineAgent },
            { "GlobalReconciliation", Opi.RequestKind.GlobalReconciliation },
            { "GlobalReconciliationWithClosure", Opi.RequestKind.GlobalReconciliationWithClosure },
            { "StatusQuery", Opi.RequestKind.StatusQuery },
            { "Initialisation", Opi.RequestKind.Initialisation },
            { "Activate", Opi.RequestKind.Activate },
        };

        internal static readonly Words<Verdict> Verdict = new Words<Verdict>
        {
            { "approved", Opi.Verdict.Approved },
            { "declined", Opi.Verdict.Declined },
            { "aborted", Opi.Verdict.Aborted },
            { "refused", Opi.Verdict.Refused },
            { "not_sent", Opi.Verdict.NotSent },
            { "unknown", Opi.Verdict.Unknown },
        };

        internal static readonly Words<RecoveryVerdict> RecoveryVerdict = new Words<RecoveryVerdict>
        {
            { "approved", Opi.RecoveryVerdict.Approved },
            { "not_charged", Opi.RecoveryVerdict.NotCharged },
            { "ask_human", Opi.RecoveryVerdict.AskHuman },
        };

        internal static readonly Words<DeviceKind> DeviceKind = new Words<DeviceKind>
        {
            { "display", Opi.DeviceKind.Display },
            { "print", Opi.DeviceKind.Print },
            { "input", Opi.DeviceKind.Input },
            { "deliver", Opi.DeviceKind.Deliver },
            { "journal", Opi.DeviceKind.Journal },
        };

        internal static readonly Words<MoneyMoved> MoneyMoved = new Words<MoneyMoved>
        {
            { "no", Opi.MoneyMoved.No },
            { "possibly", Opi.MoneyMoved.Possibly },
            { "yes", Opi.MoneyMoved.Yes },
        };

        internal static readonly Words<ReceiptRole> ReceiptRole = new Words<ReceiptRole>
        {
            { "customer", Opi.ReceiptRole.Customer },
            { "merchant", Opi.ReceiptRole.Merchant },
        };

        internal static readonly Words<Prompt> Prompt = new Words<Prompt>
        {
            { "confirmation", Opi.Prompt.Confirmation },
            { "number", Opi.Prompt.Number },
            { "text", Opi.Prompt.Text },
            { "any_key", Opi.Prompt.AnyKey },
            { "other", Opi.Prompt.Other },
        };

        internal static readonly Words<Answer> Answer = new Words<Answer>
        {
            { "default", Opi.Answer.Default },
            { "yes", Opi.Answer.Yes },
            { "no", Opi.Answer.No },
            { "failed", Opi.Answer.Failed },
        };

        internal static readonly Words<LogLevel> LogLevel = new Words<LogLevel>
        {
            { "off", Opi.LogLevel.Off },
            { "error", Opi.LogLevel.Error },
            { "warn", Opi.LogLevel.Warn },
            { "info", Opi.LogLevel.Info },
            { "debug", Opi.LogLevel.Debug },
            { "trace", Opi.LogLevel.Trace },
        };

        internal static readonly Words<Dialect> Dialect = new Words<Dialect>
        {
            { "ch", Opi.Dialect.Ch },
            { "de", Opi.Dialect.De },
            { "nl", Opi.Dialect.Nl },
            { "ifsf", Opi.Dialect.Ifsf },
        };

        internal static readonly Words<TerminalModel> TerminalModel = new Words<TerminalModel>
        {
            { "rx5000", Opi.TerminalModel.Rx5000 },
            { "dx8000", Opi.TerminalModel.Dx8000 },
            { "ex8000", Opi.TerminalModel.Ex8000 },
            { "q30", Opi.TerminalModel.Q30 },
            { "a77", Opi.TerminalModel.A77 },
            { "im15", Opi.TerminalModel.Im15 },
            { "im30", Opi.TerminalModel.Im30 },
        };

        internal static readonly Words<TerminalVariant> TerminalVariant = new Words<TerminalVariant>
        {
            { "thales", Opi.TerminalVariant.Thales },
            { "ccv", Opi.TerminalVariant.Ccv },
            { "ingenico", Opi.TerminalVariant.Ingenico },
            { "eftlink", Opi.TerminalVariant.Eftlink },
            { "dynamics", Opi.TerminalVariant.Dynamics },
            { "ap4900", Opi.TerminalVariant.Ap4900 },
        };

        internal static readonly Words<ReceiptPlace> ReceiptPlace = new Words<ReceiptPlace>
        {
            { "till", Opi.ReceiptPlace.Till },
            { "terminal", Opi.ReceiptPlace.Terminal },
            { "none", Opi.ReceiptPlace.None },
        };

        internal static readonly Words<JournalTaker> JournalTaker = new Words<JournalTaker>
        {
            { "till", Opi.JournalTaker.Till },
            { "none", Opi.JournalTaker.None },
        };

        internal static readonly Words<RecoverWhen> RecoverWhen = new Words<RecoverWhen>
        {
            { "call", Opi.RecoverWhen.Call },
            { "open", Opi.RecoverWhen.Open },
        };

        internal static readonly Words<AcknowledgedBy> AcknowledgedBy = new Words<AcknowledgedBy>
        {
            { "till", Opi.AcknowledgedBy.Till },
            { "auto", Opi.AcknowledgedBy.Auto },
        };

        internal static readonly Words<DiagnosisMethod> DiagnosisMethod = new Words<DiagnosisMethod>
        {
            { "OnLine", Opi.DiagnosisMethod.OnLine },
            { "Local", Opi.DiagnosisMethod.Local },
            { "POPInit", Opi.DiagnosisMethod.PopInit },
            { "POPInitAll", Opi.DiagnosisMethod.PopInitAll },
            { "PrinterStatus", Opi.DiagnosisMethod.PrinterStatus },
        };

        internal static readonly Words<ClerkPermission> ClerkPermission = new Words<ClerkPermission>
        {
            { "Low", Opi.ClerkPermission.Low },
            { "Medium", Opi.ClerkPermission.Medium },
            { "High", Opi.ClerkPermission.High },
        };

        internal static readonly Words<AgentBusiness> AgentBusiness = new Words<AgentBusiness>
        {
            { "MobilePhonePrepaid", Opi.AgentBusiness.MobilePhonePrepaid },
            { "MobilePhoneAuthorisation", Opi.AgentBusiness.MobilePhoneAuthorisation },
        };

        internal static readonly Words<MessagePair> MessagePair = new Words<MessagePair>
        {
            { "card", Opi.MessagePair.Card },
            { "service", Opi.MessagePair.Service },
        };

        internal static readonly Words<SettledBy> SettledBy = new Words<SettledBy>
        {
            { "answer", Opi.SettledBy.Answer },
            { "recovery", Opi.SettledBy.Recovery },
            { "person", Opi.SettledBy.Person },
        };

        internal static readonly Words<EvidenceSource> EvidenceSource = new Words<EvidenceSource>
        {
            { "connection", Opi.EvidenceSource.Connection },
            { "answer", Opi.EvidenceSource.Answer },
            { "approval_code", Opi.EvidenceSource.ApprovalCode },
            { "trx_reference", Opi.EvidenceSource.TrxReference },
            { "action_code", Opi.EvidenceSource.ActionCode },
            { "decline_reason", Opi.EvidenceSource.DeclineReason },
            { "total", Opi.EvidenceSource.Total },
            { "journal", Opi.EvidenceSource.Journal },
            { "receipt", Opi.EvidenceSource.Receipt },
            { "recovery", Opi.EvidenceSource.Recovery },
            { "person", Opi.EvidenceSource.Person },
        };

        internal static readonly Words<EvidenceSays> EvidenceSays = new Words<EvidenceSays>
        {
            { "paid", Opi.EvidenceSays.Paid },
            { "not_paid", Opi.EvidenceSays.NotPaid },
            { "open", Opi.EvidenceSays.Open },
        };

        internal static readonly Words<AbortConnection> AbortConnection = new Words<AbortConnection>
        {
            { "second", Opi.AbortConnection.Second },
            { "same", Opi.AbortConnection.Same },
        };

        internal static readonly Words<AbortMessage> AbortMessage = new Words<AbortMessage>
        {
            { "card", Opi.AbortMessage.Card },
            { "service", Opi.AbortMessage.Service },
        };

        internal static readonly Words<ReversalOf> ReversalOf = new Words<ReversalOf>
        {
            { "last", Opi.ReversalOf.Last },
            { "stan", Opi.ReversalOf.Stan },
        };

        internal static readonly Words<CallbackIds> CallbackIds = new Words<CallbackIds>
        {
            { "suffixed", Opi.CallbackIds.Suffixed },
            { "sequence", Opi.CallbackIds.Sequence },
            { "own", Opi.CallbackIds.Own },
        };

        internal static readonly Words<ReferenceHolds> ReferenceHolds = new Words<ReferenceHolds>
        {
            { "merchant", Opi.ReferenceHolds.Merchant },
            { "other", Opi.ReferenceHolds.Other },
        };

        internal static readonly Words<TimedOutMeans> TimedOutMeans = new Words<TimedOutMeans>
        {
            { "declined", Opi.TimedOutMeans.Declined },
            { "unknown", Opi.TimedOutMeans.Unknown },
        };

        internal static readonly Words<LoginData> LoginData = new Words<LoginData>
        {
            { "none", Opi.LoginData.None },
            { "printers", Opi.LoginData.Printers },
        };
    }

    /// <summary>Names of the options of a request.</summary>
    public static class RequestOption
    {
        /// <summary>The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect
        /// means it so (ch, de).</summary>
        public const string Reference = "reference";

        /// <summary>Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs
        /// the journal; not on the wire.</summary>
        public const string Key = "key";

        /// <summary>Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on
        /// the wire.</summary>
        public const string AlthoughUnresolved = "although_unresolved";

        /// <summary>ClerkID: the cashier.</summary>
        public const string Clerk = "clerk";

        /// <summary>ShiftNumber: separates totals by shift.</summary>
        public const string Shift = "shift";

        /// <summary>Language of displays and receipts of this request.</summary>
        public const string Language = "language";

        /// <summary>TransactionNumber: the till's own number of the sale.</summary>
        public const string TransactionNumber = "transaction_number";

        /// <summary>STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result.</summary>
        public const string Stan = "stan";

        /// <summary>TerminalID of the earlier transaction.</summary>
        public const string OriginalTerminal = "original_terminal";

        /// <summary>TerminalBatch of the earlier transaction.</summary>
        public const string OriginalBatch = "original_batch";

        /// <summary>Time of the earlier transaction.</summary>
        public const string OriginalTime = "original_time";

        /// <summary>On a refund, capture or cancel: trx_reference of the sale or reservation, from its result.</summary>
        public const string TrxReference = "trx_reference";

        /// <summary>Cash handed to the customer; the amount of the request is the total.</summary>
        public const string Cashback = "cashback";

        /// <summary>Restricts the payment to these brands.</summary>
        public const string CardCircuits = "card_circuits";

        /// <summary>Accept although the host cannot be reached, only where the contract allows it. See the result field
        /// force_possible.</summary>
        public const string ForceAcceptance = "force_acceptance";

        /// <summary>Approval code obtained by voice.</summary>
        public const string ApprovalCode = "approval_code";

        /// <summary>Ask for a card token.</summary>
        public const string RequestToken = "request_token";

        /// <summary>Ask for more transaction data in the answer.</summary>
        public const string RequestTransactionInformation = "request_transaction_information";

        /// <summary>Ask for the receipt header.</summary>
        public const string RequestReceiptHeader = "request_receipt_header";

        /// <summary>What a Diagnosis looks at.</summary>
        public const string DiagnosisMethod = "diagnosis_method";

        /// <summary>The part of the amount that is a tip.</summary>
        public const string Tip = "tip";

        /// <summary>Every brand but these.</summary>
        public const string CardCircuitsDenied = "card_circuits_denied";

        /// <summary>ClerkPermission: what the cashier may do.</summary>
        public const string ClerkPermission = "clerk_permission";

        /// <summary>ManualPAN: the card number is typed in at the terminal (mail and telephone orders).</summary>
        public const string ManualPan = "manual_pan";

        /// <summary>UsePreselectedCard: the card that was read before (CCV Germany).</summary>
        public const string PreselectedCard = "preselected_card";

        /// <summary>LastReceiptNumber: the receipt that the till took last (older CCV Germany).</summary>
        public const string LastReceipt = "last_receipt";

        /// <summary>PrivateData as text, such as type=initialise with an Administration (CCV Germany).</summary>
        public const string PrivateData = "private_data";

        /// <summary>Kind of business of an OnlineAgent.</summary>
        public const string Agent = "agent";

        /// <summary>The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair.</summary>
        public const string MessagePair = "message_pair";

        /// <summary>ServiceLevel (forecourt).</summary>
        public const string ServiceLevel = "service_level";

        /// <summary>OutdoorPosition: the pump (forecourt).</summary>
        public const string OutdoorPosition = "outdoor_position";

        /// <summary>StoreID: the shop (EFTLink).</summary>
        public const string StoreId = "store_id";

        /// <summary>MerchantReference for the acquirer.</summary>
        public const string MerchantReference = "merchant_reference";

        /// <summary>The lines of the sale. Amounts and prices in decimal major units, e.g.
        /// product=30&amp;amount=12.50&amp;text=Diesel.</summary>
        public const string SaleItems = "sale_items";

        /// <summary>LoyaltyFlag: the sale takes part in a loyalty programme.</summary>
        public const string Loyalty = "loyalty";

        /// <summary>LoyaltyAmount: points, or their worth.</summary>
        public const string LoyaltyAmount = "loyalty_amount";

        /// <summary>Number of a loyalty card that the till read.</summary>
        public const string LoyaltyCard = "loyalty_card";

        /// <summary>Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS.</summary>
        public const string CardPan = "card_pan";

        /// <summary>Expiry date of the card of card_pan.</summary>
        public const string CardExpiry = "card_expiry";

        /// <summary>Second track of a card that the till read. Puts the till into the scope of PCI DSS.</summary>
        public const string CardTrack2 = "card_track2";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            Reference,
            Key,
            AlthoughUnresolved,
            Clerk,
            Shift,
            Language,
            TransactionNumber,
            Stan,
            OriginalTerminal,
            OriginalBatch,
            OriginalTime,
            TrxReference,
            Cashback,
            CardCircuits,
            ForceAcceptance,
            ApprovalCode,
            RequestToken,
            RequestTransactionInformation,
            RequestReceiptHeader,
            DiagnosisMethod,
            Tip,
            CardCircuitsDenied,
            ClerkPermission,
            ManualPan,
            PreselectedCard,
            LastReceipt,
            PrivateData,
            Agent,
            MessagePair,
            ServiceLevel,
            OutdoorPosition,
            StoreId,
            MerchantReference,
            SaleItems,
            Loyalty,
            LoyaltyAmount,
            LoyaltyCard,
            CardPan,
            CardExpiry,
            CardTrack2,
        });
    }

    /// <summary>Names of the options of a terminal's URL.</summary>
    public static class UrlOption
    {
        /// <summary>The terminal's family: it decides ports, receipts, session and abort.</summary>
        public const string Dialect = "dialect";

        /// <summary>The terminal model (ch): what it is known to lack is refused before anything is sent.</summary>
        public const string Model = "model";

        /// <summary>The maker of the terminal's software: ports, aborts and login differ.</summary>
        public const string Variant = "variant";

        /// <summary>Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the settings.</summary>
        public const string DialectFile = "dialect_file";

        /// <summary>WorkstationID: the name of this till. Two tills at one terminal need two names.</summary>
        public const string Workstation = "workstation";

        /// <summary>Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4 and IPv6.
        /// Terminals of one process may share it. Port 0 takes a free one.</summary>
        public const string Listen = "listen";

        /// <summary>How long to wait for the connection to the terminal.</summary>
        public const string ConnectMs = "connect_ms";

        /// <summary>How long the terminal may be silent on both channels while a request runs. A question to the cashier stops
        /// the clock.</summary>
        public const string IdleMs = "idle_ms";

        /// <summary>How long a request may take in all, from the connection to the verdict. A callback of the till that is
        /// running is never cut off.</summary>
        public const string HardMs = "hard_ms";

        /// <summary>How long to wait for the outcome after the library itself aborted a request that took too long. Part of
        /// hard_ms.</summary>
        public const string AbortMs = "abort_ms";

        /// <summary>Least time between two AbortRequests; there are at most three.</summary>
        public const string AbortSpacingMs = "abort_spacing_ms";

        /// <summary>How long recovery waits between two questions to a busy terminal, and from a request to the first question
        /// about it.</summary>
        public const string AskAgainMs = "ask_again_ms";

        /// <summary>How long a recovery may take in all; what it did not get to is listed as the journal knows it.</summary>
        public const string RecoverMs = "recover_ms";

        /// <summary>Most receipts and journal entries taken for one request; then it is aborted, and those beyond are refused.</summary>
        public const string MaxPapers = "max_papers";

        /// <summary>The same in bytes.</summary>
        public const string MaxPaperBytes = "max_paper_bytes";

        /// <summary>Language of displays and receipts, where the request names none.</summary>
        public const string Language = "language";

        /// <summary>ApplicationSender: the name of the till's software (de, ifsf).</summary>
        public const string Sender = "sender";

        /// <summary>POPID: the payment point (de, ifsf).</summary>
        public const string PopId = "pop_id";

        /// <summary>Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide).</summary>
        public const string CustomerReceipt = "customer_receipt";

        /// <summary>Who prints the merchant's copy (ch, nl).</summary>
        public const string MerchantReceipt = "merchant_receipt";

        /// <summary>Whether the till wants the electronic journal (ch, nl).</summary>
        public const string ElectronicJournal = "electronic_journal";

        /// <summary>The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps other
        /// programs of this machine away from the terminal.</summary>
        public const string Journal = "journal";

        /// <summary>When unresolved requests are looked into: only when the till calls recover, or also when the terminal is
        /// opened.</summary>
        public const string Recover = "recover";

        /// <summary>Who says that the till knows an outcome: the till itself, or the library as soon as it has returned it.</summary>
        public const string Acknowledge = "acknowledge";

        /// <summary>How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever.</summary>
        public const string KeepDays = "keep_days";

        /// <summary>Take over a journal that was written on another machine, e.g. after the till's disk was moved.</summary>
        public const string AdoptJournal = "adopt_journal";

        /// <summary>Longest message accepted from a terminal.</summary>
        public const string MaxFrame = "max_frame";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            Dialect,
            Model,
            Variant,
            DialectFile,
            Workstation,
            Listen,
            ConnectMs,
            IdleMs,
            HardMs,
            AbortMs,
            AbortSpacingMs,
            AskAgainMs,
            RecoverMs,
            MaxPapers,
            MaxPaperBytes,
            Language,
            Sender,
            PopId,
            CustomerReceipt,
            MerchantReceipt,
            ElectronicJournal,
            Journal,
            Recover,
            Acknowledge,
            KeepDays,
            AdoptJournal,
            MaxFrame,
        });
    }

    /// <summary>Names of the settings of a dialect.</summary>
    public static class DialectSetting
    {
        /// <summary>Where terminals listen for requests, unless the URL names a port.</summary>
        public const string TerminalPort = "terminal_port";

        /// <summary>Where the till listens for device requests, unless the URL says `listen`.</summary>
        public const string ListenPort = "listen_port";

        /// <summary>The device on which the customer's receipt comes.</summary>
        public const string CustomerPrinter = "customer_printer";

        /// <summary>The device on which the merchant's receipt comes.</summary>
        public const string MerchantPrinter = "merchant_printer";

        /// <summary>Opens a session.</summary>
        public const string SessionOpen = "session_open";

        /// <summary>Closes a session.</summary>
        public const string SessionClose = "session_close";

        /// <summary>Closes the day.</summary>
        public const string CloseDay = "close_day";

        /// <summary>Asks for the terminal's state.</summary>
        public const string Status = "status";

        /// <summary>The connection an abort travels on.</summary>
        public const string AbortConnection = "abort_connection";

        /// <summary>The message pair of an abort.</summary>
        public const string AbortMessage = "abort_message";

        /// <summary>Does an abort name the request in ReferenceNumber?</summary>
        public const string AbortNamesRequest = "abort_names_request";

        /// <summary>What a reversal undoes: the last transaction, or the one with a STAN.</summary>
        public const string Reversal = "reversal";

        /// <summary>Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own.</summary>
        public const string CallbackIds = "callback_ids";

        /// <summary>Do card requests say where receipts go?</summary>
        public const string AnnouncesPrinters = "announces_printers";

        /// <summary>Do service requests say it too?</summary>
        public const string AnnouncesToServices = "announces_to_services";

        /// <summary>Do requests carry ApplicationSender and POPID?</summary>
        public const string NamesSender = "names_sender";

        /// <summary>What ReferenceNumber holds: the merchant's reference, or something else.</summary>
        public const string Reference = "reference";

        /// <summary>What TimedOut without a sign of an authorisation means for money.</summary>
        public const string TimedOut = "timed_out";

        /// <summary>What a login tells the terminal in PrivateData: nothing, or which receipts the till prints.</summary>
        public const string LoginData = "login_data";

        /// <summary>Captures a reservation. **Unverified**: what ch takes is not public; this is the family's name for it.</summary>
        public const string CaptureVerb = "capture_verb";

        /// <summary>Cancels a reservation. **Unverified**: what ch takes is not public; this is the family's name for it.</summary>
        public const string CancelVerb = "cancel_verb";

        /// <summary>What this terminal can do beyond its row.</summary>
        public const string Allow = "allow";

        /// <summary>What this terminal must not be asked.</summary>
        public const string Refuse = "refuse";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            TerminalPort,
            ListenPort,
            CustomerPrinter,
            MerchantPrinter,
            SessionOpen,
            SessionClose,
            CloseDay,
            Status,
            AbortConnection,
            AbortMessage,
            AbortNamesRequest,
            Reversal,
            CallbackIds,
            AnnouncesPrinters,
            AnnouncesToServices,
            NamesSender,
            Reference,
            TimedOut,
            LoginData,
            CaptureVerb,
            CancelVerb,
            Allow,
            Refuse,
        });
    }

    /// <summary>Names of fields: How a request ended: its verdict, everything the terminal said, the receipts.</summary>
    public static class ResultField
    {
        /// <summary>approved, declined, aborted, refused, not_sent or unknown.</summary>
        public const string Verdict = "verdict";

        /// <summary>Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET.</summary>
        public const string Status = "status";

        /// <summary>May money have moved: no, possibly or yes.</summary>
        public const string MoneyMoved = "money_moved";

        /// <summary>What happened, in words, unless approved.</summary>
        public const string Message = "message";

        /// <summary>What to do next, in words, unless approved.</summary>
        public const string Advice = "advice";

        /// <summary>Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number.</summary>
        public const string DeclineReason = "decline_reason";

        /// <summary>yes when a payment with force_acceptance may help, where the contract allows it (ch).</summary>
        public const string ForcePossible = "force_possible";

        /// <summary>Kind of request, as on the wire.</summary>
        public const string Kind = "kind";

        /// <summary>RequestID under which the terminal was asked.</summary>
        public const string RequestId = "request_id";

        /// <summary>The till's own reference, as given.</summary>
        public const string Reference = "reference";

        /// <summary>Number of the request in the journal.</summary>
        public const string JournalId = "journal_id";

        /// <summary>yes: the idempotency key was known, this is the stored outcome, and nothing was sent.</summary>
        public const string FromJournal = "from_journal";

        /// <summary>OverallResult of the terminal.</summary>
        public const string OverallResult = "overall_result";

        /// <summary>What the terminal charged, decimal major units; may exceed the request (tip). Only when approved.</summary>
        public const string Amount = "amount";

        /// <summary>ISO 4217 letters.</summary>
        public const string Currency = "currency";

        /// <summary>What the till asked for, decimal major units.</summary>
        public const string RequestedAmount = "requested_amount";

        /// <summary>ISO 4217 letters of what the till asked for.</summary>
        public const string RequestedCurrency = "requested_currency";

        /// <summary>Tip, decimal major units: what the terminal says, else what exceeds the request.</summary>
        public const string Tip = "tip";

        /// <summary>Cash handed out, decimal major units.</summary>
        public const string Cashback = "cashback";

        /// <summary>Donation, decimal major units (ATS).</summary>
        public const string Donation = "donation";

        /// <summary>What is left on the card, decimal major units.</summary>
        public const string Balance = "balance";

        /// <summary>yes when the cardholder was offered a conversion of the currency, or took one.</summary>
        public const string DccOffered = "dcc_offered";

        /// <summary>yes or no: whether the cardholder took the conversion; empty when not known.</summary>
        public const string DccAccepted = "dcc_accepted";

        /// <summary>Amount in the cardholder's currency.</summary>
        public const string DccAmount = "dcc_amount";

        /// <summary>The cardholder's currency: its code, else its name.</summary>
        public const string DccCurrency = "dcc_currency";

        /// <summary>Exchange rate.</summary>
        public const string DccRate = "dcc_rate";

        /// <summary>Mark-up in per cent.</summary>
        public const string DccMarkup = "dcc_markup";

        /// <summary>TerminalID.</summary>
        public const string TerminalId = "terminal_id";

        /// <summary>STAN: the terminal's transaction number, needed to reverse in de.</summary>
        public const string Stan = "stan";

        /// <summary>TerminalBatch.</summary>
        public const string Batch = "batch";

        /// <summary>ApprovalCode.</summary>
        public const string ApprovalCode = "approval_code";

        /// <summary>TrxReferenceNumber: reference at the acquirer, for refunds in ch.</summary>
        public const string TrxReference = "trx_reference";

        /// <summary>ReceiptNumber (de).</summary>
        public const string ReceiptNumber = "receipt_number";

        /// <summary>Card number, masked: at most the first six and last four digits.</summary>
        public const string Card = "card";

        /// <summary>Brand of the card.</summary>
        public const string CardCircuit = "card_circuit";

        /// <summary>Sequence number of the card (de).</summary>
        public const string CardSequence = "card_sequence";

        /// <summary>Issue number of the card (ATS).</summary>
        public const string IssueNumber = "issue_number";

        /// <summary>How the card was read, as the terminal calls it: NFC, ...</summary>
        public const string EntryMethod = "entry_method";

        /// <summary>How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ...</summary>
        public const string VerificationMethod = "verification_method";

        /// <summary>Language of the cardholder.</summary>
        public const string CardLanguage = "card_language";

        /// <summary>Token that stands for the card; tokens in the JSON has all of them.</summary>
        public const string Token = "token";

        /// <summary>Time at the terminal.</summary>
        public const string AuthorisedAt = "authorised_at";

        /// <summary>Online, Offline, …</summary>
        public const string AuthorisationType = "authorisation_type";

        /// <summary>AcquirerID.</summary>
        public const string Acquirer = "acquirer";

        /// <summary>Batch at the acquirer.</summary>
        public const string AcquirerBatch = "acquirer_batch";

        /// <summary>IssuerID.</summary>
        public const string Issuer = "issuer";

        /// <summary>Merchant contract number.</summary>
        public const string Merchant = "merchant";

        /// <summary>AID of the chip.</summary>
        public const string ApplicationId = "application_id";

        /// <summary>Response code of the host, ISO 8583; 0 is approval.</summary>
        public const string ActionCode = "action_code";

        /// <summary>How many copies to print.</summary>
        public const string ReceiptCopies = "receipt_copies";

        /// <summary>CaptureReference (ATS).</summary>
        public const string CaptureReference = "capture_reference";

        /// <summary>TrackingReference (ATS).</summary>
        public const string TrackingReference = "tracking_reference";

        /// <summary>Products that the card may not pay for, separated by commas (ifsf).</summary>
        public const string RestrictionCodes = "restriction_codes";

        /// <summary>Approval of the loyalty host (ifsf).</summary>
        public const string LoyaltyApprovalCode = "loyalty_approval_code";

        /// <summary>Loyalty points or their worth (ifsf).</summary>
        public const string LoyaltyAmount = "loyalty_amount";

        /// <summary>Points after the transaction (ATS).</summary>
        public const string LoyaltyPoints = "loyalty_points";

        /// <summary>Repeated answer: which kind of request it answered.</summary>
        public const string OriginalKind = "original_kind";

        /// <summary>Repeated answer: RequestID of the request it answered.</summary>
        public const string OriginalRequestId = "original_request_id";

        /// <summary>Repeated answer: the till that had asked.</summary>
        public const string OriginalWorkstation = "original_workstation";

        /// <summary>Repeated answer: OverallResult of the request it answered.</summary>
        public const string OriginalResult = "original_result";

        /// <summary>HostDeclineReason (ch).</summary>
        public const string HostDeclineReason = "host_decline_reason";

        /// <summary>TerminalDeclineReason (ch).</summary>
        public const string TerminalDeclineReason = "terminal_decline_reason";

        /// <summary>The vendor's own error number (de).</summary>
        public const string VendorErrorCode = "vendor_error_code";

        /// <summary>The vendor's own words for it (de).</summary>
        public const string VendorErrorText = "vendor_error_text";

        /// <summary>TerminalStatus (ch); the list of values is not public.</summary>
        public const string TerminalStatus = "terminal_status";

        /// <summary>TerminalSubStatus (ch); the list of values is not public.</summary>
        public const string TerminalSubStatus = "terminal_sub_status";

        /// <summary>Address of the terminal (ch).</summary>
        public const string TerminalIp = "terminal_ip";

        /// <summary>Version of the payment application (ch, de).</summary>
        public const string AppVersion = "app_version";

        /// <summary>Merchant identification in ep2 (ch).</summary>
        public const string Ep2MerchantId = "ep2_merchant_id";

        /// <summary>Hardware of the terminal (ch).</summary>
        public const string Hardware = "hardware";

        /// <summary>Serial number of the terminal (ch).</summary>
        public const string SerialNumber = "serial_number";

        /// <summary>Name of the terminal's configuration (ch).</summary>
        public const string ConfigurationName = "configuration_name";

        /// <summary>Version of the terminal's configuration (ch).</summary>
        public const string ConfigurationVersion = "configuration_version";

        /// <summary>Brands that the terminal accepts, separated by commas (nl, ch).</summary>
        public const string CardCircuits = "card_circuits";

        /// <summary>Acquirers that the terminal works with, separated by commas (ch).</summary>
        public const string Acquirers = "acquirers";

        /// <summary>What a diagnosis found, in words (de, ifsf).</summary>
        public const string DiagnosisResult = "diagnosis_result";

        /// <summary>When the terminal restarts (CCV Germany).</summary>
        public const string NextReboot = "next_reboot";

        /// <summary>How many stored transactions were taken (ATS).</summary>
        public const string SubmittedCount = "submitted_count";

        /// <summary>How many stored transactions were not taken (ATS).</summary>
        public const string NotSubmittedCount = "not_submitted_count";

        /// <summary>Free text that the vendor added.</summary>
        public const string PrivateData = "private_data";

        /// <summary>The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked,
        /// secrets dropped.</summary>
        public const string Raw = "raw";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            Verdict,
            Status,
            MoneyMoved,
            Message,
            Advice,
            DeclineReason,
            ForcePossible,
            Kind,
            RequestId,
            Reference,
            JournalId,
            FromJournal,
            OverallResult,
            Amount,
            Currency,
            RequestedAmount,
            RequestedCurrency,
            Tip,
            Cashback,
            Donation,
            Balance,
            DccOffered,
            DccAccepted,
            DccAmount,
            DccCurrency,
            DccRate,
            DccMarkup,
            TerminalId,
            Stan,
            Batch,
            ApprovalCode,
            TrxReference,
            ReceiptNumber,
            Card,
            CardCircuit,
            CardSequence,
            IssueNumber,
            EntryMethod,
            VerificationMethod,
            CardLanguage,
            Token,
            AuthorisedAt,
            AuthorisationType,
            Acquirer,
            AcquirerBatch,
            Issuer,
            Merchant,
            ApplicationId,
            ActionCode,
            ReceiptCopies,
            CaptureReference,
            TrackingReference,
            RestrictionCodes,
            LoyaltyApprovalCode,
            LoyaltyAmount,
            LoyaltyPoints,
            OriginalKind,
            OriginalRequestId,
            OriginalWorkstation,
            OriginalResult,
            HostDeclineReason,
            TerminalDeclineReason,
            VendorErrorCode,
            VendorErrorText,
            TerminalStatus,
            TerminalSubStatus,
            TerminalIp,
            AppVersion,
            Ep2MerchantId,
            Hardware,
            SerialNumber,
            ConfigurationName,
            ConfigurationVersion,
            CardCircuits,
            Acquirers,
            DiagnosisResult,
            NextReboot,
            SubmittedCount,
            NotSubmittedCount,
            PrivateData,
            Raw,
        });
    }

    /// <summary>Names of fields: A request of the journal, and what became of it.</summary>
    public static class RecoveredField
    {
        /// <summary>Number of the request in the journal; resolving by hand names it.</summary>
        public const string Id = "id";

        /// <summary>approved, not_charged or ask_human.</summary>
        public const string Verdict = "verdict";

        /// <summary>The till's own reference, as given.</summary>
        public const string Reference = "reference";

        /// <summary>The idempotency key, as given.</summary>
        public const string Key = "key";

        /// <summary>Kind of request, as on the wire.</summary>
        public const string Kind = "kind";

        /// <summary>What the till asked for, decimal major units.</summary>
        public const string RequestedAmount = "requested_amount";

        /// <summary>What was charged, decimal major units. Only when approved.</summary>
        public const string Amount = "amount";

        /// <summary>ISO 4217 letters.</summary>
        public const string Currency = "currency";

        /// <summary>When the till asked, local time.</summary>
        public const string BegunAt = "begun_at";

        /// <summary>RequestID under which the terminal was asked.</summary>
        public const string RequestId = "request_id";

        /// <summary>Host and port of the terminal.</summary>
        public const string Terminal = "terminal";

        /// <summary>WorkstationID of the till.</summary>
        public const string Workstation = "workstation";

        /// <summary>TerminalID.</summary>
        public const string TerminalId = "terminal_id";

        /// <summary>STAN: the terminal's transaction number.</summary>
        public const string Stan = "stan";

        /// <summary>ApprovalCode.</summary>
        public const string ApprovalCode = "approval_code";

        /// <summary>TrxReferenceNumber: reference at the acquirer.</summary>
        public const string TrxReference = "trx_reference";

        /// <summary>Card number, its last four digits.</summary>
        public const string Card = "card";

        /// <summary>Brand of the card.</summary>
        public const string CardCircuit = "card_circuit";

        /// <summary>Time at the terminal.</summary>
        public const string AuthorisedAt = "authorised_at";

        /// <summary>Why the verdict is what it is.</summary>
        public const string Reason = "reason";

        /// <summary>What to do next, in words.</summary>
        public const string Advice = "advice";

        /// <summary>yes: recovering again later may find out.</summary>
        public const string AskAgain = "ask_again";

        /// <summary>Who settled it.</summary>
        public const string SettledBy = "settled_by";

        /// <summary>When it was settled, local time.</summary>
        public const string SettledAt = "settled_at";

        /// <summary>The person who resolved it by hand.</summary>
        public const string Who = "who";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            Id,
            Verdict,
            Reference,
            Key,
            Kind,
            RequestedAmount,
            Amount,
            Currency,
            BegunAt,
            RequestId,
            Terminal,
            Workstation,
            TerminalId,
            Stan,
            ApprovalCode,
            TrxReference,
            Card,
            CardCircuit,
            AuthorisedAt,
            Reason,
            Advice,
            AskAgain,
            SettledBy,
            SettledAt,
            Who,
        });
    }

    /// <summary>Names of fields: An entry of the electronic journal.</summary>
    public static class JournalEntryField
    {
        /// <summary>Terminal identification.</summary>
        public const string Terminal = "terminal";

        /// <summary>Merchant identification.</summary>
        public const string Merchant = "merchant";

        /// <summary>Name and address of the shop, a line each.</summary>
        public const string Shop = "shop";

        /// <summary>Transaction number of the terminal.</summary>
        public const string Transaction = "transaction";

        /// <summary>PURCHASE, ...</summary>
        public const string Service = "service";

        /// <summary>Local time at the terminal.</summary>
        public const string Time = "time";

        /// <summary>Approval code.</summary>
        public const string ApprovalCode = "approval_code";

        /// <summary>What was charged, decimal major units.</summary>
        public const string Amount = "amount";

        /// <summary>ISO 4217 letters.</summary>
        public const string Currency = "currency";

        /// <summary>Amount without additions, decimal major units.</summary>
        public const string DetailedAmount = "detailed_amount";

        /// <summary>Result code.</summary>
        public const string Result = "result";

        /// <summary>Acquirer.</summary>
        public const string Acquirer = "acquirer";

        /// <summary>Counter of activations.</summary>
        public const string Activation = "activation";

        /// <summary>Reference at the acquirer.</summary>
        public const string Reference = "reference";

        /// <summary>Card number, masked.</summary>
        public const string Card = "card";

        /// <summary>MC CREDIT, ...</summary>
        public const string CardName = "card_name";

        /// <summary>AID of the chip.</summary>
        public const string ApplicationId = "application_id";

        /// <summary>Amount in the cardholder's currency.</summary>
        public const string DccAmount = "dcc_amount";

        /// <summary>The cardholder's currency: its code, else its name.</summary>
        public const string DccCurrency = "dcc_currency";

        /// <summary>Exchange rate.</summary>
        public const string DccRate = "dcc_rate";

        /// <summary>Mark-up in per cent.</summary>
        public const string DccMarkup = "dcc_markup";

        /// <summary>The text lines, if it came with any.</summary>
        public const string Text = "text";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            Terminal,
            Merchant,
            Shop,
            Transaction,
            Service,
            Time,
            ApprovalCode,
            Amount,
            Currency,
            DetailedAmount,
            Result,
            Acquirer,
            Activation,
            Reference,
            Card,
            CardName,
            ApplicationId,
            DccAmount,
            DccCurrency,
            DccRate,
            DccMarkup,
            Text,
        });
    }

    /// <summary>Names of fields: A sign of what became of a request that may move money.</summary>
    public static class EvidenceField
    {
        /// <summary>Where it comes from.</summary>
        public const string Source = "source";

        /// <summary>What it says.</summary>
        public const string Says = "says";

        /// <summary>The same as a sentence.</summary>
        public const string Text = "text";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            Source,
            Says,
            Text,
        });
    }

    /// <summary>Names of fields: Two pieces of evidence of which one says that money moved, and the other that none did.</summary>
    public static class ContradictionField
    {
        /// <summary>Where the one piece of evidence comes from.</summary>
        public const string First = "first";

        /// <summary>Where the other one comes from.</summary>
        public const string Second = "second";

        /// <summary>Both as sentences.</summary>
        public const string Text = "text";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly(new[]
        {
            First,
            Second,
            Text,
        });
    }
}
