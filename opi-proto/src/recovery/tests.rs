use super::*;
use crate::devices::Receipt;
use crate::dialect::{CH, DE, ReceiptRole};
use crate::entry::Intent;
use crate::error::Error;
use crate::message::{Amount, Authorisation, EJournal, Message, Tender, TerminalInfo, TransactionInfo};
use crate::operation::Operation;
use crate::value::OverallResult;

fn chf(minor: i64) -> Money {
    Money::new(minor, Currency::from_code("CHF").unwrap())
}

fn entry(id: i64, request_id: &str, reference: &str) -> Entry {
    let operation =
        Operation::new(RequestKind::CardPayment).with_amount(chf(1250)).with("reference", reference).unwrap();
    Entry {
        id,
        intent: Intent {
            address: "10.0.0.1:4100".into(),
            dialect: "ch".into(),
            workstation: "lane-1".into(),
            request_id: request_id.into(),
            operation,
            begun_at: "2026-04-08T10:30:00+02:00".into(),
            begun_ms: 0,
        },
        terminal_id: Some("T1".into()),
        verdict: None,
        code: Code::Pending,
        settled_by: None,
        settled_at: None,
        why: None,
        who: None,
        response: None,
        notes: Vec::new(),
        acknowledged: false,
    }
}

/// The request in question is SALE-2 (RequestID 20); before it came SALE-1 (10), after it perhaps SALE-3 (30).
fn question() -> Entry {
    entry(2, "20", "SALE-2")
}

fn others() -> Vec<Entry> {
    let mut earlier = entry(1, "10", "SALE-1");
    earlier.verdict = Some(Verdict::Approved);
    earlier.response = Some(Box::new(response(RequestKind::CardPayment, "Success", Some(("111111", "71")))));
    vec![entry(3, "30", "SALE-3"), earlier]
}

fn response(kind: RequestKind, result: &str, authorised: Option<(&str, &str)>) -> Response {
    let mut response = Response::new(kind, "lane-1", "99", OverallResult::read(result));
    if let Some((approval, stan)) = authorised {
        response.terminal = Some(TerminalInfo {
            terminal_id: Some("T1".into()),
            stan: Some(stan.into()),
            ..TerminalInfo::default()
        });
        let authorisation =
            Authorisation { approval_code: Some(approval.into()), ..Authorisation::default() };
        response.tender = Some(Tender {
            total_amount: Some(Amount::of(chf(1250))),
            authorisation: Some(authorisation),
            ..Tender::default()
        });
    }
    response
}

fn answered(kind: RequestKind, response: Response) -> Outcome {
    let (verdict, code) = judge(kind, &CH, &response);
    Outcome {
        verdict,
        code,
        operation: Operation::new(kind),
        request_id: "99".into(),
        response: Some(Box::new(response)),
        collected: Collected::default(),
        error: None,
        notes: Vec::new(),
        journal_id: None,
        from_journal: false,
    }
}

/// The terminal repeats the answer to a request.
fn repeated(workstation: &str, request_id: &str, kind: &str, result: &str) -> Outcome {
    let mut response = response(RequestKind::RepeatLastMessage, "Success", Some(("222222", "72")));
    response.original_header = Some(OriginalHeader {
        request_type: Some(kind.into()),
        workstation_id: Some(workstation.into()),
        request_id: Some(request_id.into()),
        overall_result: Some(result.into()),
        ..OriginalHeader::default()
    });
    answered(RequestKind::RepeatLastMessage, response)
}

fn simply(kind: RequestKind, result: &str) -> Outcome {
    answered(kind, response(kind, result, None))
}

fn unreachable() -> Outcome {
    let error = Error::new(Code::ConnectRefused, "Nobody listens.");
    Outcome {
        verdict: Verdict::NotSent,
        code: error.code(),
        response: None,
        error: Some(error),
        ..simply(RequestKind::RepeatLastMessage, "Success")
    }
}

/// The terminal prints a receipt and gives a journal entry.
#[derive(Clone, Copy)]
struct Printed<'a> {
    reference: &'a str,
    approval: Option<&'a str>,
    stan: &'a str,
    amount: &'a str,
    time: &'a str,
}

