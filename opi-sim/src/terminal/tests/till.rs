//! What a till does wrong.

use super::*;
use OverallResult::{FormatError, MissingMandatoryData, ParsingError};

#[test]
fn a_request_sent_twice_is_a_possible_double_charge() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let payment = bench.request(RequestKind::CardPayment);
    bench.run_request(&payment);
    bench.run_request(&payment);
    assert!(bench.finding().contains("sent twice: a possible double charge"), "{}", bench.finding());
    assert_eq!(bench.terminal.ledger().net("CHF"), 2500, "a terminal charges what it is told to");
    let other = Request { total_amount: amount("7.00"), ..payment };
    bench.run_request(&other);
    assert!(bench.finding().contains("RequestID 8 was used before, for CardPayment 8 (CHF 12.50)"));
}

#[test]
fn a_reference_paid_twice_is_a_possible_double_charge() {
    let mut bench = Bench::new(&CH, Outcome::Decline { reason: 5 });
    let order = |bench: &mut Bench| {
        let request =
            Request { reference_number: Some("A-1".into()), ..bench.request(RequestKind::CardPayment) };
        bench.run_request(&request);
    };
    order(&mut bench);
    bench.terminal.set_behaviour(Outcome::Approve.into());
    order(&mut bench);
    assert_eq!(bench.finding(), "", "the first attempt was declined");
    order(&mut bench);
    assert!(bench.finding().contains("this reference has been paid already"));
}

#[test]
fn a_till_that_hangs_up_pays_all_the_same() {
    let mut bench = Bench::new(&CH, Outcome::Slow { millis: 5 });
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    assert!(bench.terminal.connection_closed(OTHER, bench.now).is_empty());
    let actions = bench.terminal.connection_closed(PAY, bench.now);
    bench.settle(actions);
    assert!(bench.finding().contains("closed channel 0 while it was running"));
    bench.wait();
    assert!(bench.answers.is_empty() && bench.terminal.is_idle());
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_request_that_cannot_be_understood_is_refused_if_it_says_whom_to_answer() {
    let card =
        |attributes: &str| format!("<CardServiceRequest {attributes}><TotalAmount/></CardServiceRequest>");
    let ids = "RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"5\"";
    for (text, expected) in [
        (format!("<CardServiceRequest {ids}><TotalAmount>"), Some(ParsingError)),
        (card("WorkstationID=\"1\" RequestID=\"5\""), Some(MissingMandatoryData)),
        (card(&ids.replace("CardPayment", "Payment")), Some(FormatError)),
        (card(ids), Some(MissingMandatoryData)),
        (format!("<Payment {ids}/>"), Some(FormatError)),
        ("<CardServiceRequest/>".to_owned(), None),
        ("GET / HTTP/1.1".to_owned(), None),
        (String::new(), None),
        (format!("<DeviceResponse {ids} OverallResult=\"Success\"/>"), None),
    ] {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let actions = bench.terminal.request(PAY, text.as_bytes(), bench.now);
        bench.settle(actions);
        assert_eq!(bench.answers.last().map(|(_, r)| r.overall_result.clone()), expected, "{text}");
        assert_eq!(bench.others.contains(&Action::CloseConnection(PAY)), expected.is_none(), "{text}");
        assert_ne!(bench.finding(), "", "{text}");
        assert!(bench.terminal.is_idle() && bench.terminal.ledger().transactions().is_empty(), "{text}");
    }
}

#[test]
fn an_amount_that_is_none_is_refused() {
    for (text, result) in
        [("12.505", FormatError), ("-1.00", FormatError), ("0.00", FormatError), ("x", FormatError)]
    {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let request = Request { total_amount: amount(text), ..bench.request(RequestKind::CardPayment) };
        assert_eq!(bench.run_request(&request).overall_result, result, "{text}");
        assert!(bench.terminal.ledger().transactions().is_empty(), "{text}");
    }
}

#[test]
fn findings_are_bounded() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    for _ in 0..MOST_FINDINGS + 5 {
        bench.terminal.unreadable(PAY, "noise", Duration::ZERO);
    }
    assert_eq!(bench.terminal.findings().len(), MOST_FINDINGS + 1);
    assert_eq!(bench.terminal.findings().last().unwrap(), "… and 5 more");
}
