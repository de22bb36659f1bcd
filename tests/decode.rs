//! `opi decode`, the real binary: files and pipes, dumps and logs, hostile input, and the collected samples.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{Ended, opi, run};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;

const SALE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CardServiceRequest xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" \
     RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"8\"><POSdata LanguageCode=\"de\">\
     <POSTimeStamp>2026-04-08T10:30:00</POSTimeStamp></POSdata><TotalAmount Currency=\"CHF\">12.50</TotalAmount></CardServiceRequest>";
const ANSWER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CardServiceResponse xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" \
     RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"8\" OverallResult=\"Success\"><Tender><TotalAmount Currency=\"CHF\">12.50\
     </TotalAmount><Authorisation ApprovalCode=\"103128\" CardPAN=\"4111111111111111\"/></Tender></CardServiceResponse>";

fn frames() -> Vec<u8> {
    let frame = |xml: &str| [&u32::try_from(xml.len()).unwrap().to_be_bytes(), xml.as_bytes()].concat();
    [frame(SALE), frame(ANSWER)].concat()
}

/// As `xxd` writes it.
fn xxd(bytes: &[u8]) -> String {
    bytes.chunks(16).enumerate().fold(String::new(), |mut out, (row, chunk)| {
        let words: Vec<String> =
            chunk.chunks(2).map(|w| w.iter().map(|b| format!("{b:02x}")).collect()).collect();
        let ascii: String =
            chunk.iter().map(|b| if (0x20..0x7F).contains(b) { char::from(*b) } else { '.' }).collect();
        writeln!(out, "{:08x}: {:<39}  {ascii}", row * 16, words.join(" ")).unwrap();
        out
    })
}

/// Explains what comes on standard input.
fn decode(line: &str, input: &[u8]) -> Ended {
    let mut child =
        opi(line).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let ended = Ended::from(child.wait_with_output().unwrap());
    writer.join().unwrap();
    ended
}

fn objects(ended: &Ended) -> Vec<Value> {
    ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn one_object_per_message_however_it_was_caught() {
    let log = format!("10:30:00 TX {SALE}\n10:30:20 RX {ANSWER} (1300 ms)\n");
    let folder = tempfile::tempdir().unwrap();
    for (name, input) in [
        ("frames", frames()),
        ("xxd", xxd(&frames()).into_bytes()),
        ("hex", frames().iter().map(|b| format!("{b:02X}")).collect::<String>().into_bytes()),
        ("log", log.into_bytes()),
        ("documents", [SALE, "\n", ANSWER].concat().into_bytes()),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, &input).unwrap();
        let by_name = run(opi(&format!("decode --json {}", file.display())), "");
        let piped = decode("decode --json -", &input);
        assert_eq!(by_name.stdout, piped.stdout, "{name}");
        let objects = objects(&piped);
        assert_eq!((piped.code, objects.len()), (0, 2), "{name}: {piped:?}");
        let [sale, answer] = objects.as_slice() else { unreachable!() };
        assert_eq!(sale["kind"], "CardServiceRequest", "{name}");
        assert_eq!(sale["fields"]["POSdata"]["LanguageCode"], "de", "{name}");
        assert_eq!(answer["fields"]["Tender"]["Authorisation"]["CardPAN"], "411111******1111", "{name}");
        assert_eq!(answer["verdict"], "approved", "{name}");
        let codes: Vec<_> =
            answer["findings"].as_array().unwrap().iter().map(|f| f["code"].clone()).collect();
        assert_eq!(codes, ["card_number"], "{name}");
    }
}

