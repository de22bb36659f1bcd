// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

/** Which functions of the library read which record. */
final class Tables {
    static final Table RESULT_RECEIPT = new Table()
            .number("role", (c, at) -> c.resultReceiptRole(at[0], at[1]))
            .text("target", (c, at) -> c.resultReceiptTarget(at[0], at[1]))
            .text("text", (c, at) -> c.resultReceiptText(at[0], at[1]))
            .number("acknowledged", (c, at) -> c.resultReceiptAcknowledged(at[0], at[1]));
    static final Table RESULT_JOURNAL = new Table()
            .get((c, at, name) -> c.resultJournalGet(at[0], at[1], name));
    static final Table RESULT_EVIDENCE = new Table()
            .get((c, at, name) -> c.resultEvidenceGet(at[0], at[1], name));
    static final Table RESULT_CONTRADICTION = new Table()
            .get((c, at, name) -> c.resultContradictionGet(at[0], at[1], name));
    static final Table RESULT = new Table()
            .number("verdict", (c, at) -> c.resultVerdict(at[0]))
            .number("status", (c, at) -> c.resultStatus(at[0]))
            .number("money", (c, at) -> c.resultMoney(at[0]))
            .number("failed_callbacks", (c, at) -> c.resultFailedCallbacks(at[0]))
            .text("json", (c, at) -> c.resultJson(at[0]))
            .list("receipts", (c, at) -> c.resultReceiptCount(at[0]), RESULT_RECEIPT)
            .list("journal", (c, at) -> c.resultJournalCount(at[0]), RESULT_JOURNAL)
            .list("evidence", (c, at) -> c.resultEvidenceCount(at[0]), RESULT_EVIDENCE)
            .list("contradictions", (c, at) -> c.resultContradictionCount(at[0]), RESULT_CONTRADICTION)
            .list("notes", (c, at) -> c.resultNoteCount(at[0]), (c, at) -> c.resultNote(at[0], at[1]))
            .get((c, at, name) -> c.resultGet(at[0], name))
            .bytes((c, at, name) -> c.resultGetBytes(at[0], name));
    static final Table RECOVERY_RECEIPT = new Table()
            .number("role", (c, at) -> c.recoveryReceiptRole(at[0], at[1], at[2]))
            .text("target", (c, at) -> c.recoveryReceiptTarget(at[0], at[1], at[2]))
            .text("text", (c, at) -> c.recoveryReceiptText(at[0], at[1], at[2]))
            .number("acknowledged", (c, at) -> c.recoveryReceiptAcknowledged(at[0], at[1], at[2]));
    static final Table RECOVERY_JOURNAL = new Table()
            .get((c, at, name) -> c.recoveryJournalGet(at[0], at[1], at[2], name));
    static final Table RECOVERY_EVIDENCE = new Table()
            .get((c, at, name) -> c.recoveryEvidenceGet(at[0], at[1], at[2], name));
    static final Table RECOVERY_CONTRADICTION = new Table()
            .get((c, at, name) -> c.recoveryContradictionGet(at[0], at[1], at[2], name));
    static final Table RECOVERY = new Table()
            .number("verdict", (c, at) -> c.recoveryVerdict(at[0], at[1]))
            .list("receipts", (c, at) -> c.recoveryReceiptCount(at[0], at[1]), RECOVERY_RECEIPT)
            .list("journal", (c, at) -> c.recoveryJournalCount(at[0], at[1]), RECOVERY_JOURNAL)
            .list("evidence", (c, at) -> c.recoveryEvidenceCount(at[0], at[1]), RECOVERY_EVIDENCE)
            .list("contradictions", (c, at) -> c.recoveryContradictionCount(at[0], at[1]), RECOVERY_CONTRADICTION)
            .get((c, at, name) -> c.recoveryGet(at[0], at[1], name));
    static final Table ERROR = new Table()
            .number("code", (c, at) -> c.errorCode(at[0]))
            .text("message", (c, at) -> c.errorMessage(at[0]))
            .text("advice", (c, at) -> c.errorAdvice(at[0]))
            .number("money", (c, at) -> c.errorMoney(at[0]));
    static final Table DEVICE_REQUEST = new Table()
            .number("role", (c, at) -> c.deviceRequestRole(at[0]))
            .text("target", (c, at) -> c.deviceRequestTarget(at[0]))
            .text("text", (c, at) -> c.deviceRequestText(at[0]))
            .number("acknowledged", (c, at) -> c.deviceRequestAcknowledged(at[0]))
            .number("for_customer", (c, at) -> c.deviceRequestForCustomer(at[0]))
            .list("lines", (c, at) -> c.deviceRequestLineCount(at[0]), (c, at) -> c.deviceRequestLine(at[0], at[1]))
            .number("prompt_kind", (c, at) -> c.deviceRequestPromptKind(at[0]))
            .text("command", (c, at) -> c.deviceRequestCommand(at[0]))
            .number("min_length", (c, at) -> c.deviceRequestMinLength(at[0]))
            .number("max_length", (c, at) -> c.deviceRequestMaxLength(at[0]))
            .number("decimals", (c, at) -> c.deviceRequestDecimals(at[0]))
            .number("timeout_seconds", (c, at) -> c.deviceRequestTimeoutSeconds(at[0]))
            .get((c, at, name) -> c.deviceRequestGet(at[0], name));

    private Tables() {
    }
}
