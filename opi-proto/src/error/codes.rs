//! The status codes: one row each, with number, name in C, and in each language what happened and what to do next.

use super::Family;
use crate::language::{Language, Text};
use serde::{Serialize, Serializer};
use std::fmt;

macro_rules! codes {
    ($(
        $variant:ident = $number:literal, $c_name:literal,
            $what:literal, $whats:expr,
            $advice:literal, $advices:expr;
    )*) => {
        /// A status code. Numbers are part of the ABI: never changed, never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum Code {
            $( #[doc = $what] $variant = $number, )*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$( Code::$variant ),*];

            /// The name in the C header, e.g. `OPI_E_BUSY`.
            #[must_use]
            pub fn c_name(self) -> &'static str {
                match self { $( Code::$variant => $c_name, )* }
            }

            fn texts(self) -> (Text, Text) {
                match self {
                    $( Code::$variant => const { (Text::new($what, $whats), Text::new($advice, $advices)) }, )*
                }
            }
        }
    };
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

// What happened: English, [German, French, Italian]; what to do next: the same.
codes! {
    Ok = 0, "OPI_OK",
        "Done.",
        ["Erledigt.", "Terminé.", "Eseguito."],
        "Look at the result's verdict.",
        ["Das Ergebnis ansehen.", "Voir le résultat.", "Vedere il risultato."];

    Null = -1, "OPI_E_NULL",
        "A pointer that must not be NULL was NULL.",
        ["Der Kasse fehlt ein Wert, den sie geben muss.", "Il manque à la caisse une valeur obligatoire.", "Alla cassa manca un valore obbligatorio."],
        "Fix the call; nothing was sent.",
        ASK_SUPPORT;
    InvalidArgument = -2, "OPI_E_INVALID_ARGUMENT",
        "A value is not acceptable.",
        ["Ein Wert ist nicht zulässig.", "Une valeur n'est pas admise.", "Un valore non è ammesso."],
        "The message names the value and what is accepted.",
        ["Die Meldung nennt den Wert und was zulässig ist.", "Le message indique la valeur et ce qui est admis.", "Il messaggio indica il valore e ciò che è ammesso."];
    InvalidUtf8 = -3, "OPI_E_INVALID_UTF8",
        "A text is not valid UTF-8.",
        ["Ein Text ist kein gültiges UTF-8.", "Un texte n'est pas en UTF-8 valide.", "Un testo non è in UTF-8 valido."],
        "Convert the text to UTF-8 before the call.",
        ASK_SUPPORT;
    UnknownName = -4, "OPI_E_UNKNOWN_NAME",
        "There is no option, field or request kind of that name or number.",
        ["Eine Option, ein Feld oder eine Anfrage dieses Namens gibt es nicht.", "Il n'existe ni option, ni champ, ni demande de ce nom.", "Non esiste un'opzione, un campo o una richiesta con questo nome."],
        "The message names the nearest one.",
        ["Die Meldung nennt den ähnlichsten Namen.", "Le message indique le nom le plus proche.", "Il messaggio indica il nome più simile."];
    InvalidAmount = -5, "OPI_E_INVALID_AMOUNT",
        "The amount is not acceptable.",
        ["Der Betrag ist nicht zulässig.", "Le montant n'est pas admis.", "L'importo non è ammesso."],
        "Give minor units, positive, of an ISO 4217 currency.",
        ["Einen Betrag grösser als null in einer gültigen Währung eingeben.", "Saisir un montant supérieur à zéro dans une monnaie valable.", "Inserire un importo maggiore di zero in una valuta valida."];
    InvalidUrl = -6, "OPI_E_INVALID_URL",
        "The terminal URL cannot be read.",
        ["Die Adresse des Terminals ist nicht lesbar.", "L'adresse du terminal est illisible.", "L'indirizzo del terminale non è leggibile."],
        "Write opi://host[:port]?option=value&option=value.",
        ["Schreiben: opi://host[:port]?option=wert&option=wert.", "Écrire : opi://hôte[:port]?option=valeur&option=valeur.", "Scrivere: opi://host[:porta]?opzione=valore&opzione=valore."];
    Abi = -7, "OPI_E_ABI",
        "Header and library do not fit.",
        ["Kasse und Bibliothek passen nicht zusammen.", "La caisse et la bibliothèque ne vont pas ensemble.", "Cassa e libreria non sono compatibili."],
        "Build against the opi.h of this library version.",
        ASK_SUPPORT;
    Busy = -8, "OPI_E_BUSY",
        "Another call is running on this terminal.",
        ["An diesem Terminal läuft schon ein Vorgang.", "Une opération est déjà en cours sur ce terminal.", "Su questo terminale è già in corso un'operazione."],
        "Wait for it, or cancel it; requests are never queued silently.",
        ["Sein Ende abwarten oder ihn abbrechen.", "Attendre sa fin ou l'interrompre.", "Attendere la fine o interromperla."];
    Recursive = -9, "OPI_E_RECURSIVE",
        "This call is not allowed inside a callback of the same terminal.",
        ["Dieser Aufruf ist hier nicht erlaubt.", "Cet appel n'est pas permis ici.", "Questa chiamata qui non è permessa."],
        "Return from the callback first.",
        ASK_SUPPORT;
    Closed = -10, "OPI_E_CLOSED",
        "The terminal has been closed.",
        ["Die Verbindung zum Terminal wurde geschlossen.", "La liaison avec le terminal a été fermée.", "Il collegamento al terminale è stato chiuso."],
        "Open it again.",
        ["Neu öffnen.", "L'ouvrir à nouveau.", "Riaprirlo."];
    Unsupported = -11, "OPI_E_UNSUPPORTED",
        "This dialect or build cannot do that.",
        ["Dieses Terminal kann das nicht.", "Ce terminal ne sait pas le faire.", "Questo terminale non lo può fare."],
        "The message names the alternative.",
        ["Die Meldung nennt einen anderen Weg.", "Le message indique une autre voie.", "Il messaggio indica un'altra via."];
    Timeout = -12, "OPI_E_TIMEOUT",
        "The time given to this call is over.",
        ["Die Zeit ist abgelaufen.", "Le délai est écoulé.", "Il tempo è scaduto."],
        "Call again, with more time.",
        ["Noch einmal, mit mehr Zeit.", "Recommencer avec plus de temps.", "Ripetere con più tempo."];
    Forked = -13, "OPI_E_FORKED",
        "The handle belongs to the parent process.",
        ["Die Verbindung gehört einem anderen Programm.", "La liaison appartient à un autre programme.", "Il collegamento appartiene a un altro programma."],
        "Open terminals after fork(), in the process that uses them.",
        ASK_SUPPORT;
    KeyMismatch = -14, "OPI_E_KEY_MISMATCH",
        "The idempotency key was used before for a request with other content.",
        ["Der Schlüssel des Verkaufs wurde schon für eine andere Anfrage benutzt.", "La clé de la vente a déjà servi pour une autre demande.", "La chiave della vendita è già stata usata per un'altra richiesta."],
        "Give every sale a key of its own; nothing was sent.",
        ["Jedem Verkauf einen eigenen Schlüssel geben; es wurde nichts gesendet.", "Donner à chaque vente sa propre clé ; rien n'a été envoyé.", "Dare a ogni vendita una chiave propria; non è stato inviato nulla."];
    NoJournal = -15, "OPI_E_NO_JOURNAL",
        "This terminal was opened without a journal.",
        ["Dieses Terminal wurde ohne Journal geöffnet.", "Ce terminal a été ouvert sans journal.", "Questo terminale è stato aperto senza giornale."],
        "Open it without journal=none.",
        ["Ohne journal=none öffnen.", "L'ouvrir sans journal=none.", "Aprirlo senza journal=none."];

    Resolve = -100, "OPI_E_RESOLVE",
        "The terminal's name cannot be resolved.",
        ["Der Name des Terminals ist im Netz nicht bekannt.", "Le nom du terminal est inconnu sur le réseau.", "Il nome del terminale non è noto nella rete."],
        "Check the host in the URL and the name service; nothing was sent.",
        ["Adresse des Terminals und Netz prüfen; es wurde nichts gesendet.", "Vérifier l'adresse du terminal et le réseau ; rien n'a été envoyé.", "Controllare l'indirizzo del terminale e la rete; non è stato inviato nulla."];
    ConnectRefused = -101, "OPI_E_CONNECT_REFUSED",
        "Nobody listens at the terminal's port.",
        ["Am Port des Terminals antwortet niemand.", "Personne ne répond au port du terminal.", "Alla porta del terminale non risponde nessuno."],
        "Check the port, and that integrated mode is on in the terminal; nothing was sent.",
        ["Port prüfen, und ob am Terminal der Kassenbetrieb eingeschaltet ist; es wurde nichts gesendet.", "Vérifier le port, et si le mode caisse est activé sur le terminal ; rien n'a été envoyé.", "Controllare la porta e che sul terminale sia attivo il modo cassa; non è stato inviato nulla."];
    ConnectTimeout = -102, "OPI_E_CONNECT_TIMEOUT",
        "The terminal did not accept the connection in time.",
        ["Das Terminal hat die Verbindung nicht rechtzeitig angenommen.", "Le terminal n'a pas accepté la connexion à temps.", "Il terminale non ha accettato il collegamento in tempo."],
        "Check that it is switched on, and the address and firewall; nothing was sent.",
        ["Ist es eingeschaltet? Adresse und Firewall prüfen; es wurde nichts gesendet.", "Est-il allumé ? Vérifier l'adresse et le pare-feu ; rien n'a été envoyé.", "È acceso? Controllare l'indirizzo e il firewall; non è stato inviato nulla."];
    Unreachable = -103, "OPI_E_UNREACHABLE",
        "There is no way to the terminal's address.",
        ["Kein Weg zur Adresse des Terminals.", "Aucun chemin vers l'adresse du terminal.", "Nessun percorso verso l'indirizzo del terminale."],
        "Check network, cable and address; nothing was sent.",
        ["Netz, Kabel und Adresse prüfen; es wurde nichts gesendet.", "Vérifier le réseau, le câble et l'adresse ; rien n'a été envoyé.", "Controllare rete, cavo e indirizzo; non è stato inviato nulla."];
    Listen = -104, "OPI_E_LISTEN",
        "The till's own port for device requests cannot be opened.",
        ["Der Port der Kasse, an dem das Terminal sich meldet, lässt sich nicht öffnen.", "Le port de la caisse où le terminal se présente ne peut pas être ouvert.", "La porta della cassa a cui si rivolge il terminale non si può aprire."],
        "Stop the program that holds it, or choose another port here and in the terminal.",
        ["Das Programm beenden, das ihn hält, oder hier und am Terminal einen anderen Port wählen.", "Arrêter le programme qui l'occupe, ou choisir un autre port ici et sur le terminal.", "Fermare il programma che la occupa, o scegliere un'altra porta qui e sul terminale."];
    CancelledBeforeSend = -105, "OPI_E_CANCELLED_BEFORE_SEND",
        "Cancelled before anything was sent.",
        ["Abgebrochen, bevor etwas gesendet wurde.", "Interrompu avant tout envoi.", "Interrotto prima di qualsiasi invio."],
        "Nothing to do.",
        ["Nichts zu tun.", "Rien à faire.", "Niente da fare."];
    LostBeforeSend = -106, "OPI_E_LOST_BEFORE_SEND",
        "The connection broke before the first byte was sent.",
        ["Die Verbindung brach ab, bevor etwas gesendet wurde.", "La connexion s'est rompue avant tout envoi.", "Il collegamento si è interrotto prima di qualsiasi invio."],
        "It is safe to try again.",
        ["Es darf noch einmal versucht werden.", "On peut recommencer sans risque.", "Si può ripetere senza rischio."];
    Journal = -107, "OPI_E_JOURNAL",
        "The journal cannot be opened, read or written.",
        ["Das Journal lässt sich nicht öffnen, lesen oder schreiben.", "Le journal ne peut être ni ouvert, ni lu, ni écrit.", "Il giornale non si può aprire, leggere o scrivere."],
        "Check the path, the rights of the folder and the disk; nothing was sent.",
        ["Pfad, Rechte des Ordners und Platte prüfen; es wurde nichts gesendet.", "Vérifier le chemin, les droits du dossier et le disque ; rien n'a été envoyé.", "Controllare percorso, diritti della cartella e disco; non è stato inviato nulla."];
    JournalCorrupt = -108, "OPI_E_JOURNAL_CORRUPT",
        "The journal's file is damaged or is no journal.",
        ["Die Datei des Journals ist beschädigt oder kein Journal.", "Le fichier du journal est endommagé ou n'est pas un journal.", "Il file del giornale è danneggiato o non è un giornale."],
        "Keep the file for support, move it away and compare with the terminal's totals; nothing was sent.",
        ["Die Datei für den Support aufheben, wegräumen und mit den Summen des Terminals vergleichen; es wurde nichts gesendet.", "Garder le fichier pour le support, le déplacer et comparer avec les totaux du terminal ; rien n'a été envoyé.", "Conservare il file per l'assistenza, spostarlo e confrontare con i totali del terminale; non è stato inviato nulla."];
    JournalVersion = -109, "OPI_E_JOURNAL_VERSION",
        "The journal was written by a newer library.",
        ["Das Journal wurde von einer neueren Bibliothek geschrieben.", "Le journal a été écrit par une bibliothèque plus récente.", "Il giornale è stato scritto da una libreria più recente."],
        "Install that version of the library, or choose another journal; nothing was changed.",
        ["Diese Version installieren oder ein anderes Journal wählen; es wurde nichts geändert.", "Installer cette version ou choisir un autre journal ; rien n'a été changé.", "Installare quella versione o scegliere un altro giornale; non è stato cambiato nulla."];
    JournalForeign = -110, "OPI_E_JOURNAL_FOREIGN",
        "The journal belongs to another machine.",
        ["Das Journal gehört zu einem anderen Rechner.", "Le journal appartient à un autre ordinateur.", "Il giornale appartiene a un altro computer."],
        "Choose another journal, or take this one over with adopt_journal=yes; nothing was changed.",
        ["Ein anderes Journal wählen oder dieses mit adopt_journal=yes übernehmen; es wurde nichts geändert.", "Choisir un autre journal ou reprendre celui-ci avec adopt_journal=yes ; rien n'a été changé.", "Scegliere un altro giornale o assumere questo con adopt_journal=yes; non è stato cambiato nulla."];
    JournalLocked = -111, "OPI_E_JOURNAL_LOCKED",
        "Another program keeps the journal locked.",
        ["Ein anderes Programm hält das Journal gesperrt.", "Un autre programme tient le journal verrouillé.", "Un altro programma tiene bloccato il giornale."],
        "Close the program that holds the file; nothing was sent.",
        ["Das Programm schliessen, das die Datei hält; es wurde nichts gesendet.", "Fermer le programme qui tient le fichier ; rien n'a été envoyé.", "Chiudere il programma che tiene il file; non è stato inviato nulla."];
    JournalFull = -112, "OPI_E_JOURNAL_FULL",
        "The disk of the journal is full.",
        ["Die Platte des Journals ist voll.", "Le disque du journal est plein.", "Il disco del giornale è pieno."],
        "Make room on the disk; nothing was sent.",
        ["Platz schaffen; es wurde nichts gesendet.", "Faire de la place ; rien n'a été envoyé.", "Fare spazio; non è stato inviato nulla."];
    JournalReadOnly = -113, "OPI_E_JOURNAL_READ_ONLY",
        "The journal's file or folder is read-only.",
        ["Die Datei oder der Ordner des Journals ist schreibgeschützt.", "Le fichier ou le dossier du journal est en lecture seule.", "Il file o la cartella del giornale è di sola lettura."],
        "Give the till the right to write there, or choose another path; nothing was sent.",
        ["Der Kasse dort das Schreiben erlauben oder einen anderen Pfad wählen; es wurde nichts gesendet.", "Permettre à la caisse d'y écrire, ou choisir un autre chemin ; rien n'a été envoyé.", "Permettere alla cassa di scrivervi, o scegliere un altro percorso; non è stato inviato nulla."];
    Unresolved = -114, "OPI_E_UNRESOLVED",
        "An earlier request on this terminal is not resolved, so no new one may be sent.",
        ["Eine frühere Anfrage an diesem Terminal ist noch offen; eine neue darf nicht gesendet werden.", "Une demande antérieure sur ce terminal n'est pas éclaircie ; aucune nouvelle ne peut être envoyée.", "Una richiesta precedente su questo terminale non è chiarita; non se ne può inviare una nuova."],
        "Recover first, or resolve it by hand; nothing was sent.",
        ["Zuerst wiederherstellen oder von Hand klären; es wurde nichts gesendet.", "D'abord récupérer, ou régler à la main ; rien n'a été envoyé.", "Prima ripristinare, o chiarire a mano; non è stato inviato nulla."];
    TerminalInUse = -115, "OPI_E_TERMINAL_IN_USE",
        "Another program on this machine is using the terminal.",
        ["Ein anderes Programm auf diesem Rechner benutzt das Terminal.", "Un autre programme de cet ordinateur utilise le terminal.", "Un altro programma di questo computer usa il terminale."],
        "Close that program; a dead one's place is taken at once.",
        ["Jenes Programm schliessen; der Platz eines toten wird sofort frei.", "Fermer ce programme ; la place d'un programme mort se libère aussitôt.", "Chiudere quel programma; il posto di uno terminato si libera subito."];

    ConnectionLost = -200, "OPI_E_CONNECTION_LOST",
        "The connection broke after the request was sent.",
        ["Die Verbindung brach ab, nachdem die Anfrage gesendet war.", "La connexion s'est rompue après l'envoi de la demande.", "Il collegamento si è interrotto dopo l'invio della richiesta."],
        "Do not send again. Find out at the terminal or by recovery what happened.",
        FIND_OUT;
    ResponseTimeout = -201, "OPI_E_RESPONSE_TIMEOUT",
        "The terminal did not answer in time.",
        ["Das Terminal hat nicht rechtzeitig geantwortet.", "Le terminal n'a pas répondu à temps.", "Il terminale non ha risposto in tempo."],
        "Do not send again. Find out at the terminal or by recovery what happened.",
        FIND_OUT;
    NotOpi = -202, "OPI_E_NOT_OPI",
        "Something that does not speak OPI answered.",
        ["Es antwortet etwas, das kein OPI-Terminal ist.", "Ce qui répond n'est pas un terminal OPI.", "Ciò che risponde non è un terminale OPI."],
        "Check host and port: it must be the terminal's OPI port.",
        ["Adresse und Port prüfen: es muss der OPI-Port des Terminals sein.", "Vérifier l'adresse et le port : ce doit être le port OPI du terminal.", "Controllare indirizzo e porta: deve essere la porta OPI del terminale."];
    Frame = -203, "OPI_E_FRAME",
        "The terminal sent a frame that cannot be right.",
        ["Das Terminal hat etwas gesendet, das nicht stimmen kann.", "Le terminal a envoyé des données impossibles.", "Il terminale ha inviato dati impossibili."],
        "Do not send again. Check port and terminal software.",
        ["Nicht noch einmal senden. Port und Software des Terminals prüfen.", "Ne pas renvoyer. Vérifier le port et le logiciel du terminal.", "Non inviare di nuovo. Controllare la porta e il software del terminale."];
    Protocol = -204, "OPI_E_PROTOCOL",
        "The terminal's answer cannot be read.",
        ["Die Antwort des Terminals ist nicht lesbar.", "La réponse du terminal est illisible.", "La risposta del terminale non è leggibile."],
        "Do not send again. Find out at the terminal or by recovery what happened.",
        FIND_OUT;
    ForeignResponse = -205, "OPI_E_FOREIGN_RESPONSE",
        "Only the answer to another request came.",
        ["Es kam nur die Antwort auf eine andere Anfrage.", "Seule la réponse à une autre demande est arrivée.", "È arrivata solo la risposta a un'altra richiesta."],
        "Do not send again. Find out at the terminal or by recovery what happened.",
        FIND_OUT;
    CancelledInFlight = -206, "OPI_E_CANCELLED_IN_FLIGHT",
        "Cancelled while the terminal was working, and it did not say how it ended.",
        ["Abgebrochen, während das Terminal arbeitete; es sagte nicht, wie es endete.", "Interrompu pendant le travail du terminal, qui n'a pas dit comment cela s'est terminé.", "Interrotto mentre il terminale lavorava; non ha detto come è finita."],
        "Do not send again. Find out at the terminal or by recovery what happened.",
        FIND_OUT;
    Inconclusive = -207, "OPI_E_INCONCLUSIVE",
        "The terminal answered, but its answer does not settle whether money moved.",
        ["Die Antwort des Terminals sagt nicht klar, ob Geld geflossen ist.", "La réponse du terminal ne dit pas clairement si un montant a été traité.", "La risposta del terminale non dice chiaramente se un importo è stato elaborato."],
        "Do not send again. Compare with the terminal's receipt and totals.",
        ["Nicht noch einmal senden. Mit Beleg und Summen des Terminals vergleichen.", "Ne pas renvoyer. Comparer avec le reçu et les totaux du terminal.", "Non inviare di nuovo. Confrontare con la ricevuta e i totali del terminale."];
    InternalInFlight = -208, "OPI_E_INTERNAL_IN_FLIGHT",
        "A fault in the library while a request was running.",
        ["Ein Fehler in der Bibliothek, während eine Anfrage lief.", "Une erreur dans la bibliothèque pendant une demande.", "Un errore nella libreria durante una richiesta."],
        "Do not send again. Find out at the terminal what happened, then restart the till.",
        ["Nicht noch einmal senden. Am Terminal klären, was geschah, dann die Kasse neu starten.", "Ne pas renvoyer. Vérifier sur le terminal, puis redémarrer la caisse.", "Non inviare di nuovo. Verificare sul terminale, poi riavviare la cassa."];
    Pending = -209, "OPI_E_PENDING",
        "The request with this idempotency key is not resolved yet.",
        ["Die Anfrage mit diesem Schlüssel ist noch offen.", "La demande avec cette clé n'est pas encore éclaircie.", "La richiesta con questa chiave non è ancora chiarita."],
        "Do not send again. Recover, or resolve it by hand.",
        ["Nicht noch einmal senden. Wiederherstellen oder von Hand klären.", "Ne pas renvoyer. Récupérer, ou régler à la main.", "Non inviare di nuovo. Ripristinare, o chiarire a mano."];
    TooManyPapers = -210, "OPI_E_TOO_MANY_PAPERS",
        "The terminal sent more receipts than the bounds allow, and no answer.",
        ["Das Terminal hat mehr Belege gesendet, als zulässig ist, und keine Antwort.", "Le terminal a envoyé plus de reçus que permis, et pas de réponse.", "Il terminale ha inviato più ricevute del consentito, e nessuna risposta."],
        "Do not send again. Recover; raise max_papers or max_paper_bytes only if the terminal really needs it.",
        FIND_OUT;

    Declined = -300, "OPI_E_DECLINED",
        "The payment was declined.",
        ["Die Zahlung wurde abgelehnt.", "Le paiement a été refusé.", "Il pagamento è stato rifiutato."],
        "Tell the customer; another card or cash may do.",
        ["Dem Kunden sagen; eine andere Karte oder Bargeld kann helfen.", "Le dire au client ; une autre carte ou des espèces peuvent aider.", "Informare il cliente; un'altra carta o i contanti possono aiutare."];
    Aborted = -301, "OPI_E_ABORTED",
        "Aborted by cashier or cardholder.",
        ["An der Kasse oder vom Kunden abgebrochen.", "Interrompu par la caisse ou le client.", "Interrotto dalla cassa o dal cliente."],
        "Nothing was charged; start again when ready.",
        START_AGAIN;
    TerminalTimedOut = -302, "OPI_E_TERMINAL_TIMED_OUT",
        "The terminal waited in vain for card, input or host.",
        ["Das Terminal hat vergeblich auf Karte, Eingabe oder Host gewartet.", "Le terminal a attendu en vain la carte, une saisie ou l'hôte.", "Il terminale ha atteso invano la carta, un inserimento o l'host."],
        "Nothing was charged; start again when ready.",
        START_AGAIN;
    HostUnreachable = -303, "OPI_E_HOST_UNREACHABLE",
        "The terminal could not reach its payment host.",
        ["Das Terminal erreicht die Zahlungszentrale nicht.", "Le terminal n'atteint pas le centre de paiement.", "Il terminale non raggiunge il centro di pagamento."],
        "Check the terminal's network; try again later.",
        ["Das Netz des Terminals prüfen; später noch einmal.", "Vérifier le réseau du terminal ; recommencer plus tard.", "Controllare la rete del terminale; ripetere più tardi."];
    UnknownCard = -304, "OPI_E_UNKNOWN_CARD",
        "The terminal does not know this card.",
        ["Das Terminal kennt diese Karte nicht.", "Le terminal ne connaît pas cette carte.", "Il terminale non conosce questa carta."],
        "Ask for another card.",
        ["Um eine andere Karte bitten.", "Demander une autre carte.", "Chiedere un'altra carta."];
    NotCharged = -305, "OPI_E_NOT_CHARGED",
        "Recovery found that nothing was charged.",
        ["Die Wiederherstellung ergab, dass nichts belastet wurde.", "La récupération a montré que rien n'a été débité.", "Il ripristino ha mostrato che non è stato addebitato nulla."],
        "Nothing was charged; start again when ready.",
        START_AGAIN;
    TerminalBusy = -310, "OPI_E_TERMINAL_BUSY",
        "The terminal is busy or not ready; it did not take the request.",
        ["Das Terminal ist beschäftigt oder nicht bereit; es nahm die Anfrage nicht an.", "Le terminal est occupé ou pas prêt ; il n'a pas pris la demande.", "Il terminale è occupato o non pronto; non ha accettato la richiesta."],
        "Wait some seconds, then try again.",
        ["Einige Sekunden warten, dann noch einmal.", "Attendre quelques secondes, puis recommencer.", "Attendere qualche secondo, poi ripetere."];
    LoggedOut = -311, "OPI_E_LOGGED_OUT",
        "The terminal is not activated or logged in; it did not take the request.",
        ["Das Terminal ist nicht aktiviert oder angemeldet; es nahm die Anfrage nicht an.", "Le terminal n'est pas activé ou connecté ; il n'a pas pris la demande.", "Il terminale non è attivato o connesso; non ha accettato la richiesta."],
        "Activate (log in), then try again.",
        ["Aktivieren (anmelden), dann noch einmal.", "L'activer (se connecter), puis recommencer.", "Attivarlo (accedere), poi ripetere."];
    PrintLastTicket = -312, "OPI_E_PRINT_LAST_TICKET",
        "The terminal wants its last receipt reprinted first; it did not take the request.",
        ["Das Terminal will zuerst den letzten Beleg gedruckt haben; es nahm die Anfrage nicht an.", "Le terminal veut d'abord que le dernier reçu soit imprimé ; il n'a pas pris la demande.", "Il terminale vuole prima la stampa dell'ultima ricevuta; non ha accettato la richiesta."],
        "Run a reprint, print what comes, then try again.",
        ["Beleg nachdrucken, aufbewahren, dann noch einmal.", "Réimprimer le reçu, le garder, puis recommencer.", "Ristampare la ricevuta, conservarla, poi ripetere."];
    RequestRejected = -313, "OPI_E_REQUEST_REJECTED",
        "The terminal could not make sense of the request and did not take it.",
        ["Das Terminal verstand die Anfrage nicht und nahm sie nicht an.", "Le terminal n'a pas compris la demande et ne l'a pas prise.", "Il terminale non ha capito la richiesta e non l'ha accettata."],
        "Check the dialect and the options.",
        ["Dialekt und Optionen prüfen.", "Vérifier le dialecte et les options.", "Controllare il dialetto e le opzioni."];
    NotSupportedByTerminal = -314, "OPI_E_NOT_SUPPORTED_BY_TERMINAL",
        "The terminal does not know this kind of request.",
        ["Das Terminal kennt diese Anfrage nicht.", "Le terminal ne connaît pas cette demande.", "Il terminale non conosce questa richiesta."],
        "Use another way; see docs/dialects.md.",
        ["Einen anderen Weg nehmen; siehe docs/dialects.md.", "Prendre une autre voie ; voir docs/dialects.md.", "Usare un'altra via; vedere docs/dialects.md."];

    Internal = -900, "OPI_E_INTERNAL",
        "A fault in the library. Nothing was sent.",
        ["Ein Fehler in der Bibliothek. Es wurde nichts gesendet.", "Une erreur dans la bibliothèque. Rien n'a été envoyé.", "Un errore nella libreria. Non è stato inviato nulla."],
        "Report it; restart the till.",
        ["Melden; die Kasse neu starten.", "Le signaler ; redémarrer la caisse.", "Segnalarlo; riavviare la cassa."];
    Poisoned = -901, "OPI_E_POISONED",
        "An earlier fault in the library made this handle unusable.",
        ["Ein früherer Fehler in der Bibliothek hat die Verbindung unbrauchbar gemacht.", "Une erreur antérieure de la bibliothèque a rendu la liaison inutilisable.", "Un errore precedente della libreria ha reso inutilizzabile il collegamento."],
        "Close it and open the terminal again.",
        ["Schliessen und das Terminal neu öffnen.", "Fermer et rouvrir le terminal.", "Chiudere e riaprire il terminale."];
}

impl Code {
    /// What happened, in one plain sentence.
    #[must_use]
    pub fn what(self) -> &'static str {
        self.what_in(Language::English)
    }

    /// The same in a language.
    #[must_use]
    pub fn what_in(self, language: Language) -> &'static str {
        self.texts().0.get(language)
    }

    /// What the till should do next, in one plain sentence.
    #[must_use]
    pub fn advice(self) -> &'static str {
        self.advice_in(Language::English)
    }

    /// The same in a language.
    #[must_use]
    pub fn advice_in(self, language: Language) -> &'static str {
        self.texts().1.get(language)
    }

    /// The number in the ABI.
    #[must_use]
    pub fn number(self) -> i32 {
        self as i32
    }

    /// The code of a number, if there is one.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Code::ALL.iter().copied().find(|code| code.number() == number)
    }

    /// The family the number belongs to.
    #[must_use]
    pub fn family(self) -> Family {
        Family::of_number(self.number()).unwrap_or(Family::Internal)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.c_name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.c_name())
    }
}
