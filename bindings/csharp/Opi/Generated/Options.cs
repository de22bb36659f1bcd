// Made of api/opi-api.json by api/templates/csharp.cs.j2; never edit by hand.
using System;
using System.Collections.Generic;

namespace Opi
{
    public sealed partial class Request
    {
        /// <summary>The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect
        /// means it so (ch, de). Form: 1 to 20 letters, digits, '_' or '-'.</summary>
        public string Reference
        {
            get { return this[RequestOption.Reference]; }
            set { this[RequestOption.Reference] = value; }
        }

        /// <summary>Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs
        /// the journal; not on the wire. Form: 1 to 64 printable characters.</summary>
        public string Key
        {
            get { return this[RequestOption.Key]; }
            set { this[RequestOption.Key] = value; }
        }

        /// <summary>Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on
        /// the wire. Unless set: no.</summary>
        public bool? AlthoughUnresolved
        {
            get { return Typed.Flag(this[RequestOption.AlthoughUnresolved]); }
            set { this[RequestOption.AlthoughUnresolved] = Typed.Text(value); }
        }

        /// <summary>ClerkID: the cashier. Form: 1 to 16 letters or digits.</summary>
        public string Clerk
        {
            get { return this[RequestOption.Clerk]; }
            set { this[RequestOption.Clerk] = value; }
        }

        /// <summary>ShiftNumber: separates totals by shift. Form: whole number.</summary>
        public long? Shift
        {
            get { return Typed.Number(this[RequestOption.Shift]); }
            set { this[RequestOption.Shift] = Typed.Text(value); }
        }

        /// <summary>Language of displays and receipts of this request. Form: two letters, ISO 639-1. Unless set: the language of
        /// the URL.</summary>
        public string Language
        {
            get { return this[RequestOption.Language]; }
            set { this[RequestOption.Language] = value; }
        }

        /// <summary>TransactionNumber: the till's own number of the sale. Dialects: de, ifsf. Form: whole number.</summary>
        public long? TransactionNumber
        {
            get { return Typed.Number(this[RequestOption.TransactionNumber]); }
            set { this[RequestOption.TransactionNumber] = Typed.Text(value); }
        }

        /// <summary>STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result.
        /// Dialects: de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation,
        /// CancelReservation, TicketReprint. Form: digits, leading zeros count.</summary>
        public string Stan
        {
            get { return this[RequestOption.Stan]; }
            set { this[RequestOption.Stan] = value; }
        }

        /// <summary>TerminalID of the earlier transaction. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
        /// CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint. Form: text, 1 to 32 characters.</summary>
        public string OriginalTerminal
        {
            get { return this[RequestOption.OriginalTerminal]; }
            set { this[RequestOption.OriginalTerminal] = value; }
        }

        /// <summary>TerminalBatch of the earlier transaction. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
        /// CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint. Form: text, 1 to 32 characters.</summary>
        public string OriginalBatch
        {
            get { return this[RequestOption.OriginalBatch]; }
            set { this[RequestOption.OriginalBatch] = value; }
        }

        /// <summary>Time of the earlier transaction. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
        /// CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.</summary>
        public DateTime? OriginalTime
        {
            get { return Typed.Time(this[RequestOption.OriginalTime]); }
            set { this[RequestOption.OriginalTime] = Typed.Text(value); }
        }

        /// <summary>On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Dialects: ch, nl.
        /// With: PaymentRefund, CaptureReservation, CancelReservation. Form: text, 1 to 32 characters.</summary>
        public string TrxReference
        {
            get { return this[RequestOption.TrxReference]; }
            set { this[RequestOption.TrxReference] = value; }
        }

        /// <summary>Cash handed to the customer; the amount of the request is the total. Dialects: ch, ifsf. With: CardPayment.</summary>
        public Money? Cashback
        {
            get { return PartOfAmount(RequestOption.Cashback); }
            set { PartOfAmount(RequestOption.Cashback, value); }
        }

