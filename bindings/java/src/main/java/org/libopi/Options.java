package org.libopi;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Options by their names, each as the text that the library takes; {@link Values} is the way back. */
final class Options {
    final Map<String, String> texts = new LinkedHashMap<>();

    void set(String name, String value) {
        texts.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name));
    }

    void set(String name, boolean value) {
        set(name, value ? "yes" : "no");
    }

    void set(String name, long value) {
        set(name, Long.toString(value));
    }

    void set(String name, BigDecimal value) {
        set(name, value.toPlainString());
    }

    void set(String name, LocalDateTime value) {
        set(name, value.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
    }

    /** A duration in units of the library: exactly, or it is refused. */
    void set(String name, Duration value, TemporalUnit unit) {
        long units = value.dividedBy(unit.getDuration());
        if (!Duration.of(units, unit).equals(value)) {
            throw OpiException.mistake(Status.INVALID_ARGUMENT,
                    name + " is " + value + ", no whole number of " + unit.toString().toLowerCase(Locale.ROOT) + ".", "Round it.");
        }
        set(name, units);
    }

    /** Words that commas separate. */
    void set(String name, List<String> words) {
        for (String word : words) {
            if (word.contains(",")) {
                throw OpiException.mistake(Status.INVALID_ARGUMENT,
                        name + " has '" + word + "', which is more than one word.", "Give each word by itself.");
            }
        }
        set(name, String.join(",", words));
    }
}
