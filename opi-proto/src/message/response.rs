//! `CardServiceResponse` and `ServiceResponse`: what a terminal answers (protocol.md 2.4, 2.5).

use super::codec::{DecodeError, required};
use super::kind::{Class, RequestKind};
use super::parts::{
    Authorisation, CardDetails, CardValue, DccInfo, Diagnosis, ErrorDetail, Loyalty, PrivateData,
    Reconciliation, SaleItem, Submission, Tender, TerminalInfo, TerminalState,
};
use super::record::{Other, Record, record, value};
use crate::value::OverallResult;
use crate::wire::xml::Element;

record! {
    /// The header of the answer that a `RepeatLastMessage` repeats.
    pub struct OriginalHeader = "OriginalHeader" {
        attributes {
            /// Kind of the request that was answered.
            request_type = "RequestType",
            /// Till that sent it.
            workstation_id = "WorkstationID",
            /// Its number; may be `N` or `N.M`, M being the last device request.
            request_id = "RequestID",
            /// How it ended; see [`OriginalHeader::result`].
            overall_result = "OverallResult",
            /// Sender.
            application_sender = "ApplicationSender",
            /// Payment point.
            pop_id = "POPID",
        }
    }
}

impl OriginalHeader {
    /// How the repeated request ended, if the header says so.
    #[must_use]
    pub fn result(&self) -> Option<OverallResult> {
        self.overall_result.as_deref().map(OverallResult::read)
    }
}

/// An answer of the terminal, on channel 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Which of the two roots.
    pub class: Class,
    /// Echo of the request.
    pub request_type: String,
    /// Echo of the request.
    pub workstation_id: String,
    /// Echo of the request.
    pub request_id: String,
    /// How it ended.
    pub overall_result: OverallResult,
    /// Name of the terminal's software.
    pub application_sender: Option<String>,
    /// Payment point.
    pub pop_id: Option<String>,
    /// State of the system (ATS).
    pub system_status: Option<String>,
    /// The vendor's own error number (CCV Germany, M).
    pub elme_error_code: Option<String>,
    /// The same in words (CCV Germany, M).
    pub elme_error_text: Option<String>,
    /// Which terminal.
    pub terminal: Option<TerminalInfo>,
    /// Errors in words (ATS).
    pub error_detail: Option<ErrorDetail>,
    /// Money and authorisation.
    pub tender: Option<Tender>,
    /// Authorisation of a service (ifsf).
    pub authorisation: Option<Authorisation>,
    /// Currency conversion (ch; where it stands outside the electronic journal is not public).
    pub dcc: Option<DccInfo>,
    /// More about the card.
    pub card_details: Option<CardDetails>,
    /// The card.
    pub card_value: Option<CardValue>,
    /// Loyalty (ifsf).
    pub loyalty: Option<Loyalty>,
    /// Totals.
    pub reconciliation: Option<Reconciliation>,
    /// What became of stored transactions (ATS).
    pub submission: Option<Submission>,
    /// State and identity of the terminal (ch, nl).
    pub state: Option<TerminalState>,
    /// Lines of the sale.
    pub sale_items: Vec<SaleItem>,
    /// Header of the repeated answer.
    pub original_header: Option<OriginalHeader>,
    /// Decline reasons (ch).
    pub diagnosis: Option<Diagnosis>,
    /// Vendors' own content, scrubbed of card data.
    pub private_data: Vec<PrivateData>,
    /// What this library does not know, kept.
    pub other: Other,
}

const KNOWN: &[&str] = &[
    "RequestType",
    "WorkstationID",
    "RequestID",
    "OverallResult",
    "ApplicationSender",
    "POPID",
    "SystemStatus",
    "ElmeErrorCode",
    "ElmeErrorText",
    "Terminal",
    "ErrorDetail",
    "Tender",
    "Authorisation",
    "DCCInfo",
    "CardDetails",
    "CardValue",
    "Loyalty",
    "Reconciliation",
    "Submission",
    "SaleItem",
    "OriginalHeader",
    "Diagnosis",
    "PrivateData",
];

