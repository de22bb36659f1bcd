//! What is wrong with a till's request, in plain words. Pure and stateless: one request, one dialect, sentences.
//!
//! Nothing here changes what the terminal does. Real terminals forgive much of this; the next model may not.

use opi_proto::dialect::{Dialect, ReversalWay};
use opi_proto::message::{AmountRule, Class, PosData, Request, RequestKind};
use opi_proto::value::{Currency, Money};

/// Everything unusual about a request.
#[must_use]
pub fn inspect(request: &Request, kind: RequestKind, dialect: &Dialect) -> Vec<String> {
    let mut findings = Vec::new();
    header(request, kind, dialect, &mut findings);
    match &request.pos_data {
        Some(pos) => pos_data(pos, kind, dialect, &mut findings),
        None if kind.class() == Class::Card => findings.push("it has no POSdata".to_owned()),
        None => {}
    }
    amount(request, kind, &mut findings);
    if kind == RequestKind::PaymentReversal && dialect.reversal == ReversalWay::ByStan {
        let stan = request.original_transaction.as_ref().and_then(|original| original.stan.as_ref());
        if stan.is_none() {
            findings.push("a reversal must name its transaction: OriginalTransaction lacks STAN".to_owned());
        }
    }
    findings
}

fn header(request: &Request, kind: RequestKind, dialect: &Dialect, findings: &mut Vec<String>) {
    if request.workstation_id.is_empty() {
        findings.push("WorkstationID is empty".to_owned());
    }
    if request.request_id.is_empty() {
        findings.push("RequestID is empty".to_owned());
    }
    // CCV Germany aborts with a ServiceRequest, everybody else with a CardServiceRequest.
    if request.class != kind.class() && kind != RequestKind::AbortRequest {
        findings.push(format!("{kind} belongs into a {}", kind.class().request_root()));
    }
    if dialect.names_sender {
        for (name, value) in [("ApplicationSender", &request.application_sender), ("POPID", &request.pop_id)]
        {
            if value.is_none() {
                findings.push(format!("it lacks {name}, which terminals of this family expect"));
            }
        }
    }
    if let Some(reference) = &request.reference_number {
        let good = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if dialect.announces_printers && (reference.len() > 20 || !reference.chars().all(good)) {
            findings.push("ReferenceNumber must be at most 20 letters, digits, '_' or '-'".to_owned());
        }
    }
}

fn pos_data(pos: &PosData, kind: RequestKind, dialect: &Dialect, findings: &mut Vec<String>) {
    if pos.time_stamp.is_none() {
        findings.push("POSdata lacks POSTimeStamp".to_owned());
    }
    let statuses = [
        ("PrinterStatus", &pos.printer_status),
        ("JournalPrinterStatus", &pos.journal_printer_status),
        ("E-JournalStatus", &pos.e_journal_status),
    ];
    if dialect.announces_printers && kind.is_financial() {
        let missing: Vec<_> = statuses.iter().filter(|(_, s)| s.is_none()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            findings.push(format!(
                "POSdata lacks {}; the terminal takes it for Available and sends receipts",
                missing.join(", ")
            ));
        }
    }
    if pos.force_acceptance.as_deref().is_some_and(is_true) && kind != RequestKind::CardPayment {
        findings.push(format!("ForceAcceptance on a {kind}: only payments can be forced"));
    }
    if pos.request_full_pan.as_deref().is_some_and(is_true) {
        findings.push("it asks for the full card number (RequestFullPAN)".to_owned());
    }
}

fn amount(request: &Request, kind: RequestKind, findings: &mut Vec<String>) {
    let Some(amount) = &request.total_amount else {
        if kind.amount_rule() == AmountRule::Required {
            findings.push(format!("a {kind} needs a TotalAmount"));
        }
        return;
    };
    if kind.amount_rule() == AmountRule::Never {
        findings.push(format!("a {kind} carries no amount"));
    }
    let Some(code) = &amount.currency else {
        findings.push("TotalAmount names no Currency".to_owned());
        return;
    };
    let currency = match Currency::from_code(code) {
        Ok(currency) => currency,
        Err(error) => return findings.push(format!("TotalAmount: {error}")),
    };
    match Money::parse(&amount.text, currency) {
        Ok(money) if money.minor_units() <= 0 && kind.amount_rule() == AmountRule::Required => {
            findings.push("the amount is not positive".to_owned());
        }
        Ok(_) => {
            let decimals = amount.text.trim().split_once('.').map_or(0, |(_, fraction)| fraction.len());
            if decimals != usize::from(currency.exponent()) {
                findings.push(format!(
                    "the amount is written with {decimals} decimals, {currency} has {}",
                    currency.exponent()
                ));
            }
        }
        Err(error) => findings.push(format!("TotalAmount: {error}")),
    }
}

