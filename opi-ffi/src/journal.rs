//! Entries of the electronic journal, field by field.

use crate::text::{self, Text};
use opi_core::devices::JournalEntry;

/// An entry as C reads it.
pub(crate) struct Entry(Vec<(&'static str, Text)>);

impl Entry {
    pub(crate) fn new(entry: &JournalEntry) -> Self {
        let field = |(name, value): (&'static str, Option<String>)| Some((name, Text::new(&value?)));
        Entry(fields(entry).into_iter().filter_map(field).collect())
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Text> {
        text::find(&self.0, name)
    }
}

/// Every field. The names are listed at `opi_device_request_get`.
fn fields(entry: &JournalEntry) -> [(&'static str, Option<String>); 21] {
    let shop = entry.data.shop.clone().unwrap_or_default();
    let transaction = entry.data.transaction.clone().unwrap_or_default();
    let card = entry.data.card.clone().unwrap_or_default();
    let dcc = entry.data.dcc.clone().unwrap_or_default();
    let total = transaction.total_amount.unwrap_or_default();
    let text = |lines: &[String]| (!lines.is_empty()).then(|| lines.join("\n"));
    [
        ("terminal", shop.terminal_identifier),
        ("merchant", shop.merchant_user_identifier),
        ("shop", text(&shop.shop_location)),
        ("transaction", transaction.transaction_identifier),
        ("service", transaction.service_label_name),
        ("time", transaction.date_and_time),
        ("approval_code", transaction.authorisation_code),
        ("amount", Some(total.text).filter(|amount| !amount.is_empty())),
        ("currency", total.currency),
        ("detailed_amount", transaction.detailed_amount),
        ("result", transaction.transaction_result_text),
        ("acquirer", transaction.acquirer_identifier),
        ("activation", transaction.activation_sequence_number),
        ("reference", transaction.transaction_ref_number),
        ("card", card.card_number.map(|number| number.masked().to_owned())),
        ("card_name", card.card_label_name),
        ("application_id", card.application_identifier),
        ("dcc_amount", dcc.amount),
        ("dcc_currency", dcc.currency_code.or(dcc.currency_name)),
        ("dcc_rate", dcc.exchange_rate),
        ("dcc_markup", dcc.markup_percentage),
    ]
}
