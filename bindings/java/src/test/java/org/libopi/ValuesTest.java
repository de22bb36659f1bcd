package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the library says, as types of Java and back; whatever a terminal wrote, nothing breaks. */
class ValuesTest extends LibraryTest {
    @Test
    void texts() {
        assertEquals(Optional.of("Bäckerei"), Values.text("Bäckerei"));
        assertEquals(Optional.of(""), Values.text(""));
        assertEquals(Optional.empty(), Values.text(null));
        assertEquals(List.of("a", "", "b", ""), Values.lines("a\n\nb\n"));
        assertEquals(List.of(), Values.lines(null));
    }

    @Test
    void lists() {
        assertEquals(List.of("VISA", "ECMC"), Values.list("VISA, ECMC"));
        assertEquals(List.of("VISA"), Values.list(",VISA,,"));
        assertEquals(List.of(), Values.list(""));
        assertEquals(List.of(), Values.list(null));
    }

    @Test
    void flags() {
        assertEquals(Optional.of(true), Values.flag("yes"));
        assertEquals(Optional.of(false), Values.flag("no"));
        assertEquals(Optional.empty(), Values.flag("true"));
        assertEquals(Optional.empty(), Values.flag(null));
        assertTrue(new DisplayText(new Copy().number("for_customer", 1)).forCustomer());
        assertFalse(new DisplayText(new Copy().number("for_customer", 0)).forCustomer());
    }

    @Test
    void numbers() {
        assertEquals(OptionalLong.of(7), Values.number("007"));
        assertEquals(OptionalLong.of(Long.MAX_VALUE), Values.number("9223372036854775807"));
        for (String odd : new String[] {"9223372036854775808", "1.5", "1,5", " 7", "7 ", "", "x", "١٢", null}) {
            assertEquals(OptionalLong.empty(), Values.number(odd), odd);
        }
        assertEquals(OptionalLong.of(0), Values.number(0));
        assertEquals(OptionalLong.empty(), Values.number(-1));
    }

    @Test
    void decimalsAndAmounts() {
        assertEquals(Optional.of(new BigDecimal("1.0512")), Values.decimal("1.0512"));
        assertEquals(Optional.of(Money.of("12.50", "CHF")), Values.amount("12.50", "CHF"));
        assertEquals(Optional.of(Money.of("-3", "JPY")), Values.amount("-3", "JPY"));
        assertEquals(Optional.empty(), Values.amount("12.50", null), "nobody knows of what");
        for (String odd : new String[] {"12,50", "1'200.00", "1E3", "NaN", ".5", "5.", "", null}) {
            assertEquals(Optional.empty(), Values.decimal(odd), odd);
            assertEquals(Optional.empty(), Values.amount(odd, "CHF"), odd);
        }
    }

    @Test
    void times() {
        LocalDateTime time = LocalDateTime.of(2026, 7, 24, 14, 5);
        assertEquals(Optional.of(time), Values.time("2026-07-24T14:05:00"));
        assertEquals(Optional.of(time), Values.time("2026-07-24T14:05:00+02:00"), "what the clock there showed");
        assertEquals(Optional.of(time), Values.time("2026-07-24T14:05:00Z"));
        assertEquals(Optional.of(time.plusNanos(123_000_000)), Values.time("2026-07-24T14:05:00.123"));
        for (String odd : new String[] {"2026-13-45T14:05:00", "24.07.2026 14:05", "2026-07-24", "heute", "", null}) {
            assertEquals(Optional.empty(), Values.time(odd), odd);
        }
    }

    @Test
    void durations() {
        assertEquals(Optional.of(Duration.ofSeconds(30)), Values.duration(30, ChronoUnit.SECONDS));
        assertEquals(Optional.of(Duration.ofDays(400)), Values.duration("400", ChronoUnit.DAYS));
        assertEquals(Optional.empty(), Values.duration(-1, ChronoUnit.SECONDS));
        assertEquals(Optional.empty(), Values.duration("9223372036854775807", ChronoUnit.DAYS));
        assertEquals(Optional.empty(), Values.duration("soon", ChronoUnit.MILLIS));
    }

