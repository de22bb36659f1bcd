//! Real messages: the project's own vectors, and the collection in ../shared/samples where it is present. All
//! decode, into the message their name says, and survive writing and reading once more.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use opi_core::RequestKind;
use opi_core::dialect::{CH, DE, OutputUse, ReceiptRole};
use opi_core::message::Message;
use std::path::{Path, PathBuf};

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

/// A message that is written and read again is the same.
fn survives(file: &Path, message: &Message) {
    let again = Message::decode(&message.encode().unwrap()).unwrap().message;
    assert_eq!(&again, message, "{}", file.display());
}

#[test]
fn the_collected_samples_decode_into_what_their_names_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples");
    let files = xml_files(&folder);
    assert!(files.is_empty() || files.len() > 50, "{} samples", files.len());
    for file in &files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let message = decode(file);
        let kind = match &message {
            Message::Request(request) => {
                let known = request.kind().unwrap_or_else(|| panic!("{name}: {}", request.request_type));
                format!("{known}-request")
            }
            Message::Response(response) => format!("{}-response", response.request_type),
            Message::DeviceRequest(_) => "devicerequest".into(),
            Message::DeviceResponse(_) => "deviceresponse".into(),
        };
        let says = name.replace("initialise-", "").replace("config-", "").replace("sale-", "cardpayment-");
        let says = says
            .replace("abortrequest", "abortrequest-request")
            .replace("request-request-request", "request");
        let wanted = kind.to_lowercase();
        assert!(says.contains(&wanted) || wanted == "abortrequest-request", "{name} is a {kind}");
        survives(file, &message);
        let shown = format!("{message:?}");
        assert!(!shown.contains("1227") && !shown.contains("12/8"), "{name}: an expiry date survived");
    }
}

#[test]
fn the_samples_mean_what_they_mean() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples");
    if !folder.exists() {
        return;
    }
    let sample = |name: &str| decode(&folder.join(name));
    match sample("de-thales-03-cardpayment-response-success.xml") {
        Message::Response(response) => {
            let tender = response.tender.unwrap();
            let authorisation = tender.authorisation.unwrap();
            assert_eq!(response.terminal.unwrap().stan.as_deref(), Some("021601"), "leading zeros count");
            assert_eq!(tender.total_amount.unwrap().money(None).unwrap().to_string(), "EUR 39.50");
            assert_eq!(authorisation.card_pan.unwrap().masked(), "680533*********4747");
            assert_eq!(authorisation.receipt_number.as_deref(), Some("8930"));
        }
        other => panic!("{other:?}"),
    }
    match sample("ch-valora-01-devicerequest-ejournal.xml") {
        Message::DeviceRequest(request) => {
            assert_eq!(request.request_id, "8.8");
            assert!(!CH.is_callback_of_another(&request.request_id, "8"));
            assert_eq!(CH.use_of(&request.outputs[0]), OutputUse::Journal);
            let journal = request.outputs[0].e_journal.clone().unwrap();
            let transaction = journal.transaction.unwrap();
            assert_eq!(transaction.authorisation_code.as_deref(), Some("103128"));
            assert_eq!(transaction.transaction_ref_number.as_deref(), Some("71907629331"));
            assert_eq!(transaction.total_amount.unwrap().money(None).unwrap().to_string(), "CHF 3.90");
            assert_eq!(journal.card.unwrap().card_number.unwrap().masked(), "************0036");
            assert_eq!(journal.dcc, Some(Default::default()), "empty: no conversion took place");
        }
        other => panic!("{other:?}"),
    }
    match sample("de-ccv-10-paymentreversal-request.xml") {
        Message::Request(request) => {
            let original = request.original_transaction.unwrap();
            assert_eq!(original.stan.as_deref(), Some("2427"), "an element where others write an attribute");
        }
        other => panic!("{other:?}"),
    }
    match sample("ifsf-fr-01-deviceresponse-input-inboolean.xml") {
        Message::DeviceResponse(response) => {
            let value = response.input.unwrap().value.unwrap();
            assert_eq!(value.boolean.as_deref(), Some("1"));
        }
        other => panic!("{other:?}"),
    }
    match sample("de-ccv-03-devicerequest-cashierdisplay-0.xml") {
        Message::DeviceRequest(request) => assert_eq!(request.outputs[0].text(), "Card please"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_projects_own_vectors_cover_both_dialects() {
    for (folder, dialect) in [("ch-payment", &CH), ("de-payment", &DE)] {
        let files = xml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(folder));
        let mut roles = Vec::new();
        for file in &files {
            let message = decode(file);
            survives(file, &message);
            match &message {
                Message::DeviceRequest(request) => {
                    roles.extend(request.outputs.iter().map(|output| dialect.use_of(output)));
                }
                Message::Response(response) => assert_eq!(response.kind(), Some(RequestKind::CardPayment)),
                other => panic!("{other:?}"),
            }
        }
        assert!(roles.contains(&OutputUse::CashierDisplay), "{folder}");
        for role in [ReceiptRole::Customer, ReceiptRole::Merchant] {
            assert!(roles.contains(&OutputUse::Receipt(role)), "{folder} {role:?}");
        }
    }
}