        /// <summary>Restricts the payment to these brands. Dialects: ch, nl, ifsf. Form: codes separated by commas, e.g.
        /// VISA,ECMC,TWNT. Unless set: every brand.</summary>
        public IReadOnlyList<string> CardCircuits
        {
            get { return Typed.List(this[RequestOption.CardCircuits]); }
            set { this[RequestOption.CardCircuits] = Typed.Text(value); }
        }

        /// <summary>Accept although the host cannot be reached, only where the contract allows it. See the result field
        /// force_possible. Dialects: ch. With: CardPayment. Unless set: no.</summary>
        public bool? ForceAcceptance
        {
            get { return Typed.Flag(this[RequestOption.ForceAcceptance]); }
            set { this[RequestOption.ForceAcceptance] = Typed.Text(value); }
        }

        /// <summary>Approval code obtained by voice. Dialects: ch, nl. Form: text, 1 to 32 characters.</summary>
        public string ApprovalCode
        {
            get { return this[RequestOption.ApprovalCode]; }
            set { this[RequestOption.ApprovalCode] = value; }
        }

        /// <summary>Ask for a card token. Dialects: ch, nl. Unless set: no.</summary>
        public bool? RequestToken
        {
            get { return Typed.Flag(this[RequestOption.RequestToken]); }
            set { this[RequestOption.RequestToken] = Typed.Text(value); }
        }

        /// <summary>Ask for more transaction data in the answer. Dialects: ch, nl. Unless set: no.</summary>
        public bool? RequestTransactionInformation
        {
            get { return Typed.Flag(this[RequestOption.RequestTransactionInformation]); }
            set { this[RequestOption.RequestTransactionInformation] = Typed.Text(value); }
        }

        /// <summary>Ask for the receipt header. Dialects: ch, nl. Unless set: no.</summary>
        public bool? RequestReceiptHeader
        {
            get { return Typed.Flag(this[RequestOption.RequestReceiptHeader]); }
            set { this[RequestOption.RequestReceiptHeader] = Typed.Text(value); }
        }

        /// <summary>What a Diagnosis looks at. Dialects: de, ifsf. With: Diagnosis.</summary>
        public DiagnosisMethod? DiagnosisMethod
        {
            get { return Words.DiagnosisMethod.Read(this[RequestOption.DiagnosisMethod]); }
            set { this[RequestOption.DiagnosisMethod] = Words.DiagnosisMethod.Write(value); }
        }

        /// <summary>The part of the amount that is a tip. Dialects: ifsf. With: CardPayment, CardFinancialAdvice.</summary>
        public Money? Tip
        {
            get { return PartOfAmount(RequestOption.Tip); }
            set { PartOfAmount(RequestOption.Tip, value); }
        }

        /// <summary>Every brand but these. Dialects: ch, nl, ifsf. Form: codes separated by commas, e.g. AMEX,JCB.</summary>
        public IReadOnlyList<string> CardCircuitsDenied
        {
            get { return Typed.List(this[RequestOption.CardCircuitsDenied]); }
            set { this[RequestOption.CardCircuitsDenied] = Typed.Text(value); }
        }

        /// <summary>ClerkPermission: what the cashier may do. Dialects: de, ifsf.</summary>
        public ClerkPermission? ClerkPermission
        {
            get { return Words.ClerkPermission.Read(this[RequestOption.ClerkPermission]); }
            set { this[RequestOption.ClerkPermission] = Words.ClerkPermission.Write(value); }
        }

        /// <summary>ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Dialects: de, ifsf.
        /// Unless set: no.</summary>
        public bool? ManualPan
        {
            get { return Typed.Flag(this[RequestOption.ManualPan]); }
            set { this[RequestOption.ManualPan] = Typed.Text(value); }
        }

        /// <summary>UsePreselectedCard: the card that was read before (CCV Germany). Dialects: de. Unless set: no.</summary>
        public bool? PreselectedCard
        {
            get { return Typed.Flag(this[RequestOption.PreselectedCard]); }
            set { this[RequestOption.PreselectedCard] = Typed.Text(value); }
        }

        /// <summary>LastReceiptNumber: the receipt that the till took last (older CCV Germany). Dialects: de. With: CardPayment,
        /// PaymentReversal. Form: text, 1 to 32 characters.</summary>
        public string LastReceipt
        {
            get { return this[RequestOption.LastReceipt]; }
            set { this[RequestOption.LastReceipt] = value; }
        }

