//! What an answer tells beyond single values: totals, currency conversion, tokens, why not.

use super::{Outcome, Verdict};
use crate::message::{Authorisation, CardCircuit, DccInfo, PrivateData, Response};
use crate::reason;
use crate::wire::xml;
use serde::Serialize;

/// One total of a reconciliation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Brand of the card.
    pub card_circuit: Option<String>,
    /// Acquirer.
    pub acquirer: Option<String>,
    /// `Debit` or `Credit`, as on the wire; in de-Thales `Debit` holds sales.
    pub payment_type: Option<String>,
    /// How many transactions.
    pub count: Option<u32>,
    /// Their sum, decimal major units.
    pub amount: String,
    /// ISO 4217 letters.
    pub currency: Option<String>,
}

/// Dynamic currency conversion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dcc {
    /// Was it offered to the cardholder?
    pub offered: bool,
    /// Did the cardholder take it? `None` when that is not known. How a terminal says so is not public: taken when
    /// the record of an approved payment holds a conversion, not taken when it holds none after an offer.
    pub accepted: Option<bool>,
    /// Amount in the cardholder's currency.
    pub amount: Option<String>,
    /// The cardholder's currency: its code, else its name.
    pub currency: Option<String>,
    /// Exchange rate.
    pub rate: Option<String>,
    /// Mark-up in per cent.
    pub markup: Option<String>,
}

/// A token that stands for the card (ch).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// The token.
    pub token: String,
    /// What it is for, as on the wire.
    pub purpose: Option<String>,
    /// How its making ended.
    pub result_code: Option<String>,
}

impl Outcome {
    /// Totals per brand and direction, of a reconciliation.
    #[must_use]
    pub fn totals(&self) -> Vec<Total> {
        let totals = self.response.as_ref().and_then(|r| r.reconciliation.as_ref()).map(|r| &r.totals);
        let total = |t: &crate::message::ReconciliationTotal| Total {
            card_circuit: t.card_circuit.clone(),
            acquirer: t.acquirer.clone(),
            payment_type: t.payment_type.clone(),
            count: t.number_payments.as_ref().and_then(|n| n.parse().ok()),
            amount: t.text.trim().to_owned(),
            currency: t.currency.clone(),
        };
        totals.into_iter().flatten().map(total).collect()
    }

    /// Currency conversion, if there was an offer or a conversion.
    #[must_use]
    pub fn dcc(&self) -> Option<Dcc> {
        let journal = self.collected.journal.iter().rev().filter_map(|entry| entry.data.dcc.as_ref());
        let told = journal.chain(self.response.as_ref().and_then(|r| r.dcc.as_ref()));
        let records: Vec<&DccInfo> = told.collect();
        let filled = records.iter().find(|dcc| dcc.amount.is_some() || dcc.exchange_rate.is_some());
        if filled.is_none() && !self.collected.dcc_offered {
            return None;
        }
        let approved = self.verdict == Verdict::Approved;
        Some(Dcc {
            offered: true,
            accepted: (approved && !records.is_empty()).then_some(filled.is_some()),
            amount: filled.and_then(|dcc| dcc.amount.clone()),
            currency: filled.and_then(|dcc| dcc.currency_code.clone().or_else(|| dcc.currency_name.clone())),
            rate: filled.and_then(|dcc| dcc.exchange_rate.clone()),
            markup: filled.and_then(|dcc| dcc.markup_percentage.clone()),
        })
    }

