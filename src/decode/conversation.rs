//! What only several messages together tell: answers without requests, requests without answers, a payment sent
//! twice, the order of the two channels. Only the heads of messages are kept, so an input of any length fits.

use super::findings::{Finding, Sort};
use super::guess::Guess;
use super::reading::Reading;
use opi_proto::message::{Message, Request, RequestKind, Response};
use opi_proto::value::Money;
use std::collections::HashMap;

/// Most requests that may be open at once.
const MOST_OPEN: usize = 256;

/// A request that waits for its answer.
struct Open {
    index: usize,
    kind: Option<RequestKind>,
    request_type: String,
    id: String,
    amount: Option<Money>,
    callbacks: usize,
}

/// The conversation so far.
#[derive(Default)]
pub struct Conversation {
    messages: usize,
    requests: usize,
    open: Vec<Open>,
    /// RequestID and SequenceID of device requests that the till has not answered.
    callbacks: Vec<(String, Option<String>)>,
    callbacks_seen: usize,
    /// Financial requests sent: kind, till, id.
    sent: Vec<(String, String, String)>,
    findings: HashMap<usize, Vec<Finding>>,
    /// What the conversation as a whole looks like.
    pub guess: Guess,
}

impl Conversation {
    /// Takes up the next message.
    pub fn hear(&mut self, index: usize, reading: &Reading<'_>) {
        self.messages += 1;
        self.guess.join(&Guess::of(reading));
        match &reading.message {
            Some(Message::Request(request)) => self.request(index, request),
            Some(Message::Response(response)) => self.response(index, response),
            Some(Message::DeviceRequest(request)) => {
                self.callback(index, &request.request_id, request.sequence_id.as_ref());
            }
            Some(Message::DeviceResponse(response)) => {
                let of = |open: &(String, Option<String>)| open.0 == response.request_id;
                match self.callbacks.iter().position(of) {
                    Some(at) => drop(self.callbacks.remove(at)),
                    None => self.add(index, Finding::new(Sort::DeviceAnswerWithoutRequest, "")),
                }
            }
            None => {}
        }
    }

    /// Its end: what is to be said about each message, by its index. Nothing about a single one.
    pub fn end(mut self) -> (Guess, HashMap<usize, Vec<Finding>>) {
        for open in std::mem::take(&mut self.open) {
            self.add(open.index, Finding::new(Sort::NoAnswer, ""));
        }
        if self.messages < 2 {
            self.findings.clear();
        }
        (self.guess, self.findings)
    }

    fn add(&mut self, index: usize, finding: Finding) {
        self.findings.entry(index).or_default().push(finding);
    }

    fn request(&mut self, index: usize, request: &Request) {
        self.requests += 1;
        let kind = request.kind();
        if kind.is_some_and(RequestKind::is_financial) {
            let key =
                (request.request_type.clone(), request.workstation_id.clone(), request.request_id.clone());
            if self.sent.contains(&key) {
                self.add(index, Finding::new(Sort::RequestTwice, "RequestID"));
            } else if self.sent.len() < MOST_OPEN {
                self.sent.push(key);
            }
        }
        if self.open.len() < MOST_OPEN {
            let amount = request.total_amount.as_ref().and_then(|amount| amount.money(None).ok());
            let (request_type, id) = (request.request_type.clone(), request.request_id.clone());
            self.open.push(Open { index, kind, request_type, id, amount, callbacks: self.callbacks_seen });
        }
    }

    fn response(&mut self, index: usize, response: &Response) {
        let same_kind = |open: &Open| open.request_type.eq_ignore_ascii_case(&response.request_type);
        let exact = self.open.iter().position(|open| open.id == response.request_id && same_kind(open));
        let Some(at) = exact.or_else(|| self.open.iter().position(same_kind)) else {
            // In a record of one direction every answer would be one without request.
            if self.requests > 0 {
                self.add(index, Finding::new(Sort::AnswerWithoutRequest, "RequestID"));
            }
            return;
        };
        if exact.is_none() {
            self.add(index, Finding::new(Sort::OtherRequestId, "RequestID"));
            return;
        }
        let open = self.open.remove(at);
        let unanswered = self.callbacks.len();
        if unanswered > 0
            && self.callbacks_seen > open.callbacks
            && open.kind != Some(RequestKind::AbortRequest)
        {
            let detail = format!("{unanswered} not answered");
            self.add(index, Finding::new(Sort::CallbackUnanswered, "").with(&detail));
            self.callbacks.clear();
        }
        let charged = response.tender.as_ref().and_then(|tender| tender.total_amount.as_ref());
        let charged = charged.and_then(|amount| amount.money(open.amount.map(|a| a.currency())).ok());
        if let (Some(asked), Some(charged)) = (open.amount, charged)
            && asked != charged
        {
            let detail = format!("{asked} asked, {charged} answered");
            self.add(index, Finding::new(Sort::OtherAmount, "Tender/TotalAmount").with(&detail));
        }
    }

    fn callback(&mut self, index: usize, id: &str, sequence: Option<&String>) {
        self.callbacks_seen += 1;
        if self.callbacks.len() < MOST_OPEN {
            self.callbacks.push((id.to_owned(), sequence.cloned()));
        }
        // An abort is answered at once and calls nobody.
        let payment = self.open.iter().rev().find(|open| open.kind != Some(RequestKind::AbortRequest));
        let sort = match payment {
            None => Some(Sort::CallbackWithoutRequest),
            Some(open) => {
                let like = self.guess.like();
                let another = like.iter().all(|dialect| dialect.is_callback_of_another(id, &open.id));
                another.then_some(Sort::CallbackOfAnother)
            }
        };
        if let Some(sort) = sort {
            self.add(index, Finding::new(sort, "RequestID"));
        }
    }
}
