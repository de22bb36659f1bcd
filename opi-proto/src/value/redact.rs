//! Masks what may be a card number in free text, before the text reaches a log, a trace or an error.

/// Shortest run of digits that is treated as a card number.
const SHORTEST_PAN: usize = 12;

/// Replaces every run of 12 or more digits (single blanks and hyphens between them allowed) by asterisks and
/// its last four digits. Track data (`;PAN=expiry…?`) loses everything behind the separator as well.
///
/// It errs on the side of masking: a long reference number is masked too, which costs a log reader little.
#[must_use]
pub fn redact(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let run = digit_run(chars.get(at..).unwrap_or_default());
        if run.digits >= SHORTEST_PAN {
            let digits: Vec<char> =
                chars.iter().skip(at).take(run.chars).copied().filter(char::is_ascii_digit).collect();
            let hidden = digits.len() - 4;
            out.extend(std::iter::repeat_n('*', hidden));
            out.extend(digits.iter().skip(hidden));
            at += run.chars;
            if matches!(chars.get(at), Some('=' | 'D' | 'd' | '^')) {
                out.push_str("=*");
                at += 1;
                while chars.get(at).is_some_and(|c| !c.is_whitespace() && !"<>\"'?".contains(*c)) {
                    at += 1;
                }
            }
        } else if run.chars > 0 {
            out.extend(chars.iter().skip(at).take(run.chars));
            at += run.chars;
        } else {
            out.push(c);
            at += 1;
        }
    }
    out
}

struct Run {
    chars: usize,
    digits: usize,
}

/// The longest run of digits at the start, with single blanks or hyphens only between digits.
fn digit_run(chars: &[char]) -> Run {
    let mut run = Run { chars: 0, digits: 0 };
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if c.is_ascii_digit() {
            run.digits += 1;
            run.chars = at + 1;
        } else if !matches!(c, ' ' | '-') || run.chars != at || run.digits == 0 {
            break;
        }
        at += 1;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_numbers_and_leaves_text() {
        for (text, expected) in [
            ("Karte 4111111111111111 ok", "Karte ************1111 ok"),
            ("4111 1111 1111 1111", "************1111"),
            ("4111-1111-1111-1111.", "************1111."),
            (";5413330089020011=25121010000000000?", ";************0011=*?"),
            ("CHF 12.50 STAN 021601", "CHF 12.50 STAN 021601"),
            ("Trx 71907629331", "Trx 71907629331"),
            ("2026-11-23 10:00", "2026-11-23 10:00"),
            ("Zürich ä 8005", "Zürich ä 8005"),
            ("", ""),
        ] {
            assert_eq!(redact(text), expected);
        }
    }

    proptest! {
        #[test]
        fn no_card_number_survives(before in "[^0-9]{0,8}", pan in "[0-9]{13,19}", after in "[^0-9]{0,8}") {
            let shown = redact(&format!("{before}{pan}{after}"));
            prop_assert!(!shown.contains(&pan));
        }

        #[test]
        fn is_idempotent(text in ".{0,60}") {
            let once = redact(&text);
            prop_assert_eq!(redact(&once), once);
        }
    }
}
