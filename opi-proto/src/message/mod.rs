//! OPI messages as types: encode and decode of the six roots (protocol.md 2).
//!
//! Reader tolerant, writer strict: names match by local name in any letter case, a value may be an attribute
//! or a child element, values are trimmed, an empty value counts as absent, and what is not known is kept in
//! `other`. Card data is dropped or masked here, at the first point where it exists as a value
//! ([`sensitive`]); nothing above this module ever sees it.
//!
//! From the ground up: `codec`, `record` and `kind` know no message; `parts` are made with `record`; requests,
//! responses and device messages are made of parts; [`Message`] is any of them.

mod codec;
mod device;
mod device_names;
mod kind;
mod parts;
mod record;
mod request;
mod response;
pub mod sensitive;
#[cfg(test)]
mod tests;

pub use codec::DecodeError;
pub use device::{
    Buzzer, Command, DeviceRequest, DeviceResponse, Event, EventData, EventResult, Input, InputResult,
    InputValue, Mac, Output, OutputResult, ProductCode, ProductsAllowed, TextLine,
};
pub use device_names::{CommandKind, Device, DeviceRequestKind};
pub use kind::{AmountRule, Class, Effect, RequestKind};
pub use parts::*;
pub use record::Other;
pub(crate) use record::Record;
pub use request::Request;
pub use response::{OriginalHeader, Response};

use crate::wire::xml::{self, Element, Finding, Limits, WriteError};

/// Any OPI message.
#[allow(clippy::large_enum_variant, reason = "one message at a time is alive; boxes would only cost clarity")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// `CardServiceRequest` or `ServiceRequest`, till to terminal, channel 0.
    Request(Box<Request>),
    /// `CardServiceResponse` or `ServiceResponse`, terminal to till, channel 0.
    Response(Box<Response>),
    /// `DeviceRequest`, terminal to till, channel 1.
    DeviceRequest(Box<DeviceRequest>),
    /// `DeviceResponse`, till to terminal, channel 1.
    DeviceResponse(Box<DeviceResponse>),
}

/// A message and what had to be tolerated to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The message.
    pub message: Message,
    /// What was unusual about its XML.
    pub findings: Vec<Finding>,
}

impl Message {
    /// Reads a message within the default [`Limits`].
    ///
    /// # Errors
    /// [`DecodeError`] says what was found instead, and where.
    pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
        let document = xml::parse(bytes, &Limits::default())?;
        Ok(Decoded { message: Message::from_element(&document.root)?, findings: document.findings })
    }

    /// Reads a message from a parsed document.
    ///
    /// # Errors
    /// When the root is none of OPI's six, or a mandatory attribute is missing.
    pub fn from_element(root: &Element) -> Result<Message, DecodeError> {
        for class in [Class::Card, Class::Service] {
            if root.is(class.request_root()) {
                return Request::read(root, class).map(|m| Message::Request(Box::new(m)));
            }
            if root.is(class.response_root()) {
                return Response::read(root, class).map(|m| Message::Response(Box::new(m)));
            }
        }
        if root.is(DeviceRequest::ROOT) {
            DeviceRequest::read(root).map(|m| Message::DeviceRequest(Box::new(m)))
        } else if root.is(DeviceResponse::ROOT) {
            DeviceResponse::read(root).map(|m| Message::DeviceResponse(Box::new(m)))
        } else {
            Err(DecodeError::WrongRoot { found: root.name.chars().take(40).collect() })
        }
    }

    /// The message as an element tree.
    #[must_use]
    pub fn to_element(&self) -> Element {
        match self {
            Message::Request(m) => m.write(),
            Message::Response(m) => m.write(),
            Message::DeviceRequest(m) => m.write(),
            Message::DeviceResponse(m) => m.write(),
        }
    }

    /// Writes the message: UTF-8, with prolog and namespace, without the frame header.
    ///
    /// # Errors
    /// When a value holds a character that XML cannot carry.
    pub fn encode(&self) -> Result<Vec<u8>, WriteError> {
        xml::write(&self.to_element())
    }

    /// The name of the root element.
    #[must_use]
    pub fn root_name(&self) -> &'static str {
        match self {
            Message::Request(m) => m.class.request_root(),
            Message::Response(m) => m.class.response_root(),
            Message::DeviceRequest(_) => DeviceRequest::ROOT,
            Message::DeviceResponse(_) => DeviceResponse::ROOT,
        }
    }
}
