package org.libopi;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An entry of the electronic journal. */
public final class JournalEntry {
    private final Map<JournalField, String> fields = new EnumMap<>(JournalField.class);

    JournalEntry(UnaryOperator<String> reader) {
        for (JournalField field : JournalField.values()) {
            String value = reader.apply(field.text());
            if (value != null) {
                fields.put(field, value);
            }
        }
    }

    /**
     * One field.
     *
     * @param field which
     * @return empty when the terminal did not say
     */
    public Optional<String> get(JournalField field) {
        return Optional.ofNullable(fields.get(field));
    }

    /**
     * Every field that is not empty.
     *
     * @return in the order of {@link JournalField}
     */
    public Map<JournalField, String> fields() {
        return Collections.unmodifiableMap(fields);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
