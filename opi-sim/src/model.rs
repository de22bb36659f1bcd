//! Terminal models: one row for each, with what is publicly known of it (protocol.md 3.2, 3.3, 3.11; field.md).
//!
//! What is not known of a model is as in its dialect. A model does nothing here that no source tells of.

use crate::profile::Profile;
use opi_core::dialect::Dialect;
use opi_core::message::RequestKind;

/// A terminal model.
#[derive(Debug, PartialEq, Eq)]
pub struct Model {
    /// Its name: `--model`, `GetInfo`.
    pub name: &'static str,
    /// Who makes it.
    pub maker: &'static str,
    /// The dialect it speaks.
    pub dialect: &'static str,
    /// Stands alone at a vending machine: asks the till to hand out the goods (`DeliveryBox`) and insists on no
    /// receipt.
    pub unattended: bool,
    /// Has a printer of its own, and asks the cashier whether to print the customer's copy there.
    pub asks_customer_copy: bool,
    /// Takes an abort, but answers `DeviceUnavailable` to it.
    pub abort_unconfirmed: bool,
    /// Requests of the dialect that it does not know.
    pub lacks: &'static [RequestKind],
}

const PLAIN: Model = Model {
    name: "Simulator",
    maker: "libopi",
    dialect: "",
    unattended: false,
    asks_customer_copy: false,
    abort_unconfirmed: false,
    lacks: &[],
};

/// What a terminal without cashier cannot do.
const UNATTENDED: Model = Model {
    unattended: true,
    lacks: &[
        RequestKind::PaymentRefund,
        RequestKind::PaymentReversal,
        RequestKind::CardReservation,
        RequestKind::TicketReprint,
    ],
    dialect: "ch",
    ..PLAIN
};

/// The models of Nexi Switzerland.
pub const MODELS: &[Model] = &[
    Model { name: "RX5000", maker: "Ingenico", dialect: "ch", ..PLAIN },
    Model { name: "DX8000", maker: "Ingenico", dialect: "ch", asks_customer_copy: true, ..PLAIN },
    Model { name: "EX8000", maker: "Ingenico", dialect: "ch", ..PLAIN },
    Model { name: "Q30", maker: "PAX", dialect: "ch", abort_unconfirmed: true, ..PLAIN },
    Model { name: "A77", maker: "PAX", dialect: "ch", ..PLAIN },
    Model { name: "IM15", maker: "PAX", ..UNATTENDED },
    Model { name: "IM30", maker: "PAX", ..UNATTENDED },
];

impl Model {
    /// A terminal without habits of its own, of any dialect.
    pub const PLAIN: &'static Model = &PLAIN;

    /// Finds a model by its name in any letter case; `PAX Q30` and `Q30` are the same.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Model> {
        let name = name.trim();
        MODELS.iter().find(|model| {
            name.eq_ignore_ascii_case(model.name)
                || name.eq_ignore_ascii_case(&format!("{} {}", model.maker, model.name))
        })
    }

    /// The names of all models, for messages.
    #[must_use]
    pub fn names() -> String {
        MODELS.iter().map(|model| model.name).collect::<Vec<_>>().join(", ")
    }

    /// The profile of this model in a dialect.
    #[must_use]
    pub fn profile(&'static self, dialect: &Dialect) -> Profile {
        Profile { model: self, ..Profile::of(dialect) }
    }

    /// Does it know this kind of request, in a dialect that does?
    #[must_use]
    pub fn knows(&self, kind: RequestKind) -> bool {
        !self.lacks.contains(&kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_core::dialect::Dialect;

    #[test]
    fn every_model_is_found_and_speaks_a_dialect_that_has_what_it_lacks() {
        for model in MODELS {
            assert_eq!(Model::by_name(&model.name.to_lowercase()), Some(model));
            assert_eq!(Model::by_name(&format!("{} {}", model.maker, model.name)), Some(model));
            let dialect = Dialect::by_name(model.dialect).unwrap();
            assert!(model.lacks.iter().all(|kind| dialect.supports(*kind)), "{}", model.name);
        }
        assert_eq!(Model::by_name("Q31"), None);
    }
}