        /// <summary>PrivateData as text, such as type=initialise with an Administration (CCV Germany). Form: text, 1 to 1024
        /// characters.</summary>
        public string PrivateData
        {
            get { return this[RequestOption.PrivateData]; }
            set { this[RequestOption.PrivateData] = value; }
        }

        /// <summary>Kind of business of an OnlineAgent. Dialects: de, ifsf. With: OnlineAgent.</summary>
        public AgentBusiness? Agent
        {
            get { return Words.AgentBusiness.Read(this[RequestOption.Agent]); }
            set { this[RequestOption.Agent] = Words.AgentBusiness.Write(value); }
        }

        /// <summary>The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair. Dialects:
        /// ifsf. With: RepeatLastMessage, TicketReprint. Unless set: the kind's own.</summary>
        public MessagePair? MessagePair
        {
            get { return Words.MessagePair.Read(this[RequestOption.MessagePair]); }
            set { this[RequestOption.MessagePair] = Words.MessagePair.Write(value); }
        }

        /// <summary>ServiceLevel (forecourt). Dialects: ifsf. Form: text, 1 to 32 characters.</summary>
        public string ServiceLevel
        {
            get { return this[RequestOption.ServiceLevel]; }
            set { this[RequestOption.ServiceLevel] = value; }
        }

        /// <summary>OutdoorPosition: the pump (forecourt). Dialects: ifsf. Form: whole number.</summary>
        public long? OutdoorPosition
        {
            get { return Typed.Number(this[RequestOption.OutdoorPosition]); }
            set { this[RequestOption.OutdoorPosition] = Typed.Text(value); }
        }

        /// <summary>StoreID: the shop (EFTLink). Dialects: ifsf. Form: text, 1 to 32 characters.</summary>
        public string StoreId
        {
            get { return this[RequestOption.StoreId]; }
            set { this[RequestOption.StoreId] = value; }
        }

        /// <summary>MerchantReference for the acquirer. Dialects: ifsf. Form: text, 1 to 32 characters.</summary>
        public string MerchantReference
        {
            get { return this[RequestOption.MerchantReference]; }
            set { this[RequestOption.MerchantReference] = value; }
        }

        /// <summary>The lines of the sale. Amounts and prices in decimal major units, e.g.
        /// product=30&amp;amount=12.50&amp;text=Diesel. Dialects: ifsf. Form: lines separated by ';', each
        /// product=…&amp;amount=… and, if wanted, quantity, unit, price, tax, text; percent-encoded.</summary>
        public string SaleItems
        {
            get { return this[RequestOption.SaleItems]; }
            set { this[RequestOption.SaleItems] = value; }
        }

        /// <summary>LoyaltyFlag: the sale takes part in a loyalty programme. Dialects: ifsf. Unless set: no.</summary>
        public bool? Loyalty
        {
            get { return Typed.Flag(this[RequestOption.Loyalty]); }
            set { this[RequestOption.Loyalty] = Typed.Text(value); }
        }

        /// <summary>LoyaltyAmount: points, or their worth. Dialects: ifsf. Form: number, such as 120 or 12.50.</summary>
        public decimal? LoyaltyAmount
        {
            get { return Typed.Decimal(this[RequestOption.LoyaltyAmount]); }
            set { this[RequestOption.LoyaltyAmount] = Typed.Text(value); }
        }

        /// <summary>Number of a loyalty card that the till read. Dialects: ifsf. Card data: sent, never given back, logged or
        /// stored. Form: 8 to 24 digits.</summary>
        public string LoyaltyCard
        {
            get { return this[RequestOption.LoyaltyCard]; }
            set { this[RequestOption.LoyaltyCard] = value; }
        }

        /// <summary>Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS. Dialects:
        /// ifsf. Card data: sent, never given back, logged or stored. Form: 8 to 19 digits.</summary>
        public string CardPan
        {
            get { return this[RequestOption.CardPan]; }
            set { this[RequestOption.CardPan] = value; }
        }

