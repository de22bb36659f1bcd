package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a till sees of a payment, and what the terminal's books say. */
class PaymentTest extends LibraryTest {
    @Proves({"payment", "device-print", "device-journal"})
    @Test
    void approvedWithReceiptsAndJournal() {
        try (Till till = new Till()) {
            Result result = till.terminal.run(till.sale().reference("A-1").clerk("7"));
            assertEquals("ddddCMj", till.trace.toString());
            assertEquals(Verdict.APPROVED, result.verdict());
            assertTrue(result.approved());
            assertEquals(Status.OK, result.status());
            assertEquals(MoneyMoved.YES, result.moneyMoved());
            assertEquals(Optional.of(Till.PRICE), result.amount());
            assertEquals(1250, result.amount().get().minorUnits());
            assertEquals(Optional.of("CHF"), result.currency());
            assertEquals(Optional.of("A-1"), result.reference());
            assertEquals(List.of(ReceiptRole.CUSTOMER, ReceiptRole.MERCHANT),
                    List.of(result.receipts().get(0).role(), result.receipts().get(1).role()));
            assertTrue(result.receipts().get(0).acknowledged());
            assertTrue(result.receipts().get(0).text().contains("12.50"));
            assertEquals(Optional.of(Till.PRICE), result.journal().get(0).amount());
            assertEquals(0, result.failedCallbacks().getAsLong());
            assertTrue(result.json().startsWith("{") && result.json().contains("\"verdict\":\"approved\""));
            assertEquals("1250", till.sim.net("CHF"));
        }
    }

    @Test
    void inTheOrderOfTheGermanDialect() {
        try (Till till = new Till("de", "workstation=lane-1")) {
            assertTrue(till.pay().approved());
            assertEquals("1250", till.sim.net("EUR"));
        }
    }

    @Proves("devices-none")
    @Test
    void withoutDevicesReceiptsAreInTheResult() {
        try (Sim sim = Sim.start("ch"); Terminal terminal = Terminal.open(Till.url(sim.address, ""))) {
            sim.ask("till " + terminal.listenAddress());
            Result result = terminal.pay(Till.PRICE);
            assertTrue(result.approved());
            assertEquals(2, result.receipts().size());
            assertEquals(1, result.journal().size());
            assertEquals("[]", sim.ask("findings"));
        }
    }

    @Test
    void aTipIsToldAndCharged() {
        try (Till till = new Till()) {
            till.sim.ask("outcome tip:10");
            Result result = till.pay();
            assertEquals(Optional.of(Money.of("13.75", "CHF")), result.amount());
            assertEquals(Optional.of(Money.of("1.25", "CHF")), result.tip());
            assertEquals("1375", till.sim.net("CHF"));
        }
    }

    @Proves("decline")
    @Test
    void notPaidIsAResultToo() {
        assertNotPaid("decline:51", Verdict.DECLINED, Status.DECLINED);
        assertNotPaid("abort", Verdict.ABORTED, Status.ABORTED);
        assertNotPaid("busy", Verdict.REFUSED, Status.TERMINAL_BUSY);
    }

    private static void assertNotPaid(String outcome, Verdict verdict, Status status) {
        try (Till till = new Till()) {
            till.sim.ask("outcome " + outcome);
            Result result = till.pay();
            assertEquals(verdict, result.verdict());
            assertEquals(status, result.status());
            assertEquals(MoneyMoved.NO, result.moneyMoved());
            assertEquals(Optional.empty(), result.amount());
            assertTrue(result.message().isPresent());
            assertTrue(result.advice().isPresent());
            till.misbehaves = verdict == Verdict.REFUSED;
        }
    }

    @Proves("unknown")
    @Test
    void aBrokenConnectionIsUnknownAndNoException() {
        try (Till till = new Till()) {
            till.sim.ask("outcome drop-pay:37");
            Result result = till.pay();
            assertEquals(Verdict.UNKNOWN, result.verdict());
            assertEquals(Status.CONNECTION_LOST, result.status());
            assertEquals(MoneyMoved.POSSIBLY, result.moneyMoved());
            assertTrue(result.advice().orElse("").contains("not send again"), result.json());
            assertEquals("1250", till.sim.net("CHF"));
        }
    }

