// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** For whom a receipt is. */
public enum ReceiptRole {
    /** The customer's copy of a receipt. */
    CUSTOMER(1, "customer"),
    /** The merchant's copy of a receipt. */
    MERCHANT(2, "merchant"),
    /** A value of a later version of the library; the raw number tells which. */
    OTHER(Integer.MIN_VALUE, "other"),
    ;

    private final int number;
    private final String word;

    ReceiptRole(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 1
     */
    public int number() {
        return number;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "customer"
     */
    public String word() {
        return word;
    }

    static Optional<ReceiptRole> ofWord(String word) {
        return Values.word(values(), ReceiptRole::word, word);
    }

    static ReceiptRole of(int number) {
        for (ReceiptRole value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