        /// <summary>Expiry date of the card of card_pan. Dialects: ifsf. Card data: sent, never given back, logged or stored.
        /// Form: four digits, YYMM.</summary>
        public string CardExpiry
        {
            get { return this[RequestOption.CardExpiry]; }
            set { this[RequestOption.CardExpiry] = value; }
        }

        /// <summary>Second track of a card that the till read. Puts the till into the scope of PCI DSS. Dialects: ifsf. Card
        /// data: sent, never given back, logged or stored. Form: second track, up to 40 characters.</summary>
        public string CardTrack2
        {
            get { return this[RequestOption.CardTrack2]; }
            set { this[RequestOption.CardTrack2] = value; }
        }
    }

    public sealed partial class TerminalUrl
    {
        /// <summary>The terminal's family: it decides ports, receipts, session and abort. Unless set: ch.</summary>
        public Dialect? Dialect
        {
            get { return Words.Dialect.Read(this[UrlOption.Dialect]); }
            set { this[UrlOption.Dialect] = Words.Dialect.Write(value); }
        }

        /// <summary>The terminal model (ch): what it is known to lack is refused before anything is sent. Unless set: no model:
        /// what the dialect says.</summary>
        public TerminalModel? Model
        {
            get { return Words.TerminalModel.Read(this[UrlOption.Model]); }
            set { this[UrlOption.Model] = Words.TerminalModel.Write(value); }
        }

        /// <summary>The maker of the terminal's software: ports, aborts and login differ. Unless set: no variant: what the
        /// dialect says.</summary>
        public TerminalVariant? Variant
        {
            get { return Words.TerminalVariant.Read(this[UrlOption.Variant]); }
            set { this[UrlOption.Variant] = Words.TerminalVariant.Write(value); }
        }

        /// <summary>Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the settings.
        /// Unless set: no file.</summary>
        public string DialectFile
        {
            get { return this[UrlOption.DialectFile]; }
            set { this[UrlOption.DialectFile] = value; }
        }

        /// <summary>WorkstationID: the name of this till. Two tills at one terminal need two names. Form: text, 1 to 32
        /// characters. Unless set: 1.</summary>
        public string Workstation
        {
            get { return this[UrlOption.Workstation]; }
            set { this[UrlOption.Workstation] = value; }
        }

        /// <summary>Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4 and IPv6.
        /// Terminals of one process may share it. Port 0 takes a free one. Form: PORT or ADDRESS:PORT. Unless set: all
        /// addresses, the dialect's port (4102 in ch and nl, 20007 in de and ifsf).</summary>
        public string Listen
        {
            get { return this[UrlOption.Listen]; }
            set { this[UrlOption.Listen] = value; }
        }

        /// <summary>How long to wait for the connection to the terminal. Unless set: 3000.</summary>
        public TimeSpan? Connect
        {
            get { return Typed.Duration(this[UrlOption.ConnectMs], Typed.Millisecond); }
            set { this[UrlOption.ConnectMs] = Typed.Text(value, Typed.Millisecond); }
        }

        /// <summary>How long the terminal may be silent on both channels while a request runs. A question to the cashier stops
        /// the clock. Unless set: 90000.</summary>
        public TimeSpan? Idle
        {
            get { return Typed.Duration(this[UrlOption.IdleMs], Typed.Millisecond); }
            set { this[UrlOption.IdleMs] = Typed.Text(value, Typed.Millisecond); }
        }

        /// <summary>How long a request may take in all, from the connection to the verdict. A callback of the till that is
        /// running is never cut off. Unless set: 300000.</summary>
        public TimeSpan? Hard
        {
            get { return Typed.Duration(this[UrlOption.HardMs], Typed.Millisecond); }
            set { this[UrlOption.HardMs] = Typed.Text(value, Typed.Millisecond); }
        }

        /// <summary>How long to wait for the outcome after the library itself aborted a request that took too long. Part of
        /// hard_ms. Unless set: 10000.</summary>
        public TimeSpan? Abort
        {
            get { return Typed.Duration(this[UrlOption.AbortMs], Typed.Millisecond); }
            set { this[UrlOption.AbortMs] = Typed.Text(value, Typed.Millisecond); }
        }

