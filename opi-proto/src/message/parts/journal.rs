//! The electronic journal: receipt data with names (protocol.md 2.7).

use super::pos::Amount;
use crate::message::record::record;

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
    /// Structured receipt data (ch, nl; H, captured).
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
