package org.libopi;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Types of Java from what the library says. A text that has not the form of its type, because a terminal wrote something
 * else or because it is of a later version, gives nothing; so does a number below 0.
 */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+([.][0-9]+)?");

    private Values() {
    }

    static Optional<String> text(String said) {
        return Optional.ofNullable(said);
    }

    /** A text line by line; an empty one is a blank line. */
    static List<String> lines(String said) {
        return said == null ? List.of() : List.of(said.split("\n", -1));
    }

    /** Words that commas separate. */
    static List<String> list(String said) {
        List<String> words = new ArrayList<>();
        for (String word : said == null ? new String[0] : said.split(",")) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return Collections.unmodifiableList(words);
    }

    static Optional<Boolean> flag(String said) {
        return "yes".equals(said) ? Optional.of(true) : "no".equals(said) ? Optional.of(false) : Optional.empty();
    }

    static OptionalLong number(String said) {
        if (said == null || !NUMBER.matcher(said).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(said));
        } catch (NumberFormatException e) { // too long
            return OptionalLong.empty();
        }
    }

    static OptionalLong number(int said) {
        return said < 0 ? OptionalLong.empty() : OptionalLong.of(said);
    }

    static Optional<BigDecimal> decimal(String said) {
        return said != null && DECIMAL.matcher(said).matches() ? Optional.of(new BigDecimal(said)) : Optional.empty();
    }

    static Optional<Money> amount(String said, String currency) {
        return currency == null ? Optional.empty() : decimal(said).map(amount -> Money.of(amount, currency));
    }

    /** What the clock there showed; where it is in the world is dropped. */
    static Optional<LocalDateTime> time(String said) {
        try {
            return Optional.ofNullable(said).map(text -> LocalDateTime.parse(text, DateTimeFormatter.ISO_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Duration> duration(String said, TemporalUnit unit) {
        return duration(number(said), unit);
    }

    static Optional<Duration> duration(int said, TemporalUnit unit) {
        return duration(number(said), unit);
    }

    private static Optional<Duration> duration(OptionalLong said, TemporalUnit unit) {
        try {
            return said.isPresent() ? Optional.of(Duration.of(said.getAsLong(), unit)) : Optional.empty();
        } catch (ArithmeticException e) { // longer than Java can say
            return Optional.empty();
        }
    }

    /** The member of an enumeration that is written as this word. */
    static <E> Optional<E> word(E[] values, Function<E, String> word, String said) {
        return Arrays.stream(values).filter(value -> word.apply(value).equals(said)).findFirst();
    }

    /** The records of a list. */
    static <T> List<T> items(List<? extends Source> items, Function<Source, T> record) {
        List<T> records = new ArrayList<>();
        items.forEach(item -> records.add(record.apply(item)));
        return Collections.unmodifiableList(records);
    }

    /** Every field that is not empty. */
    static <F extends Enum<F>> Map<F, String> fields(Class<F> fields, Function<F, String> get) {
        Map<F, String> all = new EnumMap<>(fields);
        for (F field : fields.getEnumConstants()) {
            String value = get.apply(field);
            if (value != null) {
                all.put(field, value);
            }
        }
        return Collections.unmodifiableMap(all);
    }
}
