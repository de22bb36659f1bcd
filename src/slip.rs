//! A receipt as a slip of paper.
//!
//! ```text
//!   ╭─ Customer's receipt ─────────╮
//!   │                              │
//!   │  TOTAL CHF            12.50  │
//!   │                              │
//!   ╰──────────────────────────────╯
//! ```

use crate::window::{DIM, harmless, paint};
use opi_proto::devices::Receipt;
use opi_proto::dialect::ReceiptRole;

/// Narrowest paper, in characters.
const NARROWEST: usize = 24;

/// The whole slip, without a line end behind it.
pub fn draw(receipt: &Receipt) -> String {
    let title = match receipt.role {
        ReceiptRole::Customer => "Customer's receipt",
        ReceiptRole::Merchant => "Merchant's receipt",
    };
    let lines: Vec<String> = receipt.lines.iter().map(|line| harmless(line).trim_end().to_owned()).collect();
    let columns = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default().max(NARROWEST);
    let edge = |left: &str, title: &str, right: &str| {
        let rest = (columns + 4).saturating_sub(title.chars().count());
        paint(DIM, &format!("{left}{title}{}{right}", "─".repeat(rest)))
    };
    let side = paint(DIM, "│");
    let mut slip = vec![edge("╭", &format!("─ {title} "), "╮")];
    for line in [""].into_iter().chain(lines.iter().map(String::as_str)).chain([""]) {
        slip.push(format!("{side}  {line:<columns$}  {side}"));
    }
    slip.push(edge("╰", "", "╯"));
    slip.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(lines: &[&str]) -> String {
        let receipt = Receipt {
            role: ReceiptRole::Merchant,
            target: "JournalPrinter".into(),
            lines: lines.iter().map(|&line| line.to_owned()).collect(),
            device_request_id: "1.1".into(),
            acknowledged: false,
            kept_as: None,
        };
        anstream::adapter::strip_str(&draw(&receipt)).to_string()
    }

    #[test]
    fn a_slip_is_a_box_around_the_lines_as_sent() {
        let expected = [
            "  ╭─ Merchant's receipt ───────╮",
            "  │                            │",
            "  │        Café Zürich         │",
            "  │                            │",
            "  │  TOTAL CHF          12.50  │",
            "  │                            │",
            "  ╰────────────────────────────╯",
        ];
        assert_eq!(slip(&["      Café Zürich", "", "TOTAL CHF          12.50"]), expected.join("\n"));
    }

    #[test]
    fn the_box_is_as_wide_as_its_widest_line() {
        let drawn = slip(&["x".repeat(60).as_str(), ""]);
        assert!(drawn.lines().all(|line| line.chars().count() == 2 + 1 + 2 + 60 + 2 + 1), "{drawn}");
        assert_eq!(slip(&[]).lines().count(), 4);
    }
}
