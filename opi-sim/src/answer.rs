//! Answers on channel 0, built from the ledger. Pure.

use crate::deed::Deed;
use crate::inspect::is_true;
use crate::ledger::{Ledger, Reason, State, Transaction};
use crate::profile::{Card, Profile, Style};
use crate::receipt::net_of_shares;
use crate::script::ABORTED;
use crate::text::Language;
use opi_proto::message::{
    Amount, Authorisation, CardValue, Class, DecodeError, Diagnosis, OriginalHeader, PrivateData,
    Reconciliation, ReconciliationTotal, Request, RequestKind, Response, Tender, TerminalInfo, TokenItem,
};
use opi_proto::value::{OverallResult, Pan};
use opi_proto::wire::xml::Element;

/// An answer with nothing but its header, echoing the request's.
#[must_use]
pub fn plain(request: &Request, result: OverallResult) -> Response {
    let mut response =
        Response::new(RequestKind::CardPayment, &request.workstation_id, &request.request_id, result);
    response.class = request.class;
    response.request_type.clone_from(&request.request_type);
    response
}

/// An answer with nothing but the header of another answer.
#[must_use]
pub fn plain_again(response: &Response) -> Response {
    let mut plain = Response::new(
        RequestKind::CardPayment,
        &response.workstation_id,
        &response.request_id,
        response.overall_result.clone(),
    );
    plain.class = response.class;
    plain.request_type.clone_from(&response.request_type);
    plain
}

/// The number of some other request.
#[must_use]
pub fn other_id(request_id: &str) -> String {
    format!("9{request_id}")
}

/// The answer to a request that made a transaction.
#[must_use]
pub fn of_transaction(
    request: &Request,
    result: OverallResult,
    t: &Transaction,
    profile: &Profile,
    language: Language,
) -> Response {
    let mut response = plain(request, result);
    response.terminal = Some(terminal(profile, Some(&t.stan)));
    let moved = matches!(t.state, State::Approved);
    let german = profile.style == Style::German;
    // German terminals send the whole tender of a declined payment too; only ActionCode tells.
    if moved || german && matches!(t.state, State::Declined(_)) {
        response.tender = Some(Tender {
            language: Some(language.name().to_owned()),
            total_amount: Some(total_amount(t)),
            authorisation: Some(authorisation(t, profile)),
            ..Tender::default()
        });
    }
    if german {
        response.private_data = vec![private_data(t)];
    } else {
        response.diagnosis = diagnosis(t, &response.overall_result);
        let wanted = request.pos_data.as_ref().and_then(|pos| pos.request_token.as_deref());
        if moved && wanted.is_some_and(is_true) {
            response.private_data = vec![token(t)];
        }
    }
    if moved {
        response.sale_items.clone_from(&request.sale_items);
        if request.request_type.contains("Loyalty") {
            response.other.elements.push(loyalty());
        }
    }
    response
}

/// A token for the card, for later payments; its purposes and results are not public (protocol.md 2.4).
fn token(t: &Transaction) -> PrivateData {
    let token = TokenItem {
        purpose: Some("Card".into()),
        result_code: Some("0".into()),
        token: Some(format!("SIM-TOKEN-{}", t.receipt_number)),
        ..TokenItem::default()
    };
    PrivateData { tokens: vec![token], ..PrivateData::default() }
}

fn loyalty() -> Element {
    let amount = Element::new("LoyaltyAmount").with_text("10");
    Element::new("Loyalty").with_attr("LoyaltyFlag", "true").with_child(amount)
}