    /// Tokens of the card, wherever the dialect puts them.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        let plain = |token: &String| Token { token: token.clone(), purpose: None, result_code: None };
        let items = self.private_data().iter().flat_map(|data| &data.tokens).filter_map(|item| {
            Some(Token {
                token: item.token.clone()?,
                purpose: item.purpose.clone(),
                result_code: item.result_code.clone(),
            })
        });
        let of_card = self.response.as_ref().and_then(|r| r.card_value.as_ref()?.token.as_ref());
        let of_host = self.authorisation().and_then(|a| a.token.as_ref());
        items.chain(of_card.map(plain)).chain(of_host.map(plain)).collect()
    }

    /// Why it was not approved, in words, as far as the terminal's numbers or words say so.
    #[must_use]
    pub fn decline_reason(&self) -> Option<String> {
        let response = self.response.as_ref().filter(|_| self.verdict != Verdict::Approved)?;
        self.terminal_reason()
            .or_else(|| self.host_reason())
            .or_else(|| self.response_code().and_then(|code| in_words(reason::of_response_code(code), code)))
            .or_else(|| self.vendor(|data| &data.error_text))
            .or_else(|| response.elme_error_text.clone())
            .or_else(|| response.error_detail.as_ref()?.errors.iter().find_map(|e| e.description.clone()))
    }

    fn terminal_reason(&self) -> Option<String> {
        let code = self.diagnosis()?.terminal_decline_reason.as_deref()?;
        if code == "0" { None } else { in_words(reason::of_terminal(code), code) }
    }

    fn host_reason(&self) -> Option<String> {
        let code = self.diagnosis()?.host_decline_reason.as_deref()?;
        (code != "0").then(|| format!("declined by the host ({code})"))
    }

    /// The host's response code, unless it is an approval.
    pub(super) fn response_code(&self) -> Option<&str> {
        let authorisation = self.authorisation()?;
        let codes = [&authorisation.action_code, &authorisation.return_code];
        codes.into_iter().flatten().map(String::as_str).find(|code| !code.trim_start_matches('0').is_empty())
    }

    /// May a payment with `force_acceptance` help (ch; only where the contract allows it)?
    #[must_use]
    pub fn force_possible(&self) -> bool {
        let reason = self.diagnosis().and_then(|diagnosis| diagnosis.terminal_decline_reason.as_deref());
        self.verdict == Verdict::Declined
            && self.operation.kind() == crate::message::RequestKind::CardPayment
            && reason.is_some_and(|code| reason::FORCE_REASONS.contains(&code))
    }

    /// The terminal's answer as XML, as this library understood it: card numbers masked, secrets dropped.
    #[must_use]
    pub fn raw(&self) -> Option<String> {
        let element = crate::message::sensitive::scrub(&self.response.as_ref()?.write())?;
        String::from_utf8(xml::write(&element).ok()?).ok()
    }

    /// The brands that the terminal says it accepts.
    pub(super) fn card_circuits(&self) -> Option<String> {
        let circuits = &self.response.as_ref()?.state.as_ref()?.card_circuits;
        let code = |circuit: &CardCircuit| {
            let code = circuit.code.trim();
            if code.is_empty() { circuit.display_name.clone() } else { Some(code.to_owned()) }
        };
        let codes: Vec<String> = circuits.iter().filter_map(code).collect();
        (!codes.is_empty()).then(|| codes.join(","))
    }

    /// The acquirers that the terminal works with.
    pub(super) fn acquirers(&self) -> Option<String> {
        let acquirers = &self.response.as_ref()?.state.as_ref()?.acquirers;
        let names = acquirers.iter().filter_map(|acq| {
            let text = Some(acq.text.trim().to_owned()).filter(|text| !text.is_empty());
            acq.name.clone().or_else(|| acq.id.clone()).or(text)
        });
        let names: Vec<String> = names.collect();
        (!names.is_empty()).then(|| names.join(","))
    }

    /// A value of the vendor's own content, from the first place that has it.
    pub(super) fn vendor(&self, get: fn(&PrivateData) -> &Option<String>) -> Option<String> {
        self.private_data().iter().find_map(|data| get(data).clone())
    }

    pub(super) fn private_data(&self) -> &[PrivateData] {
        self.response.as_ref().map_or(&[], |response| &response.private_data)
    }

    /// How the transaction, or the service, was authorised.
    pub(super) fn authorisation(&self) -> Option<&Authorisation> {
        let response: &Response = self.response.as_ref()?;
        let of_tender = response.tender.as_ref().and_then(|tender| tender.authorisation.as_ref());
        of_tender.or(response.authorisation.as_ref())
    }
}

fn in_words(meaning: Option<&str>, code: &str) -> Option<String> {
    Some(match meaning {
        Some(meaning) => format!("{meaning} ({code})"),
        None => format!("reason {code}, whose meaning is not public"),
    })
}

#[cfg(test)]
mod tests;
