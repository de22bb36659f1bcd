// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What a login tells the terminal in PrivateData: nothing, or which receipts the till prints. */
public enum LoginData {
    /** The word none. */
    NONE("none"),
    /** The word printers. */
    PRINTERS("printers");

    private final String word;

    LoginData(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "none"
     */
    public String word() {
        return word;
    }

    static Optional<LoginData> ofWord(String word) {
        return Values.word(values(), LoginData::word, word);
    }
}
