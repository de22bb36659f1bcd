//! What the numbers behind a decline mean, as far as that is public. Numbers that are not here are passed on as they
//! are.
//!
//! Sources: terminal reasons of ch: public client code of Nexi (protocol.md 2.4, H). Response codes: ISO 8583 of 1987
//! (two digits) and 1993 (three digits), which German terminals put into `ActionCode` and `ReturnCode` (M).

/// `TerminalDeclineReason` (ch).
pub const TERMINAL_REASONS: &[(&str, &str)] = &[
    ("0", "no reason: the payment server is reachable again"),
    ("1", "system error: the answer of the payment server is not known"),
    ("107", "aborted"),
    ("569", "no connection to the payment server"),
    ("579", "no connection to the payment server"),
];

/// Terminal reasons after which `force_acceptance` may help, where the contract allows it (protocol.md 3.11).
pub const FORCE_REASONS: &[&str] = &["1", "569", "579"];

/// Response codes of two digits: ISO 8583:1987.
pub const RESPONSE_CODES: &[(&str, &str)] = &[
    ("00", "approved"),
    ("01", "refer to card issuer"),
    ("02", "refer to card issuer, special condition"),
    ("03", "invalid merchant"),
    ("04", "pick up card"),
    ("05", "do not honour"),
    ("06", "error"),
    ("07", "pick up card, special condition"),
    ("08", "honour with identification"),
    ("09", "request in progress"),
    ("10", "approved for a part of the amount"),
    ("11", "approved, VIP"),
    ("12", "invalid transaction"),
    ("13", "invalid amount"),
    ("14", "invalid card number"),
    ("15", "no such issuer"),
    ("17", "customer cancelled"),
    ("19", "enter the transaction again"),
    ("20", "invalid response"),
    ("21", "no action taken"),
    ("22", "suspected malfunction"),
    ("23", "unacceptable fee"),
    ("25", "record not found"),
    ("30", "format error"),
    ("31", "bank not supported"),
    ("33", "expired card, pick up"),
    ("34", "suspected fraud, pick up"),
    ("36", "restricted card, pick up"),
    ("38", "PIN tried too often, pick up"),
    ("39", "no credit account"),
    ("40", "function not supported"),
    ("41", "lost card, pick up"),
    ("42", "no universal account"),
    ("43", "stolen card, pick up"),
    ("51", "insufficient funds"),
    ("52", "no cheque account"),
    ("53", "no savings account"),
    ("54", "expired card"),
    ("55", "wrong PIN"),
    ("56", "no card record"),
    ("57", "not permitted to cardholder"),
    ("58", "not permitted to terminal"),
    ("59", "suspected fraud"),
    ("61", "exceeds the amount limit"),
    ("62", "restricted card"),
    ("63", "security violation"),
    ("64", "original amount does not fit"),
    ("65", "exceeds the number of uses"),
    ("68", "response received too late"),
    ("75", "PIN tried too often"),
    ("90", "day's cutover in progress"),
    ("91", "issuer or switch does not work"),
    ("92", "no way to the issuer"),
    ("93", "violation of law"),
    ("94", "duplicate transmission"),
    ("95", "reconciliation error"),
    ("96", "system malfunction"),
];

