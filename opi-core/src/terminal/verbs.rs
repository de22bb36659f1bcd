//! The everyday operations, a method each.

use super::Terminal;
use crate::cancel::CancelToken;
use opi_proto::error::Error;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::Outcome;
use opi_proto::value::Money;

impl Terminal {
    /// Takes a card payment. As [`Terminal::run`]; give options by making the [`Operation`] yourself.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn pay(&self, amount: Money, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::CardPayment).with_amount(amount), cancel)
    }

    /// Refunds to a card.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn refund(&self, amount: Money, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::PaymentRefund).with_amount(amount), cancel)
    }

    /// Reverses the payment with this STAN, or the last one where the dialect knows no other way.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn reverse(&self, stan: Option<&str>, cancel: &CancelToken) -> Result<Outcome, Error> {
        let mut reversal = Operation::new(RequestKind::PaymentReversal);
        if let Some(stan) = stan {
            reversal.set("stan", stan)?;
        }
        self.run(&reversal, cancel)
    }

    /// Prints the last receipt once more.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn reprint(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::TicketReprint), cancel)
    }

    /// Asks the terminal for its last answer once more; see `original_header` of the response.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn repeat_last_message(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::RepeatLastMessage), cancel)
    }

    /// Opens a session: activates the terminal or logs in, whichever the dialect calls it.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn open_session(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config().settings.dialect.session_open), cancel)
    }

    /// Closes the session: deactivates the terminal or logs off.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn close_session(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config().settings.dialect.session_close), cancel)
    }

    /// Closes the day, by the dialect's verb.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn close_day(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config().settings.dialect.close_day), cancel)
    }

    /// Asks for the terminal's state, by the dialect's verb.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn status(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config().settings.dialect.status), cancel)
    }
}
