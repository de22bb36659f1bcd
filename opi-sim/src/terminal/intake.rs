//! A message from the till on channel 0: understood, refused, answered at once, or turned into a script.

use super::memory::{REMEMBERED, Seen};
use super::running::{Deal, Running, describe};
use super::state::Terminal;
use crate::answer;
use crate::callback::wanted_copies;
use crate::deed::Deed;
use crate::inspect::{self, is_true};
use crate::ledger::{Copies, Copy, State};
use crate::machine::{Action, ConnId};
use crate::outcome::Outcome;
use crate::profile::Card;
use crate::script::{self, Plan};
use opi_proto::dialect::ReversalWay;
use opi_proto::message::{AmountRule, CardCircuit, Class, Message, Request, RequestKind};
use opi_proto::value::{Money, OverallResult};

impl Terminal {
    pub(super) fn take_in(&mut self, conn: ConnId, bytes: &[u8]) {
        let decoded = match Message::decode(bytes) {
            Ok(decoded) => decoded,
            Err(error) => {
                self.find(format!("a request cannot be read: {error}"));
                match answer::to_unreadable(bytes, &error) {
                    Some(response) => self.respond(Some(conn), &response, &self.plain_faults()),
                    None => self.act(Action::CloseConnection(conn)),
                }
                return;
            }
        };
        for finding in &decoded.findings {
            self.find(format!("in a request, {finding}"));
        }
        match decoded.message {
            Message::Request(request) => self.take_request(conn, *request),
            other => {
                self.find(format!("the till sent a {} on channel 0", other.root_name()));
                self.act(Action::CloseConnection(conn));
            }
        }
    }

    fn take_request(&mut self, conn: ConnId, request: Request) {
        let name = describe(&request);
        self.say(format!("till {} asks: {name}", request.workstation_id));
        let Some(kind) = self.settings.dialect.kind_of(&request.request_type) else {
            self.find(format!("{name}: no terminal knows this RequestType"));
            return self.refuse(conn, &request, OverallResult::FormatError);
        };
        for finding in inspect::inspect(&request, kind, self.settings.dialect) {
            self.find(format!("{name}: {finding}"));
        }
        if kind == RequestKind::AbortRequest {
            return self.abort(conn, &request);
        }
        if let Some(running) = &self.running {
            if running.request.workstation_id == request.workstation_id {
                let other = running.name();
                self.find(format!("{name}: sent while {other} was still running"));
            }
            return self.refuse(conn, &request, self.busy());
        }
        if !self.settings.dialect.supports(kind) {
            self.find(format!(
                "{name}: terminals of the family '{}' do not know it",
                self.settings.dialect.name
            ));
            return self.refuse(conn, &request, OverallResult::NotSupported);
        }
        if !self.settings.profile.model.takes(kind) {
            return self.refuse(conn, &request, OverallResult::NotSupported);
        }
        match kind {
            RequestKind::RepeatLastMessage => {
                let last = self.memory.last_of(&request.workstation_id, self.settings.remembers_each_till);
                let response = answer::repeated(&request, last);
                self.respond(Some(conn), &response, &self.plain_faults());
            }
            RequestKind::TicketReprint => self.reprint(conn, request),
            kind if kind.is_financial() => self.transaction(conn, request, kind),
            kind if kind.class() == Class::Card => self.card_read(conn, request, kind),
            kind => {
                let steps = script::service(self.settings.dialect, kind, self.session_open);
                self.start(Running::new(conn, request, kind, steps, self.plain_faults(), &self.settings));
            }
        }
    }

    fn card_read(&mut self, conn: ConnId, request: Request, kind: RequestKind) {
        let card = self.pick_card(&request);
        let steps = script::card_read();
        let mut running = Running::new(conn, request, kind, steps, self.plain_faults(), &self.settings);
        running.deal.card = card;
        self.start(running);
    }

