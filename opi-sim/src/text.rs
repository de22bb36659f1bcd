//! Every word the terminal shows or prints, in one table: a row per text, a column per language.
//!
//! A new language is one row of [`Language`] and one more column here.

pub use opi_proto::language::Language;

macro_rules! texts {
    ($( $variant:ident: $german:literal, $english:literal, $french:literal, $italian:literal, $dutch:literal; )*) => {
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
                let [german, english, french, italian, dutch] = match self {
                    $( Text::$variant => [$german, $english, $french, $italian, $dutch], )*
                };
                match language {
                    Language::German => german,
                    Language::English => english,
                    Language::French => french,
                    Language::Italian => italian,
                    Language::Dutch => dutch,
                }
            }
        }
    };
}

texts! {
    // Displays: short enough for two rows of twenty characters.
    InsertCard: "Karte einführen oder vorhalten", "Insert or present card", "Introduire ou présenter la carte", "Inserire o avvicinare la carta", "Kaart invoeren of aanbieden";
    EnterPin: "PIN eingeben", "Enter PIN", "Saisir le code NIP", "Inserire il NIP", "Voer uw pincode in";
    Processing: "Verarbeitung läuft…", "Processing…", "Traitement en cours…", "Elaborazione…", "Even geduld…";
    Approved: "Zahlung erfolgt", "Approved", "Paiement effectué", "Pagamento effettuato", "Betaling akkoord";
    Done: "Vorgang erfolgreich", "Done", "Opération effectuée", "Operazione effettuata", "Opdracht uitgevoerd";
    Declined: "Abgelehnt", "Declined", "Refusé", "Rifiutato", "Geweigerd";
    Aborted: "Vorgang abgebrochen", "Transaction aborted", "Opération interrompue", "Operazione interrotta", "Transactie afgebroken";
    NoCard: "Zeit abgelaufen, keine Karte", "Timed out, no card", "Délai écoulé, pas de carte", "Tempo scaduto, nessuna carta", "Tijd verstreken, geen kaart";
    UnknownCard: "Karte nicht zugelassen", "Card not accepted", "Carte non admise", "Carta non ammessa", "Kaart niet geaccepteerd";
    NoHost: "Keine Verbindung zum Server", "No connection to the host", "Pas de liaison au serveur", "Nessuna connessione al server", "Geen verbinding met de server";
    StoredOffline: "Offline gespeichert", "Stored offline", "Enregistré hors ligne", "Memorizzato offline", "Offline opgeslagen";
    NothingToReverse: "Keine Buchung zum Stornieren", "Nothing to reverse", "Rien à annuler", "Niente da stornare", "Niets te annuleren";
    NoReservation: "Keine Reservation gefunden", "No reservation found", "Aucune réservation trouvée", "Nessuna prenotazione", "Geen reservering gevonden";
    NoTicket: "Kein Beleg vorhanden", "No receipt available", "Aucun reçu disponible", "Nessuno scontrino", "Geen bon beschikbaar";
    Activated: "Aktivierung beendet", "Activation finished", "Activation terminée", "Attivazione terminata", "Activering voltooid";
    Deactivated: "Deaktivierung beendet", "Deactivation finished", "Désactivation terminée", "Disattivazione terminata", "Deactivering voltooid";
    DayClosed: "Tagesabschluss beendet", "Day closed", "Clôture terminée", "Chiusura terminata", "Dagafsluiting voltooid";
    Transmitted: "Übermittlung beendet", "Transmission finished", "Transmission terminée", "Trasmissione terminata", "Verzending voltooid";
    HandOut: "Bezahlt: Ware ausgeben", "Paid: hand out the goods", "Payé: remettre la marchandise", "Pagato: consegnare la merce", "Betaald: goederen uitgeven";

    // Why the host declined; see `HOST_REASONS`.
    InvalidCard: "Karte ungültig", "Invalid card", "Carte non valable", "Carta non valida", "Kaart ongeldig";
    NoFunds: "Betrag nicht verfügbar", "Insufficient funds", "Fonds insuffisants", "Fondi insufficienti", "Saldo ontoereikend";
    CardExpired: "Karte abgelaufen", "Card expired", "Carte échue", "Carta scaduta", "Kaart verlopen";
    WrongPin: "PIN falsch", "Wrong PIN", "Code NIP faux", "NIP errato", "Pincode onjuist";
    IssuerAbsent: "Kartenherausgeber antwortet nicht", "Issuer not available", "Émetteur non disponible", "Emittente non disponibile", "Kaartuitgever niet bereikbaar";

    // Questions to the cashier.
    ConfirmReversal: "Letzte Buchung stornieren?", "Reverse last transaction?", "Annuler la transaction?", "Stornare la transazione?", "Laatste transactie annuleren?";
    SignatureCorrect: "Unterschrift korrekt?", "Signature correct?", "Signature correcte?", "Firma corretta?", "Handtekening correct?";
    PrintCustomerCopy: "Kundenbeleg drucken?", "Print customer copy?", "Imprimer le reçu client?", "Stampare copia cliente?", "Klantbon afdrukken?";
    EnterApprovalCode: "Anrufen, Code eingeben:", "Call, enter approval code:", "Appeler, saisir le code:", "Chiamare, inserire il codice:", "Bel, voer autorisatiecode in:";
    ChooseApplication: "Anwendung wählen:", "Choose application:", "Choisir l'application:", "Scegliere applicazione:", "Kies applicatie:";

    // Receipts.
    Payment: "Buchung", "Purchase", "Achat", "Acquisto", "Betaling";
    CardPaymentTitle: "Kartenzahlung", "Card payment", "Paiement par carte", "Pagamento con carta", "Kaartbetaling";
    Refund: "Gutschrift", "Refund", "Crédit", "Accredito", "Retour";
    Reversal: "Storno", "Reversal", "Annulation", "Storno", "Annulering";
    Reservation: "Reservation", "Reservation", "Réservation", "Prenotazione", "Reservering";
    Capture: "Buchung Reservation", "Capture of reservation", "Débit de la réservation", "Addebito prenotazione", "Afrekening reservering";
    Load: "Kartenladung", "Card load", "Chargement de carte", "Ricarica carta", "Kaart opladen";
    Unload: "Kartenauszahlung", "Card unload", "Remboursement de carte", "Rimborso carta", "Kaart uitbetalen";
    Tip: "Trinkgeld", "Tip", "Pourboire", "Mancia", "Fooi";
    CashBack: "Bargeld", "Cashback", "Retrait", "Prelievo", "Contant";
    CustomerCopy: "Kundenbeleg", "Customer copy", "Exemplaire client", "Copia cliente", "Klantbon";
    MerchantCopy: "Händlerbeleg", "Merchant copy", "Exemplaire commerçant", "Copia esercente", "Winkelbon";
    Copy: "*** Kopie ***", "*** Copy ***", "*** Copie ***", "*** Copia ***", "*** Kopie ***";
    Signature: "Unterschrift:", "Signature:", "Signature:", "Firma:", "Handtekening:";
    Thanks: "Vielen Dank!", "Thank you!", "Merci!", "Grazie!", "Dank u wel!";
    KeepReceipt: "Bitte Beleg aufbewahren", "Please keep this receipt", "Conserver ce reçu", "Conservare la ricevuta", "Bewaar deze bon";
    Date: "Datum:", "Date:", "Date:", "Data:", "Datum:";
    Time: "Uhrzeit:", "Time:", "Heure:", "Ora:", "Tijd:";
    ReceiptNumber: "Beleg-Nr.:", "Receipt no.:", "N° reçu:", "N. ricevuta:", "Bonnr.:";
    TraceNumber: "Trace-Nr.:", "Trace no.:", "N° trace:", "N. traccia:", "Tracenr.:";
    CardNumber: "Karte:", "Card:", "Carte:", "Carta:", "Kaart:";
    Approval: "Genehmigungs-Nr.:", "Approval:", "Autorisation:", "Autorizzazione:", "Autorisatie:";
    Contract: "VU-Nr.:", "Merchant:", "Contrat:", "Contratto:", "Merchant:";
    Amount: "Betrag", "Amount", "Montant", "Importo", "Bedrag";
    DccOffer: "Zahlung in Kartenwährung?", "Pay in card currency?", "Payer en monnaie de la carte?", "Pagare in valuta della carta?", "Betalen in valuta van de kaart?";
    ExchangeRate: "Wechselkurs:", "Exchange rate:", "Cours:", "Cambio:", "Wisselkoers:";
    Markup: "Aufschlag:", "Markup:", "Majoration:", "Maggiorazione:", "Opslag:";
    DayTotals: "Tagesabschluss", "End of day", "Clôture journalière", "Chiusura giornaliera", "Dagtotalen";
    InterimTotals: "Zwischentotal", "Interim totals", "Total intermédiaire", "Totale intermedio", "Tussentotalen";
    NoTransactions: "keine Buchungen", "no transactions", "aucune transaction", "nessuna transazione", "geen transacties";
}

/// What a terminal shows for a host's reason to decline; reasons not listed show [`Text::Declined`]. The numbers
/// are those of ISO 8583.
pub const HOST_REASONS: &[(u32, Text)] = &[
    (14, Text::InvalidCard),
    (51, Text::NoFunds),
    (54, Text::CardExpired),
    (55, Text::WrongPin),
    (91, Text::IssuerAbsent),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_fits_two_display_rows() {
        for text in Text::ALL {
            for language in Language::ALL.iter().copied() {
                let words = text.r#in(language);
                assert!(!words.is_empty() && words.chars().count() <= 40, "{text:?} in {}", language.name());
            }
        }
    }
}