    /** What only a later version of the library knows breaks nothing, and stays readable. */
    @Test
    void enumerationsAreOpen() {
        Copy asked = new Copy().number("role", 77).number("prompt_kind", 78);
        assertEquals(ReceiptRole.OTHER, new Receipt(asked).role());
        assertEquals(77, new Receipt(asked).roleRaw());
        assertEquals(Prompt.OTHER, new Question(asked).prompt());
        assertEquals(78, new Question(asked).promptRaw());
        assertEquals(MoneyMoved.POSSIBLY, MoneyMoved.of(79), "what nobody knows is no leave to charge again");
        assertEquals(LogLevel.OTHER, LogLevel.of(80));

        Copy evidence = new Copy().field("source", "crystal_ball").field("says", "paid");
        assertEquals(Optional.empty(), new Evidence(evidence).source());
        assertEquals(Optional.of("crystal_ball"), new Evidence(evidence).sourceRaw());
        assertEquals(Optional.of(EvidenceSays.PAID), new Evidence(evidence).says());
        assertEquals(Optional.empty(), new Evidence(new Copy()).sourceRaw());
    }

    @Test
    void fieldsAreTypedAndRawAtOnce() {
        JournalEntry entry = new JournalEntry(new Copy().field("amount", "12,50").field("currency", "CHF").field("shop", "A\nB")
                .field("time", "gestern").field("new_in_2030", "x"));
        assertEquals(Optional.empty(), entry.amount());
        assertEquals(Optional.of("12,50"), entry.get(JournalEntryField.AMOUNT));
        assertEquals(Optional.empty(), entry.time());
        assertEquals(List.of("A", "B"), entry.shopLines());
        assertEquals(Optional.of("x"), entry.get("new_in_2030"));
        assertEquals(Map.of(JournalEntryField.AMOUNT, "12,50", JournalEntryField.CURRENCY, "CHF", JournalEntryField.SHOP, "A\nB",
                JournalEntryField.TIME, "gestern"), entry.fields());
    }

    /** Where a record has no such function there is nothing, and no fault. */
    @Test
    void nothingIsNothing() {
        Receipt receipt = new Receipt(new Copy());
        assertEquals("", receipt.target());
        assertFalse(receipt.acknowledged());
        assertEquals(List.of(), new DisplayText(new Copy()).lines());
    }

    @Test
    void urlsAreEncoded() {
        TerminalUrl url = TerminalUrl.of("::1", 4100).dialect(Dialect.DE).workstation("Kasse 1&2=ü+%").connect(Duration.ofSeconds(3))
                .keep(Duration.ofDays(30)).adoptJournal(false).recover(Recover.OPEN).recover(Duration.ofMinutes(1))
                .dialectAllow(List.of("tip", "stan")).dialectSessionOpen(RequestKind.LOGIN).journal("C:\\Kasse\\ledger.db");
        assertEquals("opi://[::1]:4100?dialect=de&workstation=Kasse%201%262%3D%C3%BC%2B%25&connect_ms=3000&keep_days=30"
                + "&adopt_journal=no&recover=open&recover_ms=60000&dialect.allow=tip,stan&dialect.session_open=Login"
                + "&journal=C:%5CKasse%5Cledger.db", url.toString());
        assertEquals("opi://192.168.0.60?language=fr", TerminalUrl.of("192.168.0.60").language("de").language("fr").toString());
    }

    @Test
    void whatAnOptionCannotSayIsRefused() {
        assertRefused(() -> TerminalUrl.of("a").keep(Duration.ofHours(36)), "keep_days is PT36H, no whole number of days");
        assertRefused(() -> TerminalUrl.of("a").connect(Duration.ofNanos(1)), "connect_ms is PT0.000000001S");
        assertRefused(() -> Request.of(RequestKind.LOGIN).cardCircuits(List.of("VISA,ECMC")), "'VISA,ECMC', which is more than one");
    }

    private static void assertRefused(Runnable call, String words) {
        OpiException refused = assertThrows(OpiException.class, call::run);
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    /** A till may send it to its own server. */
    @Test
    void anExceptionSurvivesSerialisation() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(assertThrows(OpiException.class, () -> Terminal.open("opi://")));
        OpiException read = (OpiException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertEquals(Status.INVALID_URL, read.status());
        assertEquals("The terminal URL names no host.", read.message());
        assertEquals(MoneyMoved.NO, read.moneyMoved());
    }

    /** Card data is sent, and shown nowhere. */
    @Test
    void aRequestDoesNotShowItsOptions() {
        Request request = Request.payment(Till.PRICE).cardPan("4111111111111111").reference("A-1");
        assertEquals("CardPayment 12.50 CHF {} [card_pan, reference]", request.toString());
    }
}
