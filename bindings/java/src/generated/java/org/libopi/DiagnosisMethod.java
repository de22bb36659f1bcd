// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What a Diagnosis looks at. */
public enum DiagnosisMethod {
    /** The way to the host. */
    ON_LINE("OnLine"),
    /** The terminal itself. */
    LOCAL("Local"),
    /** The payment point, initialised anew. */
    POP_INIT("POPInit"),
    /** All payment points, initialised anew. */
    POP_INIT_ALL("POPInitAll"),
    /** The printer. */
    PRINTER_STATUS("PrinterStatus");

    private final String word;

    DiagnosisMethod(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "OnLine"
     */
    public String word() {
        return word;
    }

    static Optional<DiagnosisMethod> ofWord(String word) {
        return Values.word(values(), DiagnosisMethod::word, word);
    }
}