const OURS: Printed<'_> = Printed {
    reference: "SALE-2",
    approval: Some("222222"),
    stan: "72",
    amount: "12.50",
    time: "2026-04-08T10:30:20",
};

fn reprinted(printed: &Printed<'_>) -> Outcome {
    let mut outcome = simply(RequestKind::TicketReprint, "Success");
    outcome.collected.receipts.push(Receipt {
        role: ReceiptRole::Merchant,
        target: "JournalPrinter".into(),
        lines: vec![format!("Ref: {}", printed.reference), format!("Total {}", printed.amount)],
        device_request_id: "99.1".into(),
        acknowledged: true,
        kept_as: None,
    });
    let transaction = TransactionInfo {
        transaction_identifier: Some(printed.stan.into()),
        authorisation_code: printed.approval.map(Into::into),
        date_and_time: Some(printed.time.into()),
        total_amount: Some(Amount {
            text: printed.amount.into(),
            currency: Some("CHF".into()),
            ..Amount::default()
        }),
        ..TransactionInfo::default()
    };
    outcome.collected.journal.push(JournalEntry {
        data: EJournal { transaction: Some(transaction), ..EJournal::default() },
        lines: Vec::new(),
        device_request_id: "99.2".into(),
        acknowledged: true,
        kept_as: None,
    });
    outcome
}

/// Runs an inquiry against a terminal that answers in this order; gives the finding and what was asked.
fn inquire(dialect: &Dialect, answers: &[Outcome]) -> (Finding, Vec<RequestKind>) {
    inquire_into(&question(), dialect, &Collected::default(), answers)
}

fn inquire_into(
    entry: &Entry,
    dialect: &Dialect,
    papers: &Collected,
    answers: &[Outcome],
) -> (Finding, Vec<RequestKind>) {
    let others = others();
    let mut inquiry = Inquiry::new(entry, dialect, &others, papers);
    let (mut asked, mut answers) = (Vec::new(), answers.iter());
    for _ in 0..1000 {
        match inquiry.next_step() {
            Next::Ask(kind) => {
                assert!(!kind.is_financial(), "recovery never asks for money");
                asked.push(kind);
                inquiry.told(answers.next().expect("one more question than the test has answers"));
            }
            Next::Wait(time) => assert_eq!(time, SPACING),
            Next::Done(finding) => {
                assert!(!finding.reasons.is_empty() && answers.next().is_none(), "{finding:?}");
                assert!(finding.reasons.iter().all(|reason| reason.ends_with('.')), "{finding:?}");
                return (*finding, asked);
            }
        }
    }
    panic!("the inquiry has no end");
}

use RecoveryVerdict::{Approved, AskHuman, NotCharged};
use RequestKind::{RepeatLastMessage, TicketReprint};

#[test]
fn the_answer_to_this_very_request_decides() {
    for (result, verdict, as_if_answered) in [
        ("Success", Approved, Verdict::Approved),
        ("Failure", NotCharged, Verdict::Declined),
        ("Aborted", NotCharged, Verdict::Aborted),
        ("DeviceUnavailable", NotCharged, Verdict::Refused),
        ("PrintLastTicket", NotCharged, Verdict::Refused),
        ("LoggedOut", NotCharged, Verdict::Refused),
        ("FormatError", NotCharged, Verdict::Refused),
        ("NotSupported", NotCharged, Verdict::Refused),
    ] {
        let last = repeated("lane-1", "20", "CardPayment", result);
        let (finding, asked) = inquire(&CH, &[last]);
        assert_eq!(finding.settles_as(), as_if_answered, "{result}");
        assert_eq!((finding.verdict, asked.as_slice()), (verdict, &[RepeatLastMessage][..]), "{result}");
        assert!(finding.response.is_some());
    }
    // N.M: the number of the last device request behind it.
    assert_eq!(inquire(&CH, &[repeated("lane-1", "20.5", "CardPayment", "Success")]).0.verdict, Approved);
    assert_eq!(inquire(&CH, &[repeated("", "20", "cardpayment", "Success")]).0.verdict, Approved);
}

