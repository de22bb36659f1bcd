package org.libopi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the till asks the terminal for: a kind, perhaps an amount, perhaps options, a method for each. A plain object of the
 * till's; the library sees it when {@link Terminal#run} begins, and then checks it.
 */
public final class Request extends RequestSetters {
    private final RequestKind kind;
    final Map<String, Money> parts = new LinkedHashMap<>(); // of the amount: tip, cashback
    private Money amount;

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
     * @param amount such as 12.50 CHF
     * @return the request
     * @throws OpiException when the amount has more decimals than the currency
     */
    public static Request payment(Money amount) {
        return of(RequestKind.CARD_PAYMENT).amount(amount);
    }

    /**
     * A refund to a card.
     *
     * @param amount such as 12.50 CHF; positive
     * @return the request
     * @throws OpiException when the amount has more decimals than the currency
     */
    public static Request refund(Money amount) {
        return of(RequestKind.PAYMENT_REFUND).amount(amount);
    }

    /**
     * Sets the amount.
     *
     * @param newAmount such as 12.50 CHF; positive also for refunds
     * @return this request
     * @throws OpiException when the amount has more decimals than the currency
     */
    public Request amount(Money newAmount) {
        newAmount.minorUnits(); // refused here, where the mistake is
        amount = newAmount;
        return this;
    }

    /**
     * Sets an option as text. Setting it again replaces the value.
     *
     * @param option which
     * @param value its value, as text
     * @return this request
     */
    public Request option(RequestOption option, String value) {
        return option(option.word(), value);
    }

    /**
     * Sets an option by its name, such as "reference": for one that only a newer library knows.
     *
     * @param name its name; {@link Terminal#run} names the nearest one when there is none of that name
     * @param value its value, as text
     * @return this request
     */
    public Request option(String name, String value) {
        options.set(name, value);
        return this;
    }

    @Override
    Request self() {
        return this;
    }

    @Override
    Request part(String name, Money part) {
        part.minorUnits();
        parts.put(name, part);
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
            if (amount != null) {
                OpiException.check(binding,
                        binding.requestSetAmount(request, amount.minorUnits(), amount.currency(), error), error[0]);
            }
            for (Map.Entry<String, Money> part : parts.entrySet()) {
                set(binding, request, part.getKey(), ofAmount(part.getKey(), part.getValue()));
            }
            for (Map.Entry<String, String> option : options.texts.entrySet()) {
                set(binding, request, option.getKey(), option.getValue());
            }
            return request;
        } catch (OpiException e) {
            binding.requestFree(request);
            throw e;
        }
    }

    private static void set(NativeBinding binding, long request, String name, String value) {
        long[] error = new long[1];
        OpiException.check(binding, binding.requestSet(request, name, value, error), error[0]);
    }

    /** A part of the amount in the minor units of the amount. */
    private String ofAmount(String name, Money part) {
        if (amount == null || !amount.currency().equals(part.currency())) {
            throw OpiException.mistake(Status.INVALID_AMOUNT,
                    name + " is " + part + ", which cannot be a part of " + amount + ".", "Give both in one currency.");
        }
        return Long.toString(part.minorUnits());
    }

    /** The names of the options, not their values: some are card data. */
    @Override
    public String toString() {
        return kind.word() + (amount == null ? "" : " " + amount) + " " + parts + " " + options.texts.keySet();
    }
}
