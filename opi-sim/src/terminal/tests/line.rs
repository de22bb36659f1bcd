//! Faults of the line, and what holds whatever comes.

use super::*;
use OverallResult::Success;

#[test]
fn a_cut_answer_is_cut_where_it_was_asked_for() {
    let mut bench = Bench::new(&CH, "drop-pay:37".parse::<Behaviour>().unwrap());
    let payment = bench.request(RequestKind::CardPayment);
    let bytes = Message::Request(Box::new(payment)).encode().unwrap();
    let mut queue = VecDeque::from(bench.terminal.request(PAY, &bytes, bench.now));
    let mut cut = None;
    while let Some(action) = queue.pop_front() {
        match action {
            Action::DeviceRequest(message) => {
                for message in messages(&message) {
                    let Message::DeviceRequest(request) = message else { panic!() };
                    let answer = Message::DeviceResponse(Box::new(success(&request))).encode().unwrap();
                    queue.extend(bench.terminal.device_response(&answer, bench.now));
                }
            }
            Action::Respond { message, .. } => cut = Some(message.pieces().concat().len()),
            _ => {}
        }
    }
    assert_eq!(cut, Some(37));
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
    assert!(bench.terminal.is_idle());
}

#[test]
fn channel_1_can_break_anywhere() {
    let whole = {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        bench.pay();
        bench.asked.len()
    };
    let mut lost_receipts = 0;
    for at in (0..).step_by(11) {
        let mut bench = Bench::new(&CH, format!("drop-device:{at}").parse::<Behaviour>().unwrap());
        assert_eq!(bench.pay().overall_result, Success, "{at}");
        assert_eq!(bench.terminal.ledger().net("CHF"), 1250, "{at}");
        let cuts = bench.others.iter().filter(|action| matches!(action, Action::DeviceRequest(_))).count();
        if cuts == 0 {
            assert_eq!(bench.asked.len(), whole);
            break;
        }
        assert_eq!(cuts, 1, "{at}: nothing follows a cut");
        let open = bench.terminal.condition() == Condition::PrintLastTicket;
        let confirmed =
            bench.asked.iter().flat_map(|r| &r.outputs).filter(|o| o.target().contains("Printer")).count();
        assert_eq!(open, confirmed < 2, "{at}");
        lost_receipts += usize::from(open);
    }
    assert!(lost_receipts > 100);
}

#[test]
fn cuts_hit_other_requests_only_when_told_to() {
    for (words, cut) in [("drop-pay:0", false), ("drop-pay:0,every-request", true)] {
        let mut bench = Bench::new(&CH, words.parse::<Behaviour>().unwrap());
        let request = Message::Request(Box::new(bench.request(RequestKind::GetStatus))).encode().unwrap();
        let actions = bench.terminal.request(PAY, &request, bench.now);
        let answer = actions.iter().find_map(|action| match action {
            Action::Respond { message, .. } => Some(message.is_cut()),
            _ => None,
        });
        assert_eq!(answer, Some(cut), "{words}");
    }
}

#[test]
fn the_same_inputs_give_the_same_terminal() {
    let run = |seed| {
        let mut bench = Bench::with(Settings { seed, ..Settings::new(&CH) });
        bench.pay();
        bench.run(RequestKind::TicketReprint);
        (
            format!("{:?}", bench.asked),
            bench.answers,
            bench.terminal.ledger().last().unwrap().approval_code.clone(),
        )
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).2, run(2).2);
}

proptest! {
    #[test]
    fn no_bytes_panic_or_move_money(noise in prop::collection::vec(any::<u8>(), 0..300), swiss in any::<bool>()) {
        let mut bench = Bench::new(if swiss { &CH } else { &DE }, Outcome::Approve);
        bench.devices = |_| None;
        let _ = bench.terminal.request(PAY, &noise, Duration::ZERO);
        let payment = bench.request(RequestKind::CardPayment);
        bench.send(PAY, &payment);
        let _ = bench.terminal.device_response(&noise, Duration::ZERO);
        let _ = bench.terminal.request(OTHER, &noise, Duration::ZERO);
        prop_assert!(bench.terminal.ledger().transactions().is_empty());
    }

    #[test]
    fn a_damaged_request_never_panics(at in 0_usize..400, byte in any::<u8>()) {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let mut bytes = Message::Request(Box::new(bench.request(RequestKind::CardPayment))).encode().unwrap();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        let _ = bench.terminal.request(PAY, &bytes, Duration::ZERO);
    }
}