#[test]
fn an_earlier_answer_as_the_last_one_means_that_ours_never_arrived() {
    let (finding, asked) = inquire(&CH, &[repeated("lane-1", "10", "CardPayment", "Success")]);
    assert_eq!((finding.verdict, finding.code), (NotCharged, Code::NotCharged));
    assert_eq!(asked, [RepeatLastMessage]);
}

#[test]
fn what_may_have_come_after_proves_nothing_without_a_receipt_that_names_the_request() {
    let unclear = Printed { reference: "", ..OURS };
    for last in [
        repeated("lane-2", "20", "CardPayment", "Success"),
        repeated("lane-1", "30", "CardPayment", "Success"),
        repeated("lane-1", "77", "GetStatus", "Success"),
        repeated("lane-1", "20", "PaymentRefund", "Success"),
        repeated("lane-1", "201", "CardPayment", "Success"),
    ] {
        let (finding, asked) = inquire(&CH, &[last.clone(), reprinted(&unclear)]);
        assert_eq!((finding.verdict, asked.len()), (AskHuman, 2), "{:?}", finding.reasons);
        assert!(!finding.ask_again);
        let (finding, _) = inquire(&CH, &[last.clone(), reprinted(&OURS)]);
        assert_eq!(finding.verdict, Approved, "{:?}", finding.reasons);
        assert!(finding.papers_are_ours);
        let (finding, _) = inquire(&CH, &[last, simply(TicketReprint, "Failure")]);
        assert_eq!(finding.verdict, AskHuman);
    }
}

#[test]
fn without_a_last_message_the_receipt_decides() {
    let earlier = Printed { reference: "SALE-1", ..OURS };
    let earlier_by_approval = Printed { reference: "", approval: Some("111111"), stan: "071", ..OURS };
    let not_approved = Printed { approval: None, ..OURS };
    let less = Printed { amount: "12.00", ..OURS };
    let tip = Printed { amount: "13.75", ..OURS };
    let unnamed = Printed { reference: "", ..OURS };
    let unnamed_other_amount = Printed { reference: "", amount: "12.60", ..OURS };
    let unnamed_yesterday = Printed { reference: "", time: "2026-04-07T10:30:20", ..OURS };
    let unnamed_before = Printed { reference: "", time: "2026-04-08T10:20:00", ..OURS };
    let unnamed_winter_time = Printed { reference: "", time: "2026-04-08T09:30:20", ..OURS };
    let unnamed_swiss_time = Printed { reference: "", time: "08.04.2026 10:30:20", ..OURS };
    let unnamed_no_time = Printed { reference: "", time: "", ..OURS };
    let wrong_clock = Printed { time: "2021-01-01T00:00:00", ..OURS };
    for (what, printed, verdict) in [
        ("ours", &OURS, Approved),
        ("ours, whatever the clocks say", &wrong_clock, Approved),
        ("ours with a tip", &tip, Approved),
        ("ours, not approved", &not_approved, AskHuman),
        ("ours with less money", &less, AskHuman),
        ("an earlier one", &earlier, NotCharged),
        ("an earlier one by its approval", &earlier_by_approval, NotCharged),
        ("fits", &unnamed, Approved),
        ("fits, Swiss time", &unnamed_swiss_time, Approved),
        ("another amount", &unnamed_other_amount, AskHuman),
        ("another day", &unnamed_yesterday, AskHuman),
        ("before", &unnamed_before, AskHuman),
        ("a clock still on winter time", &unnamed_winter_time, AskHuman),
        ("no time", &unnamed_no_time, AskHuman),
    ] {
        for last in [simply(RepeatLastMessage, "Failure"), simply(RepeatLastMessage, "Success")] {
            let (finding, asked) = inquire(&CH, &[last, reprinted(printed)]);
            assert_eq!(finding.verdict, verdict, "{what}: {:?}", finding.reasons);
            assert_eq!(asked, [RepeatLastMessage, TicketReprint], "{what}");
        }
    }
    let nothing = [simply(RepeatLastMessage, "Failure"), simply(TicketReprint, "Failure")];
    assert_eq!(
        inquire(&CH, &nothing).0.verdict,
        AskHuman,
        "a terminal that forgot everything proves nothing"
    );
}

