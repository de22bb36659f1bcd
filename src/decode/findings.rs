//! Everything that can be said about a message: one table of what is unusual, and how much it matters.

use serde_json::{Value, json};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Met in practice and harmless; good to know.
    Note,
    /// Unusual: look at it.
    Warning,
    /// The message cannot be used as it is, or money is at stake.
    Error,
}

impl Weight {
    /// The name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Weight::Note => "note",
            Weight::Warning => "warning",
            Weight::Error => "error",
        }
    }
}

macro_rules! sorts {
    ($( $variant:ident = $code:literal, $weight:ident, $what:literal; )*) => {
        /// A sort of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Sort {
            $( #[doc = $what] $variant, )*
        }

        impl Sort {
            /// Every sort, in the order of the table.
            pub const ALL: &'static [Sort] = &[$( Sort::$variant ),*];

            /// The name in the JSON.
            pub fn code(self) -> &'static str {
                match self { $( Sort::$variant => $code, )* }
            }

            /// How much it matters.
            pub fn weight(self) -> Weight {
                match self { $( Sort::$variant => Weight::$weight, )* }
            }

            /// What it says, in one plain sentence.
            pub fn what(self) -> &'static str {
                match self { $( Sort::$variant => $what, )* }
            }
        }
    };
}

sorts! {
    EmptyFrame = "empty_frame", Note, "A frame of length zero.";
    FrameTooShort = "frame_too_short", Error, "The frame's length is less than its document; the sender may have counted characters instead of bytes.";
    FrameTooLong = "frame_too_long", Error, "The frame's length is more than its document; a reader would swallow a part of the next message, or wait for ever.";
    FrameCut = "frame_cut", Error, "The input ends in the middle of a frame.";
    FrameHuge = "frame_huge", Error, "The frame is longer than a till accepts.";

    Unreadable = "unreadable", Error, "The message cannot be read.";
    MissingAttribute = "missing_attribute", Error, "A mandatory attribute is missing.";
    EmptyAttribute = "empty_attribute", Note, "A mandatory attribute is empty.";
    UnknownRequestType = "unknown_request_type", Warning, "There is no request of this kind.";
    OtherMessagePair = "other_message_pair", Note, "Requests of this kind are usually sent as the other message: CardService or Service.";
    UnknownResult = "unknown_result", Warning, "There is no such result; for money it means 'unknown', never 'declined'.";
    UnknownName = "unknown_name", Note, "libopi does not interpret this; it is kept.";
    OtherSpelling = "other_spelling", Note, "The name is spelled differently from OPI's.";
    OtherForm = "other_form", Note, "The value stands in an element where OPI has an attribute, or the other way round.";
    BlanksAroundValue = "blanks_around_value", Note, "There are blanks around the value.";
    NoPosData = "no_posdata", Note, "A card request without POSdata.";
    NoWorkstation = "no_workstation", Warning, "A device request that names no till.";

    NoDeclaration = "no_declaration", Note, "There is no XML declaration; UTF-8 is taken.";
    CharsetUndeclared = "charset_undeclared", Note, "The XML declaration names no character set; UTF-8 is taken.";
    NotUtf8 = "not_utf8", Warning, "The bytes are not the UTF-8 they are declared or taken to be; they were read as Windows-1252.";
    ReallyUtf8 = "really_utf8", Warning, "Another character set is declared, but the bytes are UTF-8: umlauts will come out wrong.";
    DeclaredUtf16 = "declared_utf16", Warning, "UTF-16 is declared and not used.";
    LostCharacters = "lost_characters", Note, "Question marks or replacement characters stand where umlauts may have been.";
    NoNamespace = "no_namespace", Note, "The root element is in no namespace.";
    OtherNamespace = "other_namespace", Note, "The root element is in another namespace than OPI's.";
    UnboundPrefix = "unbound_prefix", Warning, "A namespace prefix is declared nowhere.";
    BlanksBeforeDeclaration = "blanks_before_declaration", Note, "Blanks stand before the XML declaration.";
    PaddedWithNul = "padded_with_nul", Warning, "NUL bytes follow the document.";
    BareAmpersand = "bare_ampersand", Warning, "A bare '&' that should be '&amp;'.";
    UnknownEntity = "unknown_entity", Warning, "An entity that XML does not define.";
    ForbiddenCharacter = "forbidden_character", Warning, "A character that XML forbids.";
    OtherXml = "other_xml", Note, "Something in the XML was tolerated.";

    CardNumber = "card_number", Warning, "A card number that is not masked; it is masked here.";
    LongNumber = "long_number", Note, "A long number that might be a card number; it is masked here.";
    CardData = "card_data", Note, "Card data that must not be kept; it is not shown here.";

    NoAmount = "no_amount", Warning, "A request of this kind needs an amount.";
    UnreadableAmount = "unreadable_amount", Warning, "The amount cannot be read: digits with a dot are expected.";
    OddAmount = "odd_amount", Note, "The amount is not written with the decimals of its currency.";
    NoCurrency = "no_currency", Note, "The amount names no currency.";
    UnknownCurrency = "unknown_currency", Warning, "ISO 4217 has no such currency.";

    SuccessWithoutApproval = "success_without_approval", Warning, "Success, but nothing that shows an authorisation: no approval code, no reference, no action code 0.";
    NoApprovalCode = "no_approval_code", Note, "Success without an approval code or a reference at the acquirer; an action code of 0 is all there is.";
    SuccessWithDecline = "success_with_decline", Error, "Success, and a reason for a decline beside it.";
    NoSuccessWithApproval = "no_success_with_approval", Warning, "No success, and an approval code or reference beside it: compare with the terminal's receipt.";
    ReceiptNotTaken = "receipt_not_taken", Warning, "The till did not take the receipt: the terminal will ask for a reprint (PrintLastTicket).";

    RequestTwice = "request_twice", Error, "The same request that moves money was sent before: a double charge is possible.";
    NoAnswer = "no_answer", Warning, "No answer follows: if it never came, the till's verdict is 'unknown'.";
    AnswerWithoutRequest = "answer_without_request", Warning, "No request stands before this answer.";
    OtherRequestId = "other_request_id", Warning, "The answer names another request than the one that is open.";
    OtherAmount = "other_amount", Note, "The amount differs from the one asked for (a tip, perhaps).";
    CallbackOfAnother = "callback_of_another", Warning, "The number says that it belongs to another request.";
    CallbackWithoutRequest = "callback_without_request", Note, "A device request while no request of the till is open: a late one, or the input begins in the middle.";
    CallbackUnanswered = "callback_unanswered", Warning, "The answer came before the till had answered every device request.";
    DeviceAnswerWithoutRequest = "device_answer_without_request", Warning, "No device request stands before this answer of the till.";
}

