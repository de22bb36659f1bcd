// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The options of a terminal's URL, and the settings of its dialect, each with its type. */
abstract class UrlSetters {
    final Options options = new Options();

    abstract TerminalUrl self();

    /**
     * The terminal's family: it decides ports, receipts, session and abort. Default: ch.
     *
     * @param value ch, de, nl or ifsf
     * @return this
     */
    public TerminalUrl dialect(Dialect value) {
        options.set("dialect", value.word());
        return self();
    }

    /**
     * The terminal model (ch): what it is known to lack is refused before anything is sent. Default: no model: what the
     * dialect says.
     *
     * @param value rx5000, dx8000, ex8000, q30, a77, im15 or im30
     * @return this
     */
    public TerminalUrl model(Model value) {
        options.set("model", value.word());
        return self();
    }

    /**
     * The maker of the terminal's software: ports, aborts and login differ. Default: no variant: what the dialect says.
     *
     * @param value thales, ccv, ingenico, eftlink, dynamics or ap4900
     * @return this
     */
    public TerminalUrl variant(Variant value) {
        options.set("variant", value.word());
        return self();
    }

    /**
     * Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the settings.
     * Default: no file.
     *
     * @param value path of a TOML file
     * @return this
     */
    public TerminalUrl dialectFile(String value) {
        options.set("dialect_file", value);
        return self();
    }

    /**
     * WorkstationID: the name of this till. Two tills at one terminal need two names. Default: 1.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public TerminalUrl workstation(String value) {
        options.set("workstation", value);
        return self();
    }

    /**
     * Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4 and IPv6.
     * Terminals of one process may share it. Port 0 takes a free one. Default: all addresses, the dialect's port (4102
     * in ch and nl, 20007 in de and ifsf).
     *
     * @param value PORT or ADDRESS:PORT
     * @return this
     */
    public TerminalUrl listen(String value) {
        options.set("listen", value);
        return self();
    }

    /**
     * How long to wait for the connection to the terminal. Default: 3000 milliseconds.
     *
     * @param value a whole number of milliseconds
     * @return this
     */
    public TerminalUrl connect(Duration value) {
        options.set("connect_ms", value, ChronoUnit.MILLIS);
        return self();
    }

    /**
     * How long the terminal may be silent on both channels while a request runs. A question to the cashier stops the
     * clock. Default: 90000 milliseconds.
     *
     * @param value a whole number of milliseconds
     * @return this
     */
    public TerminalUrl idle(Duration value) {
        options.set("idle_ms", value, ChronoUnit.MILLIS);
        return self();
    }

    /**
     * How long a request may take in all, from the connection to the verdict. A callback of the till that is running is
     * never cut off. Default: 300000 milliseconds.
     *
     * @param value a whole number of milliseconds
     * @return this
     */
    public TerminalUrl hard(Duration value) {
        options.set("hard_ms", value, ChronoUnit.MILLIS);
        return self();
    }

    /**
     * How long to wait for the outcome after the library itself aborted a request that took too long. Part of hard_ms.
     * Default: 10000 milliseconds.
     *
     * @param value a whole number of milliseconds
     * @return this
     */
    public TerminalUrl abort(Duration value) {
        options.set("abort_ms", value, ChronoUnit.MILLIS);
        return self();
    }

    /**
     * Least time between two AbortRequests; there are at most three. Default: 1500 milliseconds.
     *
     * @param value a whole number of milliseconds
     * @return this
     */
    public TerminalUrl abortSpacing(Duration value) {
        options.set("abort_spacing_ms", value, ChronoUnit.MILLIS);
        return self();
    }

    /**
     * How long recovery waits between two questions to a busy terminal, and from a request to the first question about
     * it. Default: 3000 milliseconds.
     *
     * @param value a whole number of milliseconds
     * @return this
     */
    public TerminalUrl askAgain(Duration value) {
        options.set("ask_again_ms", value, ChronoUnit.MILLIS);
        return self();
    }

    /**
     * How long a recovery may take in all; what it did not get to is listed as the journal knows it. Default: 300000
     * milliseconds.
     *
     * @param value a whole number of milliseconds
     * @return this
     */
    public TerminalUrl recover(Duration value) {
        options.set("recover_ms", value, ChronoUnit.MILLIS);
        return self();
    }

    /**
     * Most receipts and journal entries taken for one request; then it is aborted, and those beyond are refused.
     * Default: 256.
     *
     * @param value number, 1 to 10000
     * @return this
     */
    public TerminalUrl maxPapers(long value) {
        options.set("max_papers", value);
        return self();
    }

