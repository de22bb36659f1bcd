// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** The terminal's family. */
public enum Dialect {
    /** Nexi Switzerland */
    CH("ch"),
    /** Germany, OPI 1.2 and 1.3 */
    DE("de"),
    /** Netherlands, OPI-NL */
    NL("nl"),
    /** IFSF POS-EPS */
    IFSF("ifsf");

    private final String word;

    Dialect(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "ch"
     */
    public String word() {
        return word;
    }

    static Optional<Dialect> ofWord(String word) {
        return Values.word(values(), Dialect::word, word);
    }
}
