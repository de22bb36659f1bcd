//! What a payment costs the till's process when others pay at the same time: N terminals of one process on one
//! listening port, all paying at once, against a simulated shop in a process of its own.
//!
//! What counts is the ratio of the CPU time of a payment at N to that at 1, measured in one run on one machine. Each
//! measurement is a process of its own, which pays once before it counts; the sizes take turns, so that a busy machine
//! hits them alike. `SIZES="1 8 64" cargo bench --bench shop`.
#![allow(clippy::unwrap_used, reason = "a measurement: what fails ends it")]

use opi_core::config::Config;
use opi_core::{CancelToken, Currency, Money, NoDevices, Operation, RequestKind, Terminal, Verdict};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;
use std::{env, fs, thread};

const SIZES: &[usize] = &[1, 8, 64, 1000, 5000];
/// Payments of a size in each turn, at the least.
const PAYMENTS: usize = 2000;
const TURNS: usize = 3;
/// Names the size that this process is to measure.
const ONLY: &str = "OPI_BENCH_ONLY";
/// Bytes of stack of a thread that pays.
const STACK: usize = 256 * 1024;

/// What a size costs, a figure a turn.
#[derive(Default)]
struct Cost {
    /// CPU seconds of the till's process per payment.
    cpu: Vec<f64>,
    /// Bytes of memory a terminal that is open.
    idle: Vec<f64>,
    /// Bytes beyond that, of a terminal that pays, what its thread touches of its stack included.
    busy: Vec<f64>,
    /// Descriptors a terminal while all pay.
    descriptors: Vec<f64>,
    /// Threads of the library.
    threads: Vec<f64>,
}

/// A simulated shop.
struct Shop {
    child: Child,
    addresses: Vec<String>,
}

