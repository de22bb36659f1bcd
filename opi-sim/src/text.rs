//! Every word the terminal shows or prints, in one table: a row per text, a column per language.
//!
//! A new language is one variant of [`Language`] and one more column. Nothing else knows a language.

/// A language of displays and receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// German.
    German,
    /// English.
    English,
    /// French.
    French,
    /// Italian.
    Italian,
}

impl Language {
    /// Reads an ISO 639-1 code as tills send it: `de`, `DE`, `de-CH`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.trim().get(..2)?.to_ascii_lowercase().as_str() {
            "de" => Some(Language::German),
            "en" => Some(Language::English),
            "fr" => Some(Language::French),
            "it" => Some(Language::Italian),
            _ => None,
        }
    }

    /// The ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::English => "en",
            Language::French => "fr",
            Language::Italian => "it",
        }
    }
}

macro_rules! texts {
    ($( $variant:ident: $german:literal, $english:literal, $french:literal, $italian:literal; )*) => {
        /// Something the terminal says; the variant's name is its English meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is the English column of its row")]
        pub enum Text { $( $variant, )* }

        impl Text {
            /// Every text.
            pub const ALL: &'static [Text] = &[$( Text::$variant ),*];

            /// The words.
            #[must_use]
            pub fn r#in(self, language: Language) -> &'static str {
                let [german, english, french, italian] = match self {
                    $( Text::$variant => [$german, $english, $french, $italian], )*
                };
                match language {
                    Language::German => german,
                    Language::English => english,
                    Language::French => french,
                    Language::Italian => italian,
                }
            }
        }
    };
}

texts! {
    // Displays: short enough for two rows of twenty characters.
    InsertCard: "Karte einführen oder vorhalten", "Insert or present card", "Introduire ou présenter la carte", "Inserire o avvicinare la carta";
    EnterPin: "PIN eingeben", "Enter PIN", "Saisir le code NIP", "Inserire il NIP";
    Processing: "Verarbeitung läuft…", "Processing…", "Traitement en cours…", "Elaborazione…";
    Approved: "Zahlung erfolgt", "Approved", "Paiement effectué", "Pagamento effettuato";
    Done: "Vorgang erfolgreich", "Done", "Opération effectuée", "Operazione effettuata";
    Declined: "Abgelehnt", "Declined", "Refusé", "Rifiutato";
    Aborted: "Vorgang abgebrochen", "Transaction aborted", "Opération interrompue", "Operazione interrotta";
    NoCard: "Zeit abgelaufen, keine Karte", "Timed out, no card", "Délai écoulé, pas de carte", "Tempo scaduto, nessuna carta";
    UnknownCard: "Karte nicht zugelassen", "Card not accepted", "Carte non admise", "Carta non ammessa";
    NoHost: "Keine Verbindung zum Server", "No connection to the host", "Pas de liaison au serveur", "Nessuna connessione al server";
    NothingToReverse: "Keine Buchung zum Stornieren", "Nothing to reverse", "Rien à annuler", "Niente da stornare";
    NoTicket: "Kein Beleg vorhanden", "No receipt available", "Aucun reçu disponible", "Nessuno scontrino";
    Activated: "Aktivierung beendet", "Activation finished", "Activation terminée", "Attivazione terminata";
    Deactivated: "Deaktivierung beendet", "Deactivation finished", "Désactivation terminée", "Disattivazione terminata";
    DayClosed: "Tagesabschluss beendet", "Day closed", "Clôture terminée", "Chiusura terminata";
    Transmitted: "Übermittlung beendet", "Transmission finished", "Transmission terminée", "Trasmissione terminata";

    // Questions to the cashier.
    ConfirmReversal: "Letzte Buchung stornieren?", "Reverse last transaction?", "Annuler la transaction?", "Stornare la transazione?";
    SignatureCorrect: "Unterschrift korrekt?", "Signature correct?", "Signature correcte?", "Firma corretta?";

    // Receipts.
    Payment: "Buchung", "Purchase", "Achat", "Acquisto";
    CardPaymentTitle: "Kartenzahlung", "Card payment", "Paiement par carte", "Pagamento con carta";
    Refund: "Gutschrift", "Refund", "Crédit", "Accredito";
    Reversal: "Storno", "Reversal", "Annulation", "Storno";
    Reservation: "Reservation", "Reservation", "Réservation", "Prenotazione";
    Tip: "Trinkgeld", "Tip", "Pourboire", "Mancia";
    CustomerCopy: "Kundenbeleg", "Customer copy", "Exemplaire client", "Copia cliente";
    MerchantCopy: "Händlerbeleg", "Merchant copy", "Exemplaire commerçant", "Copia esercente";
    Copy: "*** Kopie ***", "*** Copy ***", "*** Copie ***", "*** Copia ***";
    Signature: "Unterschrift:", "Signature:", "Signature:", "Firma:";
    Thanks: "Vielen Dank!", "Thank you!", "Merci!", "Grazie!";
    KeepReceipt: "Bitte Beleg aufbewahren", "Please keep this receipt", "Conserver ce reçu", "Conservare la ricevuta";
    Date: "Datum:", "Date:", "Date:", "Data:";
    Time: "Uhrzeit:", "Time:", "Heure:", "Ora:";
    ReceiptNumber: "Beleg-Nr.:", "Receipt no.:", "N° reçu:", "N. ricevuta:";
    TraceNumber: "Trace-Nr.:", "Trace no.:", "N° trace:", "N. traccia:";
    CardNumber: "Karte:", "Card:", "Carte:", "Carta:";
    Approval: "Genehmigungs-Nr.:", "Approval:", "Autorisation:", "Autorizzazione:";
    Contract: "VU-Nr.:", "Merchant:", "Contrat:", "Contratto:";
    Amount: "Betrag", "Amount", "Montant", "Importo";
    DayTotals: "Tagesabschluss", "End of day", "Clôture journalière", "Chiusura giornaliera";
    InterimTotals: "Zwischentotal", "Interim totals", "Total intermédiaire", "Totale intermedio";
    NoTransactions: "keine Buchungen", "no transactions", "aucune transaction", "nessuna transazione";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_tills_write_them() {
        for (code, language) in [("de", "de"), ("DE", "de"), ("fr-CH", "fr"), (" it ", "it"), ("EN", "en")] {
            assert_eq!(Language::from_code(code).map(Language::code), Some(language), "{code}");
        }
        for code in ["", "d", "nl", "ü"] {
            assert_eq!(Language::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn every_text_fits_two_display_rows() {
        for text in Text::ALL {
            for language in [Language::German, Language::English, Language::French, Language::Italian] {
                let words = text.r#in(language);
                assert!(!words.is_empty() && words.chars().count() <= 40, "{text:?} in {}", language.code());
            }
        }
    }
}
