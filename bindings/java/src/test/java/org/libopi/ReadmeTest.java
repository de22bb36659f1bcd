package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows compiles, and its first payment is paid. */
class ReadmeTest extends LibraryTest {
    @TempDir
    Path folder;

    @Test
    void whatItShowsCompilesAndPays() throws IOException, ReflectiveOperationException {
        Matcher blocks = Pattern.compile("```java\n(.*?class (\\w+) .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-d", folder.toString(),
                "-cp", System.getProperty("java.class.path")));
        while (blocks.find()) {
            arguments.add(Files.writeString(folder.resolve(blocks.group(2) + ".java"), blocks.group(1)).toString());
        }
        assertEquals(5, arguments.stream().filter(argument -> argument.endsWith(".java")).count());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
        try (Sim sim = Sim.start("ch"); URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method main = loader.loadClass("FirstPayment").getMethod("main", String[].class);
            main.setAccessible(true);
            String journal = "journal=" + folder.resolve("journal.db");
            main.invoke(null, (Object) new String[] {Till.url(sim.address, journal + "&customer_receipt=none"
                    + "&merchant_receipt=none&electronic_journal=none")});
            try (Terminal terminal = Terminal.open(Till.url(sim.address, journal))) {
                assertEquals(List.of(), terminal.unresolved().items());
                assertTrue(sim.net("CHF").equals("1250"), sim.net("CHF"));
            }
        }
    }
}
