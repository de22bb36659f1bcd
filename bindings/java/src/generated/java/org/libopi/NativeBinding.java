// Made from the Rust source by `make generate` (api/templates/java_native.j2); never edited by hand.
package org.libopi;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The C ABI, function for function, in types of Java: the seam behind which JNA lies. An address of an object of the
 * library is a {@code long}, 0 for NULL; an output is an array of one; texts are Java's.
 */
interface NativeBinding {
    /** The version of this header; opi_version() tells the library's. */
    String VERSION = "0.1.0";
    /**
     * The ABI this header describes: major number (that of the SONAME) * 65536 + minor number. A library fits when its
     * major number is the same and its minor number at least this one.
     */
    int ABI_VERSION = 1;

    /** What the library calls, for every terminal: the key tells which. */
    interface Callbacks {
        int serve(long key, String device, long request, long answer);

        void destroy(long key);

        void log(int level, String target, String text);
    }

    /** An opi_devices: which of the till's devices the library is to call. */
    final class DeviceTable {
        long key;
        Set<String> devices;
    }

    /** Tells the version of the library in use, such as "0.1.0". */
    String version();

    /** Tells the ABI of the library in use, to be compared with OPI_ABI_VERSION before anything else. */
    int abiVersion();

    /** Gives the name of a status code, such as "OPI_E_BUSY"; "OPI_E_?" for a number that has none. */
    String statusName(int status);

    /** Says in one sentence what happened. */
    String statusText(int status);

    /** Says in one sentence what the till should do next. */
    String statusAdvice(int status);

    /**
     * Says in one sentence what happened, in a language: its code in ISO 639-1 or a locale, such as "de" or
     * "de_CH.UTF-8". There are German (de), French (fr), Italian (it) and English (en); any other gives English.
     */
    String statusTextIn(int status, String language);

    /** Says in one sentence what the till should do next, in a language as for opi_status_text_in(). */
    String statusAdviceIn(int status, String language);

    /**
     * Tells whether money may have moved, as far as the family of the number says it: OPI_MONEY_NO or
     * OPI_MONEY_POSSIBLY. For OPI_OK only the result knows, and for a number of no family nobody does: both are
     * OPI_MONEY_POSSIBLY.
     */
    int statusMoney(int status);

    /** Gives the status code: the one the failed function returned. */
    int errorCode(long error);

    /** Says what was wrong, and where. */
    String errorMessage(long error);

    /** Says what the till should do next. */
    String errorAdvice(long error);

    /** Tells whether money may have moved: OPI_MONEY_NO or OPI_MONEY_POSSIBLY. */
    int errorMoney(long error);

    /** Frees an error. */
    void errorFree(long error);

    /**
     * Gives the number of decimals of an ISO 4217 currency, its three letters in either case: 2 for "CHF", 0 for "JPY",
     * 3 for "KWD"; -1 for what is no currency with minor units.
     */
    int currencyDecimals(String currency);

    /** Makes a token that is not cancelled. */
    long cancelNew();

    /**
     * Cancels every call that was given the token, now or later. Cancelling twice is the same as once. Not for signal
     * handlers.
     */
    void cancelCancel(long cancel);

    /** Tells whether the token is cancelled: 1 or 0. */
    int cancelIsCancelled(long cancel);

    /** Frees a token. A call that was given it goes on. */
    void cancelFree(long cancel);

    /** Makes a request of a kind: OPI_CARD_PAYMENT, OPI_PAYMENT_REFUND, ... */
    long requestNew(int kind);

    /**
     * Sets the amount in minor units of an ISO 4217 currency: 1250 and "CHF" are CHF 12.50. Positive also for refunds.
     * Whether the kind of request takes an amount is checked by opi_terminal_run().
     */
    int requestSetAmount(long request, long minorUnits, String currency, long[] err);

    /** Sets an option: one of OPI_OPTION_... and its value as text. Setting it again replaces the value. */
    int requestSet(long request, String name, String value, long[] err);

    /** Frees a request. A call that was given it goes on. */
    void requestFree(long request);

    /** Gives the verdict: one of OPI_VERDICT_... */
    int resultVerdict(long result);