    @Proves("not-sent")
    @Test
    void aClosedPortIsNotSent() throws IOException {
        try (Socket held = Till.closedPort();
                Terminal terminal = Terminal.open(Till.url("127.0.0.1:" + held.getLocalPort(), ""))) {
            Result result = terminal.pay(Till.PRICE);
            assertEquals(Verdict.NOT_SENT, result.verdict());
            assertEquals(Status.CONNECT_REFUSED, result.status());
            assertEquals(MoneyMoved.NO, result.moneyMoved());
        }
    }

    @Proves("device-input")
    @Test
    void theCashierAnswersQuestions() {
        List<Prompt> prompts = new ArrayList<>();
        try (Till till = new Till()) {
            till.sim.ask("outcome signature");
            till.inside = request -> {
                if (request instanceof Question) {
                    Question question = (Question) request;
                    prompts.add(question.prompt());
                    assertEquals("GetConfirmation", question.command());
                    assertFalse(question.text().isEmpty());
                }
            };
            assertTrue(till.pay().approved());
            assertEquals(List.of(Prompt.CONFIRMATION), prompts);
        }
    }

    @Proves("device-input")
    @Test
    void numbersAndTextsAreTyped() throws IOException {
        List<Question> asked = new ArrayList<>();
        Devices devices = new Devices().input(question -> {
            asked.add(question);
            assertEquals(Status.INVALID_ARGUMENT,
                    assertThrows(OpiException.class, () -> question.answerNumber("12,50")).status());
            assertEquals(Status.INVALID_UTF8,
                    assertThrows(OpiException.class, () -> question.answerText("\uD83D")).status());
            return question.prompt() == Prompt.NUMBER ? question.answerNumber(Till.PRICE.amount()) : question.answerText("Zürich <&>");
        });
        try (Peer peer = new Peer(); Terminal terminal = Terminal.open(Till.url(peer.address(), ""), devices)) {
            peer.ask(terminal.listenPort(), 1, Peer.Body.question(
                    "<Command MinLength=\"1\" MaxLength=\"8\" Decimals=\"2\" TimeOut=\"30\">GetAmount</Command>"));
            assertTrue(terminal.pay(Till.PRICE).approved());
            assertTrue(peer.answer.contains("<InNumber>12.50</InNumber>"), peer.answer);
            peer.ask(terminal.listenPort(), 1, Peer.Body.question("<Command>GetChar</Command>"));
            assertTrue(terminal.pay(Till.PRICE).approved());
            assertTrue(peer.answer.contains("Zürich &lt;&amp;&gt;"), peer.answer);
        }
        assertEquals(List.of(1L, 8L, 2L), List.of(asked.get(0).minLength().getAsLong(),
                asked.get(0).maxLength().getAsLong(), asked.get(0).decimals().getAsLong()));
        assertEquals(Optional.of(Duration.ofSeconds(30)), asked.get(0).timeout());
        assertEquals(OptionalLong.empty(), asked.get(1).minLength());
        assertThrows(IllegalStateException.class, () -> asked.get(0).answerNumber("1"), "its callback has returned");
    }

    @Proves({"refund", "reversal"})
    @Test
    void moneyGoesBack() {
        try (Till till = new Till()) {
            assertTrue(till.pay().approved());
            assertTrue(till.terminal.run(Request.refund(Money.of("2.50", "CHF"))).approved());
            assertEquals("1000", till.sim.net("CHF"));
            assertTrue(till.terminal.run(Request.of(RequestKind.PAYMENT_REVERSAL)).approved());
            assertEquals("1250", till.sim.net("CHF"), "the last one, which was the refund, is undone");
        }
    }

