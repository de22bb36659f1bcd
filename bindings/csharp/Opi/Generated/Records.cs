// Made of api/opi-api.json by api/templates/csharp.cs.j2; never edit by hand.
using System;
using System.Collections.Generic;
using System.IO;

namespace Opi
{
    /// <summary>How a request ended: its verdict, everything the terminal said, the receipts.</summary>
    public sealed partial class Result
    {
        private readonly Reader reader;

        internal Result(Reader reader)
        {
            this.reader = reader;
        }

        /// <summary>The text of a field by its name, one of <see cref="ResultField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get { return reader.Get(field); }
        }

        /// <summary>approved, declined, aborted, refused, not_sent or unknown.</summary>
        public Verdict Verdict { get { return (Verdict)reader.Number("verdict"); } }

        /// <summary>Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET.</summary>
        public Status Status { get { return (Status)reader.Number("status"); } }

        /// <summary>May money have moved: no, possibly or yes.</summary>
        public MoneyMoved MoneyMoved { get { return (MoneyMoved)reader.Number("money"); } }

        /// <summary>What happened, in words, unless approved.</summary>
        public string Message { get { return this["message"]; } }

        /// <summary>What to do next, in words, unless approved.</summary>
        public string Advice { get { return this["advice"]; } }

        /// <summary>Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number.</summary>
        public string DeclineReason { get { return this["decline_reason"]; } }

        /// <summary>yes when a payment with force_acceptance may help, where the contract allows it (ch).</summary>
        public bool? ForcePossible { get { return Typed.Flag(this["force_possible"]); } }

        /// <summary>Kind of request, as on the wire.</summary>
        public RequestKind? Kind { get { return Words.RequestKind.Read(this["kind"]); } }

        /// <summary>RequestID under which the terminal was asked.</summary>
        public string RequestId { get { return this["request_id"]; } }

        /// <summary>The till's own reference, as given.</summary>
        public string Reference { get { return this["reference"]; } }

        /// <summary>Number of the request in the journal.</summary>
        public string JournalId { get { return this["journal_id"]; } }

        /// <summary>yes: the idempotency key was known, this is the stored outcome, and nothing was sent.</summary>
        public bool? FromJournal { get { return Typed.Flag(this["from_journal"]); } }

        /// <summary>OverallResult of the terminal.</summary>
        public string OverallResult { get { return this["overall_result"]; } }

        /// <summary>What the terminal charged, decimal major units; may exceed the request (tip). Only when approved.</summary>
        public Money? Amount { get { return Typed.Amount(this["amount"], this["currency"]); } }

        /// <summary>ISO 4217 letters.</summary>
        public string Currency { get { return this["currency"]; } }

        /// <summary>What the till asked for, decimal major units.</summary>
        public Money? RequestedAmount { get { return Typed.Amount(this["requested_amount"], this["requested_currency"]); } }

        /// <summary>ISO 4217 letters of what the till asked for.</summary>
        public string RequestedCurrency { get { return this["requested_currency"]; } }

        /// <summary>Tip, decimal major units: what the terminal says, else what exceeds the request.</summary>
        public Money? Tip { get { return Typed.Amount(this["tip"], this["currency"]); } }

        /// <summary>Cash handed out, decimal major units.</summary>
        public Money? Cashback { get { return Typed.Amount(this["cashback"], this["currency"]); } }

        /// <summary>Donation, decimal major units (ATS).</summary>
        public Money? Donation { get { return Typed.Amount(this["donation"], this["currency"]); } }

        /// <summary>What is left on the card, decimal major units.</summary>
        public Money? Balance { get { return Typed.Amount(this["balance"], this["requested_currency"]); } }

        /// <summary>yes when the cardholder was offered a conversion of the currency, or took one.</summary>
        public bool? DccOffered { get { return Typed.Flag(this["dcc_offered"]); } }

        /// <summary>yes or no: whether the cardholder took the conversion; empty when not known.</summary>
        public bool? DccAccepted { get { return Typed.Flag(this["dcc_accepted"]); } }

