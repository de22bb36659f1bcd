//! Payments from start to end, in every dialect, and with every outcome.

use super::*;
use OverallResult::{
    Aborted, Busy, CommunicationError, DeviceUnavailable, Failure, LoggedOut, PrintLastTicket, Success,
    TimedOut, UnknownCard,
};

#[test]
fn a_swiss_payment_from_start_to_end() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let response = bench.pay();
    assert_eq!(response.overall_result, Success);
    let displays = ["CashierDisplay"; 4];
    assert_eq!(bench.targets(), [&displays[..], &["Printer", "JournalPrinter", "E-Journal"]].concat());
    let ids: Vec<_> = bench.asked.iter().map(|request| request.request_id.as_str()).collect();
    assert_eq!(ids, ["8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.7"]);
    assert!(bench.asked.iter().all(|request| request.workstation_id.as_deref() == Some("lane-1")));
    assert_eq!(bench.others, [Action::CloseDevice]);
    assert_eq!(bench.finding(), "");

    let tender = response.tender.as_ref().unwrap();
    assert_eq!(tender.total_amount.as_ref().unwrap().text, "12.50");
    let authorisation = tender.authorisation.as_ref().unwrap();
    let booked = bench.terminal.ledger().last().unwrap();
    assert_eq!(authorisation.approval_code, booked.approval_code);
    assert_eq!(authorisation.trx_reference_number, booked.trx_reference);
    assert_eq!(authorisation.card_pan.as_ref().unwrap().masked(), "541333******0011");
    assert_eq!(response.terminal.as_ref().unwrap().stan.as_deref(), Some(booked.stan.as_str()));
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_swiss_receipt_shows_what_is_in_the_ledger() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    let booked = bench.terminal.ledger().last().unwrap();
    let paper = bench.text_of("Printer");
    for part in [
        "Bäckerei Müller",
        "8005 Zürich",
        "Debit Mastercard",
        "XXXXXXXXXXXX0011",
        "08.04.2026",
        "10:30:00",
        "Trm-Id:",
        "Akt-Id:",
        "A0000000041010",
        &booked.stan,
        booked.trx_reference.as_ref().unwrap(),
        booked.approval_code.as_ref().unwrap(),
        "EPF:",
        "Total-EFT CHF:",
        "12.50",
    ] {
        assert!(paper.contains(part), "{part} is missing in\n{paper}");
    }
    assert!(bench.text_of("JournalPrinter").contains("Händlerbeleg"));
    let journal =
        bench.asked.iter().flat_map(|r| &r.outputs).find_map(|output| output.e_journal.as_ref()).unwrap();
    let transaction = journal.transaction.as_ref().unwrap();
    assert_eq!(transaction.transaction_identifier.as_deref(), Some(booked.stan.as_str()));
    assert_eq!(transaction.authorisation_code, booked.approval_code);
    assert_eq!(transaction.transaction_ref_number, booked.trx_reference);
    assert_eq!(transaction.total_amount.as_ref().unwrap().text, "12.50");
}

#[test]
fn a_german_payment_from_start_to_end() {
    let mut bench = Bench::new(&DE, Outcome::Approve);
    let response = bench.pay();
    assert_eq!(response.overall_result, Success);
    assert_eq!(bench.targets(), [&["CashierDisplay"; 4][..], &["Printer", "PrinterReceipt"]].concat());
    for (n, request) in bench.asked.iter().enumerate() {
        assert_eq!(request.request_id, "8");
        assert_eq!(request.sequence_id, Some((n + 1).to_string()));
        assert!(request.terminal_id.is_some() && request.application_sender.is_some());
    }
    let merchant = bench.text_of("Printer");
    let customer = bench.text_of("PrinterReceipt");
    assert!(merchant.contains("Händlerbeleg") && !merchant.contains("Kundenbeleg"), "{merchant}");
    assert!(
        customer.contains("Kundenbeleg") && customer.contains("12,50") && customer.contains("021601"),
        "{customer}"
    );
    assert_eq!(response.terminal.as_ref().unwrap().stan.as_deref(), Some("021601"));
    let authorisation = response.tender.as_ref().unwrap().authorisation.as_ref().unwrap();
    assert_eq!(authorisation.action_code.as_deref(), Some("0"));
    assert_eq!(authorisation.authorisation_type.as_deref(), Some("Online"));
    assert_eq!(authorisation.receipt_number.as_deref(), Some("1"));
    assert_eq!(authorisation.card_circuit.as_deref(), Some("girocard"));
    assert_eq!(bench.finding(), "");
}

