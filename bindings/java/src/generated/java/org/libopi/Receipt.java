// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A receipt. */
public final class Receipt {
    private final Source source;

    Receipt(Source source) {
        this.source = source;
    }

    /** Reads all of it at once: it outlives what it lies in. */
    static Copy copy(Source from) {
        Copy copy = new Copy();
        copy.number(from, "role");
        copy.text(from, "target");
        copy.text(from, "text");
        copy.number(from, "acknowledged");
        return copy;
    }

    /**
     * For whom it is.
     *
     * @return {@link ReceiptRole#OTHER} for one of a later version of the library
     */
    public ReceiptRole role() {
        return ReceiptRole.of(source.number("role"));
    }

    /**
     * The number of role().
     *
     * @return also one that only a later version of the library knows
     */
    public int roleRaw() {
        return source.number("role");
    }

    /**
     * The name of the device on the wire, such as CashierDisplay; may be empty.
     *
     * @return the text; may be empty
     */
    public String target() {
        return source.text("target");
    }

    /**
     * Its lines, exactly as the terminal sent them.
     *
     * @return the text; may be empty
     */
    public String text() {
        return source.text("text");
    }

    /**
     * The lines of text().
     *
     * @return one text for each; an empty one is a blank line
     */
    public List<String> textLines() {
        return Values.lines(source.text("text"));
    }

    /**
     * Was the terminal told that it is in safe hands?
     *
     * @return true if so
     */
    public boolean acknowledged() {
        return source.number("acknowledged") == 1;
    }

    @Override
    public String toString() {
        return text();
    }
}