    /**
     * Gives the reason behind the verdict: OPI_OK when approved, else OPI_E_DECLINED, OPI_E_PRINT_LAST_TICKET, ...
     */
    int resultStatus(long result);

    /** Tells whether money has moved: one of OPI_MONEY_... */
    int resultMoney(long result);

    /**
     * Gives the amount that the terminal charged or refunded, which may exceed the request (tip): 1 if there is one,
     * else 0 and nothing is written.
     */
    int resultAmount(long result, long[] minorUnits, String[] currency);

    /** Gives a text field of the result: one of OPI_FIELD_... */
    String resultGet(long result, String name);

    /** Counts the receipts that came during the call, printed or not. */
    long resultReceiptCount(long result);

    /**
     * Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when index is too great.
     */
    int resultReceiptRole(long result, long index);

    /** Gives the name of the device on the wire for which a receipt came, such as "Printer". */
    String resultReceiptTarget(long result, long index);

    /** Gives the text of a receipt, lines separated by line feeds, exactly as the terminal sent it. */
    String resultReceiptText(long result, long index);

    /**
     * Tells whether the terminal was told that the receipt is in safe hands: 1 or 0. It was when the print callback
     * answered OPI_ANSWER_YES, or when there is none: then it is for you to print or keep this one.
     */
    int resultReceiptAcknowledged(long result, long index);

    /** Counts the entries of the electronic journal that came during the call. */
    long resultJournalCount(long result);

    /** Gives a field of a journal entry: one of OPI_JOURNAL_... */
    String resultJournalGet(long result, long index, String name);

    /**
     * Counts the pieces of evidence: the signs of what became of the request, as the terminal gave them. A request that
     * moves no money has none.
     */
    long resultEvidenceCount(long result);

    /** Gives a field of a piece of evidence: one of OPI_EVIDENCE_... */
    String resultEvidenceGet(long result, long index, String name);

    /**
     * Counts the contradictions: pairs of evidence of which one says that money moved, and the other that none did.
     * Show them to a person where there are any: the terminal's word alone does not settle it.
     */
    long resultContradictionCount(long result);

    /** Gives a field of a contradiction: one of OPI_CONTRADICTION_... */
    String resultContradictionGet(long result, long index, String name);

    /** Counts the notes. */
    long resultNoteCount(long result);

    /** Gives a note: something unusual that happened on the way, in plain words, for the log. */
    String resultNote(long result, long index);

    /**
     * Counts the callbacks of the till that failed (answered a negative or unknown number) during the call.
     */
    int resultFailedCallbacks(long result);

    /**
     * Gives the whole result as one JSON object: every field that is not empty, totals (an array), dcc, tokens,
     * receipts, journal, evidence, contradictions, notes, error.
     */
    String resultJson(long result);

    /**
     * Tells the journal that the till knows this outcome, so that recovery does not list it again. Call it once the
     * sale is booked. Without a journal, and for what moves no money, it does nothing. May be called after the terminal
     * was closed. Losing it to a power cut does no harm: recovery lists the outcome once more.
     */
    int resultAcknowledge(long result, long[] err);

    /** Frees a result. */
    void resultFree(long result);

    /** Counts the requests. */
    long recoveryCount(long recovery);

    /** Gives the verdict: one of OPI_RECOVERED_...; 0 when index is too great. */
    int recoveryVerdict(long recovery, long index);

    /**
     * Gives the amount that was charged or refunded: 1 if there is one, else 0 and nothing is written. Only an approved
     * request has one.
     */
    int recoveryAmount(long recovery, long index, long[] minorUnits, String[] currency);

    /** Gives a text field: one of OPI_RECOVERY_... */
    String recoveryGet(long recovery, long index, String name);

    /** Counts the receipts of a request, those found during recovery included. */
    long recoveryReceiptCount(long recovery, long index);

    /**
     * Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when an index is too great.
     */
    int recoveryReceiptRole(long recovery, long index, long receipt);

    /** Gives the name of the device on the wire for which a receipt came, such as "Printer". */
    String recoveryReceiptTarget(long recovery, long index, long receipt);