#[test]
fn people_get_it_in_words() {
    let ended = decode("decode", &frames());
    assert_eq!(ended.code, 0);
    ended.shows(&[
        "1  CardServiceRequest CardPayment",
        "till to terminal, channel 0; frame of",
        "Card payment.",
        "LanguageCode         de",
        "Looks like ch (Nexi Switzerland): the currency is CHF",
        "2  CardServiceResponse CardPayment",
        "The answer to CardPayment: Success.",
        "411111******1111",
        "Verdict: approved (OPI_OK)",
        "! Tender/Authorisation/CardPAN: A card number that is not masked",
    ]);
    assert!(!ended.stdout.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn what_cannot_be_read_is_unknown_never_declined() {
    let ended = decode("decode --json", &SALE.as_bytes()[..SALE.len() - 20]);
    let object = &objects(&ended)[0];
    assert_eq!((ended.code, &object["verdict"]), (20, &Value::from("unknown")), "{ended:?}");
    assert!(object["error"]["byte"].as_u64().unwrap() > 200, "{object}");
    decode("decode", b"<CardServiceResponse/>").shows(&["lacks its mandatory attribute"]);
    let ended = decode("decode", b"\x15\x03\x01\x00\x02\x02\x0a");
    assert_eq!(ended.code, 20);
    ended.shows(&[
        "Not OPI: it looks like a TLS port",
        "must say 'unknown', never 'declined'",
        "15 03 01 00",
    ]);
}

#[test]
fn nothing_to_explain_is_wrong_usage() {
    for (line, input, text) in [
        ("decode", "", "nothing in the input"),
        ("decode -", " \n\n", "nothing in the input"),
        ("decode /nowhere/at/all.xml", "", "'/nowhere/at/all.xml' cannot be read"),
    ] {
        let ended = decode(line, input.as_bytes());
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{line}: {ended:?}");
        assert!(ended.stderr.contains(text), "{ended:?}");
        let ended = decode(&format!("--json {line}"), input.as_bytes());
        assert_eq!((ended.code, ended.json()["verdict"].clone()), (2, "not_sent".into()));
    }
}

#[test]
fn the_sorts_of_findings_are_listed() {
    let listed = run(opi("decode --findings --json"), "").json();
    let listed = listed["findings"].as_array().unwrap();
    assert!(listed.len() > 40);
    let words = run(opi("decode --findings"), "").stdout;
    for finding in listed {
        assert!(words.contains(finding["code"].as_str().unwrap()), "{finding}");
    }
}

#[test]
fn hostile_input_is_answered_within_bounds() {
    let bomb: String = (0..20).fold("<!DOCTYPE a [<!ENTITY e0 \"ha\">".to_owned(), |text, n| {
        format!("{text}<!ENTITY e{} \"&e{n};&e{n};&e{n};&e{n};\">", n + 1)
    }) + "]><CardServiceRequest RequestType=\"&e20;\"/>";
    let many = "<ServiceRequest RequestType=\"Login\" RequestID=\"1\" WorkstationID=\"1\"/>".repeat(10_002);
    let noise: Vec<u8> = (0..300_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    for (name, input, code, most_objects, said) in [
        ("entity bomb", bomb.into_bytes(), 20, 1, ""),
        (
            "deep",
            "<CardServiceRequest>".repeat(100_000).into_bytes(),
            20,
            10_000,
            "only the first 10000 messages",
        ),
        ("deeper", format!("<ServiceRequest>{}", "<a>".repeat(300_000)).into_bytes(), 20, 1, ""),
        (
            "a long value",
            format!("<ServiceRequest RequestID=\"{}\"/>", "7".repeat(2_000_000)).into_bytes(),
            20,
            1,
            "",
        ),
        ("a long name", format!("<ServiceRequest {}=\"\"/>", "a".repeat(2_000_000)).into_bytes(), 20, 1, ""),
        ("a huge length", [b"\x00\xFF\xFF\xFF".as_slice(), SALE.as_bytes()].concat(), 0, 1, ""),
        ("a length beyond sense", [b"\xFF\xFF\xFF\xFF".as_slice(), SALE.as_bytes()].concat(), 0, 1, ""),
        ("noise", noise, 20, 10_000, ""),
        ("zeros", vec![0; 4_000], 20, 1_000, ""),
        ("many messages", many.into_bytes(), 0, 10_000, "only the first 10000 messages"),
        ("more than is read", vec![b' '; 17 * 1024 * 1024], 2, 0, ""),
    ] {
        let ended = decode("decode --json", &input);
        let count = if code == 2 { 0 } else { objects(&ended).len() };
        assert_eq!(ended.code, code, "{name}: {}", ended.stdout.chars().take(500).collect::<String>());
        assert!(count <= most_objects, "{name}: {count} objects");
        assert!(ended.stderr.contains(said), "{name}: {}", ended.stderr);
        assert!(ended.stdout.len() < 40_000_000, "{name}: {} bytes", ended.stdout.len());
    }
}

/// Every collected message, if the collection is there: root and request as its name says, nothing lost that a
/// field holds, and no card data.
#[test]
fn every_sample_is_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    let Ok(entries) = std::fs::read_dir(&folder) else { return };
    let mut count = 0;
    for file in
        entries.map(|entry| entry.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "xml"))
    {
        count += 1;
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let ended = run(opi(&format!("decode --json {}", file.display())), "");
        assert_eq!(ended.code, 0, "{name}: {ended:?}");
        let object = ended.json();
        let fields = &object["fields"];
        assert!(object["error"].is_null(), "{name}");
        for mandatory in ["RequestType", "RequestID"] {
            assert!(fields[mandatory].is_string(), "{name}: {mandatory}");
        }
        // Names say the root, or the request and whether it is one.
        let (kind, of) =
            (object["kind"].as_str().unwrap().to_lowercase(), fields["RequestType"].as_str().unwrap());
        let device = name.contains("devicere");
        assert_eq!(device, kind.starts_with("device"), "{name}: {kind}");
        let said = name.contains(&kind) || name.contains(&of.to_lowercase()) || name.contains("sale-request");
        assert!(said, "{name} is a {kind} {of}");
        assert!(name.contains("response") == kind.ends_with("response"), "{name}: {kind}");
        // The family in the file's name is among those it looks like, or nothing speaks for any.
        let like: Vec<&str> =
            object["dialect"]["like"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let family = name.split('-').next().unwrap();
        let known = ["ch", "de", "nl", "ifsf"].contains(&family);
        assert!(!known || like.is_empty() || like.contains(&family), "{name} looks like {like:?}");
        assert!(!ended.stdout.contains("02F4B6B056E5"), "{name}: an encrypted card number");
        assert!(!ended.stdout.contains("1227") && !ended.stdout.contains("12/8"), "{name}: an expiry date");
        let words = run(opi(&format!("decode {}", file.display())), "");
        words.shows(&[object["kind"].as_str().unwrap(), of]);
    }
    assert!(count > 50, "{count} samples");
}

/// The messages of a folder of vectors, in order.
fn vectors(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("opi-proto/tests/vectors").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    assert!(files.len() > 3);
    files
}

/// Explained without error, and not taken for another family's.
fn is_explained_as(object: &Value, family: &str) {
    assert!(object["error"].is_null(), "{object}");
    assert!(object["dialect"]["like"].as_array().unwrap().contains(&Value::from(family)), "{object}");
}

/// The terminal's side of a payment, as one conversation.
#[test]
fn the_projects_own_payments_are_explained() {
    for family in ["ch", "de"] {
        let files = vectors(&format!("{family}-payment"));
        let all: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
        let all = all.replace("{id}", "8").replace("{ws}", "1");
        let objects = objects(&decode("decode --json", all.as_bytes()));
        assert_eq!(objects.len(), files.len(), "{family}");
        objects.iter().for_each(|object| is_explained_as(object, family));
        assert_eq!(objects.last().unwrap()["verdict"], "approved");
    }
}

#[test]
fn the_projects_own_messages_are_explained() {
    for file in vectors("messages") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let objects = objects(&decode("decode --json", &std::fs::read(&file).unwrap()));
        assert_eq!(objects.len(), 1, "{name}");
        assert!(objects[0]["error"].is_null(), "{name}: {}", objects[0]);
        assert!(objects[0]["kind"].is_string(), "{name}: {}", objects[0]);
    }
}