/// The answer to a request that read a card and moved no money.
#[must_use]
pub fn of_card(
    request: &Request,
    kind: RequestKind,
    result: OverallResult,
    card: Option<&Card>,
    profile: &Profile,
) -> Response {
    let mut response = plain(request, result);
    response.terminal = Some(terminal(profile, None));
    if response.overall_result != OverallResult::Success {
        return response;
    }
    response.card_value = card.map(|card| CardValue {
        card_circuit: Some(card.circuit.to_owned()),
        card_pan: Some(Pan::read(card.masked)),
        ..CardValue::default()
    });
    if kind == RequestKind::CardBalanceQuery {
        let balance = Amount {
            text: "0.00".to_owned(),
            currency: Some(profile.currency.to_owned()),
            available: Some(BALANCE.to_owned()),
            ..Amount::default()
        };
        response.tender = Some(Tender { total_amount: Some(balance), ..Tender::default() });
    }
    if request.request_type.contains("Loyalty") {
        response.other.elements.push(loyalty());
    }
    response
}

/// What is on every card that is asked for its balance.
const BALANCE: &str = "42.00";

fn total_amount(t: &Transaction) -> Amount {
    Amount {
        payment: t.tip.or(t.cash_back).map(|_| net_of_shares(t).to_decimal()),
        gratuity: t.tip.map(|tip| tip.to_decimal()),
        cash_back: t.cash_back.map(|cash| cash.to_decimal()),
        ..Amount::of(t.amount)
    }
}

