//! Terminal models and makers of terminal software: the library's own rows ([`opi_proto::dialect::VARIANTS`]), and what
//! a simulated one does beyond what a till has to know of it (protocol.md 1.8, 3.3; gateway.md).
//!
//! What is not known of a model is as in its dialect. A model does nothing here that no source tells of.

use opi_proto::dialect::{Dialect, Hardware, VARIANTS, Variant};
use opi_proto::message::RequestKind;
use std::sync::LazyLock;

/// A terminal model, or the software of a maker.
#[derive(Debug, PartialEq, Eq)]
pub struct Model {
    /// The library's row.
    pub variant: Option<&'static Variant>,
    /// The dialect with the changes of that row.
    pub dialect: Option<Dialect>,
    /// Takes an abort, but answers `DeviceUnavailable` to it.
    pub abort_unconfirmed: bool,
    /// Requests that it refuses although tills may send them.
    pub refuses: &'static [RequestKind],
}

/// What the documents of the Swiss gateway say that an unattended terminal cannot do, where others say that it decides.
const WITHOUT_CASHIER: &[RequestKind] = &[RequestKind::PaymentReversal, RequestKind::TicketReprint];

static PLAIN: Model = Model { variant: None, dialect: None, abort_unconfirmed: false, refuses: &[] };

static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| VARIANTS.iter().map(Model::of).collect());

impl Model {
    fn of(variant: &'static Variant) -> Model {
        let unattended = variant.hardware.is_some_and(|hardware| hardware.unattended);
        Model {
            variant: Some(variant),
            dialect: variant.row().ok(),
            abort_unconfirmed: variant.name == "q30",
            refuses: if unattended { WITHOUT_CASHIER } else { &[] },
        }
    }

    /// A terminal without habits of its own, of any dialect.
    #[must_use]
    pub fn plain() -> &'static Model {
        &PLAIN
    }

    /// Every model and maker.
    #[must_use]
    pub fn all() -> &'static [Model] {
        &MODELS
    }

    /// Finds a model by its name in any letter case; `PAX Q30` and `q30` are the same.
    ///
    /// # Errors
    /// A sentence with the nearest name.
    pub fn by_name(name: &str) -> Result<&'static Model, String> {
        let titled = |variant: &Variant| variant.title.eq_ignore_ascii_case(name.trim());
        let model = Model::all().iter().find(|model| model.variant.is_some_and(titled));
        if let Some(model) = model {
            return Ok(model);
        }
        let variant = Variant::by_name(name).map_err(|error| error.message().to_owned())?;
        let model = Model::all().iter().find(|model| model.variant == Some(variant));
        Ok(model.unwrap_or(Model::plain()))
    }

    /// The name for people; `GetInfo` tells it.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.variant.map_or("Simulator", |variant| variant.title)
    }

    /// Does it take this kind of request, in a dialect that knows it?
    #[must_use]
    pub fn takes(&self, kind: RequestKind) -> bool {
        !self.refuses.contains(&kind)
    }

    /// Nobody serves at it: it asks the till to hand out the goods, and insists on no receipt.
    #[must_use]
    pub fn is_unattended(&self) -> bool {
        self.has(|hardware| hardware.unattended, false)
    }

    /// Has it a printer of its own, and asks the cashier whether to print the customer's copy there?
    #[must_use]
    pub fn asks_customer_copy(&self) -> bool {
        self.has(|hardware| hardware.own_printer, false)
    }

    /// Does it send the merchant's copy to the till?
    #[must_use]
    pub fn sends_merchant_copy(&self) -> bool {
        self.has(|hardware| hardware.journal_printer, true)
    }

    fn has(&self, what: impl Fn(Hardware) -> bool, unknown: bool) -> bool {
        self.variant.and_then(|variant| variant.hardware).map_or(unknown, what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_found_and_is_a_terminal() {
        assert_eq!(Model::all().len(), VARIANTS.len());
        for model in Model::all() {
            let variant = model.variant.unwrap();
            assert_eq!(Model::by_name(&variant.name.to_uppercase()), Ok(model));
            assert_eq!(Model::by_name(variant.title), Ok(model));
            assert_eq!(model.dialect.as_ref().unwrap().variant, Some(variant));
        }
        assert!(Model::by_name("dx800").unwrap_err().contains("did you mean 'dx8000'?"));
    }

    #[test]
    fn habits_belong_to_models_that_exist() {
        assert!(Model::by_name("q30").unwrap().abort_unconfirmed);
        for (name, unattended, asks, merchant) in
            [("rx5000", false, false, true), ("dx8000", false, true, true), ("im30", true, false, false)]
        {
            let model = Model::by_name(name).unwrap();
            let found = (model.is_unattended(), model.asks_customer_copy(), model.sends_merchant_copy());
            assert_eq!(found, (unattended, asks, merchant), "{name}");
        }
    }
}
