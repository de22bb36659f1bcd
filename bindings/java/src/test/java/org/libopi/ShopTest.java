package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many terminals in one process: all of them pay at once, and one thread serves them between their calls. */
@Timeout(120)
class ShopTest extends LibraryTest {
    private static final int LANES = 64;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A terminal of the shop. Every fourth card is declined; each amount is one of its own. */
    private static final class Lane {
        final int number;
        final StringBuffer trace = new StringBuffer();
        final Terminal terminal;

        Lane(int number, String address, String listen) {
            this.number = number;
            terminal = Terminal.open("opi://" + address + "?journal=none&listen=" + listen + "&workstation=lane-" + number,
                    new Devices()
                            .display(text -> note("d"))
                            .print(receipt -> note(receipt.role() == ReceiptRole.CUSTOMER ? "C" : "M"))
                            .journal(entry -> note("j")));
        }

        private Answer note(String letter) {
            trace.append(letter);
            return Answer.YES;
        }

        boolean isDeclined() {
            return number % 4 == 0;
        }

        Money price() {
            return Money.of(BigDecimal.valueOf(number), "CHF");
        }
    }

    @Proves("shop")
    @Test
    void aShopPaysAtOnce() throws InterruptedException, ExecutionException {
        List<Lane> lanes = new ArrayList<>();
        try (Sim shop = Sim.shop(LANES)) {
            for (String address : shop.addresses) {
                String listen = lanes.isEmpty() ? "127.0.0.1:0" : lanes.get(0).terminal.listenAddress();
                Lane lane = new Lane(lanes.size() + 1, address, listen);
                lanes.add(lane);
                if (lane.isDeclined()) {
                    assertEquals("ok", shop.ask("@" + lane.number + " outcome decline"));
                }
            }
            assertEquals("ok", shop.ask("till " + lanes.get(0).terminal.listenAddress()));
            List<CompletableFuture<Result>> payments = new ArrayList<>();
            for (Lane lane : lanes) {
                payments.add(lane.terminal.runAsync(Request.payment(lane.price())));
            }
            for (Lane lane : lanes) {
                Result result = payments.get(lane.number - 1).get();
                assertEquals(lane.isDeclined() ? Verdict.DECLINED : Verdict.APPROVED, result.verdict(), result.json());
                assertEquals(List.of(), result.callbackFailures());
                if (!lane.isDeclined()) {
                    assertEquals(lane.price(), result.amount().orElseThrow());
                    assertEquals("ddddCMj", lane.trace.toString());
                }
            }
            for (Lane lane : lanes) {
                assertEquals(lane.isDeclined() ? "0" : lane.number + "00", shop.net(lane.number, "CHF"));
            }
            assertEquals("[]", shop.ask("findings"));
        } finally {
            lanes.forEach(lane -> lane.terminal.close());
        }
    }

    private static String lane(int number, String listen) {
        return "opi://127.0.0.1:" + number + "?journal=none&workstation=lane-" + number + "&listen=" + listen;
    }

    @Proves("dispatch-all")
    @Test
    void allTerminalsAreServedByWhoeverDispatches() throws InterruptedException, ExecutionException {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        try (Terminal one = Terminal.open(lane(1, "127.0.0.1:0"), new Devices().print(receipt -> print(first, receipt)));
                Terminal two = Terminal.open(lane(2, one.listenAddress()),
                        new Devices().print(receipt -> print(second, receipt)))) {
            assertFalse(Opi.dispatch(Duration.ZERO));
            assertFalse(Opi.dispatch(Duration.ofMillis(20)));
            CompletableFuture<String> answer = Peer.send(two.listenPort(), "lane-2", Peer.Body.receipt("two"));
            assertTrue(Opi.dispatch(LONG));
            assertTrue(answer.get().contains("OverallResult=\"Success\""), answer.get());
            answer = Peer.send(one.listenPort(), "lane-1", Peer.Body.receipt("one"));
            assertTrue(Opi.dispatch(LONG));
            assertTrue(answer.get().contains("OverallResult=\"Success\""), answer.get());
        }
        assertEquals(List.of("one"), first);
        assertEquals(List.of("two"), second);
    }

