// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What went wrong, whether money may have moved, and what to do next. */
abstract class ErrorGetters extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Copy source;

    ErrorGetters(String message, Copy source) {
        super(message);
        this.source = source;
    }

    /** Reads all of it at once: it outlives what it lies in. */
    static Copy copy(Source from) {
        Copy copy = new Copy();
        copy.number(from, "code");
        copy.text(from, "message");
        copy.text(from, "advice");
        copy.number(from, "money");
        return copy;
    }

    /**
     * What happened: the status that the failed function returned.
     *
     * @return {@link Status#OTHER} for one of a later version of the library
     */
    public Status status() {
        return Status.of(source.number("code"));
    }

    /**
     * The number of status().
     *
     * @return also one that only a later version of the library knows
     */
    public int statusRaw() {
        return source.number("code");
    }

    /**
     * What was wrong, and where.
     *
     * @return the text; may be empty
     */
    public String message() {
        return source.text("message");
    }

    /**
     * What the till should do next.
     *
     * @return the text; may be empty
     */
    public String advice() {
        return source.text("advice");
    }

    /**
     * May money have moved?
     *
     * @return {@link MoneyMoved#POSSIBLY} for one of a later version of the library
     */
    public MoneyMoved moneyMoved() {
        return MoneyMoved.of(source.number("money"));
    }

    /**
     * The number of moneyMoved().
     *
     * @return also one that only a later version of the library knows
     */
    public int moneyMovedRaw() {
        return source.number("money");
    }
}
