// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Who prints a copy. */
public enum ReceiptPlace {
    /** The till: the terminal sends the receipt. */
    TILL("till"),
    /** The terminal itself. */
    TERMINAL("terminal"),
    /** Nobody. */
    NONE("none");

    private final String word;

    ReceiptPlace(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "till"
     */
    public String word() {
        return word;
    }

    static Optional<ReceiptPlace> ofWord(String word) {
        return Values.word(values(), ReceiptPlace::word, word);
    }
}
