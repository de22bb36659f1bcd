package org.libopi;

/** One request of the journal, and what became of it: {@link #verdict()} says whether to book it or to ask a human. */
public final class Recovered extends RecoveredGetters {
    private final NativeBinding binding;
    private final NativeSource source;
    private final long index;

    Recovered(NativeBinding binding, NativeSource source, long index) {
        super(source);
        this.binding = binding;
        this.source = source;
        this.index = index;
    }

    /**
     * Tells the journal that the till knows what became of it, so that it is not listed again. Call it once the sale is
     * booked or void.
     *
     * @throws OpiException {@link Status#PENDING} while a human has to be asked: {@link Terminal#resolve} it instead
     */
    public void acknowledge() {
        long[] error = new long[1];
        OpiException.check(binding, source.use(recovery -> binding.recoveryAcknowledge(recovery, index, error)), error[0]);
    }

    @Override
    public String toString() {
        return verdict() + " " + fields();
    }
}
