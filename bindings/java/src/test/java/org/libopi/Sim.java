package org.libopi;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The simulated terminal, opi-sim, as a child process that is told what to do through pipes. */
final class Sim implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    /** HOST:PORT where it takes requests; of a shop where each terminal does. */
    final String address;
    final List<String> addresses = new ArrayList<>();

    private Sim(int terminals, String... command) throws IOException {
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (int i = 0; i < terminals; i++) {
            String ready = answers.readLine();
            if (ready == null || !ready.startsWith("ready ")) {
                throw new IllegalStateException("opi-sim did not start: " + ready);
            }
            addresses.add(ready.substring("ready ".length()));
        }
        address = addresses.get(0);
    }

    static Sim start(String dialect) {
        try {
            return new Sim(1, program("OPI_SIM", "release/opi-sim"), "--dialect", dialect, "--port", "0", "--control");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shop of terminals in one process; a command is for all, or with "@K " in front for the K-th, counted from 1. */
    static Sim shop(int terminals) {
        try {
            return new Sim(terminals, program("OPI_SIM", "release/opi-sim"), "--terminals", String.valueOf(terminals),
                    "--dialect", "ch", "--port", "0", "--control");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program(String variable, String file) {
        String named = System.getenv(variable);
        return named != null ? named : Path.of("../../target", file).toAbsolutePath().toString();
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
        return netOf(ask("ledger"), currency);
    }

    /** The same of one terminal of a shop. */
    String net(int terminal, String currency) {
        return netOf(ask("@" + terminal + " ledger"), currency);
    }

    private static String netOf(String ledger, String currency) {
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
