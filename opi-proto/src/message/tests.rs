//! Every message that can be said is understood again: whatever its fields hold, what is written is read as the same.

use super::record::Record;
use super::*;
use crate::value::{OverallResult, Pan, Secret};
use crate::wire::xml::Element;
use proptest::prelude::*;

/// Decisions and texts for a message, drawn from bytes; when they are used up, everything is left out.
pub(crate) struct Source(std::vec::IntoIter<u8>);

/// Texts as they are met, and as they make trouble: blanks, umlauts, everything that XML has to escape.
const TEXTS: &[&str] = &[
    "1",
    "021601",
    "12.50",
    "CHF",
    "true",
    "Z\u{fc}rich",
    "a b",
    "\u{1f4b3}",
    "&",
    "<b>",
    "]]>",
    "\"'",
    "&amp;",
    "\u{20ac} 5",
    "P123456781",
    "8.1",
    "--",
    "\u{3b1}\u{5d0}",
];
const PANS: &[&str] =
    &["4111111111111111", "680533#########4747", "XXXXXXXXXXXX0036", "541333******0011", "12345678"];

impl Source {
    fn byte(&mut self) -> u8 {
        self.0.next().unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::from(self.byte()) % from.len()]
    }

    pub(crate) fn maybe(&mut self) -> bool {
        self.byte() % 3 == 2
    }

    pub(crate) fn value(&mut self) -> String {
        self.pick(TEXTS).to_owned()
    }

    /// Free text: blanks around it count.
    pub(crate) fn text(&mut self) -> String {
        match self.byte() % 4 {
            0 => String::new(),
            1 => format!("  {} ", self.value()),
            // Letters between them: runs of digits are masked in places.
            2 => format!("{} x {}", self.value(), self.value()),
            _ => self.value(),
        }
    }

    pub(crate) fn pan(&mut self) -> Pan {
        Pan::read(self.pick(PANS))
    }

    pub(crate) fn list<T>(&mut self, mut item: impl FnMut(&mut Source) -> T) -> Vec<T> {
        let length = self.byte() % 3;
        (0..length).map(|_| item(self)).collect()
    }

    pub(crate) fn other(&mut self) -> Other {
        let attributes = if self.maybe() { vec![("Unheard".into(), self.value())] } else { Vec::new() };
        let element = |source: &mut Source| {
            Element::new("Novel").with_attr("Of", source.value()).with_text(source.value())
        };
        Other { attributes, elements: self.list(element) }
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Source) -> T) -> Option<T> {
        self.maybe().then(|| make(self))
    }

    fn optional(&mut self) -> Option<String> {
        self.some(Source::value)
    }

    fn record<R: Record>(&mut self) -> Option<R> {
        self.some(R::any)
    }

    fn result(&mut self) -> OverallResult {
        let known = usize::from(self.byte());
        OverallResult::KNOWN.get(known).cloned().unwrap_or_else(|| OverallResult::Other(self.value()))
    }

    fn class(&mut self) -> Class {
        if self.maybe() { Class::Service } else { Class::Card }
    }

    fn kind(&mut self) -> RequestKind {
        self.pick(RequestKind::ALL)
    }

    /// What stands directly in the answer leaves no trace when it is empty.
    fn state(&mut self) -> Option<TerminalState> {
        let state = TerminalState { other: Other::default(), ..TerminalState::any(self) };
        (state != TerminalState::default()).then_some(state)
    }

    fn request(&mut self) -> Message {
        Message::Request(Box::new(Request {
            class: self.class(),
            application_sender: self.optional(),
            pop_id: self.optional(),
            reference_number: self.optional(),
            elme_tunnel_callback: self.optional(),
            pos_data: self.record(),
            loyalty: self.record(),
            card_circuits: self.record(),
            original_transaction: self.record(),
            total_amount: self.record(),
            sale_items: self.list(SaleItem::any),
            card_value: self.record(),
            acquirer: self.record(),
            agent: self.optional(),
            private_data: self.list(PrivateData::any),
            other: self.other(),
            ..Request::new(self.kind(), &self.value(), &self.value())
        }))
    }

    fn response(&mut self) -> Message {
        Message::Response(Box::new(Response {
            class: self.class(),
            application_sender: self.optional(),
            pop_id: self.optional(),
            system_status: self.optional(),
            elme_error_code: self.optional(),
            elme_error_text: self.optional(),
            terminal: self.record(),
            error_detail: self.record(),
            tender: self.record(),
            authorisation: self.record(),
            dcc: self.record(),
            card_details: self.record(),
            card_value: self.record(),
            loyalty: self.record(),
            reconciliation: self.record(),
            submission: self.record(),
            state: self.state(),
            sale_items: self.list(SaleItem::any),
            original_header: self.record(),
            diagnosis: self.record(),
            private_data: self.list(PrivateData::any),
            other: self.other(),
            ..Response::new(self.kind(), &self.value(), &self.value(), self.result())
        }))
    }

    fn device_request(&mut self) -> DeviceRequest {
        DeviceRequest {
            request_type: self.pick(DeviceRequestKind::ALL).wire_name().into(),
            request_id: self.value(),
            workstation_id: self.optional(),
            application_sender: self.optional(),
            terminal_id: self.optional(),
            pop_id: self.optional(),
            sequence_id: self.optional(),
            outputs: self.list(Output::any),
            input: self.record(),
            event: self.record(),
            other: self.other(),
        }
    }

    fn device_response(&mut self) -> Message {
        let request = self.device_request();
        Message::DeviceResponse(Box::new(DeviceResponse {
            application_sender: self.optional(),
            reference_request_id: self.optional(),
            outputs: self.list(OutputResult::any),
            input: self.record(),
            event_result: self.record(),
            error_detail: self.record(),
            other: self.other(),
            ..DeviceResponse::to(&request, self.result())
        }))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn what_is_written_is_read(bytes in prop::collection::vec(any::<u8>(), 0..2000), which in 0..4) {
        let mut source = Source(bytes.into_iter());
        let message = match which {
            0 => source.request(),
            1 => source.response(),
            2 => Message::DeviceRequest(Box::new(source.device_request())),
            _ => source.device_response(),
        };
        let decoded = Message::decode(&message.encode().unwrap()).unwrap();
        prop_assert_eq!(&decoded.message, &message);
        prop_assert!(decoded.findings.is_empty(), "{:?}", decoded.findings);
    }
}

