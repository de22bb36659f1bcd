// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** The maker of the terminal's software. */
public enum Variant {
    /** Thales and Lavego */
    THALES("thales"),
    /** CCV Germany: ELME, SECpos, app2pay */
    CCV("ccv"),
    /** Ingenico Germany */
    INGENICO("ingenico"),
    /** MICROS/Oracle EFTLink */
    EFTLINK("eftlink"),
    /** Dynamics EPS */
    DYNAMICS("dynamics"),
    /** AP4900: France, Portugal */
    AP4900("ap4900");

    private final String word;

    Variant(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "thales"
     */
    public String word() {
        return word;
    }

    static Optional<Variant> ofWord(String word) {
        return Values.word(values(), Variant::word, word);
    }
}
