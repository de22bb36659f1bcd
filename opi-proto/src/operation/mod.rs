//! What a till asks for, and how each dialect says it on the wire.

use crate::dialect::{Dialect, LoginData, ReversalWay};
use crate::error::{Code, Error};
use crate::hint::{head, unknown_name};
use crate::message::{
    Amount, AmountRule, Class, ConfirmationParam, Loyalty, OriginalTransaction, PosData, PrinterParam,
    PrivateData, ReceiptParam, Request, RequestKind, SignatureParam,
};
use crate::settings::{ReceiptPlace, Settings};
use crate::value::{Currency, Money, Secret, Timestamp};
use std::collections::BTreeMap;

mod options;

pub use options::{REQUEST_OPTIONS, RequestOption};

/// One thing the till wants a terminal to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    kind: RequestKind,
    amount: Option<Money>,
    options: BTreeMap<&'static str, String>,
    /// Card data; never given back, shown or stored.
    secrets: BTreeMap<&'static str, Secret>,
}

/// A message in the making.
struct Draft<'a> {
    dialect: &'a Dialect,
    request: Request,
    pos_data: PosData,
    currency: Option<Currency>,
}

impl Draft<'_> {
    fn original(&mut self) -> &mut OriginalTransaction {
        self.request.original_transaction.get_or_insert_default()
    }

    fn loyalty(&mut self) -> &mut Loyalty {
        let takes_part = || Loyalty { flag: Some("true".into()), ..Loyalty::default() };
        self.request.loyalty.get_or_insert_with(takes_part)
    }
}

impl Operation {
    /// An operation without amount or options.
    #[must_use]
    pub fn new(kind: RequestKind) -> Self {
        Operation { kind, amount: None, options: BTreeMap::new(), secrets: BTreeMap::new() }
    }

    /// The same with an amount.
    #[must_use]
    pub fn with_amount(mut self, amount: Money) -> Self {
        self.amount = Some(amount);
        self
    }

    /// The same with an option; see [`REQUEST_OPTIONS`].
    ///
    /// # Errors
    /// As [`Operation::set`].
    pub fn with(mut self, name: &str, value: &str) -> Result<Self, Error> {
        self.set(name, value)?;
        Ok(self)
    }

    /// Sets the amount.
    pub fn set_amount(&mut self, amount: Money) {
        self.amount = Some(amount);
    }

