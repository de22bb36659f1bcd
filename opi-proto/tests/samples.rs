//! Messages as they are in the field: the project's own vectors, which have every shape, and the collection of
//! public samples in ../shared/samples where it is present. What each means is a table, tests/vectors/meanings.txt:
//! every field that the library reads, under its usual name, whatever way the message wrote it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "helpers of tests, and their files"
)]

use opi_proto::devices::OutputUse;
use opi_proto::dialect::{CH, DE, ReceiptRole};
use opi_proto::message::{Message, Other};
use opi_proto::value::{Currency, Money, Timestamp};
use opi_proto::wire::xml::Element;
mod common;

use common::settings;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The collection of public samples, beside the project or beside a worktree of it.
fn collection() -> PathBuf {
    let places = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|place| place.join("shared/samples"));
    places.into_iter().find(|place| place.exists()).unwrap_or_default()
}

fn xml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    files
}

fn decode(file: &Path) -> Message {
    let bytes = std::fs::read(file).unwrap();
    Message::decode(&bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display())).message
}

/// Everything that was read, a line for each value: `POSdata/ClerkID = 12`, `TotalAmount@Currency = CHF`.
fn meaning(message: &Message) -> Vec<String> {
    let root = message.to_element();
    let mut lines = vec![format!("message = {}", root.name)];
    flatten("", &root, &mut lines);
    lines.extend(unknown(message).into_iter().map(|name| format!("unknown = {name}")));
    lines
}

/// Names that were kept without being understood: everything else in the lines has a field of its own.
fn unknown(message: &Message) -> Vec<String> {
    let mut others: Vec<&Other> = Vec::new();
    match message {
        Message::Request(m) => {
            others.push(&m.other);
            others.extend(m.pos_data.iter().map(|part| &part.other));
            others.extend(m.loyalty.iter().map(|part| &part.other));
            others.extend(m.total_amount.iter().map(|part| &part.other));
            others.extend(m.original_transaction.iter().map(|part| &part.other));
            others.extend(m.card_value.iter().map(|part| &part.other));
            others.extend(m.sale_items.iter().map(|part| &part.other));
            others.extend(m.private_data.iter().map(|part| &part.other));
        }
        Message::Response(m) => {
            others.push(&m.other);
            others.extend(m.terminal.iter().map(|part| &part.other));
            others.extend(m.tender.iter().map(|part| &part.other));
            let tender = m.tender.as_ref();
            others.extend(tender.and_then(|t| t.total_amount.as_ref()).map(|part| &part.other));
            others.extend(tender.and_then(|t| t.authorisation.as_ref()).map(|part| &part.other));
            others.extend(m.card_details.iter().map(|part| &part.other));
            others.extend(m.card_value.iter().map(|part| &part.other));
            others.extend(m.diagnosis.iter().map(|part| &part.other));
            others.extend(m.private_data.iter().map(|part| &part.other));
            others.extend(m.state.iter().flat_map(|s| &s.acquirers).map(|part| &part.other));
        }
        Message::DeviceRequest(m) => {
            others.push(&m.other);
            for output in &m.outputs {
                others.push(&output.other);
                others.extend(output.lines.iter().map(|part| &part.other));
                let journal = output.e_journal.as_ref();
                others.extend(journal.map(|part| &part.other));
                others.extend(journal.and_then(|j| j.transaction.as_ref()).map(|part| &part.other));
                others.extend(journal.and_then(|j| j.card.as_ref()).map(|part| &part.other));
            }
            others.extend(m.input.iter().map(|part| &part.other));
            others.extend(m.input.iter().filter_map(|i| i.command.as_ref()).map(|part| &part.other));
            others.extend(m.event.iter().filter_map(|e| e.data.as_ref()).map(|part| &part.other));
        }
        Message::DeviceResponse(m) => {
            others.push(&m.other);
            others.extend(m.outputs.iter().map(|part| &part.other));
            others.extend(m.input.iter().map(|part| &part.other));
        }
    }
    let names = others.iter().flat_map(|other| {
        let attributes = other.attributes.iter().map(|(name, _)| name.clone());
        attributes.chain(other.elements.iter().map(|element| element.name.clone())).collect::<Vec<_>>()
    });
    names.collect()
}