#[test]
fn what_was_charged_is_what_the_evidence_says() {
    let charged = |finding: &Finding| {
        let answer = finding.response.as_ref().unwrap();
        let tender = answer.tender.as_ref().unwrap();
        let approval = tender.authorisation.as_ref().unwrap().approval_code.clone().unwrap();
        let stan = answer.terminal.as_ref().unwrap().stan.clone().unwrap();
        (tender.total_amount.as_ref().unwrap().money(None).unwrap(), approval, stan)
    };
    let tip = Printed { amount: "13.75", ..OURS };
    let expected = (chf(1375), "222222".to_owned(), "72".to_owned());
    // A reprint's own answer names no amount.
    let (finding, _) = inquire(&CH, &[simply(RepeatLastMessage, "Failure"), reprinted(&tip)]);
    assert_eq!(charged(&finding), expected);
    // Nor need a repeated one: then the papers that had come with the request do.
    let mut bare = repeated("lane-1", "20", "CardPayment", "Success");
    let answer = bare.response.as_mut().unwrap();
    (answer.tender, answer.terminal) = (None, None);
    let (finding, _) = inquire_into(&question(), &CH, &reprinted(&tip).collected, &[bare]);
    assert_eq!((finding.verdict, charged(&finding)), (Approved, expected));
    // A receipt without an amount hides a tip.
    let mut no_amount = reprinted(&Printed { amount: "", ..OURS });
    no_amount.collected.receipts.clear();
    let (finding, _) = inquire(&CH, &[simply(RepeatLastMessage, "Failure"), no_amount]);
    assert_eq!(finding.verdict, AskHuman, "{:?}", finding.reasons);
}

#[test]
fn a_receipt_is_known_by_reference_by_approval_and_by_what_came_before() {
    let mut paid = question();
    let unnamed = Printed { reference: "", ..OURS };
    let other = Printed { reference: "SALE-1", approval: Some("111111"), stan: "71", ..OURS };
    let none = Collected::default();
    assert!(is_receipt_of(&paid, &none, &reprinted(&OURS)));
    assert!(!is_receipt_of(&paid, &none, &reprinted(&unnamed)));
    assert!(is_receipt_of(&paid, &reprinted(&unnamed).collected, &reprinted(&unnamed)));
    paid.response = Some(Box::new(response(RequestKind::CardPayment, "Success", Some(("222222", "72")))));
    assert!(is_receipt_of(&paid, &none, &reprinted(&unnamed)));
    assert!(!is_receipt_of(&paid, &none, &reprinted(&other)));
    assert!(!is_receipt_of(&paid, &none, &simply(TicketReprint, "Failure")));
}

#[test]
fn an_answer_to_this_request_that_settles_nothing_leaves_it_to_the_receipt() {
    let earlier = Printed { reference: "SALE-1", ..OURS };
    let fits = Printed { reference: "", ..OURS };
    let mut open = repeated("lane-1", "20", "CardPayment", "TimedOut");
    let authorised = open.clone();
    open.response.as_mut().unwrap().tender = None;
    for (last, printed, verdict) in [
        (&open, &earlier, NotCharged),
        (&open, &OURS, Approved),
        (&open, &fits, Approved),
        (&open, &Printed { amount: "12.60", ..fits }, AskHuman),
        // An approval that the last receipt does not know of: something is wrong at that terminal.
        (&authorised, &earlier, AskHuman),
        (&authorised, &OURS, Approved),
    ] {
        let (finding, asked) = inquire(&DE, &[last.clone(), reprinted(printed)]);
        assert_eq!(finding.verdict, verdict, "{:?}", finding.reasons);
        assert_eq!(asked, [RepeatLastMessage, TicketReprint]);
    }
    let nothing = simply(TicketReprint, "Failure");
    assert_eq!(inquire(&DE, &[open, nothing]).0.verdict, AskHuman, "a terminal without any receipt");
}

