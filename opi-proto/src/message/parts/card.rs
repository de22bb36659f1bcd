//! Cards: brands, numbers, loyalty (protocol.md 2.2, 2.4).

use crate::message::record::record;

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
    /// A track of a magnetic stripe that the till read. What a terminal sends of it is dropped.
    pub struct Track1 = "Track1" {
        secret_elements {
            /// As text.
            ascii = "Ascii",
            /// As bytes, in hexadecimal.
            bytes = "Byte",
        }
    }
}

record! {
    /// A track of a magnetic stripe that the till read. What a terminal sends of it is dropped.
    pub struct Track2 = "Track2" {
        secret_elements {
            /// As text.
            ascii = "Ascii",
            /// As bytes, in hexadecimal.
            bytes = "Byte",
        }
    }
}

record! {
    /// A track of a magnetic stripe that the till read. What a terminal sends of it is dropped.
    pub struct Track3 = "Track3" {
        secret_elements {
            /// As text.
            ascii = "Ascii",
            /// As bytes, in hexadecimal.
            bytes = "Byte",
        }
    }
}

record! {
    /// A card. What a terminal shows of one: tracks, chip data and dates are dropped, the number is masked. What
    /// a till read itself (ifsf, H for ATS): written, never read back or logged.
    pub struct CardValue = "CardValue" {
        elements {
            /// Bar code.
            barcode = "Barcode",
            /// Brand.
            card_circuit = "CardCircuit",
            /// Issue number.
            issue_number = "IssueNumber",
            /// Token of the card.
            token = "Token",
        }
        pan_elements {
            /// Card number, masked. Leave it out when `clear_pan` is given.
            card_pan = "CardPAN",
            /// Text that was typed or read, taken for a card number.
            in_string = "InString",
        }
        secret_elements {
            /// Card number that the till read, unmasked.
            clear_pan = "CardPAN",
            /// First day of validity.
            start_date = "StartDate",
            /// Last month of validity.
            expiry_date = "ExpiryDate",
            /// Last day of validity.
            end_date = "EndDate",
            /// Service code.
            service_code = "ServiceCode",
        }
        children {
            /// First track.
            track_1: Track1,
            /// Second track.
            track_2: Track2,
            /// Third track.
            track_3: Track3,
        }
    }
}

record! {
    /// More about the card (de, H). The expiry date is dropped.
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
    /// A loyalty card (ATS). Some tills write the number as its text.
    pub struct LoyaltyCard = "LoyaltyCard" {
        pans {
            /// Number, masked. Leave it out when `clear_pan` is given.
            loyalty_pan = "LoyaltyPAN" | "#text",
        }
        secret_attributes {
            /// Number that the till read, unmasked.
            clear_pan = "LoyaltyPAN",
        }
    }
}

record! {
    /// Which card may pay for which loyalty programme (ATS).
    pub struct MopRule = "MOPrule" {
        attributes {
            /// Brand.
            card_circuit = "CardCircuit",
        }
        pans {
            /// Card number, masked.
            card_pan = "CardPAN",
        }
    }
}

record! {
    /// Loyalty points or their worth (ATS).
    pub struct LoyaltyAmount = "LoyaltyAmount" {
        attributes {
            /// Before the transaction.
            original = "OriginalLoyaltyAmount",
        }
        content {
            /// How many.
            text
        }
    }
}

record! {
    /// Approval of the loyalty host (ATS).
    pub struct LoyaltyApprovalCode = "LoyaltyApprovalCode" {
        attributes {
            /// Loyalty host.
            acquirer_id = "LoyaltyAcquirerID",
            /// Its batch.
            acquirer_batch = "LoyaltyAcquirerBatch",
        }
        content {
            /// The code.
            text
        }
    }
}

record! {
    /// Loyalty, in requests and answers (ifsf; details H for ATS).
    pub struct Loyalty = "Loyalty" {
        attributes {
            /// `true` when the sale takes part.
            flag = "LoyaltyFlag",
            /// Time at the loyalty host.
            time_stamp = "LoyaltyTimeStamp",
        }
        elements {
            /// Name of the customer.
            customer_name = "CustomerName",
            /// Points after the transaction.
            points = "Points",
        }
        children {
            /// The card.
            card: LoyaltyCard,
            /// Which card may pay.
            mop_rule: MopRule,
            /// How many points.
            amount: LoyaltyAmount,
            /// Approval of the loyalty host.
            approval_code: LoyaltyApprovalCode,
        }
    }
}
