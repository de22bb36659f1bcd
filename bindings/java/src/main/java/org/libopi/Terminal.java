package org.libopi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;

/**
 * One payment terminal.
 *
 * <pre>{@code
 * try (Terminal terminal = Terminal.open("opi://192.168.0.60?workstation=lane-1")) {
 *     Result result = terminal.pay(Money.of("12.50", "CHF"));
 *     System.out.println(result.approved() ? "Paid." : result.message().orElse("") + " " + result.advice().orElse(""));
 * }
 * }</pre>
 *
 * <p>Any method may be called on any thread. One request runs at a time: a second one is refused with
 * {@link Status#BUSY}, never queued. Inside a handler of {@link Devices} of the same terminal {@code run},
 * {@code dispatch} and {@code close} are refused with {@link Status#RECURSIVE}; other terminals may be used there.
 *
 * <p>Close it: nothing else frees the till's port, not even the garbage collector.
 *
 * <p>Use platform threads: a virtual thread would be pinned to its carrier for the whole call.
 */
public final class Terminal implements AutoCloseable {
    /** Longer than the library's own limit for an abort. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(15);
    /** A thread for each payment, not a daemon: a till that ends waits for a payment that runs. */
    private static final Executor PAYMENTS = task -> new Thread(task, "opi-payment").start();

    private final NativeBinding binding;
    private final Handle handle;
    private final List<Throwable> openingFailures;

    private Terminal(NativeBinding binding, long address, List<Throwable> openingFailures) {
        this.binding = binding;
        this.openingFailures = Collections.unmodifiableList(openingFailures);
        handle = new Handle(address, binding::terminalFree);
    }

    /**
     * Opens a terminal without devices: receipts and journal entries are in the results.
     *
     * @param url such as {@code opi://192.168.0.60?workstation=lane-1}
     * @return the terminal, to be closed
     * @throws OpiException when the URL cannot be read, or when the till's port is taken
     * @throws UnsatisfiedLinkError when libopi cannot be loaded; the message names every place tried
     */
    public static Terminal open(String url) {
        return open(url, new Devices());
    }

    /**
     * Opens a terminal without devices, as {@link #open(String)} does.
     *
     * @param url where it is, and its options
     * @return the terminal, to be closed
     * @throws OpiException when an option cannot be read, or when the till's port is taken
     * @throws UnsatisfiedLinkError when libopi cannot be loaded; the message names every place tried
     */
    public static Terminal open(TerminalUrl url) {
        return open(url.toString());
    }

    /**
     * Opens a terminal as {@link #open(String, Devices)} does.
     *
     * @param url where it is, and its options
     * @param devices the till's devices
     * @return the terminal, to be closed
     * @throws OpiException when an option cannot be read, or when the till's port is taken
     * @throws UnsatisfiedLinkError when libopi cannot be loaded; the message names every place tried
     */
    public static Terminal open(TerminalUrl url, Devices devices) {
        return open(url.toString(), devices);
    }

    /**
     * Opens a terminal: reads the URL and starts to listen for the terminal's device requests. It does not connect;
     * {@link #run} does.
     *
     * @param url such as {@code opi://192.168.0.60?workstation=lane-1}
     * @param devices the till's devices
     * @return the terminal, to be closed
     * @throws OpiException when the URL cannot be read, or when the till's port is taken
     * @throws UnsatisfiedLinkError when libopi cannot be loaded; the message names every place tried
     */
    public static Terminal open(String url, Devices devices) {
        Objects.requireNonNull(url, "url");
        NativeBinding binding = NativeLibrary.binding();
        NativeBinding.DeviceTable table = new NativeBinding.DeviceTable();
        CallbackBridge.register(devices, table);
        long[] terminal = new long[1];
        long[] error = new long[1];
        List<Throwable> thrown = new ArrayList<>();
        OpiException.check(binding, CallbackBridge.call(thrown, () -> binding.terminalOpen(url, table, terminal, error)), error[0]);
        return new Terminal(binding, terminal[0], thrown);
    }

    /**
     * Takes a card payment.
     *
     * @param amount such as 12.50 CHF
     * @return how it ended
     * @throws OpiException when there is no result: see {@link #run(Request, Cancel)}
     */
    public Result pay(Money amount) {
        return run(Request.payment(amount));
    }

    /**
     * Runs one request that nobody will cancel.
     *
     * @param request what is asked
     * @return how it ended
     * @throws OpiException when there is no result: see {@link #run(Request, Cancel)}
     */
    public Result run(Request request) {
        return run(request, null);
    }

