package org.libopi;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The simulated terminal, opi-sim, as a child process that is told what to do through pipes. */
final class Sim implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    /** HOST:PORT where it takes requests. */
    final String address;

    private Sim(Process process, BufferedReader answers, String address) {
        this.process = process;
        this.answers = answers;
        this.address = address;
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    static Sim start(String dialect) {
        try {
            Process process = new ProcessBuilder(program().toString(), "--dialect", dialect, "--port", "0", "--control")
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader answers = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String ready = answers.readLine();
            if (ready == null || !ready.startsWith("ready ")) {
                throw new IllegalStateException("opi-sim did not start: " + ready);
            }
            return new Sim(process, answers, ready.substring("ready ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program() {
        String named = System.getenv("OPI_SIM");
        return named != null ? Path.of(named) : Path.of("../../target/release/opi-sim").toAbsolutePath();
    }

    /** Sends a command and gives the line that answers it. */
    synchronized String ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it booked in a currency, in minor units; the whole ledger when there is no such sum. */
    String net(String currency) {
        String ledger = ask("ledger");
        String before = "\"net\":{\"" + currency + "\":";
        int start = ledger.indexOf(before);
        return start < 0 ? ledger : ledger.substring(start + before.length(), ledger.indexOf('}', start));
    }

    @Override
    public void close() {
        try {
            commands.close(); // the end of its commands is its end
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("opi-sim did not end");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
