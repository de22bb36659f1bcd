//! What a terminal asks the cashier: one row for each question.

use crate::text::Text;
use opi_proto::message::{Command, Input};

/// A question to the cashier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Reverse the last transaction? No ends the request.
    Reversal,
    /// Is the signature correct? No moves the money back.
    Signature,
    /// Shall the terminal print the customer's copy? Either way it goes on.
    CustomerCopy,
    /// The approval code that the host tells by telephone. None declines the payment.
    ApprovalCode,
    /// The number of the card's application to use. None ends the request.
    Application,
}

impl Question {
    /// The words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Question::Reversal => Text::ConfirmReversal,
            Question::Signature => Text::SignatureCorrect,
            Question::CustomerCopy => Text::PrintCustomerCopy,
            Question::ApprovalCode => Text::EnterApprovalCode,
            Question::Application => Text::ChooseApplication,
        }
    }

    /// The input it wants, and how many seconds it gives the cashier.
    #[must_use]
    pub fn input(self, seconds: u64) -> Input {
        let (name, min, max) = match self {
            Question::Reversal | Question::Signature | Question::CustomerCopy => {
                ("GetConfirmation", None, None)
            }
            Question::ApprovalCode => ("GetChar", Some(1), Some(8)),
            Question::Application => ("GetMenu", Some(1), Some(1)),
        };
        let number = |n: Option<u32>| n.map(|n| n.to_string());
        let command = Command {
            name: name.to_owned(),
            min_length: number(min),
            max_length: number(max),
            time_out: Some(seconds.to_string()),
            ..Command::default()
        };
        Input { target: Some("CashierKeyboard".to_owned()), command: Some(command), ..Input::default() }
    }
}