    /**
     * The same in bytes. Default: 8388608.
     *
     * @param value bytes, 4096 to 268435456
     * @return this
     */
    public TerminalUrl maxPaperBytes(long value) {
        options.set("max_paper_bytes", value);
        return self();
    }

    /**
     * Language of displays and receipts, where the request names none. Default: de.
     *
     * @param value two letters, ISO 639-1
     * @return this
     */
    public TerminalUrl language(String value) {
        options.set("language", value);
        return self();
    }

    /**
     * ApplicationSender: the name of the till's software (de, ifsf). Default: libopi.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public TerminalUrl sender(String value) {
        options.set("sender", value);
        return self();
    }

    /**
     * POPID: the payment point (de, ifsf). Default: 001.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public TerminalUrl popId(String value) {
        options.set("pop_id", value);
        return self();
    }

    /**
     * Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide). Default: till.
     *
     * @param value till, terminal or none
     * @return this
     */
    public TerminalUrl customerReceipt(ReceiptPlace value) {
        options.set("customer_receipt", value.word());
        return self();
    }

    /**
     * Who prints the merchant's copy (ch, nl). Default: till.
     *
     * @param value till, terminal or none
     * @return this
     */
    public TerminalUrl merchantReceipt(ReceiptPlace value) {
        options.set("merchant_receipt", value.word());
        return self();
    }

    /**
     * Whether the till wants the electronic journal (ch, nl). Default: till.
     *
     * @param value till or none
     * @return this
     */
    public TerminalUrl electronicJournal(JournalTaker value) {
        options.set("electronic_journal", value.word());
        return self();
    }

    /**
     * The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps other programs
     * of this machine away from the terminal. Default: libopi/journal.db where this user's programs keep their state,
     * or $OPI_JOURNAL.
     *
     * @param value path of a file, or none
     * @return this
     */
    public TerminalUrl journal(String value) {
        options.set("journal", value);
        return self();
    }

    /**
     * When unresolved requests are looked into: only when the till calls recover, or also when the terminal is opened.
     * Default: call.
     *
     * @param value call or open
     * @return this
     */
    public TerminalUrl recover(Recover value) {
        options.set("recover", value.word());
        return self();
    }

    /**
     * Who says that the till knows an outcome: the till itself, or the library as soon as it has returned it. Default:
     * till.
     *
     * @param value till or auto
     * @return this
     */
    public TerminalUrl acknowledge(Acknowledge value) {
        options.set("acknowledge", value.word());
        return self();
    }

    /**
     * How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever. Default: 400
     * days.
     *
     * @param value a whole number of days, 1 to 36500
     * @return this
     */
    public TerminalUrl keep(Duration value) {
        options.set("keep_days", value, ChronoUnit.DAYS);
        return self();
    }

    /**
     * Take over a journal that was written on another machine, e.g. after the till's disk was moved. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public TerminalUrl adoptJournal(boolean value) {
        options.set("adopt_journal", value);
        return self();
    }

    /**
     * Longest message accepted from a terminal. Default: 1048576.
     *
     * @param value bytes, 4096 to 16777216
     * @return this
     */
    public TerminalUrl maxFrame(long value) {
        options.set("max_frame", value);
        return self();
    }

    /**
     * Where terminals listen for requests, unless the URL names a port.
     *
     * @param value port
     * @return this
     */
    public TerminalUrl dialectTerminalPort(long value) {
        options.set("dialect.terminal_port", value);
        return self();
    }

    /**
     * Where the till listens for device requests, unless the URL says `listen`.
     *
     * @param value port
     * @return this
     */
    public TerminalUrl dialectListenPort(long value) {
        options.set("dialect.listen_port", value);
        return self();
    }

    /**
     * The device on which the customer's receipt comes.
     *
     * @param value name of a device
     * @return this
     */
    public TerminalUrl dialectCustomerPrinter(String value) {
        options.set("dialect.customer_printer", value);
        return self();
    }

    /**
     * The device on which the merchant's receipt comes.
     *
     * @param value name of a device
     * @return this
     */
    public TerminalUrl dialectMerchantPrinter(String value) {
        options.set("dialect.merchant_printer", value);
        return self();
    }

    /**
     * Opens a session.
     *
     * @param value name of a request kind
     * @return this
     */
    public TerminalUrl dialectSessionOpen(RequestKind value) {
        options.set("dialect.session_open", value.word());
        return self();
    }