    @Proves("service")
    @Test
    void requestsWithoutMoney() {
        try (Till till = new Till()) {
            assertTrue(till.terminal.run(Request.of(RequestKind.GET_STATUS)).approved());
            assertTrue(till.pay().approved());
            Result closed = till.terminal.run(Request.of(RequestKind.CLOSE_DAY));
            assertTrue(closed.approved());
            assertEquals(Optional.empty(), closed.amount());
            assertTrue(till.terminal.run(Request.of(RequestKind.ACTIVATE_TERMINAL)).approved());
        }
    }

    @Proves("device-display")
    @Test
    void aDisplayIsToldWhatToShowToWhom() {
        List<DisplayText> shown = new ArrayList<>();
        try (Till till = new Till()) {
            till.inside = request -> {
                if (request instanceof DisplayText) {
                    shown.add((DisplayText) request);
                }
            };
            assertTrue(till.pay().approved());
        }
        assertEquals("CashierDisplay", shown.get(0).target());
        assertEquals(List.of("Karte einführen oder vorhalten"), shown.get(0).lines());
        assertEquals("Karte einführen oder vorhalten", shown.get(0).text());
        assertFalse(shown.get(0).forCustomer());
    }

    /** Somebody asks for a receipt at the terminal, while the till is idle. */
    @Proves("dispatch")
    @Test
    void aReceiptBetweenPaymentsIsDispatched() throws Exception {
        List<Receipt> printed = new ArrayList<>();
        Devices devices = new Devices().print(receipt -> {
            printed.add(receipt);
            if (printed.size() > 1) {
                throw new IOException("Papier leer");
            }
            return Answer.YES;
        });
        try (Peer peer = new Peer(); Terminal terminal = Terminal.open(Till.url(peer.address(), ""), devices)) {
            assertFalse(terminal.dispatch(Duration.ZERO));
            CompletableFuture<String> answer = peer.send(terminal.listenPort(), Peer.Body.receipt("Kopie"));
            assertTrue(terminal.dispatch(Duration.ofMinutes(1)));
            assertTrue(answer.get().contains("OverallResult=\"Success\""), answer.get());
            assertEquals("Kopie", printed.get(0).text());
            assertEquals("Printer", printed.get(0).target());
            answer = peer.send(terminal.listenPort(), Peer.Body.receipt("Kopie"));
            CallbackException failed = assertThrows(CallbackException.class,
                    () -> terminal.dispatch(Duration.ofMinutes(1)));
            assertEquals("Papier leer", failed.getCause().getMessage());
            assertFalse(answer.get().contains("OverallResult=\"Success\""), answer.get());
        }
    }

    @Proves("open-close")
    @Test
    void mistakesInTheCallAreExceptionsAndSendNothing() {
        try (Till till = new Till()) {
            OpiException unknown = assertThrows(OpiException.class,
                    () -> till.terminal.run(till.sale().option("referenz", "A1")));
            assertEquals(Status.UNKNOWN_NAME, unknown.status());
            assertEquals(MoneyMoved.NO, unknown.moneyMoved());
            assertTrue(unknown.getMessage().contains("did you mean 'reference'?"), unknown.getMessage());
            assertEquals(Status.INVALID_AMOUNT, assertThrows(OpiException.class,
                    () -> till.terminal.run(Request.of(RequestKind.CARD_PAYMENT))).status());
            assertEquals(Status.INVALID_AMOUNT, assertThrows(OpiException.class,
                    () -> till.terminal.pay(Money.of("0", "CHF"))).status());
            assertEquals("", till.trace.toString());
            assertTrue(till.sim.ask("ledger").contains("\"transactions\":[]"));
        }
        OpiException url = assertThrows(OpiException.class, () -> Terminal.open("opi://127.0.0.1?workstaton=2"));
        assertTrue(url.getMessage().contains("did you mean 'workstation'?"), url.getMessage());
        assertFalse(url.advice().isEmpty());
        assertEquals(0, CallbackBridge.live(), "destroy is called when opening fails");
    }
}
