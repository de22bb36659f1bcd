package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the library comes from, and what the error says when it does not come. */
class NativeLibraryTest {
    @TempDir
    Path folder;

    @Proves("load-error")
    @Test
    void theErrorNamesEveryPlaceAndWhatWasWrongThere() throws IOException {
        Path missing = folder.resolve("missing.so");
        Path words = Files.writeString(folder.resolve("words.so"), "no library at all");
        Path foreign = Files.write(folder.resolve("foreign.so"), elf(1, 3));
        Path windows = Files.write(folder.resolve("opi.dll"), pe(0x14C));
        Map<Path, String> places = new LinkedHashMap<>();
        places.put(missing, "first");
        places.put(words, "second");
        places.put(foreign, "third");
        places.put(windows, "fourth");
        List<String> before = new ArrayList<>(List.of("/x86/libopi.so (in the jar): not there"));
        String message = assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.load(places, before)).getMessage();
        List<String> lines = List.of(message.split("\n"));
        assertTrue(lines.get(1).contains("in the jar"), message);
        assertTrue(lines.get(2).contains(missing + " (first): not there"), message);
        assertTrue(lines.get(3).contains(words + " (second): is no program library (17 bytes)"), message);
        assertTrue(lines.get(4).contains("is 32-bit x86 ELF (Linux), wanted is " + NativeLibrary.wanted()), message);
        assertTrue(lines.get(5).contains("is 32-bit x86 PE (Windows), wanted is"), message);
        assertTrue(NativeLibrary.wanted().matches("(32|64)-bit \\S+ for .+"), NativeLibrary.wanted());
        assertTrue(message.contains("opi.library") && message.contains("OPI_LIBRARY"), message);
    }

    @Test
    void aPlaceThatDoesNotFitIsNoReasonToStop() throws IOException {
        Path foreign = Files.write(folder.resolve("foreign.so"), elf(1, 40));
        Map<Path, String> places = new LinkedHashMap<>();
        places.put(foreign, "first");
        places.put(Opi.libraryPath(), "second");
        List<String> tried = new ArrayList<>();
        assertEquals(Opi.libraryPath(), NativeLibrary.load(places, tried).path());
        assertEquals(1, tried.size());
        assertTrue(tried.get(0).contains("32-bit arm ELF"), tried.get(0));
    }

    @Test
    void imagesAreTold() throws IOException {
        assertEquals("64-bit aarch64 ELF (Linux)", NativeLibrary.image(Files.write(folder.resolve("a"), elf(2, 183))));
        assertEquals("64-bit x86-64 PE (Windows)", NativeLibrary.image(Files.write(folder.resolve("b"), pe(0x8664))));
        assertTrue(NativeLibrary.image(Opi.libraryPath()).startsWith("64-bit "));
    }

    @Proves("abi-version")
    @Test
    void theAbiMustFit() {
        int wanted = NativeBinding.ABI_VERSION;
        assertNull(NativeLibrary.abiProblem(wanted));
        assertNull(NativeLibrary.abiProblem(wanted + 1));
        assertNotNull(NativeLibrary.abiProblem(wanted + (1 << 16)));
        assertNotNull(NativeLibrary.abiProblem(wanted - 1));
        assertEquals("has ABI 9.7, wanted is " + (wanted >>> 16) + "." + (wanted & 0xFFFF) + " or a later "
                + (wanted >>> 16) + ".x", NativeLibrary.abiProblem((9 << 16) + 7));
    }

    @Test
    void theLibraryIsThisVersion() {
        assertEquals(NativeBinding.VERSION, Opi.version());
        assertTrue(Opi.libraryPath().isAbsolute());
    }

    /** What must hold between the library and C callers holds through Java: a fault there is a status here. */
    @Test
    void aFaultInTheLibraryIsAStatus() {
        assertEquals(Status.INTERNAL.number(), NativeLibrary.binding().selfTest(0));
    }

    private static byte[] elf(int bits, int machine) {
        return ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {0x7F, 'E', 'L', 'F', (byte) bits, 1})
                .putShort(18, (short) machine).array();
    }

    private static byte[] pe(int machine) {
        return ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {'M', 'Z'})
                .putInt(0x3C, 128).putInt(128, 0x4550).putShort(132, (short) machine).array();
    }
}
