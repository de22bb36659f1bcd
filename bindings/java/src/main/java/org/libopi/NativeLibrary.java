package org.libopi;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds libopi and loads it by its absolute path, once, after checking that it has the ABI this was made for.
 *
 * <p>If the system property {@code opi.library} or the environment variable {@code OPI_LIBRARY} names a file, only that
 * one is tried; otherwise the library in the jar, which belongs to these classes, then the folders of
 * {@code java.library.path}. The error names every place, and what was wrong there.
 */
final class NativeLibrary {
    static final String PROPERTY = "opi.library";
    static final String VARIABLE = "OPI_LIBRARY";

    private static NativeLibrary loaded;

    private final NativeBinding binding;
    private final Path path;

    private NativeLibrary(NativeBinding binding, Path path) {
        this.binding = binding;
        this.path = path;
    }

    /** The library, loaded at the first call. If that failed the next call tries again. */
    static synchronized NativeLibrary get() {
        if (loaded == null) {
            String named = System.getProperty(PROPERTY);
            String how = "system property " + PROPERTY;
            if (named == null) {
                named = System.getenv(VARIABLE);
                how = "environment variable " + VARIABLE;
            }
            loaded = named != null && !named.isEmpty()
                    ? load(Map.of(Path.of(named).toAbsolutePath(), how), new ArrayList<>())
                    : search();
        }
        return loaded;
    }

    static NativeBinding binding() {
        return get().binding;
    }

    Path path() {
        return path;
    }

    private static NativeLibrary search() {
        Map<Path, String> places = new LinkedHashMap<>();
        List<String> tried = new ArrayList<>();
        String file = System.mapLibraryName("opi");
        String resource = "/" + Platform.RESOURCE_PREFIX + "/" + file;
        if (NativeLibrary.class.getResource(resource) == null) {
            tried.add(resource + " (in the jar): not there");
        } else {
            try {
                ClassLoader loader = NativeLibrary.class.getClassLoader();
                places.put(Native.extractFromResourcePath(resource, loader).toPath().toAbsolutePath(), "from the jar");
            } catch (IOException e) {
                tried.add(resource + " (in the jar): cannot be unpacked: " + e.getMessage());
            }
        }
        for (String folder : System.getProperty("java.library.path", "").split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                places.putIfAbsent(Path.of(folder, file).toAbsolutePath(), "java.library.path");
            }
        }
        return load(places, tried);
    }

    /** Loads the first of the places that fits; {@code tried} is what has been tried before. */
    static NativeLibrary load(Map<Path, String> places, List<String> tried) {
        for (Map.Entry<Path, String> place : places.entrySet()) {
            Path path = place.getKey();
            String problem;
            if (!Files.isRegularFile(path)) {
                problem = "not there";
            } else {
                try {
                    com.sun.jna.NativeLibrary library = com.sun.jna.NativeLibrary.getInstance(path.toString());
                    problem = abiProblem(library.getFunction("opi_abi_version").invokeInt(new Object[0]));
                    if (problem == null) {
                        return new NativeLibrary(new JnaBinding(library, CallbackBridge.ROUTER), path);
                    }
                } catch (UnsatisfiedLinkError e) {
                    problem = "is " + image(path) + ", wanted is " + wanted() + "; " + firstLine(e);
                }
            }
            tried.add(path + " (" + place.getValue() + "): " + problem);
        }
        throw new UnsatisfiedLinkError("libopi cannot be loaded. Tried:\n  " + String.join("\n  ", tried)
                + "\nName the file with -D" + PROPERTY + "=/absolute/path or the environment variable " + VARIABLE + ".");
    }

    /** What is wrong with a library of that ABI; null if nothing is. */
    static String abiProblem(int abi) {
        int wanted = NativeBinding.ABI_VERSION;
        if (abi >>> 16 == wanted >>> 16 && (abi & 0xFFFF) >= (wanted & 0xFFFF)) {
            return null;
        }
        return "has ABI " + (abi >>> 16) + "." + (abi & 0xFFFF) + ", wanted is " + (wanted >>> 16) + "."
                + (wanted & 0xFFFF) + " or a later " + (wanted >>> 16) + ".x";
    }

    static String wanted() {
        return Native.POINTER_SIZE * 8 + "-bit " + Platform.ARCH + " for " + System.getProperty("os.name");
    }

    /** What kind of program image a file is, such as "64-bit x86-64 ELF". */
    static String image(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] start = new byte[64];
            int length = file.read(start);
            if (length >= 20 && start[0] == 0x7F && start[1] == 'E' && start[2] == 'L' && start[3] == 'F') {
                boolean little = start[5] == 1;
                int machine = (start[little ? 19 : 18] & 0xFF) << 8 | start[little ? 18 : 19] & 0xFF;
                return (start[4] == 2 ? "64-bit " : "32-bit ") + machineName(machine) + " ELF (Linux)";
            }
            if (length == 64 && start[0] == 'M' && start[1] == 'Z') {
                file.seek(Integer.reverseBytes(java.nio.ByteBuffer.wrap(start).getInt(0x3C)) + 4L);
                int machine = file.read() | file.read() << 8;
                return (machine == 0x14C || machine == 0x1C4 ? "32-bit " : "64-bit ") + machineName(machine)
                        + " PE (Windows)";
            }
            if (length == 64 && (start[0] & 0xFF) == 0xCF && (start[1] & 0xFF) == 0xFA && (start[3] & 0xFF) == 0xFE) {
                return "64-bit " + (start[4] == 12 ? "aarch64" : "x86-64") + " Mach-O (macOS)";
            }
            return "no program library (" + Files.size(path) + " bytes)";
        } catch (IOException e) {
            return "not readable (" + e.getMessage() + ")";
        }
    }

    private static String machineName(int machine) {
        switch (machine) {
            case 3:
            case 0x14C:
                return "x86";
            case 62:
            case 0x8664:
                return "x86-64";
            case 40:
            case 0x1C4:
                return "arm";
            case 183:
            case 0xAA64:
                return "aarch64";
            default:
                return "machine " + machine;
        }
    }

    private static String firstLine(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.split("\n", 2)[0];
    }
}
