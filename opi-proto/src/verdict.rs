//! What an answer of the terminal means for the till. Pure; one table of rules.

use crate::dialect::{Dialect, TimedOutMeans};
use crate::error::Code;
use crate::message::{RequestKind, Response};
use crate::outcome::Verdict;
use crate::value::OverallResult;

/// The verdict on an answer, and the code of its reason.
///
/// Only what the terminal says clearly is final; everything else is *unknown* (protocol.md 2.6 and 4.2).
#[must_use]
pub fn judge(kind: RequestKind, dialect: &Dialect, response: &Response) -> (Verdict, Code) {
    use OverallResult as R;
    let settled = |nothing: bool, code: Code| {
        if nothing { (Verdict::Declined, code) } else { (Verdict::Unknown, Code::Inconclusive) }
    };
    match &response.overall_result {
        R::Success => (Verdict::Approved, Code::Ok),
        R::Activated | R::AlreadyActivated if is_session_open(kind) => (Verdict::Approved, Code::Ok),
        R::Deactivated | R::AlreadyDeactivated if is_session_close(kind) => (Verdict::Approved, Code::Ok),
        R::DayClosed if kind == RequestKind::CloseDay => (Verdict::Approved, Code::Ok),
        R::Failure => (Verdict::Declined, Code::Declined),
        R::Aborted => (Verdict::Aborted, Code::Aborted),
        R::UnknownCard => (Verdict::Declined, Code::UnknownCard),
        // An answer that shows an authorisation although it claims that nothing came of it settles nothing.
        R::TimedOut => {
            let nothing = dialect.timed_out == TimedOutMeans::Nothing || !kind.is_financial();
            settled(nothing && !response.shows_authorisation(), Code::TerminalTimedOut)
        }
        R::CommunicationError => settled(!response.shows_authorisation(), Code::HostUnreachable),
        R::DeviceUnavailable | R::Busy => (Verdict::Refused, Code::TerminalBusy),
        R::LoggedOut => (Verdict::Refused, Code::LoggedOut),
        R::PrintLastTicket => (Verdict::Refused, Code::PrintLastTicket),
        R::FormatError | R::ParsingError | R::ValidationError | R::MissingMandatoryData => {
            (Verdict::Refused, Code::RequestRejected)
        }
        R::NotSupported => (Verdict::Refused, Code::NotSupportedByTerminal),
        R::PartialFailure
        | R::Activated
        | R::AlreadyActivated
        | R::Deactivated
        | R::AlreadyDeactivated
        | R::DayClosed
        | R::ConnectionError
        | R::FlowTimedOut
        | R::Unknown
        | R::Other(_) => (Verdict::Unknown, Code::Inconclusive),
    }
}

fn is_session_open(kind: RequestKind) -> bool {
    matches!(kind, RequestKind::ActivateTerminal | RequestKind::Login)
}

fn is_session_close(kind: RequestKind) -> bool {
    matches!(kind, RequestKind::DeactivateTerminal | RequestKind::Logoff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{CH, DE};
    use crate::message::{Authorisation, Tender};

    fn answer(kind: RequestKind, result: &str, approval: Option<&str>) -> Response {
        let mut response = Response::new(kind, "1", "1", OverallResult::read(result));
        response.tender = approval.map(|code| Tender {
            authorisation: Some(Authorisation {
                approval_code: Some(code.into()),
                ..Authorisation::default()
            }),
            ..Tender::default()
        });
        response
    }

    #[test]
    fn every_result_has_its_verdict() {
        use RequestKind::{ActivateTerminal, CardPayment, CloseDay, GetStatus, Logoff};
        use Verdict::{Aborted, Approved, Declined, Refused, Unknown};
        for (kind, dialect, result, approval, verdict, code) in [
            (CardPayment, &CH, "Success", None, Approved, Code::Ok),
            (CardPayment, &CH, "SUCCESS", Some("1"), Approved, Code::Ok),
            (CardPayment, &DE, "Failure", Some("1"), Declined, Code::Declined),
            (CardPayment, &CH, "Aborted", None, Aborted, Code::Aborted),
            (CardPayment, &CH, "TimedOut", None, Declined, Code::TerminalTimedOut),
            (CardPayment, &CH, "TimedOut", Some("1"), Unknown, Code::Inconclusive),
            (CardPayment, &DE, "TimedOut", None, Unknown, Code::Inconclusive),
            (GetStatus, &DE, "TimedOut", None, Declined, Code::TerminalTimedOut),
            (CardPayment, &DE, "CommunicationError", None, Declined, Code::HostUnreachable),
            (CardPayment, &DE, "CommunicationError", Some("1"), Unknown, Code::Inconclusive),
            (CardPayment, &DE, "UnknownCard", None, Declined, Code::UnknownCard),
            (CardPayment, &CH, "DeviceUnavailable", None, Refused, Code::TerminalBusy),
            (CardPayment, &DE, "Busy", None, Refused, Code::TerminalBusy),
            (CardPayment, &DE, "Loggedout", None, Refused, Code::LoggedOut),
            (CardPayment, &CH, "PrintLastTicket", None, Refused, Code::PrintLastTicket),
            (CardPayment, &CH, "FormatError", None, Refused, Code::RequestRejected),
            (CardPayment, &CH, "MissingMandatoryData", None, Refused, Code::RequestRejected),
            (CardPayment, &CH, "NotSupported", None, Refused, Code::NotSupportedByTerminal),
            (CardPayment, &CH, "PartialFailure", None, Unknown, Code::Inconclusive),
            (CardPayment, &CH, "Activated", None, Unknown, Code::Inconclusive),
            (CardPayment, &CH, "Perhaps", None, Unknown, Code::Inconclusive),
            (ActivateTerminal, &CH, "AlreadyActivated", None, Approved, Code::Ok),
            (Logoff, &CH, "Deactivated", None, Approved, Code::Ok),
            (CloseDay, &CH, "DayClosed", None, Approved, Code::Ok),
        ] {
            let judged = judge(kind, dialect, &answer(kind, result, approval));
            assert_eq!(judged, (verdict, code), "{kind} {} {result} {approval:?}", dialect.name);
        }
    }

    #[test]
    fn no_result_but_a_clear_one_ever_says_that_a_payment_went_through() {
        for result in OverallResult::KNOWN {
            let (verdict, _) = judge(
                RequestKind::CardPayment,
                &CH,
                &answer(RequestKind::CardPayment, result.as_str(), None),
            );
            assert_eq!(verdict == Verdict::Approved, *result == OverallResult::Success, "{result}");
        }
    }
}