/// The property above would say nothing if messages came out empty.
#[test]
fn messages_that_are_tried_have_every_part() {
    let bytes = [2u8].repeat(8000);
    let xml = |message: Message| String::from_utf8(message.encode().unwrap()).unwrap();
    let mut source = Source(bytes.into_iter());
    let request = xml(source.request());
    for part in
        ["POSTimeStamp", "Loyalty ", "CardCircuit ", "OriginalTransaction", "SaleItem", "CardValue", "Agent"]
    {
        assert!(request.contains(&format!("<{part}")), "{part} in {request}");
    }
    let response = xml(source.response());
    for part in
        ["ErrorDetail", "Tender", "DCCInfo", "Reconciliation", "Submission", "TerminalStatus", "TokenItem"]
    {
        assert!(response.contains(&format!("<{part}")), "{part} in {response}");
    }
    let device = xml(Message::DeviceRequest(Box::new(source.device_request())));
    for part in ["TextLine", "Buzzer", "MAC", "ImageFile", "E-Journal", "Command", "EventData"] {
        assert!(device.contains(&format!("<{part}")), "{part} in {device}");
    }
    assert!(xml(source.device_response()).contains("<EventResult"));
}

#[test]
fn every_kind_of_request_reads_back_as_itself() {
    for kind in RequestKind::ALL.iter().copied() {
        let request = Request::new(kind, "lane-1", "7");
        let response = Response::new(kind, "lane-1", "7", OverallResult::Success);
        for message in [Message::Request(Box::new(request)), Message::Response(Box::new(response))] {
            let xml = message.encode().unwrap();
            let again = Message::decode(&xml).unwrap().message;
            assert_eq!(again, message);
            let root = if kind.class() == Class::Card { "CardService" } else { "Service" };
            assert!(message.root_name().starts_with(root), "{kind} is a {}", message.root_name());
        }
    }
}

#[test]
fn secrets_are_written_and_never_read() {
    let secret = |text: &str| Some(Secret::new(text));
    let mut request = Request::new(RequestKind::CardPayment, "lane-1", "7");
    request.card_value = Some(CardValue {
        clear_pan: secret("4111111111111111"),
        start_date: secret("2401"),
        expiry_date: secret("2712"),
        end_date: secret("2713"),
        service_code: secret("101"),
        track_1: Some(Track1 { ascii: secret("%B4111^X^2712?"), ..Track1::default() }),
        track_2: Some(Track2 { bytes: secret("3B34"), ..Track2::default() }),
        track_3: Some(Track3 { ascii: secret(";01?"), ..Track3::default() }),
        ..CardValue::default()
    });
    let message = Message::Request(Box::new(request));
    let xml = message.encode().unwrap();
    let text = String::from_utf8(xml.clone()).unwrap();
    for part in ["<CardPAN>4111111111111111<", "<StartDate>2401<", "<Ascii>%B4111^X^2712?<", "<Byte>3B34<"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let Message::Request(again) = Message::decode(&xml).unwrap().message else { panic!("a request") };
    let card = again.card_value.unwrap();
    assert_eq!(card.card_pan.as_ref().map(Pan::masked), Some("411111******1111"));
    let expected = CardValue {
        card_pan: card.card_pan.clone(),
        track_1: Some(Track1::default()),
        track_2: Some(Track2::default()),
        track_3: Some(Track3::default()),
        ..CardValue::default()
    };
    assert_eq!(card, expected, "nothing of it is left, nor in `other`");
}

/// A value may be an attribute or an element, with blanks around it, in any letter case.
#[test]
fn both_ways_of_writing_a_value_are_read() {
    let read = |inside: &str, attributes: &str| {
        let xml = format!(
            "<CardServiceResponse RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"1\" \
             OverallResult=\"Success\"><Tender><Authorisation{attributes}>{inside}</Authorisation></Tender>\
             </CardServiceResponse>"
        );
        match Message::decode(xml.as_bytes()).unwrap().message {
            Message::Response(response) => response.tender.unwrap().authorisation.unwrap(),
            other => panic!("{other:?}"),
        }
    };
    let as_attribute =
        read("", " TimeStamp=\" 2026-04-08 \" trxreferencenumber=\"7\" AuthorizationCode=\"42\"");
    let as_element = read(
        "<TimeStamp>2026-04-08</TimeStamp><TransactionRefNumber> 7 </TransactionRefNumber><ApprovalCode>42\
         </ApprovalCode>",
        "",
    );
    assert_eq!(as_attribute, as_element);
}
