use super::*;
use serde_json::Value;
use std::collections::HashSet;

/// Every object that `opi decode --json` prints.
fn decode(input: &[u8]) -> Vec<Value> {
    let mut out = Vec::new();
    tell(&intake::read(input), true, &mut out).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn codes(object: &Value) -> Vec<&str> {
    object["findings"].as_array().expect("findings").iter().filter_map(|f| f["code"].as_str()).collect()
}

fn request(kind: &str, id: u32, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CardServiceRequest xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" \
         RequestType=\"{kind}\" WorkstationID=\"1\" RequestID=\"{id}\"><POSdata><POSTimeStamp>2026-04-08T10:30:00</POSTimeStamp>\
         <PrinterStatus>Available</PrinterStatus></POSdata>{rest}</CardServiceRequest>"
    )
}

fn payment(id: u32) -> String {
    request("CardPayment", id, "<TotalAmount Currency=\"CHF\">12.50</TotalAmount>")
}

fn response(id: u32, result: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CardServiceResponse xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" \
         RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"{id}\" OverallResult=\"{result}\">{rest}</CardServiceResponse>"
    )
}

const APPROVED: &str = "<Tender><TotalAmount Currency=\"CHF\">12.50</TotalAmount>\
                        <Authorisation ApprovalCode=\"103128\" TimeStamp=\"2026-04-08T10:30:20\"/></Tender>";

fn display(id: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DeviceRequest xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" \
         RequestType=\"Output\" WorkstationID=\"1\" RequestID=\"{id}\"><Output OutDeviceTarget=\"CashierDisplay\">\
         <TextLine>Karte</TextLine></Output></DeviceRequest>"
    )
}

fn shown(id: &str, target: &str, result: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DeviceResponse xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" \
         RequestType=\"Output\" WorkstationID=\"1\" RequestID=\"{id}\" OverallResult=\"{result}\">\
         <Output OutDeviceTarget=\"{target}\" OutResult=\"{result}\"/></DeviceResponse>"
    )
}

fn frame(announced: usize, xml: &str) -> Vec<u8> {
    [&u32::try_from(announced).expect("short").to_be_bytes(), xml.as_bytes()].concat()
}

#[test]
fn a_clean_payment_is_explained_without_a_finding() {
    let log = [
        payment(8),
        display("8.1"),
        shown("8.1", "CashierDisplay", "Success"),
        response(8, "Success", APPROVED),
    ]
    .join("\n");
    let objects = decode(log.as_bytes());
    let kinds: Vec<&str> = objects.iter().filter_map(|o| o["kind"].as_str()).collect();
    assert_eq!(kinds, ["CardServiceRequest", "DeviceRequest", "DeviceResponse", "CardServiceResponse"]);
    for object in &objects {
        assert_eq!(codes(object), [""; 0], "{object}");
        assert!(object["error"].is_null());
    }
    let [sale, callback, _, answer] = objects.as_slice() else { panic!("{objects:?}") };
    assert_eq!(sale["fields"]["POSdata"]["PrinterStatus"], "Available");
    assert_eq!(sale["fields"]["TotalAmount"]["Currency"], "CHF");
    assert_eq!(sale["fields"]["TotalAmount"]["text"], "12.50");
    assert_eq!(sale["dialect"]["like"], serde_json::json!(["ch"]));
    assert_eq!(callback["fields"]["Output"][0]["TextLine"], serde_json::json!(["Karte"]));
    assert_eq!(callback["direction"], "terminal to till, channel 1");
    assert_eq!((&answer["verdict"], &answer["status"]), (&"approved".into(), &"OPI_OK".into()));
    assert!(sale.get("verdict").is_none());
}

