package org.libopi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Requests of the journal with what became of each, oldest first. Does not change, and needs no closing.
 *
 * <pre>{@code
 * for (Recovered payment : terminal.recover()) {
 *     if (payment.verdict() == RecoveryVerdict.ASK_HUMAN) {
 *         askTheCashier(payment);      // then terminal.resolve(...)
 *     } else {
 *         book(payment);               // approved or not charged
 *         payment.acknowledge();
 *     }
 * }
 * }</pre>
 */
public final class Recovery implements Iterable<Recovered> {
    private final NativeBinding binding;
    private final NativeSource source;
    private final List<Throwable> callbackFailures;

    /** Takes the library's list. */
    Recovery(NativeBinding binding, long recovery, List<Throwable> callbackFailures) {
        this.binding = binding;
        this.callbackFailures = Collections.unmodifiableList(callbackFailures);
        source = NativeSource.owned(binding, Tables.RECOVERY, recovery, binding::recoveryFree);
    }

    /**
     * The requests.
     *
     * @return oldest first
     */
    public List<Recovered> items() {
        long count = source.use(binding::recoveryCount);
        List<Recovered> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            items.add(new Recovered(binding, source.part(Tables.RECOVERY, i), i));
        }
        return Collections.unmodifiableList(items);
    }

    @Override
    public Iterator<Recovered> iterator() {
        return items().iterator();
    }

    /**
     * What the till's devices threw meanwhile.
     *
     * @return in the order of their throwing
     */
    public List<Throwable> callbackFailures() {
        return callbackFailures;
    }

    /**
     * All of it as one JSON array, with the evidence of each.
     *
     * @return the same in every language
     */
    public String json() {
        return source.use(binding::recoveryJson);
    }

    @Override
    public String toString() {
        return json();
    }
}
