package org.libopi;

/**
 * The till's devices: what the terminal may ask for while a payment runs. A device that is not set is one that the till
 * does not have; then receipts and journal entries are in the results.
 *
 * <p>Handlers run on the thread that is inside {@link Terminal#run}, {@link Terminal#recover} or {@link Terminal#dispatch},
 * or inside {@link Opi#dispatch}, one at a time for each terminal. They may take their time. What they throw is kept and reported on the result
 * ({@link Result#callbackFailures()}), and the terminal is told that the device failed.
 */
public final class Devices {
    final Handler<DisplayText> display;
    final Handler<Receipt> print;
    final Handler<Question> input;
    final Handler<Delivery> deliver;
    final Handler<JournalEntry> journal;

    /** A till without devices. */
    public Devices() {
        this(null, null, null, null, null);
    }

    private Devices(Handler<DisplayText> display, Handler<Receipt> print, Handler<Question> input,
            Handler<Delivery> deliver, Handler<JournalEntry> journal) {
        this.display = display;
        this.print = print;
        this.input = input;
        this.deliver = deliver;
        this.journal = journal;
    }

    /**
     * What one device does.
     *
     * @param <T> what it is asked
     */
    @FunctionalInterface
    public interface Handler<T> {
        /**
         * Does what the terminal asks, and says whether it was done.
         *
         * @param request what the terminal wants
         * @return the answer; null is {@link Answer#DEFAULT}
         * @throws Exception kept and reported on the result; the terminal is told that the device failed
         */
        Answer handle(T request) throws Exception;
    }

    /**
     * Adds a display for cashier and customer.
     *
     * @param handler shows the text
     * @return these devices and that one
     */
    public Devices display(Handler<DisplayText> handler) {
        return new Devices(handler, print, input, deliver, journal);
    }

    /**
     * Adds a printer. Only {@link Answer#YES} tells the terminal that the receipt is in safe hands; after anything else it
     * keeps the receipt and wants a reprint before the next payment.
     *
     * @param handler prints the receipt
     * @return these devices and that one
     */
    public Devices print(Handler<Receipt> handler) {
        return new Devices(display, handler, input, deliver, journal);
    }

    /**
     * Adds a cashier who can be asked.
     *
     * @param handler asks, and answers as {@link Question} says
     * @return these devices and that one
     */
    public Devices input(Handler<Question> handler) {
        return new Devices(display, print, handler, deliver, journal);
    }

    /**
     * Adds what hands out goods (unattended terminals). Only {@link Answer#YES} says that it was done.
     *
     * @param handler hands out
     * @return these devices and that one
     */
    public Devices deliver(Handler<Delivery> handler) {
        return new Devices(display, print, input, handler, journal);
    }

    /**
     * Adds an electronic journal. Only {@link Answer#YES} says that the entry is stored.
     *
     * @param handler stores the entry
     * @return these devices and that one
     */
    public Devices journal(Handler<JournalEntry> handler) {
        return new Devices(display, print, input, deliver, handler);
    }
}