/// Response codes of three digits: ISO 8583:1993.
pub const ACTION_CODES: &[(&str, &str)] = &[
    ("000", "approved"),
    ("001", "honour with identification"),
    ("002", "approved for a part of the amount"),
    ("003", "approved, VIP"),
    ("100", "do not honour"),
    ("101", "expired card"),
    ("102", "suspected fraud"),
    ("103", "call the acquirer"),
    ("104", "restricted card"),
    ("105", "call the acquirer's security"),
    ("106", "PIN tried too often"),
    ("107", "refer to card issuer"),
    ("108", "refer to card issuer, special condition"),
    ("109", "invalid merchant"),
    ("110", "invalid amount"),
    ("111", "invalid card number"),
    ("112", "PIN required"),
    ("113", "unacceptable fee"),
    ("114", "no account of this type"),
    ("115", "function not supported"),
    ("116", "insufficient funds"),
    ("117", "wrong PIN"),
    ("118", "no card record"),
    ("119", "not permitted to cardholder"),
    ("120", "not permitted to terminal"),
    ("121", "exceeds the amount limit"),
    ("122", "security violation"),
    ("123", "exceeds the number of uses"),
    ("124", "violation of law"),
    ("125", "card not effective"),
    ("126", "invalid PIN block"),
    ("127", "PIN length error"),
    ("128", "PIN key error"),
    ("129", "suspected counterfeit card"),
    ("200", "pick up card"),
    ("201", "expired card, pick up"),
    ("202", "suspected fraud, pick up"),
    ("203", "call the acquirer, pick up"),
    ("204", "restricted card, pick up"),
    ("205", "call the acquirer's security, pick up"),
    ("206", "PIN tried too often, pick up"),
    ("207", "special conditions, pick up"),
    ("208", "lost card, pick up"),
    ("209", "stolen card, pick up"),
    ("210", "suspected counterfeit card, pick up"),
    ("902", "invalid transaction"),
    ("903", "enter the transaction again"),
    ("904", "format error"),
    ("905", "acquirer not supported"),
    ("906", "day's cutover in progress"),
    ("907", "issuer or switch does not work"),
    ("908", "no way to the issuer"),
    ("909", "system malfunction"),
    ("910", "issuer signed off"),
    ("911", "issuer timed out"),
    ("912", "issuer not available"),
    ("913", "duplicate transmission"),
    ("914", "original transaction not found"),
    ("915", "reconciliation error"),
    ("916", "wrong MAC"),
    ("921", "security error, no action"),
    ("923", "request in progress"),
    ("940", "unknown terminal"),
    ("950", "violation of business arrangement"),
];

fn find(table: &[(&'static str, &'static str)], code: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == code).map(|(_, meaning)| *meaning)
}

/// What a `TerminalDeclineReason` means (ch).
#[must_use]
pub fn of_terminal(code: &str) -> Option<&'static str> {
    find(TERMINAL_REASONS, code.trim())
}

/// What an `ActionCode` or `ReturnCode` means: three digits are of 1993, fewer of 1987.
#[must_use]
pub fn of_response_code(code: &str) -> Option<&'static str> {
    let code = code.trim();
    if code.len() == 3 { find(ACTION_CODES, code) } else { find(RESPONSE_CODES, &format!("{code:0>2}")) }
}

/// Is a response code an approval, also one of a part of the amount?
#[must_use]
pub fn is_approval(code: &str) -> bool {
    let code = code.trim();
    let is = |what: &str| what.starts_with("approved") || what.starts_with("honour");
    let zero = code.bytes().all(|b| b == b'0');
    !code.is_empty() && (zero || of_response_code(code).is_some_and(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_meanings_and_unknown_ones_none() {
        assert_eq!(of_response_code(" 5 "), Some("do not honour"));
        assert_eq!(of_response_code("51"), of_response_code("116"));
        assert_eq!(of_response_code("117"), Some("wrong PIN"));
        assert_eq!(of_response_code("1709"), None, "CCV Germany's own");
        assert_eq!(of_terminal("579"), Some("no connection to the payment server"));
        assert_eq!(of_terminal("580"), None);
        let approvals = ["0", "00", "000", "0000", "8", "08", "10", "003", " 11 "];
        assert!(approvals.into_iter().all(is_approval));
        assert!(!["", " ", "5", "05", "51", "100", "1709", "A0"].into_iter().any(is_approval));
    }

    #[test]
    fn the_tables_are_in_order_and_without_doubles() {
        for table in [RESPONSE_CODES, ACTION_CODES] {
            assert!(table.is_sorted_by(|a, b| a.0 < b.0));
        }
        assert!(FORCE_REASONS.iter().all(|code| of_terminal(code).is_some()));
    }
}