    fn transaction(&mut self, conn: ConnId, request: Request, kind: RequestKind) {
        let amount = match self.amount_of(&request, kind) {
            Ok(amount) => amount,
            Err(result) => return self.refuse(conn, &request, result),
        };
        self.remember(&request);
        let behaviour = self.settings.behaviour.resolved(amount);
        if let Some(result) = self.refusal(&request, behaviour.outcome) {
            return self.refuse(conn, &request, result);
        }
        let card = self.pick_card(&request);
        let outcome = if card.is_some() { behaviour.outcome.for_kind(kind) } else { Outcome::UnknownCard };
        let pos = request.pos_data.as_ref();
        let forced = pos.and_then(|p| p.force_acceptance.as_deref()).is_some_and(is_true)
            && kind == RequestKind::CardPayment;
        let prints_itself = pos
            .and_then(|p| p.printer_status.as_deref())
            .is_some_and(|status| status.trim().eq_ignore_ascii_case("PrintLocal"));
        let stan = request.original_transaction.as_ref().and_then(|original| original.stan.as_deref());
        let named = pos.and_then(|p| p.trx_reference_number.as_deref());
        let deed = Deed::of(kind);
        let reservation = deed.follows_reservation().then(|| self.ledger.reservation(stan, named)).flatten();
        let captures = reservation.filter(|_| deed == Deed::Capture);
        let cash_back = request.total_amount.as_ref().and_then(|a| a.share(a.cash_back.as_ref(), None));
        let reverses = match deed {
            Deed::Reverse => self.reversal_target(&request),
            Deed::Cancel => reservation,
            _ => None,
        };
        let dialect = self.settings.dialect;
        let model = self.settings.profile.model;
        let mut copies = wanted_copies(dialect, &request);
        if !model.sends_merchant_copy() {
            copies.merchant = Copy::NotWanted;
        }
        let steps = match deed {
            Deed::Reverse if reverses.is_none() => script::nothing_to_reverse(),
            _ if deed.follows_reservation() && reservation.is_none() => script::no_reservation(),
            _ => script::transaction(Plan { dialect, model, kind, outcome, copies, prints_itself, forced }),
        };
        let steps = match behaviour.siege {
            Some(siege) => script::besieged(steps, siege),
            None => steps,
        };
        let deal = Deal {
            amount,
            card,
            reverses,
            captures,
            cash_back,
            copies,
            tip_percent: if let Outcome::Tip { percent } = outcome { percent } else { 0 },
            dcc_accepted: if let Outcome::Dcc { accepted } = outcome { Some(accepted) } else { None },
            signature: outcome == Outcome::Signature,
            offline: outcome == Outcome::Offline,
            ..Deal::default()
        };
        let mut running = Running::new(conn, request, kind, steps, behaviour.faults, &self.settings);
        running.deal = deal;
        self.start(running);
    }

    /// The amount asked for; `None` where the request needs none.
    fn amount_of(&self, request: &Request, kind: RequestKind) -> Result<Option<Money>, OverallResult> {
        match &request.total_amount {
            None if kind.amount_rule() == AmountRule::Required => Err(OverallResult::MissingMandatoryData),
            None => Ok(None),
            Some(amount) if amount.currency.is_none() => Err(OverallResult::MissingMandatoryData),
            Some(amount) => match amount.money(None) {
                Ok(money) if money.minor_units() > 0 || kind.amount_rule() != AmountRule::Required => {
                    Ok(Some(money))
                }
                _ => Err(OverallResult::FormatError),
            },
        }
    }

    /// Why the terminal does not take a transaction now.
    fn refusal(&mut self, request: &Request, outcome: Outcome) -> Option<OverallResult> {
        if !self.session_open {
            let verb = self.settings.dialect.session_open;
            self.find(format!("{}: the session is not open; {verb} comes first", describe(request)));
            return Some(OverallResult::LoggedOut);
        }
        if self.wants_reprint() {
            return Some(OverallResult::PrintLastTicket);
        }
        match outcome {
            Outcome::Busy => Some(self.busy()),
            Outcome::LoggedOut => Some(OverallResult::LoggedOut),
            Outcome::PrintLastTicket => {
                self.ticket_demanded = self.settings.dialect.announces_printers;
                Some(OverallResult::PrintLastTicket)
            }
            _ => None,
        }
    }

    fn busy(&self) -> OverallResult {
        if self.settings.dialect.announces_printers {
            OverallResult::DeviceUnavailable
        } else {
            OverallResult::Busy
        }
    }

