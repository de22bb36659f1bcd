//! The parts that requests and responses are made of (protocol.md 2.2 to 2.7), each described once.
//!
//! Values stay texts as they stood on the wire, trimmed; amounts and results are interpreted where they are
//! used, so that a strange value in an unimportant place never spoils a message.

use super::record::record;
use crate::value::{Currency, Money, MoneyError};

record! {
    /// What the till says about itself with each request.
    pub struct PosData = "POSdata" {
        attributes {
            /// Language for displays and receipts, ISO 639-1, lower case in de, nl and ch.
            language = "LanguageCode",
            /// Ask for more transaction data in the answer (ch, nl): `true` or left out.
            request_transaction_information = "RequestTransactionInformation",
            /// Ask for a card token (ch, nl): `true` or left out.
            request_token = "RequestToken",
            /// Ask for the receipt header (ch, nl): `true` or left out.
            request_receipt_header = "RequestReceiptHeader",
            /// Ask for the unmasked card number. Never set by this library unless the till asks for it in so
            /// many words; even then it is masked when it arrives.
            request_full_pan = "RequestFullPAN",
            /// On a refund (ch): reference of the sale.
            trx_reference_number = "TrxReferenceNumber" | "TransactionRefNumber",
        }
        elements {
            /// The till's local time, `xsd:dateTime`.
            time_stamp = "POSTimeStamp",
            /// Forecourt service level (ifsf).
            service_level = "ServiceLevel",
            /// Shift of the till; separates totals.
            shift_number = "ShiftNumber",
            /// Cashier.
            clerk_id = "ClerkID",
            /// Forecourt position (ifsf).
            outdoor_position = "OutdoorPosition",
            /// Card number entered by hand (ifsf, de).
            manual_pan = "ManualPAN",
            /// `Low`, `Medium` or `High` (ifsf, de).
            clerk_permission = "ClerkPermission",
            /// The till's own transaction number (ifsf, de).
            transaction_number = "TransactionNumber",
            /// Use the card that was read before (de).
            use_preselected_card = "UsePreselectedCard",
            /// Where the customer's copy goes (ch, nl): `Available`, `PrintLocal`, `Unavailable`, …
            printer_status = "PrinterStatus",
            /// Whether the till keeps an electronic journal (ch, nl).
            e_journal_status = "E-JournalStatus" | "EJournalStatus",
            /// Where the merchant's copy goes (ch, nl).
            journal_printer_status = "JournalPrinterStatus",
            /// Accept although the host cannot be reached (ch), only where the contract allows it.
            force_acceptance = "ForceAcceptance",
            /// Approval code obtained by voice (ch, nl).
            approval_code = "ApprovalCode",
            /// Shop (EFTLink).
            store_id = "StoreID",
            /// `OnLine`, `Local`, `POPInit`, `POPInitAll`, `PrinterStatus` (de, ifsf; service requests).
            diagnosis_method = "DiagnosisMethod",
        }
    }
}

record! {
    /// An amount: decimal major units in the text, the currency and shares of it in attributes.
    pub struct Amount = "TotalAmount" {
        attributes {
            /// ISO 4217 letters.
            currency = "Currency",
            /// The part that pays for goods.
            payment = "PaymentAmount",
            /// Cash handed to the customer; the text is the total.
            cash_back = "CashBackAmount",
            /// Tip.
            gratuity = "GratuityAmount",
            /// Donation (ATS).
            donation = "DonationAmount",
            /// The amount first asked for.
            original = "OriginalAmount",
            /// What is left on the card.
            available = "AvailableAmount",
            /// May the customer change it?
            changeable = "Changeable",
        }
        content {
            /// Decimal major units with a dot.
            text
        }
    }
}

impl Amount {
    /// An amount as this library writes it.
    #[must_use]
    pub fn of(money: Money) -> Self {
        Amount {
            text: money.to_decimal(),
            currency: Some(money.currency().code().to_owned()),
            ..Amount::default()
        }
    }

    /// The amount in its own currency, or in `fallback` where the terminal names none.
    ///
    /// # Errors
    /// When the text is no amount, or the currency is not known.
    pub fn money(&self, fallback: Option<Currency>) -> Result<Money, MoneyError> {
        Money::parse(&self.text, self.currency_or(fallback)?)
    }

    /// One of the shares (`cash_back`, `gratuity` …) in this amount's currency.
    #[must_use]
    pub fn share(&self, share: Option<&String>, fallback: Option<Currency>) -> Option<Money> {
        Money::parse(share?, self.currency_or(fallback).ok()?).ok()
    }

