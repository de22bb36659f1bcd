package org.libopi;

/**
 * A call that has no result: a mistake in the call, a terminal that could not be opened, or a fault in the library.
 * A declined card, a terminal that does not answer and an unknown outcome are no exceptions: they are results.
 */
public final class OpiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What happened. */
    private final Status status;
    /** Its number. */
    private final int number;
    /** What to do next. */
    private final String advice;
    /** Whether money may have moved. */
    private final MoneyMoved moneyMoved;

    OpiException(int number, String name, String message, String advice, MoneyMoved moneyMoved) {
        super(name + ": " + message + " " + advice);
        this.status = Status.of(number);
        this.number = number;
        this.advice = advice;
        this.moneyMoved = moneyMoved;
    }

    /** A mistake that this binding found before the library was asked. */
    static OpiException mistake(Status status, String message, String advice) {
        return new OpiException(status.number(), status.cName(), message, advice, MoneyMoved.NO);
    }

    /** Throws unless the status is OK. */
    static void check(NativeBinding binding, int status) {
        if (status != Status.OK.number()) {
            throw of(binding, status, 0);
        }
    }

    /** Throws unless the status is OK; takes the error, which may be 0. */
    static void check(NativeBinding binding, int status, long error) {
        if (status != Status.OK.number()) {
            throw of(binding, status, error);
        }
    }

    /** Makes the exception for a status; takes the error, which may be 0. */
    static OpiException of(NativeBinding binding, int status, long error) {
        String name = binding.statusName(status);
        if (error == 0) {
            return new OpiException(status, name, binding.statusText(status), binding.statusAdvice(status),
                    MoneyMoved.of(binding.statusMoney(status)));
        }
        try {
            return new OpiException(status, name, binding.errorMessage(error), binding.errorAdvice(error),
                    MoneyMoved.of(binding.errorMoney(error)));
        } finally {
            binding.errorFree(error);
        }
    }

    /**
     * What happened.
     *
     * @return the status; {@link Status#OTHER} for one of a later version of the library
     */
    public Status status() {
        return status;
    }

    /**
     * The number of the status, whose family says whether anything was sent.
     *
     * @return such as -8
     */
    public int number() {
        return number;
    }

    /**
     * What the till should do next; also the end of the message.
     *
     * @return a sentence
     */
    public String advice() {
        return advice;
    }

    /**
     * Whether money may have moved.
     *
     * @return {@link MoneyMoved#NO}, or {@link MoneyMoved#POSSIBLY}: find out before charging again
     */
    public MoneyMoved moneyMoved() {
        return moneyMoved;
    }
}