/// The answers to one payment in the order in which they leave, by number; whether the money has moved.
fn answers(behaviour: &str) -> (Vec<String>, i64) {
    let mut bench = Bench::new(&CH, behaviour.parse::<Behaviour>().unwrap());
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    while !bench.terminal.is_idle() {
        bench.wait();
    }
    assert_eq!(bench.terminal.findings(), Vec::<String>::new(), "{behaviour}");
    let ids = bench.answers.iter().map(|(_, response)| response.request_id.clone()).collect();
    (ids, bench.terminal.ledger().net("CHF"))
}

#[test]
fn answers_come_twice_late_or_as_another_ones() {
    for (behaviour, ids) in [
        ("approve", vec!["8"]),
        ("duplicate", vec!["8", "8"]),
        ("duplicate,glue", vec!["8", "8"]),
        ("stray", vec!["98", "8"]),
        ("stray,duplicate,glue,split:5,delay:20", vec!["98", "8", "8"]),
        ("wrong-ids", vec!["98"]),
    ] {
        assert_eq!(answers(behaviour), (ids.into_iter().map(String::from).collect(), 1250), "{behaviour}");
    }
}

/// What leaves on channel 0 for one payment, write by write.
fn written(settings: Settings) -> Vec<Vec<u8>> {
    let mut bench = Bench::with(settings);
    bench.devices = |_| None;
    let payment = Message::Request(Box::new(bench.request(RequestKind::CardPayment))).encode().unwrap();
    let mut queue = VecDeque::from(bench.terminal.request(PAY, &payment, bench.now));
    let mut out = Vec::new();
    loop {
        while let Some(action) = queue.pop_front() {
            match action {
                Action::Respond { message, .. } => out.push(message.pieces().concat()),
                Action::DeviceRequest(_) => {
                    queue.extend(bench.terminal.device_lost(DeviceLoss::NotListening, bench.now));
                }
                _ => {}
            }
        }
        if bench.terminal.is_idle() {
            return out;
        }
        bench.now = bench.terminal.deadline().unwrap();
        queue.extend(bench.terminal.tick(bench.now));
    }
}

fn with(behaviour: &str, seed: u64) -> Settings {
    Settings { behaviour: behaviour.parse().unwrap(), seed, ..Settings::new(&CH) }
}

#[test]
fn garbage_follows_the_seed() {
    for (behaviour, length) in [("garbage:50", 50), ("noise:50", 54)] {
        let lengths: Vec<_> = written(with(behaviour, 1)).iter().map(Vec::len).collect();
        assert_eq!(lengths, [length], "{behaviour}");
        assert_eq!(written(with(behaviour, 1)), written(with(behaviour, 1)), "{behaviour}");
        assert_ne!(written(with(behaviour, 1)), written(with(behaviour, 2)), "{behaviour}");
    }
}

#[test]
fn displays_are_glued_to_what_follows_or_overtaken_by_it() {
    for (behaviour, order) in [
        ("approve", ["8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.7"]),
        ("glue", ["8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.7"]),
        ("reorder", ["8.2", "8.1", "8.3", "8.5", "8.4", "8.6", "8.7"]),
    ] {
        let mut bench = Bench::new(&CH, behaviour.parse::<Behaviour>().unwrap());
        assert_eq!(bench.pay().overall_result, Success);
        let ids: Vec<_> = bench.asked.iter().map(|request| request.request_id.as_str()).collect();
        assert_eq!(ids, order, "{behaviour}");
    }
}

#[test]
fn an_early_answer_leaves_the_receipts_to_come() {
    let mut bench = Bench::new(&CH, "answer-first".parse::<Behaviour>().unwrap());
    bench.devices = silent_printers;
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    assert_eq!(bench.answers.len(), 1);
    assert!(!bench.terminal.is_idle(), "the receipt is under way");
    while !bench.terminal.is_idle() {
        bench.wait();
    }
    assert_eq!(bench.answers.len(), 1, "no second answer");
    assert_eq!(bench.terminal.condition(), Condition::PrintLastTicket);
}
