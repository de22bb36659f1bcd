//! From what was seen to plain sentences, each with what to do. Pure.

use super::observe::{Observations, Seen};
use opi_proto::dialect::DIALECTS;
use opi_proto::error::Code;
use opi_proto::outcome::Verdict;
use std::net::{IpAddr, SocketAddr};

/// How a sentence is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// As it should be.
    Fine,
    /// Good to know.
    Note,
    /// To be mended.
    Problem,
}

impl Level {
    /// The name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Level::Fine => "fine",
            Level::Note => "note",
            Level::Problem => "problem",
        }
    }
}

/// One plain sentence, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Short name, for programs.
    pub code: &'static str,
    /// How it is meant.
    pub level: Level,
    /// What was found.
    pub what: String,
    /// What to do.
    pub next: String,
}

fn sentence(level: Level, code: &'static str, what: impl Into<String>, next: impl Into<String>) -> Sentence {
    Sentence { code, level, what: what.into(), next: next.into() }
}

fn problem(code: &'static str, what: impl Into<String>, next: impl Into<String>) -> Sentence {
    sentence(Level::Problem, code, what, next)
}

/// Everything that can be said about what was seen: name, the way there, what answers, the way back.
pub fn advise(seen: &Observations) -> Vec<Sentence> {
    let mut said = vec![name(seen)];
    said.extend(own_address(seen));
    said.push(listening(seen));
    said.extend(journal(seen));
    if let Some(status) = &seen.status {
        said.push(answer(seen, status));
    }
    said.extend(other_ports(seen));
    said.extend(callbacks(seen));
    said
}

/// The verdict of it all, as an exit code says it.
pub fn verdict(seen: &Observations) -> Verdict {
    let status = seen.status.as_ref().map_or(Verdict::NotSent, |status| status.verdict);
    let unready = seen.status.as_ref().is_some_and(|status| answer(seen, status).level == Level::Problem);
    let way_back = [listening(seen)]
        .into_iter()
        .chain(journal(seen))
        .chain(callbacks(seen))
        .any(|s| s.level == Level::Problem);
    match status {
        Verdict::Unknown | Verdict::NotSent => status,
        _ if way_back => Verdict::NotSent,
        Verdict::Approved if !unready => Verdict::Approved,
        Verdict::Approved | Verdict::Declined | Verdict::Aborted | Verdict::Refused => Verdict::Refused,
    }
}