        /// <summary>Amount in the cardholder's currency.</summary>
        public Money? DccAmount { get { return Typed.Amount(this["dcc_amount"], this["dcc_currency"]); } }

        /// <summary>The cardholder's currency: its code, else its name.</summary>
        public string DccCurrency { get { return this["dcc_currency"]; } }

        /// <summary>Exchange rate.</summary>
        public decimal? DccRate { get { return Typed.Decimal(this["dcc_rate"]); } }

        /// <summary>Mark-up in per cent.</summary>
        public decimal? DccMarkup { get { return Typed.Decimal(this["dcc_markup"]); } }

        /// <summary>TerminalID.</summary>
        public string TerminalId { get { return this["terminal_id"]; } }

        /// <summary>STAN: the terminal's transaction number, needed to reverse in de.</summary>
        public string Stan { get { return this["stan"]; } }

        /// <summary>TerminalBatch.</summary>
        public string Batch { get { return this["batch"]; } }

        /// <summary>ApprovalCode.</summary>
        public string ApprovalCode { get { return this["approval_code"]; } }

        /// <summary>TrxReferenceNumber: reference at the acquirer, for refunds in ch.</summary>
        public string TrxReference { get { return this["trx_reference"]; } }

        /// <summary>ReceiptNumber (de).</summary>
        public string ReceiptNumber { get { return this["receipt_number"]; } }

        /// <summary>Card number, masked: at most the first six and last four digits.</summary>
        public string Card { get { return this["card"]; } }

        /// <summary>Brand of the card.</summary>
        public string CardCircuit { get { return this["card_circuit"]; } }

        /// <summary>Sequence number of the card (de).</summary>
        public string CardSequence { get { return this["card_sequence"]; } }

        /// <summary>Issue number of the card (ATS).</summary>
        public string IssueNumber { get { return this["issue_number"]; } }

        /// <summary>How the card was read, as the terminal calls it: NFC, ...</summary>
        public string EntryMethod { get { return this["entry_method"]; } }

        /// <summary>How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ...</summary>
        public string VerificationMethod { get { return this["verification_method"]; } }

        /// <summary>Language of the cardholder.</summary>
        public string CardLanguage { get { return this["card_language"]; } }

        /// <summary>Token that stands for the card; tokens in the JSON has all of them.</summary>
        public string Token { get { return this["token"]; } }

        /// <summary>Time at the terminal.</summary>
        public DateTime? AuthorisedAt { get { return Typed.Time(this["authorised_at"]); } }

        /// <summary>Online, Offline, …</summary>
        public string AuthorisationType { get { return this["authorisation_type"]; } }

        /// <summary>AcquirerID.</summary>
        public string Acquirer { get { return this["acquirer"]; } }

        /// <summary>Batch at the acquirer.</summary>
        public string AcquirerBatch { get { return this["acquirer_batch"]; } }

        /// <summary>IssuerID.</summary>
        public string Issuer { get { return this["issuer"]; } }

        /// <summary>Merchant contract number.</summary>
        public string Merchant { get { return this["merchant"]; } }

        /// <summary>AID of the chip.</summary>
        public string ApplicationId { get { return this["application_id"]; } }

        /// <summary>Response code of the host, ISO 8583; 0 is approval.</summary>
        public string ActionCode { get { return this["action_code"]; } }

        /// <summary>How many copies to print.</summary>
        public long? ReceiptCopies { get { return Typed.Number(this["receipt_copies"]); } }

        /// <summary>CaptureReference (ATS).</summary>
        public string CaptureReference { get { return this["capture_reference"]; } }

        /// <summary>TrackingReference (ATS).</summary>
        public string TrackingReference { get { return this["tracking_reference"]; } }

        /// <summary>Products that the card may not pay for, separated by commas (ifsf).</summary>
        public IReadOnlyList<string> RestrictionCodes { get { return Typed.List(this["restriction_codes"]); } }