    /**
     * Closes a session.
     *
     * @param value name of a request kind
     * @return this
     */
    public TerminalUrl dialectSessionClose(RequestKind value) {
        options.set("dialect.session_close", value.word());
        return self();
    }

    /**
     * Closes the day.
     *
     * @param value name of a request kind
     * @return this
     */
    public TerminalUrl dialectCloseDay(RequestKind value) {
        options.set("dialect.close_day", value.word());
        return self();
    }

    /**
     * Asks for the terminal's state.
     *
     * @param value name of a request kind
     * @return this
     */
    public TerminalUrl dialectStatus(RequestKind value) {
        options.set("dialect.status", value.word());
        return self();
    }

    /**
     * The connection an abort travels on.
     *
     * @param value second or same
     * @return this
     */
    public TerminalUrl dialectAbortConnection(AbortConnection value) {
        options.set("dialect.abort_connection", value.word());
        return self();
    }

    /**
     * The message pair of an abort.
     *
     * @param value card or service
     * @return this
     */
    public TerminalUrl dialectAbortMessage(AbortMessage value) {
        options.set("dialect.abort_message", value.word());
        return self();
    }

    /**
     * Does an abort name the request in ReferenceNumber?
     *
     * @param value whether it is so
     * @return this
     */
    public TerminalUrl dialectAbortNamesRequest(boolean value) {
        options.set("dialect.abort_names_request", value);
        return self();
    }

    /**
     * What a reversal undoes: the last transaction, or the one with a STAN.
     *
     * @param value last or stan
     * @return this
     */
    public TerminalUrl dialectReversal(Reversal value) {
        options.set("dialect.reversal", value.word());
        return self();
    }

    /**
     * Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own.
     *
     * @param value suffixed, sequence or own
     * @return this
     */
    public TerminalUrl dialectCallbackIds(CallbackIds value) {
        options.set("dialect.callback_ids", value.word());
        return self();
    }

    /**
     * Do card requests say where receipts go?
     *
     * @param value whether it is so
     * @return this
     */
    public TerminalUrl dialectAnnouncesPrinters(boolean value) {
        options.set("dialect.announces_printers", value);
        return self();
    }

    /**
     * Do service requests say it too?
     *
     * @param value whether it is so
     * @return this
     */
    public TerminalUrl dialectAnnouncesToServices(boolean value) {
        options.set("dialect.announces_to_services", value);
        return self();
    }

    /**
     * Do requests carry ApplicationSender and POPID?
     *
     * @param value whether it is so
     * @return this
     */
    public TerminalUrl dialectNamesSender(boolean value) {
        options.set("dialect.names_sender", value);
        return self();
    }

    /**
     * What ReferenceNumber holds: the merchant's reference, or something else.
     *
     * @param value merchant or other
     * @return this
     */
    public TerminalUrl dialectReference(Reference value) {
        options.set("dialect.reference", value.word());
        return self();
    }

    /**
     * What TimedOut without a sign of an authorisation means for money.
     *
     * @param value declined or unknown
     * @return this
     */
    public TerminalUrl dialectTimedOut(TimedOut value) {
        options.set("dialect.timed_out", value.word());
        return self();
    }

    /**
     * What a login tells the terminal in PrivateData: nothing, or which receipts the till prints.
     *
     * @param value none or printers
     * @return this
     */
    public TerminalUrl dialectLoginData(LoginData value) {
        options.set("dialect.login_data", value.word());
        return self();
    }

    /**
     * Captures a reservation. **Unverified**: what ch takes is not public; this is the family's name for it.
     *
     * @param value RequestType
     * @return this
     */
    public TerminalUrl dialectCaptureVerb(String value) {
        options.set("dialect.capture_verb", value);
        return self();
    }

    /**
     * Cancels a reservation. **Unverified**: what ch takes is not public; this is the family's name for it.
     *
     * @param value RequestType
     * @return this
     */
    public TerminalUrl dialectCancelVerb(String value) {
        options.set("dialect.cancel_verb", value);
        return self();
    }

    /**
     * What this terminal can do beyond its row.
     *
     * @param value one or several
     * @return this
     */
    public TerminalUrl dialectAllow(List<String> value) {
        options.set("dialect.allow", value);
        return self();
    }

    /**
     * What this terminal must not be asked.
     *
     * @param value one or several
     * @return this
     */
    public TerminalUrl dialectRefuse(List<String> value) {
        options.set("dialect.refuse", value);
        return self();
    }
}
