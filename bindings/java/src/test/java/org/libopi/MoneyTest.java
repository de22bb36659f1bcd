package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts to minor units and back: exactly, or refused. */
class MoneyTest extends LibraryTest {
    /** The library knows how many decimals a currency has; what it takes comes back as the same amount. */
    @Proves("money")
    @ParameterizedTest
    @CsvSource({"CHF, 12.50, 1250", "JPY, 1250, 1250", "KWD, 12.505, 12505", "CLF, 1.2345, 12345"})
    void decimalsAreThoseOfTheLibrary(String currency, String amount, long minorUnits) throws IOException {
        Money price = Money.of(amount, currency);
        assertEquals(minorUnits, price.minorUnits());
        assertEquals(price, Money.ofMinorUnits(minorUnits, currency));
        try (Socket held = Till.closedPort();
                Terminal terminal = Terminal.open(Till.url("127.0.0.1:" + held.getLocalPort(), ""))) {
            Result result = terminal.pay(price);
            assertEquals(Verdict.NOT_SENT, result.verdict());
            assertEquals(Optional.of(price), result.requestedAmount());
        }
    }

    @Proves("money")
    @Test
    void exactOrRefused() {
        assertEquals(1250, Money.of("12.5", "CHF").minorUnits());
        assertEquals(1250, Money.of("12.500", "CHF").minorUnits());
        assertEquals(1250, Money.of("1250.00", "JPY").minorUnits());
        assertEquals(100, Money.of("1E0", "EUR").minorUnits());
        assertRefused("12.505", "CHF", "too many decimals: CHF has 2");
        assertRefused("0.5", "JPY", "too many decimals: JPY has 0");
        assertRefused("1E30", "CHF", "larger than any terminal takes");
        assertRefused("1E-1000000000", "CHF", "too many decimals");
        assertRefused("1E1000000000", "CHF", "larger than any terminal takes");
        assertRefused("1", "XXX", "'XXX' is no currency");
        assertRefused("1", "Euro", "'Euro' is no currency");
    }

    private static void assertRefused(String amount, String currency, String words) {
        OpiException refused = assertThrows(OpiException.class, () -> Request.payment(Money.of(amount, currency)));
        assertEquals(Status.INVALID_AMOUNT, refused.status());
        assertEquals(MoneyMoved.NO, refused.moneyMoved());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void theSameAmountIsTheSameMoney() {
        Money price = Money.of(new BigDecimal("12.5"), "CHF");
        assertEquals(Till.PRICE, price);
        assertEquals(Till.PRICE.hashCode(), price.hashCode());
        assertEquals("12.50 CHF", Till.PRICE.toString());
        assertNotEquals(Till.PRICE, Money.of("12.50", "EUR"));
        assertNotEquals(Till.PRICE, Money.of("12.51", "CHF"));
    }

    /** A tip is a part of the amount: in its currency, and in minor units on its way. */
    @Test
    void aPartIsInTheCurrencyOfItsAmount() {
        try (Till till = new Till("ifsf", "")) {
            Result result = till.terminal.run(till.sale().tip(Money.of("2.50", "EUR")));
            assertTrue(result.approved());
            OpiException refused = assertThrows(OpiException.class,
                    () -> till.terminal.run(till.sale().tip(Money.of("2.50", "CHF"))));
            assertEquals(Status.INVALID_AMOUNT, refused.status());
            assertTrue(refused.getMessage().contains("tip is 2.50 CHF, which cannot be a part of 12.50 EUR"), refused.getMessage());
        }
    }
}
