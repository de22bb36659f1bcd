// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A question to the cashier. */
public final class Question extends Answerable {
    private final Source source;

    Question(Source source) {
        this.source = source;
    }

    /** Reads all of it at once: it outlives what it lies in. */
    static Copy copy(Source from) {
        Copy copy = new Copy();
        copy.number(from, "prompt_kind");
        copy.text(from, "command");
        copy.text(from, "text");
        copy.number(from, "min_length");
        copy.number(from, "max_length");
        copy.number(from, "decimals");
        copy.number(from, "timeout_seconds");
        copy.texts(from, "lines");
        return copy;
    }

    /**
     * What kind of answer it wants.
     *
     * @return {@link Prompt#OTHER} for one of a later version of the library
     */
    public Prompt prompt() {
        return Prompt.of(source.number("prompt_kind"));
    }

    /**
     * The number of prompt().
     *
     * @return also one that only a later version of the library knows
     */
    public int promptRaw() {
        return source.number("prompt_kind");
    }

    /**
     * The name of its command on the wire, such as GetConfirmation.
     *
     * @return the text; may be empty
     */
    public String command() {
        return source.text("command");
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
     * The least number of characters of an answer.
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong minLength() {
        return Values.number(source.number("min_length"));
    }

    /**
     * The greatest number of characters of an answer.
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong maxLength() {
        return Values.number(source.number("max_length"));
    }

    /**
     * The number of decimals of an amount.
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong decimals() {
        return Values.number(source.number("decimals"));
    }

    /**
     * Until when the terminal waits for the answer.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Duration> timeout() {
        return Values.duration(source.number("timeout_seconds"), ChronoUnit.SECONDS);
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
