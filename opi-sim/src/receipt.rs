//! Receipts and journal entries, built from the transaction alone: what is printed is what is in the ledger.
//!
//! Two looks: the Swiss ep2 receipt (ch, nl) and the German one with Händlerbeleg and Kundenbeleg (de, ifsf).
//! Card numbers appear with their last four digits, as on paper.

use crate::deed::Deed;
use crate::ledger::{Dcc, Ledger, State, Transaction};
use crate::profile::{Profile, Style};
use crate::text::{Language, Text};
use opi_proto::dialect::ReceiptRole;
use opi_proto::message::{
    Amount, CardInfo, DccInfo, EJournal, RequestKind, ShopInfo, TextLine, TransactionInfo,
};
use opi_proto::value::{Money, Pan};

/// The lines of one copy.
#[must_use]
pub fn copy_of(
    transaction: &Transaction,
    role: ReceiptRole,
    again: bool,
    profile: &Profile,
    language: Language,
) -> Vec<TextLine> {
    let mut paper = Paper::new(profile.columns, language);
    if again {
        paper.center(Text::Copy);
    }
    match profile.style {
        Style::Swiss => swiss(&mut paper, transaction, role, profile),
        Style::German => german(&mut paper, transaction, role, profile),
    }
    paper.cut()
}

/// Bytes of what is too long.
const LONG: usize = 8 * 1024;

/// The lines of one copy, and under them as many more as make it 8 KiB long.
#[must_use]
pub fn long_copy_of(
    t: &Transaction,
    role: ReceiptRole,
    profile: &Profile,
    language: Language,
) -> Vec<TextLine> {
    let mut lines = copy_of(t, role, true, profile, language);
    let row = TextLine { text: "*".repeat(profile.columns), ..TextLine::default() };
    let had: usize = lines.iter().map(|line| line.text.len()).sum();
    let rows = LONG.saturating_sub(had) / profile.columns.max(1);
    // The last line cuts the paper.
    let last = lines.pop();
    lines.extend(std::iter::repeat_n(row, rows).chain(last));
    lines
}

fn swiss(paper: &mut Paper, t: &Transaction, role: ReceiptRole, profile: &Profile) {
    paper.shop(profile);
    paper.center(title(t.kind, Text::Payment));
    if let Some(card) = t.card {
        paper.center_words(card.label);
        paper.center_words(&last_four(card.masked, 'X'));
    }
    paper.blank();
    paper.pair(&t.time.strftime("%d.%m.%Y").to_string(), &t.time.strftime("%H:%M:%S").to_string());
    paper.pair("Trm-Id:", &profile.terminal_id);
    paper.pair("Akt-Id:", &t.batch.to_string());
    if let Some(card) = t.card {
        paper.pair("AID:", card.application);
    }
    paper.pair("Trx. Seq-Cnt:", &t.stan);
    if let Some(reference) = &t.trx_reference {
        paper.pair("Trx. Ref-No:", reference);
    }
    if let Some(code) = &t.approval_code {
        paper.pair("Auth. Code:", code);
    }
    paper.pair("EPF:", &fingerprint(t));
    paper.blank();
    let currency = t.amount.currency();
    let shares = [(Text::Tip, t.tip), (Text::CashBack, t.cash_back)];
    if shares.iter().any(|(_, share)| share.is_some()) {
        paper.amount(&format!("{} {currency}:", paper.words(Text::Amount)), net_of_shares(t));
    }
    for (label, share) in shares {
        if let Some(share) = share {
            paper.amount(&format!("{} {currency}:", paper.words(label)), share);
        }
    }
    paper.amount(&format!("Total-EFT {currency}:"), t.amount);
    if let Some(dcc) = t.dcc.filter(|dcc| dcc.accepted) {
        paper.conversion(&dcc);
    }
    paper.signature(t, role);
    paper.blank();
    paper.center(if role == ReceiptRole::Customer { Text::Thanks } else { Text::MerchantCopy });
}

