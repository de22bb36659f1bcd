package org.libopi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One request of the journal, and what became of it. */
public final class Recovered {
    private final Recovery list;
    private final long index;
    private final RecoveryVerdict verdict;
    private final boolean hasAmount;
    private final long minorUnits;
    private final Map<RecoveryField, String> fields = new EnumMap<>(RecoveryField.class);
    private final List<Receipt> receipts;

    Recovered(Recovery list, NativeBinding binding, long recovery, long index) {
        this.list = list;
        this.index = index;
        verdict = RecoveryVerdict.of(binding.recoveryVerdict(recovery, index));
        long[] minor = new long[1];
        hasAmount = binding.recoveryAmount(recovery, index, minor, new String[1]) == 1;
        minorUnits = minor[0];
        for (RecoveryField field : RecoveryField.values()) {
            String value = binding.recoveryGet(recovery, index, field.text());
            if (value != null) {
                fields.put(field, value);
            }
        }
        List<Receipt> all = new ArrayList<>();
        for (long i = 0, count = binding.recoveryReceiptCount(recovery, index); i < count; i++) {
            all.add(Receipt.kept(binding.recoveryReceiptRole(recovery, index, i),
                    binding.recoveryReceiptText(recovery, index, i), true));
        }
        receipts = Collections.unmodifiableList(all);
    }

    /**
     * What became of it.
     *
     * @return approved: book it; not charged; or ask a human, and then {@link Terminal#resolve}
     */
    public RecoveryVerdict verdict() {
        return verdict;
    }

    /**
     * What was charged or refunded, in major units.
     *
     * @return empty unless approved
     */
    public Optional<BigDecimal> amount() {
        return hasAmount ? get(RecoveryField.AMOUNT).map(BigDecimal::new) : Optional.empty();
    }

    /**
     * The same in minor units.
     *
     * @return empty unless approved
     */
    public OptionalLong minorUnits() {
        return hasAmount ? OptionalLong.of(minorUnits) : OptionalLong.empty();
    }

    /**
     * The number of the request in the journal; {@link Terminal#resolve} takes it.
     *
     * @return such as "17"
     */
    public String id() {
        return fields.getOrDefault(RecoveryField.ID, "");
    }

    /**
     * One field.
     *
     * @param field which
     * @return empty when there is nothing in it
     */
    public Optional<String> get(RecoveryField field) {
        return Optional.ofNullable(fields.get(field));
    }

    /**
     * Every field that is not empty.
     *
     * @return in the order of {@link RecoveryField}
     */
    public Map<RecoveryField, String> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /**
     * Its receipts, those found during recovery included.
     *
     * @return as they lie in the journal
     */
    public List<Receipt> receipts() {
        return receipts;
    }

    /**
     * Tells the journal that the till knows what became of it, so that it is not listed again. Call it once the sale is
     * booked or void.
     *
     * @throws OpiException {@link Status#PENDING} while a human has to be asked: resolve it instead
     */
    public void acknowledge() {
        list.acknowledge(index);
    }

    @Override
    public String toString() {
        return verdict + " " + fields;
    }
}
