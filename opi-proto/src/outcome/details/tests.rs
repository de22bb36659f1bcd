use super::*;
use crate::devices::{Collected, JournalEntry};
use crate::error::Code;
use crate::message::RequestKind;
use crate::message::{EJournal, Message};
use crate::operation::Operation;
use crate::value::{Currency, Money};

fn outcome(verdict: Verdict, kind: RequestKind, xml: &str) -> Outcome {
    let response = match Message::decode(xml.as_bytes()).unwrap().message {
        Message::Response(response) => response,
        other => panic!("{other:?}"),
    };
    let code = if verdict == Verdict::Approved { Code::Ok } else { Code::Declined };
    Outcome {
        verdict,
        code,
        operation: Operation::new(kind).with_amount(Money::new(1000, Currency::from_code("CHF").unwrap())),
        request_id: "1".into(),
        response: Some(response),
        collected: Collected::default(),
        error: None,
        notes: Vec::new(),
        journal_id: None,
        from_journal: false,
    }
}

fn card(inside: &str, result: &str) -> String {
    format!(
        "<CardServiceResponse RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"1\" \
         OverallResult=\"{result}\">{inside}</CardServiceResponse>"
    )
}

fn service(kind: &str, inside: &str) -> String {
    format!(
        "<ServiceResponse RequestType=\"{kind}\" WorkstationID=\"1\" RequestID=\"1\" \
         OverallResult=\"Success\">{inside}</ServiceResponse>"
    )
}

fn fields(outcome: &Outcome, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| outcome.field(name).unwrap_or_default()).collect()
}

#[test]
fn a_decline_has_its_reason_in_words() {
    for (inside, reason, force) in [
        ("<Diagnosis TerminalDeclineReason=\"579\"/>", "no connection to the payment server (579)", "yes"),
        ("<Diagnosis TerminalDeclineReason=\"107\"/>", "aborted (107)", ""),
        ("<Diagnosis HostDeclineReason=\"5\" TerminalDeclineReason=\"0\"/>", "declined by the host (5)", ""),
        ("<Diagnosis><HostDeclineReason>14</HostDeclineReason></Diagnosis>", "declined by the host (14)", ""),
        ("<Diagnosis TerminalDeclineReason=\"42\"/>", "reason 42, whose meaning is not public", ""),
        ("<Tender><Authorisation ActionCode=\"51\"/></Tender>", "insufficient funds (51)", ""),
        ("<Tender><Authorisation ActionCode=\"0\" ReturnCode=\"117\"/></Tender>", "wrong PIN (117)", ""),
        (
            "<Tender><Authorisation ActionCode=\"1709\"/></Tender>",
            "reason 1709, whose meaning is not public",
            "",
        ),
        ("<PrivateData><ErrorText>Karte gesperrt</ErrorText></PrivateData>", "Karte gesperrt", ""),
        ("<ErrorDetail><Error Code=\"7\" Description=\"no paper\"/></ErrorDetail>", "no paper", ""),
        ("", "", ""),
    ] {
        let declined = outcome(Verdict::Declined, RequestKind::CardPayment, &card(inside, "Failure"));
        assert_eq!(fields(&declined, &["decline_reason", "force_possible"]), [reason, force], "{inside}");
        let approved = outcome(Verdict::Approved, RequestKind::CardPayment, &card(inside, "Success"));
        assert_eq!(fields(&approved, &["decline_reason", "force_possible"]), ["", ""], "{inside}");
    }
}

#[test]
fn conversion_is_offered_taken_or_not() {
    let names = ["dcc_offered", "dcc_accepted", "dcc_amount", "dcc_currency", "dcc_rate", "dcc_markup"];
    let taken = DccInfo {
        amount: Some("11.20".into()),
        currency_name: Some("EUR".into()),
        exchange_rate: Some("0.9333".into()),
        markup_percentage: Some("3.50".into()),
        ..DccInfo::default()
    };
    let entry = |dcc: &DccInfo| JournalEntry {
        data: EJournal { dcc: Some(dcc.clone()), ..EJournal::default() },
        lines: Vec::new(),
        device_request_id: "1.8".into(),
        acknowledged: true,
        kept_as: None,
    };
    for (offered, journal, verdict, expected) in [
        (true, vec![entry(&taken)], Verdict::Approved, ["yes", "yes", "11.20", "EUR", "0.9333", "3.50"]),
        (false, vec![entry(&taken)], Verdict::Approved, ["yes", "yes", "11.20", "EUR", "0.9333", "3.50"]),
        (true, vec![entry(&DccInfo::default())], Verdict::Approved, ["yes", "no", "", "", "", ""]),
        (true, vec![], Verdict::Approved, ["yes", "", "", "", "", ""]),
        (true, vec![entry(&DccInfo::default())], Verdict::Declined, ["yes", "", "", "", "", ""]),
        (false, vec![entry(&DccInfo::default())], Verdict::Approved, ["", "", "", "", "", ""]),
    ] {
        let mut payment = outcome(verdict, RequestKind::CardPayment, &card("", "Success"));
        payment.collected.dcc_offered = offered;
        payment.collected.journal = journal;
        assert_eq!(fields(&payment, &names), expected, "{offered} {verdict}");
    }
}

