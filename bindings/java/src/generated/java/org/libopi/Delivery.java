// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Goods to hand out. */
public final class Delivery {
    private final Source source;

    Delivery(Source source) {
        this.source = source;
    }

    /** Reads all of it at once: it outlives what it lies in. */
    static Copy copy(Source from) {
        Copy copy = new Copy();
        copy.text(from, "target");
        copy.text(from, "text");
        copy.texts(from, "lines");
        return copy;
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
     * All lines in one text, separated by line feeds, exactly as the terminal sent them.
     *
     * @return the text; may be empty
     */
    public String text() {
        return source.text("text");
    }

    /**
     * The lines; an empty one is a blank line.
     *
     * @return in their order
     */
    public List<String> lines() {
        return source.texts("lines");
    }

    @Override
    public String toString() {
        return text();
    }
}