        /// <summary>Approval of the loyalty host (ifsf).</summary>
        public string LoyaltyApprovalCode { get { return this["loyalty_approval_code"]; } }

        /// <summary>Loyalty points or their worth (ifsf).</summary>
        public decimal? LoyaltyAmount { get { return Typed.Decimal(this["loyalty_amount"]); } }

        /// <summary>Points after the transaction (ATS).</summary>
        public decimal? LoyaltyPoints { get { return Typed.Decimal(this["loyalty_points"]); } }

        /// <summary>Repeated answer: which kind of request it answered.</summary>
        public RequestKind? OriginalKind { get { return Words.RequestKind.Read(this["original_kind"]); } }

        /// <summary>Repeated answer: RequestID of the request it answered.</summary>
        public string OriginalRequestId { get { return this["original_request_id"]; } }

        /// <summary>Repeated answer: the till that had asked.</summary>
        public string OriginalWorkstation { get { return this["original_workstation"]; } }

        /// <summary>Repeated answer: OverallResult of the request it answered.</summary>
        public string OriginalResult { get { return this["original_result"]; } }

        /// <summary>HostDeclineReason (ch).</summary>
        public string HostDeclineReason { get { return this["host_decline_reason"]; } }

        /// <summary>TerminalDeclineReason (ch).</summary>
        public string TerminalDeclineReason { get { return this["terminal_decline_reason"]; } }

        /// <summary>The vendor's own error number (de).</summary>
        public string VendorErrorCode { get { return this["vendor_error_code"]; } }

        /// <summary>The vendor's own words for it (de).</summary>
        public string VendorErrorText { get { return this["vendor_error_text"]; } }

        /// <summary>TerminalStatus (ch); the list of values is not public.</summary>
        public string TerminalStatus { get { return this["terminal_status"]; } }

        /// <summary>TerminalSubStatus (ch); the list of values is not public.</summary>
        public string TerminalSubStatus { get { return this["terminal_sub_status"]; } }

        /// <summary>Address of the terminal (ch).</summary>
        public string TerminalIp { get { return this["terminal_ip"]; } }

        /// <summary>Version of the payment application (ch, de).</summary>
        public string AppVersion { get { return this["app_version"]; } }

        /// <summary>Merchant identification in ep2 (ch).</summary>
        public string Ep2MerchantId { get { return this["ep2_merchant_id"]; } }

        /// <summary>Hardware of the terminal (ch).</summary>
        public string Hardware { get { return this["hardware"]; } }

        /// <summary>Serial number of the terminal (ch).</summary>
        public string SerialNumber { get { return this["serial_number"]; } }

        /// <summary>Name of the terminal's configuration (ch).</summary>
        public string ConfigurationName { get { return this["configuration_name"]; } }

        /// <summary>Version of the terminal's configuration (ch).</summary>
        public string ConfigurationVersion { get { return this["configuration_version"]; } }

        /// <summary>Brands that the terminal accepts, separated by commas (nl, ch).</summary>
        public IReadOnlyList<string> CardCircuits { get { return Typed.List(this["card_circuits"]); } }

        /// <summary>Acquirers that the terminal works with, separated by commas (ch).</summary>
        public IReadOnlyList<string> Acquirers { get { return Typed.List(this["acquirers"]); } }

        /// <summary>What a diagnosis found, in words (de, ifsf).</summary>
        public string DiagnosisResult { get { return this["diagnosis_result"]; } }

        /// <summary>When the terminal restarts (CCV Germany).</summary>
        public string NextReboot { get { return this["next_reboot"]; } }

        /// <summary>How many stored transactions were taken (ATS).</summary>
        public long? SubmittedCount { get { return Typed.Number(this["submitted_count"]); } }

        /// <summary>How many stored transactions were not taken (ATS).</summary>
        public long? NotSubmittedCount { get { return Typed.Number(this["not_submitted_count"]); } }

        /// <summary>Free text that the vendor added.</summary>
        public string PrivateData { get { return this["private_data"]; } }

