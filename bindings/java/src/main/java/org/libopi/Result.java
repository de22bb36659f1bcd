package org.libopi;

import java.util.Collections;
import java.util.List;

/**
 * How a request ended: its verdict, everything the terminal said, the receipts. Does not change, needs no closing, and may
 * be read on any thread, also after the terminal was closed. What is asked for is read then, in the library.
 *
 * <p>A missing answer is not a decline: {@link Verdict#UNKNOWN} means that money may have moved. Never send such a request
 * again; find out.
 */
public final class Result extends ResultGetters {
    private final NativeBinding binding;
    private final NativeSource source;
    private final List<Throwable> callbackFailures;

    private Result(NativeBinding binding, NativeSource source, List<Throwable> callbackFailures) {
        super(source);
        this.binding = binding;
        this.source = source;
        this.callbackFailures = Collections.unmodifiableList(callbackFailures);
    }

    /** Takes the library's result. */
    static Result of(NativeBinding binding, long result, List<Throwable> callbackFailures) {
        return new Result(binding, NativeSource.owned(binding, Tables.RESULT, result, binding::resultFree), callbackFailures);
    }

    /**
     * Whether the terminal did it: paid, refunded, reversed, printed, closed.
     *
     * @return true for {@link Verdict#APPROVED} and nothing else
     */
    public boolean approved() {
        return verdict() == Verdict.APPROVED;
    }

    /**
     * What the till's devices threw during the call.
     *
     * @return in the order of their throwing
     */
    public List<Throwable> callbackFailures() {
        return callbackFailures;
    }

    /**
     * Tells the journal that the till knows this outcome, so that {@link Terminal#recover} does not list it again. Call it
     * once the sale is booked; also after the terminal was closed. Without a journal, and for what moves no money, it does
     * nothing. Twice is the same as once.
     *
     * @throws OpiException {@link Status#PENDING} when the outcome is unknown: recover it instead; or when the journal
     *     cannot be written
     */
    public void acknowledge() {
        long[] error = new long[1];
        OpiException.check(binding, source.use(result -> binding.resultAcknowledge(result, error)), error[0]);
    }

    @Override
    public String toString() {
        return json();
    }
}
