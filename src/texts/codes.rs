//! The status codes in German, French and Italian: one row each, what happened and what to do next.

use super::{Text, text};
use opi_core::Code;

/// A code's texts.
pub struct Row {
    code: Code,
    pub what: Text,
    pub next: Text,
}

/// The texts of a code.
pub fn find(code: Code) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.code == code)
}

/// German, French, Italian. The English column is the core's own and stands empty here.
const fn row(code: Code, what: [&'static str; 3], next: [&'static str; 3]) -> Row {
    let [de, fr, it] = what;
    let [de_next, fr_next, it_next] = next;
    Row { code, what: text(de, fr, it, ""), next: text(de_next, fr_next, it_next, "") }
}

/// What to do when nobody told how a request ended.
const FIND_OUT: [&str; 3] = [
    "Nicht noch einmal senden. Am Terminal oder durch die Wiederherstellung klären, was geschah.",
    "Ne pas renvoyer. Vérifier sur le terminal ou par la récupération ce qui s'est passé.",
    "Non inviare di nuovo. Verificare sul terminale o con il ripristino che cosa è successo.",
];
/// What to do when nothing was charged.
const START_AGAIN: [&str; 3] = [
    "Es wurde nichts belastet; neu beginnen, wenn alle bereit sind.",
    "Rien n'a été débité ; recommencer quand tout est prêt.",
    "Non è stato addebitato nulla; ricominciare quando tutto è pronto.",
];
/// What to do after a mistake that only who wrote the till can mend.
const ASK_SUPPORT: [&str; 3] = [
    "Den Lieferanten der Kasse rufen; es wurde nichts gesendet.",
    "Appeler le fournisseur de la caisse ; rien n'a été envoyé.",
    "Chiamare il fornitore della cassa; non è stato inviato nulla.",
];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(Code::Ok,
        ["Erledigt.", "Terminé.", "Eseguito."],
        ["Das Ergebnis ansehen.", "Voir le résultat.", "Vedere il risultato."]),

    row(Code::Null,
        ["Der Kasse fehlt ein Wert, den sie geben muss.", "Il manque à la caisse une valeur obligatoire.", "Alla cassa manca un valore obbligatorio."],
        ASK_SUPPORT),
    row(Code::InvalidArgument,
        ["Ein Wert ist nicht zulässig.", "Une valeur n'est pas admise.", "Un valore non è ammesso."],
        ["Die Meldung nennt den Wert und was zulässig ist.", "Le message indique la valeur et ce qui est admis.", "Il messaggio indica il valore e ciò che è ammesso."]),
    row(Code::InvalidUtf8,
        ["Ein Text ist kein gültiges UTF-8.", "Un texte n'est pas en UTF-8 valide.", "Un testo non è in UTF-8 valido."],
        ASK_SUPPORT),
    row(Code::UnknownName,
        ["Eine Option, ein Feld oder eine Anfrage dieses Namens gibt es nicht.", "Il n'existe ni option, ni champ, ni demande de ce nom.", "Non esiste un'opzione, un campo o una richiesta con questo nome."],
        ["Die Meldung nennt den ähnlichsten Namen.", "Le message indique le nom le plus proche.", "Il messaggio indica il nome più simile."]),
    row(Code::InvalidAmount,
        ["Der Betrag ist nicht zulässig.", "Le montant n'est pas admis.", "L'importo non è ammesso."],
        ["Einen Betrag grösser als null in einer gültigen Währung eingeben.", "Saisir un montant supérieur à zéro dans une monnaie valable.", "Inserire un importo maggiore di zero in una valuta valida."]),
    row(Code::InvalidUrl,
        ["Die Adresse des Terminals ist nicht lesbar.", "L'adresse du terminal est illisible.", "L'indirizzo del terminale non è leggibile."],
        ["Schreiben: opi://host[:port]?option=wert&option=wert.", "Écrire : opi://hôte[:port]?option=valeur&option=valeur.", "Scrivere: opi://host[:porta]?opzione=valore&opzione=valore."]),
    row(Code::Abi,
        ["Kasse und Bibliothek passen nicht zusammen.", "La caisse et la bibliothèque ne vont pas ensemble.", "Cassa e libreria non sono compatibili."],
        ASK_SUPPORT),
    row(Code::Busy,
        ["An diesem Terminal läuft schon ein Vorgang.", "Une opération est déjà en cours sur ce terminal.", "Su questo terminale è già in corso un'operazione."],
        ["Sein Ende abwarten oder ihn abbrechen.", "Attendre sa fin ou l'interrompre.", "Attendere la fine o interromperla."]),
    row(Code::Recursive,
        ["Dieser Aufruf ist hier nicht erlaubt.", "Cet appel n'est pas permis ici.", "Questa chiamata qui non è permessa."],
        ASK_SUPPORT),
    row(Code::Closed,
        ["Die Verbindung zum Terminal wurde geschlossen.", "La liaison avec le terminal a été fermée.", "Il collegamento al terminale è stato chiuso."],
        ["Neu öffnen.", "L'ouvrir à nouveau.", "Riaprirlo."]),
    row(Code::Unsupported,
        ["Dieses Terminal kann das nicht.", "Ce terminal ne sait pas le faire.", "Questo terminale non lo può fare."],
        ["Die Meldung nennt einen anderen Weg.", "Le message indique une autre voie.", "Il messaggio indica un'altra via."]),
    row(Code::Timeout,
        ["Die Zeit ist abgelaufen.", "Le délai est écoulé.", "Il tempo è scaduto."],
        ["Noch einmal, mit mehr Zeit.", "Recommencer avec plus de temps.", "Ripetere con più tempo."]),
    row(Code::Forked,
        ["Die Verbindung gehört einem anderen Programm.", "La liaison appartient à un autre programme.", "Il collegamento appartiene a un altro programma."],
        ASK_SUPPORT),

    row(Code::Resolve,
        ["Der Name des Terminals ist im Netz nicht bekannt.", "Le nom du terminal est inconnu sur le réseau.", "Il nome del terminale non è noto nella rete."],
        ["Adresse des Terminals und Netz prüfen; es wurde nichts gesendet.", "Vérifier l'adresse du terminal et le réseau ; rien n'a été envoyé.", "Controllare l'indirizzo del terminale e la rete; non è stato inviato nulla."]),
    row(Code::ConnectRefused,
        ["Am Port des Terminals antwortet niemand.", "Personne ne répond au port du terminal.", "Alla porta del terminale non risponde nessuno."],
        ["Port prüfen, und ob am Terminal der Kassenbetrieb eingeschaltet ist; es wurde nichts gesendet.", "Vérifier le port, et si le mode caisse est activé sur le terminal ; rien n'a été envoyé.", "Controllare la porta e che sul terminale sia attivo il modo cassa; non è stato inviato nulla."]),
    row(Code::ConnectTimeout,
        ["Das Terminal hat die Verbindung nicht rechtzeitig angenommen.", "Le terminal n'a pas accepté la connexion à temps.", "Il terminale non ha accettato il collegamento in tempo."],
        ["Ist es eingeschaltet? Adresse und Firewall prüfen; es wurde nichts gesendet.", "Est-il allumé ? Vérifier l'adresse et le pare-feu ; rien n'a été envoyé.", "È acceso? Controllare l'indirizzo e il firewall; non è stato inviato nulla."]),
    row(Code::Unreachable,
        ["Kein Weg zur Adresse des Terminals.", "Aucun chemin vers l'adresse du terminal.", "Nessun percorso verso l'indirizzo del terminale."],
        ["Netz, Kabel und Adresse prüfen; es wurde nichts gesendet.", "Vérifier le réseau, le câble et l'adresse ; rien n'a été envoyé.", "Controllare rete, cavo e indirizzo; non è stato inviato nulla."]),
    row(Code::Listen,
        ["Der Port der Kasse, an dem das Terminal sich meldet, lässt sich nicht öffnen.", "Le port de la caisse où le terminal se présente ne peut pas être ouvert.", "La porta della cassa a cui si rivolge il terminale non si può aprire."],
        ["Das Programm beenden, das ihn hält, oder hier und am Terminal einen anderen Port wählen.", "Arrêter le programme qui l'occupe, ou choisir un autre port ici et sur le terminal.", "Fermare il programma che la occupa, o scegliere un'altra porta qui e sul terminale."]),
    row(Code::CancelledBeforeSend,
        ["Abgebrochen, bevor etwas gesendet wurde.", "Interrompu avant tout envoi.", "Interrotto prima di qualsiasi invio."],
        ["Nichts zu tun.", "Rien à faire.", "Niente da fare."]),
    row(Code::LostBeforeSend,
        ["Die Verbindung brach ab, bevor etwas gesendet wurde.", "La connexion s'est rompue avant tout envoi.", "Il collegamento si è interrotto prima di qualsiasi invio."],
        ["Es darf noch einmal versucht werden.", "On peut recommencer sans risque.", "Si può ripetere senza rischio."]),

    row(Code::ConnectionLost,
        ["Die Verbindung brach ab, nachdem die Anfrage gesendet war.", "La connexion s'est rompue après l'envoi de la demande.", "Il collegamento si è interrotto dopo l'invio della richiesta."],
        FIND_OUT),
    row(Code::ResponseTimeout,
        ["Das Terminal hat nicht rechtzeitig geantwortet.", "Le terminal n'a pas répondu à temps.", "Il terminale non ha risposto in tempo."],
        FIND_OUT),
    row(Code::NotOpi,
        ["Es antwortet etwas, das kein OPI-Terminal ist.", "Ce qui répond n'est pas un terminal OPI.", "Ciò che risponde non è un terminale OPI."],
        ["Adresse und Port prüfen: es muss der OPI-Port des Terminals sein.", "Vérifier l'adresse et le port : ce doit être le port OPI du terminal.", "Controllare indirizzo e porta: deve essere la porta OPI del terminale."]),
    row(Code::Frame,
        ["Das Terminal hat etwas gesendet, das nicht stimmen kann.", "Le terminal a envoyé des données impossibles.", "Il terminale ha inviato dati impossibili."],
        ["Nicht noch einmal senden. Port und Software des Terminals prüfen.", "Ne pas renvoyer. Vérifier le port et le logiciel du terminal.", "Non inviare di nuovo. Controllare la porta e il software del terminale."]),
    row(Code::Protocol,
        ["Die Antwort des Terminals ist nicht lesbar.", "La réponse du terminal est illisible.", "La risposta del terminale non è leggibile."],
        FIND_OUT),
    row(Code::ForeignResponse,
        ["Es kam nur die Antwort auf eine andere Anfrage.", "Seule la réponse à une autre demande est arrivée.", "È arrivata solo la risposta a un'altra richiesta."],
        FIND_OUT),
    row(Code::CancelledInFlight,
        ["Abgebrochen, während das Terminal arbeitete; es sagte nicht, wie es endete.", "Interrompu pendant le travail du terminal, qui n'a pas dit comment cela s'est terminé.", "Interrotto mentre il terminale lavorava; non ha detto come è finita."],
        FIND_OUT),
    row(Code::Inconclusive,
        ["Die Antwort des Terminals sagt nicht klar, ob Geld geflossen ist.", "La réponse du terminal ne dit pas clairement si un montant a été traité.", "La risposta del terminale non dice chiaramente se un importo è stato elaborato."],
        ["Nicht noch einmal senden. Mit Beleg und Summen des Terminals vergleichen.", "Ne pas renvoyer. Comparer avec le reçu et les totaux du terminal.", "Non inviare di nuovo. Confrontare con la ricevuta e i totali del terminale."]),
    row(Code::InternalInFlight,
        ["Ein Fehler in der Bibliothek, während eine Anfrage lief.", "Une erreur dans la bibliothèque pendant une demande.", "Un errore nella libreria durante una richiesta."],
        ["Nicht noch einmal senden. Am Terminal klären, was geschah, dann die Kasse neu starten.", "Ne pas renvoyer. Vérifier sur le terminal, puis redémarrer la caisse.", "Non inviare di nuovo. Verificare sul terminale, poi riavviare la cassa."]),

    row(Code::Declined,
        ["Die Zahlung wurde abgelehnt.", "Le paiement a été refusé.", "Il pagamento è stato rifiutato."],
        ["Dem Kunden sagen; eine andere Karte oder Bargeld kann helfen.", "Le dire au client ; une autre carte ou des espèces peuvent aider.", "Informare il cliente; un'altra carta o i contanti possono aiutare."]),
    row(Code::Aborted,
        ["An der Kasse oder vom Kunden abgebrochen.", "Interrompu par la caisse ou le client.", "Interrotto dalla cassa o dal cliente."],
        START_AGAIN),
    row(Code::TerminalTimedOut,
        ["Das Terminal hat vergeblich auf Karte, Eingabe oder Host gewartet.", "Le terminal a attendu en vain la carte, une saisie ou l'hôte.", "Il terminale ha atteso invano la carta, un inserimento o l'host."],
        START_AGAIN),
    row(Code::HostUnreachable,
        ["Das Terminal erreicht die Zahlungszentrale nicht.", "Le terminal n'atteint pas le centre de paiement.", "Il terminale non raggiunge il centro di pagamento."],
        ["Das Netz des Terminals prüfen; später noch einmal.", "Vérifier le réseau du terminal ; recommencer plus tard.", "Controllare la rete del terminale; ripetere più tardi."]),
    row(Code::UnknownCard,
        ["Das Terminal kennt diese Karte nicht.", "Le terminal ne connaît pas cette carte.", "Il terminale non conosce questa carta."],
        ["Um eine andere Karte bitten.", "Demander une autre carte.", "Chiedere un'altra carta."]),
    row(Code::TerminalBusy,
        ["Das Terminal ist beschäftigt oder nicht bereit; es nahm die Anfrage nicht an.", "Le terminal est occupé ou pas prêt ; il n'a pas pris la demande.", "Il terminale è occupato o non pronto; non ha accettato la richiesta."],
        ["Einige Sekunden warten, dann noch einmal.", "Attendre quelques secondes, puis recommencer.", "Attendere qualche secondo, poi ripetere."]),
    row(Code::LoggedOut,
        ["Das Terminal ist nicht aktiviert oder angemeldet; es nahm die Anfrage nicht an.", "Le terminal n'est pas activé ou connecté ; il n'a pas pris la demande.", "Il terminale non è attivato o connesso; non ha accettato la richiesta."],
        ["Aktivieren (anmelden), dann noch einmal.", "L'activer (se connecter), puis recommencer.", "Attivarlo (accedere), poi ripetere."]),
    row(Code::PrintLastTicket,
        ["Das Terminal will zuerst den letzten Beleg gedruckt haben; es nahm die Anfrage nicht an.", "Le terminal veut d'abord que le dernier reçu soit imprimé ; il n'a pas pris la demande.", "Il terminale vuole prima la stampa dell'ultima ricevuta; non ha accettato la richiesta."],
        ["Beleg nachdrucken, aufbewahren, dann noch einmal.", "Réimprimer le reçu, le garder, puis recommencer.", "Ristampare la ricevuta, conservarla, poi ripetere."]),
    row(Code::RequestRejected,
        ["Das Terminal verstand die Anfrage nicht und nahm sie nicht an.", "Le terminal n'a pas compris la demande et ne l'a pas prise.", "Il terminale non ha capito la richiesta e non l'ha accettata."],
        ["Dialekt und Optionen prüfen.", "Vérifier le dialecte et les options.", "Controllare il dialetto e le opzioni."]),
    row(Code::NotSupportedByTerminal,
        ["Das Terminal kennt diese Anfrage nicht.", "Le terminal ne connaît pas cette demande.", "Il terminale non conosce questa richiesta."],
        ["Einen anderen Weg nehmen; siehe docs/dialects.md.", "Prendre une autre voie ; voir docs/dialects.md.", "Usare un'altra via; vedere docs/dialects.md."]),

    row(Code::Internal,
        ["Ein Fehler in der Bibliothek. Es wurde nichts gesendet.", "Une erreur dans la bibliothèque. Rien n'a été envoyé.", "Un errore nella libreria. Non è stato inviato nulla."],
        ["Melden; die Kasse neu starten.", "Le signaler ; redémarrer la caisse.", "Segnalarlo; riavviare la cassa."]),
    row(Code::Poisoned,
        ["Ein früherer Fehler in der Bibliothek hat die Verbindung unbrauchbar gemacht.", "Une erreur antérieure de la bibliothèque a rendu la liaison inutilisable.", "Un errore precedente della libreria ha reso inutilizzabile il collegamento."],
        ["Schliessen und das Terminal neu öffnen.", "Fermer et rouvrir le terminal.", "Chiudere e riaprire il terminale."]),
];
