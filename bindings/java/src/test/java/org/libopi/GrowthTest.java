package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A thousand payments leave nothing behind: no memory, no socket, no thread. */
@EnabledOnOs(OS.LINUX)
class GrowthTest extends LibraryTest {
    @TempDir
    Path folder;

    /** A leak of a kilobyte for each payment would be more. */
    private static final long ALLOWED_KIB = 900;

    /**
     * The heap is of fixed size and touched at the start (pom.xml): what grows is native. The JVM's compilers grow too, for
     * a while; a leak grows in every round.
     */
    @Proves("thousand-payments")
    @Test
    void aThousandPayments() throws IOException {
        try (Till till = new Till("ch", "journal=" + folder.resolve("journal.db"))) {
            pay(till, 300); // caches are filled
            long files = openFiles();
            int threads = Thread.activeCount();
            long grown = Long.MAX_VALUE;
            for (int round = 0; round < 6 && grown > ALLOWED_KIB; round++) {
                long memory = residentKib();
                pay(till, 1000);
                grown = residentKib() - memory;
            }
            assertTrue(grown <= ALLOWED_KIB, grown + " KiB more after 1,000 payments");
            assertEquals(files, openFiles());
            assertEquals(threads, Thread.activeCount());
        }
    }

    @Test
    void aHundredTerminals() throws IOException {
        openAndClose(20);
        long files = openFiles();
        openAndClose(100);
        assertEquals(files, openFiles());
    }

    private static void openAndClose(int times) {
        for (int i = 0; i < times; i++) {
            Terminal.open(Till.url("127.0.0.1:1", "")).close();
        }
    }

    private static void pay(Till till, int times) {
        for (int i = 0; i < times; i++) {
            till.trace.setLength(0);
            Result result = till.terminal.run(till.sale(), new Cancel());
            assertTrue(result.approved());
            assertEquals("ddddCMj", till.trace.toString());
            result.acknowledge();
        }
        System.gc();
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