/// One thing that is unusual about a message. Never holds a value of the message but names and numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What sort of thing.
    pub sort: Sort,
    /// Where: names joined by `/`; empty for the message as a whole.
    pub place: String,
    /// More about it.
    detail: String,
}

impl Finding {
    /// A finding at a place.
    pub fn new(sort: Sort, place: &str) -> Self {
        Finding { sort, place: place.to_owned(), detail: String::new() }
    }

    /// The same with more about it.
    #[must_use]
    pub fn with(mut self, detail: &str) -> Self {
        detail.clone_into(&mut self.detail);
        self
    }

    /// In words.
    pub fn text(&self) -> String {
        let place = if self.place.is_empty() { String::new() } else { format!("{}: ", self.place) };
        let what = self.sort.what();
        match self.detail.as_str() {
            "" => format!("{place}{what}"),
            detail => format!("{place}{} ({detail}).", what.trim_end_matches('.')),
        }
    }

    /// As a part of `--json`.
    pub fn json(&self) -> Value {
        json!({
            "code": self.sort.code(),
            "weight": self.sort.weight().name(),
            "place": self.place,
            "text": self.text(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_consistent() {
        let mut seen = HashSet::new();
        for sort in Sort::ALL {
            assert!(seen.insert(sort.code()), "{} twice", sort.code());
            assert!(sort.what().ends_with('.'), "{}", sort.code());
        }
    }

    #[test]
    fn a_finding_says_where_and_what() {
        let finding = Finding::new(Sort::OddAmount, "TotalAmount").with("one decimal");
        assert_eq!(
            finding.text(),
            "TotalAmount: The amount is not written with the decimals of its currency (one decimal)."
        );
        assert_eq!(finding.json()["code"], "odd_amount");
    }
}