    /// Sets an option; see [`REQUEST_OPTIONS`].
    ///
    /// # Errors
    /// [`Code::UnknownName`] with the nearest name, or [`Code::InvalidArgument`] with what is expected.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let option = find_option(name).ok_or_else(|| {
            unknown_name("request option", name, REQUEST_OPTIONS.iter().map(|option| option.name))
        })?;
        let checked = (option.check)(value.trim()).map_err(|expected| {
            let given = if option.secret { "not acceptable".into() } else { format!("'{}'", head(value)) };
            Error::new(
                Code::InvalidArgument,
                format!("The request option {name} is {given}, expected {expected}."),
            )
        })?;
        if option.secret {
            self.secrets.insert(option.name, Secret::new(&checked));
        } else {
            self.options.insert(option.name, checked);
        }
        Ok(())
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> RequestKind {
        self.kind
    }

    /// The amount.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// The value of an option, in the form in which it is kept; card data is not given back.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }

    /// Every option that is set, by name; card data is not given back.
    pub fn options(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.options.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Checks that the operation makes sense and that the dialect knows it. Nothing has been sent yet.
    ///
    /// # Errors
    /// [`Code::Unsupported`] with the alternative, or [`Code::InvalidAmount`], [`Code::InvalidArgument`].
    pub fn check(&self, dialect: &Dialect) -> Result<(), Error> {
        if !dialect.supports(self.kind) {
            let hint = self.alternative(dialect);
            let message = format!("The {} has no {}; {hint}.", dialect.label(), self.kind);
            return Err(Error::new(Code::Unsupported, message));
        }
        self.given().try_for_each(|option| self.check_option(option, dialect))?;
        self.check_amount()?;
        if self.kind == RequestKind::PaymentReversal
            && dialect.reversal == ReversalWay::ByStan
            && self.option("stan").is_none()
        {
            return Err(Error::new(
                Code::InvalidArgument,
                format!(
                    "A reversal in the dialect {} needs the option 'stan' of the payment to undo.",
                    dialect.name
                ),
            ));
        }
        Ok(())
    }

    /// Every option that was given.
    fn given(&self) -> impl Iterator<Item = &'static RequestOption> {
        self.options.keys().chain(self.secrets.keys()).filter_map(|name| find_option(name))
    }

    fn check_option(&self, option: &RequestOption, dialect: &Dialect) -> Result<(), Error> {
        if !(option.kinds.is_empty() || option.kinds.contains(&self.kind)) {
            let kinds: Vec<_> = option.kinds.iter().map(|kind| kind.wire_name()).collect();
            let message = format!(
                "The option {} is for {} only, not for {}.",
                option.name,
                kinds.join(", "),
                self.kind
            );
            return Err(Error::new(Code::InvalidArgument, message));
        }
        let by_number = option.name == "stan" && dialect.reversal == ReversalWay::ByStan;
        if by_number || dialect.supports_option(option.name) {
            return Ok(());
        }
        let why = dialect.why_not(option.name).unwrap_or("leave it out");
        let message = format!("The {} has no option {}; {why}.", dialect.label(), option.name);
        Err(Error::new(Code::Unsupported, message))
    }

    /// What to do instead of a kind that the dialect does not have: the end of a sentence.
    fn alternative(&self, dialect: &Dialect) -> String {
        use RequestKind as K;
        if let Some(why) = dialect.why_not(self.kind.wire_name()) {
            return why.to_owned();
        }
        let other = match self.kind {
            K::ActivateTerminal | K::Login | K::Activate => Some(dialect.session_open),
            K::DeactivateTerminal | K::Logoff => Some(dialect.session_close),
            K::CloseDay | K::ReconciliationWithClosure | K::GlobalReconciliationWithClosure => {
                Some(dialect.close_day)
            }
            K::GetStatus | K::GetInfo | K::Diagnosis | K::StatusQuery => Some(dialect.status),
            K::TransmitTrx => Some(K::SendOfflineTransactions),
            K::SendOfflineTransactions => Some(K::TransmitTrx),
            _ => None,
        };
        match other.filter(|kind| dialect.supports(*kind)) {
            Some(kind) => format!("use {kind} there"),
            None => "there is no other request for it".to_owned(),
        }
    }

    fn check_amount(&self) -> Result<(), Error> {
        let wrong = |what: String| Err(Error::new(Code::InvalidAmount, what));
        match (self.kind.amount_rule(), self.amount) {
            (AmountRule::Required, None) => wrong(format!("{} needs an amount.", self.kind)),
            (AmountRule::Never, Some(_)) => wrong(format!("{} takes no amount.", self.kind)),
            (_, Some(amount)) if amount.minor_units() <= 0 => {
                wrong(format!("The amount is {amount}; it must be greater than zero, also for refunds."))
            }
            (_, Some(amount)) if amount.minor_units() > 99_999_999_999 => {
                wrong(format!("The amount {amount} is larger than any terminal takes."))
            }
            (_, amount) => ["cashback", "tip"].iter().try_for_each(|share| self.check_share(share, amount)),
        }
    }

    /// A share of the amount, in minor units, is not more than the amount.
    fn check_share(&self, name: &str, amount: Option<Money>) -> Result<(), Error> {
        let wrong = |what: String| Err(Error::new(Code::InvalidAmount, what));
        match (self.option(name).and_then(|share| share.parse::<i64>().ok()), amount) {
            (Some(_), None) => wrong(format!("{name} needs an amount: the total.")),
            (Some(share), Some(total)) if share > total.minor_units() => {
                wrong(format!("{name} is {share} minor units, more than the total {total}."))
            }
            _ => Ok(()),
        }
    }

    /// The message that asks for this operation.
    ///
    /// # Errors
    /// As [`Operation::check`].
    pub fn to_request(
        &self,
        settings: &Settings,
        request_id: &str,
        now: &Timestamp,
    ) -> Result<Request, Error> {
        let dialect = settings.dialect.as_ref();
        self.check(dialect)?;
        let mut request = Request::new(self.kind, &settings.workstation, request_id);
        request.request_type = dialect.wire_name(self.kind).to_owned();
        request.total_amount = self.amount.map(Amount::of);
        if dialect.names_sender {
            request.application_sender = Some(settings.sender.clone());
            request.pop_id = Some(settings.pop_id.clone());
        }
        if self.kind == RequestKind::Login && dialect.login_data == LoginData::Printers {
            request.private_data.push(printers(settings));
        }
        let pos_data = pos_data(settings, request.class, now);
        let mut draft = Draft { dialect, request, pos_data, currency: self.amount.map(|a| a.currency()) };
        for (name, value) in &self.options {
            if let Some(option) = find_option(name) {
                (option.place)(&mut draft, value);
            }
        }
        for (name, value) in &self.secrets {
            if let Some(option) = find_option(name) {
                (option.place)(&mut draft, value.expose());
            }
        }
        draft.request.pos_data = Some(draft.pos_data);
        Ok(draft.request)
    }
}