    private static Answer print(List<String> printed, Receipt receipt) {
        printed.add(receipt.text());
        return Answer.YES;
    }

    @Proves("dispatch-all")
    @Test
    void aHandlerThatBlocksDelaysNoOther() throws InterruptedException, ExecutionException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Thread> server = new AtomicReference<>();
        Devices slow = new Devices().print(receipt -> {
            reached.countDown();
            ThreadTest.pass(goOn);
            return Answer.YES;
        });
        Devices quick = new Devices().print(receipt -> {
            server.set(Thread.currentThread());
            return Answer.YES;
        });
        try (Terminal one = Terminal.open(lane(1, "127.0.0.1:0"), slow);
                Terminal two = Terminal.open(lane(2, one.listenAddress()), quick)) {
            CompletableFuture<Boolean> blocked = CompletableFuture.supplyAsync(() -> Opi.dispatch(LONG));
            CompletableFuture<String> ofOne = Peer.send(one.listenPort(), "lane-1", Peer.Body.receipt("one"));
            ThreadTest.pass(reached);
            CompletableFuture<String> ofTwo = Peer.send(two.listenPort(), "lane-2", Peer.Body.receipt("two"));
            assertTrue(Opi.dispatch(LONG));
            assertSame(Thread.currentThread(), server.get());
            assertTrue(ofTwo.get().contains("OverallResult=\"Success\""), ofTwo.get());
            assertFalse(ofOne.isDone());
            goOn.countDown();
            assertTrue(blocked.get());
            assertTrue(ofOne.get().contains("OverallResult=\"Success\""), ofOne.get());
        }
    }

    /** What is thrown comes to the innermost call on its thread, whichever it is. */
    @Proves({"dispatch-all", "callback-throws"})
    @Test
    void dispatchThrowsWhatIsItsOwn() throws InterruptedException, ExecutionException {
        List<Throwable> inner = new ArrayList<>();
        Devices vending = new Devices().deliver(goods -> {
            throw new IllegalStateException("no coffee");
        });
        try (Till till = new Till(); Terminal vendor = Terminal.open(lane(2, "127.0.0.1:0"), vending)) {
            till.inside = request -> {
                if (request instanceof Receipt && inner.isEmpty()) {
                    Peer.send(vendor.listenPort(), "lane-2", Peer.Body.delivery("Coffee"));
                    inner.add(assertThrows(CallbackException.class, () -> Opi.dispatch(LONG)).getCause());
                    throw new IllegalStateException("no paper");
                }
            };
            Result result = till.pay();
            assertTrue(result.approved());
            assertEquals("no coffee", inner.get(0).getMessage());
            assertEquals(1, result.callbackFailures().size());
            assertEquals("no paper", result.callbackFailures().get(0).getMessage());
            till.misbehaves = true; // a receipt was refused
        }

        // The other way round: a payment in a handler of what is dispatched.
        try (Till till = new Till()) {
            till.inside = request -> {
                if (request instanceof JournalEntry) {
                    throw new IllegalStateException("no ink");
                }
            };
            List<Result> results = new ArrayList<>();
            Devices paying = new Devices().deliver(goods -> {
                results.add(till.pay());
                return Answer.YES;
            });
            try (Terminal terminal = Terminal.open(lane(3, "127.0.0.1:0"), paying)) {
                CompletableFuture<String> answer = Peer.send(terminal.listenPort(), "lane-3", Peer.Body.delivery("Coffee"));
                assertTrue(Opi.dispatch(LONG));
                assertTrue(answer.get().contains("OverallResult=\"Success\""), answer.get());
            }
            assertEquals("no ink", results.get(0).callbackFailures().get(0).getMessage());
            till.misbehaves = true;
        }
    }
}