        /// <summary>Least time between two AbortRequests; there are at most three. Unless set: 1500.</summary>
        public TimeSpan? AbortSpacing
        {
            get { return Typed.Duration(this[UrlOption.AbortSpacingMs], Typed.Millisecond); }
            set { this[UrlOption.AbortSpacingMs] = Typed.Text(value, Typed.Millisecond); }
        }

        /// <summary>How long recovery waits between two questions to a busy terminal, and from a request to the first question
        /// about it. Unless set: 3000.</summary>
        public TimeSpan? AskAgain
        {
            get { return Typed.Duration(this[UrlOption.AskAgainMs], Typed.Millisecond); }
            set { this[UrlOption.AskAgainMs] = Typed.Text(value, Typed.Millisecond); }
        }

        /// <summary>How long a recovery may take in all; what it did not get to is listed as the journal knows it. Unless set:
        /// 300000.</summary>
        public TimeSpan? RecoverTime
        {
            get { return Typed.Duration(this[UrlOption.RecoverMs], Typed.Millisecond); }
            set { this[UrlOption.RecoverMs] = Typed.Text(value, Typed.Millisecond); }
        }

        /// <summary>Most receipts and journal entries taken for one request; then it is aborted, and those beyond are refused.
        /// Form: number, 1 to 10000. Unless set: 256.</summary>
        public long? MaxPapers
        {
            get { return Typed.Number(this[UrlOption.MaxPapers]); }
            set { this[UrlOption.MaxPapers] = Typed.Text(value); }
        }

        /// <summary>The same in bytes. Form: bytes, 4096 to 268435456. Unless set: 8388608.</summary>
        public long? MaxPaperBytes
        {
            get { return Typed.Number(this[UrlOption.MaxPaperBytes]); }
            set { this[UrlOption.MaxPaperBytes] = Typed.Text(value); }
        }

        /// <summary>Language of displays and receipts, where the request names none. Form: two letters, ISO 639-1. Unless set:
        /// de.</summary>
        public string Language
        {
            get { return this[UrlOption.Language]; }
            set { this[UrlOption.Language] = value; }
        }

        /// <summary>ApplicationSender: the name of the till's software (de, ifsf). Form: text, 1 to 32 characters. Unless set:
        /// libopi.</summary>
        public string Sender
        {
            get { return this[UrlOption.Sender]; }
            set { this[UrlOption.Sender] = value; }
        }

        /// <summary>POPID: the payment point (de, ifsf). Form: text, 1 to 32 characters. Unless set: 001.</summary>
        public string PopId
        {
            get { return this[UrlOption.PopId]; }
            set { this[UrlOption.PopId] = value; }
        }

        /// <summary>Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide). Unless set: till.</summary>
        public ReceiptPlace? CustomerReceipt
        {
            get { return Words.ReceiptPlace.Read(this[UrlOption.CustomerReceipt]); }
            set { this[UrlOption.CustomerReceipt] = Words.ReceiptPlace.Write(value); }
        }

        /// <summary>Who prints the merchant's copy (ch, nl). Unless set: till.</summary>
        public ReceiptPlace? MerchantReceipt
        {
            get { return Words.ReceiptPlace.Read(this[UrlOption.MerchantReceipt]); }
            set { this[UrlOption.MerchantReceipt] = Words.ReceiptPlace.Write(value); }
        }

        /// <summary>Whether the till wants the electronic journal (ch, nl). Unless set: till.</summary>
        public JournalTaker? ElectronicJournal
        {
            get { return Words.JournalTaker.Read(this[UrlOption.ElectronicJournal]); }
            set { this[UrlOption.ElectronicJournal] = Words.JournalTaker.Write(value); }
        }

        /// <summary>The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps other
        /// programs of this machine away from the terminal. Unless set: libopi/journal.db where this user's programs
        /// keep their state, or $OPI_JOURNAL.</summary>
        public string Journal
        {
            get { return this[UrlOption.Journal]; }
            set { this[UrlOption.Journal] = value; }
        }