    /**
     * Gives the text of a receipt as it lies in the journal: lines separated by line feeds, card numbers by their last
     * four digits.
     */
    String recoveryReceiptText(long recovery, long index, long receipt);

    /** Tells whether the terminal was told that the receipt is in safe hands: 1 or 0. */
    int recoveryReceiptAcknowledged(long recovery, long index, long receipt);

    /** Counts the entries of the electronic journal of a request, those found during recovery included. */
    long recoveryJournalCount(long recovery, long index);

    /** Gives a field of a journal entry, as it lies in the journal on disk: one of OPI_JOURNAL_... */
    String recoveryJournalGet(long recovery, long index, long entry, String name);

    /**
     * Counts the pieces of evidence: what the terminal said about the request, then each reason of the verdict.
     */
    long recoveryEvidenceCount(long recovery, long index);

    /** Gives a field of a piece of evidence: one of OPI_EVIDENCE_... */
    String recoveryEvidenceGet(long recovery, long index, long evidence, String name);

    /**
     * Counts the contradictions: pairs of evidence of which one says that money moved, and the other that none did.
     */
    long recoveryContradictionCount(long recovery, long index);

    /** Gives a field of a contradiction: one of OPI_CONTRADICTION_... */
    String recoveryContradictionGet(long recovery, long index, long contradiction, String name);

    /**
     * Tells the journal that the till knows what became of a request, so that it is not listed again. Call it once the
     * sale is booked or void.
     */
    int recoveryAcknowledge(long recovery, long index, long[] err);

    /**
     * Gives the whole list as one JSON array: for each request every field that is not empty, evidence, contradictions,
     * receipts, journal.
     */
    String recoveryJson(long recovery);

    /** Frees a recovery. */
    void recoveryFree(long recovery);

    /** Tells what is wanted: one of OPI_DEVICE_...; handy when one function serves several callbacks. */
    int deviceRequestKind(long request);

    /**
     * Gives the name of the device on the wire, such as "CashierDisplay"; empty for questions and journal entries.
     */
    String deviceRequestTarget(long request);

    /** Gives all lines, separated by line feeds, exactly as the terminal sent them. */
    String deviceRequestText(long request);

    /** Counts the lines. */
    long deviceRequestLineCount(long request);

    /** Gives one line; an empty one is a blank line. */
    String deviceRequestLine(long request, long index);

    /**
     * Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when it is not a receipt.
     */
    int deviceRequestRole(long request);

    /**
     * Tells whether the terminal was told that a receipt is in safe hands: 0, for what the callback answers decides it.
     */
    int deviceRequestAcknowledged(long request);

    /** Tells whether text is for the customer (1) or the cashier (0). */
    int deviceRequestForCustomer(long request);

    /** Tells what kind of answer a question wants: one of OPI_PROMPT_...; 0 when it is not a question. */
    int deviceRequestPromptKind(long request);

    /** Gives the name of a question's command on the wire, such as "GetConfirmation". */
    String deviceRequestCommand(long request);

    /** Gives the least number of characters of an answer; -1 when the terminal did not say. */
    int deviceRequestMinLength(long request);

    /** Gives the greatest number of characters of an answer; -1 when the terminal did not say. */
    int deviceRequestMaxLength(long request);

    /** Gives the number of decimals of an amount; -1 when the terminal did not say. */
    int deviceRequestDecimals(long request);

    /**
     * Gives the seconds until the terminal gives up waiting for the answer; -1 when the terminal did not say.
     */
    int deviceRequestTimeoutSeconds(long request);

    /** Gives a field of a journal entry: one of OPI_JOURNAL_... */
    String deviceRequestGet(long request, String name);

    /** Sets the answer to a text. It counts when the callback returns OPI_ANSWER_YES. */
    int answerSetText(long answer, String text);

    /**
     * Sets the answer to a number: digits, or an amount in major units such as "12.50". It counts when the callback
     * returns OPI_ANSWER_YES.
     */
    int answerSetNumber(long answer, String digits);

    /**
     * Opens a terminal: reads the URL and starts to listen for the terminal's device requests. Does not connect;
     * opi_terminal_run() does. Options of the URL: see the list above.
     */
    int terminalOpen(String url, DeviceTable devices, long[] out, long[] err);