impl Response {
    /// An answer to `kind` with nothing but its header.
    #[must_use]
    pub fn new(kind: RequestKind, workstation_id: &str, request_id: &str, result: OverallResult) -> Self {
        Response {
            class: kind.class(),
            request_type: kind.wire_name().to_owned(),
            workstation_id: workstation_id.to_owned(),
            request_id: request_id.to_owned(),
            overall_result: result,
            application_sender: None,
            pop_id: None,
            system_status: None,
            elme_error_code: None,
            elme_error_text: None,
            terminal: None,
            error_detail: None,
            tender: None,
            authorisation: None,
            dcc: None,
            card_details: None,
            card_value: None,
            loyalty: None,
            reconciliation: None,
            submission: None,
            state: None,
            sale_items: Vec::new(),
            original_header: None,
            diagnosis: None,
            private_data: Vec::new(),
            other: Other::default(),
        }
    }

    /// The kind of request answered, if it is a known one.
    #[must_use]
    pub fn kind(&self) -> Option<RequestKind> {
        RequestKind::from_wire_name(&self.request_type)
    }

    /// Is there evidence of an authorisation: an approval code or an acquirer's reference?
    #[must_use]
    pub fn shows_authorisation(&self) -> bool {
        let of_tender = self.tender.as_ref().and_then(|tender| tender.authorisation.as_ref());
        of_tender
            .or(self.authorisation.as_ref())
            .is_some_and(|a| a.approval_code.is_some() || a.trx_reference_number.is_some())
    }

    pub(super) fn read(root: &Element, class: Class) -> Result<Self, DecodeError> {
        let name = class.response_root();
        Ok(Response {
            class,
            request_type: required(root, name, "RequestType")?,
            workstation_id: required(root, name, "WorkstationID")?,
            request_id: required(root, name, "RequestID")?,
            overall_result: OverallResult::read(&required(root, name, "OverallResult")?),
            application_sender: value(root, &["ApplicationSender"]),
            pop_id: value(root, &["POPID"]),
            system_status: value(root, &["SystemStatus"]),
            elme_error_code: value(root, &["ElmeErrorCode"]),
            elme_error_text: value(root, &["ElmeErrorText"]),
            terminal: TerminalInfo::read_child(root),
            error_detail: ErrorDetail::read_child(root),
            tender: Tender::read_child(root),
            authorisation: Authorisation::read_child(root),
            dcc: DccInfo::read_child(root),
            card_details: CardDetails::read_child(root),
            card_value: CardValue::read_child(root),
            loyalty: Loyalty::read_child(root),
            reconciliation: Reconciliation::read_child(root),
            submission: Submission::read_child(root),
            state: TerminalState::read_inline(root),
            sale_items: SaleItem::read_children(root),
            original_header: OriginalHeader::read_child(root),
            diagnosis: Diagnosis::read_child(root),
            private_data: PrivateData::read_all(root),
            other: Other::collect(root, &[&[KNOWN], TerminalState::KNOWN].concat()),
        })
    }

    pub(crate) fn write(&self) -> Element {
        let mut root = Element::new(self.class.response_root())
            .with_attr("RequestType", self.request_type.as_str())
            .with_attr("WorkstationID", self.workstation_id.as_str())
            .with_attr("RequestID", self.request_id.as_str())
            .with_attr("OverallResult", self.overall_result.as_str());
        for (name, value) in [
            ("ApplicationSender", &self.application_sender),
            ("POPID", &self.pop_id),
            ("SystemStatus", &self.system_status),
            ("ElmeErrorCode", &self.elme_error_code),
            ("ElmeErrorText", &self.elme_error_text),
        ] {
            if let Some(value) = value {
                root.set_attr(name, value.as_str());
            }
        }
        let parts = [
            self.terminal.as_ref().map(Record::write),
            self.error_detail.as_ref().map(Record::write),
            self.tender.as_ref().map(Record::write),
            self.authorisation.as_ref().map(Record::write),
            self.dcc.as_ref().map(Record::write),
            self.card_details.as_ref().map(Record::write),
            self.card_value.as_ref().map(Record::write),
            self.loyalty.as_ref().map(Record::write),
            self.reconciliation.as_ref().map(Record::write),
            self.submission.as_ref().map(Record::write),
        ];
        parts.into_iter().flatten().for_each(|part| root.push(part));
        if let Some(state) = &self.state {
            state.write_inline(&mut root);
        }
        self.sale_items.iter().for_each(|item| root.push(item.write()));
        let tail =
            [self.original_header.as_ref().map(Record::write), self.diagnosis.as_ref().map(Record::write)];
        tail.into_iter().flatten().for_each(|part| root.push(part));
        self.private_data.iter().for_each(|data| root.push(data.write()));
        self.other.write_into(&mut root);
        root
    }
}
