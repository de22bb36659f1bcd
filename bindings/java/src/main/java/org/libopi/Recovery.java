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
 *         askTheCashier(payment);      // then terminal.resolve(payment.id(), ...)
 *     } else {
 *         book(payment);               // approved or not charged
 *         payment.acknowledge();
 *     }
 * }
 * }</pre>
 */
public final class Recovery implements Iterable<Recovered> {
    private final NativeBinding binding;
    private final Handle handle;
    private final List<Recovered> items;
    private final List<Throwable> callbackFailures;
    private final String json;

    /** Takes the library's list. */
    Recovery(NativeBinding binding, long recovery, List<Throwable> callbackFailures) {
        this.binding = binding;
        this.callbackFailures = Collections.unmodifiableList(callbackFailures);
        handle = Handle.cleaned(this, recovery, binding::recoveryFree);
        List<Recovered> all = new ArrayList<>();
        for (long i = 0, count = binding.recoveryCount(recovery); i < count; i++) {
            all.add(new Recovered(this, binding, recovery, i));
        }
        items = Collections.unmodifiableList(all);
        json = binding.recoveryJson(recovery);
    }

    /**
     * The requests.
     *
     * @return oldest first
     */
    public List<Recovered> items() {
        return items;
    }

    @Override
    public Iterator<Recovered> iterator() {
        return items.iterator();
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
        return json;
    }

    void acknowledge(long index) {
        long[] error = new long[1];
        OpiException.check(binding, handle.use(recovery -> binding.recoveryAcknowledge(recovery, index, error)), error[0]);
    }

    @Override
    public String toString() {
        return json;
    }
}