    /**
     * Runs one request: connects, sends it once, serves the terminal's device requests, waits for the outcome.
     *
     * Returns OPI_OK when the terminal answered: look at the result, a declined card is one. Otherwise the reason why
     * there is no answer (OPI_E_CONNECT_REFUSED, OPI_E_RESPONSE_TIMEOUT, ...); *out is then set as well, with verdict
     * OPI_VERDICT_NOT_SENT or OPI_VERDICT_UNKNOWN. Only for a mistake in the call, and after a fault in the library, is
     * there no result.
     */
    int terminalRun(long terminal, long request, long cancel, long[] out, long[] err);

    /**
     * Finds out what became of every unresolved request of this till at this terminal, and lists those whose outcome
     * was not acknowledged, oldest first. Asks for the terminal's last message and last receipt, never for money. Each
     * finding is on disk before this returns. A terminal that cannot be reached is no error: the verdict is
     * OPI_RECOVERED_ASK_HUMAN then, and the field ask_again says so.
     */
    int terminalRecover(long terminal, long cancel, long[] out, long[] err);

    /**
     * Lists what opi_terminal_recover() would look into, as the journal knows it, without asking the terminal.
     */
    int terminalUnresolved(long terminal, long[] out, long[] err);

    /**
     * Resolves a request by hand, after a person has compared receipts or totals. Who and why are recorded; no card
     * numbers in them, please. The request is listed once more by opi_terminal_recover(), until it is acknowledged.
     */
    int terminalResolve(long terminal, String id, int verdict, String who, String why, long[] err);

    /**
     * Serves device requests that come while no request runs, such as a receipt that somebody asked for at the
     * terminal. Returns when at least one was served and no other waits. All terminals of the process at once:
     * opi_dispatch().
     */
    int terminalDispatch(long terminal, int timeoutMs);

    /**
     * Closes a terminal. A call that runs in another thread is cancelled and waited for. When this returns OPI_OK, no
     * callback of the terminal runs or will run again, except destroy: also none that opi_dispatch() called. The last
     * terminal at a listening address ends the library's thread there. Closing twice is the same as once.
     */
    int terminalClose(long terminal, int timeoutMs);

    /** Gives the port on which the till listens for device requests; useful with listen=0. 0 for NULL. */
    int terminalListenPort(long terminal);

    /** Gives the address on which the till listens for device requests, such as "0.0.0.0:4102". */
    String terminalListenAddress(long terminal);

    /**
     * Frees a terminal, closing it first if that was not done. A call that still runs keeps what it needs: if it does
     * not end in time, or if this is called inside a callback of the terminal, the rest is freed (and destroy called)
     * when that call ends. In a forked child nothing is closed and the memory is left alone.
     */
    void terminalFree(long terminal);

    /**
     * Makes the library panic inside its own boundary and gives the status that the boundary makes of it:
     * OPI_E_INTERNAL. Proves for a given build that a fault in the library never brings the till down.
     */
    int selfTest(long terminal);

    /**
     * Serves device requests of every terminal of this process that come while no call is inside it: a receipt that
     * somebody asked for at the terminal, a display text, a question. Waits for the first one; returns when at least
     * one was served and no other waits. One thread that calls this in a loop serves a shop; a second one keeps a
     * callback that takes long at one terminal from delaying the others. A single terminal: opi_terminal_dispatch().
     */
    int dispatch(int timeoutMs);

    /**
     * Sends the log of the whole library to a callback, in place of the one before. Nothing is logged unless this is
     * called; the library never writes to standard output or standard error.
     *
     * The callback gets one line of UTF-8 without line feed, and the name of the part of the library that wrote it;
     * both end with the call. It must be quick, must not call a function of a terminal, and may be called by several
     * threads at once, also by the library's own, until destroy is called. What the library logs while the callback
     * runs on the same thread is dropped.
     */
    int logSet(int level, boolean callback);

    /** The same text where it lies: good as long as its owner. */
    ByteBuffer resultGetBytes(long result, String name);
}
