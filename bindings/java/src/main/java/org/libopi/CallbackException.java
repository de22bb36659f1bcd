package org.libopi;

import java.util.List;

/**
 * A device of the till threw while {@link Terminal#dispatch} or {@link Opi#dispatch} served it; the terminal was told that
 * the device failed. The cause is what was thrown first; the rest is suppressed in this. During a payment nothing is
 * thrown: see {@link Result#callbackFailures()}.
 */
public final class CallbackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallbackException(List<Throwable> failures) {
        super("a device of the till failed: " + failures.get(0), failures.get(0));
        failures.subList(1, failures.size()).forEach(this::addSuppressed);
    }
}
