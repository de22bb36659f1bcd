package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A record is read when it is asked, and lives as long as anything of it. */
class SourceTest extends LibraryTest {
    private static final byte[] MESSAGE = "<Answer/>".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch freed = new CountDownLatch(1);
    private final Table table = new Table()
            .number("verdict", (c, at) -> reads.incrementAndGet())
            .bytes((c, at, name) -> ByteBuffer.allocateDirect(MESSAGE.length).put(MESSAGE).flip())
            .list("receipts", (c, at) -> 2L, new Table().text("text", (c, at) -> at[0] + "/" + at[1]));

    private NativeSource source() {
        return NativeSource.owned(null, table, 4711, address -> freed.countDown());
    }

    /** What nobody holds any more is freed soon; what somebody holds is not. */
    private void assertFreed(boolean expected) throws InterruptedException {
        boolean isFreed = false;
        for (int i = 0; i < (expected ? 200 : 5) && !isFreed; i++) {
            System.gc();
            isFreed = freed.await(50, TimeUnit.MILLISECONDS);
        }
        assertEquals(expected, isFreed);
    }

    @Test
    void nothingIsReadBeforeItIsAsked() {
        NativeSource source = source();
        assertEquals(2, source.items("receipts").size());
        assertEquals(0, reads.get());
        assertEquals(1, source.number("verdict"));
        assertEquals(2, source.number("verdict"));
    }

    @Test
    void aPartKeepsTheWhole() throws InterruptedException {
        Receipt receipt = new Receipt(source().items("receipts").get(1));
        assertFreed(false);
        assertEquals("4711/1", receipt.text());
        receipt = null;
        assertFreed(true);
    }

    /** Also a view of a view of the library's own bytes. */
    @Test
    void bytesKeepTheWhole() throws InterruptedException {
        ByteBuffer view = source().bytes("raw").slice().duplicate();
        assertFreed(false);
        assertEquals("<Answer/>", StandardCharsets.UTF_8.decode(view).toString());
        view = null;
        assertFreed(true);
    }

    @Test
    void bytesCannotBeWritten() {
        assertThrows(ReadOnlyBufferException.class, () -> source().bytes("raw").put((byte) 0));
    }

    /** The same with the library: what was paid is read after the terminal is gone, and the garbage of it. */
    @Test
    void aResultOutlivesItsTerminal() throws InterruptedException {
        ByteBuffer raw;
        String text;
        Receipt receipt;
        try (Till till = new Till()) {
            Result result = till.pay();
            raw = result.rawBytes().orElseThrow();
            text = result.raw().orElseThrow();
            receipt = result.receipts().get(0);
        }
        CountDownLatch collected = new CountDownLatch(1);
        Cleaner.create().register(new Object(), collected::countDown); // younger garbage than the result
        for (int i = 0; i < 200 && collected.getCount() > 0; i++) {
            System.gc();
            collected.await(50, TimeUnit.MILLISECONDS);
        }
        assertEquals(0, collected.getCount());
        assertTrue(raw.isDirect() && raw.isReadOnly());
        assertEquals(text, StandardCharsets.UTF_8.decode(raw).toString());
        assertTrue(receipt.text().contains("Bäckerei Müller"), receipt.text());
    }

    /** Ten threads read one result. */
    @Test
    void anyThreadReads() throws InterruptedException {
        try (Till till = new Till()) {
            Result result = till.pay();
            List<String> expected = List.of(result.json(), result.receipts().get(0).text(), result.journal().toString());
            AtomicInteger same = new AtomicInteger();
            Thread[] threads = new Thread[10];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> {
                    for (int times = 0; times < 100; times++) {
                        if (expected.equals(List.of(result.json(), result.receipts().get(0).text(), result.journal().toString()))) {
                            same.incrementAndGet();
                        }
                    }
                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join(Duration.ofMinutes(1).toMillis());
            }
            assertEquals(1000, same.get());
        }
    }
}