        /// <summary>The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked,
        /// secrets dropped.</summary>
        public string Raw { get { return this["raw"]; } }

        /// <summary>The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked,
        /// secrets dropped. As bytes of UTF-8, where the library keeps them, without a copy; null when it is empty.</summary>
        /// <returns>A stream that can only be read; it stays good for as long as somebody has it.</returns>
        public Stream OpenRaw()
        {
            return reader.Open("raw");
        }

        /// <summary>How many callbacks of the till failed during the call.</summary>
        public long? FailedCallbacks { get { return Typed.Number(reader.Number("failed_callbacks")); } }

        /// <summary>The whole result as one JSON object.</summary>
        public string Json { get { return reader.Text("json"); } }

        /// <summary>The receipts that came during the call, printed or not.</summary>
        public IReadOnlyList<Receipt> Receipts { get { return reader.RecordList("receipt", part => new Receipt(part)); } }

        /// <summary>The entries of the electronic journal that came during the call.</summary>
        public IReadOnlyList<JournalEntry> Journal { get { return reader.RecordList("journal", part => new JournalEntry(part)); } }

        /// <summary>What speaks for and against that money moved.</summary>
        public IReadOnlyList<Evidence> Evidence { get { return reader.RecordList("evidence", part => new Evidence(part)); } }

        /// <summary>Pairs of evidence that cannot both be true.</summary>
        public IReadOnlyList<Contradiction> Contradictions { get { return reader.RecordList("contradiction", part => new Contradiction(part)); } }