/// `true` and `1`, as XML Schema has it.
#[must_use]
pub fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1") || text.trim().eq_ignore_ascii_case("true")
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::dialect::{CH, DE};
    use opi_proto::message::Amount;

    fn payment(dialect: &Dialect) -> Request {
        let mut request = Request::new(RequestKind::CardPayment, "lane-1", "1");
        let available = || Some("Available".to_owned());
        let mut pos = PosData { time_stamp: Some("2026-04-08T10:30:00+02:00".into()), ..PosData::default() };
        if dialect.announces_printers {
            pos.printer_status = available();
            pos.journal_printer_status = available();
            pos.e_journal_status = available();
        }
        if dialect.names_sender {
            request.application_sender = Some("till".into());
            request.pop_id = Some("001".into());
        }
        request.pos_data = Some(pos);
        request.total_amount =
            Some(Amount { text: "12.50".into(), currency: Some("CHF".into()), ..Amount::default() });
        request
    }

    fn only_finding(dialect: &Dialect, change: impl FnOnce(&mut Request)) -> String {
        let mut request = payment(dialect);
        change(&mut request);
        let kind = request.kind().unwrap();
        let findings = inspect(&request, kind, dialect);
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings.concat()
    }

    #[test]
    fn a_good_request_has_no_findings() {
        for dialect in [&CH, &DE] {
            assert!(inspect(&payment(dialect), RequestKind::CardPayment, dialect).is_empty());
        }
    }

    #[test]
    fn each_mistake_is_named() {
        let pos =
            |request: &mut Request, change: fn(&mut PosData)| change(request.pos_data.as_mut().unwrap());
        let text = |text: &str| {
            Some(Amount { text: text.into(), currency: Some("CHF".into()), ..Amount::default() })
        };
        for (finding, expected) in [
            (only_finding(&CH, |r| r.pos_data = None), "no POSdata"),
            (only_finding(&CH, |r| pos(r, |p| p.time_stamp = None)), "POSTimeStamp"),
            (only_finding(&CH, |r| pos(r, |p| p.printer_status = None)), "lacks PrinterStatus;"),
            (only_finding(&CH, |r| pos(r, |p| p.request_full_pan = Some("true".into()))), "full card number"),
            (
                only_finding(&CH, |r| {
                    r.request_type = "PaymentRefund".into();
                    pos(r, |p| p.force_acceptance = Some("1".into()));
                }),
                "only payments can be forced",
            ),
            (only_finding(&CH, |r| r.workstation_id = String::new()), "WorkstationID is empty"),
            (only_finding(&CH, |r| r.class = Class::Service), "belongs into a CardServiceRequest"),
            (only_finding(&CH, |r| r.reference_number = Some("A 1".into())), "ReferenceNumber"),
            (only_finding(&CH, |r| r.total_amount = None), "needs a TotalAmount"),
            (only_finding(&CH, |r| r.total_amount = text("12.5")), "1 decimals, CHF has 2"),
            (only_finding(&CH, |r| r.total_amount = text("0.00")), "not positive"),
            (only_finding(&CH, |r| r.total_amount = text("1,50")), "not an amount"),
            (only_finding(&CH, |r| r.total_amount = text("1.505")), "too many decimals"),
            (only_finding(&DE, |r| r.pop_id = None), "POPID"),
            (only_finding(&CH, |r| r.total_amount.as_mut().unwrap().currency = None), "no Currency"),
            (only_finding(&DE, |r| r.request_type = "PaymentReversal".into()), "STAN"),
            (only_finding(&CH, |r| r.request_type = "TicketReprint".into()), "carries no amount"),
        ] {
            assert!(finding.contains(expected), "{finding}");
        }
    }
}
