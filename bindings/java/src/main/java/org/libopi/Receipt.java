package org.libopi;

import java.util.List;

/** A receipt, as the terminal set it. */
public final class Receipt {
    private final ReceiptRole role;
    private final String target;
    private final String text;
    private final boolean acknowledged;

    private Receipt(ReceiptRole role, String target, String text, boolean acknowledged) {
        this.role = role;
        this.target = target;
        this.text = text;
        this.acknowledged = acknowledged;
    }

    /** What the print callback is asked. */
    static Receipt asked(NativeBinding binding, long request) {
        return new Receipt(ReceiptRole.of(binding.deviceRequestRole(request)), binding.deviceRequestTarget(request),
                binding.deviceRequestText(request), false);
    }

    /** One that came during a call. */
    static Receipt kept(int role, String text, boolean acknowledged) {
        return new Receipt(ReceiptRole.of(role), "", text, acknowledged);
    }

    /**
     * For whom it is.
     *
     * @return customer or merchant
     */
    public ReceiptRole role() {
        return role;
    }

    /**
     * The name of the printer on the wire, for the print callback.
     *
     * @return such as "Printer"; empty for a receipt in a result
     */
    public String target() {
        return target;
    }

    /**
     * The whole receipt, lines separated by line feeds, exactly as the terminal sent it.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The lines.
     *
     * @return one string for each; an empty one is a blank line
     */
    public List<String> lines() {
        return List.of(text.split("\n", -1));
    }

    /**
     * Whether the terminal was told that the receipt is in safe hands: because the print callback answered
     * {@link Answer#YES}, or because there is none; then it is for the till to print or keep this one.
     *
     * @return true if it was told so; false in the print callback, which has not answered yet
     */
    public boolean acknowledged() {
        return acknowledged;
    }

    @Override
    public String toString() {
        return text;
    }
}