    /// The next customer's card, among the brands the till accepts.
    fn pick_card(&self, request: &Request) -> Option<&'static Card> {
        let circuits = request.card_circuits.as_ref().map(|c| c.circuits.as_slice()).unwrap_or_default();
        let (denied, accepted): (Vec<_>, Vec<_>) = circuits.iter().partition(|circuit| {
            circuit.state.as_ref().is_some_and(|state| state.eq_ignore_ascii_case("Denied"))
        });
        let among = |list: &[&CardCircuit], card: &Card| {
            list.iter().any(|circuit| circuit.code.trim().eq_ignore_ascii_case(card.circuit))
        };
        let fits = |card: &&Card| !among(&denied, card) && (accepted.is_empty() || among(&accepted, card));
        let cards: Vec<&'static Card> = self.settings.profile.cards.iter().filter(fits).collect();
        let turn = usize::try_from(self.next_number).unwrap_or(0);
        cards.get(turn.checked_rem(cards.len())?).copied()
    }

    fn reversal_target(&mut self, request: &Request) -> Option<usize> {
        let original = request.original_transaction.as_ref();
        let stan = original.and_then(|original| original.stan.as_deref());
        let target = match (self.settings.dialect.reversal, stan) {
            (ReversalWay::ByStan, Some(stan)) => self.ledger.reversible_by_stan(stan),
            // How a reversal with loyalty names its transaction is not public.
            (ReversalWay::ByStan, None) if request.kind() == Some(RequestKind::PaymentReversal) => None,
            (ReversalWay::ByStan, None) | (ReversalWay::Last, _) => self.ledger.last_reversible(),
        }?;
        let asked = request.total_amount.as_ref().and_then(|amount| amount.money(None).ok());
        let original = self.ledger.get(target)?;
        if let Some(asked) = asked.filter(|asked| *asked != original.amount) {
            let finding = format!("{}: the original was {}, not {asked}", describe(request), original.amount);
            self.find(finding);
        }
        Some(target)
    }

    /// Notices a financial request that is sent twice.
    fn remember(&mut self, request: &Request) {
        let what = describe(request);
        let seen = Seen {
            workstation: request.workstation_id.clone(),
            request_id: request.request_id.clone(),
            what: what.clone(),
        };
        let same = |s: &&Seen| s.workstation == seen.workstation && s.request_id == seen.request_id;
        if let Some(earlier) = self.seen.iter().find(same) {
            let finding = if earlier.what == what {
                format!("{what}: the same financial request was sent twice: a possible double charge")
            } else {
                format!(
                    "{what}: RequestID {} was used before, for {}: a possible double charge",
                    request.request_id, earlier.what
                )
            };
            self.find(finding);
        }
        let paid = request
            .reference_number
            .as_ref()
            .filter(|_| request.kind() == Some(RequestKind::CardPayment))
            .and_then(|reference| {
                let same = |t: &&crate::ledger::Transaction| {
                    t.state == State::Approved
                        && t.kind == RequestKind::CardPayment
                        && t.workstation == request.workstation_id
                        && t.reference_number.as_ref() == Some(reference)
                };
                self.ledger.transactions().iter().rev().find(same)
            });
        if let Some(paid) = paid {
            let finding = format!(
                "{what}: this reference has been paid already ({}, number {}): a possible double charge",
                paid.amount, paid.stan
            );
            self.find(finding);
        }
        if self.seen.len() >= REMEMBERED {
            self.seen.pop_front();
        }
        self.seen.push_back(seen);
    }

    fn reprint(&mut self, conn: ConnId, request: Request) {
        self.ticket_demanded = false;
        let named = request.original_transaction.as_ref().and_then(|original| original.stan.as_deref());
        let ticket = match named {
            Some(stan) => self.ledger.ticket_by_stan(stan),
            None => self.ledger.last_ticket(),
        };
        let wanted = wanted_copies(self.settings.dialect, &request);
        let again = ticket.and_then(|i| self.ledger.get_mut(i)).map(|t| {
            // A copy that the till says it cannot print does not hold the terminal up any longer.
            let merge = |had: Copy, wants: Copy| if wants == Copy::NotWanted { Copy::NotWanted } else { had };
            let send = |had: Copy, wants: Copy| if had == Copy::NotWanted { Copy::NotWanted } else { wants };
            let had = t.copies;
            t.copies.customer = merge(had.customer, wanted.customer);
            t.copies.merchant = merge(had.merchant, wanted.merchant);
            Copies {
                customer: send(had.customer, wanted.customer),
                merchant: send(had.merchant, wanted.merchant),
                journal: send(had.journal, wanted.journal),
            }
        });
        let steps = script::reprint(self.settings.dialect, again);
        let kind = RequestKind::TicketReprint;
        let mut running = Running::new(conn, request, kind, steps, self.plain_faults(), &self.settings);
        running.ticket = ticket;
        self.start(running);
    }
}
