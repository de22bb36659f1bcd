//! The small values that everything else is made of: money, card numbers that cannot be shown, results,
//! time stamps. Imports nothing from the other modules.

mod money;
mod overall_result;
mod pan;
mod redact;
mod secret;
mod timestamp;

pub use money::{Currency, Money, MoneyError};
pub use overall_result::OverallResult;
pub use pan::Pan;
pub use redact::redact;
pub use secret::Secret;
pub use timestamp::Timestamp;