#[test]
fn what_had_come_before_the_till_died_identifies_the_receipt() {
    let before = reprinted(&Printed { reference: "", ..OURS }).collected;
    let again = reprinted(&Printed { reference: "", time: "", ..OURS });
    let answers = [repeated("lane-2", "5", "CardPayment", "Success"), again];
    let (finding, _) = inquire_into(&question(), &CH, &before, &answers);
    assert_eq!(finding.verdict, Approved, "{:?}", finding.reasons);
}

#[test]
fn an_answer_that_contradicts_the_amount_is_for_a_person() {
    for amount in [Money::new(1250, Currency::from_code("EUR").unwrap()), chf(1249)] {
        let mut last = repeated("lane-1", "20", "CardPayment", "Success");
        let tender = last.response.as_mut().unwrap().tender.as_mut().unwrap();
        tender.total_amount = Some(Amount::of(amount));
        let (finding, _) = inquire(&CH, &[last, simply(TicketReprint, "Failure")]);
        assert_eq!(finding.verdict, AskHuman, "{amount}");
        assert!(finding.reasons.iter().any(|reason| reason.contains("was asked for")), "{finding:?}");
    }
}

#[test]
fn an_answer_that_settles_nothing_is_compared_with_the_last_receipt() {
    let earlier = Printed { reference: "SALE-1", ..OURS };
    for (authorised, ticket, verdict) in [
        (false, reprinted(&earlier), NotCharged),
        (true, reprinted(&earlier), AskHuman),
        (true, reprinted(&OURS), Approved),
        (false, simply(TicketReprint, "Failure"), AskHuman),
    ] {
        let mut last = repeated("lane-1", "20", "CardPayment", "PartialFailure");
        if !authorised {
            last.response.as_mut().unwrap().tender = None;
        }
        let (finding, _) = inquire(&CH, &[last, ticket]);
        assert_eq!(finding.verdict, verdict, "{:?}", finding.reasons);
    }
}

#[test]
fn a_busy_terminal_is_asked_again_and_a_reluctant_one_gets_what_it_wants() {
    let busy = || simply(RepeatLastMessage, "DeviceUnavailable");
    let (finding, asked) =
        inquire(&CH, &[busy(), busy(), repeated("lane-1", "20", "CardPayment", "Success")]);
    assert_eq!((finding.verdict, asked.len()), (Approved, 3));
    let always: Vec<Outcome> = (0..MOST_QUESTIONS).map(|_| busy()).collect();
    let (finding, _) = inquire(&CH, &always);
    assert_eq!((finding.verdict, finding.ask_again), (AskHuman, true));

    let answers = [
        simply(RepeatLastMessage, "PrintLastTicket"),
        simply(TicketReprint, "DeviceUnavailable"),
        reprinted(&OURS),
        repeated("lane-1", "20", "CardPayment", "Success"),
    ];
    let (finding, asked) = inquire(&CH, &answers);
    assert_eq!((finding.verdict, finding.papers_are_ours), (Approved, true));
    assert_eq!(asked, [RepeatLastMessage, TicketReprint, TicketReprint, RepeatLastMessage]);

    let logged_out = simply(RepeatLastMessage, "LoggedOut");
    let answers = [
        logged_out.clone(),
        simply(RequestKind::ActivateTerminal, "Activated"),
        repeated("lane-1", "20", "CardPayment", "Failure"),
    ];
    let (finding, asked) = inquire(&CH, &answers);
    assert_eq!((finding.verdict, asked[1]), (NotCharged, RequestKind::ActivateTerminal));
}