#[test]
fn a_reconciliation_has_its_totals() {
    let day = outcome(
        Verdict::Approved,
        RequestKind::ReconciliationWithClosure,
        &service(
            "ReconciliationWithClosure",
            "<Reconciliation><TotalAmount NumberPayments=\"2\" PaymentType=\"Debit\" Currency=\"EUR\" \
             CardCircuit=\"girocard\">41.40</TotalAmount><TotalAmount NumberPayments=\"x\" PaymentType=\"Credit\" \
             Acquirer=\"7\"> 0.00 </TotalAmount></Reconciliation>",
        ),
    );
    let json = serde_json::to_value(&day).unwrap();
    assert_eq!(
        json["totals"],
        serde_json::json!([
            {"card_circuit": "girocard", "acquirer": null, "payment_type": "Debit", "count": 2,
             "amount": "41.40", "currency": "EUR"},
            {"card_circuit": null, "acquirer": "7", "payment_type": "Credit", "count": null,
             "amount": "0.00", "currency": null},
        ])
    );
    assert_eq!(json["dcc"], serde_json::Value::Null);
}

#[test]
fn a_terminal_says_what_it_is() {
    let names =
        ["terminal_id", "terminal_status", "app_version", "hardware", "serial_number", "card_circuits"];
    let expected = ["10133464", "Ready", "2.1", "DX8000", "S1", "VISA,TWNT"];
    let inside = "<TerminalID>10133464</TerminalID><TerminalStatus>Ready</TerminalStatus><AppVersion>2.1</AppVersion>\
                  <Identification Hardware=\"DX8000\" SerialNumber=\"S1\"/><CardCircuit DisplayName=\"Visa\">VISA\
                  </CardCircuit><CardCircuit>TWNT</CardCircuit>";
    let status = outcome(Verdict::Approved, RequestKind::GetStatus, &service("GetStatus", inside));
    assert_eq!(fields(&status, &names), expected);
}

#[test]
fn tokens_are_handed_on_and_the_raw_answer_is_masked() {
    let payment = outcome(
        Verdict::Approved,
        RequestKind::CardPayment,
        &card(
            "<Tender><Authorisation CardPAN=\"4111111111111111\" ExpiryDate=\"2712\"/></Tender>\
             <PrivateData><TokenItem TokenPurpose=\"1\" TokenResultCode=\"00\" Token=\"9876543210987654\"/>\
             <CardTechnologyType>NFC</CardTechnologyType><Secret>4111111111111111</Secret></PrivateData>\
             <Unheard Of=\"it\"><CardNumber>4111111111111111</CardNumber></Unheard>",
            "Success",
        ),
    );
    assert_eq!(payment.field("token").as_deref(), Some("9876543210987654"));
    assert_eq!(payment.field("entry_method").as_deref(), Some("NFC"));
    let raw = payment.field("raw").unwrap();
    assert!(raw.contains("<Unheard Of=\"it\"><CardNumber>411111******1111</CardNumber></Unheard>"), "{raw}");
    let json = serde_json::to_string(&payment).unwrap();
    for secret in ["4111111111111111", "2712"] {
        assert!(!raw.contains(secret) && !json.contains(secret), "{secret} in {json}");
    }
}

#[test]
fn a_reversal_answered_with_nothing_takes_its_amount_from_the_journal() {
    let zero = "<Tender><TotalAmount Currency=\"CHF\">0.00</TotalAmount></Tender>";
    let mut reversal = outcome(Verdict::Approved, RequestKind::PaymentReversal, &card(zero, "Success"));
    reversal.operation = Operation::new(RequestKind::PaymentReversal);
    assert_eq!(
        reversal.field("amount").as_deref(),
        Some("0.00"),
        "without a journal there is only the answer"
    );
    let journal = "<DeviceRequest RequestType=\"Output\" RequestID=\"1.1\"><Output OutDeviceTarget=\"E-Journal\"><E-Journal>\
                   <TransactionInfo><TotalAmount Currency=\"CHF\">12.50</TotalAmount></TransactionInfo></E-Journal>\
                   </Output></DeviceRequest>";
    let Message::DeviceRequest(request) = Message::decode(journal.as_bytes()).unwrap().message else {
        panic!("a device request")
    };
    let data = request.outputs[0].e_journal.clone().unwrap();
    let entry = JournalEntry {
        data,
        lines: Vec::new(),
        device_request_id: "1.1".into(),
        acknowledged: true,
        kept_as: None,
    };
    reversal.collected.journal = vec![entry];
    assert_eq!(reversal.field("amount").as_deref(), Some("12.50"));
}
