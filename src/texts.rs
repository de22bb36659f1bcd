//! What a cashier reads, in German, French, Italian and English: what happened, may money have moved, what to do.
//!
//! The texts of status codes are those of opi-proto.

use opi_proto::error::{Code, MoneyMoved};
use opi_proto::language::{Language, Text};
use opi_proto::outcome::Verdict;
use serde_json::{Value, json};

const fn text(de: &'static str, fr: &'static str, it: &'static str, en: &'static str) -> Text {
    Text::new(en, [de, fr, it])
}

/// Headlines: of a payment's verdict, and of a request that moves no money.
const DONE: Text = text("erledigt", "terminé", "eseguito", "done");
const VERDICTS: &[(Verdict, Text)] = &[
    (Verdict::Approved, text("genehmigt", "accepté", "approvato", "approved")),
    (Verdict::Declined, text("abgelehnt", "refusé", "rifiutato", "declined")),
    (Verdict::Aborted, text("abgebrochen", "interrompu", "interrotto", "aborted")),
    (Verdict::Refused, text("nicht angenommen", "non pris en charge", "non accettato", "refused")),
    (Verdict::NotSent, text("nicht gesendet", "non envoyé", "non inviato", "not sent")),
    (Verdict::Unknown, text("unbekannt", "inconnu", "sconosciuto", "unknown")),
];

/// The one question of every payment that did not simply succeed.
const MONEY: &[(MoneyMoved, Text)] = &[
    (
        MoneyMoved::No,
        text(
            "Es ist kein Geld geflossen.",
            "Aucun montant n'a été débité ni crédité.",
            "Nessun importo è stato addebitato o accreditato.",
            "No money has moved.",
        ),
    ),
    (
        MoneyMoved::Possibly,
        text(
            "Vielleicht ist Geld geflossen: nicht noch einmal kassieren.",
            "Un montant a peut-être été débité ou crédité : ne pas encaisser une seconde fois.",
            "Forse un importo è stato addebitato o accreditato: non incassare una seconda volta.",
            "Money may have moved: do not charge again.",
        ),
    ),
    (
        MoneyMoved::Yes,
        text(
            "Es ist Geld geflossen.",
            "Le montant a été traité.",
            "L'importo è stato elaborato.",
            "Money has moved.",
        ),
    ),
];

/// Names of what a result tells, by the result's field; see [`opi_proto::outcome::RESULT_FIELDS`].
pub const FACTS: &[(&str, Text)] = &[
    ("tip", text("Trinkgeld inkl.", "pourboire incl.", "mancia inclusa", "tip included")),
    ("cashback", text("Bargeld", "retrait", "prelievo", "cashback")),
    ("card", text("Karte", "carte", "carta", "card")),
    ("approval_code", text("Genehmigung", "autorisation", "autorizzazione", "approval code")),
    ("stan", text("Trace-Nummer", "numéro de trace", "numero di traccia", "trace number")),
    ("receipt_number", text("Belegnummer", "numéro du reçu", "numero ricevuta", "receipt number")),
    ("trx_reference", text("Acquirer-Ref.", "réf. acquéreur", "rif. acquirer", "acquirer's ref")),
    ("reference", text("Referenz", "référence", "riferimento", "reference")),
    ("host_decline_reason", text("Grund (Host)", "motif (hôte)", "motivo (host)", "decline reason")),
    (
        "terminal_decline_reason",
        text("Grund (Terminal)", "motif (terminal)", "motivo (term.)", "terminal reason"),
    ),
    ("terminal_id", text("Terminal", "terminal", "terminale", "terminal")),
];

/// What the tool itself says while it waits.
pub const WAITING: Text = text(
    "Warten auf das Terminal",
    "Attente du terminal",
    "In attesa del terminale",
    "Waiting for the terminal",
);
/// After the first Ctrl-C.
pub const ABORTING: Text = text(
    "Abbruch verlangt; die Antwort des Terminals entscheidet.",
    "Interruption demandée ; la réponse du terminal fait foi.",
    "Interruzione richiesta; decide la risposta del terminale.",
    "aborting; the terminal's answer decides.",
);
/// After every further Ctrl-C.
pub const STILL_WAITING: Text = text(
    "Die Antwort des Terminals steht noch aus: ohne sie weiss niemand, ob der Kunde bezahlt hat.",
    "La réponse du terminal manque encore : sans elle, personne ne sait si le client a payé.",
    "La risposta del terminale manca ancora: senza di essa nessuno sa se il cliente ha pagato.",
    "still waiting for the terminal's answer: without it nobody knows whether the customer paid.",
);

/// A verdict in words; `financial`: of a request that moves money.
pub fn verdict(verdict: Verdict, financial: bool, language: Language) -> &'static str {
    match VERDICTS.iter().find(|(of, _)| *of == verdict) {
        _ if verdict == Verdict::Approved && !financial => DONE.get(language),
        Some((_, text)) => text.get(language),
        None => verdict.name(),
    }
}

/// Whether money may have moved, in a sentence.
pub fn money(moved: MoneyMoved, language: Language) -> &'static str {
    MONEY.iter().find(|(of, _)| *of == moved).map_or(moved.name(), |(_, text)| text.get(language))
}

/// What a till may show its cashier, as a part of `--json`.
pub fn for_cashier(code: Code, moved: MoneyMoved, language: Language) -> Value {
    json!({
        "language": language.name(),
        "what": code.what_in(language),
        "money": money(moved, language),
        "next": code.advice_in(language),
    })
}

/// The language of advice where the till speaks this one.
pub fn of_advice(language: Language) -> Language {
    if language == Language::Dutch { Language::English } else { language }
}

/// The language of the environment, as POSIX names it: `LC_ALL`, then `LC_MESSAGES`, then `LANG`.
pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty())
        .and_then(|value| Language::from_code(&value))
        .map_or(Language::English, of_advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_and_answer_about_money_has_its_texts() {
        for language in Language::ALL.iter().copied() {
            for of in Verdict::ALL {
                assert!(VERDICTS.iter().any(|(known, _)| known == of), "{of}");
                assert!(!verdict(*of, true, language).is_empty());
            }
            for moved in [MoneyMoved::No, MoneyMoved::Possibly, MoneyMoved::Yes] {
                assert!(money(moved, language).ends_with('.'));
            }
        }
    }

    #[test]
    fn the_environment_names_the_language() {
        let language = |lc_all: &'static str, lang: &'static str| {
            of_environment(move |name| match name {
                "LC_ALL" => Some(lc_all.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            })
        };
        assert_eq!(language("", "de_CH.UTF-8"), Language::German);
        assert_eq!(language("it_CH", "de_CH"), Language::Italian);
        assert_eq!(language("C", "fr_CH"), Language::English);
        assert_eq!(language("", "ro_RO"), Language::English);
        assert_eq!(language("", "nl_NL"), Language::English);
        assert_eq!(of_environment(|_| None), Language::English);
    }
}
