package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Umlauts and worse, both ways. */
class TextTest extends LibraryTest {
    /** Nothing is repaired on its way to the library, and nothing is cut off. */
    @Proves("utf8-invalid")
    @Test
    void whatIsNotTextIsRefused() {
        assertInvalid("\uD83D"); // half a surrogate pair
        assertInvalid("Kasse\uDE00");
        assertInvalid("A1\0B2");
        try (Till till = new Till()) {
            for (String bad : List.of("\uD83D", "A1\0B2")) {
                OpiException refused = assertThrows(OpiException.class,
                        () -> till.terminal.run(till.sale().reference(bad)));
                assertEquals(Status.INVALID_UTF8, refused.status());
                assertEquals(MoneyMoved.NO, refused.moneyMoved());
            }
            assertTrue(till.sim.ask("ledger").contains("\"transactions\":[]"));
        }
    }

    private static void assertInvalid(String workstation) {
        OpiException refused = assertThrows(OpiException.class,
                () -> Terminal.open("opi://127.0.0.1?workstation=" + workstation));
        assertEquals(Status.INVALID_UTF8, refused.status());
    }

    /** The till's umlauts arrive in the message, a surrogate pair in the answer to a bad option. */
    @Proves("utf8-umlauts")
    @Test
    void theTillsUmlautsArrive() {
        OpiException refused = assertThrows(OpiException.class, () -> Terminal.open("opi://127.0.0.1?Größe😀=1"));
        assertEquals(Status.UNKNOWN_NAME, refused.status());
        assertTrue(refused.getMessage().contains("Größe😀"), refused.getMessage());
    }

    /** UTF-8, Latin-1 under a UTF-8 declaration, and bytes that are neither: shown, and the payment is paid. */
    @Proves({"utf8-umlauts", "utf8-invalid"})
    @Test
    void theTerminalsBytesArriveAsText() throws IOException {
        List<String> shown = new ArrayList<>();
        Devices devices = new Devices().display(text -> {
            shown.add(text.text());
            return Answer.YES;
        });
        try (Peer peer = new Peer(); Terminal terminal = Terminal.open(Till.url(peer.address(), ""), devices)) {
            peer.ask(terminal.listenPort(), 1,
                    Peer.Body.display("Grüezi 😀 €".getBytes(StandardCharsets.UTF_8)),
                    Peer.Body.display("Bäckerei Müller".getBytes(StandardCharsets.ISO_8859_1)),
                    Peer.Body.display(new byte[] {'a', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, 'b'}));
            Result result = terminal.pay(Till.PRICE);
            assertTrue(result.approved());
        }
        assertEquals("Grüezi 😀 €", shown.get(0));
        assertEquals("Bäckerei Müller", shown.get(1));
        assertTrue(shown.get(2).startsWith("a") && shown.get(2).endsWith("b"), shown.get(2));
    }

    @Proves("utf8-umlauts")
    @Test
    void receiptsKeepTheirUmlauts() {
        for (String outcome : List.of("approve", "latin", "split:1")) {
            try (Till till = new Till()) {
                till.sim.ask("outcome " + outcome);
                Result result = till.pay();
                assertTrue(result.approved());
                assertTrue(result.receipts().get(0).textLines().get(0).contains("Bäckerei Müller"), result.toString());
                assertTrue(result.json().contains("Bäckerei Müller"));
            }
        }
    }
}