#[test]
fn nothing_is_decided_without_the_terminal() {
    let (finding, _) = inquire(&CH, &[unreachable()]);
    assert_eq!((finding.verdict, finding.ask_again), (AskHuman, true));
    assert!(finding.reasons[0].contains("Nobody listens"), "{finding:?}");
    let (question, others, papers) = (question(), others(), Collected::default());
    let mut inquiry = Inquiry::new(&question, &CH, &others, &papers);
    assert_eq!(inquiry.next_step(), Next::Ask(RepeatLastMessage));
    inquiry.give_up("The recovery was aborted.");
    let Next::Done(finding) = inquiry.next_step() else { panic!("given up") };
    assert_eq!((finding.verdict, finding.ask_again), (AskHuman, true));
}

#[test]
fn another_terminal_at_the_address_knows_nothing() {
    let mut last = repeated("lane-1", "20", "CardPayment", "Failure");
    last.response.as_mut().unwrap().terminal.as_mut().unwrap().terminal_id = Some("T2".into());
    let (finding, _) = inquire(&CH, &[last]);
    assert_eq!((finding.verdict, finding.ask_again), (AskHuman, false));
    assert!(finding.reasons[0].contains("Another terminal"), "{finding:?}");
}

#[test]
fn a_dialect_without_repeat_or_reprint_is_not_asked_for_it() {
    let mute = Dialect { kinds: vec![RequestKind::CardPayment].into(), ..DE.clone() };
    let (finding, asked) = inquire(&mute, &[]);
    assert_eq!((finding.verdict, asked.len()), (AskHuman, 0));
    let unknown = [simply(RepeatLastMessage, "NotSupported"), reprinted(&OURS)];
    assert_eq!(inquire(&CH, &unknown).0.verdict, Approved);
}

/// Whatever a terminal answers, the inquiry ends, and *paid* or *not paid* never rests on nothing.
#[test]
fn every_sequence_of_answers_ends() {
    let menu = [
        repeated("lane-1", "20", "CardPayment", "Success"),
        repeated("lane-1", "20", "CardPayment", "PartialFailure"),
        repeated("lane-1", "10", "CardPayment", "Success"),
        repeated("lane-2", "10", "CardPayment", "Success"),
        simply(RepeatLastMessage, "Failure"),
        simply(RepeatLastMessage, "DeviceUnavailable"),
        simply(RepeatLastMessage, "PrintLastTicket"),
        simply(RepeatLastMessage, "LoggedOut"),
        simply(RepeatLastMessage, "PartialFailure"),
        reprinted(&OURS),
        unreachable(),
    ];
    let (question, others, papers) = (question(), others(), Collected::default());
    let mut findings = 0;
    for number in 0..menu.len().pow(4) {
        let mut inquiry = Inquiry::new(&question, &CH, &others, &papers);
        let mut given = Vec::new();
        let finding = loop {
            assert!(given.len() <= usize::try_from(MOST_QUESTIONS).unwrap(), "no end");
            match inquiry.next_step() {
                Next::Done(finding) => break finding,
                Next::Wait(_) => {}
                Next::Ask(_) => {
                    let which =
                        (number / menu.len().pow(u32::try_from(given.len() % 4).unwrap())) % menu.len();
                    given.push(which);
                    inquiry.told(&menu[which]);
                }
            }
        };
        let names_ours = given.iter().any(|which| [0, 9].contains(which));
        match finding.verdict {
            Approved => assert!(names_ours, "{given:?}: {:?}", finding.reasons),
            NotCharged => assert!(given.contains(&2), "{given:?}: {:?}", finding.reasons),
            AskHuman => {}
        }
        findings += 1;
    }
    assert_eq!(findings, menu.len().pow(4));
}

#[test]
fn local_times_are_read_as_terminals_write_them() {
    let expected: DateTime = "2026-04-08T10:30:20".parse().unwrap();
    for text in [
        "2026-04-08T10:30:20",
        "2026-04-08T10:30:20+02:00",
        "2026-04-08T10:30:20.000",
        " 08.04.2026 10:30:20 ",
        "08/04/2026 10:30:20",
        "2026-04-08 10:30:20",
    ] {
        assert_eq!(local(text), Some(expected), "{text}");
    }
    assert_eq!(local("yesterday"), None);
    assert!(Message::decode(b"").is_err());
}