        /// <summary>When unresolved requests are looked into: only when the till calls recover, or also when the terminal is
        /// opened. Unless set: call.</summary>
        public RecoverWhen? Recover
        {
            get { return Words.RecoverWhen.Read(this[UrlOption.Recover]); }
            set { this[UrlOption.Recover] = Words.RecoverWhen.Write(value); }
        }

        /// <summary>Who says that the till knows an outcome: the till itself, or the library as soon as it has returned it.
        /// Unless set: till.</summary>
        public AcknowledgedBy? Acknowledge
        {
            get { return Words.AcknowledgedBy.Read(this[UrlOption.Acknowledge]); }
            set { this[UrlOption.Acknowledge] = Words.AcknowledgedBy.Write(value); }
        }

        /// <summary>How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever. Unless
        /// set: 400.</summary>
        public TimeSpan? Keep
        {
            get { return Typed.Duration(this[UrlOption.KeepDays], Typed.Day); }
            set { this[UrlOption.KeepDays] = Typed.Text(value, Typed.Day); }
        }

        /// <summary>Take over a journal that was written on another machine, e.g. after the till's disk was moved. Unless set:
        /// no.</summary>
        public bool? AdoptJournal
        {
            get { return Typed.Flag(this[UrlOption.AdoptJournal]); }
            set { this[UrlOption.AdoptJournal] = Typed.Text(value); }
        }

        /// <summary>Longest message accepted from a terminal. Form: bytes, 4096 to 16777216. Unless set: 1048576.</summary>
        public long? MaxFrame
        {
            get { return Typed.Number(this[UrlOption.MaxFrame]); }
            set { this[UrlOption.MaxFrame] = Typed.Text(value); }
        }
    }

    public sealed partial class DialectSettings
    {
        /// <summary>Where terminals listen for requests, unless the URL names a port. Form: port.</summary>
        public long? TerminalPort
        {
            get { return Typed.Number(this[DialectSetting.TerminalPort]); }
            set { this[DialectSetting.TerminalPort] = Typed.Text(value); }
        }

        /// <summary>Where the till listens for device requests, unless the URL says `listen`. Form: port.</summary>
        public long? ListenPort
        {
            get { return Typed.Number(this[DialectSetting.ListenPort]); }
            set { this[DialectSetting.ListenPort] = Typed.Text(value); }
        }

        /// <summary>The device on which the customer's receipt comes. Form: name of a device.</summary>
        public string CustomerPrinter
        {
            get { return this[DialectSetting.CustomerPrinter]; }
            set { this[DialectSetting.CustomerPrinter] = value; }
        }

        /// <summary>The device on which the merchant's receipt comes. Form: name of a device.</summary>
        public string MerchantPrinter
        {
            get { return this[DialectSetting.MerchantPrinter]; }
            set { this[DialectSetting.MerchantPrinter] = value; }
        }

        /// <summary>Opens a session.</summary>
        public RequestKind? SessionOpen
        {
            get { return Words.RequestKind.Read(this[DialectSetting.SessionOpen]); }
            set { this[DialectSetting.SessionOpen] = Words.RequestKind.Write(value); }
        }

        /// <summary>Closes a session.</summary>
        public RequestKind? SessionClose
        {
            get { return Words.RequestKind.Read(this[DialectSetting.SessionClose]); }
            set { this[DialectSetting.SessionClose] = Words.RequestKind.Write(value); }
        }

        /// <summary>Closes the day.</summary>
        public RequestKind? CloseDay
        {
            get { return Words.RequestKind.Read(this[DialectSetting.CloseDay]); }
            set { this[DialectSetting.CloseDay] = Words.RequestKind.Write(value); }
        }

        /// <summary>Asks for the terminal's state.</summary>
        public RequestKind? Status
        {
            get { return Words.RequestKind.Read(this[DialectSetting.Status]); }
            set { this[DialectSetting.Status] = Words.RequestKind.Write(value); }
        }

        /// <summary>The connection an abort travels on.</summary>
        public AbortConnection? AbortConnection
        {
            get { return Words.AbortConnection.Read(this[DialectSetting.AbortConnection]); }
            set { this[DialectSetting.AbortConnection] = Words.AbortConnection.Write(value); }
        }