fn german(paper: &mut Paper, t: &Transaction, role: ReceiptRole, profile: &Profile) {
    paper.center(match role {
        ReceiptRole::Customer => Text::CustomerCopy,
        ReceiptRole::Merchant => Text::MerchantCopy,
    });
    paper.blank();
    paper.shop(profile);
    paper.row(Text::Date, &t.time.strftime("%d.%m.%Y").to_string());
    paper.row(Text::Time, &t.time.strftime("%H:%M:%S").to_string());
    paper.row(Text::ReceiptNumber, &t.receipt_number.to_string());
    paper.row(Text::TraceNumber, &t.stan);
    paper.pair("Terminal-ID:", &profile.terminal_id);
    paper.row(Text::Contract, &profile.merchant_id);
    paper.blank();
    paper.center(title(t.kind, Text::CardPaymentTitle));
    if let Some(card) = t.card {
        paper.center_words(card.label);
        paper.row(Text::CardNumber, &last_four(card.masked, '#'));
    }
    if let Some(code) = &t.approval_code {
        paper.row(Text::Approval, code);
    }
    paper.blank();
    let currency = t.amount.currency();
    for (label, share) in [(Text::Tip, t.tip), (Text::CashBack, t.cash_back)] {
        if let Some(share) = share {
            paper.pair(&format!("{} {currency}", paper.words(label)), &comma(share));
        }
    }
    paper.pair(&format!("{} {currency}", paper.words(Text::Amount)), &comma(t.amount));
    if let Some(dcc) = t.dcc.filter(|dcc| dcc.accepted) {
        paper.conversion(&dcc);
    }
    paper.signature(t, role);
    paper.blank();
    let ending = match t.state {
        State::Approved | State::Reversed if t.kind == RequestKind::CardPayment => Text::Approved,
        State::Approved | State::Reversed | State::Captured => Text::Done,
        State::Declined(_) => Text::Declined,
        State::Aborted => Text::Aborted,
    };
    paper.center_words(&format!("** {} **", paper.words(ending)));
    if role == ReceiptRole::Customer {
        paper.center(Text::KeepReceipt);
    }
}

/// The day's totals for the merchant.
#[must_use]
pub fn day_report(ledger: &Ledger, title: Text, profile: &Profile, language: Language) -> Vec<TextLine> {
    let mut paper = Paper::new(profile.columns, language);
    paper.shop(profile);
    paper.center(title);
    paper.pair("Trm-Id:", &profile.terminal_id);
    paper.pair("Akt-Id:", &ledger.batch().to_string());
    paper.blank();
    let totals = ledger.totals();
    if totals.is_empty() {
        paper.center(Text::NoTransactions);
    }
    for total in &totals {
        let what = paper.words(self::title(total.kind, Text::Payment));
        paper.pair(&format!("{what} {}", total.circuit), &format!("{} x", total.count));
        paper.amount(&format!("  {}", total.amount.currency()), total.amount);
    }
    paper.cut()
}

/// The offer to pay in the card's currency.
#[must_use]
pub fn dcc_offer(amount: Money, dcc: &Dcc, profile: &Profile, language: Language) -> Vec<TextLine> {
    let mut paper = Paper::new(profile.columns, language);
    paper.center(Text::DccOffer);
    paper.amount(&format!("{} {}:", paper.words(Text::Amount), amount.currency()), amount);
    paper.conversion(dcc);
    paper.cut()
}

/// The entry for the till's electronic journal.
#[must_use]
pub fn journal_of(t: &Transaction, profile: &Profile) -> EJournal {
    let some = |text: &str| Some(text.to_owned());
    EJournal {
        shop: Some(ShopInfo {
            shop_location: profile.shop.clone(),
            terminal_identifier: some(&profile.terminal_id),
            merchant_user_identifier: some(&profile.merchant_id),
            ..ShopInfo::default()
        }),
        transaction: Some(TransactionInfo {
            transaction_identifier: some(&t.stan),
            service_label_name: some(t.deed().service_label()),
            date_and_time: Some(t.time.strftime("%Y-%m-%dT%H:%M:%S").to_string()),
            authorisation_code: t.approval_code.clone(),
            detailed_amount: Some(net_of_shares(t).to_decimal()),
            transaction_result_text: some("00"),
            acquirer_identifier: some("2"),
            activation_sequence_number: Some(t.batch.to_string()),
            transaction_ref_number: t.trx_reference.clone(),
            total_amount: Some(Amount::of(t.amount)),
            ..TransactionInfo::default()
        }),
        card: t.card.map(|card| CardInfo {
            card_label_name: some(&card.label.to_uppercase()),
            application_identifier: some(card.application),
            acq_pub_key_ind: some("2"),
            card_number: Some(Pan::read(&last_four(card.masked, 'X'))),
            ..CardInfo::default()
        }),
        // Empty where no conversion took place.
        dcc: Some(t.dcc.filter(|dcc| dcc.accepted).map_or_else(DccInfo::default, |dcc| DccInfo {
            amount: Some(dcc.amount()),
            currency_name: some(dcc.rate.name),
            currency_code: some(dcc.rate.currency),
            exchange_rate: Some(dcc.rate()),
            markup_percentage: Some(dcc.markup()),
            ..DccInfo::default()
        })),
        ..EJournal::default()
    }
}

