//! What answers to service requests are made of (protocol.md 2.5).

use super::card::CardCircuit;
use crate::message::record::record;

record! {
    /// One total of a reconciliation (H). In de-Thales `Debit` holds sales.
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
            /// Tips in it (ATS).
            gratuity = "Gratuity",
            /// Transactions not yet submitted (ATS).
            number_held = "NumberHeld",
            /// Their sum (ATS).
            amount_held = "AmountHeld",
        }
        content {
            /// Decimal major units.
            text
        }
    }
}

record! {
    /// Totals at day end (H).
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
    /// Stored transactions that were taken (ATS).
    pub struct Submitted = "Successful" {
        attributes {
            /// How many.
            number = "NumberPayments",
        }
        content {
            /// Their sum, decimal major units.
            text
        }
    }
}

record! {
    /// Stored transactions that were not taken (ATS).
    pub struct NotSubmitted = "Failed" {
        attributes {
            /// How many.
            number = "NumberPayments",
        }
        content {
            /// Their sum, decimal major units.
            text
        }
    }
}

record! {
    /// What became of transactions that the terminal had stored offline (ATS, H).
    pub struct Submission = "Submission" {
        attributes {
            /// Language.
            language = "LanguageCode",
        }
        children {
            /// Taken.
            successful: Submitted,
            /// Not taken.
            failed: NotSubmitted,
        }
    }
}

record! {
    /// What the terminal is (ch, M).
    pub struct Identification = "Identification" {
        attributes {
            /// Hardware.
            hardware = "Hardware",
            /// Serial number.
            serial_number = "SerialNumber",
            /// Name of its configuration.
            configuration_name = "ConfigurationName",
            /// Version of its configuration.
            configuration_version = "ConfigurationVersion",
        }
    }
}

record! {
    /// An acquirer the terminal works with (ch, M; its attributes are not public).
    pub struct Acq = "Acq" {
        attributes {
            /// Identification.
            id = "AcquirerID" | "AcqID",
            /// Name.
            name = "Name",
        }
        content {
            /// Text.
            text
        }
    }
}

record! {
    /// State and identity of the terminal: what `GetStatus`, `GetInfo` (ch, M) and `GetCardCircuits` (nl, M)
    /// put directly into the answer, as elements or attributes.
    pub struct TerminalState = "ServiceResponse" {
        elements {
            /// Terminal identification.
            terminal_id = "TerminalID",
            /// Its address.
            terminal_ip = "TerminalIP",
            /// Version of its payment application.
            app_version = "AppVersion",
            /// Merchant identification in ep2.
            ep2_merchant_id = "Ep2MID",
            /// State; the list of values is not public.
            status = "TerminalStatus",
            /// Details of the state; the list of values is not public.
            sub_status = "TerminalSubStatus",
            /// What a diagnosis found, in words (ifsf).
            diagnosis_result = "DiagnosisResult",
        }
        children {
            /// What the terminal is.
            identification: Identification,
        }
        lists {
            /// Brands it accepts.
            card_circuits: CardCircuit,
            /// Acquirers it works with.
            acquirers: Acq,
        }
    }
}
