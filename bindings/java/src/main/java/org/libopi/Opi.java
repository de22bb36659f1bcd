package org.libopi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** The library itself: its version, where it lies, its log; and what concerns all terminals of the process. */
public final class Opi {
    private static volatile LogSink sink;

    private Opi() {
    }

    /** Takes the log of the library. */
    @FunctionalInterface
    public interface LogSink {
        /**
         * Takes one line. Must be quick, must not call a terminal, may be called by several threads at once, also by the
         * library's own. What it throws is dropped.
         *
         * @param level how important it is
         * @param target the part of the library that wrote it
         * @param text the line, without line feed
         */
        void log(LogLevel level, String target, String text);
    }

    /**
     * The version of the native library.
     *
     * @return such as "0.1.0"
     * @throws UnsatisfiedLinkError when the library cannot be loaded; the message names every place tried
     */
    public static String version() {
        return NativeLibrary.binding().version();
    }

    /**
     * Where the native library was loaded from.
     *
     * @return an absolute path
     * @throws UnsatisfiedLinkError when the library cannot be loaded; the message names every place tried
     */
    public static Path libraryPath() {
        return NativeLibrary.get().path();
    }

    /**
     * Says what a status means, in the cashier's language.
     *
     * @param status such as {@link Result#status()}
     * @param language German, French, Italian or English; any other gives English
     * @return a sentence
     * @throws UnsatisfiedLinkError when the library cannot be loaded; the message names every place tried
     */
    public static String text(Status status, Locale language) {
        return NativeLibrary.binding().statusTextIn(status.number(), language.getLanguage());
    }

    /**
     * Says what the till should do next after a status, in the cashier's language.
     *
     * @param status such as {@link Result#status()}
     * @param language German, French, Italian or English; any other gives English
     * @return a sentence
     * @throws UnsatisfiedLinkError when the library cannot be loaded; the message names every place tried
     */
    public static String advice(Status status, Locale language) {
        return NativeLibrary.binding().statusAdviceIn(status.number(), language.getLanguage());
    }

    /**
     * Sends the log of the whole library to a sink, in place of the one before. Nothing is logged unless this is called.
     *
     * @param level how much is logged; {@link LogLevel#OFF} ends it
     * @param newSink takes the lines
     */
    public static synchronized void log(LogLevel level, LogSink newSink) {
        sink = Objects.requireNonNull(newSink, "sink");
        NativeBinding binding = NativeLibrary.binding();
        OpiException.check(binding, binding.logSet(level.number(), level != LogLevel.OFF));
    }

    /**
     * Serves device requests of every terminal of this process that come while no call is inside it, such as a receipt that
     * somebody asked for at a terminal. One thread that calls this in a loop serves a shop; a second one keeps a handler that
     * takes long at one terminal from delaying the others. Handlers run on this thread.
     *
     * <pre>{@code
     * Thread dispatcher = new Thread(() -> {
     *     while (open) {
     *         Opi.dispatch(Duration.ofSeconds(1));
     *     }
     * });
     * }</pre>
     *
     * <p>May be called inside a handler: it serves the other terminals.
     *
     * @param timeout how long to wait; zero only looks
     * @return true if something was served, false if nothing came
     * @throws CallbackException when a device of the till threw
     * @throws OpiException after a fault in the library
     * @throws UnsatisfiedLinkError when the library cannot be loaded; the message names every place tried
     */
    public static boolean dispatch(Duration timeout) {
        NativeBinding binding = NativeLibrary.binding();
        return Terminal.dispatched(binding, thrown ->
                CallbackBridge.call(thrown, () -> binding.dispatch(Terminal.millis(timeout))));
    }

    static void logged(int level, String target, String text) {
        try {
            sink.log(LogLevel.of(level), target, text);
        } catch (Throwable thrown) { // a log that fails must not stop a payment
        }
    }
}