fn flatten(path: &str, element: &Element, lines: &mut Vec<String>) {
    for (name, value) in &element.attributes {
        lines.push(format!("{path}@{name} = {value}").trim_end().to_owned());
    }
    let text = element.text();
    let empty = element.attributes.is_empty() && element.children.is_empty();
    if !text.is_empty() || empty {
        lines.push(format!("{path} = {text}").trim_end().to_owned());
    }
    for child in element.elements() {
        let path = if path.is_empty() { child.name.clone() } else { format!("{path}/{}", child.name) };
        flatten(&path, child, lines);
    }
}

/// The table: file name, then the lines of its meaning.
fn meanings() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(folder("tests/vectors/meanings.txt")).unwrap();
    let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("== ") {
            Some(name) => {
                current = name.to_owned();
                assert!(table.insert(current.clone(), Vec::new()).is_none(), "{name} twice");
            }
            None => table.get_mut(&current).unwrap().push(line.to_owned()),
        }
    }
    table
}

/// Checks every file of a folder against the table; gives their names.
fn mean_what_the_table_says(folder: &Path) -> Vec<String> {
    let table = meanings();
    let check = |file: PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let message = decode(&file);
        let lines = meaning(&message);
        let expected =
            table.get(&name).unwrap_or_else(|| panic!("{name} is not in the table:\n{}", lines.join("\n")));
        assert_eq!(&lines, expected, "{name}");
        let again = Message::decode(&message.encode().unwrap()).unwrap().message;
        assert_eq!(again, message, "{name}, written and read again");
        let shown = format!("{message:?} {}", lines.join(" "));
        for secret in ["4111111111111111", "1227", "12/8", "12/28", "02F4B6B056E5", "2712"] {
            assert!(!shown.contains(secret), "{name}: {secret} survived");
        }
        name
    };
    xml_files(folder).into_iter().map(check).collect()
}

#[test]
fn the_projects_own_vectors_mean_what_the_table_says() {
    let names = mean_what_the_table_says(&folder("tests/vectors/messages"));
    assert!(names.len() >= 40, "{} vectors", names.len());
    for dialect in ["ch", "de", "nl", "ifsf"] {
        assert!(names.iter().any(|name| name.starts_with(dialect)), "no vector of {dialect}");
    }
}

#[test]
fn the_collected_samples_mean_what_the_table_says() {
    let names = mean_what_the_table_says(&collection());
    assert!(names.is_empty() || names.len() > 50, "{} samples", names.len());
}

/// The own vectors are enough where the collection is absent: every field that a sample has, some vector has.
#[test]
fn the_own_vectors_have_every_shape_of_the_samples() {
    let own: Vec<String> = xml_files(&folder("tests/vectors/messages"))
        .iter()
        .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let field = |line: &String| line.split(" =").next().unwrap_or_default().to_owned();
    let (ours, theirs): (Vec<_>, Vec<_>) = meanings().into_iter().partition(|(name, _)| own.contains(name));
    let ours: Vec<String> = ours.iter().flat_map(|(_, lines)| lines.iter().map(field)).collect();
    for (name, lines) in &theirs {
        for line in lines {
            assert!(ours.contains(&field(line)), "{name}: no own vector has {}", field(line));
        }
    }
}

