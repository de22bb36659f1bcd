//! The parts that requests and responses are made of (protocol.md 2.2 to 2.7), each described once, with where it
//! is met and how sure that is: H, M, L as in protocol.md.
//!
//! Values stay texts as they stood on the wire, trimmed; amounts and results are interpreted where they are
//! used, so that a strange value in an unimportant place never spoils a message.

mod answer;
mod card;
mod journal;
mod pos;
mod service;

pub use answer::{
    Authorisation, ConfirmationParam, Diagnosis, ErrorDetail, ErrorItem, PrinterParam, PrivateData,
    ReceiptParam, SignatureParam, Tender, TerminalInfo, TokenItem,
};
pub use card::{
    CardCircuit, CardCircuitCollection, CardDetails, CardValue, Loyalty, LoyaltyAmount, LoyaltyApprovalCode,
    LoyaltyCard, MopRule, Track1, Track2, Track3,
};
pub use journal::{CardInfo, DccInfo, EJournal, ShopInfo, TransactionInfo};
pub use pos::{Acquirer, Amount, OriginalTransaction, PosData, SaleItem};
pub use service::{
    Acq, Identification, NotSubmitted, Reconciliation, ReconciliationTotal, Submission, Submitted,
    TerminalState,
};