/// What pays for goods: the amount without tip and cash.
#[must_use]
pub fn net_of_shares(t: &Transaction) -> Money {
    let shares: i64 = [t.tip, t.cash_back].into_iter().flatten().map(|share| share.minor_units()).sum();
    Money::new(t.amount.minor_units().saturating_sub(shares), t.amount.currency())
}

fn title(kind: RequestKind, payment: Text) -> Text {
    match (kind, Deed::of(kind)) {
        (RequestKind::StoreValueInCard, _) => Text::Load,
        (RequestKind::RefundValueFromCard, _) => Text::Unload,
        (_, Deed::Refund) => Text::Refund,
        (_, Deed::Reverse | Deed::Cancel) => Text::Reversal,
        (_, Deed::Capture) => Text::Capture,
        (_, Deed::Reserve) => Text::Reservation,
        (_, Deed::Sale | Deed::Nothing) => payment,
    }
}

fn last_four(masked: &str, mask: char) -> String {
    let length = masked.chars().count();
    masked.chars().enumerate().map(|(i, c)| if i + 4 >= length { c } else { mask }).collect()
}

/// German decimals: `12,50`.
fn comma(amount: Money) -> String {
    amount.to_decimal().replace('.', ",")
}

/// The encrypted card number of a real receipt; here letters made of the transaction's number.
fn fingerprint(t: &Transaction) -> String {
    let mut state = u64::from(t.receipt_number).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut letter = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'A' + u8::try_from(state % 6).unwrap_or(0))
    };
    (0..16).map(|_| letter()).collect()
}

/// A strip of paper of fixed width, filled line by line.
struct Paper {
    columns: usize,
    language: Language,
    lines: Vec<TextLine>,
}

impl Paper {
    fn new(columns: usize, language: Language) -> Self {
        Paper { columns, language, lines: Vec::new() }
    }

    fn words(&self, text: Text) -> &'static str {
        text.r#in(self.language)
    }

    fn line(&mut self, text: String) {
        self.lines.push(TextLine { text, ..TextLine::default() });
    }

    fn blank(&mut self) {
        self.line(String::new());
    }

    fn center_words(&mut self, words: &str) {
        let free = self.columns.saturating_sub(words.chars().count());
        self.line(format!("{}{words}", " ".repeat(free / 2)));
    }

    fn center(&mut self, text: Text) {
        self.center_words(self.words(text));
    }

    /// Label at the left, value at the right; on a line of its own if both do not fit.
    fn pair(&mut self, label: &str, value: &str) {
        let used = label.chars().count() + value.chars().count();
        if used < self.columns {
            self.line(format!("{label}{}{value}", " ".repeat(self.columns - used)));
        } else {
            self.line(label.to_owned());
            self.line(format!("{value:>width$}", width = self.columns));
        }
    }

    fn row(&mut self, label: Text, value: &str) {
        self.pair(self.words(label), value);
    }

    fn amount(&mut self, label: &str, amount: Money) {
        self.pair(label, &amount.to_decimal());
    }

    /// The amount in the card's currency, and how it came about.
    fn conversion(&mut self, dcc: &Dcc) {
        self.pair(&format!("Total {}:", dcc.rate.currency), &dcc.amount());
        self.row(Text::ExchangeRate, &dcc.rate());
        self.row(Text::Markup, &format!("{} %", dcc.markup()));
    }

    fn shop(&mut self, profile: &Profile) {
        for line in &profile.shop {
            self.center_words(line);
        }
        self.blank();
    }

    /// The line to sign on, on the merchant's copy of a payment that is verified by signature.
    fn signature(&mut self, t: &Transaction, role: ReceiptRole) {
        if t.signature && role == ReceiptRole::Merchant {
            self.blank();
            self.line(self.words(Text::Signature).to_owned());
            self.blank();
            self.line("_".repeat(self.columns));
        }
    }

    fn cut(mut self) -> Vec<TextLine> {
        if let Some(last) = self.lines.last_mut() {
            last.paper_cut = Some("true".to_owned());
        }
        self.lines
    }
}

/// A journal entry 8 KiB long: the shop has a long address.
#[must_use]
pub fn long_journal_of(t: &Transaction, profile: &Profile) -> EJournal {
    let mut entry = journal_of(t, profile);
    if let Some(shop) = &mut entry.shop {
        shop.shop_location
            .extend(std::iter::repeat_n("*".repeat(profile.columns), LONG / profile.columns.max(1)));
    }
    entry
}