    fn currency_or(&self, fallback: Option<Currency>) -> Result<Currency, MoneyError> {
        match (&self.currency, fallback) {
            (Some(code), _) => Currency::from_code(code),
            (None, Some(currency)) => Ok(currency),
            (None, None) => Err(MoneyError::UnknownCurrency(String::new())),
        }
    }
}

record! {
    /// The transaction that a reversal, refund or reprint refers to.
    pub struct OriginalTransaction = "OriginalTransaction" {
        attributes {
            /// Terminal of the original.
            terminal_id = "TerminalID",
            /// Batch of the original.
            terminal_batch = "TerminalBatch",
            /// System trace audit number of the original; leading zeros count.
            stan = "STAN",
            /// Time of the original.
            time_stamp = "TimeStamp",
            /// ATS.
            tracking_reference = "TrackingReference",
        }
    }
}

record! {
    /// One card brand.
    pub struct CardCircuit = "CardCircuit" {
        attributes {
            /// `Accepted` or `Denied`.
            state = "CardCircuitState",
            /// Name for people (GetCardCircuits, nl).
            display_name = "DisplayName",
        }
        content {
            /// Code, e.g. `VISA`, `ECMC`, `MAES`, `TWNT`.
            code
        }
    }
}

record! {
    /// The brands that a payment is restricted to.
    pub struct CardCircuitCollection = "CardCircuitCollection" {
        lists {
            /// The brands.
            circuits: CardCircuit,
        }
    }
}

record! {
    /// One line of the sale (ifsf).
    pub struct SaleItem = "SaleItem" {
        attributes {
            /// Number of the line.
            item_id = "ItemID",
        }
        elements {
            /// Product code.
            product_code = "ProductCode",
            /// Amount of the line, decimal major units.
            amount = "Amount" | "ItemAmount",
            /// `EA`, `LTR`, `KGM` …
            unit_measure = "UnitMeasure",
            /// Price of one unit.
            unit_price = "UnitPrice",
            /// How many units.
            quantity = "Quantity",
            /// Tax code.
            tax_code = "TaxCode",
            /// More of the code.
            additional_product_code = "AdditionalProductCode",
            /// Text for people.
            additional_product_info = "AdditionalProductInfo",
        }
    }
}

record! {
    /// A card as a message shows it; tracks, chip data and dates are dropped.
    pub struct CardValue = "CardValue" {
        elements {
            /// Brand.
            card_circuit = "CardCircuit",
        }
        pan_elements {
            /// Card number, masked.
            card_pan = "CardPAN",
        }
    }
}

record! {
    /// Which terminal answered.
    pub struct TerminalInfo = "Terminal" {
        attributes {
            /// Terminal identification.
            terminal_id = "TerminalID",
            /// Batch.
            terminal_batch = "TerminalBatch",
            /// System trace audit number: the terminal's transaction number, leading zeros kept.
            stan = "STAN",
            /// Merchant (ATS).
            merchant_id = "MerchantID",
        }
    }
}

record! {
    /// How the transaction was authorised.
    pub struct Authorisation = "Authorisation" {
        attributes {
            /// Acquirer; de-Thales sends `undefined`.
            acquirer_id = "AcquirerID",
            /// Time at the terminal.
            time_stamp = "TimeStamp",
            /// Issuer.
            issuer_id = "IssuerID",
            /// Host response code, ISO 8583; 0 is approval.
            action_code = "ActionCode",
            /// Host response code (de).
            return_code = "ReturnCode",
            /// Approval code.
            approval_code = "ApprovalCode" | "AuthorisationCode" | "AuthorizationCode",
            /// Batch at the acquirer.
            acquirer_batch = "AcquirerBatch",
            /// Brand.
            card_circuit = "CardCircuit",
            /// Merchant contract number.
            merchant = "Merchant",
            /// `Online`, `Offline`, `Manual`, `Inhouse`; spellings vary.
            authorisation_type = "AuthorisationType",
            /// Number of the receipt.
            receipt_number = "ReceiptNumber",
            /// Reference of the transaction at the acquirer (ch): needed for a referenced refund.
            trx_reference_number = "TrxReferenceNumber" | "TransactionRefNumber",
            /// How many copies to print.
            receipt_copies = "ReceiptCopies",
            /// ATS.
            capture_reference = "CaptureReference",
            /// ATS.
            tracking_reference = "TrackingReference",
            /// How the cardholder was verified (ATS).
            card_verification = "CardVerification",
            /// Application of the chip.
            application_id = "AIDParameter" | "ApplicationIdentifier",
        }
        pans {
            /// Card number, masked.
            card_pan = "CardPAN" | "MaskedCardNumber",
        }
    }
}

