package org.libopi;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the till asks the terminal for: a kind, perhaps an amount, perhaps options. A plain object of the till's; the
 * library sees it when {@link Terminal#run} begins, and then checks it.
 */
public final class Request {
    private final RequestKind kind;
    private final Map<String, String> options = new LinkedHashMap<>();
    private long minorUnits;
    private String currency;

    private Request(RequestKind kind) {
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * A request of any kind.
     *
     * @param kind what is asked
     * @return a request without amount and options
     */
    public static Request of(RequestKind kind) {
        return new Request(kind);
    }

    /**
     * A card payment.
     *
     * @param amount in major units, such as 12.50
     * @param currency the three letters of ISO 4217, such as "CHF"
     * @return the request
     * @throws OpiException when the amount has more decimals than the currency
     */
    public static Request payment(BigDecimal amount, String currency) {
        return of(RequestKind.CARD_PAYMENT).amount(amount, currency);
    }

    /**
     * A refund to a card.
     *
     * @param amount in major units, positive, such as 12.50
     * @param currency the three letters of ISO 4217, such as "CHF"
     * @return the request
     * @throws OpiException when the amount has more decimals than the currency
     */
    public static Request refund(BigDecimal amount, String currency) {
        return of(RequestKind.PAYMENT_REFUND).amount(amount, currency);
    }

    /**
     * Sets the amount.
     *
     * @param amount in major units, such as 12.50; positive also for refunds
     * @param newCurrency the three letters of ISO 4217, such as "CHF"
     * @return this request
     * @throws OpiException when the amount has more decimals than the currency
     */
    public Request amount(BigDecimal amount, String newCurrency) {
        return minorUnits(toMinorUnits(amount, newCurrency), newCurrency);
    }

    /**
     * Sets the amount in minor units: 1250 and "CHF" are CHF 12.50.
     *
     * @param newMinorUnits the amount; positive also for refunds
     * @param newCurrency the three letters of ISO 4217, such as "CHF"
     * @return this request
     */
    public Request minorUnits(long newMinorUnits, String newCurrency) {
        currency = Objects.requireNonNull(newCurrency, "currency");
        minorUnits = newMinorUnits;
        return this;
    }

    /**
     * Sets the till's own reference of the sale.
     *
     * @param reference 1 to 20 letters, digits, '_' or '-'
     * @return this request
     */
    public Request reference(String reference) {
        return option(RequestOption.REFERENCE, reference);
    }

    /**
     * Sets an option. Setting it again replaces the value.
     *
     * @param option which
     * @param value its value, as text
     * @return this request
     */
    public Request option(RequestOption option, String value) {
        return option(option.text(), value);
    }

    /**
     * Sets an option by its name in texts, such as "reference".
     *
     * @param name its name; {@link Terminal#run} names the nearest one when there is none of that name
     * @param value its value, as text
     * @return this request
     */
    public Request option(String name, String value) {
        options.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Makes the library's own; to be freed by the caller. */
    long build(NativeBinding binding) {
        long request = binding.requestNew(kind.number());
        if (request == 0) {
            throw OpiException.of(binding, Status.UNKNOWN_NAME.number(), 0);
        }
        try {
            long[] error = new long[1];
            if (currency != null) {
                OpiException.check(binding, binding.requestSetAmount(request, minorUnits, currency, error), error[0]);
            }
            for (Map.Entry<String, String> option : options.entrySet()) {
                OpiException.check(binding, binding.requestSet(request, option.getKey(), option.getValue(), error),
                        error[0]);
            }
            return request;
        } catch (OpiException e) {
            binding.requestFree(request);
            throw e;
        }
    }

    static long toMinorUnits(BigDecimal amount, String currency) {
        if ((long) amount.precision() - amount.scale() > 15) { // first: what follows is for numbers of a sane size
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

    /**
     * The decimals of a currency by ISO 4217. Not java.util.Currency: its table belongs to the JVM and can be changed there,
     * and a factor of a hundred must not depend on that. A test compares this with the library, currency by currency.
     */
    private static int decimals(String currency) {
        switch (currency) {
            case "BIF":
            case "CLP":
            case "DJF":
            case "GNF":
            case "ISK":
            case "JPY":
            case "KMF":
            case "KRW":
            case "PYG":
            case "RWF":
            case "UGX":
            case "UYI":
            case "VND":
            case "VUV":
            case "XAF":
            case "XOF":
            case "XPF":
                return 0;
            case "BHD":
            case "IQD":
            case "JOD":
            case "KWD":
            case "LYD":
            case "OMR":
            case "TND":
                return 3;
            case "CLF":
            case "UYW":
                return 4;
            default:
                return 2; // also for what is no currency: the library refuses it
        }
    }

    @Override
    public String toString() {
        return kind.wireName() + (currency == null ? "" : " " + minorUnits + " " + currency) + " " + options;
    }
}
