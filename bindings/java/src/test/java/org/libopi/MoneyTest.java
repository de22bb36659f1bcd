package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** BigDecimal to minor units and back. */
class MoneyTest extends LibraryTest {
    /** For each currency that the library knows, one major unit is one major unit in Java and in the library. */
    @Proves("money")
    @Test
    void decimalsAreThoseOfTheLibrary() throws IOException {
        NativeBinding binding = NativeLibrary.binding();
        int known = 0;
        try (Socket held = Till.closedPort();
                Terminal terminal = Terminal.open(Till.url("127.0.0.1:" + held.getLocalPort(), ""))) {
            long request = binding.requestNew(RequestKind.CARD_PAYMENT.number());
            char[] code = new char[3];
            for (code[0] = 'A'; code[0] <= 'Z'; code[0]++) {
                for (code[1] = 'A'; code[1] <= 'Z'; code[1]++) {
                    for (code[2] = 'A'; code[2] <= 'Z'; code[2]++) {
                        String currency = new String(code);
                        long[] error = new long[1];
                        if (binding.requestSetAmount(request, 1, currency, error) == 0) {
                            known++;
                            Result result = terminal.pay(BigDecimal.ONE, currency);
                            assertEquals(Verdict.NOT_SENT, result.verdict());
                            assertEquals(Optional.of(BigDecimal.ONE), result.get(ResultField.REQUESTED_AMOUNT)
                                    .map(text -> new BigDecimal(text).setScale(0)), currency);
                        }
                        binding.errorFree(error[0]);
                    }
                }
            }
            binding.requestFree(request);
        }
        assertTrue(known > 150, known + " currencies");
    }

    @Proves("money")
    @Test
    void exactOrRefused() {
        assertEquals(1250, Request.toMinorUnits(new BigDecimal("12.50"), "CHF"));
        assertEquals(1250, Request.toMinorUnits(new BigDecimal("12.5"), "CHF"));
        assertEquals(1250, Request.toMinorUnits(new BigDecimal("12.500"), "CHF"));
        assertEquals(1250, Request.toMinorUnits(new BigDecimal("1250.00"), "JPY"));
        assertEquals(12505, Request.toMinorUnits(new BigDecimal("12.505"), "KWD"));
        assertEquals(100, Request.toMinorUnits(new BigDecimal("1E0"), "EUR"));
        assertRefused("12.505", "CHF", "too many decimals: CHF has 2");
        assertRefused("0.5", "JPY", "too many decimals: JPY has 0");
        assertRefused("1E30", "CHF", "larger than any terminal takes");
        assertRefused("1E-1000000000", "CHF", "too many decimals");
        assertRefused("1E1000000000", "CHF", "larger than any terminal takes");
    }

    private static void assertRefused(String amount, String currency, String words) {
        OpiException refused = assertThrows(OpiException.class,
                () -> Request.payment(new BigDecimal(amount), currency));
        assertEquals(Status.INVALID_AMOUNT, refused.status());
        assertEquals(MoneyMoved.NO, refused.moneyMoved());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
