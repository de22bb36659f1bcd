use super::*;
use crate::devices::Collected;
use crate::dialect::ReceiptRole;
use crate::error::Code;
use crate::field::position;
use crate::message::{EJournal, Message, RequestKind, TransactionInfo};
use crate::operation::Operation;
use crate::value::{Currency, Money};

/// What the terminal answered within `inside`, as an outcome.
fn outcome(kind: RequestKind, verdict: Verdict, code: Code, answer: Option<(&str, &str)>) -> Outcome {
    let response = answer.map(|(result, inside)| {
        let xml = format!(
            "<CardServiceResponse RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"1\" \
             OverallResult=\"{result}\">{inside}</CardServiceResponse>"
        );
        match Message::decode(xml.as_bytes()).unwrap().message {
            Message::Response(response) => response,
            other => panic!("{other:?}"),
        }
    });
    Outcome {
        verdict,
        code,
        operation: Operation::new(kind).with_amount(Money::new(1000, Currency::from_code("CHF").unwrap())),
        request_id: "1".into(),
        response,
        collected: Collected::default(),
        error: None,
        notes: Vec::new(),
        journal_id: None,
        from_journal: false,
    }
}

fn receipt(lines: &[&str]) -> Receipt {
    Receipt {
        role: ReceiptRole::Customer,
        target: "Printer".into(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        device_request_id: "1.1".into(),
        acknowledged: true,
        kept_as: None,
    }
}

fn entry(result: &str, approval: &str) -> JournalEntry {
    let transaction = TransactionInfo {
        transaction_result_text: Some(result.into()),
        authorisation_code: Some(approval.into()),
        ..TransactionInfo::default()
    };
    JournalEntry {
        data: EJournal { transaction: Some(transaction), ..EJournal::default() },
        lines: Vec::new(),
        device_request_id: "1.2".into(),
        acknowledged: true,
        kept_as: None,
    }
}

/// `answer:paid approval_code:paid`, …
fn told(outcome: &Outcome) -> String {
    let signs = outcome.evidence();
    for sign in &signs {
        assert!(sign.text.ends_with('.') && !sign.text.contains("4111"), "{sign:?}");
    }
    signs.iter().map(|sign| format!("{}:{}", sign.source, sign.says)).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_answer_says_by_its_result_and_by_what_stands_beside_it() {
    use Verdict::{Aborted, Approved, Declined, Refused, Unknown};
    let approval = "<Tender><Authorisation ApprovalCode=\"103128\"/></Tender>";
    let total = "<Tender><TotalAmount Currency=\"CHF\">10.00</TotalAmount></Tender>";
    for (verdict, code, result, inside, expected) in [
        (Approved, Code::Ok, "Success", approval, "answer:paid approval_code:paid"),
        (Approved, Code::Ok, "SUCCESS", "", "answer:paid"),
        (Declined, Code::Declined, "Failure", "", "answer:not_paid"),
        (Declined, Code::Declined, "Failure", approval, "answer:not_paid approval_code:paid"),
        (Declined, Code::Declined, "Failure", total, "answer:not_paid"),
        (Aborted, Code::Aborted, "Aborted", "", "answer:not_paid"),
        (Refused, Code::TerminalBusy, "Busy", "", "answer:not_paid"),
        (Declined, Code::TerminalTimedOut, "TimedOut", "", "answer:not_paid"),
        (Unknown, Code::Inconclusive, "TimedOut", "", "answer:open"),
        (Unknown, Code::Pending, "TimedOut", total, "answer:open total:paid"),
        (Unknown, Code::Inconclusive, "PartialFailure", total, "answer:open total:paid"),
        (Unknown, Code::Inconclusive, "Perhaps4111111111111111", "", "answer:open"),
        (Declined, Code::HostUnreachable, "CommunicationError", "", "answer:not_paid"),
    ] {
        let outcome = outcome(RequestKind::CardPayment, verdict, code, Some((result, inside)));
        assert_eq!(told(&outcome), expected, "{result} {inside}");
    }
}

#[test]
fn codes_count_where_they_are_some() {
    for (inside, expected) in [
        ("<Tender><Authorisation ApprovalCode=\"000000\"/></Tender>", ""),
        ("<Tender><Authorisation ApprovalCode=\" \"/></Tender>", ""),
        ("<Tender><Authorisation ApprovalCode=\"00A0\"/></Tender>", " approval_code:paid"),
        ("<Tender><Authorisation ApprovalCode=\"4111111111111111\"/></Tender>", " approval_code:paid"),
        ("<Authorisation TrxReferenceNumber=\"77\"/>", " trx_reference:open"),
        ("<Tender><Authorisation ActionCode=\"0\" ReturnCode=\"000\"/></Tender>", ""),
        ("<Tender><Authorisation ActionCode=\"10\"/></Tender>", ""),
        ("<Tender><Authorisation ActionCode=\"51\"/></Tender>", " action_code:not_paid"),
        ("<Tender><Authorisation ReturnCode=\"1709\"/></Tender>", " action_code:not_paid"),
        ("<Diagnosis HostDeclineReason=\"0\" TerminalDeclineReason=\"00\"/>", ""),
        (
            "<Diagnosis HostDeclineReason=\"5\" TerminalDeclineReason=\"107\"/>",
            " decline_reason:not_paid decline_reason:not_paid",
        ),
    ] {
        let outcome =
            outcome(RequestKind::CardPayment, Verdict::Approved, Code::Ok, Some(("Success", inside)));
        assert_eq!(told(&outcome), format!("answer:paid{expected}"), "{inside}");
    }
}

#[test]
fn without_an_answer_the_connection_speaks() {
    for (verdict, code, expected) in [
        (Verdict::NotSent, Code::ConnectRefused, "connection:not_paid"),
        (Verdict::Unknown, Code::ResponseTimeout, "connection:open"),
        (Verdict::Unknown, Code::Pending, "connection:open"),
        // A person said so.
        (Verdict::Approved, Code::Ok, ""),
    ] {
        assert_eq!(
            told(&outcome(RequestKind::CardPayment, verdict, code, None)),
            expected,
            "{verdict} {code}"
        );
    }
}

#[test]
fn journal_and_receipts_speak_where_they_are_clear() {
    let (both, papers) = (["GENEHMIGT", "ABGELEHNT"], Collected::default());
    for (journal, receipts, expected) in [
        (vec![entry("00", "103128")], vec![], " journal:paid journal:paid"),
        (vec![entry("0", " ")], vec![], " journal:paid"),
        (vec![entry("51", "000000")], vec![], " journal:not_paid"),
        (vec![entry("ABGELEHNT", "")], vec![], " journal:not_paid"),
        (vec![entry("Approved", "")], vec![], " journal:paid"),
        (vec![entry("see receipt", "")], vec![], ""),
        (vec![entry("05", "103128")], vec![], " journal:not_paid journal:paid"),
        (vec![entry("00", ""), entry("00", "")], vec![], " journal:paid"),
        (vec![], vec![receipt(&["Total 10.00", "APPROVED 881234"])], " receipt:paid"),
        (vec![], vec![receipt(&["NICHT GENEHMIGT"]), receipt(&["Abgelehnt"])], " receipt:not_paid"),
        (vec![], vec![receipt(&both)], " receipt:open"),
        (vec![], vec![receipt(&["Total 10.00"])], ""),
    ] {
        let mut outcome =
            outcome(RequestKind::CardPayment, Verdict::Approved, Code::Ok, Some(("Success", "")));
        outcome.collected = Collected { journal, receipts, ..papers.clone() };
        assert_eq!(told(&outcome), format!("answer:paid{expected}"));
    }
}

#[test]
fn a_line_is_a_statement_when_it_says_nothing_else() {
    for (line, says) in [
        ("GENEHMIGT", Some(Says::Paid)),
        ("  ** Zahlung erfolgt **  ", Some(Says::Paid)),
        ("Transaction Approved", Some(Says::Paid)),
        ("TRANSACTION ACCEPT\u{c9}E", Some(Says::Paid)),
        ("Op\u{e9}ration effectu\u{e9}e", Some(Says::Paid)),
        ("Operazione approvata", Some(Says::Paid)),
        ("Betaling akkoord", Some(Says::Paid)),
        ("GENEHMIGT 103128", Some(Says::Paid)),
        ("ABGELEHNT", Some(Says::NotPaid)),
        ("Paiement refus\u{e9}", Some(Says::NotPaid)),
        ("NICHT GENEHMIGT", Some(Says::NotPaid)),
        ("OPERAZIONE NON APPROVATA", Some(Says::NotPaid)),
        ("Transactie geweigerd", Some(Says::NotPaid)),
        ("Zahlung", None),
        ("Genehmigung 103128", None),
        ("Genehmigungs-Nr. 103128", None),
        ("AUTH CODE 103128", None),
        ("R\u{fc}ckgaben ohne Beleg werden abgelehnt.", None),
        ("Les \u{e9}changes sont refus\u{e9}s sans ce ticket.", None),
        ("Visa accepted here", None),
        ("12.50", None),
        ("", None),
    ] {
        assert_eq!(statement(line), says, "{line}");
    }
}

#[test]
fn what_moves_no_money_has_no_evidence() {
    let mut reprint = outcome(
        RequestKind::TicketReprint,
        Verdict::Approved,
        Code::Ok,
        Some(("Success", "<Tender><Authorisation ApprovalCode=\"103128\"/></Tender>")),
    );
    reprint.collected.receipts = vec![receipt(&["GENEHMIGT"])];
    assert_eq!(told(&reprint), "");
}

#[test]
fn who_disagrees_is_told_in_pairs() {
    let mut declined =
        outcome(RequestKind::CardPayment, Verdict::Declined, Code::Declined, Some(("Failure", "")));
    declined.collected.receipts = vec![receipt(&["ABGELEHNT"])];
    assert_eq!(contradictions(&declined.evidence()), [], "a plain decline");
    declined.collected.journal = vec![entry("00", "")];
    let pairs: Vec<_> = contradictions(&declined.evidence())
        .iter()
        .map(|pair| {
            assert_eq!(pair.text.matches(" But: ").count(), 1, "{}", pair.text);
            (pair.first.name(), pair.second.name())
        })
        .collect();
    assert_eq!(pairs, [("answer", "journal"), ("journal", "receipt")]);
}

#[test]
fn the_tables_read_what_the_records_hold() {
    let declined = outcome(
        RequestKind::CardPayment,
        Verdict::Declined,
        Code::Declined,
        Some(("Failure", "<Tender><Authorisation ApprovalCode=\"103128\"/></Tender>")),
    );
    let evidence = declined.evidence();
    let read = |name| EVIDENCE_FIELDS[position(EVIDENCE_FIELDS, name).unwrap()].read(&evidence[1]).unwrap();
    assert_eq!([read("source"), read("says")], ["approval_code", "paid"]);
    let pair = &contradictions(&evidence)[0];
    let read = |name| CONTRADICTION_FIELDS[position(CONTRADICTION_FIELDS, name).unwrap()].read(pair).unwrap();
    assert_eq!([read("first"), read("second")], ["answer", "approval_code"]);
    let json = serde_json::to_value(&declined).unwrap();
    assert_eq!(json["evidence"][1]["source"], "approval_code");
    assert_eq!(json["evidence"][1]["says"], "paid");
    assert_eq!(json["contradictions"][0]["text"], read("text"));
}
