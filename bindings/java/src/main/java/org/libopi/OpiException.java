package org.libopi;

/**
 * A call that has no result: a mistake in the call, a terminal that could not be opened, or a fault in the library.
 * A declined card, a terminal that does not answer and an unknown outcome are no exceptions: they are results.
 */
public final class OpiException extends ErrorGetters {
    private static final long serialVersionUID = 1;

    private OpiException(String name, Copy error) {
        super(name + ": " + error.text("message") + " " + error.text("advice"), error);
    }

    /** A mistake that this binding found before the library was asked. */
    static OpiException mistake(Status status, String message, String advice) {
        return new OpiException(status.word(), new Copy().number("code", status.number())
                .text("message", message).text("advice", advice).number("money", MoneyMoved.NO.number()));
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
            return new OpiException(name, new Copy().number("code", status).text("message", binding.statusText(status))
                    .text("advice", binding.statusAdvice(status)).number("money", binding.statusMoney(status)));
        }
        try {
            return new OpiException(name, copy(NativeSource.borrowed(binding, Tables.ERROR, error)));
        } finally {
            binding.errorFree(error);
        }
    }
}