    /**
     * Runs one request: connects, sends it once, serves the till's devices on this thread, waits for the outcome.
     *
     * <p>There is a result whenever the request could be tried: also when nobody listens at the terminal's address
     * ({@link Verdict#NOT_SENT}), and when the connection breaks on the way ({@link Verdict#UNKNOWN}). Interrupting the
     * thread does not stop it; cancelling does.
     *
     * @param request what is asked
     * @param cancel what may stop it; may be null
     * @return how it ended
     * @throws OpiException when there is no result: for a mistake in the call, when another request runs or an earlier one is
     *     unresolved, when the journal cannot be written, when the terminal is closed, or after a fault in the library; {@link OpiException#moneyMoved()} tells about money
     */
    public Result run(Request request, Cancel cancel) {
        Objects.requireNonNull(request, "request");
        List<Throwable> thrown = new ArrayList<>();
        long[] result = new long[1];
        long[] error = new long[1];
        int status = inside(terminal -> {
            long token = cancel == null ? 0 : cancel.handle.enter();
            long asked = 0;
            try {
                asked = request.build(binding);
                long builtRequest = asked;
                return CallbackBridge.call(thrown,
                        () -> binding.terminalRun(terminal, builtRequest, token, result, error));
            } finally {
                binding.requestFree(asked);
                if (cancel != null) {
                    cancel.handle.leave();
                }
            }
        });
        if (result[0] == 0) {
            OpiException why = OpiException.of(binding, status, error[0]);
            thrown.forEach(why::addSuppressed);
            throw why;
        }
        binding.errorFree(error[0]); // the result says the same
        return Result.of(binding, result[0], thrown);
    }

    /**
     * Runs one request on a thread of its own.
     *
     * @param request what is asked
     * @return how it ended, or the {@link OpiException} of {@link #run}. Its {@code cancel} asks the terminal to abort and
     *     gives false: the future still completes with the result, which tells whether the customer was faster
     */
    public CompletableFuture<Result> runAsync(Request request) {
        return runAsync(request, new Cancel());
    }

    /**
     * Runs one request on a thread of its own. The till's devices are called on that thread.
     *
     * @param request what is asked
     * @param cancel what may stop it
     * @return how it ended, or the {@link OpiException} of {@link #run}. Its {@code cancel} is that of {@code cancel}, and
     *     gives false: the future still completes with the result, which tells whether the customer was faster
     */
    public CompletableFuture<Result> runAsync(Request request, Cancel cancel) {
        Objects.requireNonNull(request, "request");
        Payment payment = new Payment(Objects.requireNonNull(cancel, "cancel"));
        PAYMENTS.execute(() -> {
            try {
                payment.complete(run(request, cancel));
            } catch (Throwable thrown) {
                payment.completeExceptionally(thrown);
            }
        });
        return payment;
    }

    /** A future that cannot be made to forget a payment by cancelling it. */
    private static final class Payment extends CompletableFuture<Result> {
        private final Cancel cancel;

        Payment(Cancel cancel) {
            this.cancel = cancel;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            cancel.cancel();
            return false;
        }
    }

    /**
     * Serves device requests that come while no request runs, such as a receipt that somebody asked for at the terminal.
     * Returns when at least one was served and no other waits. Gives way to a request that begins. For all terminals of
     * the process there is {@link Opi#dispatch}.
     *
     * @param timeout how long to wait; zero only looks
     * @return true if something was served, false if nothing came
     * @throws CallbackException when a device of the till threw
     * @throws OpiException when the terminal is closed, or inside one of its callbacks
     */
    public boolean dispatch(Duration timeout) {
        return dispatched(binding, thrown -> inside(terminal ->
                CallbackBridge.call(thrown, () -> binding.terminalDispatch(terminal, millis(timeout)))));
    }

    /** Makes a call that serves what comes between requests: was anything served? */
    static boolean dispatched(NativeBinding binding, ToIntFunction<List<Throwable>> call) {
        List<Throwable> thrown = new ArrayList<>();
        int status = call.applyAsInt(thrown);
        if (!thrown.isEmpty()) {
            throw new CallbackException(thrown);
        }
        if (status == Status.TIMEOUT.number()) {
            return false;
        }
        OpiException.check(binding, status);
        return true;
    }

    /**
     * Finds out what became of every unresolved request of this till at this terminal, and lists those whose outcome was not
     * acknowledged. Asks for the terminal's last message and last receipt, never for money.
     *
     * @return what became of each; a terminal that cannot be reached gives {@link RecoveryVerdict#ASK_HUMAN}
     * @throws OpiException when the terminal was opened without a journal, when a request runs, or when the journal cannot
     *     be read or written
     */
    public Recovery recover() {
        return recover(null);
    }

