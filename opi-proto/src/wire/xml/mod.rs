//! One message as a tree: a bounded reader, an escaping writer.
//!
//! The reader takes the events of quick-xml and builds an owned tree of [`Element`]s without recursion, every
//! limit checked while reading. It is **strict on structure and tolerant in free text**: a message must be one
//! complete element with nothing around it, but a bare `&` in a receipt must not turn an approved payment into
//! an unknown one. What was tolerated is listed in [`Document::findings`].
//!
//! | input | what becomes of it |
//! |---|---|
//! | not exactly one root, cut anywhere, mismatched or malformed tags | rejected |
//! | `DOCTYPE` | rejected: no entity is ever defined, so none is ever expanded |
//! | text outside the root | rejected; blanks are fine, NUL bytes behind the root are a finding |
//! | XML declaration | only at the start; blanks in front are a finding |
//! | an attribute twice in one element | rejected, also if only the prefixes differ |
//! | bare `&` | kept, a finding |
//! | unknown entity `&foo;` | in text kept literally, a finding; in an attribute rejected |
//! | a character XML 1.0 forbids, raw or as `&#1;` | in text U+FFFD, a finding; in an attribute rejected |
//! | `&#0;`, surrogates, numbers beyond Unicode | rejected |
//! | a prefix that nothing declares | a finding |
//! | CDATA | text |
//! | comments, processing instructions | ignored |
//! | `]]>` in text, `--` in a comment, `<` in an attribute | ignored |
//! | no blank between attributes, a name that starts with a digit | ignored |
//!
//! Names are compared without prefix and without regard to ASCII case, values without the blanks around them:
//! that is how far implementations differ (protocol.md 4.3).
//!
//! | room | what is in it |
//! |---|---|
//! | `scan` | the reader: events of quick-xml in, a tree out, with the policy above |
//! | `pretty`, `write` | the tree as XML, for eyes and for the wire |
//! | `reference` | what stands between `&` and `;` |
//! | `error` | why a message was rejected |
//! | `tree` | elements and text |
//! | `limits` | how much a message may contain |
//! | `names` | which characters XML allows, and where |

mod error;
mod limits;
mod names;
mod pretty;
mod reference;
mod scan;
mod tree;
mod write;

pub use crate::wire::finding::Finding;
pub use error::{XmlError, XmlErrorKind};
pub use limits::{Limit, Limits};
pub use pretty::pretty;
pub use scan::{Document, parse};
pub use tree::{Element, Node};
pub use write::{NAMESPACE, WriteError, write};
