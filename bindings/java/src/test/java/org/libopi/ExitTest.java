package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A till's process ends when and how it wants, whatever its terminals do: child JVMs, each with a watchdog. */
class ExitTest {
    private static final String CHECKED = "-Xcheck:jni";

    @Proves("exit-open")
    @Test
    void withAnOpenTerminal() throws Exception {
        assertEnds("return", 0, "0");
        assertEnds("exit", 7, "0");
        assertEnds("throw", 1, "0");
    }

    @Proves("exit-in-call")
    @Test
    void insideACall() throws Exception {
        assertEnds("exit-in-call", 7, "0");
    }

    @Proves("exit-in-callback")
    @Test
    void insideACallback() throws Exception {
        assertEnds("exit-in-callback", 7, "0");
        assertEnds("halt-at-d", 8, "0");
    }

    /** main() is over, and the payment on its own thread is brought to its end. */
    @Test
    void notBeforeAPaymentThatRunsHasEnded() throws Exception {
        assertEnds("return-in-call", 0, "1250");
    }

    private static void assertEnds(String how, int exitCode, String net) throws Exception {
        try (Sim sim = Sim.start("ch")) {
            if (net.equals("0")) {
                sim.ask("outcome wait");
            }
            Ended ended = run(sim, Till.url(sim.address, "workstation=lane-1"), how);
            assertEquals(exitCode, ended.exitCode, how + "\n" + ended.said);
            assertFalse(ended.said.contains("SIGSEGV") || ended.said.contains("FATAL"), ended.said);
            if (!net.equals("0")) {
                assertEquals(net, sim.net("CHF"));
            }
        }
    }

    /** How a child ended. */
    static final class Ended {
        final int exitCode;
        final String said;

        private Ended(int exitCode, String said) {
            this.exitCode = exitCode;
            this.said = said;
        }
    }

    /** Starts a till in a JVM of its own and waits for its end, at most a minute. */
    static Ended run(Sim sim, String url, String how) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), CHECKED,
                "-cp", System.getProperty("java.class.path"), Child.class.getName(), url, how)
                .redirectErrorStream(true).start();
        StringBuffer said = new StringBuffer();
        Thread reader = new Thread(() -> new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8)).lines().forEach(line -> {
                    said.append(line).append('\n');
                    if (line.startsWith("till ")) {
                        sim.ask(line);
                        closeInputOf(child); // it has waited for this: the terminal knows now where the till listens
                    }
                }));
        reader.start();
        if (!child.waitFor(60, TimeUnit.SECONDS)) {
            child.destroyForcibly();
            throw new AssertionError(how + ": did not end\n" + said);
        }
        reader.join();
        return new Ended(child.exitValue(), said.toString());
    }

    private static void closeInputOf(Process child) {
        try {
            child.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The till that ends. */
    static final class Child {
        private Child() {
        }

        public static void main(String[] arguments) throws InterruptedException, IOException {
            String how = arguments[1];
            CountDownLatch runs = new CountDownLatch(1);
            Terminal terminal = Terminal.open(arguments[0], new Devices()
                    .display(text -> {
                        runs.countDown();
                        return at("d", how);
                    })
                    .print(receipt -> at(receipt.role() == ReceiptRole.CUSTOMER ? "C" : "M", how))
                    .journal(entry -> at("j", how)));
            System.out.println("till " + terminal.listenAddress());
            System.in.readAllBytes();
            switch (how) {
                case "return":
                    return;
                case "exit":
                    System.exit(7);
                    return;
                case "throw":
                    throw new IllegalStateException("Kasse defekt");
                case "exit-in-call":
                    terminal.runAsync(Request.payment(Till.PRICE));
                    runs.await();
                    System.exit(7);
                    return;
                case "return-in-call":
                    terminal.runAsync(Request.payment(Till.PRICE));
                    return;
                default:
                    terminal.pay(Till.PRICE);
                    throw new AssertionError("came back from a callback that ended the process");
            }
        }

        private static Answer at(String place, String how) {
            if (how.equals("exit-in-callback")) {
                System.exit(7);
            }
            if (how.equals("halt-at-" + place)) {
                Runtime.getRuntime().halt(8);
            }
            return Answer.YES;
        }
    }
}
