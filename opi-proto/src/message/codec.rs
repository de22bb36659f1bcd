//! From bytes to a message and back: picks the type by the root element.

use super::device::{DeviceRequest, DeviceResponse};
use super::kind::Class;
use super::request::Request;
use super::response::Response;
use crate::wire::xml::{self, Element, Finding, Limits, WriteError, XmlError};
use std::fmt;

/// Any OPI message.
#[allow(clippy::large_enum_variant, reason = "one message at a time is alive; boxes would only cost clarity")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// `CardServiceRequest` or `ServiceRequest`, till to terminal, channel 0.
    Request(Request),
    /// `CardServiceResponse` or `ServiceResponse`, terminal to till, channel 0.
    Response(Response),
    /// `DeviceRequest`, terminal to till, channel 1.
    DeviceRequest(DeviceRequest),
    /// `DeviceResponse`, till to terminal, channel 1.
    DeviceResponse(DeviceResponse),
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
                return Request::read(root, class).map(Message::Request);
            }
            if root.is(class.response_root()) {
                return Response::read(root, class).map(Message::Response);
            }
        }
        if root.is(DeviceRequest::ROOT) {
            DeviceRequest::read(root).map(Message::DeviceRequest)
        } else if root.is(DeviceResponse::ROOT) {
            DeviceResponse::read(root).map(Message::DeviceResponse)
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

/// Why bytes are not an OPI message. Names only, never values of the peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// Not acceptable XML.
    Xml(XmlError),
    /// XML, but not one of OPI's six messages.
    WrongRoot {
        /// Name of the root element, at most 40 characters.
        found: String,
    },
    /// A mandatory attribute is missing.
    Missing {
        /// Element that should carry it.
        element: &'static str,
        /// The attribute.
        attribute: &'static str,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Xml(error) => error.fmt(f),
            DecodeError::WrongRoot { found } => write!(
                f,
                "the root element is <{found}>, expected one of CardServiceRequest, CardServiceResponse, \
                 ServiceRequest, ServiceResponse, DeviceRequest, DeviceResponse"
            ),
            DecodeError::Missing { element, attribute } => {
                write!(f, "<{element}> lacks its mandatory attribute {attribute}")
            }
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<XmlError> for DecodeError {
    fn from(error: XmlError) -> Self {
        DecodeError::Xml(error)
    }
}

/// A mandatory value; it may be empty (`WorkstationID=""` is real) but not missing.
pub(super) fn required(
    element: &Element,
    name: &'static str,
    attribute: &'static str,
) -> Result<String, DecodeError> {
    element.value(attribute).ok_or(DecodeError::Missing { element: name, attribute })
}
