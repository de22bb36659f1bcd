// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** The terminal model. */
public enum Model {
    /** Ingenico RX5000 */
    RX5000("rx5000"),
    /** Ingenico DX8000 */
    DX8000("dx8000"),
    /** Ingenico EX8000 */
    EX8000("ex8000"),
    /** PAX Q30 */
    Q30("q30"),
    /** PAX A77 */
    A77("a77"),
    /** PAX IM15 */
    IM15("im15"),
    /** PAX IM30 */
    IM30("im30");

    private final String word;

    Model(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "rx5000"
     */
    public String word() {
        return word;
    }

    static Optional<Model> ofWord(String word) {
        return Values.word(values(), Model::word, word);
    }
}