        /// <summary>What was unusual on the way, in plain words, for the log.</summary>
        public IReadOnlyList<string> Notes { get { return reader.TextList("note"); } }
    }

    /// <summary>A request of the journal, and what became of it.</summary>
    public sealed partial class RecoveredRequest
    {
        private readonly Reader reader;

        internal RecoveredRequest(Reader reader)
        {
            this.reader = reader;
        }

        /// <summary>The text of a field by its name, one of <see cref="RecoveredField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get { return reader.Get(field); }
        }

        /// <summary>Number of the request in the journal; resolving by hand names it.</summary>
        public string Id { get { return this["id"]; } }

        /// <summary>approved, not_charged or ask_human.</summary>
        public RecoveryVerdict Verdict { get { return (RecoveryVerdict)reader.Number("verdict"); } }

        /// <summary>The till's own reference, as given.</summary>
        public string Reference { get { return this["reference"]; } }

        /// <summary>The idempotency key, as given.</summary>
        public string Key { get { return this["key"]; } }

        /// <summary>Kind of request, as on the wire.</summary>
        public RequestKind? Kind { get { return Words.RequestKind.Read(this["kind"]); } }

        /// <summary>What the till asked for, decimal major units.</summary>
        public Money? RequestedAmount { get { return Typed.Amount(this["requested_amount"], this["currency"]); } }

        /// <summary>What was charged, decimal major units. Only when approved.</summary>
        public Money? Amount { get { return Typed.Amount(this["amount"], this["currency"]); } }

        /// <summary>ISO 4217 letters.</summary>
        public string Currency { get { return this["currency"]; } }

        /// <summary>When the till asked, local time.</summary>
        public DateTime? BegunAt { get { return Typed.Time(this["begun_at"]); } }

        /// <summary>RequestID under which the terminal was asked.</summary>
        public string RequestId { get { return this["request_id"]; } }

        /// <summary>Host and port of the terminal.</summary>
        public string Terminal { get { return this["terminal"]; } }

        /// <summary>WorkstationID of the till.</summary>
        public string Workstation { get { return this["workstation"]; } }

        /// <summary>TerminalID.</summary>
        public string TerminalId { get { return this["terminal_id"]; } }

        /// <summary>STAN: the terminal's transaction number.</summary>
        public string Stan { get { return this["stan"]; } }

        /// <summary>ApprovalCode.</summary>
        public string ApprovalCode { get { return this["approval_code"]; } }

        /// <summary>TrxReferenceNumber: reference at the acquirer.</summary>
        public string TrxReference { get { return this["trx_reference"]; } }

        /// <summary>Card number, its last four digits.</summary>
        public string Card { get { return this["card"]; } }

        /// <summary>Brand of the card.</summary>
        public string CardCircuit { get { return this["card_circuit"]; } }

        /// <summary>Time at the terminal.</summary>
        public DateTime? AuthorisedAt { get { return Typed.Time(this["authorised_at"]); } }

        /// <summary>Why the verdict is what it is.</summary>
        public string Reason { get { return this["reason"]; } }

        /// <summary>What to do next, in words.</summary>
        public string Advice { get { return this["advice"]; } }

        /// <summary>yes: recovering again later may find out.</summary>
        public bool? AskAgain { get { return Typed.Flag(this["ask_again"]); } }

        /// <summary>Who settled it.</summary>
        public SettledBy? SettledBy { get { return Words.SettledBy.Read(this["settled_by"]); } }

        /// <summary>When it was settled, local time.</summary>
        public DateTime? SettledAt { get { return Typed.Time(this["settled_at"]); } }

        /// <summary>The person who resolved it by hand.</summary>
        public string Who { get { return this["who"]; } }

        /// <summary>Its receipts, those found during recovery included.</summary>
        public IReadOnlyList<Receipt> Receipts { get { return reader.RecordList("receipt", part => new Receipt(part)); } }

        /// <summary>Its entries of the electronic journal, those found during recovery included.</summary>
        public IReadOnlyList<JournalEntry> Journal { get { return reader.RecordList("journal", part => new JournalEntry(part)); } }

        /// <summary>What speaks for and against that money moved.</summary>
        public IReadOnlyList<Evidence> Evidence { get { return reader.RecordList("evidence", part => new Evidence(part)); } }

        /// <summary>Pairs of evidence that cannot both be true.</summary>
        public IReadOnlyList<Contradiction> Contradictions { get { return reader.RecordList("contradiction", part => new Contradiction(part)); } }
    }

    /// <summary>A receipt.</summary>
    public sealed partial class Receipt
    {
        private readonly Reader reader;

        internal Receipt(Reader reader)
        {
            this.reader = reader;
        }

        // What a device copies of it.
        internal static readonly Shape Shape = new Shape
        {
            Numbers = new[] { "role", "acknowledged" },
            Texts = new[] { "target", "text" },
        };

        /// <summary>For whom it is.</summary>
        public ReceiptRole Role { get { return (ReceiptRole)reader.Number("role"); } }

        /// <summary>The name of the device on the wire, such as CashierDisplay; may be empty.</summary>
        public string Target { get { return reader.Text("target"); } }

        /// <summary>Its lines, exactly as the terminal sent them.</summary>
        public string Text { get { return reader.Text("text"); } }

        /// <summary>Was the terminal told that it is in safe hands?</summary>
        public bool? Acknowledged { get { return Typed.Flag(reader.Number("acknowledged")); } }
    }

    /// <summary>An entry of the electronic journal.</summary>
    public sealed partial class JournalEntry
    {
        private readonly Reader reader;

        internal JournalEntry(Reader reader)
        {
            this.reader = reader;
        }

        /// <summary>The text of a field by its name, one of <see cref="JournalEntryField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get { return reader.Get(field); }
        }

        // What a device copies of it.
        internal static readonly Shape Shape = new Shape
        {
            Names = JournalEntryField.All,
        };

        /// <summary>Terminal identification.</summary>
        public string Terminal { get { return this["terminal"]; } }

        /// <summary>Merchant identification.</summary>
        public string Merchant { get { return this["merchant"]; } }

        /// <summary>Name and address of the shop, a line each.</summary>
        public string Shop { get { return this["shop"]; } }

        /// <summary>Transaction number of the terminal.</summary>
        public string Transaction { get { return this["transaction"]; } }

        /// <summary>PURCHASE, ...</summary>
        public string Service { get { return this["service"]; } }

        /// <summary>Local time at the terminal.</summary>
        public DateTime? Time { get { return Typed.Time(this["time"]); } }

        /// <summary>Approval code.</summary>
        public string ApprovalCode { get { return this["approval_code"]; } }

        /// <summary>What was charged, decimal major units.</summary>
        public Money? Amount { get { return Typed.Amount(this["amount"], this["currency"]); } }

        /// <summary>ISO 4217 letters.</summary>
        public string Currency { get { return this["currency"]; } }

        /// <summary>Amount without additions, decimal major units.</summary>
        public Money? DetailedAmount { get { return Typed.Amount(this["detailed_amount"], this["currency"]); } }

        /// <summary>Result code.</summary>
        public string Result { get { return this["result"]; } }

        /// <summary>Acquirer.</summary>
        public string Acquirer { get { return this["acquirer"]; } }

        /// <summary>Counter of activations.</summary>
        public long? Activation { get { return Typed.Number(this["activation"]); } }

        /// <summary>Reference at the acquirer.</summary>
        public string Reference { get { return this["reference"]; } }

        /// <summary>Card number, masked.</summary>
        public string Card { get { return this["card"]; } }

        /// <summary>MC CREDIT, ...</summary>
        public string CardName { get { return this["card_name"]; } }

        /// <summary>AID of the chip.</summary>
        public string ApplicationId { get { return this["application_id"]; } }

        /// <summary>Amount in the cardholder's currency.</summary>
        public Money? DccAmount { get { return Typed.Amount(this["dcc_amount"], this["dcc_currency"]); } }

        /// <summary>The cardholder's currency: its code, else its name.</summary>
        public string DccCurrency { get { return this["dcc_currency"]; } }

        /// <summary>Exchange rate.</summary>
        public decimal? DccRate { get { return Typed.Decimal(this["dcc_rate"]); } }

        /// <summary>Mark-up in per cent.</summary>
        public decimal? DccMarkup { get { return Typed.Decimal(this["dcc_markup"]); } }

        /// <summary>The text lines, if it came with any.</summary>
        public string Text { get { return this["text"]; } }
    }

    /// <summary>A sign of what became of a request that may move money.</summary>
    public sealed partial class Evidence
    {
        private readonly Reader reader;

        internal Evidence(Reader reader)
        {
            this.reader = reader;
        }

        /// <summary>The text of a field by its name, one of <see cref="EvidenceField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get { return reader.Get(field); }
        }

        /// <summary>Where it comes from.</summary>
        public EvidenceSource? Source { get { return Words.EvidenceSource.Read(this["source"]); } }

        /// <summary>What it says.</summary>
        public EvidenceSays? Says { get { return Words.EvidenceSays.Read(this["says"]); } }

        /// <summary>The same as a sentence.</summary>
        public string Text { get { return this["text"]; } }
    }

    /// <summary>Two pieces of evidence of which one says that money moved, and the other that none did.</summary>
    public sealed partial class Contradiction
    {
        private readonly Reader reader;

        internal Contradiction(Reader reader)
        {
            this.reader = reader;
        }

        /// <summary>The text of a field by its name, one of <see cref="ContradictionField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get { return reader.Get(field); }
        }

        /// <summary>Where the one piece of evidence comes from.</summary>
        public EvidenceSource? First { get { return Words.EvidenceSource.Read(this["first"]); } }

        /// <summary>Where the other one comes from.</summary>
        public EvidenceSource? Second { get { return Words.EvidenceSource.Read(this["second"]); } }

        /// <summary>Both as sentences.</summary>
        public string Text { get { return this["text"]; } }
    }

    /// <summary>What went wrong, whether money may have moved, and what to do next.</summary>
    public sealed partial class Error
    {
        private readonly Reader reader;

        internal Error(Reader reader)
        {
            this.reader = reader;
        }

        /// <summary>What happened: the status that the failed function returned.</summary>
        public Status Status { get { return (Status)reader.Number("code"); } }

        /// <summary>What was wrong, and where.</summary>
        public string Message { get { return reader.Text("message"); } }

        /// <summary>What the till should do next.</summary>
        public string Advice { get { return reader.Text("advice"); } }

        /// <summary>May money have moved?</summary>
        public MoneyMoved MoneyMoved { get { return (MoneyMoved)reader.Number("money"); } }
    }

    /// <summary>Text to show.</summary>
    public sealed partial class DisplayText
    {
        private readonly Reader reader;

        internal DisplayText(Reader reader)
        {
            this.reader = reader;
        }

        // What a device copies of it.
        internal static readonly Shape Shape = new Shape
        {
            Numbers = new[] { "for_customer" },
            Texts = new[] { "target", "text" },
            Lists = new[] { "line" },
        };

        /// <summary>The name of the device on the wire, such as CashierDisplay; may be empty.</summary>
        public string Target { get { return reader.Text("target"); } }

        /// <summary>All lines in one text, separated by line feeds, exactly as the terminal sent them.</summary>
        public string Text { get { return reader.Text("text"); } }

        /// <summary>For the customer, not for the cashier?</summary>
        public bool? ForCustomer { get { return Typed.Flag(reader.Number("for_customer")); } }

        /// <summary>The lines; an empty one is a blank line.</summary>
        public IReadOnlyList<string> Lines { get { return reader.TextList("line"); } }
    }

    /// <summary>A question to the cashier.</summary>
    public sealed partial class Question
    {
        private readonly Reader reader;

        internal Question(Reader reader)
        {
            this.reader = reader;
        }

        // What a device copies of it.
        internal static readonly Shape Shape = new Shape
        {
            Numbers = new[] { "prompt_kind", "min_length", "max_length", "decimals", "timeout_seconds" },
            Texts = new[] { "command", "text" },
            Lists = new[] { "line" },
        };

        /// <summary>What kind of answer it wants.</summary>
        public Prompt Prompt { get { return (Prompt)reader.Number("prompt_kind"); } }

        /// <summary>The name of its command on the wire, such as GetConfirmation.</summary>
        public string Command { get { return reader.Text("command"); } }

        /// <summary>All lines in one text, separated by line feeds, exactly as the terminal sent them.</summary>
        public string Text { get { return reader.Text("text"); } }

        /// <summary>The least number of characters of an answer.</summary>
        public long? MinLength { get { return Typed.Number(reader.Number("min_length")); } }

        /// <summary>The greatest number of characters of an answer.</summary>
        public long? MaxLength { get { return Typed.Number(reader.Number("max_length")); } }

        /// <summary>The number of decimals of an amount.</summary>
        public long? Decimals { get { return Typed.Number(reader.Number("decimals")); } }

        /// <summary>Until when the terminal waits for the answer.</summary>
        public TimeSpan? Timeout { get { return Typed.Duration(reader.Number("timeout_seconds"), Typed.Second); } }

        /// <summary>The lines; an empty one is a blank line.</summary>
        public IReadOnlyList<string> Lines { get { return reader.TextList("line"); } }
    }

    /// <summary>Goods to hand out.</summary>
    public sealed partial class Delivery
    {
        private readonly Reader reader;

        internal Delivery(Reader reader)
        {
            this.reader = reader;
        }

        // What a device copies of it.
        internal static readonly Shape Shape = new Shape
        {
            Texts = new[] { "target", "text" },
            Lists = new[] { "line" },
        };

        /// <summary>The name of the device on the wire, such as CashierDisplay; may be empty.</summary>
        public string Target { get { return reader.Text("target"); } }

        /// <summary>All lines in one text, separated by line feeds, exactly as the terminal sent them.</summary>
        public string Text { get { return reader.Text("text"); } }

        /// <summary>The lines; an empty one is a blank line.</summary>
        public IReadOnlyList<string> Lines { get { return reader.TextList("line"); } }
    }
}
