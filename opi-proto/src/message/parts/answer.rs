//! What answers to card requests are made of (protocol.md 2.4).

use super::pos::Amount;
use crate::message::record::{Record, record};
use crate::message::sensitive;
use crate::wire::xml::Element;

record! {
    /// Which terminal answered (H).
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
            /// Transaction number of APACS 50 (ATS).
            apacs_number = "APACS50TN",
        }
    }
}

record! {
    /// How the transaction was authorised (H). Dates of the card are dropped.
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
            /// Issue number of the card (ATS).
            issue_number = "IssueNumber",
            /// Token of the card (ATS; ch puts tokens into `PrivateData`).
            token = "Token",
            /// Does the receipt serve as a fiscal one?
            fiscal_receipt = "FiscalReceipt",
            /// ATS.
            time_display = "TimeDisplay",
            /// May loyalty points be given?
            loyalty_allowed = "LoyaltyAllowed",
            /// How many copies to print.
            receipt_copies = "ReceiptCopies",
            /// ATS.
            capture_reference = "CaptureReference",
            /// ATS.
            tracking_reference = "TrackingReference",
            /// How the cardholder was verified (ATS).
            card_verification = "CardVerification",
            /// Did the card code match (ATS)?
            cv2_result = "CV2Result",
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
    /// Money and authorisation of an answer (H).
    pub struct Tender = "Tender" {
        attributes {
            /// Language the customer chose.
            language = "LanguageCode",
        }
        texts {
            /// Products that the card may not pay for (ifsf).
            restriction_codes = "RestrictionCodes",
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
    /// Why something was declined (ch, H). What the codes mean: [`crate::reason`].
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
    /// One error of several (ATS).
    pub struct ErrorItem = "Error" {
        attributes {
            /// Where it happened.
            category = "Category",
            /// Its number.
            code = "Code",
            /// In words.
            description = "Description",
            /// How bad.
            severity = "Severity",
        }
    }
}

record! {
    /// Errors in words (ATS, H).
    pub struct ErrorDetail = "ErrorDetail" {
        elements {
            /// What the host answered.
            response = "Response",
        }
        lists {
            /// The errors.
            errors: ErrorItem,
        }
    }
}

record! {
    /// A token that stands for the card (ch, H that it exists; what the purposes mean is not public).
    pub struct TokenItem = "TokenItem" {
        attributes {
            /// What it is for.
            purpose = "TokenPurpose",
            /// How its making ended.
            result_code = "TokenResultCode",
            /// Identification of the secret behind it.
            secret_id = "SecretID",
            /// The token.
            token = "Token",
        }
    }
}

record! {
    /// Whether the till prints one kind of receipt.
    pub struct ReceiptParam = "Receipt" {
        attributes {
            /// `Merchant`, `Administration`, `Customer`; the name of the attribute is inferred.
            kind = "Type",
        }
        content {
            /// `yes` or `no`.
            text
        }
    }
}

record! {
    /// What the till prints on one of its printers, told at a login (Ingenico Germany, M).
    pub struct PrinterParam = "PrinterParam" {
        attributes {
            /// `Printer`, `PrinterReceipt`.
            printer = "Type",
        }
        lists {
            /// The kinds of receipts.
            receipts: ReceiptParam,
        }
    }
}

record! {
    /// Whether the till asks the cashier for confirmation.
    pub struct ConfirmationParam = "GetConfirmation" {
        attributes {
            /// Seconds it may take.
            timeout = "Timeout",
        }
        content {
            /// `yes` or `no`.
            text
        }
    }
}

record! {
    /// What the till does about signatures, told at a login (Ingenico Germany, M).
    pub struct SignatureParam = "SignatureParam" {
        children {
            /// Does it ask the cashier?
            confirmation: ConfirmationParam,
        }
    }
}

record! {
    /// Vendors' own content, in requests and answers. What is known of it has names; all else is kept in
    /// `other`. Scrubbed of card data before it is read.
    pub struct PrivateData = "PrivateData" {
        elements {
            /// How the card was read: `NFC`, … (de-Thales, H).
            card_technology = "CardTechnologyType",
            /// How the cardholder was verified: `NoCVM`, … (de-Thales, H).
            card_verification = "CardVerificationMethod",
            /// How the cardholder was verified: `PIN`, … (CCV Germany, M).
            card_holder_authentication = "CardHolderAuthentication",
            /// The vendor's own result: 1002700 is good (Lavego; de-Thales, H).
            error_code = "ErrorCode",
            /// The same in words (de-Thales, H).
            error_text = "ErrorText",
            /// Next restart of the terminal (CCV Germany, M).
            reboot_info = "RebootInfo",
            /// Software of the terminal (CCV Germany, M).
            software_version = "SoftwareVersion",
            /// Receipt that the till took last; in requests (CCV Germany, M).
            last_receipt_number = "LastReceiptNumber",
        }
        content {
            /// Free text such as `type=initialise`.
            text
        }
        children {
            /// Signatures (Ingenico Germany).
            signature: SignatureParam,
        }
        lists {
            /// Printers (Ingenico Germany).
            printers: PrinterParam,
            /// Tokens (ch).
            tokens: TokenItem,
        }
    }
}

impl PrivateData {
    /// Every one of a message. A token is for the till, whatever it looks like; the rest may hide card data.
    pub(in crate::message) fn read_all(root: &Element) -> Vec<Self> {
        let read = |element| {
            let data = PrivateData::read(&sensitive::scrub(element)?);
            Some(PrivateData { tokens: TokenItem::read_children(element), ..data })
        };
        root.children("PrivateData").filter_map(read).collect()
    }

    /// Free text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        PrivateData { text: text.to_owned(), ..PrivateData::default() }
    }
}
