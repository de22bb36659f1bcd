package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal and recovery: no payment is lost, none is made twice, whatever becomes of the till's JVM. */
class RecoveryTest extends LibraryTest {
    @TempDir
    Path folder;
    private String journal;

    @BeforeEach
    void aJournalOfItsOwn() {
        journal = "journal=" + folder.resolve("journal.db");
    }

    @Proves({"journal-recover", "journal-acknowledge", "journal-unresolved"})
    @Test
    void aPaymentWhoseAnswerWasLostIsFound() {
        try (Till till = new Till("ch", journal)) {
            till.sim.ask("outcome drop-pay:37");
            Result lost = till.terminal.run(till.sale().reference("A-1"));
            assertEquals(Verdict.UNKNOWN, lost.verdict());
            assertEquals(Status.PENDING, assertThrows(OpiException.class, lost::acknowledge).status());
            till.sim.ask("outcome approve");

            ThreadTest.assertStatus(Status.UNRESOLVED, till::pay); // first find out
            List<Recovered> open = till.terminal.unresolved().items();
            assertEquals(List.of(RecoveryVerdict.ASK_HUMAN), verdicts(open));

            Recovery recovery = till.terminal.recover();
            assertEquals(List.of(RecoveryVerdict.APPROVED), verdicts(recovery.items()));
            Recovered payment = recovery.items().get(0);
            assertEquals(Optional.of(Till.PRICE), payment.amount());
            assertEquals(Optional.of("A-1"), payment.reference());
            assertEquals(Optional.of("approved"), payment.get(RecoveredField.VERDICT));
            assertEquals(open.get(0).id(), payment.id());
            assertTrue(payment.receipts().get(0).text().contains("Bäckerei Müller"));
            assertTrue(recovery.json().startsWith("[{"), recovery.json());
            assertEquals(List.of(), recovery.callbackFailures());

            payment.acknowledge();
            payment.acknowledge();
            assertEquals(List.of(), till.terminal.recover().items());
            assertTrue(till.pay().approved());
            assertEquals("2500", till.sim.net("CHF"));
        }
    }

    @Proves("journal-unresolved")
    @Test
    void theTillMayPayAllTheSameInSoManyWords() {
        try (Till till = new Till("ch", journal)) {
            till.sim.ask("outcome drop-pay:37");
            assertEquals(Verdict.UNKNOWN, till.pay().verdict());
            till.sim.ask("outcome approve");
            OpiException refused = assertThrows(OpiException.class, till::pay);
            assertEquals(Status.UNRESOLVED, refused.status());
            assertEquals(MoneyMoved.NO, refused.moneyMoved());
            assertTrue(till.terminal.run(till.sale().althoughUnresolved(true)).approved());
            assertEquals("2500", till.sim.net("CHF"));
        }
    }

    /** The till's JVM dies inside a callback; another one finds out, and agrees with the terminal's books. */
    @Proves("journal-recover")
    @ParameterizedTest
    @ValueSource(strings = {"d", "C", "M", "j"})
    void aPaymentWhoseTillWasKilledIsFound(String where) throws Exception {
        try (Sim sim = Sim.start("ch")) {
            ExitTest.Ended ended = ExitTest.run(sim, Till.url(sim.address, journal), "halt-at-" + where);
            assertEquals(8, ended.exitCode, ended.said);
            sim.ask("wait");
            try (Terminal terminal = Terminal.open(Till.url(sim.address, journal))) {
                sim.ask("till " + terminal.listenAddress());
                Recovery recovery = terminal.recover();
                assertEquals(1, recovery.items().size(), recovery.json());
                boolean charged = sim.net("CHF").equals("1250");
                assertEquals(charged ? RecoveryVerdict.APPROVED : RecoveryVerdict.NOT_CHARGED,
                        recovery.items().get(0).verdict(), recovery.json());
                recovery.forEach(Recovered::acknowledge);
                assertEquals(List.of(), terminal.recover().items());
            }
        }
    }

