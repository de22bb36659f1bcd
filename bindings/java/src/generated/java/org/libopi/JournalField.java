// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** The fields of an entry of the electronic journal. */
public enum JournalField {
    /** terminal. */
    TERMINAL("terminal"),
    /** merchant. */
    MERCHANT("merchant"),
    /** shop. */
    SHOP("shop"),
    /** transaction. */
    TRANSACTION("transaction"),
    /** service. */
    SERVICE("service"),
    /** time. */
    TIME("time"),
    /** approval_code. */
    APPROVAL_CODE("approval_code"),
    /** amount. */
    AMOUNT("amount"),
    /** currency. */
    CURRENCY("currency"),
    /** detailed_amount. */
    DETAILED_AMOUNT("detailed_amount"),
    /** result. */
    RESULT("result"),
    /** acquirer. */
    ACQUIRER("acquirer"),
    /** activation. */
    ACTIVATION("activation"),
    /** reference. */
    REFERENCE("reference"),
    /** card (masked). */
    CARD("card"),
    /** card_name. */
    CARD_NAME("card_name"),
    /** application_id. */
    APPLICATION_ID("application_id"),
    /** dcc_amount. */
    DCC_AMOUNT("dcc_amount"),
    /** dcc_currency. */
    DCC_CURRENCY("dcc_currency"),
    /** dcc_rate. */
    DCC_RATE("dcc_rate"),
    /** dcc_markup. */
    DCC_MARKUP("dcc_markup"),
    /** text. */
    TEXT("text");

    private final String text;

    JournalField(String text) {
        this.text = text;
    }

    /**
     * The name in texts, in JSON and in the other languages.
     *
     * @return such as "terminal"
     */
    public String text() {
        return text;
    }
}
