package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

/** A till at a simulator of its own, with devices that write down what they are asked and answer yes. */
final class Till implements AutoCloseable {
    static final Money PRICE = Money.of("12.50", "CHF");

    final Sim sim;
    final Terminal terminal;
    private final String currency;
    /** A letter for each thing asked: d display, C and M receipts of customer and merchant, i input, g goods, j journal. */
    final StringBuffer trace = new StringBuffer();
    /** Called inside each handler, with what it was asked, before it answers. */
    volatile Consumer<Object> inside = request -> { };
    /** Does the test mean to do what a terminal complains about? */
    boolean misbehaves;

    Till(String dialect, String options) {
        currency = dialect.equals("ch") ? "CHF" : "EUR";
        sim = Sim.start(dialect);
        terminal = Terminal.open(url(sim.address, "dialect=" + dialect + "&" + options), devices());
        sim.ask("till " + terminal.listenAddress());
    }

    Till() {
        this("ch", "language=de");
    }

    /** A terminal's URL: a free port for device requests, and no journal unless the options name one. */
    static String url(String address, String options) {
        return "opi://" + address + "?listen=127.0.0.1:0" + (options.contains("journal=") ? "" : "&journal=none")
                + (options.isEmpty() ? "" : "&" + options);
    }

    /** A port of this machine that is taken and where nobody listens. */
    static Socket closedPort() throws IOException {
        Socket held = new Socket();
        held.bind(new InetSocketAddress("127.0.0.1", 0));
        return held;
    }

    private Devices devices() {
        return new Devices()
                .display(text -> note(text, "d"))
                .print(receipt -> note(receipt, receipt.role() == ReceiptRole.CUSTOMER ? "C" : "M"))
                .input(question -> note(question, "i"))
                .deliver(goods -> note(goods, "g"))
                .journal(entry -> note(entry, "j"));
    }

    private Answer note(Object request, String letter) {
        trace.append(letter);
        inside.accept(request);
        return Answer.YES;
    }

    Request sale() {
        return Request.payment(Money.of(PRICE.amount(), currency));
    }

    Result pay() {
        return terminal.run(sale());
    }

    @Override
    public void close() {
        terminal.close(Duration.ofSeconds(60));
        if (!misbehaves) {
            assertEquals("[]", sim.ask("findings"));
        }
        sim.close();
    }
}