/// What this library sends, beside what others are known to send: the same fields with the same values. The time and
/// what stands in `not` differ.
#[test]
fn the_writer_writes_the_shapes_of_the_samples() {
    let table = meanings();
    let time = Timestamp::fixed("2026-04-08T10:30:00+02:00");
    let printers = ["POSdata/PrinterStatus", "POSdata/E-JournalStatus", "POSdata/JournalPrinterStatus"];
    let token = [("request_transaction_information", "yes"), ("request_token", "yes")];
    let header = [token[0], token[1], ("request_receipt_header", "yes")];
    for case in [
        case(
            "ch-nexi-01-sale-request.xml",
            "workstation=POS-1&language=en",
            "2001",
            RequestKind::CardPayment,
        )
        .amount(4990, "CHF")
        .with(&[("reference", "ORDER-2001"), ("shift", "1"), ("clerk", "12")])
        .but(&printers),
        case(
            "ch-nexi-02-cardreservation-request.xml",
            "workstation=POS-1&language=en",
            "2101",
            RequestKind::CardReservation,
        )
        .amount(12000, "CHF")
        .with(&[("reference", "RES-2101")])
        .but(&printers),
        case("ch-sdk-01-cardpayment-request.xml", "workstation=lane-1", "2001", RequestKind::CardPayment)
            .amount(2490, "CHF")
            .with(&[("reference", "order-100045")])
            .with(&header),
        case("ch-sdk-03-paymentrefund-request.xml", "workstation=lane-1", "2001", RequestKind::PaymentRefund)
            .amount(1000, "CHF")
            .with(&[("reference", "refund-1"), ("trx_reference", "71907629331")])
            .with(&header),
        case("ch-sdk-06-ticketreprint-request.xml", "workstation=lane-1", "2001", RequestKind::TicketReprint)
            .with(&token),
        case(
            "ch-sdk-07-repeatlastmessage-request.xml",
            "workstation=lane-1",
            "2001",
            RequestKind::RepeatLastMessage,
        )
        .with(&token),
        case("ch-sdk-100-getstatus-request.xml", "workstation=lane-1", "2002", RequestKind::GetStatus),
        case("ch-sdk-101-getinfo-request.xml", "workstation=lane-1", "2002", RequestKind::GetInfo),
        case(
            "ch-sdk-102-activateterminal-request.xml",
            "workstation=lane-1",
            "2002",
            RequestKind::ActivateTerminal,
        ),
        case(
            "ch-sdk-103-deactivateterminal-request.xml",
            "workstation=lane-1",
            "2002",
            RequestKind::DeactivateTerminal,
        ),
        case("ch-sdk-104-transmittrx-request.xml", "workstation=lane-1", "2002", RequestKind::TransmitTrx),
        case("ch-sdk-105-closeday-request.xml", "workstation=lane-1", "2002", RequestKind::CloseDay),
        case("ch-sdk-106-contacttms-request.xml", "workstation=lane-1", "2002", RequestKind::ContactTms),
        case("ch-sdk-107-contactacq-request.xml", "workstation=lane-1", "2002", RequestKind::ContactAcq),
        case(
            "ch-sdk-108-restartterminal-request.xml",
            "workstation=lane-1",
            "2002",
            RequestKind::RestartTerminal,
        ),
        case("ch-sdk-109-login-request.xml", "workstation=lane-1", "2002", RequestKind::Login),
        case("ch-sdk-110-logoff-request.xml", "workstation=lane-1", "2002", RequestKind::Logoff),
        case("de-thales-01-login-request.xml", "dialect=de&sender=TillhubIOS", "20793", RequestKind::Login)
            .but(&["POSdata@LanguageCode"]),
        case(
            "de-thales-02-cardpayment-request.xml",
            "dialect=de&sender=TillhubIOS",
            "20544",
            RequestKind::CardPayment,
        )
        .amount(3950, "EUR")
        .but(&["POSdata@RequestFullPAN"]),
        case(
            "de-tillhub-08-paymentreversal-request.xml",
            "dialect=de&sender=TillhubAndroid",
            "48210378",
            RequestKind::PaymentReversal,
        )
        .with(&[("stan", "021601")])
        .but(&["POSdata@LanguageCode"]),
        case(
            "de-tillhub-07-reconciliationwithclosure-request.xml",
            "dialect=de&sender=TillhubAndroid",
            "48210377",
            RequestKind::ReconciliationWithClosure,
        )
        .but(&["POSdata@LanguageCode"]),
        case(
            "de-secpospay-03-paymentrefund-request.xml",
            "dialect=de&sender=SECposPay",
            "0",
            RequestKind::PaymentRefund,
        )
        .amount(1500, "EUR")
        .but(&["POSdata@LanguageCode", "@WorkstationID"]),
        case(
            "de-ccv-09-diagnosis-config-request.xml",
            "variant=ccv&sender=Default&workstation=Elo C1242435235",
            "0",
            RequestKind::Diagnosis,
        )
        .with(&[("diagnosis_method", "OnLine"), ("private_data", "subtype=config")])
        .but(&["POSdata@LanguageCode", "@POPID", "@ElmeTunnelCallback"]),
        case(
            "de-ccv-08-administration-initialise-request.xml",
            "variant=ccv&sender=Default&workstation=Elo C1242435235",
            "0",
            RequestKind::Administration,
        )
        .with(&[("private_data", "type=initialise")])
        .but(&["POSdata@LanguageCode", "@POPID", "@ElmeTunnelCallback"]),
        case(
            "de-ingenico-01-login-request.xml",
            "variant=ingenico&sender=ECR_OPI_INGENICO&workstation=00000001",
            "12",
            RequestKind::Login,
        )
        .but(&["POSdata@LanguageCode", "@POPID"]),
        case(
            "nl-ccv-01-cardpayment-request.xml",
            "dialect=nl&workstation=POS&language=en",
            "P123456781",
            RequestKind::CardPayment,
        )
        .amount(1250, "EUR")
        .with(&[("shift", "0")])
        .but(&["CardCircuitCollection"]),
        case(
            "nl-ccv-03-getstatus-request.xml",
            "dialect=nl&workstation=POS&language=en",
            "P123456782",
            RequestKind::GetStatus,
        )
        .with(&[("shift", "0")])
        .but(&["POSdata/E-JournalStatus", "POSdata/JournalPrinterStatus"]),
        case(
            "nl-embedded-02-getcardcircuits-request.xml",
            "dialect=nl&workstation=POS1",
            "9",
            RequestKind::GetCardCircuits,
        )
        .but(&["POSdata@LanguageCode", "POSdata/JournalPrinterStatus"]),
        case(
            "eftlink-01-login-request.xml",
            "variant=eftlink&sender=XSTORE&language=en",
            "1",
            RequestKind::Login,
        )
        .with(&[("store_id", "101")])
        .but(&["@POPID"]),
        case(
            "eftlink-04-storevalueincard-request.xml",
            "variant=eftlink&sender=XSTORE&language=en",
            "10",
            RequestKind::StoreValueInCard,
        )
        .amount(500, "GBP")
        .with(&[("store_id", "731"), ("transaction_number", "217")])
        .but(&["@POPID"]),
        case(
            "ifsf-fr-03-ticketreprint-request.xml",
            "variant=ap4900&sender=AP4900&workstation=POS01&pop_id=01&language=pt",
            "13",
            RequestKind::TicketReprint,
        )
        .with(&[("message_pair", "service"), ("original_terminal", "71044283"), ("original_batch", "4711")])
        .with(&[("stan", "42"), ("clerk", "555")])
        .but(&["@IPAddress", "POSdata@ClerkLevel", "POSdata@Unattended"]),
    ] {
        let settings = settings(case.settings);
        let request = case.operation.to_request(&settings, case.id, &time).unwrap();
        let told = |lines: &[String]| -> Vec<String> {
            let differs = |line: &&String| {
                let field = line.split(" =").next().unwrap_or_default();
                !["POSdata/POSTimeStamp", "unknown"].contains(&field) && !case.not.contains(&field)
            };
            let mut lines: Vec<String> = lines.iter().filter(differs).cloned().collect();
            lines.sort();
            lines
        };
        let ours = told(&meaning(&Message::Request(Box::new(request))));
        assert_eq!(ours, told(&table[case.sample]), "{}", case.sample);
    }
}