    @Proves("idempotency-key")
    @Test
    void theSameKeyNeverPaysTwice() {
        try (Till till = new Till("ch", journal)) {
            Request sale = till.sale().key("sale-4711");
            Result first = till.terminal.run(sale);
            Result again = till.terminal.run(sale);
            assertTrue(first.approved() && again.approved());
            assertEquals(Optional.of(true), again.fromJournal());
            assertEquals(first.amount(), again.amount());
            assertEquals("1250", till.sim.net("CHF"));
            ThreadTest.assertStatus(Status.KEY_MISMATCH, () -> till.terminal.run(
                    Request.payment(Money.of("1", "CHF")).key("sale-4711")));
            assertEquals(1, till.terminal.recover().items().size(), "not acknowledged yet");
            again.acknowledge();
            again.acknowledge();
            assertEquals(List.of(), till.terminal.recover().items());
        }
    }

    @Proves("journal-acknowledge")
    @Test
    void acknowledgedAfterTheTerminalWasClosed() {
        Result result;
        String address;
        try (Till till = new Till("ch", journal)) {
            result = till.pay();
            address = till.sim.address;
        }
        result.acknowledge();
        try (Terminal terminal = Terminal.open(Till.url(address, journal))) {
            assertEquals(List.of(), terminal.unresolved().items());
            assertEquals(List.of(), terminal.recover().items());
        }
    }

    @Proves("journal-resolve")
    @Test
    void aPersonDecidesWhatNobodyElseCan() {
        String address;
        try (Till till = new Till("ch", journal)) {
            address = till.sim.address;
            till.sim.ask("outcome drop-pay:37");
            assertEquals(Verdict.UNKNOWN, till.pay().verdict());
        }
        try (Terminal terminal = Terminal.open(Till.url(address, journal + "&connect_ms=300"))) {
            Recovered open = terminal.recover().items().get(0);
            assertEquals(RecoveryVerdict.ASK_HUMAN, open.verdict());
            assertEquals(Optional.of(true), open.askAgain());
            assertEquals(Optional.empty(), open.amount());
            ThreadTest.assertStatus(Status.PENDING, open::acknowledge);
            ThreadTest.assertStatus(Status.INVALID_ARGUMENT,
                    () -> terminal.resolve(open.id().orElseThrow(), RecoveryVerdict.APPROVED, "", "Beleg gesehen"));
            ThreadTest.assertStatus(Status.INVALID_ARGUMENT,
                    () -> terminal.resolve("999", RecoveryVerdict.APPROVED, "Frau Zürcher", "Beleg gesehen"));
            terminal.resolve(open.id().orElseThrow(), RecoveryVerdict.APPROVED, "Frau Zürcher", "Beleg gesehen");
            Recovered resolved = terminal.recover().items().get(0);
            assertEquals(RecoveryVerdict.APPROVED, resolved.verdict());
            assertEquals(Optional.of("Frau Zürcher"), resolved.who());
            resolved.acknowledge();
            assertEquals(List.of(), terminal.recover().items());
        }
    }

    /** What a till says by types arrives, whatever is in its texts. */
    @Test
    void aUrlOfTypesIsRead() {
        try (Sim sim = Sim.start("ch")) {
            String[] address = sim.address.split(":");
            TerminalUrl url = TerminalUrl.of(address[0], Integer.parseInt(address[1])).dialect(Dialect.CH).listen("127.0.0.1:0")
                    .workstation("lane 1&2=ü+%").journal(folder.resolve("Büro & Kasse.db").toString()).language("fr")
                    .connect(Duration.ofSeconds(5)).keep(Duration.ofDays(30)).acknowledge(Acknowledge.TILL).adoptJournal(true)
                    .dialectReversal(Reversal.LAST).dialectSessionOpen(RequestKind.ACTIVATE_TERMINAL).dialectRefuse(List.of("tip", "stan"));
            try (Terminal terminal = Terminal.open(url)) {
                sim.ask("till " + terminal.listenAddress());
                sim.ask("outcome drop-pay:37");
                assertEquals(Verdict.UNKNOWN, terminal.pay(Till.PRICE).verdict());
                Recovered open = terminal.unresolved().items().get(0);
                assertEquals(Optional.of("lane 1&2=ü+%"), open.workstation());
                assertEquals(Optional.of(RequestKind.CARD_PAYMENT), open.kind());
                assertEquals(Optional.of(Till.PRICE), open.requestedAmount());
                assertTrue(Duration.between(open.begunAt().orElseThrow(), LocalDateTime.now()).abs().toHours() < 24);
                assertEquals(List.of(), open.contradictions());
            }
            OpiException refused = assertThrows(OpiException.class, () -> Terminal.open(url.option("idel_ms", "1")));
            assertTrue(refused.message().contains("idle_ms"), refused.message());
        }
    }

