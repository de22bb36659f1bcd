package org.libopi;

/**
 * Stops a running {@link Terminal#run} from another thread or from inside a callback. Once cancelled it stays so: make one
 * for each request.
 *
 * <p>Cancelling is a wish: the terminal is asked to abort, and may answer that the customer has paid. The result tells.
 * Forgetting the object cancels nothing.
 */
public final class Cancel {
    final Handle handle;

    /** Makes one that is not cancelled. */
    public Cancel() {
        NativeBinding binding = NativeLibrary.binding();
        long address = binding.cancelNew();
        if (address == 0) {
            throw OpiException.of(binding, Status.INTERNAL.number(), 0);
        }
        handle = new Handle(address, binding::cancelFree).closeWith(this);
    }

    /** Cancels every call that was given this, now or later. Returns at once; cancelling twice is the same as once. */
    public void cancel() {
        handle.use(cancel -> {
            NativeLibrary.binding().cancelCancel(cancel);
            return null;
        });
    }

    /**
     * Tells whether it is cancelled.
     *
     * @return true if it is
     */
    public boolean isCancelled() {
        return handle.use(NativeLibrary.binding()::cancelIsCancelled) == 1;
    }
}
