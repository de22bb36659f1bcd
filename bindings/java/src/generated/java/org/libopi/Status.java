// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** What happened. A number's family alone says whether money may have moved. */
public enum Status {
    /** Done. Look at the result's verdict. */
    OK(0, "OPI_OK"),
    /** A pointer that must not be NULL was NULL. Fix the call; nothing was sent. */
    NULL(-1, "OPI_E_NULL"),
    /** A value is not acceptable. The message names the value and what is accepted. */
    INVALID_ARGUMENT(-2, "OPI_E_INVALID_ARGUMENT"),
    /** A text is not valid UTF-8. Convert the text to UTF-8 before the call. */
    INVALID_UTF8(-3, "OPI_E_INVALID_UTF8"),
    /** There is no option, field or request kind of that name or number. The message names the nearest
     * one. */
    UNKNOWN_NAME(-4, "OPI_E_UNKNOWN_NAME"),
    /** The amount is not acceptable. Give minor units, positive, of an ISO 4217 currency. */
    INVALID_AMOUNT(-5, "OPI_E_INVALID_AMOUNT"),
    /** The terminal URL cannot be read. Write opi://host[:port]?option=value&amp;option=value. */
    INVALID_URL(-6, "OPI_E_INVALID_URL"),
    /** Header and library do not fit. Build against the opi.h of this library version. */
    ABI(-7, "OPI_E_ABI"),
    /** Another call is running on this terminal. Wait for it, or cancel it; requests are never queued
     * silently. */
    BUSY(-8, "OPI_E_BUSY"),
    /** This call is not allowed inside a callback of the same terminal. Return from the callback first. */
    RECURSIVE(-9, "OPI_E_RECURSIVE"),
    /** The terminal has been closed. Open it again. */
    CLOSED(-10, "OPI_E_CLOSED"),
    /** This dialect or build cannot do that. The message names the alternative. */
    UNSUPPORTED(-11, "OPI_E_UNSUPPORTED"),
    /** The time given to this call is over. Call again, with more time. */
    TIMEOUT(-12, "OPI_E_TIMEOUT"),
    /** The handle belongs to the parent process. Open terminals after fork(), in the process that uses
     * them. */
    FORKED(-13, "OPI_E_FORKED"),
    /** The idempotency key was used before for a request with other content. Give every sale a key of its
     * own; nothing was sent. */
    KEY_MISMATCH(-14, "OPI_E_KEY_MISMATCH"),
    /** This terminal was opened without a journal. Open it without journal=none. */
    NO_JOURNAL(-15, "OPI_E_NO_JOURNAL"),
    /** The terminal's name cannot be resolved. Check the host in the URL and the name service; nothing was
     * sent. */
    RESOLVE(-100, "OPI_E_RESOLVE"),
    /** Nobody listens at the terminal's port. Check the port, and that integrated mode is on in the
     * terminal; nothing was sent. */
    CONNECT_REFUSED(-101, "OPI_E_CONNECT_REFUSED"),
    /** The terminal did not accept the connection in time. Check that it is switched on, and the address
     * and firewall; nothing was sent. */
    CONNECT_TIMEOUT(-102, "OPI_E_CONNECT_TIMEOUT"),
    /** There is no way to the terminal's address. Check network, cable and address; nothing was sent. */
    UNREACHABLE(-103, "OPI_E_UNREACHABLE"),
    /** The till's own port for device requests cannot be opened. Stop the program that holds it, or choose
     * another port here and in the terminal. */
    LISTEN(-104, "OPI_E_LISTEN"),
    /** Cancelled before anything was sent. Nothing to do. */
    CANCELLED_BEFORE_SEND(-105, "OPI_E_CANCELLED_BEFORE_SEND"),
    /** The connection broke before the first byte was sent. It is safe to try again. */
    LOST_BEFORE_SEND(-106, "OPI_E_LOST_BEFORE_SEND"),
    /** The journal cannot be opened, read or written. Check the path, the rights of the folder and the
     * disk; nothing was sent. */
    JOURNAL(-107, "OPI_E_JOURNAL"),
    /** The journal's file is damaged or is no journal. Keep the file for support, move it away and compare
     * with the terminal's totals; nothing was sent. */
    JOURNAL_CORRUPT(-108, "OPI_E_JOURNAL_CORRUPT"),
    /** The journal was written by a newer library. Install that version of the library, or choose another
     * journal; nothing was changed. */
    JOURNAL_VERSION(-109, "OPI_E_JOURNAL_VERSION"),
    /** The journal belongs to another machine. Choose another journal, or take this one over with
     * adopt_journal=yes; nothing was changed. */
    JOURNAL_FOREIGN(-110, "OPI_E_JOURNAL_FOREIGN"),
    /** Another program keeps the journal locked. Close the program that holds the file; nothing was sent. */
    JOURNAL_LOCKED(-111, "OPI_E_JOURNAL_LOCKED"),
    /** The disk of the journal is full. Make room on the disk; nothing was sent. */
    JOURNAL_FULL(-112, "OPI_E_JOURNAL_FULL"),
    /** The journal's file or folder is read-only. Give the till the right to write there, or choose
     * another path; nothing was sent. */
    JOURNAL_READ_ONLY(-113, "OPI_E_JOURNAL_READ_ONLY"),
    /** An earlier request on this terminal is not resolved, so no new one may be sent. Recover first, or
     * resolve it by hand; nothing was sent. */
    UNRESOLVED(-114, "OPI_E_UNRESOLVED"),
    /** Another program on this machine is using the terminal. Close that program; a dead one's place is
     * taken at once. */
    TERMINAL_IN_USE(-115, "OPI_E_TERMINAL_IN_USE"),
    /** The connection broke after the request was sent. Do not send again. Find out at the terminal or by
     * recovery what happened. */
    CONNECTION_LOST(-200, "OPI_E_CONNECTION_LOST"),
    /** The terminal did not answer in time. Do not send again. Find out at the terminal or by recovery
     * what happened. */
    RESPONSE_TIMEOUT(-201, "OPI_E_RESPONSE_TIMEOUT"),
    /** Something that does not speak OPI answered. Check host and port: it must be the terminal's OPI
     * port. */
    NOT_OPI(-202, "OPI_E_NOT_OPI"),
    /** The terminal sent a frame that cannot be right. Do not send again. Check port and terminal
     * software. */
    FRAME(-203, "OPI_E_FRAME"),
    /** The terminal's answer cannot be read. Do not send again. Find out at the terminal or by recovery
     * what happened. */
    PROTOCOL(-204, "OPI_E_PROTOCOL"),
    /** Only the answer to another request came. Do not send again. Find out at the terminal or by recovery
     * what happened. */
    FOREIGN_RESPONSE(-205, "OPI_E_FOREIGN_RESPONSE"),
    /** Cancelled while the terminal was working, and it did not say how it ended. Do not send again. Find
     * out at the terminal or by recovery what happened. */
    CANCELLED_IN_FLIGHT(-206, "OPI_E_CANCELLED_IN_FLIGHT"),
    /** The terminal answered, but its answer does not settle whether money moved. Do not send again.
     * Compare with the terminal's receipt and totals. */
    INCONCLUSIVE(-207, "OPI_E_INCONCLUSIVE"),
    /** A fault in the library while a request was running. Do not send again. Find out at the terminal
     * what happened, then restart the till. */
    INTERNAL_IN_FLIGHT(-208, "OPI_E_INTERNAL_IN_FLIGHT"),
    /** The request with this idempotency key is not resolved yet. Do not send again. Recover, or resolve
     * it by hand. */
    PENDING(-209, "OPI_E_PENDING"),
    /** The terminal sent more receipts than the bounds allow, and no answer. Do not send again. Recover;
     * raise max_papers or max_paper_bytes only if the terminal really needs it. */
    TOO_MANY_PAPERS(-210, "OPI_E_TOO_MANY_PAPERS"),
    /** The payment was declined. Tell the customer; another card or cash may do. */
    DECLINED(-300, "OPI_E_DECLINED"),
    /** Aborted by cashier or cardholder. Nothing was charged; start again when ready. */
    ABORTED(-301, "OPI_E_ABORTED"),
    /** The terminal waited in vain for card, input or host. Nothing was charged; start again when ready. */
    TERMINAL_TIMED_OUT(-302, "OPI_E_TERMINAL_TIMED_OUT"),
    /** The terminal could not reach its payment host. Check the terminal's network; try again later. */
    HOST_UNREACHABLE(-303, "OPI_E_HOST_UNREACHABLE"),
    /** The terminal does not know this card. Ask for another card. */
    UNKNOWN_CARD(-304, "OPI_E_UNKNOWN_CARD"),
    /** Recovery found that nothing was charged. Nothing was charged; start again when ready. */
    NOT_CHARGED(-305, "OPI_E_NOT_CHARGED"),
    /** The terminal is busy or not ready; it did not take the request. Wait some seconds, then try again. */
    TERMINAL_BUSY(-310, "OPI_E_TERMINAL_BUSY"),
    /** The terminal is not activated or logged in; it did not take the request. Activate (log in), then
     * try again. */
    LOGGED_OUT(-311, "OPI_E_LOGGED_OUT"),
    /** The terminal wants its last receipt reprinted first; it did not take the request. Run a reprint,
     * print what comes, then try again. */
    PRINT_LAST_TICKET(-312, "OPI_E_PRINT_LAST_TICKET"),
    /** The terminal could not make sense of the request and did not take it. Check the dialect and the
     * options. */
    REQUEST_REJECTED(-313, "OPI_E_REQUEST_REJECTED"),
    /** The terminal does not know this kind of request. Use another way; see docs/dialects.md. */
    NOT_SUPPORTED_BY_TERMINAL(-314, "OPI_E_NOT_SUPPORTED_BY_TERMINAL"),
    /** A fault in the library. Nothing was sent. Report it; restart the till. */
    INTERNAL(-900, "OPI_E_INTERNAL"),
    /** An earlier fault in the library made this handle unusable. Close it and open the terminal again. */
    POISONED(-901, "OPI_E_POISONED"),
    /** A value of a later version of the library; the numbers and texts beside it tell more. */
    OTHER(Integer.MIN_VALUE, "OPI_E_?");

    private final int number;
    private final String cName;

    Status(int number, String cName) {
        this.number = number;
        this.cName = cName;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 0
     */
    public int number() {
        return number;
    }

    /**
     * The name in opi.h and in the documentation.
     *
     * @return such as "OPI_E_BUSY"
     */
    public String cName() {
        return cName;
    }

    static Status of(int number) {
        for (Status value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
