//! Why bytes are no message, and the mandatory values of all messages.

use crate::wire::xml::{Element, XmlError};
use std::fmt;

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