    /**
     * Does the same as {@link #recover()}, and can be stopped.
     *
     * @param cancel what may stop it; may be null
     * @return what became of each, as far as it is known
     * @throws OpiException as {@link #recover()} does
     */
    public Recovery recover(Cancel cancel) {
        List<Throwable> thrown = new ArrayList<>();
        return list(thrown, (terminal, recovery, error) -> {
            long token = cancel == null ? 0 : cancel.handle.enter();
            try {
                return CallbackBridge.call(thrown, () -> binding.terminalRecover(terminal, token, recovery, error));
            } finally {
                if (cancel != null) {
                    cancel.handle.leave();
                }
            }
        });
    }

    /**
     * Lists what {@link #recover} would look into, as the journal knows it, without asking the terminal.
     *
     * @return the requests
     * @throws OpiException when the terminal was opened without a journal, or when the journal cannot be read
     */
    public Recovery unresolved() {
        return list(List.of(), binding::terminalUnresolved);
    }

    /**
     * Resolves a request by hand, after a person has compared receipts or totals. Who and why are recorded; no card numbers
     * in them, please. The request is listed once more by {@link #recover}, until it is acknowledged.
     *
     * @param id {@link Recovered#id()}, the number of the request
     * @param verdict {@link RecoveryVerdict#APPROVED} or {@link RecoveryVerdict#NOT_CHARGED}
     * @param who the person
     * @param why what the person has seen
     * @throws OpiException when there is no such unresolved request, or when something is missing
     */
    public void resolve(String id, RecoveryVerdict verdict, String who, String why) {
        long[] error = new long[1];
        OpiException.check(binding, inside(terminal ->
                binding.terminalResolve(terminal, id, verdict.number(), who, why, error)), error[0]);
    }

    /** A call that gives a list of the journal. */
    private interface Listing {
        int call(long terminal, long[] recovery, long[] error);
    }

    private Recovery list(List<Throwable> thrown, Listing listing) {
        long[] recovery = new long[1];
        long[] error = new long[1];
        OpiException.check(binding, inside(terminal -> listing.call(terminal, recovery, error)), error[0]);
        return new Recovery(binding, recovery[0], thrown);
    }

    /**
     * What the till's devices threw while the terminal was opened with {@code recover=open}.
     *
     * @return in the order of their throwing; usually nothing
     */
    public List<Throwable> openingFailures() {
        return openingFailures;
    }

    /**
     * The port on which the till listens for device requests; useful with {@code listen=0}.
     *
     * @return the port
     */
    public int listenPort() {
        return inside(binding::terminalListenPort);
    }

    /**
     * The address on which the till listens for device requests.
     *
     * @return such as "0.0.0.0:4102"
     */
    public String listenAddress() {
        return inside(binding::terminalListenAddress);
    }

    /**
     * Closes the terminal. A request that runs on another thread is cancelled and waited for, and its caller gets its
     * result. When this returns no callback of the terminal runs or will run. Closing twice is the same as once.
     *
     * @throws OpiException {@link Status#RECURSIVE} inside a callback of this terminal, and nothing changes;
     *     {@link Status#TIMEOUT} when a callback keeps a request from ending: it goes on closing, close again
     */
    @Override
    public void close() {
        close(CLOSE_WAIT);
    }

    /**
     * Closes the terminal as {@link #close()} does.
     *
     * @param timeout how long to wait for a request that runs
     * @throws OpiException as {@link #close()} does
     */
    public void close(Duration timeout) {
        OpiException.check(binding, handle.use(terminal ->
                terminal == 0 ? Status.OK.number() : binding.terminalClose(terminal, millis(timeout))));
        handle.close();
    }

    /** Makes a call that needs the terminal open. */
    private <T> T inside(LongFunction<T> call) {
        return handle.use(terminal -> {
            if (terminal == 0) {
                throw OpiException.of(binding, Status.CLOSED.number(), 0);
            }
            return call.apply(terminal);
        });
    }

    /** Milliseconds as the library takes them: an unsigned number of 32 bits. */
    static int millis(Duration timeout) {
        Duration longest = Duration.ofMillis(0xFFFFFFFFL);
        return timeout.isNegative() ? 0 : (int) (timeout.compareTo(longest) < 0 ? timeout : longest).toMillis();
    }
}
