// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Why something ended as it did; the number's family alone says what to do. */
public enum Status {
    /** Done. */
    OK(0, "OPI_OK"),
    /** A pointer that must not be NULL was NULL. */
    NULL(-1, "OPI_E_NULL"),
    /** A value is not acceptable. */
    INVALID_ARGUMENT(-2, "OPI_E_INVALID_ARGUMENT"),
    /** A text is not valid UTF-8. */
    INVALID_UTF8(-3, "OPI_E_INVALID_UTF8"),
    /** There is no option, field or request kind of that name or number. */
    UNKNOWN_NAME(-4, "OPI_E_UNKNOWN_NAME"),
    /** The amount is not acceptable. */
    INVALID_AMOUNT(-5, "OPI_E_INVALID_AMOUNT"),
    /** The terminal URL cannot be read. */
    INVALID_URL(-6, "OPI_E_INVALID_URL"),
    /** Header and library do not fit. */
    ABI(-7, "OPI_E_ABI"),
    /** Another call is running on this terminal. */
    BUSY(-8, "OPI_E_BUSY"),
    /** This call is not allowed inside a callback of the same terminal. */
    RECURSIVE(-9, "OPI_E_RECURSIVE"),
    /** The terminal has been closed. */
    CLOSED(-10, "OPI_E_CLOSED"),
    /** This dialect or build cannot do that. */
    UNSUPPORTED(-11, "OPI_E_UNSUPPORTED"),
    /** The time given to this call is over. */
    TIMEOUT(-12, "OPI_E_TIMEOUT"),
    /** The handle belongs to the parent process. */
    FORKED(-13, "OPI_E_FORKED"),
    /** The idempotency key was used before for a request with other content. */
    KEY_MISMATCH(-14, "OPI_E_KEY_MISMATCH"),
    /** This terminal was opened without a journal. */
    NO_JOURNAL(-15, "OPI_E_NO_JOURNAL"),
    /** The terminal's name cannot be resolved. */
    RESOLVE(-100, "OPI_E_RESOLVE"),
    /** Nobody listens at the terminal's port. */
    CONNECT_REFUSED(-101, "OPI_E_CONNECT_REFUSED"),
    /** The terminal did not accept the connection in time. */
    CONNECT_TIMEOUT(-102, "OPI_E_CONNECT_TIMEOUT"),
    /** There is no way to the terminal's address. */
    UNREACHABLE(-103, "OPI_E_UNREACHABLE"),
    /** The till's own port for device requests cannot be opened. */
    LISTEN(-104, "OPI_E_LISTEN"),
    /** Cancelled before anything was sent. */
    CANCELLED_BEFORE_SEND(-105, "OPI_E_CANCELLED_BEFORE_SEND"),
    /** The connection broke before the first byte was sent. */
    LOST_BEFORE_SEND(-106, "OPI_E_LOST_BEFORE_SEND"),
    /** The journal cannot be opened, read or written. */
    JOURNAL(-107, "OPI_E_JOURNAL"),
    /** The journal's file is damaged or is no journal. */
    JOURNAL_CORRUPT(-108, "OPI_E_JOURNAL_CORRUPT"),
    /** The journal was written by a newer library. */
    JOURNAL_VERSION(-109, "OPI_E_JOURNAL_VERSION"),
    /** The journal belongs to another machine. */
    JOURNAL_FOREIGN(-110, "OPI_E_JOURNAL_FOREIGN"),
    /** Another program keeps the journal locked. */
    JOURNAL_LOCKED(-111, "OPI_E_JOURNAL_LOCKED"),
    /** The disk of the journal is full. */
    JOURNAL_FULL(-112, "OPI_E_JOURNAL_FULL"),
    /** The journal's file or folder is read-only. */
    JOURNAL_READ_ONLY(-113, "OPI_E_JOURNAL_READ_ONLY"),
    /** An earlier request on this terminal is not resolved, so no new one may be sent. */
    UNRESOLVED(-114, "OPI_E_UNRESOLVED"),
    /** Another program on this machine is using the terminal. */
    TERMINAL_IN_USE(-115, "OPI_E_TERMINAL_IN_USE"),
    /** The connection broke after the request was sent. */
    CONNECTION_LOST(-200, "OPI_E_CONNECTION_LOST"),
    /** The terminal did not answer in time. */
    RESPONSE_TIMEOUT(-201, "OPI_E_RESPONSE_TIMEOUT"),
    /** Something that does not speak OPI answered. */
    NOT_OPI(-202, "OPI_E_NOT_OPI"),
    /** The terminal sent a frame that cannot be right. */
    FRAME(-203, "OPI_E_FRAME"),
    /** The terminal's answer cannot be read. */
    PROTOCOL(-204, "OPI_E_PROTOCOL"),
    /** Only the answer to another request came. */
    FOREIGN_RESPONSE(-205, "OPI_E_FOREIGN_RESPONSE"),
    /** Cancelled while the terminal was working, and it did not say how it ended. */
    CANCELLED_IN_FLIGHT(-206, "OPI_E_CANCELLED_IN_FLIGHT"),
    /** The terminal answered, but its answer does not settle whether money moved. */
    INCONCLUSIVE(-207, "OPI_E_INCONCLUSIVE"),
    /** A fault in the library while a request was running. */
    INTERNAL_IN_FLIGHT(-208, "OPI_E_INTERNAL_IN_FLIGHT"),
    /** The request with this idempotency key is not resolved yet. */
    PENDING(-209, "OPI_E_PENDING"),
    /** The terminal sent more receipts than the bounds allow, and no answer. */
    TOO_MANY_PAPERS(-210, "OPI_E_TOO_MANY_PAPERS"),
    /** The payment was declined. */
    DECLINED(-300, "OPI_E_DECLINED"),
    /** Aborted by cashier or cardholder. */
    ABORTED(-301, "OPI_E_ABORTED"),
    /** The terminal waited in vain for card, input or host. */
    TERMINAL_TIMED_OUT(-302, "OPI_E_TERMINAL_TIMED_OUT"),
    /** The terminal could not reach its payment host. */
    HOST_UNREACHABLE(-303, "OPI_E_HOST_UNREACHABLE"),
    /** The terminal does not know this card. */
    UNKNOWN_CARD(-304, "OPI_E_UNKNOWN_CARD"),
    /** Recovery found that nothing was charged. */
    NOT_CHARGED(-305, "OPI_E_NOT_CHARGED"),
    /** The terminal is busy or not ready; it did not take the request. */
    TERMINAL_BUSY(-310, "OPI_E_TERMINAL_BUSY"),
    /** The terminal is not activated or logged in; it did not take the request. */
    LOGGED_OUT(-311, "OPI_E_LOGGED_OUT"),
    /** The terminal wants its last receipt reprinted first; it did not take the request. */
    PRINT_LAST_TICKET(-312, "OPI_E_PRINT_LAST_TICKET"),
    /** The terminal could not make sense of the request and did not take it. */
    REQUEST_REJECTED(-313, "OPI_E_REQUEST_REJECTED"),
    /** The terminal does not know this kind of request. */
    NOT_SUPPORTED_BY_TERMINAL(-314, "OPI_E_NOT_SUPPORTED_BY_TERMINAL"),
    /** A fault in the library. Nothing was sent. */
    INTERNAL(-900, "OPI_E_INTERNAL"),
    /** An earlier fault in the library made this handle unusable. */
    POISONED(-901, "OPI_E_POISONED"),
    /** A value of a later version of the library; the raw number tells which. */
    OTHER(Integer.MIN_VALUE, "other"),
    ;

    private final int number;
    private final String word;

    Status(int number, String word) {
        this.number = number;
        this.word = word;
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
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "OPI_OK"
     */
    public String word() {
        return word;
    }

    static Optional<Status> ofWord(String word) {
        return Values.word(values(), Status::word, word);
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
