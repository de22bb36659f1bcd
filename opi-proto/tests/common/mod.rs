//! Settings for tests, written like the options of a terminal URL (which is the layer above).

use opi_proto::dialect::{Dialect, Variant};
use opi_proto::settings::{ReceiptPlace, Settings};
use std::sync::Arc;

/// The settings that `options` names: `dialect=de&workstation=lane-1`, in this order.
pub fn settings(options: &str) -> Arc<Settings> {
    let mut settings = Settings::default();
    for option in options.split('&').filter(|option| !option.is_empty()) {
        let (name, value) = option.split_once('=').expect("NAME=VALUE");
        match name {
            "dialect" => settings.dialect = Dialect::by_name(value).expect("a dialect").shared(),
            "model" | "variant" => {
                let variant = Variant::by_name(value).expect("a model or variant");
                settings.dialect = variant.shared().expect("a row");
            }
            "workstation" => settings.workstation = value.into(),
            "language" => settings.language = value.into(),
            "sender" => settings.sender = value.into(),
            "pop_id" => settings.pop_id = value.into(),
            "customer_receipt" => settings.customer_receipt = ReceiptPlace::by_name(value).expect("a place"),
            "merchant_receipt" => settings.merchant_receipt = ReceiptPlace::by_name(value).expect("a place"),
            "electronic_journal" => settings.electronic_journal = value == "till",
            other => {
                let setting = other.strip_prefix("dialect.").expect("a setting");
                Arc::make_mut(&mut settings.dialect).set(setting, value).expect("a value");
            }
        }
    }
    Arc::new(settings)
}