#[test]
fn every_outcome_in_every_dialect() {
    let approved = |r: OverallResult| (r, Some("approved"), 1250);
    let declined = |r: OverallResult| (r, Some("declined"), 0);
    let aborted = |r: OverallResult| (r, Some("aborted"), 0);
    for dialect in DIALECTS {
        let swiss = dialect.announces_printers;
        for (outcome, (result, state, net)) in [
            ("auto", approved(Success)),
            ("approve", approved(Success)),
            ("tip:10", (Success, Some("approved"), 1375)),
            ("signature", approved(Success)),
            ("dcc", approved(Success)),
            ("dcc-refused", approved(Success)),
            ("referral", approved(Success)),
            ("choice", approved(Success)),
            ("slow:2000", approved(Success)),
            ("endless:60000", aborted(TimedOut)),
            ("wait", aborted(TimedOut)),
            ("decline:51", declined(Failure)),
            ("unknown-card", declined(if swiss { Failure } else { UnknownCard })),
            ("offline", declined(if swiss { Failure } else { CommunicationError })),
            ("abort", aborted(Aborted)),
            ("timeout", aborted(TimedOut)),
            ("busy", (if swiss { DeviceUnavailable } else { Busy }, None, 0)),
            ("print-last-ticket", (PrintLastTicket, None, 0)),
            ("logged-out", (LoggedOut, None, 0)),
            ("split:1", approved(Success)),
            ("no-namespace", approved(Success)),
            ("latin", approved(Success)),
            ("glue", approved(Success)),
            ("reorder", approved(Success)),
            ("glue,reorder,split:3", approved(Success)),
            ("answer-first", approved(Success)),
            ("delay:100,jitter:50", approved(Success)),
            ("swap-elements,attributes-as-elements", approved(Success)),
        ] {
            let name = format!("{} {outcome}", dialect.name);
            let mut bench = Bench::new(dialect, outcome.parse::<Behaviour>().unwrap());
            let response = bench.pay();
            assert_eq!(response.overall_result, result, "{name}");
            let ledger = bench.terminal.ledger();
            assert_eq!(ledger.last().map(|t| t.state.name()), state, "{name}");
            assert_eq!(ledger.net("CHF"), net, "{name}");
            let approved = ledger.last().is_some_and(|t| t.state == State::Approved);
            assert_eq!(response.shows_authorisation(), approved, "{name}");
            assert_eq!(bench.terminal.findings(), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn silence_leaves_the_truth_in_the_ledger() {
    for (silence, net, targets) in
        [(Silence::AtOnce, 0, 0), (Silence::AfterApproval, 1250, 4), (Silence::AfterReceipts, 1250, 7)]
    {
        let mut bench = Bench::new(&CH, Outcome::Silent(silence));
        let request = bench.request(RequestKind::CardPayment);
        bench.send(PAY, &request);
        assert!(bench.answers.is_empty() && bench.terminal.is_idle(), "{silence:?}");
        assert_eq!(bench.terminal.ledger().net("CHF"), net, "{silence:?}");
        assert_eq!(bench.targets().len(), targets, "{silence:?}");
        let repeated = bench.run(RequestKind::RepeatLastMessage);
        let header = repeated.original_header.as_ref();
        assert_eq!(header.and_then(|h| h.request_id.as_deref()), (net > 0).then_some("8"), "{silence:?}");
    }
}

#[test]
fn decline_reasons_are_told_as_the_dialect_tells_them() {
    let response = Bench::new(&CH, Outcome::Decline { reason: 51 }).pay();
    let diagnosis = response.diagnosis.unwrap();
    assert_eq!(diagnosis.host_decline_reason.as_deref(), Some("51"));
    assert!(response.tender.is_none());

    let mut german = Bench::new(&DE, Outcome::Decline { reason: 51 });
    let response = german.pay();
    let authorisation = response.tender.unwrap().authorisation.unwrap();
    assert_eq!(authorisation.action_code.as_deref(), Some("51"));
    assert!(german.text_of("PrinterReceipt").contains("Abgelehnt"));

    let diagnosis = Bench::new(&CH, Outcome::Abort).pay().diagnosis.unwrap();
    assert_eq!(diagnosis.terminal_decline_reason.as_deref(), Some("107"));
    let diagnosis = Bench::new(&CH, Outcome::Offline).pay().diagnosis.unwrap();
    assert_eq!(diagnosis.terminal_decline_reason.as_deref(), Some("569"));
}

#[test]
fn force_acceptance_stores_the_payment_until_it_is_transmitted() {
    let mut bench = Bench::new(&CH, Outcome::Offline);
    let mut request = bench.request(RequestKind::CardPayment);
    request.pos_data.as_mut().unwrap().force_acceptance = Some("true".into());
    assert_eq!(bench.run_request(&request).overall_result, Success);
    assert!(bench.terminal.ledger().last().unwrap().offline);
    assert_eq!(bench.run(RequestKind::TransmitTrx).overall_result, Success);
    assert!(!bench.terminal.ledger().last().unwrap().offline);
}

#[test]
fn a_tip_is_charged_and_shown() {
    let mut bench = Bench::new(&CH, Outcome::Tip { percent: 10 });
    let response = bench.pay();
    let total = response.tender.unwrap().total_amount.unwrap();
    assert_eq!((total.text.as_str(), total.gratuity.as_deref()), ("13.75", Some("1.25")));
    let paper = bench.text_of("Printer");
    assert!(paper.contains("Trinkgeld CHF:") && paper.contains("1.25") && paper.contains("13.75"), "{paper}");
}

#[test]
fn the_tills_language_is_spoken() {
    for (code, words) in [
        ("de", "PIN eingeben"),
        ("en", "Enter PIN"),
        ("fr-CH", "Saisir"),
        ("it", "Inserire"),
        ("xx", "PIN eingeben"),
    ] {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let mut request = bench.request(RequestKind::CardPayment);
        request.pos_data.as_mut().unwrap().language = Some(code.into());
        bench.run_request(&request);
        assert!(bench.text_of("CashierDisplay").contains(words), "{code}");
    }
}

#[test]
fn receipts_keep_their_width_and_show_no_card_number() {
    for dialect in DIALECTS {
        for outcome in [Outcome::Signature, Outcome::Tip { percent: 7 }] {
            let mut bench = Bench::new(dialect, outcome);
            (0..3).for_each(|_| assert_eq!(bench.pay().overall_result, Success));
            let columns = bench.terminal.settings().profile.columns;
            let outputs =
                bench.asked.iter().flat_map(|r| &r.outputs).filter(|o| o.target().contains("Printer"));
            for line in outputs.flat_map(|output| &output.lines) {
                assert!(line.text.chars().count() <= columns, "{}: {}", dialect.name, line.text);
                // Twelve digits in a row are taken for a card number; only a chip's application has as many.
                let harmless =
                    line.text.starts_with("AID:") || opi_proto::value::redact(&line.text) == line.text;
                assert!(harmless, "{}: {}", dialect.name, line.text);
            }
        }
    }
}

#[test]
fn printers_that_the_till_does_not_offer_get_nothing() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let mut request = bench.request(RequestKind::CardPayment);
    let pos = request.pos_data.as_mut().unwrap();
    pos.printer_status = Some("PrintLocal".into());
    pos.e_journal_status = Some("Unavailable".into());
    bench.run_request(&request);
    assert_eq!(bench.targets(), [&["CashierDisplay"; 4][..], &["JournalPrinter"]].concat());
    assert_eq!(bench.terminal.ledger().last().unwrap().copies.customer, Copy::NotWanted);
}

#[test]
fn brands_are_restricted() {
    let restricted = |code: &str, state: Option<&str>| {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let mut request = bench.request(RequestKind::CardPayment);
        let circuit =
            CardCircuit { code: code.into(), state: state.map(Into::into), ..CardCircuit::default() };
        request.card_circuits =
            Some(CardCircuitCollection { circuits: vec![circuit], ..CardCircuitCollection::default() });
        bench.run_request(&request);
        bench.terminal.ledger().last().and_then(|t| t.card).map(|card| card.circuit)
    };
    assert_eq!(restricted("VISA", None), Some("VISA"));
    assert_eq!(restricted("ECMC", Some("Denied")), Some("VISA"));
    assert_eq!(restricted("PRLI", None), None, "no customer carries that card");
}

#[test]
fn a_foreign_card_is_offered_its_own_currency() {
    for (accepted, amount) in [(true, Some("12.93")), (false, None)] {
        let mut bench = Bench::new(&CH, Outcome::Dcc { accepted });
        let response = bench.pay();
        assert_eq!(response.tender.unwrap().total_amount.unwrap().text, "12.50", "the shop gets its own");
        let outputs = || bench.asked.iter().flat_map(|request| &request.outputs);
        let offer = outputs().find(|o| o.ticket_type.as_deref() == Some("DccOffer")).unwrap();
        assert!(offer.text().contains("12.93") && offer.text().contains("1.0345"), "{}", offer.text());
        let dcc = outputs().find_map(|o| o.e_journal.as_ref()?.dcc.as_ref()).unwrap();
        assert_eq!(dcc.amount.as_deref(), amount, "an empty DCCInfo where there was none");
        assert_eq!(dcc.currency_code.as_deref(), amount.map(|_| "EUR"));
        let receipts = || outputs().filter(|o| o.target() == "Printer" && o.ticket_type.is_none());
        assert_eq!(receipts().count(), 1, "the offer is no receipt");
        assert_eq!(receipts().any(|o| o.text().contains("Total EUR:")), accepted);
    }
}

#[test]
fn cash_back_is_part_of_the_total() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let mut request = bench.request(RequestKind::CardPayment);
    request.total_amount.as_mut().unwrap().cash_back = Some("10.00".into());
    let total = bench.run_request(&request).tender.unwrap().total_amount.unwrap();
    assert_eq!((total.text.as_str(), total.cash_back.as_deref()), ("12.50", Some("10.00")));
    assert_eq!(total.payment.as_deref(), Some("2.50"));
    let paper = bench.text_of("Printer");
    assert!(paper.contains("Bargeld CHF:") && paper.contains("10.00"), "{paper}");
}

#[test]
fn what_the_cashier_types_is_used() {
    let mut bench = Bench::new(&CH, Outcome::Referral);
    let authorisation = bench.pay().tender.unwrap().authorisation.unwrap();
    assert_eq!(authorisation.approval_code.as_deref(), Some("4711"));
    bench.devices = |request| {
        let mut response = success(request);
        if let Some(input) = &mut response.input {
            input.result = Some("Aborted".into());
        }
        Some(response)
    };
    let refused = bench.pay();
    assert_eq!(refused.overall_result, Failure);
    assert_eq!(refused.diagnosis.unwrap().host_decline_reason.as_deref(), Some("1"));

    let mut bench = Bench::new(&DE, Outcome::Choice);
    let authorisation = bench.pay().tender.unwrap().authorisation.unwrap();
    assert_eq!(authorisation.card_circuit.as_deref(), Some("ECMC"), "the second application");
    let menu = bench.asked.iter().find(|request| request.input.is_some()).unwrap();
    let text: Vec<_> = menu.outputs.iter().map(opi_proto::message::Output::text).collect();
    assert!(text.concat().contains("1 girocard\n2 Debit Mastercard"), "{text:?}");
}

#[test]
fn endless_messages_end_after_twenty_minutes_and_take_no_abort() {
    let mut bench = Bench::new(&CH, Outcome::Endless { millis: 1000 });
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    bench.wait();
    let abort = bench.request(RequestKind::AbortRequest);
    bench.send(OTHER, &abort);
    assert_eq!(bench.answers.last().unwrap().1.overall_result, DeviceUnavailable);
    while !bench.terminal.is_idle() {
        bench.wait();
    }
    assert_eq!(bench.now, Duration::from_secs(20 * 60));
    assert_eq!(bench.targets().len(), 1200 + 2);
    assert_eq!(bench.terminal.ledger().net("CHF"), 0);
}

#[test]
fn the_host_says_why_it_declines() {
    for (reason, words) in [(51, "Betrag nicht verfügbar"), (54, "Karte abgelaufen"), (5, "Abgelehnt")] {
        let mut bench = Bench::new(&CH, Outcome::Decline { reason });
        bench.pay();
        assert!(bench.text_of("CashierDisplay").contains(words), "{reason}");
    }
}
