package org.libopi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Which features of tests/parity.txt a test proves. When it passes they are written down for tools/parity.py. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ExtendWith(Proves.Recorder.class)
@interface Proves {
    String[] value();

    /** Adds a line for each feature to the file that OPI_PARITY names (test.sh); without it nothing is written. */
    final class Recorder implements TestWatcher {
        @Override
        public void testSuccessful(ExtensionContext context) {
            String file = System.getenv("OPI_PARITY");
            if (file == null) {
                return;
            }
            StringBuilder lines = new StringBuilder();
            for (String feature : context.getRequiredTestMethod().getAnnotation(Proves.class).value()) {
                lines.append(feature).append('\t').append(context.getRequiredTestClass().getSimpleName()).append('.')
                        .append(context.getRequiredTestMethod().getName()).append('\n');
            }
            try {
                Files.writeString(Path.of(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
