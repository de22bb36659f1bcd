// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The till's devices: what the terminal may ask for while a payment runs. A device that is not set is one that the till
 * does not have; then receipts and journal entries are in the results.
 *
 * <p>Handlers run on the thread that is inside {@link Terminal#run}, {@link Terminal#recover} or {@link Terminal#dispatch},
 * or inside {@link Opi#dispatch}, one at a time for each terminal. They may take their time. What they throw is kept and
 * reported on the result ({@link Result#callbackFailures()}), and the terminal is told that the device failed.
 */
public final class Devices {
    final Map<String, Device<?>> all;

    /** A till without devices. */
    public Devices() {
        this(Map.of());
    }

    private Devices(Map<String, Device<?>> all) {
        this.all = all;
    }

    private <T> Devices with(String name, Function<Source, T> copied, Handler<T> handler) {
        Map<String, Device<?>> more = new LinkedHashMap<>(all);
        more.put(name, new Device<>(copied, handler));
        return new Devices(more);
    }

    /**
     * Shows text to the cashier or the customer. Whatever it answers, the terminal is told that it was shown.
     *
     * @param handler does it, and answers
     * @return these devices and that one
     */
    public Devices display(Handler<DisplayText> handler) {
        return with("display", asked -> new DisplayText(DisplayText.copy(asked)), handler);
    }

    /**
     * Prints a receipt. Only yes tells the terminal that it is in safe hands; after anything else it keeps the receipt
     * and wants a reprint before the next payment. Left out: receipts are in the results.
     *
     * @param handler does it, and answers
     * @return these devices and that one
     */
    public Devices print(Handler<Receipt> handler) {
        return with("print", asked -> new Receipt(Receipt.copy(asked)), handler);
    }

    /**
     * Asks the cashier.
     *
     * @param handler does it, and answers as {@link Answerable} says
     * @return these devices and that one
     */
    public Devices input(Handler<Question> handler) {
        return with("input", asked -> new Question(Question.copy(asked)), handler);
    }

    /**
     * Hands out the goods (unattended terminals). Only yes says that it was done.
     *
     * @param handler does it, and answers
     * @return these devices and that one
     */
    public Devices deliver(Handler<Delivery> handler) {
        return with("deliver", asked -> new Delivery(Delivery.copy(asked)), handler);
    }

    /**
     * Stores an entry of the electronic journal. Only yes says that it was done. Left out: entries are in the results.
     *
     * @param handler does it, and answers
     * @return these devices and that one
     */
    public Devices journal(Handler<JournalEntry> handler) {
        return with("journal", asked -> new JournalEntry(JournalEntry.copy(asked)), handler);
    }
}
