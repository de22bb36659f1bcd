package org.libopi;

/**
 * What one of the till's {@link Devices} does.
 *
 * @param <T> what it is asked
 */
@FunctionalInterface
public interface Handler<T> {
    /**
     * Does what the terminal asks, and says whether it was done.
     *
     * @param request what the terminal wants; a copy, it may be kept after the callback
     * @return the answer; null is {@link Answer#DEFAULT}
     * @throws Exception kept and reported on the result; the terminal is told that the device failed
     */
    Answer handle(T request) throws Exception;
}