impl Shop {
    fn start(count: usize) -> Shop {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opi"));
        command.args(["sim", "--port", "0", "--outcome", "approve", "--layout", "addresses", "--control"]);
        let mut child = command
            .args(["--terminals", &count.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = |line: String| line.strip_prefix("ready ").map(str::to_owned);
        let addresses = (0..count).map(|_| ready(lines.next().unwrap().unwrap()).unwrap()).collect();
        // Whoever reads no more would stop it.
        thread::spawn(move || lines.for_each(drop));
        Shop { child, addresses }
    }

    fn calls_back_at(&mut self, port: u16) {
        let commands = self.child.stdin.as_mut().unwrap();
        writeln!(commands, "till 127.0.0.1:{port}").unwrap();
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// A line of /proc/self/status, in kilobytes.
fn memory(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_matches([':', ' ', '\t']).split(' ').next().unwrap().parse::<f64>().unwrap() * 1024.0
}

/// CPU seconds of this process so far.
fn cpu() -> f64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: a whole rusage to write to; zeroes are one, should it fail.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

fn threads() -> usize {
    fs::read_dir("/proc/self/task").unwrap().count()
}

/// Measures one size, in a process that does nothing else: prints CPU, idle, busy, descriptors, threads.
fn measure(count: usize) {
    let mut shop = Shop::start(count);
    let (memory_before, threads_before, descriptors_before) = (memory("VmRSS"), threads(), descriptors());
    let mut terminals: Vec<Terminal> = Vec::with_capacity(count);
    for (number, address) in shop.addresses.iter().enumerate() {
        let port = terminals.first().map_or(0, |terminal| terminal.listen_address().port());
        let url = format!(
            "opi://{address}?listen={port}&workstation=lane-{number}&journal=none&connect_ms=60000&idle_ms=600000\
             &hard_ms=1200000"
        );
        terminals.push(Terminal::open(Config::parse(&url).unwrap(), Arc::new(NoDevices)).unwrap());
    }
    shop.calls_back_at(terminals[0].listen_address().port());
    let idle = (memory("VmRSS") - memory_before) / count as f64;
    let library = threads() - threads_before;
    let memory_idle = memory("VmRSS");
    // From here on the greatest memory is that of the payments.
    let _ = fs::write("/proc/self/clear_refs", "5");

    let rounds = PAYMENTS.div_ceil(count).max(2);
    let (start, end) = (Barrier::new(count + 1), Barrier::new(count + 1));
    let mut spent = 0.0;
    let (over, most) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for (number, terminal) in terminals.iter().enumerate() {
            let (start, end) = (&start, &end);
            let pay = move || {
                let amount = Money::new(100, Currency::from_code("CHF").unwrap());
                for round in 0..=rounds {
                    // The first one is not counted: it touches memory for the first time.
                    if round == 1 {
                        start.wait();
                    }
                    let sale = Operation::new(RequestKind::CardPayment).with_amount(amount);
                    let sale = sale.with("reference", &format!("{number}x{round}")).unwrap();
                    let outcome = terminal.run(&sale, &CancelToken::new()).unwrap();
                    assert_eq!(outcome.verdict, Verdict::Approved, "{:?}", outcome.error);
                    assert_eq!(outcome.collected.receipts.len(), 2);
                }
                end.wait();
            };
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, pay).unwrap();
        }
        scope.spawn(|| {
            while !over.load(Ordering::SeqCst) {
                most.fetch_max(descriptors(), Ordering::SeqCst);
                thread::sleep(Duration::from_millis(200));
            }
        });
        start.wait();
        let before = cpu();
        end.wait();
        spent = (cpu() - before) / (rounds * count) as f64;
        over.store(true, Ordering::SeqCst);
    });
    let busy = (memory("VmHWM") - memory_idle) / count as f64;
    let used = most.load(Ordering::SeqCst).saturating_sub(descriptors_before) as f64 / count as f64;
    println!("{spent} {idle} {busy} {used} {library}");
    for terminal in &terminals {
        terminal.close(Duration::from_secs(60)).unwrap();
    }
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Measures one size in a process of its own.
fn turn(count: usize, cost: &mut Cost) {
    let mut program = Command::new(env::current_exe().unwrap());
    let output = program.env(ONLY, count.to_string()).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "the measurement of {count} terminals failed");
    let figures = String::from_utf8(output.stdout).unwrap();
    let mut figures = figures.split_whitespace().map(|figure| figure.parse().unwrap());
    for of in [&mut cost.cpu, &mut cost.idle, &mut cost.busy, &mut cost.descriptors, &mut cost.threads] {
        of.push(figures.next().unwrap());
    }
}

fn main() {
    if let Ok(count) = env::var(ONLY) {
        return measure(count.parse().unwrap());
    }
    let sizes: Vec<usize> = match env::var("SIZES") {
        Ok(sizes) => sizes.split_whitespace().map(|size| size.parse().unwrap()).collect(),
        Err(_) => SIZES.to_vec(),
    };
    let mut costs: Vec<Cost> = sizes.iter().map(|_| Cost::default()).collect();
    for _ in 0..TURNS {
        for (count, cost) in sizes.iter().zip(&mut costs) {
            turn(*count, cost);
        }
    }
    println!("terminals of one process on one port, all paying at once; medians of {TURNS} turns");
    println!(
        "{:>9} {:>12} {:>6} {:>9} {:>9} {:>12} {:>8}",
        "terminals", "CPU/payment", "ratio", "idle KiB", "busy KiB", "descriptors", "threads"
    );
    let one = median(&mut costs[0].cpu.clone());
    for (count, cost) in sizes.iter().zip(&mut costs) {
        let cpu = median(&mut cost.cpu);
        println!(
            "{count:>9} {:>9.3} ms {:>6.2} {:>9.1} {:>9.1} {:>12.2} {:>8}",
            cpu * 1e3,
            cpu / one,
            median(&mut cost.idle) / 1024.0,
            median(&mut cost.busy) / 1024.0,
            median(&mut cost.descriptors),
            median(&mut cost.threads)
        );
    }
    println!("shop: ratio to {} terminal(s); required: at most 1.3 at 1000, the aim at 5000", sizes[0]);
}
