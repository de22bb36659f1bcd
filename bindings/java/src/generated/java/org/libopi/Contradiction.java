// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Two pieces of evidence of which one says that money moved, and the other that none did. */
public final class Contradiction {
    private final Source source;

    Contradiction(Source source) {
        this.source = source;
    }

    /**
     * Where the one piece of evidence comes from.
     *
     * @return empty when there is nothing in it, or one of a later version of the library
     */
    public Optional<EvidenceSource> first() {
        return EvidenceSource.ofWord(source.get("first"));
    }

    /**
     * The word of first().
     *
     * @return also one that only a later version of the library knows
     */
    public Optional<String> firstRaw() {
        return Values.text(source.get("first"));
    }

    /**
     * Where the other one comes from.
     *
     * @return empty when there is nothing in it, or one of a later version of the library
     */
    public Optional<EvidenceSource> second() {
        return EvidenceSource.ofWord(source.get("second"));
    }

    /**
     * The word of second().
     *
     * @return also one that only a later version of the library knows
     */
    public Optional<String> secondRaw() {
        return Values.text(source.get("second"));
    }

    /**
     * Both as sentences.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> text() {
        return Values.text(source.get("text"));
    }

    /**
     * One field as text, whatever its type.
     *
     * @param field which
     * @return empty when there is nothing in it
     */
    public Optional<String> get(ContradictionField field) {
        return get(field.word());
    }

    /**
     * One field as text, by its name: also one that only a later version of the library knows.
     *
     * @param field its name
     * @return empty when there is nothing in it, or no such field
     */
    public Optional<String> get(String field) {
        return Values.text(source.get(field));
    }

    /**
     * Every field that is not empty, as text.
     *
     * @return in the order of {@link ContradictionField}
     */
    public Map<ContradictionField, String> fields() {
        return Values.fields(ContradictionField.class, field -> source.get(field.word()));
    }

    @Override
    public String toString() {
        return fields().toString();
    }
}