/// The request that aborts `running`.
#[must_use]
pub fn abort_request(settings: &Settings, running: &Request, request_id: &str, now: &Timestamp) -> Request {
    let way = settings.dialect.abort;
    let mut request = Request::new(RequestKind::AbortRequest, &running.workstation_id, request_id);
    request.class = way.class;
    request.application_sender = running.application_sender.clone();
    request.pop_id = running.pop_id.clone();
    request.reference_number = way.names_request.then(|| running.request_id.clone());
    request.pos_data = Some(pos_data(settings, way.class, now));
    request
}

fn pos_data(settings: &Settings, class: Class, now: &Timestamp) -> PosData {
    let mut pos_data = PosData {
        language: Some(settings.language.clone()),
        time_stamp: Some(now.as_str().to_owned()),
        ..PosData::default()
    };
    let dialect = &settings.dialect;
    if dialect.announces_printers && (class == Class::Card || dialect.announces_to_services) {
        pos_data.printer_status = Some(settings.customer_receipt.printer_status().to_owned());
        pos_data.journal_printer_status = Some(settings.merchant_receipt.printer_status().to_owned());
        let journal = if settings.electronic_journal { "Available" } else { "Unavailable" };
        pos_data.e_journal_status = Some(journal.to_owned());
    }
    pos_data
}

/// What Ingenico Germany wants to know at a login: which receipts the till prints, and that it asks the cashier
/// about signatures (protocol.md 3.1; the attribute of `Receipt` is inferred).
fn printers(settings: &Settings) -> PrivateData {
    let receipt = |kind: &str, place: ReceiptPlace| ReceiptParam {
        kind: Some(kind.into()),
        text: if place == ReceiptPlace::Till { "yes" } else { "no" }.into(),
        ..ReceiptParam::default()
    };
    let printer = |name: &str, receipts: Vec<ReceiptParam>| PrinterParam {
        printer: Some(name.into()),
        receipts,
        ..PrinterParam::default()
    };
    let (merchant, customer) = (settings.merchant_receipt, settings.customer_receipt);
    let asks =
        ConfirmationParam { timeout: Some("180".into()), text: "yes".into(), ..ConfirmationParam::default() };
    PrivateData {
        signature: Some(SignatureParam { confirmation: Some(asks), ..SignatureParam::default() }),
        printers: vec![
            printer("Printer", vec![receipt("Merchant", merchant), receipt("Administration", merchant)]),
            printer("PrinterReceipt", vec![receipt("Customer", customer)]),
        ],
        ..PrivateData::default()
    }
}