/// An input for each sort of finding. The first code is the one to be found.
fn vectors() -> Vec<(Sort, Vec<u8>)> {
    use Sort as S;
    let ok = payment(8);
    let swap = |from: &str, to: &str| ok.replace(from, to).into_bytes();
    let list = |messages: &[String]| messages.join("\n").into_bytes();
    let answer = |result: &str, rest: &str| response(8, result, rest).into_bytes();
    let latin =
        |xml: String| xml.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect::<Vec<u8>>();
    let umlaut = ok.replace("</POSdata>", "<ClerkID>Zürich</ClerkID></POSdata>");
    vec![
        (S::EmptyFrame, [frame(0, ""), frame(ok.len(), &ok)].concat()),
        (S::FrameTooShort, frame(ok.len() - 4, &ok)),
        (S::FrameTooLong, [frame(ok.len() + 7, &ok), frame(ok.len(), &ok)].concat()),
        (S::FrameCut, frame(ok.len(), &ok[..ok.len() - 9])),
        (S::FrameHuge, frame(2_000_000, &format!("{ok}{}", " ".repeat(2_000_000 - ok.len())))),
        (S::Unreadable, b"<CardServiceRequest RequestType=\"CardPayment\"".to_vec()),
        (S::MissingAttribute, swap(" WorkstationID=\"1\"", "")),
        (S::EmptyAttribute, swap("WorkstationID=\"1\"", "WorkstationID=\"\"")),
        (S::UnknownRequestType, swap("CardPayment", "CardTeleport")),
        (S::OtherMessagePair, swap("CardPayment", "GetStatus")),
        (S::UnknownResult, answer("Perhaps", "")),
        (S::UnknownName, swap("<POSdata>", "<POSdata Mood=\"good\">")),
        (S::OtherSpelling, swap("POSdata>", "POSData>")),
        (S::OtherForm, swap("<POSdata>", "<POSdata POSTimeStamp=\"2026\">")),
        (S::BlanksAroundValue, swap(">Available<", "> Available <")),
        (S::NoPosData, swap("POSdata>", "Other>")),
        (S::NoWorkstation, display("8.1").replace(" WorkstationID=\"1\"", "").into_bytes()),
        (S::NoDeclaration, swap("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "")),
        (S::CharsetUndeclared, swap(" encoding=\"UTF-8\"", "")),
        (S::NotUtf8, latin(umlaut.clone())),
        (S::ReallyUtf8, umlaut.replace("UTF-8", "ISO-8859-1").into_bytes()),
        (S::DeclaredUtf16, swap("UTF-8", "UTF-16")),
        (S::LostCharacters, umlaut.replace('ü', "??").into_bytes()),
        (S::NoNamespace, swap("xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\"", "")),
        (S::OtherNamespace, swap("nrf-arts.org", "nrf- arts.org")),
        (S::UnboundPrefix, swap("CardServiceRequest", "opi:CardServiceRequest")),
        (S::BlanksBeforeDeclaration, frame(ok.len() + 1, &format!("\n{ok}"))),
        (S::PaddedWithNul, frame(ok.len() + 1, &format!("{ok}\0"))),
        (S::BareAmpersand, swap(">Available<", ">A & B<")),
        (S::UnknownEntity, swap(">Available<", ">A&nbsp;B<")),
        (S::ForbiddenCharacter, swap(">Available<", ">A&#1;B<")),
        (S::CardNumber, swap("<POSdata>", "<POSdata><ClerkID>4111 1111 1111 1111</ClerkID>")),
        (S::LongNumber, swap("<POSdata>", "<POSdata><ClerkID>123456789012</ClerkID>")),
        (
            S::CardData,
            swap("<POSdata>", "<CardValue><Track2>4111111111111111=2712</Track2></CardValue><POSdata>"),
        ),
        (S::NoAmount, request("CardPayment", 8, "").into_bytes()),
        (S::UnreadableAmount, swap("12.50", "12,50")),
        (S::OddAmount, swap("12.50", "12.5")),
        (S::NoCurrency, swap(" Currency=\"CHF\"", "")),
        (S::UnknownCurrency, swap("\"CHF\"", "\"756\"")),
        (S::SuccessWithoutApproval, answer("Success", "")),
        (S::NoApprovalCode, answer("Success", "<Tender><Authorisation ActionCode=\"0\"/></Tender>")),
        (
            S::SuccessWithDecline,
            answer("Success", "<Tender><Authorisation ActionCode=\"5\" ApprovalCode=\"1\"/></Tender>"),
        ),
        (S::NoSuccessWithApproval, answer("TimedOut", APPROVED)),
        (S::ReceiptNotTaken, shown("8.1", "Printer", "Failure").into_bytes()),
        (S::RequestTwice, list(&[ok.clone(), ok.clone()])),
        (S::NoAnswer, list(&[ok.clone(), display("8.1")])),
        (S::AnswerWithoutRequest, list(&[request("TicketReprint", 7, ""), response(8, "Success", APPROVED)])),
        (S::OtherRequestId, list(&[ok.clone(), response(7, "Success", APPROVED)])),
        (S::OtherAmount, list(&[ok.clone(), response(8, "Success", &APPROVED.replace("12.50", "13.75"))])),
        (S::CallbackOfAnother, list(&[ok.clone(), display("7.1")])),
        (S::CallbackWithoutRequest, list(&[display("8.1"), ok.clone()])),
        (S::CallbackUnanswered, list(&[ok.clone(), display("8.1"), response(8, "Success", APPROVED)])),
        (S::DeviceAnswerWithoutRequest, list(&[ok.clone(), shown("8.1", "CashierDisplay", "Success")])),
    ]
}

#[test]
fn every_sort_of_finding_is_found() {
    let mut found = HashSet::new();
    for (sort, input) in vectors() {
        let objects = decode(&input);
        let all: Vec<&str> = objects.iter().flat_map(codes).collect();
        assert!(
            all.contains(&sort.code()),
            "{}: {all:?} in {}",
            sort.code(),
            String::from_utf8_lossy(&input)
        );
        found.insert(sort.code());
    }
    let missing: Vec<&str> =
        Sort::ALL.iter().map(|sort| sort.code()).filter(|code| !found.contains(code)).collect();
    // Stands for what later versions of the reader may tolerate.
    assert_eq!(missing, ["other_xml"]);
}

#[test]
fn what_cannot_be_read_says_where_and_what_the_verdict_is() {
    let ok = payment(8);
    let nested = "<a>".repeat(40);
    for (input, text, byte) in [
        (ok.replace("</POSdata>", "</POS>").into_bytes(), "still open", ok.find("</POSdata>")),
        (ok.as_bytes()[..ok.len() - 30].to_vec(), "ends before", None),
        (
            format!(
                "<!DOCTYPE a [<!ENTITY x \"y\">]>{}",
                ok.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "")
            )
            .into_bytes(),
            "DOCTYPE",
            Some(0),
        ),
        (ok.replace("?>", "?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>").into_bytes(), "DOCTYPE", None),
        (ok.replace("<POSdata>", &nested).into_bytes(), "more than 32 levels", None),
        (b"<html><body>no</body></html>".to_vec(), "<html>", Some(0)),
        (b"\x16\x03\x01\x02\x00\x01".to_vec(), "16 03 01 02", Some(0)),
    ] {
        let objects = decode(&input);
        let [object] = objects.as_slice() else { panic!("{objects:?}") };
        let error = &object["error"];
        assert!(error["message"].as_str().is_some_and(|message| message.contains(text)), "{text}: {object}");
        assert_eq!(object["verdict"], "unknown", "{object}");
        if let Some(byte) = byte {
            assert_eq!(error["byte"], byte, "{object}");
        }
    }
    let two = [ok.as_bytes(), b"\n<CardServiceRequest>"].concat();
    let second = &decode(&two)[1];
    assert_eq!(second["error"]["offset"], ok.len() + 1 + "<CardServiceRequest>".len(), "{second}");
}

#[test]
fn what_speaks_another_protocol_is_named() {
    for (input, text) in [
        (b"HTTP/1.1 400 Bad Request\r\n".as_slice(), "HTTP"),
        (b"\x15\x03\x03\x00\x02\x02\x16", "TLS"),
        (b"\x80\x00\x00", "ZVT"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "SSH"),
    ] {
        let object = &decode(input)[0];
        assert!(object["meaning"].as_str().is_some_and(|meaning| meaning.contains(text)), "{object}");
        assert_eq!(object["status"], "OPI_E_NOT_OPI");
    }
}

#[test]
fn card_data_is_nowhere_in_what_is_printed() {
    let number = "4111111111111111";
    let places = [
        format!("<POSdata ClerkID=\"{number}\"><Note>{number}</Note></POSdata>"),
        format!("<CardValue><CardPAN>{number}</CardPAN><Track2>{number}=27121010</Track2></CardValue>"),
        format!("<Unknown{number}>1</Unknown{number}>"),
        format!("<TotalAmount Currency=\"{number}\">{number}</TotalAmount>"),
        format!("<Loyalty LoyaltyPAN=\"{number}\">4111 1111 1111 1111</Loyalty>"),
    ];
    let mut inputs: Vec<String> = places.iter().map(|place| request("CardPayment", 8, place)).collect();
    inputs.push(payment(8).replace("RequestID=\"8\"", &format!("RequestID=\"{number}\"")));
    inputs.push(payment(8).replace("CardPayment", number));
    inputs.push(response(8, number, ""));
    inputs.push(format!("<?xml version=\"1.0\" encoding=\"{number}\"?><a/>"));
    inputs.push(format!("<CardServiceRequest{number} a=\"{number}\""));
    inputs.push(number.to_owned());
    inputs.push(payment(8).replace("xmlns=\"http", &format!("xmlns=\"{number}")));
    for input in &inputs {
        for json in [true, false] {
            let mut out = Vec::new();
            tell(&intake::read(input.as_bytes()), json, &mut out).expect("memory");
            let text = String::from_utf8(out).expect("UTF-8");
            assert!(!text.contains("41111111") && !text.contains("4111 1111 1111 1111"), "{input}\n{text}");
            assert!(!text.contains("2712"), "{text}");
        }
    }
}

#[test]
fn a_word_of_the_peer_cannot_play_with_the_console() {
    let mut out = Vec::new();
    let input = payment(8).replace("Available", "A\u{9b}2J&#27;[2J");
    tell(&intake::read(input.as_bytes()), false, &mut out).expect("memory");
    let plain = anstream::adapter::strip_bytes(&out).into_vec();
    let text = String::from_utf8(plain).expect("UTF-8");
    assert!(!text.contains(['\u{9b}', '\u{1b}']), "{text:?}");
}
