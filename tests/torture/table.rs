//! What is printed in the end: runs by kind of death and by outcome, how the sales were settled, and why people were
//! asked.

use crate::case::Death;
use crate::run::{Report, Settled};
use std::collections::BTreeMap;
use std::fmt::Write;

/// One line: runs, killed, then how they were settled.
#[derive(Default)]
struct Row {
    runs: usize,
    killed: usize,
    settled: BTreeMap<Settled, usize>,
    wrong: usize,
}

impl Row {
    fn add(&mut self, report: &Report) {
        self.runs += 1;
        self.killed += usize::from(report.killed);
        *self.settled.entry(report.settled).or_default() += 1;
        self.wrong += usize::from(!report.disagreements.is_empty());
    }

    fn line(&self, name: &str) -> String {
        let of = |settled| self.settled.get(&settled).copied().unwrap_or_default();
        format!(
            "{name:<40} {:>6} {:>6} {:>8} {:>6} {:>8} {:>6} {:>8}\n",
            self.runs,
            self.killed,
            of(Settled::Answered),
            of(Settled::FoundPaid),
            of(Settled::FoundUnpaid),
            of(Settled::ByPerson),
            self.wrong
        )
    }
}

pub fn of(reports: &[Report]) -> String {
    let mut out = String::new();
    let head = |what: &str| {
        format!(
            "\n{what:<40} {:>6} {:>6} {:>8} {:>6} {:>8} {:>6} {:>8}\n",
            "runs", "killed", "answered", "paid", "not paid", "person", "disagree"
        )
    };
    out += &head("by death");
    out += &rows(reports, |report| {
        let how = match report.case.death {
            Death::Never => return "never".to_owned(),
            Death::Point(_) => "at a point",
            Death::Micros(_) => "at any instant",
        };
        let again = if report.case.again.is_empty() { "" } else { ", and in recovery" };
        format!("{}, {how}{again}", report.case.disk)
    });
    out += &head("by dialect and what happens meanwhile");
    out += &rows(reports, |report| format!("{}, {}", report.case.dialect, report.case.meanwhile));
    out += &head("by outcome at the terminal");
    out += &rows(reports, |report| {
        // The numbers of random cuts would make a line each.
        let mut words: Vec<String> = Vec::new();
        for word in report.case.outcome.split(',') {
            let name = word.split_once(':').filter(|(name, _)| name.starts_with("drop-"));
            words.push(name.map_or_else(|| word.to_owned(), |(name, _)| format!("{name}:n")));
        }
        words.sort_by_key(|word| word.starts_with("drop-"));
        words.dedup();
        words.join(",")
    });
    let mut all = Row::default();
    reports.iter().for_each(|report| all.add(report));
    out += &format!("\n{}", all.line("all"));

    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in reports.iter().filter_map(|report| report.human.as_deref()) {
        *reasons.entry(reason).or_default() += 1;
    }
    let _ = writeln!(out, "\na person was asked: {}", reasons.values().sum::<usize>());
    for (reason, count) in reasons {
        let _ = writeln!(out, "{count:>6}  {reason}");
    }
    let tips = reports.iter().filter(|report| report.tip_by_hand).count();
    let _ = writeln!(out, "{tips:>6}  of them with a tip on the receipt, which the person has to book");
    out + "\n"
}

fn rows(reports: &[Report], name: impl Fn(&Report) -> String) -> String {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for report in reports {
        rows.entry(name(report)).or_default().add(report);
    }
    rows.iter().map(|(name, row)| row.line(name)).collect()
}