fn list<T: ToString>(of: &[T]) -> String {
    of.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn name(seen: &Observations) -> Sentence {
    match &seen.resolved {
        Ok(addresses) if seen.host.parse::<IpAddr>().is_ok() => {
            sentence(Level::Fine, "address", format!("The terminal's address is {}.", list(addresses)), "")
        }
        Ok(addresses) => {
            let what = format!("The name '{}' stands for {}.", seen.host, list(addresses));
            sentence(Level::Fine, "name", what, "")
        }
        Err(why) => problem(
            "name_unknown",
            format!("The name '{}' cannot be resolved: {why}.", seen.host),
            "Check the spelling and this computer's name server, or give the terminal's IP address.",
        ),
    }
}

fn own_address(seen: &Observations) -> Option<Sentence> {
    let (Ok(addresses), false) = (&seen.resolved, seen.own.is_empty()) else {
        return seen.resolved.is_ok().then(|| {
            problem(
                "no_way",
                "This computer has no network address from which the terminal could be reached.",
                "Check cable, wireless network and the address of this computer.",
            )
        });
    };
    let port = listen_port(seen);
    if addresses.iter().all(IpAddr::is_loopback) {
        return Some(sentence(Level::Note, "loopback", "The terminal is on this computer itself.", ""));
    }
    Some(sentence(
        Level::Note,
        "own_address",
        format!("The terminal sees this till at {}, and calls it back at port {port}.", list(&seen.own)),
        format!("In the terminal's menu the till (POS, ECR) must have this address and the port {port}."),
    ))
}

fn listen_port(seen: &Observations) -> u16 {
    seen.listen.as_ref().map_or(seen.dialect.listen_port, SocketAddr::port)
}

/// Can the terminal's calls come in?
fn listening(seen: &Observations) -> Sentence {
    match &seen.listen {
        Err(error) => problem("cannot_listen", error.message(), error.advice()),
        Ok(at) if !at.ip().is_unspecified() && !seen.own.is_empty() && !seen.own.contains(&at.ip()) => {
            problem(
                "listens_elsewhere",
                format!("The till listens at {at}, but the terminal sees it at {}.", list(&seen.own)),
                "In the URL write listen= with the port alone, or with the address that the terminal sees.",
            )
        }
        Ok(at) => {
            sentence(Level::Fine, "listens", format!("The till can listen for the terminal at {at}."), "")
        }
    }
}

/// Whether this program may write down payments, and have the terminal for itself.
fn journal(seen: &Observations) -> Option<Sentence> {
    match &seen.journal {
        Some(error) if error.code() == Code::TerminalInUse => {
            Some(problem("in_use", error.message(), error.advice()))
        }
        Some(error) => Some(problem("journal", error.message(), error.advice())),
        None if seen.unresolved > 0 => Some(problem(
            "unresolved",
            format!("{} payment(s) at this terminal are unresolved, so no new one is sent.", seen.unresolved),
            "Run opi recover.",
        )),
        None => None,
    }
}

/// What the status request says about payments: a terminal may answer that all is well, and beside it that it
/// is logged out. The list of states is not public (protocol.md 2.5); these words are in use.
fn readiness(status: &Seen) -> Code {
    let is_state = |name: &str| name.replace('_', "").eq_ignore_ascii_case("TerminalStatus");
    let word = status.state.iter().find(|(name, _)| is_state(name)).map(|(_, value)| value.replace('_', ""));
    match (status.code, word.unwrap_or_default().to_ascii_lowercase().as_str()) {
        (Code::Ok, "loggedout" | "deactivated" | "inactive") => Code::LoggedOut,
        (Code::Ok, "busy" | "inoperable" | "locked") => Code::TerminalBusy,
        (Code::Ok, "printlastticket" | "reprintticket") => Code::PrintLastTicket,
        (code, _) => code,
    }
}

/// What came of the status request.
fn answer(seen: &Observations, status: &Seen) -> Sentence {
    let place = format!("{}:{}", seen.host, seen.port);
    let kind = status.kind;
    match readiness(status) {
        Code::Ok => {
            let state: Vec<String> =
                status.state.iter().map(|(name, value)| format!("{name} {value}")).collect();
            let state = if state.is_empty() { String::new() } else { format!(": {}", state.join(", ")) };
            let what = format!("The terminal answers to {kind} in {} ms{state}.", status.millis);
            sentence(Level::Fine, "answers", what, "")
        }
        Code::Resolve => problem("name_unknown", status.message.as_str(), "Give the terminal's IP address."),
        Code::ConnectRefused => problem(
            "refused",
            format!("{place} is there, but nobody listens at this port."),
            "Wrong port, or the terminal's till mode (integrated mode, ECR) is off: look at its menu.",
        ),
        Code::ConnectTimeout => problem(
            "no_reply",
            format!("Nothing at all comes back from {place}."),
            "The terminal is switched off or asleep, the address is another one's, or a firewall drops the packets: \
             wake it, compare the address in its menu, try 'ping' from this computer.",
        ),
        Code::Unreachable => problem(
            "unreachable",
            status.message.as_str(),
            "Check cable, wireless network and router; till and terminal must be in networks that reach one another.",
        ),
        Code::NotOpi => problem(
            "other_protocol",
            status.message.as_str(),
            "The port belongs to something else. Take the port that the terminal's menu names for OPI (ECR).",
        ),
        Code::Frame | Code::Protocol => problem(
            "unreadable",
            format!("What answers at {place} cannot be read: {}", status.message),
            "Wrong port, or a terminal in another mode. Record what it sends and look at it with opi decode.",
        ),
        Code::ForeignResponse => problem(
            "answers_others",
            status.message.as_str(),
            "Another till may use the same workstation name: give each its own with workstation= in the URL.",
        ),
        Code::ResponseTimeout => problem(
            "silent",
            format!("{place} accepts the connection and then says nothing for {} ms.", status.millis),
            "The terminal may be asleep, in its menu or busy with a customer: wake it and look at its display. A ZVT \
             terminal is silent as well: check its till protocol.",
        ),
        Code::ConnectionLost => problem(
            "closes",
            format!("{place} accepts the connection and closes it without an answer."),
            "The terminal may accept only the address of another till, or want TLS: compare the till's address in its menu.",
        ),
        Code::TerminalBusy => problem(
            "busy",
            "The terminal is there and understands OPI, but is busy or not ready.",
            "Finish what its display shows, wait some seconds, and try again.",
        ),
        Code::LoggedOut => problem(
            "logged_out",
            "The terminal is there and understands OPI, but is not activated: nobody is logged in.",
            "Run opi activate.",
        ),
        Code::PrintLastTicket => problem(
            "reprint_first",
            "The terminal is there, but wants its last receipt printed first.",
            "Run opi reprint, and keep what it prints.",
        ),
        Code::RequestRejected | Code::NotSupportedByTerminal => {
            let others: Vec<&str> =
                DIALECTS.iter().filter(|d| d.status != kind).map(|dialect| dialect.name).collect();
            problem(
                "other_dialect",
                format!(
                    "The terminal understands OPI, but not {kind}: it is probably of another family than '{}'.",
                    seen.dialect.name
                ),
                format!("Try dialect= with one of {} in the URL.", others.join(", ")),
            )
        }
        _ => problem(
            "answers_badly",
            format!("The terminal answers, but not that all is well: {} ({})", status.message, status.code),
            "Look at the terminal's display.",
        ),
    }
}

/// Where else on the same computer somebody listens.
fn other_ports(seen: &Observations) -> Option<Sentence> {
    if seen.other_ports.is_empty() {
        return None;
    }
    let usual = |port: &u16| DIALECTS.iter().find(|dialect| dialect.terminal_port == *port);
    let known: Vec<String> = seen
        .other_ports
        .iter()
        .map(|port| {
            usual(port)
                .map_or_else(|| format!("{port} (ZVT, often)"), |d| format!("{port} (dialect {})", d.name))
        })
        .collect();
    Some(sentence(
        Level::Note,
        "other_port",
        format!("At the same address these usual ports are open: {}.", known.join(", ")),
        format!("The terminal is perhaps at one of them: opi://{}:PORT.", seen.host),
    ))
}

/// Whether the terminal reaches the till.
fn callbacks(seen: &Observations) -> Option<Sentence> {
    let answers = seen.status.as_ref().is_some_and(|status| status.verdict == Verdict::Approved);
    let tried = seen.callbacks.asked.is_some() || !seen.callbacks.waited.is_zero();
    let (own, port) = (list(&seen.own), listen_port(seen));
    match seen.callbacks.came {
        0 if seen.listen.is_err() => None,
        0 if !tried => answers.then(|| {
            sentence(
                Level::Note,
                "way_back_untested",
                "Whether the terminal reaches this till is not known yet: it had nothing to say.",
                "opi doctor --callback makes it print its last receipt here.",
            )
        }),
        0 => Some(match &seen.callbacks.asked {
            Some(asked) if asked.verdict == Verdict::Declined => sentence(
                Level::Note,
                "nothing_to_print",
                "The terminal has no receipt to print, so its way back could not be tried.",
                "Take a payment, then run opi doctor --callback again.",
            ),
            _ => problem(
                "no_callback",
                format!("The terminal did not call this till back at {own}, port {port}."),
                format!(
                    "Either another address stands in the terminal's menu (it must be {own}, port {port}), or a firewall on \
                     this computer blocks incoming connections to port {port}: allow it."
                ),
            ),
        }),
        came => Some(sentence(
            Level::Fine,
            "calls_back",
            format!("The terminal reaches this till: {came} device request(s) came in."),
            "",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::observe::Callbacks;
    use super::*;
    use opi_proto::dialect::{CH, DE, Dialect};
    use opi_proto::error::Error;
    use opi_proto::message::RequestKind;
    use std::sync::Arc;
    use std::time::Duration;

    fn fine(dialect: &Dialect) -> Observations {
        Observations {
            host: "192.168.0.60".into(),
            port: dialect.terminal_port,
            dialect: Arc::new(dialect.clone()),
            resolved: Ok(vec![IpAddr::from([192, 168, 0, 60])]),
            own: vec![IpAddr::from([192, 168, 0, 10])],
            listen: Ok(SocketAddr::from(([0, 0, 0, 0], dialect.listen_port))),
            journal: None,
            unresolved: 0,
            status: Some(seen(dialect.status, Verdict::Approved, Code::Ok)),
            other_ports: Vec::new(),
            callbacks: Callbacks { came: 2, ..Callbacks::default() },
        }
    }

    fn seen(kind: RequestKind, verdict: Verdict, code: Code) -> Seen {
        Seen { kind, verdict, code, message: "What was seen.".into(), state: Vec::new(), millis: 12 }
    }

    fn problems(observations: &Observations) -> Vec<&'static str> {
        advise(observations).iter().filter(|s| s.level == Level::Problem).map(|s| s.code).collect()
    }

    #[test]
    fn when_all_is_well_nothing_is_to_be_done() {
        for dialect in DIALECTS {
            let said = advise(&fine(dialect));
            assert!(said.iter().all(|s| s.level != Level::Problem), "{said:?}");
            assert_eq!(verdict(&fine(dialect)), Verdict::Approved);
        }
        let said = advise(&fine(&CH));
        let own = said.iter().find(|s| s.code == "own_address").expect("our address");
        assert!(own.what.contains("192.168.0.10") && own.next.contains("4102"), "{own:?}");
    }

    #[test]
    fn each_ending_of_the_status_request_has_its_sentence() {
        use Verdict::{Declined, NotSent, Refused, Unknown};
        for (code, of, problem, ends, word) in [
            (Code::ConnectRefused, NotSent, "refused", NotSent, "Wrong port"),
            (Code::ConnectTimeout, NotSent, "no_reply", NotSent, "firewall"),
            (Code::Unreachable, NotSent, "unreachable", NotSent, "cable"),
            (Code::Resolve, NotSent, "name_unknown", NotSent, "IP address"),
            (Code::NotOpi, Unknown, "other_protocol", Unknown, "port"),
            (Code::Frame, Unknown, "unreadable", Unknown, "opi decode"),
            (Code::Protocol, Unknown, "unreadable", Unknown, "opi decode"),
            (Code::ForeignResponse, Unknown, "answers_others", Unknown, "workstation="),
            (Code::ResponseTimeout, Unknown, "silent", Unknown, "asleep"),
            (Code::ConnectionLost, Unknown, "closes", Unknown, "another till"),
            (Code::TerminalBusy, Refused, "busy", Refused, "wait"),
            (Code::LoggedOut, Refused, "logged_out", Refused, "opi activate"),
            (Code::PrintLastTicket, Refused, "reprint_first", Refused, "opi reprint"),
            (Code::RequestRejected, Refused, "other_dialect", Refused, "dialect="),
            (Code::NotSupportedByTerminal, Refused, "other_dialect", Refused, "dialect="),
            (Code::Declined, Declined, "answers_badly", Refused, "display"),
            (Code::Inconclusive, Unknown, "answers_badly", Unknown, "display"),
        ] {
            let observations = Observations { status: Some(seen(CH.status, of, code)), ..fine(&CH) };
            assert_eq!(problems(&observations), [problem], "{code}");
            assert_eq!(verdict(&observations), ends, "{code}");
            let said = advise(&observations);
            let of = said.iter().find(|s| s.code == problem).expect("a sentence");
            assert!(of.next.contains(word) && of.what.ends_with(['.', ')']), "{code}: {of:?}");
        }
    }

    #[test]
    fn a_terminal_that_answers_may_still_take_no_payment() {
        for (name, word, problem) in [
            ("TerminalStatus", "LoggedOut", "logged_out"),
            ("terminal_status", "LOGGED_OUT", "logged_out"),
            ("TerminalStatus", "Busy", "busy"),
            ("TerminalStatus", "REPRINT_TICKET", "reprint_first"),
        ] {
            let state = vec![(name.to_owned(), word.to_owned())];
            let status = Seen { state, ..seen(CH.status, Verdict::Approved, Code::Ok) };
            let observations = Observations { status: Some(status), ..fine(&CH) };
            assert_eq!(
                (problems(&observations), verdict(&observations)),
                (vec![problem], Verdict::Refused),
                "{word}"
            );
        }
    }

    #[test]
    fn names_addresses_and_the_way_back_have_theirs() {
        let error = Error::new(Code::Listen, "The port 4102 is in use by till (process 7).");
        let with = |change: &dyn Fn(&mut Observations)| {
            let mut observations = fine(&CH);
            change(&mut observations);
            observations
        };
        let silent = |o: &mut Observations, asked: Option<Seen>| {
            o.callbacks = Callbacks { came: 0, asked, ..Callbacks::default() };
        };
        let reprint = |verdict, code| Some(seen(RequestKind::TicketReprint, verdict, code));
        for (name, observations, problem, ends) in [
            (
                "no name",
                with(&|o| (o.resolved, o.status) = (Err("unknown".into()), None)),
                vec!["name_unknown"],
                Verdict::NotSent,
            ),
            ("no way", with(&|o| o.own.clear()), vec!["no_way"], Verdict::Approved),
            ("port taken", with(&|o| o.listen = Err(error.clone())), vec!["cannot_listen"], Verdict::NotSent),
            (
                "elsewhere",
                with(&|o| o.listen = Ok(SocketAddr::from(([127, 0, 0, 1], 4102)))),
                vec!["listens_elsewhere"],
                Verdict::NotSent,
            ),
            (
                "in use",
                with(&|o| o.journal = Some(Error::new(Code::TerminalInUse, "till (process 7) uses it."))),
                vec!["in_use"],
                Verdict::NotSent,
            ),
            (
                "journal",
                with(&|o| o.journal = Some(Error::new(Code::JournalFull, "The disk is full."))),
                vec!["journal"],
                Verdict::NotSent,
            ),
            ("unresolved", with(&|o| o.unresolved = 2), vec!["unresolved"], Verdict::NotSent),
            ("untested", with(&|o| silent(o, None)), vec![], Verdict::Approved),
            (
                "no callback",
                with(&|o| silent(o, reprint(Verdict::Approved, Code::Ok))),
                vec!["no_callback"],
                Verdict::NotSent,
            ),
            (
                "no ticket",
                with(&|o| silent(o, reprint(Verdict::Declined, Code::Declined))),
                vec![],
                Verdict::Approved,
            ),
            (
                "waited in vain",
                with(&|o| o.callbacks = Callbacks { waited: Duration::from_secs(5), ..Callbacks::default() }),
                vec!["no_callback"],
                Verdict::NotSent,
            ),
        ] {
            assert_eq!(problems(&observations), problem, "{name}");
            assert_eq!(verdict(&observations), ends, "{name}");
        }
    }

    #[test]
    fn another_open_port_is_named() {
        let status = Some(seen(DE.status, Verdict::NotSent, Code::ConnectRefused));
        let observations = Observations { status, other_ports: vec![4100, 22000], ..fine(&DE) };
        let said = advise(&observations);
        let hint = said.iter().find(|s| s.code == "other_port").expect("a hint");
        assert!(hint.what.contains("4100 (dialect ch)") && hint.what.contains("22000 (ZVT"), "{hint:?}");
    }
}