fn authorisation(t: &Transaction, profile: &Profile) -> Authorisation {
    let code = match t.state {
        State::Declined(Reason::Host(code) | Reason::Terminal(code)) => code,
        _ => 0,
    };
    let mut out = Authorisation {
        time_stamp: Some(t.time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        approval_code: t.approval_code.clone(),
        card_circuit: t.card.map(|card| card.circuit.to_owned()),
        authorisation_type: Some(if t.offline { "Offline" } else { "Online" }.to_owned()),
        ..Authorisation::default()
    };
    match profile.style {
        Style::Swiss => {
            out.trx_reference_number.clone_from(&t.trx_reference);
            // The Swiss name of CardPAN.
            let card = t.card.map(|card| ("MaskedCardNumber".to_owned(), card.masked.to_owned()));
            out.other.attributes.extend(card);
        }
        Style::German => {
            out.acquirer_id = Some("undefined".to_owned());
            out.card_pan = t.card.map(|card| Pan::read(card.masked));
            out.merchant = Some(profile.merchant_id.clone());
            out.receipt_number = Some(t.receipt_number.to_string());
            out.action_code = Some(code.to_string());
            out.return_code = Some(code.to_string());
        }
    }
    out
}

fn private_data(t: &Transaction) -> PrivateData {
    let (code, text) = match t.state {
        State::Approved | State::Reversed | State::Captured => ("1002700", "Zahlung erfolgt"),
        State::Declined(_) => ("1002701", "Zahlung abgelehnt"),
        State::Aborted => ("1002702", "Zahlung abgebrochen"),
    };
    PrivateData {
        card_technology: Some("NFC".into()),
        card_verification: Some(if t.signature { "Signature" } else { "PIN" }.into()),
        error_code: Some(code.into()),
        error_text: Some(text.into()),
        ..PrivateData::default()
    }
}

fn diagnosis(t: &Transaction, result: &OverallResult) -> Option<Diagnosis> {
    let (host, terminal) = match t.state {
        State::Declined(Reason::Host(code)) => (code, 0),
        State::Declined(Reason::Terminal(code)) => (0, code),
        State::Aborted | State::Reversed if *result == OverallResult::Aborted => (0, ABORTED),
        _ => return None,
    };
    Some(Diagnosis {
        host_decline_reason: Some(host.to_string()),
        terminal_decline_reason: Some(terminal.to_string()),
        ..Diagnosis::default()
    })
}

fn terminal(profile: &Profile, stan: Option<&str>) -> TerminalInfo {
    TerminalInfo {
        terminal_id: Some(profile.terminal_id.clone()),
        stan: stan.map(str::to_owned),
        ..TerminalInfo::default()
    }
}

/// The answer to a request that moved no money. `totals` are those taken before a day was closed.
#[must_use]
pub fn of_service(
    request: &Request,
    kind: RequestKind,
    result: OverallResult,
    totals: Option<Reconciliation>,
    state: &str,
    profile: &Profile,
) -> Response {
    let mut response = plain(request, result);
    response.reconciliation = totals;
    if request.class == Class::Service {
        response.terminal = Some(terminal(profile, None));
    }
    let text = |name: &str, text: &str| Element::new(name).with_text(text);
    response.other.elements = match kind {
        RequestKind::GetStatus => vec![text("TerminalStatus", state)],
        RequestKind::GetInfo => vec![
            text("AppVersion", concat!("opi-sim ", env!("CARGO_PKG_VERSION"))),
            text("TerminalStatus", state),
            text("Ep2MID", &profile.merchant_id),
            Element::new("Identification")
                .with_attr("Hardware", profile.model.title())
                .with_attr("SerialNumber", "SIM-0001"),
        ],
        RequestKind::Diagnosis => {
            let method = request.pos_data.as_ref().and_then(|pos| pos.diagnosis_method.as_deref());
            let result = method.map_or(state.to_owned(), |method| format!("{method}: {state}"));
            vec![text("DiagnosisResult", &result)]
        }
        RequestKind::GetCardCircuits => profile
            .cards
            .iter()
            .map(|card| text("CardCircuit", card.circuit).with_attr("DisplayName", card.label))
            .collect(),
        _ => Vec::new(),
    };
    response
}

/// The totals of the current batch as day-end answers carry them.
#[must_use]
pub fn reconciliation(ledger: &Ledger, language: Language) -> Reconciliation {
    let totals = ledger.totals().into_iter().map(|total| ReconciliationTotal {
        text: total.amount.to_decimal(),
        currency: Some(total.amount.currency().code().to_owned()),
        number_payments: Some(total.count.to_string()),
        // Sales are Debit, as in the Thales capture.
        payment_type: Some(if Deed::of(total.kind) == Deed::Refund { "Credit" } else { "Debit" }.to_owned()),
        card_circuit: Some(total.circuit.to_owned()),
        ..ReconciliationTotal::default()
    });
    Reconciliation {
        language: Some(language.name().to_owned()),
        totals: totals.collect(),
        ..Reconciliation::default()
    }
}

/// The answer to a `RepeatLastMessage`: the last answer, its header in `OriginalHeader`.
#[must_use]
pub fn repeated(request: &Request, last: Option<&Response>) -> Response {
    let Some(last) = last else {
        return plain(request, OverallResult::Failure);
    };
    let mut response = last.clone();
    response.class = request.class;
    response.request_type.clone_from(&request.request_type);
    response.workstation_id.clone_from(&request.workstation_id);
    response.request_id.clone_from(&request.request_id);
    response.overall_result = OverallResult::Success;
    response.original_header = Some(OriginalHeader {
        request_type: Some(last.request_type.clone()),
        workstation_id: Some(last.workstation_id.clone()),
        request_id: Some(last.request_id.clone()),
        overall_result: Some(last.overall_result.as_str().to_owned()),
        ..OriginalHeader::default()
    });
    response
}

/// The answer to bytes that are no request, if they still show whom to answer.
#[must_use]
pub fn to_unreadable(bytes: &[u8], error: &DecodeError) -> Option<Response> {
    let text = String::from_utf8_lossy(bytes);
    let attribute = |name: &str| {
        let (_, rest) = text.split_once(&format!(" {name}=\""))?;
        let (value, _) = rest.split_once('"')?;
        Some(value.chars().filter(|c| !c.is_control()).take(64).collect::<String>())
    };
    let result = match error {
        DecodeError::Xml(_) => OverallResult::ParsingError,
        DecodeError::WrongRoot { .. } => OverallResult::FormatError,
        DecodeError::Missing { .. } => OverallResult::MissingMandatoryData,
    };
    let workstation = attribute("WorkstationID").unwrap_or_default();
    let mut response =
        Response::new(RequestKind::CardPayment, &workstation, &attribute("RequestID")?, result);
    response.request_type = attribute("RequestType").unwrap_or_default();
    if text.contains("<ServiceRequest") {
        response.class = Class::Service;
    }
    Some(response)
}
