//! Tills that are worn down.

use super::*;
use OverallResult::Success;

/// Lets time pass until the terminal is idle, or so many actions came; returns them.
fn actions(terminal: &mut Terminal, first: Vec<Action>, most: usize) -> Vec<Action> {
    let mut all = first;
    while let Some(deadline) = terminal.deadline().filter(|_| all.len() < most) {
        let more = terminal.tick(deadline);
        assert!(more.len() < 300, "{} at one tick", more.len());
        all.extend(more);
    }
    all
}

fn begun(words: &str) -> (Terminal, Vec<Action>) {
    let behaviour: Behaviour = words.parse().unwrap();
    let mut terminal = Terminal::new(Settings { behaviour, ..Settings::new(&CH) });
    let request = request(&CH, RequestKind::CardPayment, "8");
    let bytes = Message::Request(Box::new(request)).encode().unwrap();
    let mut first = terminal.request(PAY, &bytes, Duration::ZERO);
    // The first display is answered.
    let asked = first.iter().find_map(|action| match action {
        Action::DeviceRequest(message) => messages(message).into_iter().next(),
        _ => None,
    });
    if let Some(Message::DeviceRequest(asked)) = asked {
        let bytes = Message::DeviceResponse(Box::new(success(&asked))).encode().unwrap();
        first.extend(terminal.device_response(&bytes, Duration::ZERO));
    }
    (terminal, first)
}

fn asides(actions: &[Action]) -> Vec<(u32, &Outgoing)> {
    let aside = |action| match action {
        &Action::Aside { line, ref message } => Some((line, message)),
        _ => None,
    };
    actions.iter().filter_map(aside).collect()
}

#[test]
fn a_flood_is_so_long_and_then_all_is_as_usual() {
    for words in ["flood:100", "flood-foreign:100"] {
        let mut bench = Bench::new(&CH, words.parse::<Behaviour>().unwrap());
        assert_eq!(bench.pay().overall_result, Success);
        let of = |nobody: bool| {
            let is = |r: &&DeviceRequest| (r.workstation_id.as_deref() == Some("nobody")) == nobody;
            bench.asked.iter().filter(is).count()
        };
        let foreign = if words.contains("foreign") { 100 } else { 0 };
        assert_eq!((of(true), of(false)), (foreign, 107 - foreign), "{words}");
        assert_eq!(bench.terminal.findings(), Vec::<String>::new());
        assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
    }
}

#[test]
fn papers_are_long_and_waited_for() {
    for (words, target) in [("papers:20", "Printer"), ("journals:20", "E-Journal")] {
        let mut bench = Bench::new(&CH, words.parse::<Behaviour>().unwrap());
        assert_eq!(bench.pay().overall_result, Success);
        let long = |r: &&DeviceRequest| {
            let bytes = Message::DeviceRequest(Box::new((*r).clone())).encode().unwrap().len();
            r.outputs.iter().any(|output| output.target() == target) && bytes > 8 * 1024
        };
        assert_eq!(bench.asked.iter().filter(long).count(), 20, "{words}");
        assert_eq!(bench.terminal.findings(), Vec::<String>::new());
    }
}

#[test]
fn what_is_without_end_ends_when_the_till_hangs_up_and_charges_nothing() {
    for words in ["flood:0", "flood-foreign:0", "deaf:0", "deaf-many:0"] {
        let (mut terminal, first) = begun(words);
        let many = actions(&mut terminal, first, 900);
        assert!(many.len() >= 900 && terminal.condition() == Condition::Busy, "{words}");
        assert!(!many.iter().any(|action| matches!(action, Action::Respond { .. })), "{words}");
        let gone = terminal.connection_closed(PAY, terminal.deadline().unwrap());
        let rest = actions(&mut terminal, gone, 1000);
        assert_eq!(rest.last(), Some(&Action::CloseDevice), "{words}");
        assert_eq!((terminal.condition(), terminal.ledger().net("CHF")), (Condition::Ready, 0), "{words}");
    }
}

#[test]
fn papers_without_end_belong_to_a_payment_that_was_charged() {
    let mut bench = Bench::new(&CH, "papers:0".parse::<Behaviour>().unwrap());
    bench.devices = |request| {
        let number = request.request_id.split('.').nth(1).and_then(|n| n.parse::<u32>().ok());
        Some(success(request)).filter(|_| number < Some(50))
    };
    bench.send(PAY, &request(&CH, RequestKind::CardPayment, "8"));
    assert!(bench.answers.is_empty());
    assert_eq!((bench.terminal.condition(), bench.terminal.ledger().net("CHF")), (Condition::Busy, 1250));
}

#[test]
fn connections_beside_channel_1_are_one_or_many_silent_or_not() {
    for (words, lines, messages) in
        [("deaf:50", 1, 50), ("deaf-many:50", 50, 50), ("storm:50", 50, 50), ("garbage-storm:50", 50, 50)]
    {
        let (mut terminal, first) = begun(words);
        let all = actions(&mut terminal, first, usize::MAX);
        let asides = asides(&all);
        let different: std::collections::HashSet<u32> = asides.iter().map(|(line, _)| *line).collect();
        assert_eq!((different.len(), asides.len()), (lines, messages), "{words}");
        assert_eq!(asides.iter().all(|(_, message)| message.is_empty()), words.starts_with("storm"));
        assert_eq!(asides.iter().all(|(_, message)| message.is_cut()), words.starts_with("garbage"));
        assert_eq!(terminal.ledger().net("CHF"), 1250, "then as usual");
    }
}

#[test]
fn a_mute_terminal_says_nothing_at_all() {
    let mut bench = Bench::new(&CH, "mute".parse::<Behaviour>().unwrap());
    for kind in [RequestKind::CardPayment, RequestKind::AbortRequest, RequestKind::GetStatus] {
        bench.send(PAY, &request(&CH, kind, "8"));
    }
    assert!(bench.answers.is_empty() && bench.asked.is_empty());
    assert!(bench.terminal.ledger().transactions().is_empty() && bench.terminal.is_idle());
}

#[test]
fn a_huge_length_announces_four_gib() {
    let (mut terminal, first) = begun("huge-length");
    let all = actions(&mut terminal, first, usize::MAX);
    let answers: Vec<Vec<u8>> = all
        .iter()
        .filter(|action| matches!(action, Action::Respond { .. }))
        .filter_map(|action| action.message().map(|message| message.pieces().concat()))
        .collect();
    assert!(answers.len() == 1 && answers.concat().starts_with(&[0xFF; 4]), "{answers:?}");
    assert_eq!(terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_line_that_drips_sends_every_byte_alone() {
    let (mut terminal, first) = begun("drip:5");
    let all = actions(&mut terminal, first, 250);
    let said: Vec<&Outgoing> = all.iter().filter_map(Action::message).collect();
    assert!(said.len() > 200 && said.iter().all(|message| message.len() == 1));
    assert_eq!(said.iter().filter(|message| !message.continues()).count(), 1, "all of one message");
}
