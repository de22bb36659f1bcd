package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks: where they run, what becomes of what they throw, and that the garbage collector never takes them. */
class CallbackTest extends LibraryTest {
    @Test
    void theyRunOnTheCallersThread() {
        try (Till till = new Till()) {
            List<Thread> threads = new ArrayList<>();
            till.inside = request -> threads.add(Thread.currentThread());
            assertTrue(till.pay().approved());
            assertEquals(7, threads.size());
            threads.forEach(thread -> assertSame(Thread.currentThread(), thread));
        }
    }

    /** From every kind of callback, one after the other, and the customer has paid all the same. */
    @Proves("callback-throws")
    @ParameterizedTest
    @ValueSource(classes = {DisplayText.class, JournalEntry.class})
    void whatTheyThrowIsKeptAndThePaymentIsPaid(Class<?> request) {
        assertThrowingIn(request, new IllegalStateException("Anzeige verloren"), Verdict.APPROVED);
    }

    @Proves({"callback-throws", "device-print"})
    @Test
    void aThrowingPrinterDoesNotTakeTheReceipt() {
        Result result = assertThrowingIn(Receipt.class, new StackOverflowError(), Verdict.APPROVED);
        assertFalse(result.receipts().get(0).acknowledged());
        assertTrue(result.receipts().get(0).text().contains("12.50"), "it is in the result");
    }

    @Proves("callback-throws")
    @Test
    void aThrowingQuestionIsNoConfirmation() {
        assertThrowingIn(Question.class, new OutOfMemoryError("Beispiel"), Verdict.ABORTED);
    }

    private static Result assertThrowingIn(Class<?> kind, Throwable thrown, Verdict verdict) {
        AtomicInteger times = new AtomicInteger();
        try (Till till = new Till()) {
            till.sim.ask("outcome signature");
            till.inside = request -> {
                if (kind.isInstance(request)) {
                    times.incrementAndGet();
                    sneakyThrow(thrown);
                }
            };
            Result result = till.pay();
            assertEquals(verdict, result.verdict());
            assertEquals(times.get(), result.callbackFailures().size());
            assertEquals(times.get(), result.failedCallbacks().getAsLong());
            assertTrue(times.get() > 0);
            assertSame(thrown, result.callbackFailures().get(0));
            assertEquals(verdict == Verdict.APPROVED ? "1250" : "0", till.sim.net("CHF"));
            till.inside = request -> { };
            till.misbehaves = true;
            if (kind == Receipt.class) {
                assertEquals(Status.PRINT_LAST_TICKET, till.pay().status());
                assertTrue(till.terminal.run(Request.of(RequestKind.TICKET_REPRINT)).approved());
            }
            Result next = till.pay();
            assertTrue(next.approved());
            assertEquals(List.of(), next.callbackFailures(), "failures belong to their own call");
            return result;
        }
    }

    @Proves({"callback-throws", "device-deliver"})
    @Test
    void aThrowingDeliveryIsKeptToo() throws IOException {
        IOException stuck = new IOException("Fach klemmt");
        Devices devices = new Devices().deliver(goods -> {
            assertEquals("DeliveryBox", goods.target());
            assertEquals(List.of("Fach 7"), goods.lines());
            throw stuck;
        });
        try (Peer peer = new Peer(); Terminal terminal = Terminal.open(Till.url(peer.address(), ""), devices)) {
            peer.ask(terminal.listenPort(), 1, Peer.Body.delivery("Fach 7"));
            Result result = terminal.pay(Till.PRICE);
            assertTrue(result.approved());
            assertEquals(List.of(stuck), result.callbackFailures());
            assertFalse(peer.answer.contains("OverallResult=\"Success\""), peer.answer);
        }
    }

    @Test
    void anInterruptedCallbackKeepsTheInterrupt() {
        try (Till till = new Till()) {
            till.inside = request -> {
                if (request instanceof JournalEntry) {
                    sneakyThrow(new InterruptedException());
                }
            };
            assertTrue(till.pay().approved());
            assertTrue(Thread.interrupted());
            till.misbehaves = true;
        }
    }

    @Test
    void noAnswerIsTheHarmlessAnswer() throws IOException {
        Devices devices = new Devices().input(question -> null);
        try (Sim sim = Sim.start("ch"); Terminal terminal = Terminal.open(Till.url(sim.address, ""), devices)) {
            sim.ask("till " + terminal.listenAddress());
            sim.ask("outcome signature");
            Result result = terminal.pay(Till.PRICE);
            assertEquals(Verdict.ABORTED, result.verdict());
            assertEquals(0, result.failedCallbacks().getAsLong());
        }
    }

    /** Whatever holds the callbacks only weakly would lose them here. */
    @Proves("gc-stream")
    @Test
    void garbageIsCollectedWhileDeviceRequestsStream() throws Exception {
        int times = 1000; // each waits for a collection or two
        AtomicInteger shown = new AtomicInteger();
        Thread collector = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
            }
        });
        try (Peer peer = new Peer(); Terminal terminal = openCounting(peer.address(), shown)) {
            peer.ask(terminal.listenPort(), times, Peer.Body.display(new byte[] {'G', 'o'}));
            collector.start();
            Result result = terminal.pay(Till.PRICE);
            assertTrue(result.approved());
            assertEquals(times, shown.get());
        } finally {
            collector.interrupt();
            collector.join();
        }
    }

    /** In a method of its own, so that nothing of the test holds the devices. */
    private static Terminal openCounting(String address, AtomicInteger shown) {
        return Terminal.open(Till.url(address, ""), new Devices().display(text -> {
            byte[] garbage = new byte[10_000]; // pressure
            shown.addAndGet(text.text().equals("Go") ? garbage.length / 10_000 : 0);
            return Answer.YES;
        }));
    }

    @Proves("log")
    @Test
    void aLogThatThrowsStopsNothing() {
        AtomicInteger lines = new AtomicInteger();
        Opi.log(LogLevel.TRACE, (level, target, text) -> {
            lines.incrementAndGet();
            throw new IllegalStateException("Platte voll");
        });
        try (Till till = new Till()) {
            assertTrue(till.pay().approved());
        } finally {
            Opi.log(LogLevel.OFF, (level, target, text) -> { });
        }
        int before = lines.get();
        assertTrue(before > 0);
        try (Till till = new Till()) {
            assertTrue(till.pay().approved());
        }
        assertEquals(before, lines.get());
    }

    static void sneakyThrow(Throwable thrown) {
        CallbackTest.<RuntimeException>throwAs(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAs(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