    /** Another till's payment came between, so the terminal is asked for its last receipt; the till's printer throws. */
    @Test
    void whatCallbacksThrowDuringRecoveryIsKept() {
        try (Till till = new Till("ch", journal)) {
            till.sim.ask("outcome drop-pay:37");
            assertEquals(Verdict.UNKNOWN, till.pay().verdict());
            till.sim.ask("outcome approve");
            try (Terminal other = Terminal.open(Till.url(till.sim.address, "workstation=2"))) {
                till.sim.ask("till " + other.listenAddress());
                assertTrue(other.pay(Till.PRICE).approved());
            }
            till.sim.ask("till " + till.terminal.listenAddress());
            List<Throwable> thrown = new ArrayList<>();
            till.inside = request -> {
                thrown.add(new IllegalStateException("Papier leer " + thrown.size()));
                CallbackTest.sneakyThrow(thrown.get(thrown.size() - 1));
            };
            Recovery recovery = till.terminal.recover();
            assertEquals(thrown, recovery.callbackFailures());
            assertTrue(thrown.size() > 0, "a receipt was printed again: " + recovery.json());
            assertEquals(1, recovery.items().size());
            till.misbehaves = true;
        }
    }

    /** The same when the terminal is opened with recover=open; opening succeeds all the same. */
    @Test
    void whatCallbacksThrowWhileOpeningIsKept() {
        try (Sim sim = Sim.start("ch")) {
            String port;
            try (Terminal first = Terminal.open(Till.url(sim.address, journal))) {
                sim.ask("till " + first.listenAddress());
                port = first.listenAddress();
                sim.ask("outcome drop-pay:37");
                assertEquals(Verdict.UNKNOWN, first.pay(Till.PRICE).verdict());
                sim.ask("outcome approve");
                try (Terminal other = Terminal.open("opi://" + sim.address + "?workstation=2&journal=none&listen=" + port)) {
                    assertTrue(other.pay(Till.PRICE).approved());
                }
            }
            IllegalStateException empty = new IllegalStateException("Papier leer");
            Devices devices = new Devices().print(receipt -> {
                throw empty;
            });
            try (Terminal terminal = Terminal.open(
                    "opi://" + sim.address + "?recover=open&" + journal + "&listen=" + port, devices)) {
                assertEquals(1, terminal.unresolved().items().size());
                assertTrue(terminal.openingFailures().contains(empty), terminal.openingFailures().toString());
            }
        }
    }

    @Test
    void withoutAJournalThereIsNothingToRecover() {
        try (Terminal terminal = Terminal.open(Till.url("127.0.0.1:1", "journal=none"))) {
            ThreadTest.assertStatus(Status.NO_JOURNAL, terminal::recover);
            ThreadTest.assertStatus(Status.NO_JOURNAL, terminal::unresolved);
        }
    }

    private static List<RecoveryVerdict> verdicts(List<Recovered> items) {
        List<RecoveryVerdict> verdicts = new ArrayList<>();
        items.forEach(item -> verdicts.add(item.verdict()));
        return verdicts;
    }
}