record! {
    /// Money and authorisation of an answer.
    pub struct Tender = "Tender" {
        attributes {
            /// Language the customer chose.
            language = "LanguageCode",
        }
        children {
            /// What was charged; may exceed the request (tip).
            total_amount: Amount,
            /// How it was authorised.
            authorisation: Authorisation,
        }
    }
}

record! {
    /// More about the card (de). The expiry date is dropped.
    pub struct CardDetails = "CardDetails" {
        elements {
            /// Currency of the card; 280 (DEM) has been seen.
            currency_code = "CurrencyCode",
            /// Sequence number of the card.
            sequence_number = "SequenceNumber",
        }
    }
}

record! {
    /// Why something was declined (ch).
    pub struct Diagnosis = "Diagnosis" {
        attributes {
            /// The host's reason; not 0 means declined by the host.
            host_decline_reason = "HostDeclineReason",
            /// The terminal's reason: 1 answer of the host unknown, 107 aborted, 569 and 579 no connection to
            /// the payment server.
            terminal_decline_reason = "TerminalDeclineReason",
        }
    }
}

record! {
    /// One total of a reconciliation.
    pub struct ReconciliationTotal = "TotalAmount" {
        attributes {
            /// Number of transactions.
            number_payments = "NumberPayments",
            /// `Debit` or `Credit`; in de-Thales `Debit` holds sales.
            payment_type = "PaymentType",
            /// ISO 4217 letters.
            currency = "Currency",
            /// Brand.
            card_circuit = "CardCircuit",
            /// Acquirer.
            acquirer = "Acquirer",
        }
        content {
            /// Decimal major units.
            text
        }
    }
}

record! {
    /// Totals at day end.
    pub struct Reconciliation = "Reconciliation" {
        attributes {
            /// Language.
            language = "LanguageCode",
        }
        lists {
            /// Totals per brand and direction.
            totals: ReconciliationTotal,
        }
    }
}

record! {
    /// The shop, as the electronic journal prints it.
    pub struct ShopInfo = "ShopInfo" {
        elements {
            /// Terminal identification.
            terminal_identifier = "TerminalIdentifier",
            /// Merchant identification.
            merchant_user_identifier = "MerchantUserIdentifier",
        }
        texts {
            /// Name and address, a line each.
            shop_location = "ShopLocation",
        }
    }
}

record! {
    /// The transaction, as the electronic journal records it.
    pub struct TransactionInfo = "TransactionInfo" {
        elements {
            /// Transaction number of the terminal.
            transaction_identifier = "TransactionIdentifier",
            /// `PURCHASE`, …
            service_label_name = "ServiceLabelName",
            /// Local time at the terminal.
            date_and_time = "DateAndTime",
            /// Approval code.
            authorisation_code = "AuthorisationCode" | "AuthorizationCode",
            /// Amount without additions.
            detailed_amount = "DetailedAmount",
            /// Result code.
            transaction_result_text = "TransactionResultText",
            /// Acquirer.
            acquirer_identifier = "AcquirerIdentifier",
            /// Counter of activations.
            activation_sequence_number = "ActivationSequenceNumber",
            /// Reference at the acquirer.
            transaction_ref_number = "TransactionRefNumber" | "TrxReferenceNumber",
        }
        children {
            /// What was charged.
            total_amount: Amount,
        }
    }
}

record! {
    /// The card, as the electronic journal records it.
    pub struct CardInfo = "CardInfo" {
        elements {
            /// `MC CREDIT`, …
            card_label_name = "CardLabelName",
            /// Application of the chip.
            application_identifier = "ApplicationIdentifier",
            /// Key used to encrypt the card number for the acquirer.
            acq_pub_key_ind = "AcqPubKeyInd",
        }
        pan_elements {
            /// Card number, masked.
            card_number = "CardNumber",
        }
    }
}

record! {
    /// Dynamic currency conversion. Empty when none took place.
    pub struct DccInfo = "DCCInfo" | "DccInfo" {
        elements {
            /// Amount in the cardholder's currency.
            amount = "CardHolderBillingAmount",
            /// Its name.
            currency_name = "CardHolderBillingCurrencyName",
            /// Its code.
            currency_code = "CardHolderBillingCurrencyCode",
            /// Rate.
            exchange_rate = "ExchangeRate" | "Exchangerate",
            /// Mark-up in per cent.
            markup_percentage = "MarkupPercentage" | "CommissionPercentage",
        }
    }
}

record! {
    /// Structured receipt data (ch, nl).
    pub struct EJournal = "E-Journal" | "EJournal" {
        children {
            /// The shop.
            shop: ShopInfo,
            /// The transaction.
            transaction: TransactionInfo,
            /// The card.
            card: CardInfo,
            /// Currency conversion.
            dcc: DccInfo,
        }
    }
}
