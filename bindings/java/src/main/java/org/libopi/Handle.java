package org.libopi;

import java.lang.ref.Cleaner;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * An object of the library and the one way to free it: once, and never while somebody is inside a function that uses it.
 * Between {@link #enter} and {@link #leave} the address is good, whoever closes the handle meanwhile.
 */
final class Handle implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final LongConsumer free;
    private long address;
    private int users;
    private boolean closed;

    Handle(long address, LongConsumer free) {
        this.address = address;
        this.free = free;
    }

    /** Closes this when its owner is garbage: for what has no moment at which the till is done with it. */
    Handle closeWith(Object owner) {
        CLEANER.register(owner, this::close);
        return this;
    }

    /** Leaves when somebody's buffer into the object is garbage. */
    void leaveWith(Object buffer) {
        CLEANER.register(buffer, this::leave);
    }

    /** The address, until {@link #leave}; 0 when the handle is closed, and then there is nothing to leave. */
    synchronized long enter() {
        if (closed) {
            return 0;
        }
        users++;
        return address;
    }

    void leave() {
        freeIf(() -> --users == 0 && closed);
    }

    /** Makes a call with the address, 0 when the handle is closed. */
    <T> T use(LongFunction<T> call) {
        long entered = enter();
        try {
            return call.apply(entered);
        } finally {
            if (entered != 0) {
                leave();
            }
        }
    }

    /** Frees the object, now or when its last user leaves. Closing twice is the same as once. */
    @Override
    public void close() {
        freeIf(() -> {
            boolean first = !closed;
            closed = true;
            return first && users == 0;
        });
    }

    /** Frees outside the lock: freeing a terminal calls back. */
    private void freeIf(BooleanSupplier last) {
        long freed = 0;
        synchronized (this) {
            if (last.getAsBoolean()) {
                freed = address;
                address = 0;
            }
        }
        if (freed != 0) {
            free.accept(freed);
        }
    }
}
