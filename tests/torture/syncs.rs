//! How often one payment syncs, counted in the trace of an undisturbed one: the intent once, each receipt or journal
//! entry once, the answer once, the acknowledgement not at all. And when: before what depends on it. It is the second
//! payment of a till's life: the first also makes the write-ahead log, once.

use crate::case::{Case, DIALECTS};
use crate::run;
use crate::till::Programs;
use std::path::Path;

/// What was found.
pub struct Syncs {
    pub lines: Vec<String>,
    pub wrong: usize,
}

/// Syncs of the journal at one payment.
#[derive(Debug, Default, PartialEq, Eq)]
struct Payment {
    before_request: u32,
    /// Between two answers to device requests, and before the outcome: how many of each number.
    per_answer: Vec<u32>,
    before_outcome: u32,
    at_acknowledgement: u32,
}

pub fn check(programs: &Programs, scratch: &Path) -> Result<Syncs, String> {
    let mut found = Syncs { lines: Vec::new(), wrong: 0 };
    for dialect in DIALECTS {
        let case: Case = format!("dialect={dialect}").parse()?;
        let trace = run::two_sales(&case, programs, &scratch.join(dialect)).map_err(|e| e.to_string())?;
        let payment = measure(&trace);
        let papers = payment.per_answer.iter().filter(|syncs| **syncs > 0).count();
        let of_papers = payment.per_answer.iter().sum::<u32>();
        // Customer's and merchant's copy, and where the dialect has one the journal entry.
        let expected_papers = if *dialect == "de" { 2 } else { 3 };
        let right = payment.before_request == 1
            && payment.per_answer.iter().all(|syncs| *syncs <= 1)
            && papers == expected_papers
            && payment.before_outcome == 1
            && payment.at_acknowledgement == 0;
        found.wrong += usize::from(!right);
        found.lines.push(format!(
            "syncs of one payment, {dialect}: {} (intent {}, papers {of_papers}, answer {}, acknowledgement {}){}",
            payment.before_request + of_papers + payment.before_outcome + payment.at_acknowledgement,
            payment.before_request,
            payment.before_outcome,
            payment.at_acknowledgement,
            if right { String::new() } else { format!(": WRONG, {payment:?}") }
        ));
    }
    Ok(found)
}

fn measure(trace: &[String]) -> Payment {
    let mut payment = Payment::default();
    let mut syncs = 0;
    let (mut asked, mut answered) = (false, false);
    for line in trace.iter().skip_while(|line| !line.starts_with("till: sale SALE-")) {
        let what = line.split_once(' ').map_or("", |(_, what)| what);
        if what.starts_with("after sync journal.db") {
            syncs += 1;
        } else if what.starts_with("before send") && what.ends_with("CardServiceRequest") && !asked {
            payment.before_request = std::mem::take(&mut syncs);
            asked = true;
        } else if what.starts_with("before send") && what.ends_with("DeviceResponse") {
            payment.per_answer.push(std::mem::take(&mut syncs));
        } else if line.starts_with("till: outcome ") {
            payment.before_outcome = std::mem::take(&mut syncs);
            answered = true;
        } else if line.starts_with("till: acknowledged ") && answered {
            payment.at_acknowledgement = syncs;
            break;
        }
    }
    payment
}
