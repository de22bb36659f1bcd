package org.libopi;

import java.math.BigDecimal;
import java.util.Objects;

/** An amount in major units and its currency: 12.50 CHF. Never floating point; 12.5 and 12.50 are the same. */
public final class Money {
    private static final int DIGITS = 15; // more than any terminal takes

    private final BigDecimal amount;
    private final String currency;

    private Money(BigDecimal amount, String currency) {
        this.amount = Objects.requireNonNull(amount, "amount");
        this.currency = Objects.requireNonNull(currency, "currency");
    }

    /**
     * An amount in major units.
     *
     * @param amount such as 12.50
     * @param currency the three letters of ISO 4217, such as "CHF"
     * @return the money
     */
    public static Money of(BigDecimal amount, String currency) {
        return new Money(amount, currency);
    }

    /**
     * An amount in major units.
     *
     * @param amount such as "12.50"
     * @param currency the three letters of ISO 4217, such as "CHF"
     * @return the money
     * @throws NumberFormatException when the amount is no number
     */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    /**
     * An amount in minor units: 1250 and "CHF" are 12.50 CHF.
     *
     * @param minorUnits the amount
     * @param currency the three letters of ISO 4217, such as "CHF"
     * @return the money
     * @throws OpiException when there is no such currency
     */
    public static Money ofMinorUnits(long minorUnits, String currency) {
        return new Money(BigDecimal.valueOf(minorUnits, decimals(currency)), currency);
    }

    /**
     * The amount.
     *
     * @return in major units
     */
    public BigDecimal amount() {
        return amount;
    }

    /**
     * The currency.
     *
     * @return the three letters of ISO 4217; of a converted amount perhaps its name, as the terminal says it
     */
    public String currency() {
        return currency;
    }

    /**
     * The amount in minor units: 12.50 CHF are 1250.
     *
     * @return exactly this amount
     * @throws OpiException when there is no such currency, or when the amount has more decimals than it
     */
    public long minorUnits() {
        if ((long) amount.precision() - amount.scale() > DIGITS) { // first: what follows is for numbers of a sane size
            throw OpiException.mistake(Status.INVALID_AMOUNT, amount + " is larger than any terminal takes.",
                    "Give major units, such as 12.50.");
        }
        int decimals = decimals(currency);
        BigDecimal minor = amount.movePointRight(decimals).stripTrailingZeros();
        if (minor.scale() > 0) {
            throw OpiException.mistake(Status.INVALID_AMOUNT,
                    amount + " has too many decimals: " + currency + " has " + decimals + ".",
                    "Round the amount as your shop does.");
        }
        return minor.longValueExact();
    }

    private static int decimals(String currency) {
        int decimals = NativeLibrary.binding().currencyDecimals(currency);
        if (decimals < 0) {
            throw OpiException.mistake(Status.INVALID_AMOUNT, "'" + currency + "' is no currency of ISO 4217.",
                    "Give its three letters, such as CHF.");
        }
        return decimals;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Money && amount.compareTo(((Money) other).amount) == 0
                && currency.equals(((Money) other).currency);
    }

    @Override
    public int hashCode() {
        return Objects.hash(amount.stripTrailingZeros(), currency);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
