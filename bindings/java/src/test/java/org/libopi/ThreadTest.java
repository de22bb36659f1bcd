package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Threads, cancelling and closing: who may do what, when, and that nothing waits for ever. */
@Timeout(120)
class ThreadTest extends LibraryTest {
    @Proves({"busy", "async"})
    @Test
    void aSecondCallIsBusyAndDispatchWaits() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Till till = new Till()) {
            till.inside = request -> {
                reached.countDown();
                pass(goOn);
            };
            CompletableFuture<Result> paying = till.terminal.runAsync(till.sale());
            pass(reached);
            OpiException busy = assertThrows(OpiException.class, till::pay);
            assertEquals(Status.BUSY, busy.status());
            assertEquals(MoneyMoved.NO, busy.moneyMoved());
            assertFalse(till.terminal.dispatch(Duration.ZERO));
            assertFalse(till.terminal.dispatch(Duration.ofMillis(20)));
            assertTrue(till.terminal.listenPort() > 0);
            goOn.countDown();
            assertTrue(paying.get().approved());
            assertEquals("1250", till.sim.net("CHF"));
        }
    }

    @Proves({"recursive", "close-in-callback"})
    @Test
    void callsInsideACallbackAreRefused() {
        try (Till till = new Till()) {
            AtomicInteger refused = new AtomicInteger();
            till.inside = request -> {
                assertStatus(Status.RECURSIVE, till::pay);
                assertStatus(Status.RECURSIVE, () -> till.terminal.dispatch(Duration.ofMinutes(1)));
                assertStatus(Status.RECURSIVE, till.terminal::close);
                assertTrue(till.terminal.listenPort() > 0);
                refused.incrementAndGet();
            };
            Result result = till.pay();
            assertTrue(result.approved());
            assertEquals(List.of(), result.callbackFailures());
            assertEquals(7, refused.get());
            till.inside = request -> { };
            assertTrue(till.pay().approved(), "nothing was closed");
            assertEquals("2500", till.sim.net("CHF"));
        }
    }

    @Test
    void otherTerminalsMayBeUsedInsideACallback() {
        try (Till till = new Till(); Till other = new Till()) {
            till.inside = request -> {
                if (request instanceof Receipt) {
                    assertTrue(other.pay().approved());
                }
            };
            Result result = till.pay();
            assertTrue(result.approved());
            assertEquals(List.of(), result.callbackFailures());
            assertEquals("1250", till.sim.net("CHF"));
            assertEquals("2500", other.sim.net("CHF"));
        }
    }

    @Proves({"close-other-thread", "close-twice"})
    @Test
    void closingOnAnotherThreadEndsAPaymentAndItsCallerIsTold() throws Exception {
        try (Till till = new Till()) {
            CountDownLatch runs = new CountDownLatch(1);
            till.sim.ask("outcome wait");
            till.inside = request -> runs.countDown();
            CompletableFuture<Result> paying = till.terminal.runAsync(till.sale());
            pass(runs);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(till.terminal::close);
            till.terminal.close(); // two at once
            closing.get();
            assertEquals(Verdict.ABORTED, paying.get().verdict());
            till.terminal.close(); // and once more
            assertStatus(Status.CLOSED, till::pay);
            assertStatus(Status.CLOSED, () -> till.terminal.dispatch(Duration.ofMinutes(1)));
            assertStatus(Status.CLOSED, till.terminal::listenPort);
        }
    }

    @Test
    void closingGivesUpAtItsTimeoutAndGoesOn() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Till till = new Till()) {
            till.sim.ask("outcome wait");
            till.inside = request -> {
                reached.countDown();
                pass(goOn);
            };
            CompletableFuture<Result> paying = till.terminal.runAsync(till.sale());
            pass(reached);
            assertStatus(Status.TIMEOUT, () -> till.terminal.close(Duration.ZERO));
            assertStatus(Status.TIMEOUT, () -> till.terminal.close(Duration.ofMillis(20)));
            assertStatus(Status.CLOSED, till::pay);
            assertEquals(1, CallbackBridge.live(), "its callbacks are still held");
            goOn.countDown();
            till.terminal.close(Duration.ofSeconds(3_000_000_000L)); // more than the library can count
            assertEquals(Verdict.ABORTED, paying.get().verdict());
            assertEquals(0, CallbackBridge.live());
        }
    }

    @Proves({"cancel", "cancel-too-late"})
    @Test
    void cancellingIsAWish() throws Exception {
        try (Till till = new Till()) {
            Cancel cancel = new Cancel();
            cancel.cancel();
            assertTrue(cancel.isCancelled());
            Result notSent = till.terminal.run(till.sale(), cancel);
            assertEquals(Status.CANCELLED_BEFORE_SEND, notSent.status());
            assertEquals(Verdict.NOT_SENT, notSent.verdict());

            till.sim.ask("outcome wait");
            CountDownLatch runs = new CountDownLatch(1);
            till.inside = request -> runs.countDown();
            Cancel another = new Cancel();
            CompletableFuture<Result> paying = till.terminal.runAsync(till.sale(), another);
            pass(runs);
            another.cancel();
            another.cancel();
            assertEquals(Verdict.ABORTED, paying.get().verdict());

            till.sim.ask("outcome approve");
            Cancel late = new Cancel();
            till.inside = request -> {
                if (request instanceof Receipt) {
                    late.cancel();
                }
            };
            assertTrue(till.terminal.run(till.sale(), late).approved(), "the customer was faster");
            assertEquals("1250", till.sim.net("CHF"));
            till.misbehaves = true; // the abort may come when nothing runs any more
        }
    }

    @Proves("cancel-in-callback")
    @Test
    void cancelledInsideACallback() {
        try (Till till = new Till()) {
            Cancel cancel = new Cancel();
            till.sim.ask("outcome wait");
            till.inside = request -> cancel.cancel();
            Result result = till.terminal.run(till.sale(), cancel);
            assertEquals(Verdict.ABORTED, result.verdict());
            assertEquals(MoneyMoved.NO, result.moneyMoved());
        }
    }

    /** A future that is cancelled still tells what became of the money. */
    @Proves({"async", "dispose-not-cancel"})
    @Test
    void aCancelledFutureStillBringsTheOutcome() throws Exception {
        try (Till till = new Till()) {
            CountDownLatch runs = new CountDownLatch(1);
            till.sim.ask("outcome wait");
            till.inside = request -> runs.countDown();
            CompletableFuture<Result> paying = till.terminal.runAsync(till.sale());
            pass(runs);
            assertFalse(paying.cancel(true));
            assertEquals(Verdict.ABORTED, paying.get().verdict());
            assertFalse(paying.isCancelled());
        }
    }

    /** Nobody holds the cancel object any more; its end is no cancel. */
    @Proves("dispose-not-cancel")
    @Test
    void aForgottenCancelCancelsNothing() {
        try (Till till = new Till()) {
            till.inside = request -> System.gc();
            assertTrue(till.terminal.run(till.sale(), new Cancel()).approved());
        }
    }

    @Test
    void anExceptionReachesTheFuture() throws InterruptedException {
        try (Till till = new Till()) {
            ExecutionException failed = assertThrows(ExecutionException.class,
                    () -> till.terminal.runAsync(Request.of(RequestKind.CARD_PAYMENT)).get());
            assertEquals(Status.INVALID_AMOUNT, ((OpiException) failed.getCause()).status());
        }
    }

    @Proves("two-terminals")
    @Test
    void twoTerminalsAtOnceOnOnePort() throws Exception {
        try (Till first = new Till("ch", "workstation=1")) {
            try (Sim sim = Sim.start("ch"); Terminal second = Terminal.open("opi://" + sim.address + "?workstation=2&journal=none&listen="
                    + first.terminal.listenAddress())) {
                sim.ask("till " + second.listenAddress());
                assertEquals(first.terminal.listenPort(), second.listenPort());
                CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> payTimes(second, 20));
                assertEquals(20, payTimes(first.terminal, 20));
                assertEquals(20, other.get());
                assertEquals("25000", sim.net("CHF"));
                assertEquals("25000", first.sim.net("CHF"));
                assertEquals("[]", sim.ask("findings"));
            }
        }
    }

    private static int payTimes(Terminal terminal, int times) {
        int paid = 0;
        for (int i = 0; i < times; i++) {
            paid += terminal.pay(Till.PRICE).approved() ? 1 : 0;
        }
        return paid;
    }

    static void assertStatus(Status status, Executable call) {
        assertEquals(status, assertThrows(OpiException.class, call).status());
    }

    static void pass(CountDownLatch gate) {
        try {
            assertTrue(gate.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
