//! `CardServiceRequest` and `ServiceRequest`: what a till asks of a terminal (protocol.md 2.2, 2.3).

use super::codec::{DecodeError, required};
use super::kind::{Class, RequestKind};
use super::parts::{
    Acquirer, Amount, CardCircuitCollection, CardValue, Loyalty, OriginalTransaction, PosData, PrivateData,
    SaleItem,
};
use super::record::{Other, Record, value};
use crate::wire::xml::Element;

/// A request of the till, on channel 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which of the two roots.
    pub class: Class,
    /// `RequestType` as it stands on the wire; see [`Request::kind`].
    pub request_type: String,
    /// Name of the till.
    pub workstation_id: String,
    /// Chosen by the till, echoed by the terminal. A string: never parse it as a number.
    pub request_id: String,
    /// Name of the sending program (de).
    pub application_sender: Option<String>,
    /// Payment point (de, ifsf).
    pub pop_id: Option<String>,
    /// ch: the merchant's order reference; ifsf: `RequestID` of the request to abort.
    pub reference_number: Option<String>,
    /// Asks for device requests on channel 0 (CCV Germany, L; never set by this library).
    pub elme_tunnel_callback: Option<String>,
    /// What the till says about itself.
    pub pos_data: Option<PosData>,
    /// Loyalty (ifsf).
    pub loyalty: Option<Loyalty>,
    /// Brands allowed.
    pub card_circuits: Option<CardCircuitCollection>,
    /// The transaction referred to.
    pub original_transaction: Option<OriginalTransaction>,
    /// The amount.
    pub total_amount: Option<Amount>,
    /// Lines of the sale.
    pub sale_items: Vec<SaleItem>,
    /// A card that the till read.
    pub card_value: Option<CardValue>,
    /// The acquirer it is meant for (ifsf).
    pub acquirer: Option<Acquirer>,
    /// Kind of agent business of an `OnlineAgent` (ifsf): `MobilePhonePrepaid`, …
    pub agent: Option<String>,
    /// Vendors' own content, scrubbed of card data.
    pub private_data: Vec<PrivateData>,
    /// What this library does not know, kept.
    pub other: Other,
}

const KNOWN: &[&str] = &[
    "RequestType",
    "WorkstationID",
    "RequestID",
    "ApplicationSender",
    "POPID",
    "ReferenceNumber",
    "ElmeTunnelCallback",
    "POSdata",
    "Loyalty",
    "CardCircuitCollection",
    "OriginalTransaction",
    "TotalAmount",
    "SaleItem",
    "CardValue",
    "Acquirer",
    "Agent",
    "PrivateData",
];

impl Request {
    /// A request of a known kind with nothing but its header.
    #[must_use]
    pub fn new(kind: RequestKind, workstation_id: &str, request_id: &str) -> Self {
        Request {
            class: kind.class(),
            request_type: kind.wire_name().to_owned(),
            workstation_id: workstation_id.to_owned(),
            request_id: request_id.to_owned(),
            application_sender: None,
            pop_id: None,
            reference_number: None,
            elme_tunnel_callback: None,
            pos_data: None,
            loyalty: None,
            card_circuits: None,
            original_transaction: None,
            total_amount: None,
            sale_items: Vec::new(),
            card_value: None,
            acquirer: None,
            agent: None,
            private_data: Vec::new(),
            other: Other::default(),
        }
    }

    /// The kind, if `request_type` is a known one.
    #[must_use]
    pub fn kind(&self) -> Option<RequestKind> {
        RequestKind::from_wire_name(&self.request_type)
    }

    pub(super) fn read(root: &Element, class: Class) -> Result<Self, DecodeError> {
        let name = class.request_root();
        Ok(Request {
            class,
            request_type: required(root, name, "RequestType")?,
            workstation_id: required(root, name, "WorkstationID")?,
            request_id: required(root, name, "RequestID")?,
            application_sender: value(root, &["ApplicationSender"]),
            pop_id: value(root, &["POPID"]),
            reference_number: value(root, &["ReferenceNumber"]),
            elme_tunnel_callback: value(root, &["ElmeTunnelCallback"]),
            pos_data: PosData::read_child(root),
            loyalty: Loyalty::read_child(root),
            card_circuits: CardCircuitCollection::read_child(root),
            original_transaction: OriginalTransaction::read_child(root),
            total_amount: Amount::read_child(root),
            sale_items: SaleItem::read_children(root),
            card_value: CardValue::read_child(root),
            acquirer: Acquirer::read_child(root),
            agent: value(root, &["Agent"]),
            private_data: PrivateData::read_all(root),
            other: Other::collect(root, &[KNOWN]),
        })
    }

    pub(super) fn write(&self) -> Element {
        let mut root = Element::new(self.class.request_root())
            .with_attr("RequestType", self.request_type.as_str())
            .with_attr("WorkstationID", self.workstation_id.as_str())
            .with_attr("RequestID", self.request_id.as_str());
        for (name, value) in [
            ("ApplicationSender", &self.application_sender),
            ("POPID", &self.pop_id),
            ("ReferenceNumber", &self.reference_number),
            ("ElmeTunnelCallback", &self.elme_tunnel_callback),
        ] {
            if let Some(value) = value {
                root.set_attr(name, value.as_str());
            }
        }
        // The order in which IFSF declares the children; no terminal is known to check it.
        let parts = [
            self.pos_data.as_ref().map(Record::write),
            self.loyalty.as_ref().map(Record::write),
            self.card_circuits.as_ref().map(Record::write),
            self.original_transaction.as_ref().map(Record::write),
            self.total_amount.as_ref().map(Record::write),
        ];
        parts.into_iter().flatten().for_each(|part| root.push(part));
        self.sale_items.iter().for_each(|item| root.push(item.write()));
        let parts = [
            self.card_value.as_ref().map(Record::write),
            self.acquirer.as_ref().map(Record::write),
            self.agent.as_ref().map(|agent| Element::new("Agent").with_text(agent.as_str())),
        ];
        parts.into_iter().flatten().for_each(|part| root.push(part));
        self.private_data.iter().for_each(|data| root.push(data.write()));
        self.other.write_into(&mut root);
        root
    }
}