        /// <summary>The message pair of an abort.</summary>
        public AbortMessage? AbortMessage
        {
            get { return Words.AbortMessage.Read(this[DialectSetting.AbortMessage]); }
            set { this[DialectSetting.AbortMessage] = Words.AbortMessage.Write(value); }
        }

        /// <summary>Does an abort name the request in ReferenceNumber?</summary>
        public bool? AbortNamesRequest
        {
            get { return Typed.Flag(this[DialectSetting.AbortNamesRequest]); }
            set { this[DialectSetting.AbortNamesRequest] = Typed.Text(value); }
        }

        /// <summary>What a reversal undoes: the last transaction, or the one with a STAN.</summary>
        public ReversalOf? Reversal
        {
            get { return Words.ReversalOf.Read(this[DialectSetting.Reversal]); }
            set { this[DialectSetting.Reversal] = Words.ReversalOf.Write(value); }
        }

        /// <summary>Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own.</summary>
        public CallbackIds? CallbackIds
        {
            get { return Words.CallbackIds.Read(this[DialectSetting.CallbackIds]); }
            set { this[DialectSetting.CallbackIds] = Words.CallbackIds.Write(value); }
        }

        /// <summary>Do card requests say where receipts go?</summary>
        public bool? AnnouncesPrinters
        {
            get { return Typed.Flag(this[DialectSetting.AnnouncesPrinters]); }
            set { this[DialectSetting.AnnouncesPrinters] = Typed.Text(value); }
        }

        /// <summary>Do service requests say it too?</summary>
        public bool? AnnouncesToServices
        {
            get { return Typed.Flag(this[DialectSetting.AnnouncesToServices]); }
            set { this[DialectSetting.AnnouncesToServices] = Typed.Text(value); }
        }

        /// <summary>Do requests carry ApplicationSender and POPID?</summary>
        public bool? NamesSender
        {
            get { return Typed.Flag(this[DialectSetting.NamesSender]); }
            set { this[DialectSetting.NamesSender] = Typed.Text(value); }
        }

        /// <summary>What ReferenceNumber holds: the merchant's reference, or something else.</summary>
        public ReferenceHolds? Reference
        {
            get { return Words.ReferenceHolds.Read(this[DialectSetting.Reference]); }
            set { this[DialectSetting.Reference] = Words.ReferenceHolds.Write(value); }
        }

        /// <summary>What TimedOut without a sign of an authorisation means for money.</summary>
        public TimedOutMeans? TimedOut
        {
            get { return Words.TimedOutMeans.Read(this[DialectSetting.TimedOut]); }
            set { this[DialectSetting.TimedOut] = Words.TimedOutMeans.Write(value); }
        }

        /// <summary>What a login tells the terminal in PrivateData: nothing, or which receipts the till prints.</summary>
        public LoginData? LoginData
        {
            get { return Words.LoginData.Read(this[DialectSetting.LoginData]); }
            set { this[DialectSetting.LoginData] = Words.LoginData.Write(value); }
        }

        /// <summary>Captures a reservation. **Unverified**: what ch takes is not public; this is the family's name for it. Form:
        /// RequestType.</summary>
        public string CaptureVerb
        {
            get { return this[DialectSetting.CaptureVerb]; }
            set { this[DialectSetting.CaptureVerb] = value; }
        }

        /// <summary>Cancels a reservation. **Unverified**: what ch takes is not public; this is the family's name for it. Form:
        /// RequestType.</summary>
        public string CancelVerb
        {
            get { return this[DialectSetting.CancelVerb]; }
            set { this[DialectSetting.CancelVerb] = value; }
        }

        /// <summary>What this terminal can do beyond its row. Form: names of request kinds or options, separated by commas.</summary>
        public IReadOnlyList<string> Allow
        {
            get { return Typed.List(this[DialectSetting.Allow]); }
            set { this[DialectSetting.Allow] = Typed.Text(value); }
        }

        /// <summary>What this terminal must not be asked. Form: names of request kinds or options, separated by commas.</summary>
        public IReadOnlyList<string> Refuse
        {
            get { return Typed.List(this[DialectSetting.Refuse]); }
            set { this[DialectSetting.Refuse] = Typed.Text(value); }
        }
    }
}
