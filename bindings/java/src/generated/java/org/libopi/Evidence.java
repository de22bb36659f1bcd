// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A sign of what became of a request that may move money. */
public final class Evidence {
    private final Source source;

    Evidence(Source source) {
        this.source = source;
    }

    /**
     * Where it comes from.
     *
     * @return empty when there is nothing in it, or one of a later version of the library
     */
    public Optional<EvidenceSource> source() {
        return EvidenceSource.ofWord(source.get("source"));
    }

    /**
     * The word of source().
     *
     * @return also one that only a later version of the library knows
     */
    public Optional<String> sourceRaw() {
        return Values.text(source.get("source"));
    }

    /**
     * What it says.
     *
     * @return empty when there is nothing in it, or one of a later version of the library
     */
    public Optional<EvidenceSays> says() {
        return EvidenceSays.ofWord(source.get("says"));
    }

    /**
     * The word of says().
     *
     * @return also one that only a later version of the library knows
     */
    public Optional<String> saysRaw() {
        return Values.text(source.get("says"));
    }

    /**
     * The same as a sentence.
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
    public Optional<String> get(EvidenceField field) {
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
     * @return in the order of {@link EvidenceField}
     */
    public Map<EvidenceField, String> fields() {
        return Values.fields(EvidenceField.class, field -> source.get(field.word()));
    }

    @Override
    public String toString() {
        return fields().toString();
    }
}
