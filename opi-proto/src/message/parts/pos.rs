//! What requests are made of (protocol.md 2.2, 2.3).

use crate::message::record::record;
use crate::value::{Currency, Money, MoneyError};

record! {
    /// What the till says about itself with each request. Elements: ifsf list with confidence H; the attributes
    /// and the printer states: ch and nl, H.
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
            /// Accept contactless cards (ATS).
            contactless = "Contactless",
            /// Print receipts of contactless payments (ATS).
            contactless_receipt = "ContactlessReceipt",
            /// Accept chip cards (ATS).
            chip = "Chip",
            /// Accept magnetic stripes (ATS).
            swipe = "Swipe",
            /// `Low`, `Medium` or `High` (ifsf, de).
            clerk_permission = "ClerkPermission",
            /// ATS.
            tight_control = "TightControl",
            /// One of several payments of a sale (ATS).
            split_payment = "SplitPayment",
            /// Allow authorisation by voice (ATS).
            voice_referral = "VoiceReferral",
            /// The till's own transaction number (ifsf, de).
            transaction_number = "TransactionNumber",
            /// The till's reference (ATS).
            reference = "Reference",
            /// Where the cardholder is (ATS).
            card_holder_location = "CardHolderLocation",
            /// Use the card that was read before (CCV Germany).
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
    /// An amount: decimal major units in the text, the currency and shares of it in attributes (H).
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
    /// The transaction that a reversal, refund or reprint refers to (H). Attributes; one German client writes
    /// elements, which are read too.
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
    /// One line of the sale (ifsf, H).
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
            /// Kind of movement.
            type_movement = "TypeMovement",
            /// Channel of the sale.
            sale_channel = "SaleChannel",
            /// VAT rate (ATS).
            vat_rate = "VATRate",
        }
    }
}

record! {
    /// The acquirer a request is meant for (ifsf, H for ATS).
    pub struct Acquirer = "Acquirer" {
        attributes {
            /// Terminal identification at the acquirer.
            terminal_id = "TerminalID",
            /// Merchant at the acquirer.
            merchant_id = "MerchantID",
            /// Acquirer.
            acquirer_id = "AcquirerID",
            /// The merchant's reference.
            merchant_reference = "MerchantReference",
            /// Credit plan.
            credit_plan = "CreditPlan",
        }
    }
}