fn find_option(name: &str) -> Option<&'static RequestOption> {
    REQUEST_OPTIONS.iter().find(|option| option.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;
    use std::sync::Arc;

    fn chf(minor: i64) -> Money {
        Money::new(minor, Currency::from_code("CHF").unwrap())
    }

    fn settings(dialect: &str) -> Arc<Settings> {
        crate::common::settings(&format!("dialect={dialect}&workstation=lane-1"))
    }

    fn wire(operation: &Operation, dialect: &str) -> String {
        let now = Timestamp::fixed("2026-04-08T10:30:00+02:00");
        let request = operation.to_request(&settings(dialect), "2001", &now).unwrap();
        String::from_utf8(Message::Request(Box::new(request)).encode().unwrap()).unwrap()
    }

    #[test]
    fn a_swiss_sale_reads_like_the_published_one() {
        let sale = Operation::new(RequestKind::CardPayment)
            .with_amount(chf(4990))
            .with("reference", "ORDER-2001")
            .and_then(|o| o.with("shift", "1"))
            .and_then(|o| o.with("clerk", "12"))
            .and_then(|o| o.with("cashback", "1000"))
            .and_then(|o| o.with("card_circuits", "VISA, ECMC"))
            .unwrap();
        assert_eq!(
            wire(&sale, "ch"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <CardServiceRequest xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" RequestType=\"CardPayment\" \
             WorkstationID=\"lane-1\" RequestID=\"2001\" ReferenceNumber=\"ORDER-2001\">\
             <POSdata LanguageCode=\"de\"><POSTimeStamp>2026-04-08T10:30:00+02:00</POSTimeStamp>\
             <ShiftNumber>1</ShiftNumber><ClerkID>12</ClerkID><PrinterStatus>Available</PrinterStatus>\
             <E-JournalStatus>Available</E-JournalStatus><JournalPrinterStatus>Available</JournalPrinterStatus>\
             </POSdata><CardCircuitCollection><CardCircuit>VISA</CardCircuit><CardCircuit>ECMC</CardCircuit>\
             </CardCircuitCollection><TotalAmount Currency=\"CHF\" CashBackAmount=\"10.00\">49.90</TotalAmount>\
             </CardServiceRequest>"
        );
    }

    #[test]
    fn a_german_reversal_names_the_stan_and_no_amount() {
        let reversal = Operation::new(RequestKind::PaymentReversal).with("stan", "021601").unwrap();
        let xml = wire(&reversal, "de");
        assert!(xml.contains("ApplicationSender=\"libopi\" POPID=\"001\""), "{xml}");
        assert!(xml.contains("<OriginalTransaction STAN=\"021601\"/>"), "{xml}");
        assert!(!xml.contains("TotalAmount") && !xml.contains("PrinterStatus"), "{xml}");
    }

    #[test]
    fn the_reference_stays_with_the_till_where_the_attribute_means_something_else() {
        let sale =
            Operation::new(RequestKind::CardPayment).with_amount(chf(100)).with("reference", "A1").unwrap();
        assert!(!wire(&sale, "ifsf").contains("ReferenceNumber"));
        assert!(wire(&sale, "de").contains("ReferenceNumber=\"A1\""));
    }

    #[test]
    fn an_abort_names_the_request_only_in_ifsf() {
        let now = Timestamp::fixed("2026-04-08T10:30:00+02:00");
        for (dialect, reference) in [("ch", None), ("de", None), ("ifsf", Some("7"))] {
            let settings = settings(dialect);
            let sale = Operation::new(RequestKind::CardPayment).with_amount(chf(100));
            let running = sale.to_request(&settings, "7", &now).unwrap();
            let abort = abort_request(&settings, &running, "8", &now);
            assert_eq!(abort.reference_number.as_deref(), reference, "{dialect}");
            assert_eq!((abort.request_id.as_str(), abort.kind()), ("8", Some(RequestKind::AbortRequest)));
        }
    }

    #[test]
    fn mistakes_are_found_before_anything_is_sent() {
        let payment = || Operation::new(RequestKind::CardPayment);
        let cases: [(Operation, &str, Code, &str); 14] = [
            (payment(), "ch", Code::InvalidAmount, "needs an amount"),
            (payment().with_amount(chf(0)), "ch", Code::InvalidAmount, "greater than zero"),
            (payment().with_amount(chf(-5)), "ch", Code::InvalidAmount, "greater than zero"),
            (payment().with_amount(chf(100_000_000_000)), "ch", Code::InvalidAmount, "larger than any"),
            (
                payment().with_amount(chf(5)).with("cashback", "6").unwrap(),
                "ch",
                Code::InvalidAmount,
                "more than",
            ),
            (
                Operation::new(RequestKind::CloseDay).with_amount(chf(5)),
                "ch",
                Code::InvalidAmount,
                "takes no amount",
            ),
            (Operation::new(RequestKind::CloseDay), "de", Code::Unsupported, "use ReconciliationWithClosure"),
            (Operation::new(RequestKind::CardSwipe), "ch", Code::Unsupported, "no other request"),
            (
                Operation::new(RequestKind::CardPreAuthorisation).with_amount(chf(5)),
                "ch",
                Code::Unsupported,
                "use CardReservation there",
            ),
            (
                payment().with_amount(chf(5)).with("tip", "1").unwrap(),
                "ch",
                Code::Unsupported,
                "the customer gives it at the terminal",
            ),
            (
                payment().with_amount(chf(5)).with("cashback", "1").unwrap(),
                "de",
                Code::Unsupported,
                "leave it out",
            ),
            (
                Operation::new(RequestKind::PaymentReversal).with("stan", "7").unwrap(),
                "ch",
                Code::Unsupported,
                "always undoes the last transaction",
            ),
            (Operation::new(RequestKind::PaymentReversal), "de", Code::InvalidArgument, "'stan'"),
            (
                Operation::new(RequestKind::PaymentRefund)
                    .with_amount(chf(5))
                    .with("force_acceptance", "yes")
                    .unwrap(),
                "ch",
                Code::InvalidArgument,
                "for CardPayment only",
            ),
        ];
        for (operation, dialect, code, text) in cases {
            let error = operation.check(Dialect::by_name(dialect).unwrap()).expect_err(text);
            assert_eq!(error.code(), code, "{error}");
            assert!(error.message().contains(text), "{error}");
        }
    }

    #[test]
    fn options_are_checked_when_they_are_set() {
        let mut operation = Operation::new(RequestKind::CardPayment);
        for (name, value, code, text) in [
            ("refrence", "A1", Code::UnknownName, "did you mean 'reference'?"),
            ("reference", "A 1", Code::InvalidArgument, "expected 1 to 20"),
            ("reference", "", Code::InvalidArgument, "expected 1 to 20"),
            ("shift", "-1", Code::InvalidArgument, "whole number"),
            ("language", "german", Code::InvalidArgument, "two letters"),
            ("force_acceptance", "perhaps", Code::InvalidArgument, "yes or no"),
            ("card_circuits", "VISA,,", Code::InvalidArgument, "separated by commas"),
            ("diagnosis_method", "x", Code::InvalidArgument, "OnLine"),
            ("message_pair", "both", Code::InvalidArgument, "one of card, service"),
            ("loyalty_amount", "many", Code::InvalidArgument, "a number such as 120"),
            ("card_expiry", "12/27", Code::InvalidArgument, "is not acceptable, expected 4 digits"),
            ("card_track2", "x", Code::InvalidArgument, "is not acceptable, expected 8 to 40"),
            ("sale_items", "", Code::InvalidArgument, "1 to 200 lines"),
            ("sale_items", "product=1", Code::InvalidArgument, "line 1 lacks one"),
            ("sale_items", "product=1&amount=1;prodct=2", Code::InvalidArgument, "line 2 has something else"),
            ("sale_items", "product=1&amount=1,5", Code::InvalidArgument, "as amount in line 1"),
        ] {
            let error = operation.set(name, value).expect_err(name);
            assert_eq!(error.code(), code, "{name}");
            assert!(error.message().contains(text), "{name}: {error}");
        }
    }

    #[test]
    fn a_till_may_send_what_it_read_and_nobody_sees_it_again() {
        let payment = Operation::new(RequestKind::CardPayment)
            .with_amount(chf(1250))
            .with("card_pan", "4111 1111 1111 1111")
            .and_then(|o| o.with("card_expiry", "2712"))
            .and_then(|o| o.with("card_track2", ";4111111111111111=2712101?"))
            .and_then(|o| o.with("loyalty_card", "70812345678"))
            .unwrap();
        let xml = wire(&payment, "ifsf");
        for part in [
            "<CardPAN>4111111111111111</CardPAN>",
            "<ExpiryDate>2712</ExpiryDate>",
            "<Track2><Ascii>;4111111111111111=2712101?</Ascii></Track2>",
            "<Loyalty LoyaltyFlag=\"true\"><LoyaltyCard LoyaltyPAN=\"70812345678\"/></Loyalty>",
        ] {
            assert!(xml.contains(part), "{part} in {xml}");
        }
        let now = Timestamp::fixed("2026-04-08T10:30:00+02:00");
        let request = payment.to_request(&settings("ifsf"), "1", &now).unwrap();
        let shown = format!("{payment:?} {request:?} {:?}", payment.option("card_pan"));
        assert!(!shown.contains("4111") && !shown.contains("2712") && !shown.contains("7081"), "{shown}");
        assert_eq!(payment.check(Dialect::by_name("ch").unwrap()).unwrap_err().code(), Code::Unsupported);
    }

    #[test]
    fn a_sale_in_ifsf_carries_items_and_loyalty() {
        let payment = Operation::new(RequestKind::CardPaymentLoyaltyAward)
            .with_amount(chf(2000))
            .with(
                "sale_items",
                "product=30&amount=12.50&quantity=10&unit=LTR&text=Caf%C3%A9; product=7&amount=7.50",
            )
            .and_then(|o| o.with("loyalty_amount", "120"))
            .and_then(|o| o.with("merchant_reference", "A1"))
            .unwrap();
        let xml = wire(&payment, "ifsf");
        for part in [
            "<Loyalty LoyaltyFlag=\"true\"><LoyaltyAmount>120</LoyaltyAmount></Loyalty>",
            "<SaleItem ItemID=\"1\"><ProductCode>30</ProductCode><Amount>12.50</Amount><UnitMeasure>LTR</UnitMeasure>\
             <Quantity>10</Quantity><AdditionalProductInfo>Caf\u{e9}</AdditionalProductInfo></SaleItem>",
            "<SaleItem ItemID=\"2\"><ProductCode>7</ProductCode><Amount>7.50</Amount></SaleItem>",
            "<Acquirer MerchantReference=\"A1\"/>",
        ] {
            assert!(xml.contains(part), "{part} in {xml}");
        }
    }

    #[test]
    fn a_reservation_is_captured_and_cancelled_under_the_names_of_the_row() {
        let capture = Operation::new(RequestKind::CaptureReservation)
            .with_amount(chf(100))
            .with("trx_reference", "71907629331")
            .unwrap();
        assert!(wire(&capture, "ch").contains("RequestType=\"CardFinancialAdvice\""));
        let cancel =
            Operation::new(RequestKind::CancelReservation).with("trx_reference", "71907629331").unwrap();
        let xml = wire(&cancel, "ch&dialect.cancel_verb=ReservationCancel");
        assert!(xml.contains("RequestType=\"ReservationCancel\""), "{xml}");
        let row = Dialect::by_name("ch").unwrap();
        assert_eq!(row.kind_of("cardfinancialadvice"), Some(RequestKind::CaptureReservation));
        let ifsf = Dialect::by_name("ifsf").unwrap();
        assert_eq!(ifsf.kind_of("CardFinancialAdvice"), Some(RequestKind::CardFinancialAdvice));
    }

    #[test]
    fn an_ingenico_login_says_which_receipts_the_till_prints() {
        let xml = wire(&Operation::new(RequestKind::Login), "de&variant=ingenico&customer_receipt=terminal");
        assert!(
            xml.contains(
                "<PrivateData><SignatureParam><GetConfirmation Timeout=\"180\">yes</GetConfirmation></SignatureParam>\
                 <PrinterParam Type=\"Printer\"><Receipt Type=\"Merchant\">yes</Receipt>\
                 <Receipt Type=\"Administration\">yes</Receipt></PrinterParam><PrinterParam Type=\"PrinterReceipt\">\
                 <Receipt Type=\"Customer\">no</Receipt></PrinterParam></PrivateData>"
            ),
            "{xml}"
        );
    }

    #[test]
    fn every_option_of_a_row_exists_and_every_secret_is_an_option_of_some_row() {
        for row in crate::dialect::DIALECTS {
            for name in row.options.iter() {
                assert!(
                    find_option(name).is_some(),
                    "{} knows the option {name}, which does not exist",
                    row.name
                );
            }
            for lack in row.lacks.iter() {
                let exists =
                    find_option(lack.what).is_some() || RequestKind::from_wire_name(lack.what).is_some();
                assert!(exists, "{} lacks {}, which does not exist", row.name, lack.what);
                let offered = RequestKind::from_wire_name(lack.what).is_some_and(|kind| row.supports(kind));
                assert!(!offered && !row.options.contains(&lack.what), "{} has {}", row.name, lack.what);
            }
        }
        for option in REQUEST_OPTIONS.iter().filter(|option| option.secret) {
            assert!(!Dialect::by_name("ch").unwrap().supports_option(option.name), "{}", option.name);
        }
    }
}
