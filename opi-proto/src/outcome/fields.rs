//! Every text field of a result: one table for the C header, the documentation and the JSON.

use super::Outcome;
use crate::field::{
    Field,
    ValueType::{Amount as AmountOf, Decimal, Enum, Flag, Lines, List, Number, Text, Time, Xml},
};
use crate::message::Amount;
use crate::value::Money;

/// A text field of a result.
pub type ResultField = Field<Outcome>;

/// Every text field of a result.
pub const RESULT_FIELDS: &[ResultField] = &[
    Field::new(
        "verdict",
        Enum("verdict"),
        "libopi",
        "approved, declined, aborted, refused, not_sent or unknown.",
        |o| Some(o.verdict.name().into()),
    ),
    Field::new(
        "status",
        Enum("status"),
        "libopi",
        "Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET.",
        |o| Some(o.code.c_name().into()),
    ),
    Field::new(
        "money_moved",
        Enum("money_moved"),
        "libopi",
        "May money have moved: no, possibly or yes.",
        |o| Some(o.money().name().into()),
    ),
    Field::new("message", Text, "libopi", "What happened, in words, unless approved.", |o| {
        o.error.as_ref().map(|error| error.message().into())
    }),
    Field::new("advice", Text, "libopi", "What to do next, in words, unless approved.", |o| {
        o.error.as_ref().map(|error| error.advice().into())
    }),
    Field::new(
        "decline_reason",
        Text,
        "libopi",
        "Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number.",
        Outcome::decline_reason,
    ),
    Field::new(
        "force_possible",
        Flag,
        "libopi",
        "yes when a payment with force_acceptance may help, where the contract allows it (ch).",
        |o| o.force_possible().then(|| "yes".into()),
    ),
    Field::new("kind", Enum("kind"), "till", "Kind of request, as on the wire.", |o| {
        Some(o.operation.kind().wire_name().into())
    }),
    Field::new("request_id", Text, "@RequestID", "RequestID under which the terminal was asked.", |o| {
        Some(o.request_id.clone())
    }),
    Field::new("reference", Text, "till", "The till's own reference, as given.", |o| {
        o.operation.option("reference").map(Into::into)
    }),
    Field::new("journal_id", Text, "libopi", "Number of the request in the journal.", |o| {
        o.journal_id.map(|id| id.to_string())
    }),
    Field::new(
        "from_journal",
        Flag,
        "libopi",
        "yes: the idempotency key was known, this is the stored outcome, and nothing was sent.",
        |o| o.from_journal.then(|| "yes".into()),
    ),
    Field::new("overall_result", Text, "@OverallResult", "OverallResult of the terminal.", |o| {
        o.response.as_ref().map(|r| r.overall_result.to_string())
    }),
    Field::new(
        "amount",
        AmountOf { currency: "currency" },
        "TotalAmount",
        "What the terminal charged, decimal major units; may exceed the request (tip). Only when approved.",
        |o| o.amount().map(|m| m.to_decimal()),
    ),
    Field::new("currency", Text, "TotalAmount@Currency", "ISO 4217 letters.", |o| {
        o.amount().map(|m| m.currency().code().into())
    }),
    Field::new(
        "requested_amount",
        AmountOf { currency: "requested_currency" },
        "till",
        "What the till asked for, decimal major units.",
        |o| o.operation.amount().map(|m| m.to_decimal()),
    ),
    Field::new("requested_currency", Text, "till", "ISO 4217 letters of what the till asked for.", |o| {
        o.operation.amount().map(|m| m.currency().code().into())
    }),
    Field::new(
        "tip",
        AmountOf { currency: "currency" },
        "TotalAmount@GratuityAmount",
        "Tip, decimal major units: what the terminal says, else what exceeds the request.",
        |o| o.tip().map(|m| m.to_decimal()),
    ),
    Field::new(
        "cashback",
        AmountOf { currency: "currency" },
        "TotalAmount@CashBackAmount",
        "Cash handed out, decimal major units.",
        |o| share(o, |total| &total.cash_back).map(|m| m.to_decimal()),
    ),
    Field::new(
        "donation",
        AmountOf { currency: "currency" },
        "TotalAmount@DonationAmount",
        "Donation, decimal major units (ATS).",
        |o| share(o, |total| &total.donation).map(|m| m.to_decimal()),
    ),
    Field::new(
        "balance",
        AmountOf { currency: "requested_currency" },
        "TotalAmount@AvailableAmount",
        "What is left on the card, decimal major units.",
        |o| available(o).map(|m| m.to_decimal()),
    ),
    Field::new(
        "dcc_offered",
        Flag,
        "DCCInfo",
        "yes when the cardholder was offered a conversion of the currency, or took one.",
        |o| o.dcc().map(|_| "yes".into()),
    ),
    Field::new(
        "dcc_accepted",
        Flag,
        "DCCInfo",
        "yes or no: whether the cardholder took the conversion; empty when not known.",
        |o| o.dcc()?.accepted.map(|yes| if yes { "yes" } else { "no" }.into()),
    ),
    Field::new(
        "dcc_amount",
        AmountOf { currency: "dcc_currency" },
        "DCCInfo/CardHolderBillingAmount",
        "Amount in the cardholder's currency.",
        |o| o.dcc()?.amount,
    ),
    Field::new(
        "dcc_currency",
        Text,
        "DCCInfo/CardHolderBillingCurrencyCode",
        "The cardholder's currency: its code, else its name.",
        |o| o.dcc()?.currency,
    ),
    Field::new("dcc_rate", Decimal(""), "DCCInfo/ExchangeRate", "Exchange rate.", |o| o.dcc()?.rate),
    Field::new("dcc_markup", Decimal("per cent"), "DCCInfo/MarkupPercentage", "Mark-up in per cent.", |o| {
        o.dcc()?.markup
    }),
    Field::new("terminal_id", Text, "Terminal@TerminalID", "TerminalID.", |o| {
        let of_state = || o.state()?.terminal_id.clone();
        o.terminal().and_then(|terminal| terminal.terminal_id.clone()).or_else(of_state)
    }),
    Field::new(
        "stan",
        Text,
        "Terminal@STAN",
        "STAN: the terminal's transaction number, needed to reverse in de.",
        |o| o.terminal()?.stan.clone(),
    ),
    Field::new("batch", Text, "Terminal@TerminalBatch", "TerminalBatch.", |o| {
        o.terminal()?.terminal_batch.clone()
    }),
    Field::new("approval_code", Text, "Authorisation@ApprovalCode", "ApprovalCode.", |o| {
        o.authorisation()?.approval_code.clone()
    }),
    Field::new(
        "trx_reference",
        Text,
        "Authorisation@TrxReferenceNumber",
        "TrxReferenceNumber: reference at the acquirer, for refunds in ch.",
        |o| o.authorisation()?.trx_reference_number.clone(),
    ),
    Field::new("receipt_number", Text, "Authorisation@ReceiptNumber", "ReceiptNumber (de).", |o| {
        o.authorisation()?.receipt_number.clone()
    }),
    Field::new(
        "card",
        Text,
        "Authorisation@CardPAN",
        "Card number, masked: at most the first six and last four digits.",
        |o| o.authorisation()?.card_pan.as_ref().map(|pan| pan.masked().into()),
    ),
    Field::new("card_circuit", Text, "Authorisation@CardCircuit", "Brand of the card.", |o| {
        o.authorisation()?.card_circuit.clone()
    }),
    Field::new(
        "card_sequence",
        Text,
        "CardDetails@SequenceNumber",
        "Sequence number of the card (de).",
        |o| o.response.as_ref()?.card_details.as_ref()?.sequence_number.clone(),
    ),
    Field::new("issue_number", Text, "Authorisation@IssueNumber", "Issue number of the card (ATS).", |o| {
        o.authorisation()?.issue_number.clone()
    }),
    Field::new(
        "entry_method",
        Text,
        "PrivateData/CardTechnologyType",
        "How the card was read, as the terminal calls it: NFC, ...",
        |o| o.vendor(|data| &data.card_technology),
    ),
    Field::new(
        "verification_method",
        Text,
        "PrivateData/CardVerificationMethod",
        "How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ...",
        |o| {
            o.vendor(|data| &data.card_verification)
                .or_else(|| o.vendor(|data| &data.card_holder_authentication))
                .or_else(|| o.authorisation()?.card_verification.clone())
        },
    ),
    Field::new("card_language", Text, "Tender@LanguageCode", "Language of the cardholder.", |o| {
        o.response.as_ref()?.tender.as_ref()?.language.clone()
    }),
    Field::new(
        "token",
        Text,
        "PrivateData/TokenItem@Token",
        "Token that stands for the card; tokens in the JSON has all of them.",
        |o| o.tokens().into_iter().next().map(|token| token.token),
    ),
    Field::new("authorised_at", Time, "Authorisation@TimeStamp", "Time at the terminal.", |o| {
        o.authorisation()?.time_stamp.clone()
    }),
    Field::new("authorisation_type", Text, "Authorisation@AuthorisationType", "Online, Offline, …", |o| {
        o.authorisation()?.authorisation_type.clone()
    }),
    Field::new("acquirer", Text, "Authorisation@AcquirerID", "AcquirerID.", |o| {
        o.authorisation()?.acquirer_id.clone()
    }),
    Field::new("acquirer_batch", Text, "Authorisation@AcquirerBatch", "Batch at the acquirer.", |o| {
        o.authorisation()?.acquirer_batch.clone()
    }),
    Field::new("issuer", Text, "Authorisation@IssuerID", "IssuerID.", |o| {
        o.authorisation()?.issuer_id.clone()
    }),
    Field::new("merchant", Text, "Authorisation@Merchant", "Merchant contract number.", |o| {
        o.authorisation()?.merchant.clone()
    }),
    Field::new("application_id", Text, "Authorisation@AIDParameter", "AID of the chip.", |o| {
        o.authorisation()?.application_id.clone()
    }),
    Field::new(
        "action_code",
        Text,
        "Authorisation@ActionCode",
        "Response code of the host, ISO 8583; 0 is approval.",
        |o| o.authorisation().and_then(|a| a.action_code.clone().or_else(|| a.return_code.clone())),
    ),
    Field::new(
        "receipt_copies",
        Number("copies"),
        "Authorisation@ReceiptCopies",
        "How many copies to print.",
        |o| o.authorisation()?.receipt_copies.clone(),
    ),
    Field::new("capture_reference", Text, "Authorisation@CaptureReference", "CaptureReference (ATS).", |o| {
        o.authorisation()?.capture_reference.clone()
    }),
    Field::new(
        "tracking_reference",
        Text,
        "Authorisation@TrackingReference",
        "TrackingReference (ATS).",
        |o| o.authorisation()?.tracking_reference.clone(),
    ),
    Field::new(
        "restriction_codes",
        List,
        "Tender/RestrictionCodes",
        "Products that the card may not pay for, separated by commas (ifsf).",
        |o| {
            let codes = &o.response.as_ref()?.tender.as_ref()?.restriction_codes;
            (!codes.is_empty()).then(|| codes.join(","))
        },
    ),
    Field::new(
        "loyalty_approval_code",
        Text,
        "Loyalty/LoyaltyApprovalCode",
        "Approval of the loyalty host (ifsf).",
        |o| Some(o.response.as_ref()?.loyalty.as_ref()?.approval_code.as_ref()?.text.trim().into()),
    ),
    Field::new(
        "loyalty_amount",
        Decimal("points, or their worth"),
        "Loyalty/LoyaltyAmount",
        "Loyalty points or their worth (ifsf).",
        |o| Some(o.response.as_ref()?.loyalty.as_ref()?.amount.as_ref()?.text.trim().into()),
    ),
    Field::new("loyalty_points", Decimal("points"), "Loyalty", "Points after the transaction (ATS).", |o| {
        o.response.as_ref()?.loyalty.as_ref()?.points.clone()
    }),
    Field::new(
        "original_kind",
        Enum("kind"),
        "OriginalHeader@RequestType",
        "Repeated answer: which kind of request it answered.",
        |o| o.original()?.request_type.clone(),
    ),
    Field::new(
        "original_request_id",
        Text,
        "OriginalHeader@RequestID",
        "Repeated answer: RequestID of the request it answered.",
        |o| o.original()?.request_id.clone(),
    ),
    Field::new(
        "original_workstation",
        Text,
        "OriginalHeader@WorkstationID",
        "Repeated answer: the till that had asked.",
        |o| o.original()?.workstation_id.clone(),
    ),
    Field::new(
        "original_result",
        Text,
        "OriginalHeader@OverallResult",
        "Repeated answer: OverallResult of the request it answered.",
        |o| o.original()?.overall_result.clone(),
    ),
    Field::new("host_decline_reason", Text, "Diagnosis@HostDeclineReason", "HostDeclineReason (ch).", |o| {
        o.diagnosis()?.host_decline_reason.clone()
    }),
    Field::new(
        "terminal_decline_reason",
        Text,
        "Diagnosis@TerminalDeclineReason",
        "TerminalDeclineReason (ch).",
        |o| o.diagnosis()?.terminal_decline_reason.clone(),
    ),
    Field::new(
        "vendor_error_code",
        Text,
        "PrivateData/ErrorCode",
        "The vendor's own error number (de).",
        |o| {
            let elme = || o.response.as_ref()?.elme_error_code.clone();
            o.vendor(|data| &data.error_code).or_else(elme)
        },
    ),
    Field::new(
        "vendor_error_text",
        Text,
        "PrivateData/ErrorText",
        "The vendor's own words for it (de).",
        |o| {
            let elme = || o.response.as_ref()?.elme_error_text.clone();
            o.vendor(|data| &data.error_text).or_else(elme)
        },
    ),
    Field::new(
        "terminal_status",
        Text,
        "TerminalStatus",
        "TerminalStatus (ch); the list of values is not public.",
        |o| o.state()?.status.clone(),
    ),
    Field::new(
        "terminal_sub_status",
        Text,
        "TerminalSubStatus",
        "TerminalSubStatus (ch); the list of values is not public.",
        |o| o.state()?.sub_status.clone(),
    ),
    Field::new("terminal_ip", Text, "TerminalIP", "Address of the terminal (ch).", |o| {
        o.state()?.terminal_ip.clone()
    }),
    Field::new("app_version", Text, "AppVersion", "Version of the payment application (ch, de).", |o| {
        let software = || o.vendor(|data| &data.software_version);
        o.state().and_then(|state| state.app_version.clone()).or_else(software)
    }),
    Field::new("ep2_merchant_id", Text, "Ep2MID", "Merchant identification in ep2 (ch).", |o| {
        o.state()?.ep2_merchant_id.clone()
    }),
    Field::new("hardware", Text, "Identification@Hardware", "Hardware of the terminal (ch).", |o| {
        o.state()?.identification.as_ref()?.hardware.clone()
    }),
    Field::new(
        "serial_number",
        Text,
        "Identification@SerialNumber",
        "Serial number of the terminal (ch).",
        |o| o.state()?.identification.as_ref()?.serial_number.clone(),
    ),
    Field::new(
        "configuration_name",
        Text,
        "Identification@ConfigurationName",
        "Name of the terminal's configuration (ch).",
        |o| o.state()?.identification.as_ref()?.configuration_name.clone(),
    ),
    Field::new(
        "configuration_version",
        Text,
        "Identification@ConfigurationVersion",
        "Version of the terminal's configuration (ch).",
        |o| o.state()?.identification.as_ref()?.configuration_version.clone(),
    ),
    Field::new(
        "card_circuits",
        List,
        "CardCircuit",
        "Brands that the terminal accepts, separated by commas (nl, ch).",
        Outcome::card_circuits,
    ),
    Field::new(
        "acquirers",
        List,
        "Acq",
        "Acquirers that the terminal works with, separated by commas (ch).",
        Outcome::acquirers,
    ),
    Field::new(
        "diagnosis_result",
        Text,
        "DiagnosisResult",
        "What a diagnosis found, in words (de, ifsf).",
        |o| o.state()?.diagnosis_result.clone(),
    ),
    Field::new(
        "next_reboot",
        Text,
        "PrivateData/RebootInfo",
        "When the terminal restarts (CCV Germany).",
        |o| o.vendor(|data| &data.reboot_info),
    ),
    Field::new(
        "submitted_count",
        Number("transactions"),
        "Submission/Successful@NumberPayments",
        "How many stored transactions were taken (ATS).",
        |o| o.response.as_ref()?.submission.as_ref()?.successful.as_ref()?.number.clone(),
    ),
    Field::new(
        "not_submitted_count",
        Number("transactions"),
        "Submission/Failed@NumberPayments",
        "How many stored transactions were not taken (ATS).",
        |o| o.response.as_ref()?.submission.as_ref()?.failed.as_ref()?.number.clone(),
    ),
    Field::new("private_data", Lines, "PrivateData", "Free text that the vendor added.", |o| {
        let texts = o.private_data().iter().map(|data| data.text.trim()).filter(|text| !text.is_empty());
        let text = texts.collect::<Vec<_>>().join("\n");
        (!text.is_empty()).then_some(text)
    }),
    Field::new(
        "raw",
        Xml,
        "CardServiceResponse",
        "The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked, secrets dropped.",
        Outcome::raw,
    ),
];

/// A share of what was charged.
fn share(outcome: &Outcome, get: fn(&Amount) -> &Option<String>) -> Option<Money> {
    let charged = outcome.amount()?;
    let total = outcome.response.as_ref()?.tender.as_ref()?.total_amount.as_ref()?;
    total.share(get(total).as_ref(), Some(charged.currency()))
}

/// What is left on the card; also when nothing was charged.
fn available(outcome: &Outcome) -> Option<Money> {
    let total = outcome.response.as_ref()?.tender.as_ref()?.total_amount.as_ref()?;
    total.share(total.available.as_ref(), outcome.operation.amount().map(|m| m.currency()))
}