/// A request of this library and the sample it is compared with.
struct Case {
    sample: &'static str,
    settings: &'static str,
    id: &'static str,
    operation: Operation,
    not: Vec<&'static str>,
}

fn case(sample: &'static str, settings: &'static str, id: &'static str, kind: RequestKind) -> Case {
    Case { sample, settings, id, operation: Operation::new(kind), not: Vec::new() }
}

impl Case {
    fn amount(mut self, minor: i64, currency: &str) -> Self {
        self.operation.set_amount(Money::new(minor, Currency::from_code(currency).unwrap()));
        self
    }

    fn with(mut self, options: &[(&str, &str)]) -> Self {
        options.iter().for_each(|(name, value)| self.operation.set(name, value).unwrap());
        self
    }

    fn but(mut self, not: &[&'static str]) -> Self {
        self.not.extend(not);
        self
    }
}

#[test]
fn the_recorded_payments_have_receipts_for_both() {
    for (name, dialect) in [("ch-payment", &CH), ("de-payment", &DE)] {
        let files = xml_files(&folder("tests/vectors").join(name));
        let mut roles = Vec::new();
        for file in &files {
            match decode(file) {
                Message::DeviceRequest(request) => {
                    roles.extend(request.outputs.iter().map(|output| OutputUse::of(output, dialect)));
                }
                Message::Response(response) => assert_eq!(response.kind(), Some(RequestKind::CardPayment)),
                other => panic!("{other:?}"),
            }
        }
        assert!(roles.contains(&OutputUse::CashierDisplay), "{name}");
        for role in [ReceiptRole::Customer, ReceiptRole::Merchant] {
            assert!(roles.contains(&OutputUse::Receipt(role)), "{name} {role:?}");
        }
    }
}
