//! OPI messages as types: encode and decode of the six roots (protocol.md 2).
//!
//! Reader tolerant, writer strict: names match by local name in any letter case, a value may be an attribute
//! or a child element, values are trimmed, an empty value counts as absent, and what is not known is kept in
//! `other`. Card data is dropped or masked here, at the first point where it exists as a value
//! ([`sensitive`]); nothing above this module ever sees it.

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

pub use codec::{DecodeError, Decoded, Message};
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
